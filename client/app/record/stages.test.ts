import { describe, expect, it } from 'vitest'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import type { DecisionRow, ReferralDetail, ReferralRecord } from '#shared/referrals/record.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { closedWords } from '#shared/allocations/closedWords.ts'
import { stagesOf } from '#client/app/record/stages.ts'

const now = instant('2026-11-12T16:47:00Z')
const decided = { decidedAt: addMinutes(now, -45), decidedByName: 'Jo Marsh', reviewAt: null }
// Only what the stages look at.
const recordOf = (referral: Partial<ReferralDetail>, decisions: readonly Partial<DecisionRow>[] = [decided]) =>
  ({
    referral: {
      receivedAt: addMinutes(now, -60),
      source: 'POLICE_136',
      acceptedAt: null,
      closedAs: null,
      closedAt: null,
      ...referral,
    },
    decisions,
  }) as unknown as ReferralRecord
const allocation = {
  personName: 'Ewa Kowalska',
  allocatedAt: addMinutes(now, -30),
  openedAt: addMinutes(now, -29),
  acceptedAt: addMinutes(now, -28),
  setOffAt: null,
  arrivedAt: null,
  declinedAt: null,
  outcomeAt: null,
  finishedAt: null,
  homeSafeAt: null,
  endedAt: null,
  endedHow: null,
  endedByName: null,
  waits: [],
} as unknown as AllocationRow

const wordsOf = (record: ReferralRecord, held: AllocationRow | null = null) =>
  stagesOf(record, held, now).map(({ name, detail, look }) => `${look}: ${name}, ${detail}`)

describe('how far a referral has come', () => {
  it('waits for triage', () => {
    expect(wordsOf(recordOf({ state: 'to-triage' }, []))).toEqual([
      'done: Came in, 15:47 · Police',
      'now: Triage, Waiting 1h',
      'next: Allocate an AMHP, Not started',
      'next: Assess, Not started',
      'next: Outcome, Not started',
    ])
  })

  it('is looked at again by a time', () => {
    const more = { ...decided, reviewAt: addMinutes(now, 43) }
    expect(wordsOf(recordOf({ state: 'to-triage' }, [more]))[1]).toBe('now: Triage, Look again by 17:30')
  })

  it('waits again from the moment at which it came back, and says what was done', () => {
    const back = {
      ...allocation,
      arrivedAt: addMinutes(now, -20),
      endedAt: addMinutes(now, -3),
      endedHow: 'finished',
      outcome: 'APPLICATION_NOT_MADE_NO_BED',
    } as AllocationRow
    const waits = recordOf({ state: 'to-allocate', acceptedAt: addMinutes(now, -45) })
    const [, , assessed, again, ...rest] = wordsOf(waits, back)
    expect(assessed).toMatch(/^done: Assessed, 16:27 · Ewa Kowalska · /)
    expect([again, ...rest]).toEqual([
      'now: Allocate again, Waiting 3m',
      'next: Assess, Not started',
      'next: Outcome, Not started',
    ])
    expect(wordsOf(waits, { ...back, arrivedAt: null }).length).toBe(5)
  })

  it('waits for an AMHP from the acceptance on', () => {
    expect(wordsOf(recordOf({ state: 'to-allocate', acceptedAt: addMinutes(now, -45) }))[2]).toBe(
      'now: Allocate an AMHP, Waiting 45m',
    )
  })

  it('is with an AMHP, who is somewhere', () => {
    expect(wordsOf(recordOf({ state: 'allocated' }), allocation).slice(2, 4)).toEqual([
      'done: Allocated, 16:17 · Ewa Kowalska',
      expect.stringMatching(/^now: Assess, Setting up/),
    ])
  })

  it('was closed at the desk, or with an outcome', () => {
    const closed = { state: 'closed', closedAt: now } as const
    expect(wordsOf(recordOf({ ...closed, closedAs: 'SIGNPOSTED' })).at(-1)).toBe(
      'now: Closed, 16:47 · Signpost to another service',
    )
    const arrived = { ...allocation, arrivedAt: addMinutes(now, -20) }
    expect(wordsOf(recordOf({ ...closed, closedAs: 'DETAINED_S2' }), arrived).slice(-2)).toEqual([
      'done: Assessed, 16:27',
      'now: Closed, 16:47 · Detained under section 2',
    ])
    expect([closedWords(null), closedWords('toString')]).toEqual(['', ''])
  })
})
