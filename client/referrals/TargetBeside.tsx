import { Button } from '#client/ui/Button.tsx'
import type { DueByUrgency } from '#shared/referrals/urgencyTargets.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

interface TargetBesideProps {
  readonly due: DueByUrgency
  readonly now: Instant
  readonly onUse: () => void
}

/** Beside a time that was typed: the target of the class and why, and the way back to it. */
export function TargetBeside({ due, now, onUse }: TargetBesideProps) {
  return (
    <p className="small muted">
      Target {formatInstant(due.dueAt, londonDayOf(now))}. {due.because}.{' '}
      <Button kind="q" size="sm" onClick={onUse}>
        Use the target
      </Button>
    </p>
  )
}
