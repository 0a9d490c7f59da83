import { describe, expect, it } from 'vitest'
import type { LimitId, PersonId } from '#shared/kernel/ids.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { londonDay, startOfDay } from '#shared/time/london.ts'
import { commencements, hasBegun } from './commencements.ts'
import { expectedLimits } from './expected.ts'
import {
  decideHold,
  decideLimitEnd,
  decideLimitStart,
  decideRenewal,
  renewalWindow,
  type LimitTold,
  type RecordedLimit,
} from './limitDecisions.ts'
import { endingsOf, limitKinds } from './limitKinds.ts'
import { limitWords, type LimitRefusal } from './limitRefusals.ts'
import { policeStationSays } from './placesOfSafety.ts'
import { statutoryPerson } from './terms.ts'

const NOW = instant('2026-11-12T12:00:00Z')
const day = londonDay
const from = (text: string) => startOfDay(day(text))
const ewa = 'e0a1' as PersonId
const recorded = (over: Partial<RecordedLimit> = {}): RecordedLimit => ({
  id: 'l1' as LimitId,
  kind: 's3',
  startedAt: from('2026-06-01'),
  originAt: from('2026-06-01'),
  period: 1,
  startSource: 'Ward',
  personId: null,
  secondAt: null,
  hold: null,
  endedAt: null,
  supersededAt: null,
  ...over,
})
const told = (over: Partial<LimitTold> = {}): LimitTold => ({
  kind: 's3',
  startedAt: instant('2026-06-02T15:20:00Z'),
  secondAt: null,
  personId: null,
  startSource: 'Mental Health Act office',
  correctionReason: '',
  ...over,
})
const codeOf = (outcome: { ok: true } | { ok: false; refusal: LimitRefusal }): string => {
  if (outcome.ok) return 'done'
  expect(limitWords(outcome.refusal)).toMatch(/[.]$/)
  return outcome.refusal.code
}

describe('the start of a limit', () => {
  it('of days is counted from London’s midnight, whatever time was sent', () => {
    const decided = decideLimitStart([], told({ startedAt: instant('2026-06-01T23:30:00Z') }), NOW)
    expect(decided).toMatchObject({ ok: true, value: { startedAt: from('2026-06-02'), ruleId: 's3-1983', period: 1 } })
  })

  it('of hours is kept to the minute', () => {
    const at = addHours(NOW, -3)
    expect(decideLimitStart([], told({ kind: 's25', startedAt: at }), NOW)).toMatchObject({
      ok: true,
      value: { startedAt: at },
    })
  })

  it('may be unknown, and is then filled in from its source alone', () => {
    const unknown = recorded({ startedAt: null, originAt: null, startSource: '' })
    expect(codeOf(decideLimitStart([], told({ startedAt: null }), NOW))).toBe('done')
    expect(decideLimitStart([unknown], told(), NOW)).toMatchObject({ ok: true, value: { corrects: unknown } })
    expect(codeOf(decideLimitStart([unknown], told({ startSource: '' }), NOW))).toBe('correction-reason-missing')
  })

  it('is corrected with a reason; what is no correction, to come or twenty years old is refused', () => {
    const known = recorded()
    expect(codeOf(decideLimitStart([known], told(), NOW))).toBe('correction-reason-missing')
    expect(decideLimitStart([known], told({ correctionReason: 'H3 says so' }), NOW)).toMatchObject({
      ok: true,
      value: { corrects: known },
    })
    const same = told({ startedAt: from('2026-06-01'), startSource: 'Ward' })
    expect(codeOf(decideLimitStart([known], same, NOW))).toBe('nothing-to-correct')
    expect(codeOf(decideLimitStart([], told({ startedAt: addHours(NOW, 24) }), NOW))).toBe('limit-start-in-future')
    expect(codeOf(decideLimitStart([], told({ startedAt: from('1996-01-01') }), NOW))).toBe('limit-start-too-old')
  })

  it('of an applicant is theirs alone: a colleague’s runs beside it', () => {
    const first = recorded({ kind: 's11-5', personId: ewa, startedAt: from('2026-11-01') })
    const seen = told({ kind: 's11-5', startedAt: from('2026-11-10') })
    expect(codeOf(decideLimitStart([], seen, NOW))).toBe('applicant-missing')
    expect(decideLimitStart([first], { ...seen, personId: 'f1' as PersonId }, NOW)).toMatchObject({
      ok: true,
      value: { corrects: null },
    })
    expect(codeOf(decideLimitStart([first], { ...seen, personId: ewa }, NOW))).toBe('correction-reason-missing')
  })

  it('of a renewal keeps the rule and the day of the first period', () => {
    const renewal = recorded({ period: 2, startedAt: from('2026-12-01') })
    const decided = decideLimitStart(
      [renewal],
      told({ correctionReason: 'Wrong year', startedAt: from('2026-11-01') }),
      NOW,
    )
    expect(decided).toMatchObject({ ok: true, value: { originAt: from('2026-06-01'), period: 2 } })
  })
})

describe('an absence without leave', () => {
  const absent = (over: Partial<LimitTold> = {}) => told({ kind: 's18', startedAt: from('2026-11-10'), ...over })

  it('from section 2, 4 or 5 asks when that ends, to the minute where it is counted in hours', () => {
    const secondAt = instant('2026-11-13T11:20:00Z')
    for (const detention of ['s2', 's4', 's5-2', 's5-4'] as const)
      expect(codeOf(decideLimitStart([], absent({ detention }), NOW))).toBe('detention-end-missing')
    const kept = (detention: LimitTold['detention']) => {
      const decided = decideLimitStart([], absent({ detention, secondAt }), NOW)
      return decided.ok ? decided.value.secondAt : null
    }
    expect([kept('s2'), kept('s5-2'), kept('longer')]).toEqual([from('2026-11-13'), secondAt, from('2026-11-13')])
  })

  it('is kept without it from a longer one, where the first day is not known, and as an older screen tells it', () => {
    expect(codeOf(decideLimitStart([], absent({ detention: 'longer' }), NOW))).toBe('done')
    expect(codeOf(decideLimitStart([], absent({ detention: 's2', startedAt: null }), NOW))).toBe('done')
    expect(decideLimitStart([], absent(), NOW)).toMatchObject({ ok: true, value: { detention: null } })
    expect(decideLimitStart([], told({ detention: 's2' }), NOW)).toMatchObject({ value: { detention: null } })
  })

  it('is put right by naming another detention', () => {
    const standing = recorded({ kind: 's18', startedAt: from('2026-11-10'), detention: 'longer', startSource: 'Ward' })
    const other = { detention: 's2', secondAt: from('2026-11-20'), startSource: 'Ward' } as const
    expect(codeOf(decideLimitStart([standing], absent(other), NOW))).toBe('correction-reason-missing')
    expect(codeOf(decideLimitStart([standing], absent({ detention: 'longer', startSource: 'Ward' }), NOW))).toBe(
      'nothing-to-correct',
    )
  })
})

describe('a renewal', () => {
  const renew = (over: Partial<RecordedLimit>, reportedOn = '2026-11-10', by = 'responsible-clinician' as const) =>
    decideRenewal(recorded(over), { reportedOn: day(reportedOn), by }, NOW)

  it('begins when the period before ends', () => {
    expect(renew({})).toMatchObject({
      ok: true,
      value: { period: 2, startedAt: from('2026-12-01'), originAt: from('2026-06-01'), ruleId: 's3-1983' },
    })
  })

  it('is made in the last two months, before the end, and is not still to come', () => {
    expect(codeOf(renew({}, '2026-09-30'))).toBe('renewal-too-early')
    expect(codeOf(renew({}, '2026-10-01'))).toBe('done')
    expect(codeOf(renew({}, '2026-11-13'))).toBe('renewal-in-future')
    expect(codeOf(renew({ startedAt: from('2026-05-01') }, '2026-11-01'))).toBe('renewal-too-late')
    expect(codeOf(renew({ startedAt: from('2026-05-01') }, '2026-10-31'))).toBe('done')
  })

  it('is only of what the law renews, by whom it names', () => {
    expect(codeOf(renew({ kind: 's2', startedAt: from('2026-11-01') }))).toBe('no-renewal-in-law')
    expect(codeOf(renew({ endedAt: NOW }))).toBe('limit-already-ended')
    expect(codeOf(renew({ startedAt: null }))).toBe('limit-start-not-recorded')
    const amhp = decideRenewal(recorded(), { reportedOn: day('2026-11-10'), by: 'amhp' }, NOW)
    expect(codeOf(amhp)).toBe('renewal-by')
  })

  it('has its window in the two months that end with the last day', () => {
    expect(renewalWindow(day('2026-11-30'))).toEqual({ first: '2026-10-01', last: '2026-11-30' })
    expect(renewalWindow(day('2026-08-30'))).toEqual({ first: '2026-07-01', last: '2026-08-30' })
    expect(renewalWindow(day('2027-02-28'))).toEqual({ first: '2026-12-29', last: '2027-02-28' })
  })
})

describe('a hold', () => {
  const s2 = recorded({ kind: 's2', startedAt: from('2026-10-20'), originAt: null })
  const made = { madeAt: from('2026-11-10'), disposedAt: null, orderMade: false }

  it('is made before section 2 ends, once, and completed when the court has decided', () => {
    expect(codeOf(decideHold(s2, made, NOW))).toBe('done')
    const held = { ...s2, hold: made }
    expect(codeOf(decideHold(held, made, NOW))).toBe('already-held')
    expect(codeOf(decideHold(held, { ...made, disposedAt: NOW, orderMade: true }, NOW))).toBe('done')
    expect(codeOf(decideHold(recorded(), made, NOW))).toBe('no-hold-in-law')
    expect(codeOf(decideHold({ ...s2, startedAt: from('2026-10-01') }, made, NOW))).toBe('hold-too-late')
    expect(codeOf(decideHold(s2, { ...made, madeAt: addHours(NOW, 1) }, NOW))).toBe('hold-in-future')
    expect(codeOf(decideHold(s2, { ...made, disposedAt: from('2026-11-01') }, NOW))).toBe('hold-ends-before-it-begins')
    expect(codeOf(decideHold({ ...s2, startedAt: null }, made, NOW))).toBe('limit-start-not-recorded')
    expect(codeOf(decideHold({ ...s2, endedAt: NOW }, made, NOW))).toBe('limit-already-ended')
  })
})

describe('the end of a limit', () => {
  it.each(limitKinds)('of %s is one of its own endings', (kind) => {
    const limit = recorded({ kind })
    for (const how of Object.keys(endingsOf(kind)))
      expect(codeOf(decideLimitEnd(limit, { endedAt: NOW, how }, NOW))).toBe('done')
    expect(codeOf(decideLimitEnd(limit, { endedAt: NOW, how: 'eaten' }, NOW))).toBe('ending-does-not-fit')
  })

  it('is recorded however late, and neither before the start nor to come', () => {
    const long = recorded({ startedAt: from('2020-01-01') })
    expect(codeOf(decideLimitEnd(long, { endedAt: NOW, how: 'lapsed' }, NOW))).toBe('done')
    expect(codeOf(decideLimitEnd(long, { endedAt: from('2019-12-31'), how: 'lapsed' }, NOW))).toBe(
      'limit-ended-before-it-started',
    )
    expect(codeOf(decideLimitEnd(long, { endedAt: addHours(NOW, 1), how: 'lapsed' }, NOW))).toBe(
      'limit-ended-in-future',
    )
    expect(codeOf(decideLimitEnd({ ...long, endedAt: NOW }, { endedAt: NOW, how: 'lapsed' }, NOW))).toBe(
      'limit-already-ended',
    )
    expect(codeOf(decideLimitEnd({ ...long, supersededAt: NOW }, { endedAt: NOW, how: 'lapsed' }, NOW))).toBe(
      'limit-not-found',
    )
  })
})

describe('what the law counts on a referral', () => {
  const says = { request: 'assessment', source: 'GP', receivedAt: NOW, closedAs: null, decisions: [] } as const
  const kindsOf = (over: object) => expectedLimits({ ...says, ...over }).map(({ kind }) => kind)

  it('is nothing by itself', () => {
    expect(kindsOf({})).toEqual([])
  })

  it('is the written reasons of a relative’s request, also when it was closed as advice', () => {
    expect(expectedLimits({ ...says, source: 'NEAREST_RELATIVE_13_4' })).toMatchObject([
      { kind: 's13-4', startedAt: from('2026-11-12') },
    ])
    expect(kindsOf({ request: 's13-4', closedAs: 'INFO_ADVICE_ONLY' })).toEqual(['s13-4'])
    // It may come as a further call, days after somebody else had rung first: it counts from that day.
    const calls = [{ request: 's13-4', source: 'RELATIVE', receivedAt: from('2026-11-14') }]
    expect(expectedLimits({ ...says, calls: calls as never })).toMatchObject([
      { kind: 's13-4', startedAt: from('2026-11-14') },
    ])
    expect(kindsOf({ decisions: [{ outcome: 'ACCEPT_MHAA', duty: 's13-4' }] })).toEqual(['s13-4'])
  })

  it('follows from the decision and from the outcome, its start not known', () => {
    expect(kindsOf({ decisions: [{ outcome: 'ACCEPT_WARRANT_135_1', duty: 's135-1' }] })).toEqual(['s135-warrant'])
    expect(kindsOf({ closedAs: 'DETAINED_S2' })).toEqual(['s2', 's11-3', 's13-1b', 's15'])
    expect(kindsOf({ closedAs: 'DETAINED_S3' })).toEqual(['s3', 's11-4', 's15'])
    expect(kindsOf({ closedAs: 'APPLICATION_NOT_MADE_NO_BED' })).toEqual(['s11-5', 's12-1', 's6-1-a'])
    expect(expectedLimits({ ...says, closedAs: 'DETAINED_S2' }).every(({ startedAt }) => startedAt === null)).toBe(true)
  })
})

describe('reasons for a relative', () => {
  const asked = { request: 's13-4', source: 'NEAREST_RELATIVE_13_4', receivedAt: NOW, decisions: [] } as const
  const counted = (closedAs: string | null) =>
    expectedLimits({ ...asked, closedAs }).some(({ kind }) => kind === 's13-4')
  it('are counted after a “no” of ours, and not where another council decides or nobody asks any more', () => {
    expect(['SIGNPOSTED', 'NOT_DETAINED_NFA', null].map(counted)).toEqual([true, true, true])
    expect(['REDIRECT_OTHER_LSSA', 'WITHDRAWN_BY_REFERRER', 'DUPLICATE_LINKED', 'DETAINED_S2'].map(counted)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

describe('the Act of 2025', () => {
  const begun = { ...commencements, 'nominated-person': day('2027-04-06'), 'places-of-safety': day('2027-04-06') }

  it('has changed nothing for AMHPs so far', () => {
    expect(hasBegun('nominated-person', day('2026-11-12'))).toBe(false)
    expect(statutoryPerson(day('2026-11-12'))).toMatchObject({ kind: 'nearest-relative', objection: 'blocks' })
  })

  it('puts the nominated person in the place of the nearest relative from its day, and no earlier', () => {
    expect(statutoryPerson(day('2027-04-05'), begun).Name).toBe('Nearest relative')
    expect(statutoryPerson(day('2027-04-06'), begun)).toMatchObject({
      name: 'nominated person',
      objection: 'overridden-by-certificate',
    })
  })

  it('ends police stations as places of safety; before, never for a child', () => {
    expect(policeStationSays(17, day('2026-11-12'))).toMatchObject({ unlawful: true })
    expect(policeStationSays(18, day('2026-11-12'))).toMatchObject({ unlawful: false })
    expect(policeStationSays(null, day('2026-11-12')).words).toContain('Find out how old')
    expect(policeStationSays(40, day('2027-04-06'), begun)).toMatchObject({ unlawful: true })
  })
})
