import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId, ReferralId } from '../kernel/ids.ts'
import { done } from '../kernel/outcome.ts'
import { addMinutes, instant, type Instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { rankCandidates, type Candidate } from './candidates.ts'
import { nothingLearned } from './course.ts'
import { replan, type Slip, type WaitingToReplan } from './replan.ts'

const NOW = instant('2026-11-12T13:00:00Z')
const after = (n: number): Instant => addMinutes(NOW, n)
const id = <Id>(n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as Id
const person = (number: number, changes: Partial<Candidate> = {}): Candidate => ({
  personId: id<PersonId>(number),
  mayAct: done(null),
  conflictOfInterest: false,
  declaredConflict: false,
  shift: { start: after(-120), end: after(600) },
  busyUntil: null,
  nextShiftStart: null,
  travelMinutes: 20,
  toilBalance: minutes(0),
  newlyApproved: false,
  gender: 'woman',
  languages: [],
  skills: [],
  conditions: [],
  assessedBefore: false,
  gaveBack: null,
  ...changes,
})
const waits = (
  number: number,
  people: readonly Candidate[],
  due: Partial<Pick<WaitingToReplan, 'arriveBy' | 'assessBy'>> = {},
): WaitingToReplan => ({
  referralId: id<ReferralId>(number),
  number,
  arriveBy: null,
  assessBy: null,
  ...due,
  ranked: rankCandidates(
    people,
    {
      kind: 'community',
      doctorsAgreed: true,
      limitAt: null,
      buddyIfNew: true,
      asksFor: { gender: null, language: null },
      learned: nothingLearned,
    },
    NOW,
  ),
})
const line = ({ number, before, missed, changes, after: then, still }: Slip) => [
  number,
  Number(before?.personId.slice(-3) ?? 0),
  missed,
  changes ? Number(then?.personId.slice(-3) ?? 0) : 'as it was',
  still,
]

describe('planning the afternoon again', () => {
  it('says nothing while nothing would be late', () => {
    expect(replan([waits(1, [person(1)], { assessBy: after(60) }), waits(2, [person(1)])])).toEqual([])
  })

  it('moves whoever is near to the one that cannot wait, and names whom the other gets instead', () => {
    const at = (ewa: number, tom: number) => [person(1, { travelMinutes: ewa }), person(2, { travelMinutes: tom })]
    const slips = replan([waits(1, at(20, 40)), waits(2, at(15, 60), { assessBy: after(30) })])
    expect(slips.map(line)).toEqual([
      [1, 1, null, 2, null],
      [2, 2, 'target', 1, null],
    ])
  })

  it('keeps a limit of the law rather than any target', () => {
    const people = [person(1, { travelMinutes: 10 })]
    const slips = replan([waits(1, people, { assessBy: after(30) }), waits(2, people, { arriveBy: after(30) })])
    expect(slips.map(line)).toEqual([
      [1, 1, null, 0, 'target'],
      [2, 0, 'limit', 1, null],
    ])
  })

  it('counts on whoever is free later, and says where no change mends it', () => {
    const slips = replan([waits(1, [person(1, { busyUntil: after(90) })], { assessBy: after(60) })])
    expect(slips.map(line)).toEqual([[1, 1, 'target', 'as it was', 'target']])
    expect(slips[0]?.before?.thereAt).toBe(after(115))
  })

  it('never counts on somebody who is away, has a condition on their approval or gave it back', () => {
    const people = [
      person(1, { conditions: ['accompanied'] }),
      person(2, { gaveBack: { how: 'declined', at: after(-5) } }),
      person(3, { shift: null }),
    ]
    expect(replan([waits(1, people, { assessBy: after(60) })]).map(line)).toEqual([
      [1, 0, 'target', 'as it was', 'target'],
    ])
  })

  it('never sends anybody to two, never makes it worse, and names a change only where less is missed', () => {
    const grid = fc.record({
      travel: fc.array(fc.array(fc.nat(120), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      busy: fc.array(fc.option(fc.integer({ min: 5, max: 200 })), { minLength: 4, maxLength: 4 }),
      due: fc.array(fc.record({ limit: fc.option(fc.nat(150)), target: fc.option(fc.nat(150)) }), {
        minLength: 5,
        maxLength: 5,
      }),
    })
    fc.assert(
      fc.property(grid, ({ travel, busy, due }) => {
        const waiting = travel.map((row, at) => {
          const people = row.map((travelMinutes, who) => {
            const until = busy[who] ?? null
            return person(who + 1, { travelMinutes, busyUntil: until === null ? null : after(until) })
          })
          const { limit, target } = due[at] ?? { limit: null, target: null }
          return waits(at + 1, people, {
            arriveBy: limit === null ? null : after(limit),
            assessBy: target === null ? null : after(target),
          })
        })
        const slips = replan(waiting)
        const count = (of: (slip: Slip) => Slip['missed'], what: string) =>
          slips.filter((one) => of(one) === what).length
        const was = [count(({ missed }) => missed, 'limit'), count(({ missed }) => missed, 'target')] as const
        const then = [count(({ still }) => still, 'limit'), count(({ still }) => still, 'target')] as const
        const fewer = then[0] < was[0] || (then[0] === was[0] && then[1] < was[1])
        const changed = slips.some(({ changes }) => changes)
        expect(changed ? fewer : then[0] === was[0] && then[1] === was[1]).toBe(true)
        const going = slips.flatMap((one) => one.after?.personId ?? [])
        expect(new Set(going).size).toBe(going.length)
        expect(replan(waiting)).toEqual(slips)
      }),
    )
  })
})
