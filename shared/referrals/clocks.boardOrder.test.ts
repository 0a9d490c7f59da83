import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { powerKinds } from './clockRules.ts'
import { boardOrder, clockOf, compareByLimit, type BoardPlace, type Power } from './clocks.ts'

const NOW = instant('2026-11-12T18:32:00Z')
const started = (kind: Power['kind'], minutesAgo: number): BoardPlace['clock'] =>
  clockOf({ kind, startedAt: addMinutes(NOW, -minutesAgo) }, NOW)
const place = (id: string, over: Partial<BoardPlace> = {}): BoardPlace => ({
  id,
  clock: null,
  urgency: 'U2',
  receivedAt: NOW,
  ...over,
})
const ordered = (...places: readonly BoardPlace[]): readonly string[] => places.toSorted(boardOrder).map(({ id }) => id)

describe('the order of the board', () => {
  const over = place('over', { clock: started('s136', 25 * 60) })
  const soon = place('soon', { clock: started('s136', 22 * 60) })
  const soonByDay = place('soon-72', { clock: started('s5-2', 61 * 60) })
  const unknown = place('unknown', { clock: clockOf({ kind: 's136', startedAt: null }, NOW) })
  const calm = place('calm', { clock: started('s136', 19 * 60) })
  const calmer = place('calmer', { clock: started('s4', 60), urgency: 'U0' })
  const ended = place('ended', {
    clock: clockOf({ kind: 's136', startedAt: addMinutes(NOW, -60), endedAt: NOW }, NOW),
    urgency: 'U0',
  })

  it('is by the earliest limit, with unknown starts below soon and over and above calm', () => {
    expect(ordered(ended, calmer, calm, unknown, soonByDay, soon, over)).toEqual([
      'over',
      'soon',
      'soon-72',
      'unknown',
      'calm',
      'calmer',
      'ended',
    ])
  })

  it('puts no urgency over a running clock', () => {
    expect(ordered(place('at-once', { urgency: 'U1' }), { ...calm, urgency: 'U4' })).toEqual(['calm', 'at-once'])
  })

  it('is by urgency when the law sets no limit, then by age, then by id', () => {
    const older = addMinutes(NOW, -60)
    expect(
      ordered(
        place('planned', { urgency: 'U4', receivedAt: older }),
        place('b', { urgency: 'U2' }),
        place('a', { urgency: 'U2' }),
        place('older', { urgency: 'U2', receivedAt: older }),
        place('untriaged', { urgency: null }),
        place('at-once', { urgency: 'U1' }),
      ),
    ).toEqual(['at-once', 'untriaged', 'older', 'a', 'b', 'planned'])
  })

  it('settles equal limits by urgency', () => {
    const clock = started('s136', 22 * 60)
    expect(ordered(place('later', { clock, urgency: 'U3' }), place('first', { clock, urgency: 'U0' }))).toEqual([
      'first',
      'later',
    ])
    expect(compareByLimit(clock, clock)).toBe(0)
  })

  it('is the same whatever order the rows came in', () => {
    const places = fc.record({
      id: fc.uuid(),
      clock: fc.option(
        fc
          .record({
            kind: fc.constantFrom(...powerKinds),
            ago: fc.option(fc.integer({ min: 0, max: 5000 })),
            ended: fc.boolean(),
          })
          .map(({ kind, ago, ended: gone }) =>
            clockOf({ kind, startedAt: ago === null ? null : addMinutes(NOW, -ago), endedAt: gone ? NOW : null }, NOW),
          ),
      ),
      urgency: fc.constantFrom('U0', 'U1', 'U2', 'U3', 'U4', null),
      receivedAt: fc.integer({ min: 0, max: 3 }).map((count) => addMinutes(NOW, -count)),
    })
    const rows = fc.uniqueArray(places, { selector: ({ id }) => id, maxLength: 12 })
    fc.assert(
      fc.property(rows, (list) => {
        const sorted = list.toSorted(boardOrder)
        expect(list.toReversed().toSorted(boardOrder)).toEqual(sorted)
        for (const a of list)
          for (const b of list) {
            expect(Math.sign(boardOrder(a, b)) + Math.sign(boardOrder(b, a))).toBe(0)
            if (sorted.indexOf(a) < sorted.indexOf(b)) expect(boardOrder(a, b)).toBeLessThan(0)
          }
      }),
    )
  })
})
