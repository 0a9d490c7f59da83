import { Link } from '@tanstack/react-router'
import { listName, useNamesShown } from '#client/allocations/personNames.ts'
import { Checkbox, TextArea, TextField } from '#client/ui/Field.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import type { HandoverNow } from '#shared/handover/contract.ts'
import { nextByWords } from '#shared/handover/nextBy.ts'
import type { ItemTyped } from '#shared/handover/typedAgain.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Placed } from '../board/placing.ts'
import { readingOf } from '../board/rowClock.ts'
import { needsOf, subWords, whatWords } from '../board/rowWords.ts'

interface PrepareItemProps {
  readonly placed: Placed
  readonly facts: HandoverNow['open'][number]
  /** What the service aims at from the call to the decision. */
  readonly targetMinutes: number
  readonly now: Instant
  readonly typed: ItemTyped
  readonly onType: (typed: ItemTyped) => void
}

/** One open referral: what the board says of it, a tick, and room for words and for a time. */
export function PrepareItem({ placed, facts, targetMinutes, now, typed, onType }: PrepareItemProps) {
  const { row, clock, group } = placed
  const names = useNamesShown()
  const { bold, more } = whatWords(row, group, now)
  const name = listName(row, names)
  return (
    <li className={typed.ticked && facts.offeredBy === null ? 'ho-item' : 'ho-item off'}>
      <StatutoryClock clock={readingOf(row, clock, targetMinutes, now)} />
      <div className="ho-who">
        <Link to="/referrals/$number" params={{ number: String(row.number) }}>
          {name}
        </Link>
        <div className="s">{subWords(row, group, now)}</div>
        {facts.heldBy && (
          <div className="s">With {facts.heldBy.isMe === true ? 'you' : facts.heldBy.name} since the last handover</div>
        )}
      </div>
      <div>
        <b>{bold}</b>
        <div className="s">{more}</div>
        <div className="s">
          {needsOf(row)
            .map(({ name: what, word }) => `${what}: ${word.toLowerCase()}`)
            .join(' · ')}
        </div>
      </div>
      {facts.offeredBy === null ? (
        <div className="ho-typed">
          <Checkbox
            label={
              <>
                Hand over<span className="vh"> {name}</span>
              </>
            }
            checked={typed.ticked}
            onChange={(event) => onType({ ...typed, ticked: event.target.checked })}
          />
          {typed.ticked && (
            <>
              <TextArea
                label={
                  <>
                    What they must do or know<span className="vh"> about {name}</span>
                  </>
                }
                rows={1}
                value={typed.note}
                onChange={(event) => onType({ ...typed, note: event.target.value })}
              />
              <TextField
                id={`next-${row.id}`}
                label={
                  <>
                    By<span className="vh"> when, for {name}</span>
                  </>
                }
                hint={nextByWords(typed.nextBy, now) || 'Like 17:30'}
                width="s"
                value={typed.nextBy}
                onChange={(event) => onType({ ...typed, nextBy: event.target.value })}
              />
            </>
          )}
        </div>
      ) : (
        <p className="muted">
          {facts.offeredByMe === true
            ? 'You are handing this over. It is yours until somebody takes it by name.'
            : `${facts.offeredBy} is handing this over already.`}
        </p>
      )}
    </li>
  )
}
