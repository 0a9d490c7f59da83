import { describe, expect, it } from 'vitest'
import { councilId } from '#shared/kernel/ids.ts'
import type { Standing } from '#shared/register/approval.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import { lapsedNow, unapprovedAt } from './unapproved.ts'

const at = instant('2026-11-12T16:43:00Z')
const westmarch = councilId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10')
const another = councilId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f11')
const standing = (differs: Partial<Standing> = {}): Standing => ({
  approvals: [{ firstDay: londonDay('2022-03-01'), lastDay: londonDay('2027-02-28') }],
  actingFor: [{ councilId: westmarch, firstDay: londonDay('2022-03-01'), lastDay: null }],
  suspensions: [],
  ...differs,
})
const ended = standing({ approvals: [{ firstDay: londonDay('2021-11-12'), lastDay: londonDay('2026-11-11') }] })
const suspended = standing({ suspensions: [{ from: at, until: null }] })

describe('a decision by somebody whom the register does not let act', () => {
  const of = (one: Standing | null, when = at, council = westmarch) => unapprovedAt('DETAINED_S2', one, council, when)

  it('is told apart by when it was decided, and not by when it was told', () => {
    expect(of(standing())).toBeNull()
    expect(of(suspended)).toBe('suspended')
    expect(of(suspended, addMinutes(at, -1))).toBeNull()
    expect(of(ended)).toBe('approval-ended')
    expect(of(ended, instant('2026-11-11T23:59:00Z'))).toBeNull()
    expect(of(standing(), at, another)).toBe('not-acting-for')
    expect(of(null)).toBe('not-approved')
  })

  it('is no decision where it was cancelled before anybody went', () => {
    expect(unapprovedAt('CANCELLED_BEFORE_ATTENDANCE', null, westmarch, at)).toBeNull()
  })
})

describe('somebody who is out on a job', () => {
  it('is told of to the desk once their approval is not in force, whichever council they act for', () => {
    expect([standing({ actingFor: [] }), suspended, ended, null].map((one) => lapsedNow(one, at))).toEqual([
      null,
      'suspended',
      'approval-ended',
      'not-approved',
    ])
  })
})
