/** The product's own mark and name: three shifts, one after the other. */
export function Brand() {
  return (
    <>
      <svg viewBox="0 0 26 22" aria-hidden="true">
        <rect x="0" y="1" width="14" height="5" rx="1.5" fill="#6fd0c4" />
        <rect x="6" y="8.5" width="14" height="5" rx="1.5" fill="#fff" />
        <rect x="12" y="16" width="14" height="5" rx="1.5" fill="#f4bd55" />
      </svg>
      <span>Duty Hub</span>
    </>
  )
}
