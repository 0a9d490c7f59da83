import { describe, expect, it } from 'vitest'
import { claimId, personId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import {
  decideApproval,
  decideRefusal,
  lookWords,
  matchesTheRecord,
  type ClaimToDecide,
  type RecordOfFinish,
  type SentClaim,
} from './claims.ts'
import { toilPolicy } from './policy.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const priya = personId.parse(id(1))
const ruth = personId.parse(id(2))
const now = instant('2026-11-16T08:50:00Z')
const claim = (changes: Partial<ClaimToDecide> = {}): ClaimToDecide => ({
  id: claimId.parse(id(9)),
  personId: priya,
  state: 'submitted',
  version: 2,
  minutes: minutes(215),
  decidedByName: null,
  decidedAt: null,
  ...changes,
})

describe('deciding a claim', () => {
  it('approves what was sent and seen, and says what goes into the ledger', () => {
    expect(decideApproval(claim(), { personId: ruth, seenVersion: 2 }, now)).toEqual({
      ok: true,
      value: { claimId: id(9), state: 'approved', decidedAt: now, decidedBy: ruth, accrues: 215 },
    })
  })

  it('adds nothing to the ledger for a refusal or for no minutes', () => {
    expect(decideRefusal(claim(), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      value: { state: 'refused', accrues: null },
    })
    expect(decideApproval(claim({ minutes: minutes(0) }), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      value: { accrues: null },
    })
  })

  it('lets nobody decide their own', () => {
    for (const decide of [decideApproval, decideRefusal]) {
      expect(decide(claim(), { personId: priya, seenVersion: 2 }, now)).toMatchObject({
        refusal: { code: 'own-claim' },
      })
    }
  })

  it('waits until it was sent', () => {
    expect(decideApproval(claim({ state: 'made' }), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      refusal: { code: 'not-submitted' },
    })
  })

  it('refuses a version that was not seen', () => {
    expect(decideApproval(claim({ version: 3 }), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      refusal: { code: 'changed-since-seen', version: 3 },
    })
  })

  it('stands: the second to decide is told who was first', () => {
    const decided = claim({
      state: 'approved',
      decidedByName: 'Ruth Banerjee',
      decidedAt: instant('2026-11-16T08:45:00Z'),
      version: 3,
    })
    expect(decideApproval(decided, { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      refusal: { code: 'already-decided', state: 'approved', byName: 'Ruth Banerjee', at: '2026-11-16T08:45:00.000Z' },
    })
  })
})

describe('matchesTheRecord', () => {
  const sent: SentClaim = {
    day: londonDay('2026-11-09'),
    shiftEndedAt: instant('2026-11-09T16:00:00Z'),
    finishedAt: instant('2026-11-09T19:35:00Z'),
    minutes: minutes(215),
    primaryCause: 'BED',
    note: '',
    submittedAt: instant('2026-11-09T19:40:00Z'),
  }
  const record: RecordOfFinish = {
    shiftEndsAt: sent.shiftEndedAt,
    finishedAt: sent.finishedAt,
    finishRecordedAt: sent.finishedAt,
    minutes: minutes(215),
    balance: minutes(600),
    policy: toilPolicy.parse({ cap: { minutes: 2220, onExceed: 'warn' }, retroWindowDays: 14 }),
  }
  const codes = (claimed: Partial<SentClaim>, recorded: Partial<RecordOfFinish> = {}) =>
    matchesTheRecord({ ...sent, ...claimed }, { ...record, ...recorded }).look.map(({ code }) => code)

  it('matches when shift, finish and minutes are the record’s', () => {
    expect(matchesTheRecord(sent, record)).toEqual({ matches: true, look: [] })
  })

  it('asks for a look when the record has moved since', () => {
    expect(codes({}, { shiftEndsAt: instant('2026-11-09T18:00:00Z'), minutes: minutes(95) })).toEqual([
      'shift-differs',
      'minutes-differ',
    ])
    expect(codes({}, { finishedAt: instant('2026-11-09T19:30:00Z') })).toEqual(['finish-differs'])
  })

  it('asks for a look at a finish typed in hours later, and not at one typed soon after', () => {
    expect(codes({}, { finishRecordedAt: instant('2026-11-10T08:40:00Z') })).toEqual(['finish-typed-later'])
    expect(codes({}, { finishRecordedAt: instant('2026-11-10T00:05:00Z') })).toEqual([])
  })

  it('asks for a look when no reason was given', () => {
    expect(codes({ primaryCause: null })).toEqual(['no-reason-given'])
    expect(codes({ primaryCause: 'OTH', note: ' ' })).toEqual(['no-reason-given'])
    expect(codes({ primaryCause: 'OTH', note: 'Flood on Mill Lane' })).toEqual([])
  })

  it('asks for a look when it takes somebody past the limit, or comes late', () => {
    const look = matchesTheRecord(
      { ...sent, submittedAt: instant('2026-11-24T09:00:00Z') },
      { ...record, balance: minutes(2100) },
    ).look
    expect(look.map(lookWords)).toEqual([
      'Takes the balance to 38h 35m, past 37h',
      'Sent 15 days after the shift; the policy asks for 14',
    ])
    expect(codes({}, { balance: minutes(2005) })).toEqual([])
  })
})
