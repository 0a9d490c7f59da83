import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, shiftId } from '../kernel/ids.ts'
import { addMinutes, instant, minutesBetween } from '../time/instant.ts'
import { afterFinish, DAILY_REST, earliestStartAfter, restBetween, restConflicts } from './rest.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const ewa = personId.parse(id(1))
const marcus = personId.parse(id(2))
const shift = (number: number, start: string, end: string, person = ewa) => ({
  id: shiftId.parse(id(number)),
  personId: person,
  startsAt: instant(start),
  endsAt: instant(end),
})

describe('what follows a finish', () => {
  const at = (time: string) => instant(`2026-11-12T${time}:00Z`)

  it('is the rest of the shift when the job ends inside it', () => {
    expect(afterFinish(at('09:27'), at('16:00'))).toEqual({ next: 'on-duty', until: at('16:00') })
    expect(afterFinish(at('15:29'), at('16:00'))).toEqual({ next: 'on-duty', until: at('16:00') })
  })

  it('is eleven hours from the shift’s end in its last half hour, and from the finish after it', () => {
    const restedAt = (day: string) => instant(`2026-11-13T${day}:00Z`)
    expect(afterFinish(at('15:30'), at('16:00'))).toEqual({ next: 'rest', restedAt: restedAt('03:00') })
    expect(afterFinish(at('17:10'), at('16:00'))).toEqual({ next: 'rest', restedAt: restedAt('04:10') })
    expect(afterFinish(at('17:10'), null)).toEqual({ next: 'rest', restedAt: restedAt('04:10') })
  })
})

describe('earliestStartAfter', () => {
  it.each([
    ['2026-11-13T00:30:00Z', '2026-11-13T11:30:00.000Z', '00:30 to 11:30'],
    ['2026-03-28T23:30:00Z', '2026-03-29T10:30:00.000Z', '23:30 to 11:30 when the clocks go forward'],
    ['2026-10-24T22:30:00Z', '2026-10-25T09:30:00.000Z', '23:30 to 09:30 when the clocks go back'],
    ['2026-11-12T22:10:00Z', '2026-11-13T09:10:00.000Z', '22:10 to 09:10'],
  ])('counts eleven elapsed hours from %s', (finish, expected) => {
    expect(earliestStartAfter(instant(finish))).toBe(expected)
  })
})

describe('restBetween', () => {
  it('is short of a night by an hour when the clocks go forward', () => {
    expect(restBetween(instant('2026-11-12T21:00:00Z'), instant('2026-11-13T08:00:00Z'))).toBe(660)
    expect(restBetween(instant('2026-03-28T21:00:00Z'), instant('2026-03-29T07:00:00Z'))).toBe(600)
  })

  it('is negative when work overlaps', () => {
    expect(restBetween(instant('2026-11-12T21:00:00Z'), instant('2026-11-12T20:00:00Z'))).toBe(-60)
  })
})

describe('restConflicts', () => {
  it('finds a late followed by an early, and says by how much and until when', () => {
    const late = shift(1, '2026-11-12T15:00:00Z', '2026-11-12T23:00:00Z')
    const early = shift(2, '2026-11-13T08:00:00Z', '2026-11-13T16:00:00Z')
    expect(restConflicts([early, late])).toEqual([
      { earlier: late, later: early, rest: 540, short: 120, earliestStart: '2026-11-13T10:00:00.000Z' },
    ])
  })

  it('accepts exactly eleven hours', () => {
    const late = shift(1, '2026-11-12T13:00:00Z', '2026-11-12T21:00:00Z')
    expect(restConflicts([late, shift(2, '2026-11-13T08:00:00Z', '2026-11-13T16:00:00Z')])).toEqual([])
    expect(restConflicts([late, shift(2, '2026-11-13T07:59:00Z', '2026-11-13T16:00:00Z')])).toHaveLength(1)
  })

  it('does not mix people up', () => {
    const late = shift(1, '2026-11-12T15:00:00Z', '2026-11-12T23:00:00Z')
    expect(restConflicts([late, shift(2, '2026-11-13T08:00:00Z', '2026-11-13T16:00:00Z', marcus)])).toEqual([])
  })

  it('reads a split day within 13 hours as one day, with its rest after it', () => {
    const morning = shift(1, '2026-11-12T08:00:00Z', '2026-11-12T12:00:00Z')
    const evening = shift(2, '2026-11-12T17:00:00Z', '2026-11-12T21:00:00Z')
    expect(restConflicts([morning, evening, shift(3, '2026-11-13T08:00:00Z', '2026-11-13T16:00:00Z')])).toEqual([])
    expect(restConflicts([morning, evening, shift(3, '2026-11-13T07:00:00Z', '2026-11-13T15:00:00Z')])).toMatchObject([
      { earlier: { id: id(2) }, later: { id: id(3) }, short: 60 },
    ])
  })

  it('does not excuse a split day of more than 13 hours, which leaves no eleven hours in its 24', () => {
    const morning = shift(1, '2026-11-12T08:00:00Z', '2026-11-12T12:00:00Z')
    const night = shift(2, '2026-11-12T20:00:00Z', '2026-11-13T00:00:00Z')
    expect(restConflicts([morning, night])).toMatchObject([{ rest: 480 }])
  })

  it('flags a double shift', () => {
    const day = shift(1, '2026-11-12T08:00:00Z', '2026-11-12T16:00:00Z')
    expect(restConflicts([day, shift(2, '2026-11-12T16:00:00Z', '2026-11-13T00:00:00Z')])).toMatchObject([{ rest: 0 }])
  })

  it('sees the hour that a spring night loses', () => {
    const late = shift(1, '2026-03-28T13:00:00Z', '2026-03-28T21:00:00Z')
    const early = shift(2, '2026-03-29T07:00:00Z', '2026-03-29T15:00:00Z')
    expect(restConflicts([late, early])).toMatchObject([{ rest: 600, short: 60 }])
  })

  it('never flags a rota whose gaps are all eleven hours, and always flags one full shift too near the next', () => {
    const start = instant('2026-10-20T06:00:00Z')
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 }),
        fc.nat(659),
        (extra, rest) => {
          let at = start
          const roomy = extra.map((more, index) => {
            const one = shift(index, at, addMinutes(at, 480))
            at = addMinutes(one.endsAt, DAILY_REST + more)
            return one
          })
          expect(restConflicts(roomy)).toEqual([])
          const last = roomy.at(-1)
          const from = addMinutes(last?.endsAt ?? start, rest)
          const found = restConflicts([...roomy, shift(99, from, addMinutes(from, 480))])
          expect(found).toMatchObject([{ later: { id: id(99) }, rest, short: DAILY_REST - rest }])
          expect(minutesBetween(from, found[0]?.earliestStart ?? start)).toBe(DAILY_REST - rest)
        },
      ),
    )
  })
})
