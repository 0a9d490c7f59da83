import type { ReactNode } from 'react'

export interface TopBarProps {
  /** The mark as a link home: `<Link className="brand"><Brand /></Link>`. */
  readonly brand: ReactNode
  readonly council: string
  /** Links. The one shown has `aria-current="page"`, which the router sets. */
  readonly nav: ReactNode
  /** Find, New referral, theme, and the menu of who is signed in. */
  readonly actions: ReactNode
  readonly className?: string | undefined
}

/** The bar at the top of every desk page. */
export function TopBar({ brand, council, nav, actions, className = '' }: TopBarProps) {
  return (
    <header className={`top ${className}`}>
      {brand}
      <span className="council">{council}</span>
      <nav className="nav" aria-label="Main">
        {nav}
      </nav>
      <div className="top-right">{actions}</div>
    </header>
  )
}

/** A figure beside a word of the bar. `words` say what it counts. */
export function NavCount({
  count,
  alert = false,
  words,
}: {
  readonly count: number
  readonly alert?: boolean
  readonly words: string
}) {
  if (count === 0) return null
  return (
    <span className={alert ? 'n alert' : 'n'} title={words}>
      <span aria-hidden="true">{count}</span>
      <span className="vh">, {words}</span>
    </span>
  )
}
