import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { councilId, personId, shiftId } from '../kernel/ids.ts'
import type { Standing } from '../register/approval.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { clockTime, londonDay } from '../time/london.ts'
import { checkFree, checkNoOpenWork, checkNoWork, checkRosterable, mayWork } from './planning.ts'
import { restAround } from './restOfWork.ts'
import type { RosteredShift } from './roster.ts'
import { shiftSpan } from './shiftTemplate.ts'

const council = (last: number) => councilId.parse(`00000000-0000-4000-8000-00000000000${last}`)
const standing: Standing = {
  approvals: [{ firstDay: londonDay('2021-11-13'), lastDay: londonDay('2026-11-12') }],
  actingFor: [{ councilId: council(1), firstDay: londonDay('2021-11-13'), lastDay: null }],
  suspensions: [],
}
const on = (day: string, from: string, to: string) =>
  shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
const codeOf = (answer: ReturnType<typeof mayWork>) => (answer.ok ? null : answer.refusal.code)

describe('who may work a shift', () => {
  it('somebody approved to its end: midnight of the last day is enough, a minute more is not', () => {
    expect(codeOf(mayWork(standing, on('2026-11-12', '16:00', '00:00')))).toBeNull()
    expect(codeOf(mayWork(standing, on('2026-11-12', '16:00', '00:01')))).toBe('approval-ended')
    expect(codeOf(mayWork(standing, on('2021-11-12', '16:00', '23:00')))).toBe('not-approved')
  })

  it('somebody who acts for any one of the councils', () => {
    const ended = { councilId: council(2), firstDay: londonDay('2021-11-13'), lastDay: londonDay('2022-01-01') }
    const during = on('2026-11-12', '08:00', '16:00')
    expect(codeOf(mayWork({ ...standing, actingFor: [ended, ...standing.actingFor] }, during))).toBeNull()
    expect(codeOf(mayWork({ ...standing, actingFor: [ended] }, during))).toBe('not-acting-for')
    expect(codeOf(mayWork({ ...standing, actingFor: [] }, during))).toBe('not-acting-for')
    expect(codeOf(mayWork(null, during))).toBe('not-approved')
  })

  it('nobody who is suspended at its start, or who will be before its end', () => {
    const from = instant('2026-11-12T12:00:00Z')
    const suspended = { ...standing, suspensions: [{ from, until: null }] }
    expect(codeOf(mayWork(suspended, on('2026-11-12', '08:00', '12:00')))).toBeNull()
    expect(codeOf(mayWork(suspended, on('2026-11-12', '08:00', '12:01')))).toBe('suspended')
    expect(codeOf(mayWork(suspended, on('2026-11-12', '12:00', '16:00')))).toBe('suspended')
  })

  it('a practice consultant at the desk only', () => {
    const during = on('2030-01-07', '08:00', '16:00')
    const jo = { roles: ['practice-consultant'], standing: null } as const
    expect(checkRosterable(jo, 'practice-consultant', during).ok).toBe(true)
    expect(checkRosterable(jo, 'duty', during)).toMatchObject({ refusal: { code: 'not-approved', field: 'personId' } })
    expect(checkRosterable({ roles: ['amhp'], standing }, 'practice-consultant', during).ok).toBe(false)
  })
})

const ewa = personId.parse('00000000-0000-4000-8000-0000000000aa')
const shift = (last: number, day: string, from: string, to: string): RosteredShift => {
  const { start, end } = on(day, from, to)
  return {
    id: shiftId.parse(`00000000-0000-4000-8000-00000000010${last}`),
    personId: ewa,
    startsAt: start,
    endsAt: end,
  }
}

describe('beside other shifts', () => {
  const late = shift(1, '2026-11-12', '16:00', '00:00')

  it('one that touches is free, one that overlaps names the other', () => {
    expect(checkFree(on('2026-11-13', '00:00', '08:00'), [late]).ok).toBe(true)
    expect(checkFree(on('2026-11-12', '08:00', '16:01'), [late])).toMatchObject({
      refusal: { code: 'shifts-overlap', startsAt: late.startsAt, endsAt: late.endsAt },
    })
  })

  it('is free exactly when no minute is shared', () => {
    const minute = fc.integer({ min: 0, max: 3000 })
    const length = fc.integer({ min: 1, max: 960 })
    fc.assert(
      fc.property(minute, length, minute, length, (a, aLength, b, bLength) => {
        const base = instant('2026-10-24T00:00:00Z')
        const during = { start: addMinutes(base, a), end: addMinutes(base, a + aLength) }
        const other = { ...late, startsAt: addMinutes(base, b), endsAt: addMinutes(base, b + bLength) }
        expect(checkFree(during, [other]).ok).toBe(a + aLength <= b || b + bLength <= a)
      }),
    )
  })

  it('tells of short rest before and after it, and of nobody’s else', () => {
    const early = shift(2, '2026-11-13', '08:00', '16:00')
    const next = shift(3, '2026-11-14', '02:00', '10:00')
    const after = shift(4, '2026-11-14', '20:00', '23:00')
    expect(restAround(early, [after, next, late]).map(({ rest }) => rest)).toEqual([480, 600])
    expect(restAround(late, [])).toEqual([])
    expect(restAround(early, [early]).map(({ rest }) => rest)).toEqual([])
  })
})

it('work keeps a shift where it is: all while it runs, its person for ever', () => {
  const [running, finished] = [
    { number: 2424, live: true },
    { number: 2399, live: false },
  ]
  expect(checkNoWork([]).ok).toBe(true)
  expect(checkNoWork([finished, running])).toMatchObject({ refusal: { code: 'shift-has-open-work', numbers: [2424] } })
  expect(checkNoWork([finished])).toMatchObject({ refusal: { code: 'shift-was-worked', numbers: [2399] } })
  expect(checkNoOpenWork([finished]).ok).toBe(true)
  expect(checkNoOpenWork([running]).ok).toBe(false)
})
