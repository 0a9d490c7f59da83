import type { PersonId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, clockTimeOf, weekdayOf, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { apportion } from '../toil/apportion.ts'
import type { CausePart } from '../toil/causes.ts'
import { delayFacts, type DelayCode } from '../toil/delayCodes.ts'
import { balance, type ToilEntry } from '../toil/ledger.ts'

/** One finished job of a rostered shift. Its day is the day on which the shift started. */
export interface FinishedJob {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly finishedAt: Instant
  /** Minutes past the rostered end that are its own: none inside the shift, or where another job has them. */
  readonly lateMinutes: Minutes
  /** Finished at least a minute after its rostered end; left out, when it has late minutes. */
  readonly isLate?: boolean
  readonly causes: readonly Pick<CausePart, 'code' | 'minutes'>[]
}

/** One person's TOIL. `limit` is the cap of their own employer's policy, `null` when it has none. */
export interface PersonToil {
  readonly personId: PersonId
  readonly entries: readonly Pick<ToilEntry, 'kind' | 'minutes' | 'day'>[]
  readonly limit: Minutes | null
}

/** What the report is made of. */
export interface LateMeasures {
  readonly people: readonly PersonToil[]
  readonly jobs: readonly FinishedJob[]
  /** The last day counted. */
  readonly upTo: LondonDay
}

export interface LateWorking {
  readonly balances: readonly BalanceRow[]
  readonly peopleOver: number
  readonly owed: Minutes
  readonly owedFourWeeksAgo: Minutes
  readonly late: LateShare
  readonly causes: CausesShare
  readonly heat: HeatMap
}

const FOUR_WEEKS_IN_DAYS = 28
/** Somebody with this much of their limit used up is shown as near it. */
const NEAR_LIMIT = 0.7

/**
 * The whole of the late-working report: who is over, how much of the work finished late, why, and when.
 *
 * @example lateWorking({ people, jobs, upTo: londonDay('2026-11-08') }).causes.sides.partner.percent // 77
 */
export function lateWorking({ people, jobs, upTo }: LateMeasures): LateWorking {
  const counted = jobs.filter(({ day }) => day <= upTo)
  const balances = balancesAgainstLimit(people, counted, upTo)
  const owed = balances.reduce((sum, row) => sum + row.balance, 0)
  return {
    balances,
    peopleOver: balances.filter(({ standing }) => standing === 'over').length,
    owed: minutes(owed),
    owedFourWeeksAgo: minutes(owed - balances.reduce((sum, row) => sum + row.change, 0)),
    late: shareLate(counted),
    causes: causesShare(counted),
    heat: heatMap(counted),
  }
}

/** One person against the limit. `change` is over four weeks; `mostly` is what moved the balance most in them. */
export interface BalanceRow {
  readonly personId: PersonId
  readonly balance: Minutes
  readonly change: Minutes
  readonly limit: Minutes | null
  /** Minutes left to the limit, negative when over; `null` without a limit. */
  readonly toGo: Minutes | null
  readonly standing: 'over' | 'near' | 'within'
  readonly mostly: DelayCode | 'TOIL_TAKEN' | null
}

/**
 * What each person is owed against their limit, the most first, with the change over four weeks.
 *
 * @example balancesAgainstLimit(people, jobs, londonDay('2026-11-08'))[0] // { balance: 2470, toGo: -250, standing: 'over', … }
 */
export function balancesAgainstLimit(
  people: readonly PersonToil[],
  jobs: readonly FinishedJob[],
  upTo: LondonDay,
): readonly BalanceRow[] {
  const since = addDays(upTo, -FOUR_WEEKS_IN_DAYS)
  const recent = jobs.filter(({ day }) => since < day && day <= upTo)
  return people
    .map(({ personId, entries, limit }): BalanceRow => {
      const owed = balance(entries, upTo)
      const change = minutes(owed - balance(entries, since))
      const own = recent.filter((job) => job.personId === personId)
      const toGo = limit === null ? null : minutes(limit - owed)
      const standing = limit === null || owed < limit * NEAR_LIMIT ? 'within' : owed > limit ? 'over' : 'near'
      return {
        personId,
        balance: owed,
        change,
        limit,
        toGo,
        standing,
        mostly: change < 0 ? 'TOIL_TAKEN' : topCause(own),
      }
    })
    .toSorted((a, b) => b.balance - a.balance || (a.personId < b.personId ? -1 : 1))
}

function topCause(jobs: readonly FinishedJob[]): DelayCode | null {
  const top = causesShare(jobs).rows.find(({ code }) => code !== 'NOT_RECORDED')
  return top === undefined || top.code === 'NOT_RECORDED' || top.code === 'FEW_JOBS' ? null : top.code
}

/** How many jobs finished late. `percent` is `null` when there were none to count. */
export interface LateShare {
  readonly late: number
  readonly n: number
  readonly percent: number | null
}

type Lateness = Pick<FinishedJob, 'lateMinutes' | 'isLate'>

/**
 * Whether a job finished late: at least a minute after its rostered end, whichever job its minutes are claimed for. What every report and
 * sheet counts.
 *
 * @example finishedLate({ isLate: true, lateMinutes: minutes(0) }) // true: another job has its minutes
 */
export const finishedLate = ({ isLate, lateMinutes }: Lateness): boolean => isLate ?? lateMinutes > 0

/**
 * The share of finished jobs that ended past the rostered end of the shift.
 *
 * @example shareLate(jobs) // { late: 199, n: 524, percent: 38 }
 */
export function shareLate(jobs: readonly Lateness[]): LateShare {
  const late = jobs.filter(finishedLate).length
  return { late, n: jobs.length, percent: jobs.length === 0 ? null : Math.round((100 * late) / jobs.length) }
}

/** Late minutes of one cause. Time without a recorded cause is a row of its own, never left out. */
export interface CauseRow {
  /** `FEW_JOBS` where causes of very few jobs were put together, for a sheet that leaves the service. */
  readonly code: DelayCode | 'NOT_RECORDED' | 'FEW_JOBS'
  readonly words: string
  readonly owner: string
  readonly side: 'partner' | 'ours' | 'neither'
  /** How many jobs some of it is of: a job can have several causes. */
  readonly jobs: number
  readonly minutes: Minutes
  readonly percent: number
}

type Side = CauseRow['side']

export interface CausesShare {
  /** The most minutes first. */
  readonly rows: readonly CauseRow[]
  /** Who could change it. Each is the sum of its rows, so table and headline say the same. */
  readonly sides: Readonly<Record<Side, { readonly minutes: Minutes; readonly percent: number; readonly jobs: number }>>
  readonly lateMinutes: Minutes
  readonly lateJobs: number
}

const NOT_RECORDED = { words: 'Not recorded', owner: 'Nobody named', side: 'neither' } as const

/**
 * Why people worked late, by minutes. Percentages are whole and add up to 100.
 *
 * @example causesShare(jobs).rows[0] // { code: 'BED', words: 'Waiting for a bed', minutes: 2760, percent: 31, … }
 */
export function causesShare(jobs: readonly (Lateness & Pick<FinishedJob, 'causes'>)[]): CausesShare {
  const totals = new Map<Cause, number>()
  const [jobsOf, jobsOfSide] = [new Map<Cause, number>(), new Map<Side, number>()]
  for (const job of jobs) {
    const parts = partsOf(job)
    for (const [code, part] of parts) totals.set(code, (totals.get(code) ?? 0) + part)
    for (const code of new Set(parts.map(([one]) => one))) jobsOf.set(code, (jobsOf.get(code) ?? 0) + 1)
    for (const side of new Set(parts.map(([code]) => factsOf(code).side)))
      jobsOfSide.set(side, (jobsOfSide.get(side) ?? 0) + 1)
  }
  const ordered = [...totals].toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
  const percents = apportion(
    100,
    ordered.map(([, total]) => total),
  )
  const rows = ordered.map(([code, total], index): CauseRow => {
    const { words, owner, side } = factsOf(code)
    const percent = percents[index] ?? 0
    return { code, words, owner, side, jobs: jobsOf.get(code) ?? 0, minutes: minutes(total), percent }
  })
  const sideOf = (side: Side) => {
    const own = rows.filter((row) => row.side === side)
    const total = own.reduce((sum, row) => sum + row.minutes, 0)
    const percent = own.reduce((sum, row) => sum + row.percent, 0)
    return { minutes: minutes(total), percent, jobs: jobsOfSide.get(side) ?? 0 }
  }
  return {
    rows,
    sides: { partner: sideOf('partner'), ours: sideOf('ours'), neither: sideOf('neither') },
    lateMinutes: minutes(rows.reduce((sum, row) => sum + row.minutes, 0)),
    lateJobs: shareLate(jobs).late,
  }
}

type Cause = DelayCode | 'NOT_RECORDED'
const factsOf = (code: Cause) => (code === 'NOT_RECORDED' ? NOT_RECORDED : delayFacts(code))

/** The minutes of a job by cause; what its causes leave is not recorded. */
function partsOf({
  lateMinutes,
  causes,
}: Pick<FinishedJob, 'lateMinutes' | 'causes'>): readonly (readonly [Cause, number])[] {
  const left = lateMinutes - causes.reduce((sum, cause) => sum + cause.minutes, 0)
  const all: readonly (readonly [Cause, number])[] = [
    ...causes.map(({ code, minutes: part }) => [code, part] as const),
    ['NOT_RECORDED', left],
  ]
  return all.filter(([, part]) => part > 0)
}

/** When late jobs finished. `hours` are the columns in the order of a working day, so that 01 comes after 23. */
export interface HeatMap {
  readonly hours: readonly number[]
  /** Monday first; each row has one count for each of `hours`. */
  readonly days: readonly { readonly weekday: number; readonly counts: readonly number[] }[]
  readonly peak: { readonly weekday: number; readonly hour: number; readonly count: number } | null
  readonly n: number
}

/** Hours before this one belong to the evening before. */
const DAY_BREAKS_AT = 6

/**
 * Late finishes by weekday and hour. The hour is what a London clock shows at the finish; the weekday is that of the day on
 * which the shift started, so a Friday late that ends at 00:40 is Friday's.
 *
 * @example heatMap(jobs).peak // { weekday: 5, hour: 20, count: 11 }
 */
export function heatMap(jobs: readonly (Lateness & Pick<FinishedJob, 'day' | 'finishedAt'>)[]): HeatMap {
  const late = jobs.filter(finishedLate)
  const places = late.map(({ day, finishedAt }) => ({
    weekday: weekdayOf(day),
    sinceBreak: (Number(clockTimeOf(finishedAt).slice(0, 2)) + 24 - DAY_BREAKS_AT) % 24,
  }))
  const reached = places.map(({ sinceBreak }) => sinceBreak)
  const first = Math.min(...reached)
  const columns = late.length === 0 ? [] : Array.from({ length: Math.max(...reached) - first + 1 }, (_, i) => first + i)
  const hours = columns.map((column) => (column + DAY_BREAKS_AT) % 24)
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    counts: columns.map((column) => places.filter((at) => at.weekday === weekday && at.sinceBreak === column).length),
  }))
  const cells = days.flatMap(({ weekday, counts }) =>
    counts.map((count, i) => ({ weekday, hour: hours[i] ?? 0, count })),
  )
  const [peak] = cells.toSorted((a, b) => b.count - a.count)
  return { hours, days, peak: peak ?? null, n: late.length }
}
