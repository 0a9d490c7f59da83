import { describe, expect, it } from 'vitest'
import { councilId, powerId, referralId } from '#shared/kernel/ids.ts'
import { detailsFormOf, readDetails, type DetailsValues } from '#shared/referrals/detailsForm.ts'
import { ageWords, fullName, shortName } from '#shared/referrals/personWords.ts'
import type { DecisionRow, PowerRow, ReferralDetail, ReferralRecord } from '#shared/referrals/record.ts'
import { recordText } from '#shared/referrals/recordText.ts'
import { dueOf } from '#shared/referrals/urgencyTargets.ts'
import { readTriage, shownAssessBy, triageFormOf, type TriageValues } from '#shared/referrals/triageForm.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { clockTimeOf, londonDay } from '#shared/time/london.ts'

const now = instant('2026-11-12T16:43:00Z')
const id = '6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10'
const referral: ReferralDetail = {
  id: referralId.parse(id),
  number: 2424,
  version: 3,
  state: 'to-triage',
  receivedAt: now,
  recordedAt: now,
  takenByName: 'Jo Marsh',
  source: 'POLICE_136',
  callerName: 'PC 4471 Daniels',
  callerPhone: '07700 900 264',
  lastName: 'Lindqvist',
  firstName: 'Marta',
  bornOn: londonDay('1984-05-03'),
  ageYears: null,
  ageIsEstimate: false,
  ageSaidOn: londonDay('2026-11-12'),
  gender: 'Woman',
  nhsNumber: '9990000018',
  request: 's136',
  place: 'Place of safety, Kelsham',
  placeId: null,
  happening: 'Found on Kelsham bridge.',
  riskToStaff: 'none-known',
  riskDetail: '',
  personPhone: '',
  homeAddress: '',
  nearestRelative: '',
  interpreter: '',
  asksFor: '',
  wayIn: '',
  councilId: councilId.parse(id),
  urgency: null,
  assessBy: null,
  acceptedAt: null,
  closedAt: null,
  closedAs: null,
}
const power: PowerRow = {
  id: powerId.parse(id),
  kind: 's136',
  startedAt: addHours(now, -20),
  startSource: 'PC Daniels',
  recordedAt: now,
  recordedByName: 'Jo Marsh',
  extension: null,
  endedAt: null,
  endedWhy: '',
  supersededAt: null,
  correctionReason: '',
}
const decision: DecisionRow = {
  versionNumber: 1,
  outcome: 'ACCEPT_MHAA',
  urgency: 'U0',
  assessBy: addHours(now, 4),
  reviewAt: null,
  whyNow: 'Crisis team could not agree a plan.',
  lessRestrictive: 'None left.',
  duty: 's13-1',
  risk: 'None known.',
  decidedByName: 'Jo Marsh',
  recordedByName: null,
  decidedAt: now,
  changeReason: '',
}
const record: ReferralRecord = {
  referral,
  powers: [power],
  limits: [],
  decisions: [],
  undoneDecisions: [],
  arrangements: [],
  notes: [],
  timeline: [],
}

describe('the triage form', () => {
  const form = triageFormOf(record, now)
  const faultsOf = (differs: Partial<TriageValues>, amends = false) => {
    const read = readTriage({ ...form, whyNow: 'Because', ...differs }, amends, now)
    return read.ok ? [] : read.refusal.map(({ field }) => field)
  }

  it('opens with the urgency and the limit of the running clock, and no decision', () => {
    expect(form).toMatchObject({ outcome: '', urgency: 'U0', duty: 's136', risk: 'None known to staff who visit.' })
    expect(form.assessBy).toEqual({ time: '20:43', day: '2026-11-12', which: '' })
    expect(triageFormOf({ ...record, powers: [] }, now)).toMatchObject({ urgency: '', assessBy: { time: '' } })
    expect(triageFormOf({ ...record, referral: { ...referral, request: 's13-4' } }, now).duty).toBe('s13-4')
    expect(triageFormOf({ ...record, referral: { ...referral, request: 's136' } }, now).duty).toBe('s136')
  })

  it('goes by the target of the class that is chosen, until somebody types a time', () => {
    const community = { ...record, powers: [] }
    const chosen = { ...triageFormOf(community, now), outcome: 'ACCEPT_MHAA', urgency: 'U2', whyNow: 'Because' }
    const due = dueOf(community, 'U2', now)
    expect(shownAssessBy(chosen, due)).toEqual({ time: '23:59', day: '2026-11-12', which: '' })
    expect(readTriage(chosen, false, now, due)).toMatchObject({ value: { assessBy: due?.dueAt } })
    expect(shownAssessBy({ ...chosen, urgency: 'U4' }, dueOf(community, 'U4', now)).time).toBe('')
    const typed = {
      ...chosen,
      assessByFollows: false,
      assessBy: { time: '18:30', day: '2026-11-12', which: '' } as const,
    }
    expect(shownAssessBy(typed, due).time).toBe('18:30')
    expect(readTriage(typed, false, now, due)).toMatchObject({ value: { assessBy: '2026-11-12T18:30:00.000Z' } })
    expect(readTriage({ ...typed, anyTime: true }, false, now, due)).toMatchObject({ value: { assessBy: null } })
  })

  it('opens with the decision in force when there is one', () => {
    const { urgency, assessBy } = decision
    const decided = { ...record, referral: { ...record.referral, urgency, assessBy }, decisions: [decision] }
    expect(triageFormOf(decided, now)).toMatchObject({
      outcome: 'ACCEPT_MHAA',
      whyNow: 'Crisis team could not agree a plan.',
      changeReason: '',
      anyTime: false,
    })
    // What was re-rated since goes on: another reason to change the decision does not take it back.
    const rated = { ...decided.referral, urgency: 'U1', assessBy: addMinutes(now, 90) } as const
    const again = triageFormOf({ ...decided, referral: rated }, now)
    expect([again.urgency, again.assessBy.time]).toEqual(['U1', clockTimeOf(rated.assessBy)])
  })

  it.each([
    ['nothing chosen', { whyNow: '' }, false, ['outcome', 'whyNow']],
    ['an assessment', { outcome: 'ACCEPT_MHAA' }, false, []],
    ['an assessment without urgency', { outcome: 'ACCEPT_MHAA', urgency: '' }, false, ['urgency']],
    [
      'a time that has passed',
      { outcome: 'ACCEPT_MHAA', assessBy: { time: '09:00', day: '', which: '' } },
      false,
      ['assessBy'],
    ],
    ['no set time', { outcome: 'ACCEPT_MHAA', anyTime: true, assessBy: { time: '', day: '', which: '' } }, false, []],
    ['more information', { outcome: 'MORE_INFO_NEEDED' }, false, ['reviewAt']],
    [
      'more information by a time',
      { outcome: 'MORE_INFO_NEEDED', reviewAt: { time: '18:00', day: '', which: '' } },
      false,
      [],
    ],
    ['signposting', { outcome: 'SIGNPOSTED', urgency: '' }, false, []],
    ['a change without a reason', { outcome: 'SIGNPOSTED' }, true, ['changeReason']],
    ['a change with a reason', { outcome: 'SIGNPOSTED', changeReason: 'New facts' }, true, []],
  ] as const)('%s', (_, differs, amends, fields) => {
    expect(faultsOf(differs, amends)).toEqual(fields)
  })

  it('sends no time to assess by with a decision that closes', () => {
    const read = readTriage({ ...form, outcome: 'SIGNPOSTED', whyNow: 'Because' }, false, now)
    expect(read).toMatchObject({ value: { assessBy: null, urgency: null, reviewAt: null } })
  })
})

describe('the details form', () => {
  const read = (differs: Partial<DetailsValues>) =>
    readDetails({ ...detailsFormOf(referral), ...differs }, referral, now)

  it('sends only what was changed', () => {
    expect(read({})).toEqual({ ok: true, value: {} })
    expect(read({ homeAddress: 'Tanner Row' })).toEqual({ ok: true, value: { homeAddress: 'Tanner Row' } })
    expect(read({ place: 'Ward 4' })).toEqual({ ok: true, value: { place: 'Ward 4', placeId: null } })
    expect(read({ riskToStaff: 'yes', riskDetail: 'Dog' })).toMatchObject({
      value: { riskToStaff: 'yes', riskDetail: 'Dog' },
    })
  })

  it('reads a birth and an NHS number, and lets both be unknown again', () => {
    expect(detailsFormOf(referral).birth).toBe('3 May 1984')
    expect(read({ birth: 'about 40' })).toMatchObject({ value: { bornOn: null, ageYears: 40, ageIsEstimate: true } })
    expect(read({ birth: '' })).toMatchObject({ value: { bornOn: null, ageYears: null } })
    expect(read({ nhsNumber: '' })).toEqual({ ok: true, value: { nhsNumber: '' } })
  })

  it('says what to fix', () => {
    const fieldsOf = (differs: Partial<DetailsValues>) => {
      const answer = read(differs)
      return answer.ok ? [] : answer.refusal.map(({ field }) => field)
    }
    expect(fieldsOf({ lastName: ' ', callerPhone: '', place: '', firstName: '' })).toEqual([
      'callerPhone',
      'lastName',
      'place',
    ])
    expect(fieldsOf({ birth: 'soon', nhsNumber: '999 000 0019' })).toEqual(['birth', 'nhsNumber'])
  })
})

describe('a person in words', () => {
  it('is called by what is known', () => {
    expect([fullName(referral), shortName(referral)]).toEqual(['Marta Lindqvist', 'Marta'])
    expect([fullName({ firstName: '', lastName: 'Unknown' }), shortName({ firstName: ' ' } as ReferralDetail)]).toEqual(
      ['Unknown', 'the person'],
    )
  })
  it('is as old as is known', () => {
    const words = (differs: Partial<ReferralDetail>) =>
      Object.values(ageWords({ ...referral, ...differs }, now)).join('')
    expect(words({})).toBe('Born 3 May 1984 (42)')
    expect(words({ bornOn: null, ageYears: 30, ageIsEstimate: true })).toBe('About 30, said Thu 12 November')
    expect(words({ bornOn: null, ageYears: 30 })).toBe('Aged 30, said Thu 12 November')
    expect(words({ bornOn: null })).toBe('Age not known')
  })
})

describe('a record as text', () => {
  it('has facts, clocks and decisions, with days and never "today"', () => {
    const text = recordText({ ...record, decisions: [decision] })
    expect(text.split('\n')).toEqual([
      'R-2424: Marta Lindqvist',
      'Born: 3 May 1984',
      'NHS number: 9990000018',
      'Came in: Thu 12 November 16:43, taken by Jo Marsh',
      'From: PC 4471 Daniels, Police, 07700 900 264',
      'Asked for: Section 136',
      'Where: Place of safety, Kelsham',
      'What is happening: Found on Kelsham bridge.',
      'Risk to staff: None known',
      'Section 136: started Wed 11 November 20:43, source: PC Daniels, limit Thu 12 November 20:43',
      'Triage decision, version 1: Arrange a Mental Health Act assessment',
      'Assess by: Thu 12 November 20:43',
      'Urgency: A legal clock is running',
      'Why now: Crisis team could not agree a plan.',
      'Less restrictive options: None left.',
      'Duty engaged: Section 13(1): consider the case on behalf of the council',
      'Risk: None known.',
      'Decided by Jo Marsh, Thu 12 November 16:43',
    ])
    expect(text).not.toMatch(/today/i)
  })
})
