import type { ReactNode } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import type { Seen } from './useSeen.ts'

/** Somebody changed the record while this form was filled in: who, what, and that nothing typed is lost. */
interface ChangedMeanwhileProps {
  readonly seen: Seen
  readonly last: TimelineLine | undefined
  /** Both choices, where two people changed the same thing: then each is decided, and looking is not enough. */
  readonly children?: ReactNode
}

export function ChangedMeanwhile({ seen, last, children }: ChangedMeanwhileProps) {
  const today = londonDayOf(useNow(60_000))
  if (!seen.changed) return null
  return (
    <Notice
      tone="warn"
      speaks="at-once"
      action={
        children ? null : (
          <Button size="sm" onClick={seen.accept}>
            I have looked
          </Button>
        )
      }
    >
      <b>This referral changed while you were writing.</b>{' '}
      {last && `${last.head}, ${formatInstant(last.at, today)}, ${last.by}. `}
      What you typed is kept{children ? ', and nothing of it has been sent.' : '. Look at what changed, then go on.'}
      {children}
    </Notice>
  )
}
