import type { ReactNode } from 'react'

/** The bar at the top of an AMHP's phone: the mark, and whether everything has been sent. */
export function PhoneTop({ brand, children }: { readonly brand: ReactNode; readonly children: ReactNode }) {
  return (
    <header className="p-top only-m">
      {brand}
      {children}
    </header>
  )
}

/** Whether the phone is up to date, or how much waits to be sent. */
export function SyncSign({
  waiting,
  noSignal,
  words,
}: {
  readonly waiting: number
  readonly noSignal: boolean
  /** When all is well: "Up to date 17:02". */
  readonly words: string
}) {
  return (
    <span className={waiting > 0 || noSignal ? 'sync waits' : 'sync'} role="status">
      <span className="dot" aria-hidden="true" />
      {waiting > 0 ? `${waiting} waiting to send` : noSignal ? 'No signal' : words}
    </span>
  )
}

/** An AMHP's four tabs, always in the same place. Its children are four links with an `Icon` and a word each. */
export function PhoneTabs({ children }: { readonly children: ReactNode }) {
  return (
    <nav className="tabbar only-m" aria-label="Main">
      {children}
    </nav>
  )
}
