import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant, minutesBetween, type Instant } from '../time/instant.ts'
import { clockTime } from '../time/london.ts'
import { saidAndDone, scoreByTime, scoreOf } from './calibration.ts'
import { courseOf, finishOf, hourKey, likelyFinishFrom, likelyLength, nothingLearned, type Learned } from './course.ts'
import { asItWas, learn as learnAt, type FinishedJob } from './learning.ts'
import type { Job } from './likelyFinish.ts'
import { stillGoing } from './longTail.ts'

const learn = (jobs: readonly FinishedJob[], until: Instant) => learnAt(jobs, until, clockTime('17:00'))
const NOW = instant('2026-11-12T00:00:00Z')
const ward: Job = { kind: 'ward', doctorsAgreed: false, travelMinutes: null }
const community: Job = { ...ward, kind: 'community' }

/** A job that was offered at a moment and went on for so long, by way of every step. */
function finished(at: Instant, length: number, over: Partial<FinishedJob> = {}): FinishedJob {
  return {
    request: 's5-2',
    source: 'INPATIENT_WARD',
    allocatedAt: at,
    acceptedAt: addMinutes(at, 2),
    setOffAt: addMinutes(at, 5),
    arrivedAt: addMinutes(at, length * 0.3),
    outcomeAt: addMinutes(at, length * 0.6),
    finishedAt: addMinutes(at, length),
    toHospital: true,
    doctorsAgreedAt: null,
    bedAgreedAt: null,
    ambulanceAgreedAt: null,
    waits: [],
    said: null,
    ...over,
  }
}
const days = (count: number, length: (day: number) => number, over: Partial<FinishedJob> = {}) =>
  Array.from({ length: count }, (_, day) => finished(addMinutes(NOW, -1440 * (day + 1) + 17 * 60), length(day), over))

describe('what is learned', () => {
  it('is nothing from no jobs, and little from few', () => {
    expect(learn([], NOW)).toEqual(nothingLearned)
    const usual = likelyLength(ward, addMinutes(NOW, 17 * 60), nothingLearned).median
    const one = likelyLength(
      ward,
      addMinutes(NOW, 17 * 60),
      learn(
        days(1, () => usual * 3),
        NOW,
      ),
    ).median
    const many = likelyLength(
      ward,
      addMinutes(NOW, 17 * 60),
      learn(
        days(80, () => usual * 3),
        NOW,
      ),
    ).median
    expect(one).toBeGreaterThan(usual)
    expect(one).toBeLessThan(usual * 1.6)
    expect(many).toBeGreaterThan(usual * 2.2)
  })

  it('of one route says something of the others, and less', () => {
    const learned = learn(
      days(60, () => 300),
      NOW,
    )
    const at = addMinutes(NOW, 17 * 60)
    const grown = (job: Job) => likelyLength(job, at, learned).median / likelyLength(job, at, nothingLearned).median
    expect(grown(community)).toBeGreaterThan(1)
    expect(grown(ward)).toBeGreaterThan(grown(community))
  })

  it('counts what is older less', () => {
    const lately = days(84, (day) => (day < 28 ? 100 : 400))
    const length = likelyLength(ward, addMinutes(NOW, 17 * 60), learn(lately, NOW)).median
    expect(length).toBeLessThan(200)
  })

  it('is the same for the same jobs in any order', () => {
    const jobs = days(30, (day) => 100 + day * 7)
    expect(learn(jobs.toReversed(), NOW).jobs).toBe(30)
    const [a, b] = [learn(jobs, NOW), learn(structuredClone(jobs), NOW)]
    expect(a).toEqual(b)
  })

  it('knows a job with a bed to wait for from one without', () => {
    const jobs = [
      ...days(60, () => 200),
      ...days(60, () => 480, {
        waits: [{ kind: 'bed', startedAt: addMinutes(NOW, -1e6), endedAt: addMinutes(NOW, -1e6 + 1) }],
      }).map((job) => ({
        ...job,
        waits: [
          { kind: 'bed' as const, startedAt: addMinutes(job.outcomeAt, 1), endedAt: addMinutes(job.finishedAt, -20) },
        ],
      })),
    ]
    const learned = learn(jobs, NOW)
    const [plain, waits] = [jobs[0], jobs[60]].map((job) => {
      const seen = job && asItWas(job, addMinutes(job.outcomeAt, 1))
      return seen && courseOf(seen, learned)
    })
    expect(waits?.median).toBeGreaterThan((plain?.median ?? 0) * 1.5)
  })
})

const anything: fc.Arbitrary<Learned> = fc
  .record({ hours: fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 8, maxLength: 8 }) })
  .map(({ hours }) => ({
    officeUntil: clockTime('17:00'),
    jobs: 100,
    effects: Object.fromEntries(hours.map((effect, band) => [hourKey('before', band), effect])),
    spreads: { before: { log: 0.4, weight: 0.9 } },
  }))

describe('a forecast that was learned', () => {
  it('never ends earlier for starting later', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), fc.nat(3000), fc.nat(300), (learned, agreed, first, more) => {
        const job: Job = { kind: 'community', doctorsAgreed: agreed, travelMinutes: 20 }
        const [a, b] = [first, first + more].map((after) => likelyFinishFrom(job, addMinutes(NOW, after), learned))
        // Whole minutes: two roundings may be one minute apart.
        expect(minutesBetween(a?.likelyAt ?? NOW, b?.likelyAt ?? NOW)).toBeGreaterThanOrEqual(-1)
        expect(minutesBetween(a?.eightInTenBy ?? NOW, b?.eightInTenBy ?? NOW)).toBeGreaterThanOrEqual(-1)
      }),
      { numRuns: 300 },
    )
  })

  it('only moves later as time goes by, and eight in ten is never before the middle', () => {
    const length = fc.record({ median: fc.integer({ min: 1, max: 900 }), more: fc.nat(900) })
    fc.assert(
      fc.property(length, fc.nat(4000), fc.nat(600), ({ median, more }, first, later) => {
        const course = { from: NOW, median, eightInTen: median + more }
        const [a, b] = [first, first + later].map((gone) => finishOf(course, addMinutes(NOW, gone)))
        expect((a?.likelyAt ?? '') <= (b?.likelyAt ?? '')).toBe(true)
        expect((a?.eightInTenBy ?? '') <= (b?.eightInTenBy ?? '')).toBe(true)
        expect((b?.likelyAt ?? '') <= (b?.eightInTenBy ?? '')).toBe(true)
      }),
    )
  })

  it('leaves the share that it says to those still going', () => {
    expect(stillGoing({ median: 60, eightInTen: 90 }, 0, 0.8)).toBeCloseTo(90, 3)
    expect(stillGoing({ median: 60, eightInTen: 90 }, 0, 0.5)).toBeCloseTo(60, 3)
    // Half of lengths are past 60; of those, half are past what three in four stay within.
    expect(stillGoing({ median: 60, eightInTen: 90 }, 60, 0.5)).toBeCloseTo(
      stillGoing({ median: 60, eightInTen: 90 }, 0, 0.75),
      3,
    )
  })
})

describe('calibration', () => {
  it('counts what was said of finishes beside what came', () => {
    const said = { likelyAt: NOW, eightInTenBy: addMinutes(NOW, 60) }
    const came = [0, 30, 60, 61].map((late) => ({ said, finishedAt: addMinutes(NOW, late) }))
    expect(scoreOf(came)).toEqual({ finishes: 4, meanMinutesOut: 37.75, inTime: 0.75 })
    expect(saidAndDone([finished(NOW, 100)])).toBeNull()
  })

  it('holds on jobs that were not learned from: about eight in ten', () => {
    const draws = fc.sample(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { numRuns: 300, seed: 6 })
    const jobs = days(300, (day) => 150 * Math.exp(0.35 * Math.log((draws[day] ?? 0.5) / (1 - (draws[day] ?? 0.5)))))
    const { choosing } = scoreByTime(jobs)
    expect(choosing.inTime).toBeGreaterThan(0.7)
    expect(choosing.inTime).toBeLessThan(0.9)
  })
})
