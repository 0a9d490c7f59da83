import { DAY, dayOf, isWeekendDay, type History } from './history.ts'
import type { PlannedStart } from './compare.ts'

/** A day in half hours. */
export const HALF_HOURS = 48
const HALF = 30
/** Nine days in ten have no more work at once than there are people. */
const ENOUGH = 0.9
/** A plan has somebody on from the first start to the last end, whatever the work: nobody is left to open the day alone to chance. */
const ALONE = 1

export interface Demand {
  /** How many people are out on work at once, on average, through each half hour. */
  readonly load: readonly number[]
  /** How many are needed, so that on nine days in ten nobody is short. */
  readonly needed: readonly number[]
}

/**
 * How many people are busy at once through an average day, if everybody were taken on as soon as the doctors can come: the offered
 * load of a queue that never waits, from the service's own referrals and durations. Cases last for hours, so the load follows the
 * calls by hours; staffing by when calls come in would miss that (Izady & Worthington 2012).
 *
 * @param lead minutes before the assessment at which somebody is given it
 * @example offeredLoad(history, { weekend: false, lead: 60 }).needed[33] // people needed at 16:30
 */
export function offeredLoad(
  { days, jobs }: History,
  { weekend, lead }: { readonly weekend: boolean; readonly lead: number },
): Demand {
  const like = Array.from({ length: days }, (_, day) => day).filter((day) => isWeekendDay(day) === weekend).length
  const busy = Array.from({ length: HALF_HOURS }, () => 0)
  for (const { began, free } of jobs) {
    if (isWeekendDay(dayOf(began)) !== weekend) continue
    const from = began - lead
    for (let half = Math.floor(from / HALF); half * HALF < free; half += 1) {
      const share = (Math.min(free, (half + 1) * HALF) - Math.max(from, half * HALF)) / HALF
      const place = ((half % HALF_HOURS) + HALF_HOURS) % HALF_HOURS
      busy[place] = (busy[place] ?? 0) + share
    }
  }
  const load = busy.map((total) => total / Math.max(1, like))
  return { load, needed: load.map(peopleNeeded) }
}

/** The fewest people for whom nine moments in ten have enough, when so many are busy on average: the Poisson quantile. @example peopleNeeded(3) // 5 */
export function peopleNeeded(load: number): number {
  let [people, chance] = [0, Math.exp(-load)]
  let sum = chance
  while (sum < ENOUGH && people < 100) {
    people += 1
    chance *= load / people
    sum += chance
  }
  return people
}

export interface StartsAsked {
  /** People needed by half hour. */
  readonly needed: readonly number[]
  readonly people: number
  /** At most so many different starts. */
  readonly distinct: number
  /** Length of a shift in minutes. */
  readonly length: number
  /** Starts to choose from, in minutes after midnight. */
  readonly among: readonly number[]
  /** From when and until when at least one person is there. */
  readonly presence: { readonly from: number; readonly until: number }
}

export interface Cover {
  readonly starts: readonly PlannedStart[]
  /** People missing, added up over the half hours of a day. */
  readonly short: number
}

/**
 * The sets of starts that leave the least work without somebody, best first: at most so many different ones, and somebody there for
 * the whole of the day that has to be staffed. Without that, everybody would start late: late finishes are fewest when nobody opens.
 * It tries them all, which for a dozen people and four starts is a few hundred thousand.
 *
 * @example bestStarts({ needed, people: 6, distinct: 4, length: 480, among, presence: { from: 510, until: 1320 } }, 5)
 */
export function bestStarts(asked: StartsAsked, howMany: number): readonly Cover[] {
  const { among, people, distinct } = asked
  const masks = among.map((start) => halvesOf(start, asked.length))
  const found: { counts: readonly number[]; short: number }[] = []
  const counts = among.map(() => 0)
  const place = (from: number, left: number, kinds: number): void => {
    if (left === 0) {
      const short = shortfall(asked, masks, counts)
      if (short !== null && (found.length < howMany || short < (found.at(-1)?.short ?? 0))) {
        found.push({ counts: [...counts], short })
        found.sort((a, b) => a.short - b.short)
        found.length = Math.min(found.length, howMany)
      }
      return
    }
    if (kinds === 0) return
    for (let at = from; at < among.length; at += 1)
      for (let many = kinds === 1 ? left : 1; many <= left; many += 1) {
        counts[at] = many
        place(at + 1, left - many, kinds - 1)
        counts[at] = 0
      }
  }
  place(0, people, distinct)
  return found.map(({ counts: own, short }) => ({ short, starts: startsOf(own, asked) }))
}

const halvesOf = (start: number, length: number): readonly number[] =>
  Array.from({ length: Math.floor(length / HALF) }, (_, at) => (Math.floor(start / HALF) + at) % HALF_HOURS)

function shortfall(
  { needed, presence }: StartsAsked,
  masks: readonly (readonly number[])[],
  counts: readonly number[],
): number | null {
  const on = Array.from({ length: HALF_HOURS }, () => 0)
  for (const [at, halves] of masks.entries()) for (const half of halves) on[half] = (on[half] ?? 0) + (counts[at] ?? 0)
  for (let half = Math.floor(presence.from / HALF); half * HALF < presence.until; half += 1)
    if ((on[half % HALF_HOURS] ?? 0) < ALONE) return null
  return needed.reduce((sum, need, half) => sum + Math.max(0, need - (on[half] ?? 0)), 0)
}

const startsOf = (counts: readonly number[], { among, length }: StartsAsked): readonly PlannedStart[] =>
  among.flatMap((start, at): PlannedStart[] => {
    const people = counts[at] ?? 0
    return people === 0 ? [] : [{ start, end: (start + length) % DAY, people, outOfHours: false }]
  })
