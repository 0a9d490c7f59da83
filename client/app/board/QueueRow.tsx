import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { listName, useNamesShown } from '#client/allocations/personNames.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import type { Presence } from '#shared/kernel/topic.ts'
import { isolatedIn } from '#shared/kernel/direction.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { Eyes } from './Eyes.tsx'
import { MoveMenu } from './MoveMenu.tsx'
import { samePlace, type Placed } from './placing.ts'
import { readingOf } from './rowClock.ts'
import type { AskOfRow } from './RowDialogs.tsx'
import { heldWords, needsOf, subWords, whatWords } from './rowWords.ts'

/** What rows know of the board around them. */
export interface RowDeeds {
  readonly now: Instant
  readonly targetMinutes: number
  readonly onSelect: (row: BoardRow) => void
  /** Opens what is asked about a row: above the rows, so that it stays open when its row goes to another place. */
  readonly onAsk: AskOfRow
}

interface QueueRowProps extends RowDeeds {
  readonly placed: Placed
  readonly isSelected: boolean
  /** The colleagues who have it open. */
  readonly eyes: readonly Presence[]
}

/** How the screen finds the row that the keyboard is at. */
export const rowLinkId = (number: number | ''): string => `row-${number}`

/**
 * One referral: its clock, who, what, what it waits for, and the one thing to do. It is drawn again only when something that it shows
 * has changed, so that news of one row costs one row, however many there are.
 */
export const QueueRow = memo(Row, (before, after) =>
  (Object.keys(after) as (keyof QueueRowProps)[]).every((key) =>
    key === 'placed' ? samePlace(before.placed, after.placed) : before[key] === after[key],
  ),
)

function Row({ placed, now, targetMinutes, isSelected, eyes, onSelect, onAsk }: QueueRowProps) {
  const { row, clock, group, gone } = placed
  const names = useNamesShown()
  const said = isolatedIn(row)
  const { bold, more } = gone ? { bold: 'No longer open', more: said.place } : whatWords(said, group, now)
  const classes = [
    'qr',
    group === 'out' ? 'slim' : '',
    isSelected ? 'is-sel' : '',
    clock?.state === 'over' ? 'alarm' : '',
  ]
  return (
    <li className={classes.filter(Boolean).join(' ')}>
      <StatutoryClock clock={readingOf(row, clock, targetMinutes, now)} />
      <div className="p">
        <Link
          id={rowLinkId(row.number)}
          to="/referrals/$number"
          params={{ number: String(row.number) }}
          aria-current={isSelected ? 'true' : undefined}
        >
          {listName(said, names)}
        </Link>
        <div className="s">
          <Eyes eyes={eyes} />
          {subWords(said, group, now)}
        </div>
      </div>
      <div className="w">
        <div title={bold}>
          <b>{bold}</b>
        </div>
        <div className={heldWords(row, now) === null ? 's' : 's whole'} title={more}>
          {more}
        </div>
      </div>
      <Needs row={row} />
      <div className="act">
        {!gone && <Deed placed={placed} selected={isSelected} onSelect={onSelect} />}
        {!gone && <MoveMenu row={row} now={now} onSelect={onSelect} onAsk={onAsk} />}
      </div>
    </li>
  )
}

function Needs({ row }: { readonly row: BoardRow }) {
  return (
    <div className="needs">
      {needsOf(row).map(({ name, look, icon, word }) => (
        <span key={name} className={look}>
          <Icon name={icon} />
          <span>{name}</span>
          <b>{word}</b>
        </span>
      ))}
    </div>
  )
}

interface DeedProps extends Pick<RowDeeds, 'onSelect'> {
  readonly placed: Placed
  readonly selected: boolean
}

function Deed({ placed: { row, clock }, selected, onSelect }: DeedProps) {
  const { can } = useSession()
  const number = String(row.number)
  const { allocation } = row
  if (clock?.state === 'not-recorded' && can('take referrals')) {
    return (
      <Link className={buttonClass({ size: 'sm' })} to="/referrals/$number" params={{ number }}>
        Add the time
      </Link>
    )
  }
  if (row.state === 'to-triage' && can('triage')) {
    return (
      <Link
        className={buttonClass({ size: 'sm' })}
        to="/referrals/$number"
        params={{ number }}
        search={{ tab: 'triage' }}
      >
        Triage<span className="vh"> R-{number}</span>
      </Link>
    )
  }
  if (allocation === null && can('allocate')) {
    return (
      <Button kind={selected ? 'p' : 's'} size="sm" onClick={() => onSelect(row)}>
        Allocate<span className="vh"> R-{number}</span>
      </Button>
    )
  }
  return (
    <Button kind={clock?.state === 'over' ? 'd' : 's'} size="sm" onClick={() => onSelect(row)}>
      Details<span className="vh"> of R-{number}</span>
    </Button>
  )
}
