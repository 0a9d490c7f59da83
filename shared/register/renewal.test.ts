import { describe, expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { approvalOn, keptOfBefore } from './renewal.ts'

const today = londonDay('2026-11-12')
const entry = (approvedOn: string, approvalEndsOn: string, earlier: readonly [string, string] | null = null) => ({
  approvedOn: londonDay(approvedOn),
  approvalEndsOn: londonDay(approvalEndsOn),
  earlierApprovedOn: earlier && londonDay(earlier[0]),
  earlierApprovalEndsOn: earlier && londonDay(earlier[1]),
})
const runs = ['2021-12-01', '2026-11-30'] as const

describe('what a day finds of two approvals', () => {
  it('is one without a break when the renewal follows the day after', () => {
    expect(approvalOn(entry('2026-12-01', '2031-11-30', runs), today)).toMatchObject({
      approval: { lastDay: '2026-11-30' },
      renewal: { firstDay: '2026-12-01' },
      gapDays: 0,
      unbroken: { firstDay: '2021-12-01', lastDay: '2031-11-30' },
    })
  })

  it('counts the days that nothing covers, also after an end that is past', () => {
    const gap = approvalOn(entry('2026-12-10', '2031-12-09', runs), today)
    expect(gap).toMatchObject({ gapDays: 9, unbroken: { lastDay: '2026-11-30' } })
    expect(approvalOn(entry('2026-12-02', '2031-12-01', runs), today).gapDays).toBe(1)
    const ended = approvalOn(entry('2026-11-20', '2031-11-19', ['2021-11-06', '2026-11-05']), today)
    expect(ended).toMatchObject({ gapDays: 14, approval: { lastDay: '2026-11-05' } })
  })

  it('is the renewal alone from its first day on', () => {
    const begun = approvalOn(entry('2026-11-12', '2031-11-11', ['2021-11-12', '2026-11-11']), today)
    expect(begun).toMatchObject({ approval: { firstDay: '2026-11-12' }, renewal: null, gapDays: 0 })
  })
})

describe('what is kept of the approval before', () => {
  const kept = (before: ReturnType<typeof entry>, approvedOn: string) => {
    const { earlierApprovedOn, earlierApprovalEndsOn } = keptOfBefore(before, londonDay(approvedOn), today)
    return [earlierApprovedOn, earlierApprovalEndsOn]
  }
  it('is the one that runs, until the day before a renewal at the latest', () => {
    expect(kept(entry(...runs), '2026-12-01')).toEqual([...runs])
    expect(kept(entry(...runs), '2026-12-10')).toEqual([...runs])
    expect(kept(entry(...runs), '2026-11-20')).toEqual(['2021-12-01', '2026-11-19'])
  })

  it('is one that has ended when the renewal is still to begin, and one that was kept already', () => {
    expect(kept(entry('2021-11-06', '2026-11-05'), '2026-11-20')).toEqual(['2021-11-06', '2026-11-05'])
    expect(kept(entry('2026-12-10', '2031-12-09', runs), '2026-12-05')).toEqual([...runs])
  })

  it('is none of a renewal that has begun, of a correction, or of an approval that has not begun', () => {
    expect(kept(entry(...runs), '2026-11-12')).toEqual([null, null])
    expect(kept(entry('2026-11-12', '2031-11-11'), '2026-12-01')).toEqual([null, null])
    expect(kept(entry('2026-12-01', '2031-11-30'), '2026-12-10')).toEqual([null, null])
  })
})
