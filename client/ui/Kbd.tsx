/** The key that works a button, printed on it. Screen readers hear it from `aria-keyshortcuts` instead. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <span className="kbd" aria-hidden="true">
      {children}
    </span>
  )
}
