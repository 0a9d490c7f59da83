import { describe, expect, it } from 'vitest'
import type { PlanningStart } from '#shared/planner/contract.ts'
import type { ShiftTemplateId } from '#shared/kernel/ids.ts'
import type { ClockTime } from '#shared/time/london.ts'
import { movedTo, startMinutes } from './patternEntry.ts'
import { patternNeeds } from './patternNeeds.ts'
import {
  clockOf,
  clockTyped,
  comparedWords,
  differenceWords,
  figure,
  leastOpenWords,
  peopleTyped,
  spanOf,
} from './planWords.ts'

describe('figures of a plan', () => {
  it('are in hours or in numbers, no finer than they are known', () => {
    expect(figure('toilMinutes', 1146)).toBe('19h')
    expect(figure('toilMinutes', 420)).toBe('7.0h')
    expect(spanOf('late', { mean: 10, low: 8.61, high: 11.9 })).toBe('8.6 to 12')
  })

  it('are said to differ only when chance does not make them', () => {
    expect(differenceWords('toilMinutes', { mean: -420, low: -560, high: -300 })).toBe('7.0h less (5.0h to 9.3h less)')
    expect(differenceWords('late', { mean: 2, low: 1, high: 3 })).toBe('2.0 more (1.0 to 3.0 more)')
    expect(differenceWords('late', { mean: 0.2, low: -1, high: 1.5 })).toBe('no clear difference (−1.0 to +1.5)')
    expect(differenceWords('callIns', { mean: 0, low: 0, high: 0 })).toBe('the same')
  })

  it('are typed as people type them', () => {
    expect(['8:30', '08.30', '0830', '24:00', '8', 'x'].map(clockTyped)).toEqual([
      '08:30',
      '08:30',
      '08:30',
      '',
      '',
      '',
    ])
    expect(['3', ' 0 ', '21', '', '-1'].map(peopleTyped)).toEqual([3, 0, null, null, null])
    expect(clockOf(1320)).toBe('22:00')
  })
})

describe('what was proved', () => {
  it('is said as sure as it is', () => {
    expect(leastOpenWords(null, 0)).toContain('cannot all be kept')
    expect(leastOpenWords(0, 0)).toBe('Everything is covered.')
    expect(leastOpenWords(0, 2)).toContain('may be a rota that covers more')
    expect(leastOpenWords(3, 3)).toContain('at least 3 duties stay open')
    expect(leastOpenWords(1, 3)).toContain('up to 2 more may be possible')
    const owed = (count: number) => [{ words: 'Owed duties not given', count }]
    expect(comparedWords({ open: 3, notMet: owed(1) }, { open: 1, notMet: [] })).toEqual([
      'Duties that nobody is on: 1, before 3',
      'Owed duties not given: 0, before 1',
    ])
  })
})

describe('a pattern that was tried', () => {
  const need = (
    name: string,
    [startsAt, endsAt]: readonly [string, string],
    role: PlanningStart['needs'][number]['role'],
  ): PlanningStart['needs'][number] => ({
    templateId: name as ShiftTemplateId,
    name,
    startsAt: startsAt as ClockTime,
    endsAt: endsAt as ClockTime,
    role,
    weekday: 2,
    weekend: 1,
  })
  it('becomes numbers of the service’s own shifts; desks keep theirs, and what has no shift is said', () => {
    const needs = [
      need('Early', ['08:00', '16:00'], 'duty'),
      need('Late', ['15:00', '23:00'], 'duty'),
      need('Desk', ['08:00', '16:00'], 'practice-consultant'),
      need('Night', ['22:00', '08:00'], 'out-of-hours'),
    ]
    const start = (from: number, to: number, people: number, outOfHours = false) => ({
      start: from,
      end: to,
      people,
      outOfHours,
    })
    const tried = {
      weekdays: [start(480, 960, 4), start(660, 1140, 2), start(1320, 480, 1, true)],
      weekends: [start(900, 1380, 3)],
    }
    const found = patternNeeds(needs, tried)
    expect(found.needs.map(({ weekday, weekend }) => [weekday, weekend])).toEqual([
      [4, 0],
      [0, 3],
      [2, 1],
      [1, 0],
    ])
    expect(found.without).toEqual(['11:00 to 19:00, 2 people'])
  })
})

describe('a start that is moved along the day', () => {
  const row = { key: 1, startsAt: '16:00', endsAt: '0:30', people: '2', outOfHours: false }
  it('takes its end with it, also over midnight', () => {
    expect(startMinutes(row)).toBe(960)
    expect(movedTo(row, 930)).toEqual({ startsAt: '15:30', endsAt: '00:00' })
    expect(movedTo({ ...row, startsAt: '08:00', endsAt: '16:00' }, 510)).toEqual({ startsAt: '08:30', endsAt: '16:30' })
  })
  it('cannot be moved while a time of it cannot be read', () => {
    expect(startMinutes({ ...row, startsAt: 'x' })).toBeNull()
    expect(startMinutes({ ...row, endsAt: '' })).toBeNull()
  })
})
