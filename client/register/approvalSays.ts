import { renewalWarning } from '#shared/register/approval.ts'
import type { AmhpRow } from '#shared/register/contract.ts'
import { approvalOn, daysUncovered, keptOfBefore } from '#shared/register/renewal.ts'
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

type Said = Pick<
  AmhpRow,
  'approvedOn' | 'approvalEndsOn' | 'earlierApprovedOn' | 'earlierApprovalEndsOn' | 'suspendedAt'
>

/** What has to be said about an approval on a day; `null` when it is good for more than a year. */
export function approvalSays(row: Said, today: LondonDay): ApprovalSays | null {
  if (row.suspendedAt !== null) return { words: 'Suspended', tone: 'breach', icon: 'octagon', list: 'suspended' }
  const { approval, renewal, gapDays, unbroken } = approvalOn(row, today)
  if (approval.lastDay < today) {
    const words = renewal === null ? 'Approval ended' : `Ended; renewed from ${formatDate(renewal.firstDay)}`
    return { words, tone: 'breach', icon: 'octagon', list: 'ended' }
  }
  if (approval.firstDay > today) {
    return { words: `Begins ${formatDate(approval.firstDay)}`, tone: 'info', icon: 'clock', list: 'later' }
  }
  if (gapDays > 0) {
    return { words: `${countOf(gapDays)} not covered`, tone: 'breach-soft', icon: 'triangle', list: 'ending' }
  }
  const warning = renewalWarning(unbroken.lastDay, today)
  if (warning !== null) return { words: leftWords(warning.daysLeft), ...tones[warning.months], list: 'ending' }
  if (renewal === null) return null
  return { words: `Renewed from ${formatDate(renewal.firstDay)}`, tone: 'info', icon: 'clock', list: 'later' }
}

/** A sentence on how one approval follows another, and how grave it is. */
export interface RenewalSays {
  readonly words: string
  /** Of days that nobody may act on; empty when the two meet. */
  readonly gap: string
}

/**
 * What runs and what follows it, of an entry with a renewal that was entered ahead; `null` of any other.
 *
 * @example renewalSays(row, today)?.words // 'In force until 30 November 2026; renewed from 10 December 2026.'
 */
export function renewalSays(row: Omit<Said, 'suspendedAt'>, today: LondonDay): RenewalSays | null {
  const { approval, renewal, gapDays } = approvalOn(row, today)
  if (renewal === null) return null
  const until = `${approval.lastDay < today ? 'Ended on' : 'In force until'} ${formatDate(approval.lastDay)}`
  return { words: `${until}; renewed from ${formatDate(renewal.firstDay)}.`, gap: gapWords(gapDays) }
}

/**
 * What saving days that are typed would make of the entry that is there: what runs on, and the days that nothing would cover; `null` when
 * there is nothing to say.
 */
export function typedRenewalSays(
  row: AmhpRow,
  { approvedOn, approvalEndsOn }: Pick<AmhpRow, 'approvedOn' | 'approvalEndsOn'>,
  today: LondonDay,
): RenewalSays | null {
  const kept = keptOfBefore(row, approvedOn, today)
  const said = renewalSays({ approvedOn, approvalEndsOn, ...kept }, today)
  if (said !== null) return said
  const { approval } = approvalOn(row, today)
  if (approvedOn > today) {
    const words = `In force from ${formatDate(approvedOn)}.`
    const gap = approval.firstDay <= today ? `Nothing is in force until then: ${CORRECTION}` : ''
    return gap === '' ? null : { words, gap }
  }
  const gapDays = daysUncovered(approval, { firstDay: approvedOn, lastDay: approvalEndsOn })
  return gapDays === 0
    ? null
    : { words: `The approval before this one ended on ${formatDate(approval.lastDay)}.`, gap: gapWords(gapDays) }
}

const CORRECTION =
  'the approval that runs goes on for more than a year, so this counts as a correction of its first day and not as a renewal.'

const gapWords = (gapDays: number): string =>
  gapDays === 0 ? '' : `Nothing covers the ${countOf(gapDays)} between: they may not act as an AMHP then.`

const countOf = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

function leftWords(days: number): string {
  if (days === 0) return 'Last day today'
  if (days === 1) return 'Ends tomorrow'
  if (days < 100) return `Ends in ${days} days`
  return `Ends in ${Math.floor(days / 30.4)} months`
}
