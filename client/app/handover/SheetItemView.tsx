import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Tag } from '#client/ui/Tag.tsx'
import type { SheetItem } from '#shared/handover/contract.ts'
import { itemLines } from '#shared/handover/itemLines.ts'
import { isolatedIn } from '#shared/kernel/direction.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { ageOf } from '../board/rowWords.ts'

interface SheetItemViewProps {
  readonly item: SheetItem
  /** When it was offered: everything is as it was then. */
  readonly at: Instant
  /** The receiver's tick, and why something stays. */
  readonly children?: ReactNode
}

/** One referral of a handover, as it was, with the giver's words. The same on screen and on paper. */
export function SheetItemView({ item, at, children }: SheetItemViewProps) {
  const facts = isolatedIn(item.facts)
  const { row } = facts
  const age = ageOf(row, at)
  return (
    <li className="ho-paper">
      <div className="ho-paper-h">
        <span className="ho-tick print-only" aria-hidden="true" />
        <h2 className="h3">
          <Link to="/referrals/$number" params={{ number: String(row.number) }}>
            {fullName(row)}
          </Link>
          <span className="muted">
            {' '}
            {age === null ? '' : `${age} · `}
            {referralNumber(row.number)} · {row.area}
          </span>
        </h2>
        <Became item={item} />
      </div>
      {(item.note !== '' || item.nextBy !== null) && (
        <p className="ho-note">
          {item.nextBy !== null && <b>By {formatInstant(item.nextBy)}. </b>}
          {item.note}
        </p>
      )}
      <dl className="facts">
        {itemLines(facts, at).map(({ name, text, urgent }) => (
          <div key={`${name} ${text}`} className={urgent ? 'urgent' : undefined}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {children}
    </li>
  )
}

function Became({ item: { answer, leftWhy, stateNow } }: { readonly item: SheetItem }) {
  return (
    <span className="row no-print">
      {answer === 'taken' && (
        <Tag tone="done" icon="check">
          Taken over
        </Tag>
      )}
      {answer === 'left' && <Tag tone="warn">Stays with the giver{leftWhy !== '' && `: ${leftWhy}`}</Tag>}
      {stateNow === 'closed' && <Tag>Closed since</Tag>}
    </span>
  )
}
