import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { councilId, personId, shiftId, type PersonId } from '../kernel/ids.ts'
import { addMinutes } from '../time/instant.ts'
import { clockTime, clockTimeOf, londonDay, type LondonDay } from '../time/london.ts'
import type { ShiftPlan } from './changes.ts'
import { checkLeaveDays, whatLeaveBreaks } from './leave.ts'
import { checkTaking, splitShift, stateOnTaking } from './offers.ts'
import { planningWords } from './planningWords.ts'
import { shiftSpan } from './shiftTemplate.ts'
import { takingWords } from './words.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const who = (number: number): PersonId => personId.parse(id(number))
const plan = (
  person: number,
  day: string,
  from = '08:30',
  to = '16:30',
  role: ShiftPlan['role'] = 'duty',
): ShiftPlan => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  return { personId: who(person), day: londonDay(day), startsAt: start, endsAt: end, role }
}
const council = councilId.parse(id(9))
const standing = {
  approvals: [{ firstDay: londonDay('2024-01-01'), lastDay: londonDay('2026-11-19') }],
  actingFor: [{ councilId: council, firstDay: londonDay('2024-01-01'), lastDay: null }],
  suspensions: [],
}

describe('a shift that goes to a colleague', () => {
  const late = plan(1, '2026-11-18', '12:30', '20:30')
  const at = (clock: string) =>
    shiftSpan({ startsAt: clockTime(clock), endsAt: clockTime('23:00') }, londonDay('2026-11-18')).start
  const part = (from: string, to: string) => splitShift(late, { start: at(from), end: at(to) })

  it('is cut where it is given away, with half an hour at least in each piece', () => {
    expect(part('18:00', '20:30')).toMatchObject({
      ok: true,
      value: { kept: [{ start: at('12:30'), end: at('18:00') }] },
    })
    expect(part('14:00', '16:00')).toMatchObject({
      ok: true,
      value: { kept: [{ end: at('14:00') }, { start: at('16:00') }] },
    })
    for (const [from, to] of [
      ['12:30', '20:30'],
      ['12:45', '20:30'],
      ['18:00', '18:20'],
      ['20:00', '21:00'],
      ['16:00', '14:00'],
    ] as const)
      expect(part(from, to).ok).toBe(false)
  })

  it('no minute of it is lost or doubled', () => {
    const minute = fc.integer({ min: 0, max: 480 })
    fc.assert(
      fc.property(minute, minute, (from, to) => {
        const split = splitShift(late, { start: addMinutes(late.startsAt, from), end: addMinutes(late.startsAt, to) })
        if (!split.ok) return
        const pieces = [split.value.given, ...split.value.kept].toSorted((a, b) => (a.start < b.start ? -1 : 1))
        expect([pieces[0]?.start, pieces.at(-1)?.end]).toEqual([late.startsAt, late.endsAt])
        for (const [index, piece] of pieces.slice(1).entries()) expect(piece.start).toBe(pieces[index]?.end)
      }),
    )
  })

  it('needs an approval to its end, free time, and a decision where rest is short', () => {
    const shift = { ...late, id: shiftId.parse(id(7)) }
    const taker = (plans: readonly ShiftPlan[], roles: readonly ['amhp'] | readonly ['manager'] = ['amhp']) => {
      const others = plans.map((one, index) => ({ ...one, id: shiftId.parse(id(20 + index)) }))
      const standingOf = roles[0] === 'amhp' ? standing : null
      return { personId: who(2), roles, standing: standingOf, others, work: others, daysAway: [] as LondonDay[] }
    }
    expect(checkTaking(taker([]), shift)).toMatchObject({ ok: true, value: { conflicts: [], away: null } })
    const away = checkTaking({ ...taker([]), daysAway: [londonDay('2026-11-18')] }, shift)
    expect(away.ok && takingWords('Dan Okoro', away.value)).toEqual(['Dan Okoro is away on Wed 18 November.'])
    expect(checkTaking(taker([], ['manager']), shift)).toMatchObject({ refusal: { code: 'not-approved' } })
    expect(checkTaking(taker([plan(2, '2026-11-18', '20:00', '23:00')]), shift)).toMatchObject({
      refusal: { code: 'shifts-overlap' },
    })
    const short = checkTaking(taker([plan(2, '2026-11-19', '06:30', '12:00')]), shift)
    expect(short).toMatchObject({ ok: true, value: { conflicts: [{ rest: 600 }] } })
    // What they worked beside their shifts, and for somebody else, is work as well.
    const elsewhere = {
      id: 'elsewhere',
      personId: who(2),
      startsAt: addMinutes(shift.endsAt, 480),
      endsAt: addMinutes(shift.endsAt, 900),
      whose: 'another' as const,
    }
    const busy = checkTaking({ ...taker([]), work: [elsewhere] }, shift)
    expect(busy.ok && takingWords('Dan Okoro', busy.value)).toEqual([
      expect.stringMatching(/^Dan Okoro would have 8h of rest: one shift ends .*, other work starts /u),
    ])
    expect([
      stateOnTaking('none', [], false),
      stateOnTaking('told', [1], false),
      stateOnTaking('approved', [], false),
      stateOnTaking('approved', [1], true),
      stateOnTaking('none', [], false, false),
      stateOnTaking('none', [], true, false),
    ]).toEqual(['agreed', 'waiting', 'waiting', 'agreed', 'waiting', 'agreed'])
  })
})

describe('leave', () => {
  it('says which shifts it breaks and which cover, and the night before is still theirs', () => {
    const shift = (number: number, one: ShiftPlan) => ({ ...one, id: shiftId.parse(id(number)) })
    const shifts = [
      shift(1, plan(1, '2026-11-17', '22:00', '08:00')),
      shift(2, plan(1, '2026-11-18')),
      shift(3, plan(2, '2026-11-18', '12:30', '20:30')),
    ]
    const needs = [
      {
        role: 'duty' as const,
        days: ['3' as const],
        startsAt: clockTime('08:30'),
        endsAt: clockTime('20:30'),
        minimum: 1,
        councilId: null,
        homeTeam: null,
        firstDay: null,
        lastDay: null,
        firm: false,
      },
    ]
    const broken = whatLeaveBreaks(
      { personId: who(1), firstDay: londonDay('2026-11-18'), lastDay: londonDay('2026-11-19') },
      shifts,
      needs,
    )
    expect(broken.shifts.map((one) => one.id)).toEqual([id(2)])
    expect(broken.gaps.map(({ start, end }) => [clockTimeOf(start), clockTimeOf(end)])).toEqual([['08:30', '12:30']])
  })
  it('also breaks a minimum that began the evening before, and none that somebody never filled', () => {
    const early = { ...plan(1, '2026-11-18', '04:00', '12:00'), id: shiftId.parse(id(1)) }
    const night = {
      role: 'duty' as const,
      days: ['2' as const],
      startsAt: clockTime('22:00'),
      endsAt: clockTime('06:00'),
      minimum: 1,
      councilId: null,
      homeTeam: null,
      firstDay: null,
      lastDay: null,
      firm: false,
    }
    const asked = { personId: who(1), firstDay: londonDay('2026-11-18'), lastDay: londonDay('2026-11-18') }
    const { gaps } = whatLeaveBreaks(asked, [early], [night])
    expect(gaps.map(({ start, end }) => [clockTimeOf(start), clockTimeOf(end)])).toEqual([['22:00', '06:00']])
    expect(whatLeaveBreaks(asked, [early], [night], () => false).gaps).toEqual([])
  })
  it('has a first and a last day, and half a year at most', () => {
    expect(checkLeaveDays(londonDay('2026-11-18'), londonDay('2026-11-18'))).toEqual({ ok: true, value: 1 })
    expect(checkLeaveDays(londonDay('2026-11-18'), londonDay('2026-11-17'))).toMatchObject({
      refusal: { code: 'leave-ends-before-it-starts' },
    })
    expect(checkLeaveDays(londonDay('2026-01-01'), londonDay('2026-12-31'))).toMatchObject({
      refusal: { code: 'leave-too-long' },
    })
  })
})

it('every refusal is a sentence', () => {
  const codesOf = [
    'nothing-to-publish',
    'draft-not-found',
    'notice-not-found',
    'exception-not-found',
    'pattern-not-found',
    'place-not-found',
    'need-not-found',
    'offer-not-found',
    'shift-offered-already',
    'own-offer',
    'not-meant-for-you',
    'leave-not-found',
    'own-leave',
    'call-in-not-found',
    'call-in-closed',
    'import-not-found',
    'nothing-to-import',
  ] as const
  for (const code of codesOf) expect(planningWords({ code })).toMatch(/\.$/)
})
