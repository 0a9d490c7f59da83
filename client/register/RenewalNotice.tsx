import { Notice } from '#client/ui/Notice.tsx'
import type { AmhpRow } from '#shared/register/contract.ts'
import { isLondonDay, londonDay, type LondonDay } from '#shared/time/london.ts'
import type { AmhpEntryText } from './amhpEntry.ts'
import { typedRenewalSays } from './approvalSays.ts'

interface RenewalNoticeProps {
  readonly row: AmhpRow | null
  readonly text: AmhpEntryText
  readonly today: LondonDay
}

/** What the days of a renewal leave in force, while they are typed: it warns of days that nothing covers, and stops nobody. */
export function RenewalNotice({ row, text: { approvedOn, approvalEndsOn }, today }: RenewalNoticeProps) {
  if (row === null || !isLondonDay(approvedOn) || !isLondonDay(approvalEndsOn)) return null
  const typed = { approvedOn: londonDay(approvedOn), approvalEndsOn: londonDay(approvalEndsOn) }
  const said = typedRenewalSays(row, typed, today)
  if (said === null) return null
  return (
    <Notice tone={said.gap === '' ? 'info' : 'warn'} speaks="politely">
      <b>{said.words}</b> {said.gap}
    </Notice>
  )
}
