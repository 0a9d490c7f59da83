import { useEffect, useRef, type ReactNode } from 'react'

/**
 * Links to the parts of a record. Its children are links; the one shown has `aria-current="page"`, which the router sets. Where they do
 * not all fit, the one shown is moved into sight.
 */
export function SubNav({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const nav = useRef<HTMLElement>(null)
  const shown = useRef<string | null>(null)
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>('[aria-current]')
    const words = link?.textContent ?? null
    if (!nav.current || !link || words === shown.current) return
    shown.current = words
    // Only sideways, and only its own bar: the page stays where its reader is.
    nav.current.scrollLeft = link.offsetLeft - nav.current.offsetLeft - (nav.current.clientWidth - link.clientWidth) / 2
  })
  return (
    <nav className="subnav" aria-label={label} ref={nav}>
      {children}
    </nav>
  )
}
