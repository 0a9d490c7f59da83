import { describe, expect, it } from 'vitest'
import type { PersonId, ReferralId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { decideAnswer, decideWithdraw, type Standing } from './answer.ts'
import { takers, usualKind } from './codes.ts'
import { nextByWords, readNextBy } from './nextBy.ts'
import { handoverWordsFor } from './timeline.ts'
import { typedAgain } from './typedAgain.ts'

const [jo, kwame] = ['jo' as PersonId, 'kwame' as PersonId]
const [r1, r2] = ['r1' as ReferralId, 'r2' as ReferralId]
const standing: Standing = {
  kind: 'out-of-hours',
  state: 'offered',
  givenBy: jo,
  givenByName: 'Jo Marsh',
  answeredByName: null,
  answeredAt: null,
  withdrawnAt: null,
  items: [r1, r2],
}
const edt = { id: kwame, roles: ['edt'] as const }
const at = instant('2026-11-12T17:02:00Z')

describe('answering a handover', () => {
  it('takes what is ticked and leaves the rest with the giver, said or not', () => {
    expect(decideAnswer(standing, edt, { taken: [r1], left: [] })).toEqual({
      ok: true,
      value: { taken: [r1], left: [r2] },
    })
    expect(decideAnswer(standing, edt, { taken: [], left: [{ referralId: r1 }] })).toEqual({
      ok: true,
      value: { taken: [], left: [r1, r2] },
    })
  })

  it('is nobody’s own, and for those whom it is for', () => {
    expect(decideAnswer(standing, { id: jo, roles: ['amhp-lead'] }, { taken: [], left: [] })).toMatchObject({
      refusal: { code: 'own-handover' },
    })
    const consultant = { id: kwame, roles: ['practice-consultant'] as const }
    expect(decideAnswer(standing, consultant, { taken: [r1], left: [] })).toMatchObject({
      refusal: { code: 'handover-for-others', kind: 'out-of-hours' },
    })
    for (const kind of ['next-shift', 'morning'] as const) {
      expect(decideAnswer({ ...standing, kind }, consultant, { taken: [r1], left: [] }).ok).toBe(true)
      expect(decideAnswer({ ...standing, kind }, edt, { taken: [r1], left: [] }).ok).toBe(false)
      expect(takers[kind]).toContain('amhp-lead')
    }
  })

  it('happens once: the second is told who was first, and the giver cannot take back what was answered', () => {
    const answered: Standing = { ...standing, state: 'answered', answeredByName: 'Kwame Boateng', answeredAt: at }
    expect(decideAnswer(answered, edt, { taken: [r1], left: [] })).toMatchObject({
      refusal: { code: 'handover-answered', byName: 'Kwame Boateng', at },
    })
    expect(decideWithdraw(answered)).toMatchObject({ refusal: { code: 'handover-answered' } })
    const back: Standing = { ...standing, state: 'withdrawn', withdrawnAt: at }
    expect(decideAnswer(back, edt, { taken: [], left: [] })).toMatchObject({
      refusal: { code: 'handover-withdrawn', byName: 'Jo Marsh', at },
    })
    expect(decideWithdraw(standing).ok).toBe(true)
  })

  it('names only what is in it, each once', () => {
    const other = 'r9' as ReferralId
    for (const taken of [[other], [r1, r1]])
      expect(decideAnswer(standing, edt, { taken, left: [] })).toMatchObject({ refusal: { code: 'item-not-in-it' } })
    expect(decideAnswer(standing, edt, { taken: [r1], left: [{ referralId: r1 }] }).ok).toBe(false)
  })
})

describe('a promise', () => {
  it('is for the next time that the clock shows it', () => {
    const now = instant('2026-11-12T16:47:00Z')
    expect(readNextBy('17:30', now)).toEqual({ ok: true, value: instant('2026-11-12T17:30:00Z') })
    expect(readNextBy('09:00', now)).toEqual({ ok: true, value: instant('2026-11-13T09:00:00Z') })
    expect(readNextBy('  ', now)).toEqual({ ok: true, value: null })
    expect(readNextBy('teatime', now).ok).toBe(false)
    // The night on which the clocks go back: eight in the morning is thirteen hours off, not twelve.
    expect(readNextBy('08:00', instant('2026-10-24T19:00:00Z'))).toEqual({
      ok: true,
      value: instant('2026-10-25T08:00:00Z'),
    })
  })
})

describe('the day that a typed time means', () => {
  it('is said as it is typed, and nothing is said of what is no time', () => {
    const now = instant('2026-11-12T16:47:00Z')
    expect(['17:30', '09:00', '', 'teatime', '25:99'].map((typed) => nextByWords(typed, now))).toEqual([
      'Today 17:30',
      'Tomorrow, Fri 13 November 09:00',
      '',
      '',
      '',
    ])
  })
})

describe('a handover that was taken back', () => {
  const now = instant('2026-11-12T16:55:00Z')
  const sheet = [
    { referralId: r1, note: 'Ring Dr Hale', nextBy: instant('2026-11-13T09:00:00Z') },
    { referralId: r2, note: '', nextBy: instant('2026-11-12T16:50:00Z') },
  ]
  const back = { kind: 'next-shift', words: 'Bed manager rings at 19:00', sheet } as const

  it('stands in the form again, but for a time that has gone by', () => {
    expect(typedAgain(back, null, now)).toEqual({
      kind: 'next-shift',
      words: 'Bed manager rings at 19:00',
      items: {
        r1: { ticked: true, note: 'Ring Dr Hale', nextBy: '09:00' },
        r2: { ticked: true, note: '', nextBy: '' },
      },
    })
  })

  it('takes nothing from what was typed meanwhile', () => {
    const typed = {
      kind: 'out-of-hours',
      words: 'One call waits',
      items: {
        r1: { ticked: false, note: 'Her son too', nextBy: '18:00' },
        r9: { ticked: true, note: 'New', nextBy: '' },
      },
    } as const
    expect(typedAgain(back, typed, now)).toEqual({
      kind: 'next-shift',
      words: 'One call waits\nBed manager rings at 19:00',
      items: {
        r1: { ticked: false, note: 'Her son too\nRing Dr Hale', nextBy: '18:00' },
        r2: { ticked: true, note: '', nextBy: '' },
        r9: typed.items.r9,
      },
    })
    expect(typedAgain(back, typedAgain(back, null, now), now).words).toBe(back.words)
  })
})

describe('who gives what', () => {
  it('goes back in the morning from whoever had the night', () => {
    expect([
      usualKind(['edt'], false),
      usualKind(['practice-consultant'], false),
      usualKind(['practice-consultant', 'edt'], false),
    ]).toEqual(['morning', 'out-of-hours', 'out-of-hours'])
  })

  it('stands on the timeline of the record with both names', () => {
    const row = {
      seq: 1,
      at,
      type: 'referral-handed-over',
      actorName: 'Kwame Boateng',
      personName: 'Jo Marsh',
      data: {},
    }
    expect(handoverWordsFor(row)).toMatchObject({ head: 'Handed over by Jo Marsh' })
    expect(handoverWordsFor({ ...row, type: 'record-printed' })).toBeNull()
  })
})
