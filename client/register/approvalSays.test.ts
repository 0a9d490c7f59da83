import { describe, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import { approvalSays, renewalSays } from './approvalSays.ts'

const today = londonDay('2026-11-12')
const says = (approvalEndsOn: string, changes: { approvedOn?: string; until?: string; suspended?: boolean } = {}) =>
  approvalSays(
    {
      approvedOn: londonDay(changes.approvedOn ?? '2022-01-01'),
      approvalEndsOn: londonDay(approvalEndsOn),
      earlierApprovedOn: changes.until === undefined ? null : londonDay('2021-01-01'),
      earlierApprovalEndsOn: changes.until === undefined ? null : londonDay(changes.until),
      suspendedAt: changes.suspended ? instant('2026-11-01T09:00:00Z') : null,
    },
    today,
  )

describe('what is said of an approval', () => {
  it('is nothing for more than a year', () => {
    expect(says('2027-11-13')).toBeNull()
  })

  it('grows graver at twelve, six and three months', () => {
    expect(says('2027-11-12')).toMatchObject({ tone: 'info', words: 'Ends in 12 months', list: 'ending' })
    expect(says('2027-05-12')).toMatchObject({ tone: 'warn', words: 'Ends in 5 months' })
    expect(says('2027-02-12')).toMatchObject({ tone: 'breach-soft', words: 'Ends in 92 days' })
    expect(says('2026-11-13')).toMatchObject({ words: 'Ends tomorrow' })
    expect(says('2026-11-12')).toMatchObject({ words: 'Last day today' })
  })

  it('says when it has ended, has not begun, or is suspended', () => {
    expect(says('2026-11-11')).toMatchObject({ tone: 'breach', words: 'Approval ended', list: 'ended' })
    expect(says('2031-11-30', { approvedOn: '2026-12-01' })).toMatchObject({ words: 'Begins 1 December 2026' })
    const ahead = { approvedOn: '2026-12-01', until: '2026-11-30' }
    expect(says('2031-11-30', ahead)).toMatchObject({ words: 'Renewed from 1 December 2026', list: 'later' })
    expect(says('2031-11-30', { suspended: true })).toMatchObject({ words: 'Suspended', list: 'suspended' })
  })
  it('keeps whoever has a gap, or a short renewal, among those that end, and whoever has ended among those that ended', () => {
    const gap = { approvedOn: '2026-12-10', until: '2026-11-30' }
    expect(says('2031-12-09', gap)).toMatchObject({ words: '9 days not covered', list: 'ending' })
    const short = { approvedOn: '2026-12-01', until: '2026-11-30' }
    expect(says('2027-02-12', short)).toMatchObject({ words: 'Ends in 92 days', list: 'ending' })
    const ended = { approvedOn: '2026-11-20', until: '2026-11-05' }
    expect(says('2031-11-19', ended)).toMatchObject({ words: 'Ended; renewed from 20 November 2026', list: 'ended' })
  })
})

describe('what is said of a renewal that was entered ahead', () => {
  const row = {
    approvedOn: londonDay('2026-12-10'),
    approvalEndsOn: londonDay('2031-12-09'),
    earlierApprovedOn: londonDay('2021-12-01'),
    earlierApprovalEndsOn: londonDay('2026-11-30'),
  }
  it('is both days, and how many days nothing covers', () => {
    expect(renewalSays(row, today)).toEqual({
      words: 'In force until 30 November 2026; renewed from 10 December 2026.',
      gap: 'Nothing covers the 9 days between: they may not act as an AMHP then.',
    })
    expect(renewalSays({ ...row, approvedOn: londonDay('2026-12-01') }, today)?.gap).toBe('')
    expect(renewalSays({ ...row, earlierApprovalEndsOn: londonDay('2026-11-05') }, today)?.words).toBe(
      'Ended on 5 November 2026; renewed from 10 December 2026.',
    )
    expect(renewalSays(row, londonDay('2026-12-10'))).toBeNull()
  })
})
