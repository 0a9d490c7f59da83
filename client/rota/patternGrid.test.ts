import { describe, expect, it } from 'vitest'
import { shiftTemplateId } from '#shared/kernel/ids.ts'
import { clockTime } from '#shared/time/london.ts'
import { chosenOn, OFF, turnChoices, withChoice } from './patternGrid.ts'

const early = { startsAt: clockTime('08:30'), endsAt: clockTime('16:30'), role: 'duty' as const }
const late = { startsAt: clockTime('12:30'), endsAt: clockTime('20:30'), role: 'duty' as const }
const template = (retired = false) => ({
  ...early,
  id: shiftTemplateId.parse('00000000-0000-4000-8000-000000000001'),
  name: 'Early',
  breakMinutes: 30,
  placeId: null,
  placeName: null,
  retired,
  version: 1,
})

describe('a week of a pattern', () => {
  it('offers the templates in use and what the pattern has, each once', () => {
    const weeks = [
      [
        { weekday: 1, ...early },
        { weekday: 2, ...late },
      ],
    ]
    expect(turnChoices([template()], weeks).map(({ label }) => label)).toEqual(['08:30–16:30 Early', '12:30–20:30'])
    expect(turnChoices([template(true)], [[]])).toEqual([])
  })

  it('is changed day by day', () => {
    const week = withChoice(withChoice([], 3, '12:30 20:30 duty'), 1, '08:30 16:30 duty')
    expect(week).toEqual([
      { weekday: 1, ...early },
      { weekday: 3, ...late },
    ])
    expect(chosenOn(week, 3)).toBe('12:30 20:30 duty')
    expect(chosenOn(withChoice(week, 3, OFF), 3)).toBe(OFF)
  })
})
