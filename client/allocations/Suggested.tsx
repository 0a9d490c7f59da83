import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Button } from '#client/ui/Button.tsx'
import { shortfallWords, unlocksOf } from '#shared/allocations/shortfall.ts'
import type { Instant } from '#shared/time/instant.ts'
import { whyWords, type OneCandidate } from './candidateWords.ts'
import { Suggestion } from './Suggestion.tsx'

interface SuggestedProps {
  readonly of: readonly OneCandidate[]
  readonly others: readonly OneCandidate[]
  readonly assessBy: Instant | null
  readonly now: Instant
  readonly busy: boolean
  readonly onTake: (one: OneCandidate | undefined) => void
  readonly onOther: (one: OneCandidate) => void
}

/** Three at most, each with its key; when nobody is free, who is nearest to it, and why. */
export function Suggested({ of: suggested, others, assessBy, now, busy, onTake, onOther }: SuggestedProps) {
  useTakeKey(1, suggested[0], onTake)
  useTakeKey(2, suggested[1], onTake)
  useTakeKey(3, suggested[2], onTake)
  const nearest = others.find(({ standing }) => standing === 'set-aside')
  const hadIt = nearest?.reasons.some(({ code }) => code === 'gave-back') ?? false
  if (suggested.length === 0) {
    return (
      <>
        <h3 className="h3">Nobody {hadIt ? 'else ' : ''}is free to take this now</h3>
        {nearest === undefined ? (
          <p>Nobody on the register can take it. Ring the out-of-hours team or a neighbouring hub.</p>
        ) : (
          <>
            <p>
              <b>{nearest.name}</b> {hadIt ? 'comes next' : 'is the nearest to free'}. {whyWords(nearest, now)}.
            </p>
            <Button kind="p" busy={busy} onClick={() => onOther(nearest)}>
              Allocate {nearest.name}, and say why
            </Button>
          </>
        )}
        <Unlocks of={others} now={now} />
      </>
    )
  }
  return (
    <>
      <h3 className="h3">Suggested, in order</h3>
      <ol>
        {suggested.map((one, index) => (
          <Suggestion
            key={one.personId}
            of={one}
            rank={index + 1}
            assessBy={assessBy}
            now={now}
            busy={busy}
            onAllocate={() => onTake(one)}
          />
        ))}
      </ol>
    </>
  )
}

/** Why nobody is free, and what would change that. */
function Unlocks({ of: others, now }: { readonly of: readonly OneCandidate[]; readonly now: Instant }) {
  const why = shortfallWords(others)
  return (
    <>
      {why !== '' && (
        <p className="small muted">
          Of {others.length} on the register: {why}.
        </p>
      )}
      <p>
        <b>What would unlock it</b>
      </p>
      <ul>
        {unlocksOf(others, 'out-of-hours team', now).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  )
}

function useTakeKey(
  rank: number,
  one: OneCandidate | undefined,
  onTake: (one: OneCandidate | undefined) => void,
): void {
  useShortcut(one ? { keys: String(rank), says: `Take suggestion ${rank}`, run: () => onTake(one) } : null)
}

const counted = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** The consultant has to be able to answer an AMHP who asks. */
export function WhyNot({ of: others, now }: { readonly of: readonly OneCandidate[]; readonly now: Instant }) {
  if (others.length === 0) return null
  return (
    <details className="plain">
      <summary>Why not the other{others.length === 1 ? '' : ` ${counted[others.length] ?? others.length}`}</summary>
      <ul className="not-sug">
        {others.map((one) => (
          <li key={one.personId}>
            <b>{one.name}</b>
            <span>{whyWords(one, now)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
