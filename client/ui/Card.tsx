import { useId, type ReactNode } from 'react'

export interface CardProps {
  readonly title: ReactNode
  /** At the right of the heading: a count, a link, a button. */
  readonly aside?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A part of a page under its own heading. */
export function Card({ title, aside, className = '', children }: CardProps) {
  const id = useId()
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <div className="card-h">
        <h2 className="h2" id={id}>
          {title}
        </h2>
        {aside && <span className="r">{aside}</span>}
      </div>
      <div className="card-b">{children}</div>
    </section>
  )
}
