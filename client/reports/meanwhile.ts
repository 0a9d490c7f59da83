import { actOnMany, actWords } from '#shared/toil/actWords.ts'
import type { ClaimAct, ClaimRow } from '#shared/toil/contract.ts'
import { formatDayShort, formatInstant } from '#shared/time/london.ts'

type Seen = Pick<ClaimRow, 'id' | 'version' | 'personName' | 'day'>
type Standing = Pick<ClaimRow, 'id' | 'version' | 'acts'>

/** Refusals that say: somebody else was there first. */
const OVERTAKEN: ReadonlySet<string> = new Set([
  'already-decided',
  'changed-since-seen',
  'waits-for-answer',
  'not-submitted',
  'not-decided',
  'undone-already',
])

export const isOvertaken = (code: string): boolean => OVERTAKEN.has(code)

/**
 * What was last done with a claim since it was seen; `null` while nothing newer is known of it.
 *
 * @example lastSince({ version: 2 }, claim) // Ruth approved it
 */
export const lastSince = ({ version }: Pick<Seen, 'version'>, now: Standing | undefined): ClaimAct | null =>
  now && now.version > version ? (now.acts.at(-1) ?? null) : null

/**
 * What was done with claims while somebody was about to approve them, a line for each colleague and deed, with how many and when the last was.
 *
 * @param seen as they were when the press was made
 * @param now those of them that are known to wait, or to be decided
 * @example meanwhileLines(eleven, now) // ['Mon 16 November 09:05, Ruth Banerjee approved them: 11 of your 11']
 */
export function meanwhileLines(seen: readonly Seen[], now: readonly Standing[]): readonly string[] {
  const standing = new Map(now.map((claim) => [claim.id, claim]))
  const groups = new Map<string, { readonly claim: Seen; readonly act: ClaimAct; readonly count: number }>()
  for (const claim of seen) {
    const act = lastSince(claim, standing.get(claim.id))
    if (!act) continue
    const key = `${act.byName} ${act.act}`
    const before = groups.get(key)
    const later = before && before.act.at > act.at ? before.act : act
    groups.set(key, { claim, act: later, count: (before?.count ?? 0) + 1 })
  }
  return [...groups.values()].map(({ claim, act, count }) =>
    count === 1
      ? `${claim.personName}, ${formatDayShort(claim.day)}: ${actWords(act)}`
      : `${formatInstant(act.at)}, ${act.byName} ${actOnMany(act.act)}: ${count} of your ${seen.length}`,
  )
}
