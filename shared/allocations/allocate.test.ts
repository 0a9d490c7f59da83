import { describe, expect, it } from 'vitest'
import { councilId, personId, type PersonId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { interpreterLanguages } from '../referrals/triaging/answerLists.ts'
import { minutes } from '../time/minutes.ts'
import { decideAllocation, reasonWanted, type ReferralToAllocate } from './allocate.ts'
import { readAsks } from './asks.ts'
import type { Ranked } from './candidates.ts'
import { doctorsAgreed } from './forecast.ts'
import { outcomeCodes, endsPowers, outcomes, powerBegunBy, powersEndAt, stillNeedsSomebody } from './outcomes.ts'
import { shiftForJob, shiftNow } from './shiftNow.ts'
import { townOf, travelBetween } from './travel.ts'

const now = instant('2026-11-12T16:47:00Z')
const id = (last: number): PersonId => personId.parse(`00000000-0000-4000-8000-00000000000${last}`)
const council = { id: councilId.parse('00000000-0000-4000-8000-000000000099'), name: 'Westmarch County Council' }
const referral: ReferralToAllocate = {
  state: 'to-allocate',
  version: 3,
  closedAt: null,
  live: null,
  lastChange: { byName: 'Amir Shah', at: now },
  council,
}
const standing = {
  approvals: [{ firstDay: londonDay('2024-11-01'), lastDay: londonDay('2029-10-31') }],
  actingFor: [{ councilId: council.id, firstDay: londonDay('2024-11-01'), lastDay: null }],
  suspensions: [],
}
const place = (last: number, name: string, more: Partial<Ranked> = {}) => ({
  personId: id(last),
  name,
  standing: 'suggested' as const,
  startAt: now,
  countsFrom: now,
  thereAt: null,
  likelyAt: addMinutes(now, 170),
  eightInTenBy: addMinutes(now, 245),
  lateMinutes: minutes(0),
  chanceLate: 0,
  burden: 0,
  weighed: [],
  after: { lateMinutes: null, rest: null, toil: { now: minutes(0), next: minutes(0) }, freeLeft: 0 },
  reasons: [],
  ...more,
})
const ranked = [
  place(1, 'Ewa Kowalska'),
  place(2, 'Hannah Cole', {
    reasons: [
      { weighs: 'against', code: 'short-rest', nextStart: addMinutes(now, 840), rest: minutes(600), onlyIfSlow: false },
    ],
  }),
  place(3, 'Tom Ellis', {
    standing: 'set-aside',
    reasons: [{ weighs: 'against', code: 'shift-over', endedAt: addMinutes(now, -47) }],
  }),
]
const chosen = { personId: id(1), name: 'Ewa Kowalska', standing }

describe('who may be given a referral', () => {
  it('is the first suggestion without a word, and anybody else with one', () => {
    expect(decideAllocation(referral, chosen, ranked, { seenVersion: 3, reason: '' }, now)).toMatchObject({
      ok: true,
      value: { rank: 1 },
    })
    const second = { ...chosen, personId: id(2), name: 'Hannah Cole' }
    expect(decideAllocation(referral, second, ranked, { seenVersion: 3, reason: ' ' }, now)).toMatchObject({
      ok: false,
      refusal: { code: 'reason-needed' },
    })
    expect(decideAllocation(referral, second, ranked, { seenVersion: 3, reason: 'Nearest' }, now)).toMatchObject({
      ok: true,
      value: { rank: 2 },
    })
  })

  it('says in a sentence what the reason is for', () => {
    expect(reasonWanted(ranked, id(1), now)).toBeNull()
    expect(reasonWanted(ranked, id(2), now)).toBe('Hannah Cole: under 11 hours’ rest before Fri 13 November 06:47.')
    expect(reasonWanted(ranked, id(3), now)).toBe('Tom Ellis: shift ended at 16:00.')
    expect(reasonWanted(ranked.slice(1), id(1), now)).toBe('They are not in the list of who could take this.')
    expect(reasonWanted([place(1, 'Ewa Kowalska'), place(4, 'Liam Farrell')], id(4), now)).toBe(
      'Ewa Kowalska is suggested first.',
    )
  })

  it('names whoever was quicker before anything else', () => {
    const live = { allocationId: 'a', toName: 'Dan Okoro', byName: 'Amir Shah', at: now }
    const late = { ...referral, state: 'allocated' as const, version: 4, live }
    expect(decideAllocation(late, chosen, ranked, { seenVersion: 3, reason: '' }, now)).toEqual({
      ok: false,
      refusal: { code: 'already-allocated', ...live },
    })
  })
})

describe('what is asked for', () => {
  it('is read from a line that was typed', () => {
    expect(readAsks('A woman AMHP, Swedish interpreter', '', ['Polish', 'Swedish'])).toEqual({
      gender: 'woman',
      language: 'Swedish',
    })
    expect(readAsks('', 'polish', ['Polish'])).toEqual({ gender: null, language: 'Polish' })
    expect([readAsks('not a man please', '', []).gender, readAsks('No women', '', []).gender]).toEqual(['woman', 'man'])
    expect([readAsks('a male AMHP', '', []).gender, readAsks('the manager knows her', '', []).gender]).toEqual([
      'man',
      null,
    ])
  })
})

it('finds whoever speaks a language that was picked from the list, by any name that a register has for it', () => {
  const names = {
    BSL: 'Sign',
    'british sign language': 'Sign',
    Farsi: 'Farsi',
    Persian: 'Farsi',
    Sylheti: 'Sylheti',
    Polish: 'Polish',
  }
  for (const [spoken, part] of Object.entries(names)) {
    const picked = interpreterLanguages.find((words) => words.includes(part)) ?? ''
    expect(readAsks('', picked, [spoken]).language, picked).toBe(spoken)
  }
  // Another is kept as it was typed, and read as such.
  expect(readAsks('', 'Tigrinya, a woman if possible', ['Tigrinya']).language).toBe('Tigrinya')
})

describe('how far it is', () => {
  it('is a short way in one town, a longer one to another, and not guessed', () => {
    expect([
      travelBetween('Kelsham', 'kelsham'),
      travelBetween('Kelsham', 'Ashmere'),
      travelBetween(null, 'Ashmere'),
    ]).toEqual([10, 25, null])
    expect(townOf('12 Mill Lane, Ashmere', null, ['Ash', 'Ashmere'])).toBe('Ashmere')
    expect([townOf('anywhere', 'Kelsham', []), townOf('somewhere', null, ['Kelsham'])]).toEqual(['Kelsham', null])
  })
})

describe('the shift that counts', () => {
  const shift = (last: number, from: number, to: number) => ({
    id: String(last) as never,
    personId: id(1),
    startsAt: addMinutes(now, from * 60),
    endsAt: addMinutes(now, to * 60),
  })
  it('is the one they are on, else the next of the day, else the last', () => {
    expect(shiftNow([shift(1, -8, -2), shift(2, -1, 4), shift(3, 5, 6)], [], now)?.id).toBe('2')
    expect(shiftNow([shift(1, -8, -2), shift(3, 5, 6)], [], now)?.id).toBe('3')
    expect(shiftNow([shift(1, -8, -2), shift(4, 16, 20)], [], now)?.id).toBe('1')
    expect(shiftNow([shift(1, -20, -13)], [], now)).toBeNull()
  })

  it('is none for whoever is called in after it has ended', () => {
    expect(shiftForJob([shift(1, -8, 0)], [], now)).toBeNull()
    expect(shiftForJob([shift(1, 0, 8)], [], now)?.id).toBe('1')
  })
})

describe('what an outcome leads to', () => {
  it('ends a power at the decision, or with the finish where arrangements are still to be made', () => {
    const times = { decidedAt: addMinutes(now, -4), finishedAt: now }
    expect(outcomeCodes.filter((code) => endsPowers(code) && powersEndAt(code, times) === times.decidedAt)).toEqual([
      'DETAINED_S2',
      'DETAINED_S3',
      'DETAINED_S4',
      'NOT_DETAINED_NFA',
    ])
    expect(powersEndAt('NOT_DETAINED_NFA', { ...times, decidedAt: null })).toBe(now)
    expect(powersEndAt('INFORMAL_ADMISSION', times)).toBe(now)
  })

  it('ends a power only when somebody is detained, admitted or let go', () => {
    expect(outcomeCodes.filter(endsPowers)).toEqual([
      'DETAINED_S2',
      'DETAINED_S3',
      'DETAINED_S4',
      'INFORMAL_ADMISSION',
      'NOT_DETAINED_COMMUNITY_PLAN',
      'NOT_DETAINED_NFA',
    ])
  })

  it('begins a power only with an emergency detention: 72 hours from the admission', () => {
    expect(outcomeCodes.filter((code) => powerBegunBy(code) !== null)).toEqual(['DETAINED_S4'])
    expect(powerBegunBy('DETAINED_S4')).toBe('s4')
  })

  it('gives back what is neither completed nor cancelled', () => {
    for (const code of outcomeCodes) {
      const cancelled = code === 'CANCELLED_BEFORE_ATTENDANCE'
      expect([code, stillNeedsSomebody(code, false)]).toEqual([code, !outcomes[code].completed && !cancelled])
      expect([code, stillNeedsSomebody(code, true)]).toEqual([code, !outcomes[code].completed])
    }
  })

  it('counts doctors as found when each has agreed or is not needed', () => {
    const doctor = (kind: 'first-doctor' | 'second-doctor', state: 'agreed' | 'asked' | 'not-needed') => ({
      kind,
      state,
    })
    expect(doctorsAgreed([doctor('first-doctor', 'agreed'), doctor('second-doctor', 'not-needed')])).toBe(true)
    expect(doctorsAgreed([doctor('first-doctor', 'agreed'), doctor('second-doctor', 'asked')])).toBe(false)
    expect(doctorsAgreed([doctor('first-doctor', 'agreed')])).toBe(false)
  })
})
