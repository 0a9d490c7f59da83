import { describe, expect, it } from 'vitest'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { deskClosesAt, isClosing } from './deskHours.ts'
import {
  nextRungAt,
  orWhoeverLeads,
  refuseBackBy,
  rungAfterSign,
  rungAt,
  toldAt,
  type Climbing,
  type OnDuty,
} from './ladder.ts'

const backBy = instant('2026-11-12T20:00:00Z')
const after = (minutes: number) => addMinutes(backBy, minutes)
const watch = (over: Partial<Climbing> = {}): Climbing => ({ backBy, rung: 'in-time', helpAt: null, ...over })
const on = (name: string, shiftRole: OnDuty['shiftRole'], roles: OnDuty['roles'] = ['amhp']): OnDuty => ({
  personId: name as PersonId,
  name,
  shiftRole,
  roles,
})
const ewa = on('Ewa', 'duty')

describe('the ladder of a missed check-in', () => {
  it.each([
    [-1, 'in-time'],
    [0, 'own-phone'],
    [14, 'own-phone'],
    [15, 'buddy'],
    [30, 'desk'],
    [59, 'desk'],
    [60, 'police'],
    [600, 'police'],
  ])('%i minutes after the time to be back by, it is at %s', (minutes, rung) => {
    expect(rungAt(watch(), after(minutes))).toBe(rung)
  })

  it('never climbs down by itself, and rests at the top', () => {
    expect(rungAt(watch({ rung: 'desk' }), after(-30))).toBe('desk')
    expect(nextRungAt(watch({ rung: 'police' }))).toBeNull()
    expect(nextRungAt(watch())).toBe(backBy)
    expect(nextRungAt(watch({ rung: 'own-phone' }))).toBe(after(15))
  })

  it('tells the desk at once when help was called, and the manager five minutes later', () => {
    const called = watch({ helpAt: after(-90) })
    expect(rungAt(called, after(-90))).toBe('desk')
    expect(nextRungAt({ ...called, rung: 'desk' })).toBe(after(-85))
    expect(rungAt(watch({ helpAt: after(58) }), after(60))).toBe('police')
  })
})

describe('who is told', () => {
  const jo = on('Jo', 'practice-consultant', ['practice-consultant'])
  const ruth = on('Ruth', 'practice-consultant', ['manager'])
  const night = on('Nia', 'out-of-hours', ['edt'])
  const [dan, tom] = [on('Dan', 'duty'), on('Tom', 'second')]
  const told = (rung: Parameters<typeof toldAt>[0], people: readonly OnDuty[], handed = false) => {
    const found = toldAt(rung, people, ewa.personId, handed)
    return found.who === 'person' ? found.name : found.who
  }

  it('is the buddy, then the desk, then the manager, each of those on duty', () => {
    const everybody = [ewa, dan, tom, jo, ruth, night]
    expect([told('own-phone', everybody), told('buddy', everybody), told('desk', everybody)]).toEqual([
      'nobody',
      'Tom',
      'Jo',
    ])
    expect(told('police', everybody)).toBe('Ruth')
  })

  it('is the team outside the hub’s hours where nobody is at the desk, and after a handover', () => {
    expect([told('desk', [ewa]), told('police', [ewa]), told('buddy', [ewa])]).toEqual(Array(3).fill('out-of-hours'))
    expect(told('desk', [ewa, night])).toBe('Nia')
    expect(told('desk', [ewa, jo], true)).toBe('out-of-hours')
    expect(told('desk', [ewa, jo, night], true)).toBe('Nia')
  })

  it('is never the one who is missing', () => {
    expect(told('buddy', [ewa, jo])).toBe('Jo')
  })
})

it('is whoever leads, from the desk’s rung on, where nobody on duty can be told', () => {
  const [kit, ruth] = [on('Kit', 'duty', ['amhp-lead']), on('Ruth', 'duty', ['manager'])]
  const nobody = { who: 'out-of-hours' } as const
  const woken = (rung: Parameters<typeof orWhoeverLeads>[1], told: Parameters<typeof orWhoeverLeads>[0] = nobody) =>
    orWhoeverLeads(told, rung, [on('Jo', 'duty', ['practice-consultant']), kit, ruth], kit.personId)
  expect(woken('buddy')).toEqual(nobody)
  expect(woken('desk')).toEqual({ who: 'out-of-hours', lead: { personId: ruth.personId, name: 'Ruth' } })
  expect(woken('police', { who: 'person', personId: ewa.personId, name: 'Ewa' })).toMatchObject({ who: 'person' })
})

it('asks for a handover in the last half hour of the desk, and not where somebody follows', () => {
  const shift = (from: number, to: number) => ({ startsAt: after(from), endsAt: after(to) })
  expect(deskClosesAt([], after(0))).toBeNull()
  expect(deskClosesAt([shift(60, 120)], after(0))).toBeNull()
  expect(deskClosesAt([shift(-60, 20), shift(10, 120), shift(300, 400)], after(0))).toBe(after(120))
  expect([isClosing(after(31), after(0)), isClosing(after(30), after(0)), isClosing(after(0), after(0))]).toEqual([
    false,
    true,
    false,
  ])
})

it('leaves the ladder where it stands for a sign that comes too late to take it down', () => {
  const { rung, helpAt } = watch({ rung: 'desk' })
  expect(rungAfterSign({ rung, helpAt }, after(60), after(0))).toBe('in-time')
  expect(rungAfterSign({ rung, helpAt }, after(-20), after(0)), 'it comes down, and climbs anew').toBe('in-time')
  expect(rungAfterSign({ rung, helpAt }, after(-40), after(0))).toBe('desk')
  expect(rungAfterSign({ rung, helpAt: after(-1) }, after(60), after(0))).toBe('desk')
})

it('takes a sign of life as of when it was given', () => {
  const now = after(0)
  expect(refuseBackBy({ occurredAt: after(-90), backBy: after(-30) }, now)).toBeNull()
  expect(refuseBackBy({ occurredAt: now, backBy: now }, now)?.code).toBe('back-by-before-now')
  expect(refuseBackBy({ occurredAt: now, backBy: after(721) }, now)?.code).toBe('back-by-too-far')
  expect(refuseBackBy({ occurredAt: after(3), backBy: after(60) }, now)?.code).toBe('check-in-in-future')
})
