import { describe, expect, it } from 'vitest'
import { instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { lookWords, matchesTheRecord, type RecordOfFinish, type SentClaim } from './claims.ts'
import { toilPolicy } from './policy.ts'

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

  it('asks for a look at what was not agreed beforehand, where the employer wants that', () => {
    const policy = toilPolicy.parse({ agreement: 'beforehand' })
    expect(codes({}, { policy })).toEqual(['not-agreed-beforehand'])
    expect(codes({}, { policy, agreedMinutes: minutes(120) })).toEqual(['more-than-agreed'])
    expect(codes({}, { policy, agreedMinutes: minutes(240) })).toEqual([])
    expect(codes({}, { agreedMinutes: null })).toEqual([])
  })

  it('asks for a look at a month that has had enough, and at an arrival typed in the next day', () => {
    const policy = toilPolicy.parse({ periodCap: { minutes: 900, per: 'month', onExceed: 'warn' } })
    expect(codes({}, { policy, earnedInPeriod: minutes(700) })).toEqual(['past-period-limit'])
    expect(codes({}, { policy, earnedInPeriod: minutes(600) })).toEqual([])
    const arrival = { at: instant('2026-11-09T13:00:00Z'), recordedAt: instant('2026-11-10T08:30:00Z') }
    expect(codes({}, { arrival })).toEqual(['arrival-typed-later'])
    expect(codes({}, { arrival: { ...arrival, recordedAt: arrival.at } })).toEqual([])
  })
})
