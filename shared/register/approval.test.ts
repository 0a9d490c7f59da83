import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { councilId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { addDays, londonDay, startOfDay } from '../time/london.ts'
import {
  lastDayOfApproval,
  mayAct,
  mayActThroughout,
  renewalWarning,
  renewalWarnings,
  type Standing,
} from './approval.ts'

const westmarch = councilId.parse('00000000-0000-4000-8000-000000000001')
const norbeck = councilId.parse('00000000-0000-4000-8000-000000000002')
const approved: Standing = {
  approvals: [{ firstDay: londonDay('2021-11-13'), lastDay: londonDay('2026-11-12') }],
  actingFor: [{ councilId: westmarch, firstDay: londonDay('2021-11-13'), lastDay: null }],
  suspensions: [],
}
const asked = (at: string, standing: Partial<Standing> = {}, council = westmarch) =>
  mayAct({ ...approved, ...standing, at: instant(at), councilId: council })

describe('mayAct', () => {
  it('allows an approved AMHP who acts for the council', () => {
    expect(asked('2026-11-12T16:47:00Z')).toMatchObject({ ok: true, value: { lastDay: '2026-11-12' } })
  })

  it('holds to the end of the last day in London, and not a minute more', () => {
    expect(asked('2026-11-12T23:59:59Z').ok).toBe(true)
    expect(asked('2026-11-13T00:00:00Z')).toEqual({
      ok: false,
      refusal: { code: 'approval-ended', lastDay: '2026-11-12' },
    })
  })

  it('ends at London midnight in summer, which is 23:00 UTC', () => {
    const summer = { approvals: [{ firstDay: londonDay('2021-07-01'), lastDay: londonDay('2026-06-30') }] }
    expect(asked('2026-06-30T22:59:00Z', summer).ok).toBe(true)
    expect(asked('2026-06-30T23:00:00Z', summer).ok).toBe(false)
  })

  it('says when nobody has approved them, and from when an approval is to begin', () => {
    expect(asked('2026-11-12T09:00:00Z', { approvals: [] })).toMatchObject({
      refusal: { code: 'not-approved', from: null },
    })
    expect(asked('2021-11-01T09:00:00Z')).toMatchObject({ refusal: { code: 'not-approved', from: '2021-11-13' } })
  })

  it('names the latest of several approvals that have ended', () => {
    const approvals = [
      { firstDay: londonDay('2019-01-01'), lastDay: londonDay('2023-12-31') },
      { firstDay: londonDay('2014-01-01'), lastDay: londonDay('2018-12-31') },
    ]
    expect(asked('2026-11-12T09:00:00Z', { approvals })).toMatchObject({ refusal: { lastDay: '2023-12-31' } })
  })

  it('suspends at once, and lifts at the moment given', () => {
    const suspensions = [{ from: instant('2026-11-12T10:00:00Z'), until: instant('2026-11-12T15:00:00Z') }]
    expect(asked('2026-11-12T09:59:59Z', { suspensions }).ok).toBe(true)
    expect(asked('2026-11-12T10:00:00Z', { suspensions })).toMatchObject({
      refusal: { code: 'suspended', since: '2026-11-12T10:00:00.000Z' },
    })
    expect(asked('2026-11-12T15:00:00Z', { suspensions }).ok).toBe(true)
  })

  it('keeps approved by and acting for apart: neither is enough alone', () => {
    expect(asked('2026-11-12T09:00:00Z', {}, norbeck)).toMatchObject({
      refusal: { code: 'not-acting-for', councilId: norbeck },
    })
    const actingFor = [
      { councilId: norbeck, firstDay: londonDay('2026-01-01'), lastDay: londonDay('2026-11-11') },
      { councilId: westmarch, firstDay: londonDay('2026-11-13'), lastDay: null },
    ]
    expect(asked('2026-11-11T23:30:00Z', { actingFor }, norbeck).ok).toBe(true)
    expect(asked('2026-11-12T09:00:00Z', { actingFor }, norbeck).ok).toBe(false)
    expect(asked('2026-11-12T09:00:00Z', { actingFor }).ok).toBe(false)
  })
})

describe('mayActThroughout', () => {
  const during = (start: string, end: string, standing: Partial<Standing> = {}) => {
    const stretch = { start: instant(start), end: instant(end) }
    return mayActThroughout({ ...approved, ...standing, during: stretch, councilId: westmarch })
  }

  it('refuses a night shift that runs past the end of an approval', () => {
    expect(during('2026-11-12T16:00:00Z', '2026-11-13T00:00:00Z').ok).toBe(true)
    expect(during('2026-11-12T22:00:00Z', '2026-11-13T08:00:00Z')).toMatchObject({
      refusal: { code: 'approval-ended' },
    })
  })

  it('accepts a renewal that follows on without a day between', () => {
    const renewal = { firstDay: londonDay('2026-11-13'), lastDay: londonDay('2031-11-12') }
    const approvals = [...approved.approvals, renewal]
    expect(during('2026-11-12T22:00:00Z', '2026-11-13T08:00:00Z', { approvals }).ok).toBe(true)
  })

  it('refuses a shift in the middle of which a suspension begins', () => {
    const suspensions = [{ from: instant('2026-11-12T12:00:00Z'), until: null }]
    expect(during('2026-11-12T08:00:00Z', '2026-11-12T16:00:00Z', { suspensions }).ok).toBe(false)
    expect(during('2026-11-12T04:00:00Z', '2026-11-12T12:00:00Z', { suspensions }).ok).toBe(true)
  })

  it('agrees with mayAct at each quarter hour of any stretch', () => {
    const start = startOfDay(londonDay('2026-11-10'))
    const quarter = fc.integer({ min: 0, max: 600 })
    fc.assert(
      fc.property(
        quarter,
        fc.integer({ min: 1, max: 64 }),
        quarter,
        fc.integer({ min: 1, max: 30 }),
        (from, length, off, back) => {
          const at = (quarters: number) => addMinutes(start, quarters * 15)
          const standing = {
            ...approved,
            suspensions: [{ from: at(off), until: at(off + back) }],
            councilId: westmarch,
          }
          const each = Array.from({ length }, (_, index) => mayAct({ ...standing, at: at(from + index) }).ok)
          const whole = mayActThroughout({ ...standing, during: { start: at(from), end: at(from + length) } })
          expect(whole.ok).toBe(each.every(Boolean))
        },
      ),
    )
  })
})

describe('renewal', () => {
  it.each([
    ['2026-03-01', '2031-02-28'],
    ['2026-11-12', '2031-11-11'],
    ['2027-03-01', '2032-02-29'],
    ['2028-02-29', '2033-02-28'],
    ['2026-01-01', '2030-12-31'],
  ])('an approval for five years from %s has %s as its last day', (first, last) => {
    expect(lastDayOfApproval(londonDay(first))).toBe(last)
  })

  it('warns 12, 6 and 3 months before the last day, in short months too', () => {
    expect(renewalWarnings(londonDay('2027-08-31'))).toEqual([
      { months: 12, on: '2026-08-31' },
      { months: 6, on: '2027-02-28' },
      { months: 3, on: '2027-05-31' },
    ])
  })

  it.each([
    ['2026-02-27', null],
    ['2026-02-28', { months: 12, daysLeft: 365 }],
    ['2026-08-28', { months: 6, daysLeft: 184 }],
    ['2026-12-01', { months: 3, daysLeft: 89 }],
    ['2027-02-28', { months: 3, daysLeft: 0 }],
    ['2027-03-01', null],
  ])('on %s the warning for an approval to 28 February 2027 is %o', (today, expected) => {
    expect(renewalWarning(londonDay('2027-02-28'), londonDay(today))).toEqual(expected)
  })

  it('never takes a warning back as the last day comes nearer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 500 }), (offset, left) => {
        const last = addDays(londonDay('2024-02-29'), offset)
        const now = renewalWarning(last, addDays(last, -left - 1))?.months ?? 99
        const next = renewalWarning(last, addDays(last, -left))?.months ?? 99
        expect(next).toBeLessThanOrEqual(now)
      }),
    )
  })
})
