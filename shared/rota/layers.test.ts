import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, type PersonId } from '../kernel/ids.ts'
import { addDays, clockTime, londonDay } from '../time/london.ts'
import { effectiveRota, type HandedOver, type LayersAsked } from './layers.ts'
import { turnsBetween, type DayTurn, type Pattern } from './pattern.ts'

const id = (number: number): PersonId => personId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const [ewa, dan, liam] = [id(1), id(2), id(3)]
const thursday = londonDay('2026-11-12')
const early = { startsAt: clockTime('08:30'), endsAt: clockTime('16:30'), role: 'duty' as const }
const late = { startsAt: clockTime('12:30'), endsAt: clockTime('20:30'), role: 'duty' as const }
const planned = (who: PersonId, times = early, day = thursday, turn = 0): DayTurn => ({
  ...times,
  personId: who,
  day,
  turn,
})
const over = (from: PersonId, to: PersonId, day = thursday): HandedOver => ({
  key: { personId: from, day, turn: 0 },
  toPersonId: to,
})
const rota = (asked: Partial<LayersAsked>) =>
  effectiveRota({ pattern: [], exceptions: [], swaps: [], covers: [], ...asked })
const short = (asked: Partial<LayersAsked>) =>
  rota(asked).turns.map(({ personId: who, startsAt, layer, plannedFor }) => [who, startsAt, layer, plannedFor])

describe('the layers of a rota', () => {
  const pattern = [planned(ewa), planned(dan, late)]

  it('lie over each other: cover over swap over exception over pattern', () => {
    expect(short({ pattern })).toEqual([
      [ewa, '08:30', 'pattern', ewa],
      [dan, '12:30', 'pattern', dan],
    ])
    const exceptions = [{ personId: ewa, day: thursday, turns: [late] }]
    expect(short({ pattern, exceptions })[0]).toEqual([ewa, '12:30', 'exception', ewa])
    const swaps = [over(ewa, liam)]
    expect(short({ pattern, exceptions, swaps })[0]).toEqual([liam, '12:30', 'swap', ewa])
    expect(short({ pattern, exceptions, swaps, covers: [over(ewa, id(9))] })[0]).toEqual([id(9), '12:30', 'cover', ewa])
  })

  it('take a day off with an exception without turns', () => {
    expect(short({ pattern, exceptions: [{ personId: ewa, day: thursday, turns: [] }] })).toEqual([
      [dan, '12:30', 'pattern', dan],
    ])
  })

  it('let a swap follow its turn when the times change, and say when the turn has gone', () => {
    const swaps = [over(ewa, liam)]
    expect(short({ pattern: [planned(ewa, late)], swaps })).toEqual([[liam, '12:30', 'swap', ewa]])
    const without = rota({ pattern: [planned(dan)], swaps })
    expect(without.turns.map(({ personId: who }) => who)).toEqual([dan])
    expect(without.loose).toEqual([{ ...over(ewa, liam), layer: 'swap' }])
  })

  it('keep every exception through any change of the pattern', () => {
    const weeks = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }), {
      minLength: 1,
      maxLength: 5,
    })
    const madeOf = (days: readonly (readonly number[])[]): Pattern => ({
      weeks: days.map((ones) => ones.map((weekday) => ({ ...early, weekday }))),
    })
    fc.assert(
      fc.property(
        weeks,
        weeks,
        fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { maxLength: 8 }),
        (before, after, days) => {
          const exceptions = days.map((at) => ({
            personId: ewa,
            day: addDays(thursday, at),
            turns: at % 2 === 0 ? [late] : [],
          }))
          const place = { personId: ewa, firstDay: thursday, lastDay: null, offsetWeeks: 0 }
          const both = [before, after].map((one) =>
            rota({
              pattern: turnsBetween([{ pattern: madeOf(one), place }], thursday, addDays(thursday, 27)),
              exceptions,
            }),
          )
          for (const { turns } of both)
            for (const { day, turns: own } of exceptions)
              expect(turns.filter((turn) => turn.day === day).map(({ startsAt }) => startsAt)).toEqual(
                own.map(({ startsAt }) => startsAt),
              )
        },
      ),
    )
  })

  it('neither lose nor double a turn, whatever is swapped and covered', () => {
    const anybody = fc.integer({ min: 1, max: 5 }).map(id)
    const handed = fc.array(
      fc.tuple(anybody, anybody).map(([from, to]) => over(from, to)),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(fc.uniqueArray(anybody, { maxLength: 5 }), handed, handed, (people, swaps, covers) => {
        const found = rota({ pattern: people.map((who) => planned(who)), swaps, covers })
        expect(found.turns.map(({ plannedFor }) => plannedFor).toSorted()).toEqual([...people].toSorted())
        const known = new Set(people)
        expect(found.loose).toHaveLength([...swaps, ...covers].filter(({ key }) => !known.has(key.personId)).length)
      }),
    )
  })
})
