import { describe, expect, it } from 'vitest'
import { instant, type Instant } from '../time/instant.ts'
import { claimFromRecord, type FinishedJob } from './claimFromRecord.ts'
import { earlierClaims, type ClaimBeside } from './earlierClaims.ts'
import { toilPolicy } from './policy.ts'

const at = (clock: string): Instant => instant(`2026-11-10T${clock}:00Z`)
const beside = (start: string, end: string, count: number, more: Partial<ClaimBeside> = {}): ClaimBeside => ({
  spans: [{ start: at(start), end: at(end) }],
  sameShift: true,
  rawMinutes: count,
  minutes: count,
  refused: false,
  ...more,
})
const job = (finished: string, others: readonly ClaimBeside[], more: Partial<FinishedJob> = {}): FinishedJob => ({
  shift: { start: at('08:00'), end: at('16:00') },
  pauses: [],
  jobBeganAt: at('10:00'),
  finishedAt: at(finished),
  waits: [],
  earlier: earlierClaims(others, more.jobBeganAt ?? at('10:00')),
  policy: toilPolicy.parse({}),
  ...more,
})
const minutesOf = (one: FinishedJob) => claimFromRecord(one)?.minutes ?? 0

describe('what other claims leave of a job', () => {
  it('is all but the minutes that they count: a decision on a later finish covers no earlier time', () => {
    const later = beside('18:00', '19:00', 60)
    expect(minutesOf(job('18:00', [later]))).toBe(120)
    expect(minutesOf(job('18:30', [later]))).toBe(120)
    const found = claimFromRecord(job('20:00', [later]))
    expect(found?.minutes).toBe(180)
    expect(found?.steps).toContainEqual({ said: 'Claimed for another job, 18:00 to 19:00', minutes: -60 })
    expect(found?.causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(180)
  })

  it('counts from where a claim from the end of the shift stopped, and says so', () => {
    const found = claimFromRecord(job('19:00', [beside('16:00', '18:00', 120)]))
    expect(found?.steps[0]).toEqual({ said: 'Finished 19:00, claimed already to 18:00', minutes: 60 })
    expect(minutesOf(job('18:00', [beside('16:00', '18:00', 120)]))).toBe(0)
  })

  it('is the whole of work off the rota that ended before another call began', () => {
    const called = { shift: null, startedAt: at('05:00'), jobBeganAt: at('05:00') }
    expect(minutesOf(job('05:30', [beside('06:00', '07:00', 60)], called))).toBe(30)
  })

  it('is, beside a refused one, the time that both lasted through, and not what was before this job', () => {
    const refused = beside('16:00', '18:00', 120, { refused: true })
    expect(minutesOf(job('19:00', [refused]))).toBe(180)
    expect(minutesOf(job('19:00', [refused], { jobBeganAt: at('18:00') }))).toBe(60)
    expect(minutesOf(job('19:00', [refused], { jobBeganAt: at('17:00') }))).toBe(120)
  })

  it('adds up by the day where the policy rounds by the day, whichever was decided first', () => {
    const policy = toilPolicy.parse({ rounding: { unit: 15, mode: 'down', scope: 'day' } })
    // 125 and 50 are 175, rounded to 165; 45 of it are claimed.
    expect(minutesOf(job('18:05', [beside('18:05', '18:55', 50, { minutes: 45 })], { policy }))).toBe(120)
  })
})
