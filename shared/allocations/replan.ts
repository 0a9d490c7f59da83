import type { PersonId, ReferralId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import type { Ranked } from './candidates.ts'
import { MOST_PAIRED } from './pairing.ts'

/** A referral that waits, with everybody’s place for it, and by when somebody has to be with the person. */
export interface WaitingToReplan {
  readonly referralId: ReferralId
  readonly number: number
  /** The latest moment to be there so that an ordinary interview ends before the legal limit; `null` when none runs or it is over. */
  readonly arriveBy: Instant | null
  /** By when the service said that it is to be assessed; `null` when it said nothing, or that has passed. */
  readonly assessBy: Instant | null
  readonly ranked: readonly Ranked[]
}

/** Who would go to one, and what that would miss. */
export interface Going {
  readonly personId: PersonId
  readonly thereAt: Instant
  readonly misses: Missed | null
}
export type Missed = 'limit' | 'target'

/** One referral that would be late, or that somebody is moved from so that another is not. */
export interface Slip {
  readonly referralId: ReferralId
  readonly number: number
  readonly arriveBy: Instant | null
  readonly assessBy: Instant | null
  /** Taken one by one in the order of the board; `null` when nobody would be left for it. */
  readonly before: Going | null
  /** What would be missed as it stands; `null` for one that only gives somebody up. */
  readonly missed: Missed | null
  /** Whether somebody else goes, or nobody, by the change that mends most. */
  readonly changes: boolean
  /** Who goes then: whoever went before where nothing changes for this one. */
  readonly after: Going | null
  /** What would still be missed then. */
  readonly still: Missed | null
}

/** Whoever is out or not yet on comes into it at the time at which they are free; nothing else that sets somebody aside is a matter of time. */
const onlyLater = ({ standing, reasons }: Ranked): boolean =>
  standing === 'set-aside' && (reasons[0]?.code === 'on-a-job' || reasons[0]?.code === 'shift-not-begun')

/** Enough of the cheapest and of the soonest: with so few at once a further one is next to never needed. */
const EACH_WAY = 4

interface Option extends Going {
  readonly cost: number
}

function missedBy(waits: WaitingToReplan, thereAt: Instant | null): Missed | null {
  if (waits.arriveBy !== null && (thereAt === null || thereAt > waits.arriveBy)) return 'limit'
  return waits.assessBy !== null && (thereAt === null || thereAt > waits.assessBy) ? 'target' : null
}

/** Everybody who could go now or later and whose way there is known: in the order of the suggestion, so that equals keep it. */
function optionsFor(waits: WaitingToReplan): readonly Option[] {
  const able = waits.ranked.flatMap((one) =>
    one.thereAt !== null && (one.standing === 'suggested' || onlyLater(one))
      ? [{ personId: one.personId, thereAt: one.thereAt, burden: one.burden, misses: missedBy(waits, one.thereAt) }]
      : [],
  )
  const least = Math.min(...able.map(({ burden }) => burden))
  return able.map(({ burden, ...one }) => ({ ...one, cost: burden - least + costOf[one.misses ?? 'none'] }))
}

/** A missed limit of the law outweighs any number of missed targets, and one of those any burden; so does nobody at all. */
const costOf = { none: 0, target: 1e6, limit: 1e9 } as const
const NOBODY = 1e5

/** As the desk would go down the board by each one’s own suggestion. */
function oneByOne(options: readonly (readonly Option[])[]): readonly (Option | null)[] {
  const taken = new Set<PersonId>()
  return options.map((all) => {
    const first = all.find(({ personId }) => !taken.has(personId)) ?? null
    if (first) taken.add(first.personId)
    return first
  })
}

const fewOf = (options: readonly Option[]): readonly Option[] => {
  const soonest = options.toSorted((a, b) => (a.thereAt < b.thereAt ? -1 : a.thereAt > b.thereAt ? 1 : 0))
  const kept = new Set([...options.slice(0, EACH_WAY), ...soonest.slice(0, EACH_WAY)])
  return options.filter((one) => kept.has(one))
}

const costFor = (waits: WaitingToReplan, one: Option | null): number =>
  one?.cost ?? NOBODY + costOf[missedBy(waits, null) ?? 'none']

/** The plan that misses least, looked for in full from the one that stands: another has to be better to take its place. */
function best(
  waiting: readonly WaitingToReplan[],
  options: readonly (readonly Option[])[],
  standing: readonly (Option | null)[],
): readonly (Option | null)[] {
  const costs = (plan: readonly (Option | null)[]): number =>
    waiting.reduce((sum, waits, at) => sum + costFor(waits, plan[at] ?? null), 0)
  let found = { plan: standing, cost: costs(standing) }
  const look = (plan: readonly (Option | null)[], cost: number): void => {
    if (cost >= found.cost) return
    const waits = waiting[plan.length]
    if (waits === undefined) {
      found = { plan, cost }
      return
    }
    for (const one of [...(options[plan.length] ?? []), null])
      if (one === null || !plan.some((other) => other?.personId === one.personId))
        look([...plan, one], cost + costFor(waits, one))
  }
  look([], 0)
  return found.plan
}

const misses = (waiting: readonly WaitingToReplan[], plan: readonly (Option | null)[]): number =>
  waiting.reduce((sum, waits, at) => sum + costOf[missedBy(waits, plan[at]?.thereAt ?? null) ?? 'none'], 0)

const goingOf = (one: Option | null | undefined): Going | null =>
  one ? { personId: one.personId, thereAt: one.thereAt, misses: one.misses } : null

/**
 * Which of those that wait would miss their limit or their target when each is taken by its own suggestion in the order of the board, and
 * which changes of who goes to what would mend most of it. Changes are named only where less is missed by them, and then all of them: also of
 * whoever gives somebody up. Nobody goes to two. It is said, and nothing is allocated.
 *
 * @param waiting in the order of the board; more than six are a day on which people talk to each other
 * @example replan(waiting).map(({ number, missed, still }) => [number, missed, still]) // [[2426, null, null], [2427, 'target', null]]
 */
export function replan(waiting: readonly WaitingToReplan[]): readonly Slip[] {
  const few = waiting.slice(0, MOST_PAIRED)
  const options = few.map(optionsFor)
  const before = oneByOne(options)
  if (misses(few, before) === 0) return []
  const better = best(few, options.map(fewOf), before)
  const after = misses(few, better) < misses(few, before) ? better : before
  return few.flatMap(({ ranked: _ranked, ...waits }, at) => {
    const [was, then] = [before[at] ?? null, after[at] ?? null]
    const missed = missedBy({ ...waits, ranked: [] }, was?.thereAt ?? null)
    const changes = was?.personId !== then?.personId
    if (missed === null && !changes) return []
    const still = missedBy({ ...waits, ranked: [] }, then?.thereAt ?? null)
    return [{ ...waits, before: goingOf(was), missed, changes, after: goingOf(then), still }]
  })
}
