import type { ReactNode } from 'react'
import { PlanLinks } from './PlanLinks.tsx'

interface PlanPageProps {
  readonly title: string
  /** What the page is for, in a sentence or two. */
  readonly lede: ReactNode
  readonly children: ReactNode
}

/** A page of planning: its heading, the way to the others, and what is on it. */
export function PlanPage({ title, lede, children }: PlanPageProps) {
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">{title}</h1>
            <p className="lede">{lede}</p>
          </div>
        </div>
        <PlanLinks />
        {children}
      </div>
    </div>
  )
}
