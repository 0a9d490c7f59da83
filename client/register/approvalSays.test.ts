import { describe, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import { approvalSays } from './approvalSays.ts'

const today = londonDay('2026-11-12')
const says = (approvalEndsOn: string, changes: { approvedOn?: string; until?: string; suspended?: boolean } = {}) =>
  approvalSays(
    {
      approvedOn: londonDay(changes.approvedOn ?? '2022-01-01'),
      approvalEndsOn: londonDay(approvalEndsOn),
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
})
