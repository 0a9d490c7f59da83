import { usualSettings } from '../rota/operatingModels.ts'
import { addMinutes, instant, minutesBetween, msOf, type Instant } from '../time/instant.ts'
import { londonDayOf, startOfDay } from '../time/london.ts'
import { courseOf, finishOf, type Learned } from './course.ts'
import type { LikelyFinish } from './likelyFinish.ts'
import { asItWas, learn, LEARNS_FROM_DAYS, looksAt, quantile, type FinishedJob } from './learning.ts'

/** How good forecasts were: of so many, the mean minutes out, and the share that finished by "8 in 10 by". */
export interface Score {
  readonly finishes: number
  readonly meanMinutesOut: number
  /** 0 to 1. */
  readonly inTime: number
}

interface Told {
  readonly said: LikelyFinish
  readonly finishedAt: Instant
}

/** How good a number of forecasts were. @example scoreOf([{ said, finishedAt }]) */
export function scoreOf(told: readonly Told[]): Score {
  const out = told.reduce((sum, { said, finishedAt }) => sum + Math.abs(minutesBetween(said.likelyAt, finishedAt)), 0)
  const inTime = told.filter(({ said, finishedAt }) => finishedAt <= said.eightInTenBy).length
  const of = Math.max(1, told.length)
  return { finishes: told.length, meanMinutesOut: out / of, inTime: inTime / of }
}

/** How good what was said at the moment of choosing turned out to be. @example saidAndDone(jobs)?.inTime // 0.79 */
export function saidAndDone(jobs: readonly FinishedJob[]): Score | null {
  const told = jobs.flatMap(({ said, finishedAt }) => (said ? [{ said, finishedAt }] : []))
  return told.length === 0 ? null : scoreOf(told)
}

/** What was to be said of jobs at a moment of theirs by what had been learned: `choosing` is the offer, `looks` every look. */
export function tellAgain(jobs: readonly FinishedJob[], learned: Learned, when: 'choosing' | 'looks'): readonly Told[] {
  return jobs.flatMap((job) =>
    (when === 'choosing' ? [job.allocatedAt] : looksAt(job)).flatMap((at) => {
      const course = courseOf(asItWas(job, at), learned)
      return course ? [{ said: finishOf(course, at), finishedAt: job.finishedAt }] : []
    }),
  )
}

const lengthOf = ({ allocatedAt, finishedAt }: FinishedJob): number => (msOf(finishedAt) - msOf(allocatedAt)) / 60_000

/** What the lengths of some earlier jobs say of another: their middle, and what eight in ten of them stayed within. */
function toldBy(earlier: readonly FinishedJob[], { allocatedAt, finishedAt }: FinishedJob): Told {
  const lengths = earlier.map(lengthOf).toSorted((a, b) => a - b)
  const at = (share: number): Instant => addMinutes(allocatedAt, Math.round(quantile(lengths, share)))
  return { said: { likelyAt: at(0.5), eightInTenBy: at(0.8) }, finishedAt }
}

const TEN = 10
const DAY = 1440

/**
 * Forecasts scored on jobs that they had not seen, as the hub makes them: each of the later jobs is told by what was finished
 * before its day began. Beside them two ways to do without: all the service's jobs before, and the last ten of the same source
 * (all of them until there are ten).
 *
 * @param share how much of the record, in order of time, is only learned from: 0 to 1
 * @param officeUntil when the service's office hours end
 */
export function scoreByTime(jobs: readonly FinishedJob[], share = 0.7, officeUntil = usualSettings.officeUntil) {
  const inOrder = jobs.toSorted((a, b) => (a.allocatedAt < b.allocatedAt ? -1 : 1))
  const later = inOrder.slice(Math.floor(inOrder.length * share))
  const told = { choosing: new Array<Told>(), underWay: new Array<Told>() }
  const without = { serviceMedian: new Array<Told>(), lastTenOfRoute: new Array<Told>() }
  for (let from = 0; from < later.length;) {
    const morning = startOfDay(londonDayOf(later[from]?.allocatedAt ?? instant(0)))
    const untilNext = addMinutes(morning, REFITTED_DAYS * DAY)
    const of = later.filter(({ allocatedAt }, place) => place >= from && allocatedAt < untilNext)
    const earlier = inOrder.filter(({ finishedAt }) => finishedAt < morning)
    const since = addMinutes(morning, -LEARNS_FROM_DAYS * DAY)
    const learned = learn(
      earlier.filter(({ finishedAt }) => finishedAt >= since),
      morning,
      officeUntil,
    )
    told.choosing.push(...tellAgain(of, learned, 'choosing'))
    told.underWay.push(...tellAgain(of, learned, 'looks'))
    for (const job of of) {
      const own = earlier.filter(({ source }) => source === job.source).slice(-TEN)
      without.serviceMedian.push(toldBy(earlier, job))
      without.lastTenOfRoute.push(toldBy(own.length < TEN ? earlier : own, job))
    }
    from += Math.max(1, of.length)
  }
  return {
    choosing: scoreOf(told.choosing),
    underWay: scoreOf(told.underWay),
    serviceMedian: scoreOf(without.serviceMedian),
    lastTenOfRoute: scoreOf(without.lastTenOfRoute),
  }
}

/** The hub learns every morning; scoring learns every third, which is as good and takes a third of the time. */
const REFITTED_DAYS = 3
