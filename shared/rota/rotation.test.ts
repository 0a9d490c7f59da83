import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, type PersonId } from '../kernel/ids.ts'
import { addDays, londonDay, mondayOf, weekdayOf, type LondonDay } from '../time/london.ts'
import { daysFrom } from './pattern.ts'
import { giveOwed, shareTurns, type InTurn, type OwesDuties } from './rotation.ts'

const id = (number: number): PersonId => personId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const person = (number: number, ...excludedWeekdays: number[]): InTurn => ({ personId: id(number), excludedWeekdays })
const monday = londonDay('2026-11-09')
const counts = (people: readonly InTurn[], days: readonly LondonDay[]) => {
  const turns = shareTurns(people, days)
  return people.map((one) => turns.filter(({ personId: who }) => who === one.personId).length)
}

describe('turns that go round', () => {
  it('go to each in turn while everybody can', () => {
    expect(counts([person(1), person(2), person(3)], daysFrom(monday, addDays(monday, 20)))).toEqual([7, 7, 7])
  })

  it('starve nobody whose excluded weekday keeps falling to them', () => {
    // Seven people and seven weekdays: a round robin that passes over would give somebody the same day for ever.
    const seven = [1, 2, 3, 4, 5, 6, 7].map((number) => person(number, number))
    expect(counts(seven, daysFrom(monday, addDays(monday, 48)))).toEqual([7, 7, 7, 7, 7, 7, 7])
    expect(counts([person(1, 6, 7), person(2, 6, 7), person(3)], daysFrom(monday, addDays(monday, 20)))).toEqual([
      7, 7, 7,
    ])
  })

  it('leave a day to nobody when nobody can', () => {
    const days = daysFrom(monday, addDays(monday, 6))
    expect(shareTurns([person(1, 7)], days).at(-1)).toEqual({ day: addDays(monday, 6), personId: null })
    expect(shareTurns([], days).every(({ personId: who }) => who === null)).toBe(true)
  })

  const anybody = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 5 })
  const group = fc
    .array(anybody, { minLength: 1, maxLength: 9 })
    .map((all) => all.map((off, index) => person(index + 1, ...off)))

  it('over a full cycle differ by at most one among people who can on the same days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
        (size, off) => {
          const people = Array.from({ length: size }, (_, index) => person(index + 1, ...off))
          const had = counts(people, daysFrom(monday, addDays(monday, size * 7 - 1)))
          expect(Math.max(...had) - Math.min(...had)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('are as even as they can be: nobody has two more than somebody who could take one of theirs, along any chain', () => {
    fc.assert(
      fc.property(group, fc.integer({ min: 7, max: 63 }), (people, length) => {
        const days = daysFrom(monday, addDays(monday, length - 1))
        const turns = shareTurns(people, days)
        const had = (who: PersonId) => turns.filter((one) => one.personId === who).length
        for (const from of people) {
          // Everybody whom a turn of theirs could reach by being passed on.
          const reached = new Set([from.personId])
          for (let grown = -1; grown !== reached.size;) {
            grown = reached.size
            for (const { day, personId: holder } of turns)
              if (holder !== null && reached.has(holder))
                for (const one of people) if (!one.excludedWeekdays.includes(weekdayOf(day))) reached.add(one.personId)
          }
          for (const to of reached) expect(had(from.personId) - had(to)).toBeLessThanOrEqual(1)
        }
        for (const { day, personId: holder } of turns) {
          const able = people.filter(({ excludedWeekdays }) => !excludedWeekdays.includes(weekdayOf(day)))
          expect(holder === null).toBe(able.length === 0)
          if (holder !== null) expect(able.map((one) => one.personId)).toContain(holder)
        }
      }),
      { numRuns: 60 },
    )
  })
})

const owes = (number: number, owedAWeek: number, ...excludedWeekdays: number[]): OwesDuties => ({
  ...person(number, ...excludedWeekdays),
  owedAWeek,
})
const weekdaysOnly = (wanted: number) => (day: LondonDay) => (weekdayOf(day) <= 5 ? wanted : 0)

describe('duty days that part-timers owe', () => {
  const days = daysFrom(monday, addDays(monday, 34))

  it('are one a week each, and the weekdays go round', () => {
    const people = [1, 2, 3, 4, 5].map((number) => owes(number, 1))
    const { duties, notGiven } = giveOwed(people, days, weekdaysOnly(1))
    expect(notGiven).toEqual([])
    for (const one of people) {
      const own = duties.filter(({ personId: who }) => who === one.personId)
      expect(own.map(({ day }) => mondayOf(day)).toSorted()).toEqual(
        [0, 1, 2, 3, 4].map((week) => addDays(monday, week * 7)),
      )
      expect(new Set(own.map(({ day }) => weekdayOf(day)))).toEqual(new Set([1, 2, 3, 4, 5]))
    }
  })

  it('leave off weeks and excluded weekdays alone, and say what found no day', () => {
    const off = { ...owes(1, 1), offWeeks: [addDays(monday, 7)] }
    const never = owes(2, 1, 1, 2, 3, 4, 5)
    const { duties, notGiven } = giveOwed([off, never], days, weekdaysOnly(1))
    expect(duties.map(({ day }) => mondayOf(day))).toEqual([0, 2, 3, 4].map((week) => addDays(monday, week * 7)))
    expect(notGiven).toHaveLength(5)
    expect(notGiven[0]).toEqual({ monday, personId: id(2), days: 1 })
  })

  it('make room for somebody who has no other day', () => {
    const { duties } = giveOwed([owes(1, 1), owes(2, 1, 2, 3, 4, 5)], daysFrom(monday, addDays(monday, 6)), (day) =>
      weekdayOf(day) <= 2 ? 1 : 0,
    )
    expect(duties).toEqual([
      { day: monday, personId: id(2) },
      { day: addDays(monday, 1), personId: id(1) },
    ])
  })

  it('are never more than owed, never on a day that somebody cannot, and fill as many places as any sharing could', () => {
    const one = fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 2 }), (list, wanted) => {
        const people = list.map(([owed, off], index) => owes(index + 1, owed, ...off))
        const { duties } = giveOwed(people, daysFrom(monday, addDays(monday, 6)), weekdaysOnly(wanted))
        for (const { personId: who, owedAWeek, excludedWeekdays } of people) {
          const own = duties.filter((duty) => duty.personId === who).map(({ day }) => weekdayOf(day))
          expect(own.length).toBeLessThanOrEqual(owedAWeek)
          expect(new Set(own).size).toBe(own.length)
          expect(own.some((weekday) => excludedWeekdays.includes(weekday) || weekday > 5)).toBe(false)
        }
        const filled = [1, 2, 3, 4, 5].reduce(
          (sum, weekday) => sum + Math.min(wanted, duties.filter(({ day }) => weekdayOf(day) === weekday).length),
          0,
        )
        expect(filled).toBe(mostPlaces(people, wanted))
      }),
      { numRuns: 80 },
    )
  })
})

/** The most places that any sharing fills: every one tried. */
function mostPlaces(
  people: readonly OwesDuties[],
  wanted: number,
  left: readonly number[] = [1, 2, 3, 4, 5].map(() => wanted),
): number {
  const [first, ...others] = people
  if (!first) return 0
  const can = [1, 2, 3, 4, 5].filter(
    (weekday) => !first.excludedWeekdays.includes(weekday) && (left[weekday - 1] ?? 0) > 0,
  )
  let most = mostPlaces(others, wanted, left)
  const choose = (from: number, chosen: readonly number[]): void => {
    if (chosen.length > 0) {
      const after = left.map((count, index) => count - (chosen.includes(index + 1) ? 1 : 0))
      most = Math.max(most, chosen.length + mostPlaces(others, wanted, after))
    }
    if (chosen.length === first.owedAWeek) return
    for (let index = from; index < can.length; index++) choose(index + 1, [...chosen, can[index] ?? 0])
  }
  choose(0, [])
  return most
}
