import type { ReactNode } from 'react'

/** Links to the parts of a record. Its children are links; the one shown has `aria-current="page"`, which the router sets. */
export function SubNav({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav className="subnav" aria-label={label}>
      {children}
    </nav>
  )
}
