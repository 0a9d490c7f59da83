import { describe, expect, it } from 'vitest'
import {
  decideTriage,
  referralAfter,
  triageLeadsTo,
  triageOutcomeCodes,
  type TriageAsked,
  type TriageSubject,
} from '#shared/referrals/triage.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'

const now = instant('2026-11-12T16:43:00Z')
const limitAt = addHours(now, 2)
const subject: TriageSubject = {
  state: 'to-triage',
  closedAt: null,
  liveAllocation: null,
  decisions: 0,
  runningPower: null,
}
const asked: TriageAsked = {
  outcome: 'ACCEPT_MHAA',
  urgency: 'U2',
  assessBy: null,
  reviewAt: null,
  changeReason: '',
  evenThoughPowerRuns: false,
}
const running = { runningPower: { limitAt } }
const held = { liveAllocation: { toName: 'Ewa Kowalska', at: now } }
const outcomeOf = (of: Partial<TriageSubject>, differs: Partial<TriageAsked> = {}) => {
  const decided = decideTriage({ ...subject, ...of }, { ...asked, ...differs }, now)
  return decided.ok ? decided.value.state : decided.refusal.code
}

describe('a triage decision', () => {
  it.each(triageOutcomeCodes)('%s goes where the list says', (outcome) => {
    expect(outcomeOf({}, { outcome, reviewAt: addHours(now, 1) })).toBe(triageLeadsTo[outcome])
  })

  it.each([
    ['on a closed referral', { state: 'closed', closedAt: now }, {}, 'referral-closed'],
    ['that closes over an AMHP’s head', held, { outcome: 'SIGNPOSTED' }, 'already-allocated'],
    ['that keeps the AMHP', held, {}, 'allocated'],
    ['without a reason for the change', { decisions: 1 }, { changeReason: ' ' }, 'change-reason-missing'],
    ['with a reason for the change', { decisions: 1 }, { changeReason: 'New facts' }, 'to-allocate'],
    ['without urgency', {}, { urgency: null }, 'urgency-missing'],
    ['without urgency, when it closes', {}, { outcome: 'SIGNPOSTED', urgency: null }, 'closed'],
    ['for a moment ago', {}, { assessBy: now }, 'time-has-passed'],
    ['for a year that was mistyped', {}, { assessBy: addHours(now, 272 * 365 * 24) }, 'time-too-far'],
    [
      'to look again in 2298',
      {},
      { outcome: 'MORE_INFO_NEEDED', reviewAt: addHours(now, 272 * 365 * 24) },
      'time-too-far',
    ],
    ['for the limit itself', running, { assessBy: limitAt }, 'to-allocate'],
    ['for after the limit', running, { assessBy: addMinutes(limitAt, 1) }, 'assess-by-after-limit'],
    [
      'for after a limit that has passed',
      { runningPower: { limitAt: addHours(now, -1) } },
      { assessBy: limitAt },
      'to-allocate',
    ],
    ['to look again, no time', {}, { outcome: 'MORE_INFO_NEEDED' }, 'review-time-missing'],
    ['to look again in the past', {}, { outcome: 'MORE_INFO_NEEDED', reviewAt: now }, 'time-has-passed'],
    [
      'to look again after the limit',
      running,
      { outcome: 'MORE_INFO_NEEDED', reviewAt: addMinutes(limitAt, 1) },
      'review-after-limit',
    ],
    [
      'to look again when the start is not known',
      { runningPower: { limitAt: null } },
      { outcome: 'MORE_INFO_NEEDED', reviewAt: addHours(now, 90) },
      'to-triage',
    ],
    ['that closes while a power runs', running, { outcome: 'CONSIDERED_NO_MHAA' }, 'power-still-running'],
    [
      'that closes while a power runs, on purpose',
      running,
      { outcome: 'CONSIDERED_NO_MHAA', evenThoughPowerRuns: true },
      'closed',
    ],
  ] as const)('%s', (_, of, differs, expected) => {
    expect(outcomeOf(of, differs)).toBe(expected)
  })
})

describe('the referral after a decision', () => {
  const earlier = addHours(now, -1)
  it('waits for an AMHP from the first acceptance that stands', () => {
    expect(referralAfter({ urgency: null, acceptedAt: null }, asked, 'to-allocate', now)).toMatchObject({
      acceptedAt: now,
      urgency: 'U2',
      closedAt: null,
      closedAs: null,
    })
    expect(referralAfter({ urgency: 'U1', acceptedAt: earlier }, asked, 'allocated', now).acceptedAt).toBe(earlier)
    const more = { ...asked, outcome: 'MORE_INFO_NEEDED', urgency: null } as const
    expect(referralAfter({ urgency: 'U1', acceptedAt: earlier }, more, 'to-triage', now)).toMatchObject({
      acceptedAt: null,
      urgency: 'U1',
    })
  })

  it('is closed with the outcome', () => {
    const closes = { ...asked, outcome: 'SIGNPOSTED', assessBy: limitAt } as const
    expect(referralAfter({ urgency: 'U3', acceptedAt: earlier }, closes, 'closed', now)).toEqual({
      state: 'closed',
      closedAt: now,
      closedAs: 'SIGNPOSTED',
      assessBy: null,
      urgency: 'U2',
      acceptedAt: earlier,
    })
  })
})
