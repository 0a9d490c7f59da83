import { useId } from 'react'
import { Notice } from '#client/ui/Notice.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { planWords, warningOf, type OneCandidate } from './candidateWords.ts'

/** How many are shown before the rest is folded away. */
const SHOWN = 6

export interface PickSomebodyProps {
  readonly ranked: readonly OneCandidate[]
  readonly now: Instant
  readonly value: PersonId | null
  readonly missing: boolean
  readonly onPick: (picked: PersonId) => void
}

/** Everybody who could be chosen, the likeliest first, in one group of choices. */
export function PickSomebody({ ranked, now, value, missing, onPick }: PickSomebodyProps) {
  const name = useId()
  const cut = Math.max(SHOWN, ranked.findIndex(({ personId }) => personId === value) + 1)
  const [head, rest] = [ranked.slice(0, cut), ranked.slice(cut)]
  const line = (one: OneCandidate) => (
    <PickLine key={one.personId} of={one} now={now} name={name} picked={one.personId === value} onPick={onPick} />
  )
  return (
    <>
      {missing && (
        <Notice tone="warn" speaks="at-once">
          Choose who should go.
        </Notice>
      )}
      <div className="pick" role="radiogroup" aria-label="AMHP">
        {head.map(line)}
      </div>
      {rest.length > 0 && (
        <details className="plain">
          <summary>{rest.length} more</summary>
          <div className="pick" role="radiogroup" aria-label="More AMHPs">
            {rest.map(line)}
          </div>
        </details>
      )}
    </>
  )
}

interface PickLineProps extends Pick<PickSomebodyProps, 'now' | 'onPick'> {
  readonly of: OneCandidate
  readonly name: string
  readonly picked: boolean
}

/** Whoever may not act is in the list with the rule that stands against it, and cannot be chosen. */
function PickLine({ of: one, now, name, picked, onPick }: PickLineProps) {
  const warning = warningOf(one)
  const barred = one.standing === 'barred'
  return (
    <label>
      <input
        type="radio"
        className="vh"
        name={name}
        checked={picked && !barred}
        disabled={barred}
        onChange={() => onPick(one.personId)}
      />
      <span className="o" aria-hidden="true" />
      <b>{one.name}</b>
      <span className="s">{barred ? 'May not take this' : planWords(one, now)}</span>
      {warning && (
        <Tag tone={warning.tone} icon={warning.tone === 'warn' ? 'triangle' : 'octagon'}>
          {warning.words}
        </Tag>
      )}
    </label>
  )
}
