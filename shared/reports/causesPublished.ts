import { minutes } from '../time/minutes.ts'
import type { CauseRow, CausesShare } from './lateWorking.ts'
import { roundPublished } from './publish.ts'
import { isSmall, SMALLEST_PUBLISHED } from './suppress.ts'

const HOUR = 60
const nothing = { minutes: minutes(0), percent: 0, jobs: 0 }

/** The causes as they may leave the service. `sides` are nought where too few jobs stand behind one of them to tell any. */
export interface PublishedCauses extends CausesShare {
  readonly tellsSides: boolean
}

/**
 * Why people worked late, for a sheet that leaves the service: no minutes and no share of fewer than five jobs, nor any that could be found
 * from the whole and the others. Causes of few jobs are put together with the smallest of those that have enough, side by side where each
 * side has enough itself. Minutes are to the hour.
 *
 * @example publishedCauses(causesShare(jobs)).rows.at(-1) // { code: 'FEW_JOBS', words: 'Other reasons', … }
 */
export function publishedCauses(causes: CausesShare): PublishedCauses {
  const { rows, sides, lateJobs } = causes
  if (lateJobs < SMALLEST_PUBLISHED) {
    const none = { partner: nothing, ours: nothing, neither: nothing }
    return { rows: [], sides: none, lateMinutes: minutes(0), lateJobs: 0, tellsSides: false }
  }
  const tellsSides = Object.values(sides).every(({ jobs }) => !isSmall(jobs))
  const groups = tellsSides
    ? (['partner', 'ours', 'neither'] as const).map((side) => rows.filter((row) => row.side === side))
    : [rows]
  const shown = groups.flatMap(withoutFew).toSorted((a, b) => b.minutes - a.minutes)
  const told = (side: CauseRow['side']) => (tellsSides ? rounded(sides[side]) : nothing)
  return {
    rows: shown.map(rounded),
    sides: { partner: told('partner'), ours: told('ours'), neither: told('neither') },
    lateMinutes: hourly(causes.lateMinutes),
    lateJobs: roundPublished(lateJobs),
    tellsSides,
  }
}

function withoutFew(rows: readonly CauseRow[]): readonly CauseRow[] {
  const few = rows.filter(({ jobs }) => isSmall(jobs))
  if (few.length === 0) return rows
  // With one that has enough, what is put together has enough as well, however many of the jobs are the same.
  const enough = rows.filter((row) => !few.includes(row)).toSorted((a, b) => a.jobs - b.jobs)
  const together = [...few, ...enough.slice(0, 1)]
  const [first] = together
  if (!first) return rows
  const sum = (of: (row: CauseRow) => number) => together.reduce((all, row) => all + of(row), 0)
  const side = together.every((row) => row.side === first.side) ? first.side : 'neither'
  const words = 'Other reasons'
  const all = { minutes: minutes(sum((row) => row.minutes)), percent: sum((row) => row.percent) }
  const jobs = Math.max(SMALLEST_PUBLISHED, ...together.map((row) => row.jobs))
  return [...enough.slice(1), { code: 'FEW_JOBS', words, owner: '', side, jobs, ...all }]
}

const hourly = (exact: number) => minutes(HOUR * Math.round(exact / HOUR))

const rounded = <Part extends { readonly minutes: number; readonly jobs: number }>(part: Part) => ({
  ...part,
  minutes: hourly(part.minutes),
  jobs: roundPublished(part.jobs),
})
