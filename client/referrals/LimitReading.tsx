import { faceOf } from '#client/ui/clockFace.ts'
import { ClockDial } from '#client/ui/StatutoryClock.tsx'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { Extension } from '#shared/referrals/clocks.ts'
import { limitSaid } from '#shared/referrals/limitWords.ts'
import type { Instant } from '#shared/time/instant.ts'

export interface LimitReadingProps {
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly extension?: Extension | null | undefined
  readonly now: Instant
}

/** When a power will end, said back while its start is typed: a slip of twelve hours is seen at once. */
export function LimitReading({ kind, startedAt, extension = null, now }: LimitReadingProps) {
  const { clock, before, when, after } = limitSaid({ kind, startedAt, extension }, now)
  const face = faceOf({ kind: 'legal', state: clock.state, limitAt: clock.limitAt, startedAt, label: '' }, now)
  return (
    <div className="inl">
      <ClockDial face={face} />
      <span>
        {before}
        <b>{when}</b>
        {after}
      </span>
    </div>
  )
}
