import { describe, expect, it } from 'vitest'
import { personId, sharedDutyId, type PersonId } from '../kernel/ids.ts'
import { addDays, clockTime, londonDay, mondayOf, weekdayOf } from '../time/london.ts'
import { daysFrom } from './pattern.ts'
import { isAmong, isExcluded, turnsOfDuty, type DutySharer, type SharedDuty, type SharingAsked } from './sharedDuty.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const who = (number: number): PersonId => personId.parse(id(number))
const sharer = (number: number, changes: Partial<DutySharer> = {}): DutySharer => ({
  personId: who(number),
  excludedDays: [],
  owedAWeek: 1,
  everyWeeks: 1,
  ...changes,
})
const duty = (changes: Partial<SharedDuty> = {}): SharedDuty => ({
  id: sharedDutyId.parse(id(900)),
  name: 'Saturday late',
  how: 'in-turn',
  days: ['6'],
  startsAt: clockTime('12:00'),
  endsAt: clockTime('20:00'),
  role: 'duty',
  firstDay: londonDay('2026-11-02'),
  lastDay: null,
  people: [sharer(1), sharer(2), sharer(3)],
  ...changes,
})
const ask = (changes: Partial<SharingAsked> = {}): SharingAsked => ({
  duty: duty(),
  firstDay: londonDay('2026-11-02'),
  lastDay: londonDay('2026-11-29'),
  cannot: () => false,
  held: [],
  wanted: () => 0,
  ...changes,
})
const counts = (given: readonly { readonly personId: PersonId }[]): readonly number[] => {
  const had = new Map<PersonId, number>()
  for (const one of given) had.set(one.personId, (had.get(one.personId) ?? 0) + 1)
  return [...had.values()].toSorted((a, b) => a - b)
}

describe('the days of a shared duty', () => {
  it('hold bank holidays only when they say so, and excluded days always hold', () => {
    const christmas = londonDay('2026-12-25')
    expect(weekdayOf(christmas)).toBe(5)
    expect(isAmong(['5'], christmas)).toBe(false)
    expect(isAmong(['bank-holiday'], christmas)).toBe(true)
    expect(isExcluded(['5'], christmas)).toBe(true)
    expect(isExcluded(['bank-holiday'], christmas)).toBe(true)
    expect(isExcluded(['bank-holiday'], londonDay('2026-12-24'))).toBe(false)
  })
})

describe('a duty that goes round', () => {
  it('comes to everybody once in a cycle, and a part of the cycle is as the whole of it', () => {
    const whole = turnsOfDuty(ask({ lastDay: londonDay('2027-01-03') })).given
    expect(counts(whole)).toEqual([3, 3, 3])
    const part = turnsOfDuty(ask({ firstDay: londonDay('2026-11-16'), lastDay: londonDay('2026-11-29') })).given
    expect(part).toEqual(whole.filter(({ day }) => day >= '2026-11-16' && day <= '2026-11-29'))
  })

  it('differs by at most one over full cycles also when weekdays are excluded, daily and weekly', () => {
    let tried = 0
    for (const people of [2, 3, 5, 7]) {
      for (const excluded of [['1'], ['5'], ['1', '5'], ['6', '7']] as const) {
        const sharers = Array.from({ length: people }, (_, at) =>
          sharer(at + 1, { excludedDays: at === 0 ? excluded : [] }),
        )
        const daily = duty({ days: ['1', '2', '3', '4', '5', '6', '7', 'bank-holiday'], people: sharers })
        const firstDay = daily.firstDay
        const given = turnsOfDuty(ask({ duty: daily, lastDay: addDays(firstDay, people * 7 * 2 - 1) })).given
        expect(given.every(({ personId: one, day }) => one !== who(1) || !isExcluded(excluded, day))).toBe(true)
        const [least, most] = [counts(given)[0] ?? 0, counts(given).at(-1) ?? 0]
        expect(most - least, `${people} people without ${excluded.join(' and ')}`).toBeLessThanOrEqual(2)
        const cycle = turnsOfDuty(ask({ duty: daily, lastDay: addDays(firstDay, people * 7 - 1) })).given
        expect((counts(cycle).at(-1) ?? 0) - (counts(cycle)[0] ?? 0)).toBeLessThanOrEqual(1)
        tried += 1
      }
    }
    console.info(`shared duties: ${tried} sets of people and excluded weekdays`)
  })

  it('stays with whoever has it, passes over who cannot, and says when nobody can', () => {
    const held = [{ day: londonDay('2026-11-07'), personId: who(3) }]
    const given = turnsOfDuty(ask({ held })).given
    expect(given[0]).toEqual(held[0])
    const cannot = (one: PersonId, day: string): boolean =>
      day === '2026-11-14' || (one === who(3) && day === '2026-11-07')
    const answer = turnsOfDuty(ask({ held, cannot }))
    expect(answer.given.map(({ day }) => day)).not.toContain('2026-11-14')
    expect(answer.nobody).toEqual(['2026-11-14'])
    expect(answer.given[0]?.personId).not.toBe(who(3))
  })

  it('begins and ends on its days', () => {
    const short = duty({ firstDay: londonDay('2026-11-10'), lastDay: londonDay('2026-11-21') })
    expect(turnsOfDuty(ask({ duty: short })).given.map(({ day }) => day)).toEqual(['2026-11-14', '2026-11-21'])
    expect(turnsOfDuty(ask({ duty: duty({ people: [] }) })).given).toEqual([])
  })
})

describe('a duty that is owed', () => {
  const weekdays = duty({ how: 'owed', days: ['1', '2', '3', '4', '5'] })
  const perWeek = (given: readonly { readonly day: ReturnType<typeof londonDay> }[]) =>
    counts(given.map(({ day }) => ({ personId: mondayOf(day) as unknown as PersonId })))

  it('is so many days a week each, spread over the days, never on a day that they cannot', () => {
    const people = [sharer(1, { excludedDays: ['1', '5'] }), sharer(2), sharer(3, { owedAWeek: 2 })]
    const { given, notGiven } = turnsOfDuty(ask({ duty: { ...weekdays, people }, wanted: () => 1 }))
    expect(perWeek(given)).toEqual([4, 4, 4, 4])
    expect(notGiven).toEqual([])
    expect(given.filter(({ personId: one }) => one === who(1)).some(({ day }) => [1, 5].includes(weekdayOf(day)))).toBe(
      false,
    )
    const week = given.filter(({ day }) => day < '2026-11-09').map(({ day }) => day)
    expect(new Set(week).size).toBe(4)
  })

  it('is owed every second week by who has off weeks', () => {
    const people = [sharer(1, { everyWeeks: 2 })]
    const { given } = turnsOfDuty(ask({ duty: { ...weekdays, people } }))
    expect(given.map(({ day }) => mondayOf(day))).toEqual(['2026-11-02', '2026-11-16'])
  })

  it('moves nobody when it is built again, and says what could not be given', () => {
    const people = [sharer(1), sharer(2)]
    const first = turnsOfDuty(ask({ duty: { ...weekdays, people } })).given
    const again = turnsOfDuty(
      ask({ duty: { ...weekdays, people }, firstDay: londonDay('2026-11-16'), held: first, wanted: () => 3 }),
    ).given
    const order = (list: typeof again) => list.map(({ day, personId: one }) => `${day} ${one}`).toSorted()
    expect(order(again)).toEqual(order(first.filter(({ day }) => day >= '2026-11-16')))
    const nowhere = turnsOfDuty(ask({ duty: { ...weekdays, people }, cannot: (one) => one === who(2) }))
    expect(nowhere.notGiven).toHaveLength(4)
    expect(daysFrom(londonDay('2026-11-02'), londonDay('2026-11-29'))).toHaveLength(28)
  })
})
