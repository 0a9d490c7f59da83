import { Notice } from '#client/ui/Notice.tsx'
import { namesClockThatIsNone, noClockWords } from '#shared/referrals/clockClass.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { standardBands } from '#shared/referrals/urgencyTargets.ts'
import type { Instant } from '#shared/time/instant.ts'

interface ClassOfNoClockProps {
  readonly record: ReferralRecord
  readonly urgency: string
  readonly now: Instant
}

/** The class of a running legal clock is chosen where none is on the record: said beside the field, and never forbidden. */
export function ClassOfNoClock({ record, urgency, now }: ClassOfNoClockProps) {
  if (!namesClockThatIsNone(urgency, record, now)) return null
  const { words } = record.urgencyBands ?? standardBands
  return (
    <Notice tone="warn" speaks="politely">
      <b>No legal clock is recorded.</b> {noClockWords(words.U0)}
    </Notice>
  )
}
