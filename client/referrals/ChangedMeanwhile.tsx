import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import type { Seen } from './useSeen.ts'

/** Somebody changed the record while this form was filled in: who, what, and that nothing typed is lost. */
export function ChangedMeanwhile({ seen, last }: { readonly seen: Seen; readonly last: TimelineLine | undefined }) {
  if (!seen.changed) return null
  return (
    <Notice
      tone="warn"
      speaks="at-once"
      action={
        <Button size="sm" onClick={seen.accept}>
          I have looked
        </Button>
      }
    >
      <b>This referral changed while you were writing.</b>{' '}
      {last && `${last.head}, ${formatInstant(last.at, londonDayOf(last.at))}, ${last.by}. `}
      What you typed is kept. Look at what changed, then go on.
    </Notice>
  )
}
