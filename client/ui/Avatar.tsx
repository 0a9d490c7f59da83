/** A colleague's initials. The name always stands beside it, so it is not read out. */
export function Avatar({ initials, small = false }: { readonly initials: string; readonly small?: boolean }) {
  return (
    <span className={small ? 'av av-s' : 'av'} aria-hidden="true">
      {initials}
    </span>
  )
}
