import { Button } from '#client/ui/Button.tsx'
import { Icon, type IconName } from '#client/ui/Icon.tsx'
import { reasonWords, type Weighs } from '#shared/allocations/reasons.ts'
import { afterWords } from '#shared/allocations/weighing.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { whereFrom, type OneCandidate } from './candidateWords.ts'
import { FinishBar } from './FinishBar.tsx'
import { againstTarget } from './targetWords.ts'

const marks: Record<Weighs, { readonly className: string; readonly icon: IconName; readonly word: string }> = {
  for: { className: 'plus', icon: 'plus', word: 'For' },
  against: { className: 'minus', icon: 'minus', word: 'Against' },
  neutral: { className: 'same', icon: 'circle', word: 'Neutral' },
}

interface SuggestionProps {
  readonly of: OneCandidate
  readonly rank: number
  /** By when triage wants them assessed; `null` where it set no time. */
  readonly assessBy: Instant | null
  readonly now: Instant
  readonly busy: boolean
  readonly onAllocate: () => void
}

/** One suggestion: who, from where, the reasons for and against, and the likely finish. */
export function Suggestion({ of: one, rank, assessBy, now, busy, onAllocate }: SuggestionProps) {
  const today = londonDayOf(now)
  const target = againstTarget(one.thereAt, assessBy, now)
  return (
    <li className={rank === 1 ? 'sug best' : 'sug'}>
      <div className="sug-h">
        <span className="rank">{rank}</span>
        <div>
          <div className="nm">{one.name}</div>
          <div className="sub">{whereFrom(one)}</div>
        </div>
        <Button kind={rank === 1 ? 'p' : 's'} size="sm" kbd={String(rank)} busy={busy} onClick={onAllocate}>
          Allocate<span className="vh"> to {one.name}</span>
        </Button>
      </div>
      <ul className="pm">
        {one.reasons.map((reason) => {
          const { className, icon, word } = marks[reason.weighs]
          return (
            <li key={reason.code} className={className}>
              <Icon name={icon} />
              <span>
                <span className="vh">{word}: </span>
                {reasonWords(reason, today)}
              </span>
            </li>
          )
        })}
        {target !== null && (
          <li className={target.inTime ? 'same' : 'minus'}>
            <Icon name="clock" />
            <span>{target.words}</span>
          </li>
        )}
      </ul>
      <FinishBar of={one} now={now} />
      <p className="small muted">
        <span className="vh">What choosing {one.name} changes: </span>
        {afterWords(one.after)}
      </p>
    </li>
  )
}
