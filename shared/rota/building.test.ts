import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, shiftId, type PersonId } from '../kernel/ids.ts'
import { addDays, clockTime, londonDay, type LondonDay } from '../time/london.ts'
import { buildOf, changesOfBuild, leftWords, type MovedTurn, type ShiftThere } from './building.ts'
import { changeWords } from './changes.ts'
import type { EffectiveTurn, Layer } from './layers.ts'
import { shiftSpan } from './shiftTemplate.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const who = (number: number): PersonId => personId.parse(id(number))
const monday = londonDay('2026-11-16')
const turn = (
  person: number,
  day: LondonDay = monday,
  from = '08:30',
  to = '16:30',
  layer: Layer = 'pattern',
): EffectiveTurn => ({
  personId: who(person),
  plannedFor: who(person),
  day,
  turn: 0,
  startsAt: clockTime(from),
  endsAt: clockTime(to),
  role: 'duty',
  layer,
})
let made = 100
const there = (one: EffectiveTurn, changes: Partial<ShiftThere> = {}): ShiftThere => {
  const { start, end } = shiftSpan(one, one.day)
  const { personId: person, day, role, layer } = one
  return {
    id: shiftId.parse(id((made += 1))),
    personId: person,
    day,
    startsAt: start,
    endsAt: end,
    role,
    layer,
    plannedFor: null,
    turnStartsAt: null,
    ...changes,
  }
}
const build = (
  turns: readonly EffectiveTurn[],
  shifts: readonly ShiftThere[],
  away: readonly number[] = [],
  exception = false,
  decided: readonly ShiftThere[] = [],
  ended: readonly EffectiveTurn[] = [],
  moved: readonly MovedTurn[] = [],
) =>
  buildOf({
    moved,
    ended,
    turns,
    there: shifts,
    decided,
    isAway: (person) => away.some((one) => who(one) === person),
    isException: () => exception,
  })
const words = (...asked: Parameters<typeof build>) =>
  changesOfBuild(build(...asked), () => shiftId.parse(id(1))).map((change) =>
    changeWords(change, (person) => `P${Number(person.slice(-3))}`),
  )

describe('building weeks from patterns', () => {
  it('puts on what is missing and leaves what is there', () => {
    const on = there(turn(1))
    expect(build([turn(1), turn(2)], [on])).toMatchObject({ same: 1, takeOff: [], left: [] })
    expect(words([turn(1), turn(2)], [on])).toEqual(['P2 is put on Mon 16 November 08:30–16:30.'])
  })

  it('puts nothing back that was moved or taken off by hand in the draft', () => {
    expect(build([turn(1)], [], [], false, [there(turn(1))])).toMatchObject({ put: [], left: [], same: 1 })
    expect(build([turn(2)], [], [], false, [there(turn(1))]).put).toHaveLength(1)
  })

  it('moves what an earlier pattern put there, and takes off what no pattern has', () => {
    const early = there(turn(1))
    expect(words([turn(1, monday, '12:30', '20:30')], [early])).toEqual([
      'P1 moves from Mon 16 November 08:30–16:30 to 12:30–20:30.',
    ])
    expect(words([], [early])).toEqual(['P1 is taken off Mon 16 November 08:30–16:30.'])
  })

  it('never touches what was planned by hand, swapped or covered', () => {
    const byHand = there(turn(1, monday, '10:00', '18:00', 'exception'))
    const answer = build([turn(1)], [byHand])
    expect(answer).toMatchObject({ put: [], takeOff: [], same: 0, left: [{ why: 'by-hand' }] })
    expect(leftWords(answer.left[0] ?? { turn: turn(1), why: 'away' }, () => 'Ewa')).toBe(
      'Ewa, Mon 16 November 08:30–16:30: left out, somebody planned that day by hand, and that stays.',
    )
    const swapped = there(turn(1), { personId: who(2), plannedFor: who(1), layer: 'swap' })
    expect(build([turn(1)], [swapped])).toMatchObject({ put: [], takeOff: [], same: 1 })
    expect(build([], [swapped])).toMatchObject({ put: [], takeOff: [] })
    expect(build([turn(1), turn(2)], [swapped])).toMatchObject({ same: 1, left: [{ why: 'over-another' }] })
  })

  it('lets an exception take the place of both, and a day off take a turn away', () => {
    const byHand = there(turn(1, monday, '10:00', '18:00', 'exception'))
    expect(words([turn(1, monday, '12:30', '20:30', 'exception')], [byHand], [], true)).toEqual([
      'P1 moves from Mon 16 November 10:00–18:00 to 12:30–20:30.',
    ])
    expect(words([], [there(turn(1))], [], true)).toEqual(['P1 is taken off Mon 16 November 08:30–16:30.'])
  })

  it('takes off by an exception “off” what an earlier exception or a hand put there', () => {
    const byHand = there(turn(1, monday, '10:00', '18:00', 'exception'))
    expect(words([], [byHand], [], true)).toEqual(['P1 is taken off Mon 16 November 10:00–18:00.'])
    const swapped = there(turn(1), { personId: who(2), plannedFor: who(1), layer: 'swap' })
    expect(build([], [swapped], [], true), 'what a colleague has is theirs').toMatchObject({ takeOff: [] })
  })

  it('gives a day back to the pattern once its exception has ended, and leaves what a hand made of it since', () => {
    const set = turn(1, monday, '10:00', '18:00', 'exception')
    expect(words([turn(1)], [there(set)], [], false, [], [set])).toEqual([
      'P1 moves from Mon 16 November 10:00–18:00 to 08:30–16:30.',
    ])
    const since = there(turn(1, monday, '11:00', '19:00', 'exception'))
    expect(build([turn(1)], [since], [], false, [], [set])).toMatchObject({ put: [], left: [{ why: 'by-hand' }] })
  })

  it('leaves the pieces of a night as they were swapped, and builds the next day’s turn all the same', () => {
    const night = turn(1, monday, '22:00', '08:00')
    const { start } = shiftSpan(night, monday)
    const after = turn(1, addDays(monday, 1), '12:30', '20:30')
    const piece = (from: string, to: string, day: LondonDay, changes: Partial<ShiftThere>) =>
      there(turn(1, day, from, to, 'swap'), { turnStartsAt: start, ...changes })
    const given = { personId: who(2), plannedFor: who(1) }
    const tuesday = addDays(monday, 1)
    for (const pieces of [
      [piece('22:00', '02:00', monday, {}), piece('02:00', '08:00', tuesday, given)],
      [piece('22:00', '02:00', monday, given), piece('02:00', '08:00', tuesday, {})],
    ]) {
      const moved = [{ personId: who(1), startsAt: start }]
      const built = build([night, after], pieces, [], false, [], [], moved)
      expect(built).toMatchObject({ same: 1, takeOff: [], left: [] })
      expect(built.put.map((one) => one.turn.startsAt)).toEqual(['12:30'])
    }
  })

  it('leaves out who is away, and does not decide about what they had', () => {
    expect(build([turn(1)], [], [1])).toMatchObject({ put: [], left: [{ why: 'away' }] })
    expect(build([], [there(turn(1))], [1])).toMatchObject({ put: [], takeOff: [] })
  })

  it('built twice changes nothing the second time, whatever was there', () => {
    const one = fc.record({
      person: fc.integer({ min: 1, max: 4 }),
      day: fc.integer({ min: 0, max: 6 }),
      late: fc.boolean(),
      layer: fc.constantFrom<Layer>('pattern', 'exception'),
    })
    const asTurn = ({ person, day, late }: { person: number; day: number; late: boolean }, layer: Layer) =>
      late
        ? turn(person, addDays(monday, day), '12:30', '20:30', layer)
        : turn(person, addDays(monday, day), '08:30', '16:30', layer)
    const byDay = (list: readonly EffectiveTurn[]) => [
      ...new Map(list.map((each) => [`${each.personId} ${each.day}`, each])).values(),
    ]
    const run = fc.check(
      fc.property(fc.array(one, { maxLength: 20 }), fc.array(one, { maxLength: 20 }), (wanted, had) => {
        const turns = byDay(wanted.map((each) => asTurn(each, 'pattern')))
        const shifts = byDay(had.map((each) => asTurn(each, each.layer))).map((each) => there(each))
        const first = build(turns, shifts)
        const gone = new Set(
          [...first.takeOff, ...first.put.flatMap(({ instead }) => instead ?? [])].map(({ id: each }) => each),
        )
        const after = [...shifts.filter((each) => !gone.has(each.id)), ...first.put.map((each) => there(each.turn))]
        const second = build(turns, after)
        expect([second.put, second.takeOff]).toEqual([[], []])
        const keptByHand = shifts.filter(({ layer }) => layer === 'exception')
        expect(keptByHand.every((each) => after.includes(each))).toBe(true)
      }),
      { numRuns: 500 },
    )
    console.info(`building: ${run.numRuns} pairs of patterns and rotas, seed ${run.seed}`)
    expect(run.failed, JSON.stringify(run.counterexample)).toBe(false)
  })
})
