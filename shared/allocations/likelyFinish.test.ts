import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waitId } from '../kernel/ids.ts'
import { addMinutes, instant, type Instant } from '../time/instant.ts'
import { clockTime } from '../time/london.ts'
import { chanceAfter, expectedLate } from './lateness.ts'
import {
  courseOf,
  finishOf,
  likelyFinishFrom as finishFrom,
  likelyLength,
  nothingLearned,
  nothingLearnedAt,
} from './course.ts'
import { jobKindOf, lateMinutes, priors, upToFive, type Job, type JobKind } from './likelyFinish.ts'
import type { Progress, Step } from './steps.ts'
import { waitKinds, type Wait } from './waits.ts'

const at = (time: string): Instant => instant(`2026-11-12T${time}:00Z`)
const job = (kind: JobKind = 'place-of-safety', travelMinutes: number | null = 22, doctorsAgreed = true): Job => ({
  kind,
  travelMinutes,
  doctorsAgreed,
})
const likelyFinishFrom = (of: Job, from: Instant) => finishFrom(of, from, nothingLearned)
const likelyFinish = (of: Job, how: Progress, waits: readonly Wait[], now: Instant) => {
  const known = { job: of, progress: how, waits, toHospital: null, bedAgreed: false, ambulanceAgreed: false }
  const course = courseOf(known, nothingLearned)
  return course && finishOf(course, now)
}
const kinds = Object.keys(priors) as JobKind[]
const progress = (...taken: readonly (readonly [Step, string])[]): Progress => ({
  offeredAt: at('16:47'),
  taken: taken.map(([step, time]) => ({ step, occurredAt: at(time), byName: 'Ewa Kowalska' })),
})
const waiting = (kind: Wait['kind'], from: string): Wait => ({
  id: waitId.parse('00000000-0000-4000-8000-000000000001'),
  kind,
  startedAt: at(from),
  endedAt: null,
})

describe('how long a job takes', () => {
  it('is 2h 50m at a place of safety, and eight in ten take up to 4h 5m', () => {
    expect(likelyLength(job(), at('16:50'), nothingLearned)).toEqual({ median: 170, eightInTen: 245 })
    expect(likelyFinishFrom(job(), at('16:50'))).toEqual({ likelyAt: at('19:40'), eightInTenBy: at('20:55') })
  })

  it('grows with a journey that is longer than the set-up', () => {
    expect(likelyFinishFrom(job('place-of-safety', 60), at('16:50')).likelyAt).toBe(at('20:15'))
  })

  it('grows before the doctors’ hour while they are still to be found', () => {
    const from = (time: string) => likelyFinishFrom(job('place-of-safety', null, false), at(time)).likelyAt
    expect(from('17:00')).toBe(at('19:50'))
    expect(from('16:50')).toBe(at('19:50'))
    expect(from('12:00')).toBe(at('15:20'))
  })

  it('goes by the hour at which this service’s offices close, and by no other', () => {
    const closing = (officeUntil: string) => (time: string) =>
      finishFrom(job('place-of-safety', null, false), at(time), nothingLearnedAt(clockTime(officeUntil))).likelyAt
    const [early, late] = [closing('16:00'), closing('18:00')]
    expect([early('15:30'), early('16:00'), early('16:50')]).toEqual([at('18:50'), at('18:50'), at('19:40')])
    expect([late('16:50'), late('17:40'), late('18:00')]).toEqual([at('20:10'), at('20:50'), at('20:50')])
  })

  it('is eight in ten at or after the likely time for every kind', () => {
    for (const kind of kinds) {
      const { median, eightInTen } = likelyLength(job(kind), at('16:50'), nothingLearned)
      expect(eightInTen).toBeGreaterThanOrEqual(median)
    }
  })

  it('follows the request, and custody over all', () => {
    expect(jobKindOf('s136', 'POLICE_136')).toBe('place-of-safety')
    expect(jobKindOf('assessment', 'POLICE_CUSTODY')).toBe('custody')
    expect(jobKindOf('s5-2', 'INPATIENT_WARD')).toBe('ward')
  })

  it('never ends earlier for starting later', () => {
    const minute = fc.integer({ min: 0, max: 4 * 24 * 3600 })
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.boolean(),
        fc.option(fc.nat(120)),
        minute,
        fc.nat(7200),
        (kind, agreed, travel, first, more) => {
          const start = instant('2026-10-23T00:00:00Z')
          const [a, b] = [first, first + more].map((seconds) =>
            likelyFinishFrom(job(kind, travel, agreed), addMinutes(start, seconds / 60)),
          )
          expect((a?.likelyAt ?? '') <= (b?.likelyAt ?? '')).toBe(true)
          expect((a?.eightInTenBy ?? '') <= (b?.eightInTenBy ?? '')).toBe(true)
        },
      ),
    )
  })
})

describe('likelyFinish', () => {
  const arrived = progress(['accepted', '16:49'], ['travelling', '16:55'], ['arrived', '17:14'])

  it('counts from where the job has come to', () => {
    expect(likelyFinish(job(), progress(['accepted', '16:50']), [], at('17:00'))?.likelyAt).toBe(at('19:40'))
    expect(likelyFinish(job(), arrived, [], at('17:20'))?.likelyAt).toBe(at('19:34'))
  })

  it('leaves time for a stage that has run past its length', () => {
    const late = likelyFinish(job(), arrived, [], at('19:40'))
    expect(late?.likelyAt).toBe(at('20:29'))
    expect((late?.eightInTenBy ?? '') > at('21:00')).toBe(true)
  })

  it('waits for the last of the open waits', () => {
    const decided = progress(
      ['accepted', '16:49'],
      ['travelling', '16:55'],
      ['arrived', '17:14'],
      ['outcome-recorded', '18:30'],
    )
    const now = at('18:31')
    expect(likelyFinish(job(), decided, [], now)?.likelyAt).toBe(at('19:50'))
    expect(likelyFinish(job(), decided, [waiting('bed', '18:30')], now)?.likelyAt).toBe(at('20:50'))
    const later = at('19:25')
    expect(
      likelyFinish(job(), decided, [waiting('bed', '18:30'), waiting('ambulance', '19:25')], later)?.likelyAt,
    ).toBe(at('21:45'))
  })

  it('lets a bed be looked for while the interview goes on, and a doctor hold it up', () => {
    const now = at('17:30')
    expect(likelyFinish(job(), arrived, [waiting('bed', '17:20')], now)?.likelyAt).toBe(at('19:41'))
    expect(likelyFinish(job(), arrived, [waiting('doctor', '17:20')], now)?.likelyAt).toBe(at('19:40'))
    expect(likelyFinish(job(), arrived, [waiting('doctor', '17:30')], now)?.likelyAt).toBe(at('19:50'))
  })

  it('is nothing for a job that was given back', () => {
    expect(likelyFinish(job(), progress(['declined', '16:50']), [], at('17:00'))).toBeNull()
    expect(likelyFinish(job(), progress(['accepted', '16:49'], ['taken-back', '17:00']), [], at('18:00'))).toBeNull()
  })

  it('only moves later as time goes by, is never in the past, and never later than eight in ten', () => {
    const stages = [
      progress(),
      progress(['accepted', '16:50']),
      arrived,
      progress(['accepted', '16:49'], ['outcome-recorded', '17:20']),
    ]
    const waits = fc.subarray([...waitKinds]).map((open) => open.map((kind) => waiting(kind, '17:20')))
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...stages),
        waits,
        fc.boolean(),
        fc.nat(40_000),
        fc.nat(9000),
        (kind, stage, open, agreed, first, more) => {
          const [a, b] = [first, first + more].map((seconds) => {
            const now = addMinutes(at('17:20'), seconds / 60)
            const finish = likelyFinish(job(kind, 22, agreed), stage, open, now)
            expect((finish?.likelyAt ?? '') > now).toBe(true)
            expect((finish?.likelyAt ?? '') <= (finish?.eightInTenBy ?? '')).toBe(true)
            return finish
          })
          expect((a?.likelyAt ?? '') <= (b?.likelyAt ?? '')).toBe(true)
          expect((a?.eightInTenBy ?? '') <= (b?.eightInTenBy ?? '')).toBe(true)
        },
      ),
    )
  })
})

describe('lateness', () => {
  it('is whole minutes past the end of a shift, and none inside it', () => {
    expect(lateMinutes(at('19:05'), at('18:00'))).toBe(65)
    expect(lateMinutes(at('18:00'), at('18:00'))).toBe(0)
    expect(lateMinutes(at('17:00'), at('18:00'))).toBe(0)
  })

  it('says estimates to the next five minutes', () => {
    expect([at('19:35'), instant('2026-11-12T19:35:01Z'), at('19:37')].map(upToFive)).toEqual([
      at('19:35'),
      at('19:40'),
      at('19:40'),
    ])
  })

  const forecast = { countsFrom: at('16:50'), likelyAt: at('19:45'), eightInTenBy: at('21:05') }

  it('is one in two at the likely finish and two in ten at eight in ten', () => {
    expect(chanceAfter(forecast, at('19:45'))).toBeCloseTo(0.5, 3)
    expect(chanceAfter(forecast, at('21:05'))).toBeCloseTo(0.2, 3)
    expect(chanceAfter(forecast, at('20:00'))).toBeCloseTo(0.43, 2)
  })

  it('is certain before the start, and with no spread is one or the other', () => {
    expect(chanceAfter(forecast, at('16:00'))).toBe(1)
    const sure = { countsFrom: at('16:00'), likelyAt: at('18:00'), eightInTenBy: at('18:00') }
    expect([chanceAfter(sure, at('17:59')), chanceAfter(sure, at('18:00'))]).toEqual([1, 0])
    expect([expectedLate(sure, at('17:30')), expectedLate(sure, at('19:00'))]).toEqual([30, 0])
  })

  it('falls, with the minutes to expect, as the limit moves later', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.nat(300),
        fc.nat(900),
        fc.nat(300),
        (middle, slow, limit, more) => {
          const one = {
            countsFrom: at('10:00'),
            likelyAt: addMinutes(at('10:00'), middle),
            eightInTenBy: addMinutes(at('10:00'), middle + slow),
          }
          const [sooner, later] = [addMinutes(at('10:00'), limit), addMinutes(at('10:00'), limit + more)]
          expect(chanceAfter(one, later)).toBeLessThanOrEqual(chanceAfter(one, sooner) + 1e-6)
          expect(expectedLate(one, later)).toBeLessThanOrEqual(expectedLate(one, sooner) + 1e-3)
          expect(expectedLate(one, later)).toBeGreaterThanOrEqual(0)
          expect(chanceAfter(one, sooner)).toBeGreaterThanOrEqual(0)
          expect(chanceAfter(one, sooner)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('expects at least what the likely finish says', () => {
    expect(expectedLate(forecast, at('18:00'))).toBeGreaterThan(105)
    expect(expectedLate(forecast, at('23:00'))).toBeLessThan(15)
  })
})
