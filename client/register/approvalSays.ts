import { renewalWarning } from '#shared/register/approval.ts'
import type { AmhpRow } from '#shared/register/contract.ts'
import { formatDate, type LondonDay } from '#shared/time/london.ts'

export interface ApprovalSays {
  readonly words: string
  readonly tone: 'breach' | 'breach-soft' | 'warn' | 'info'
  readonly icon: 'octagon' | 'triangle' | 'clock'
  /** Which list it belongs in. */
  readonly list: 'suspended' | 'ended' | 'ending' | 'later'
}

const tones = {
  12: { tone: 'info', icon: 'clock' },
  6: { tone: 'warn', icon: 'triangle' },
  3: { tone: 'breach-soft', icon: 'triangle' },
} as const

type Said = Pick<AmhpRow, 'approvedOn' | 'approvalEndsOn' | 'earlierApprovalEndsOn' | 'suspendedAt'>

/** What has to be said about an approval on a day; `null` when it is good for more than a year. */
export function approvalSays(
  { approvedOn, approvalEndsOn, earlierApprovalEndsOn, suspendedAt }: Said,
  today: LondonDay,
): ApprovalSays | null {
  if (suspendedAt !== null) return { words: 'Suspended', tone: 'breach', icon: 'octagon', list: 'suspended' }
  if (approvalEndsOn < today) return { words: 'Approval ended', tone: 'breach', icon: 'octagon', list: 'ended' }
  if (approvedOn > today) {
    const runs = earlierApprovalEndsOn !== null && earlierApprovalEndsOn >= today
    return {
      words: `${runs ? 'Renewed from' : 'Begins'} ${formatDate(approvedOn)}`,
      tone: 'info',
      icon: 'clock',
      list: 'later',
    }
  }
  const warning = renewalWarning(approvalEndsOn, today)
  if (warning === null) return null
  return { words: leftWords(warning.daysLeft), ...tones[warning.months], list: 'ending' }
}

function leftWords(days: number): string {
  if (days === 0) return 'Last day today'
  if (days === 1) return 'Ends tomorrow'
  if (days < 100) return `Ends in ${days} days`
  return `Ends in ${Math.floor(days / 30.4)} months`
}
