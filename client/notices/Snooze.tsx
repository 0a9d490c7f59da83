import { useSend } from '#client/kernel/api.ts'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { toast } from '#client/ui/toast.ts'
import { snoozeNotices } from '#shared/notices/contract.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTime, formatInstant, londonDayOf, londonInstant } from '#shared/time/london.ts'

const MORNING = clockTime('08:00')
const morningIn = (days: number): Instant => londonInstant(addDays(londonDayOf(nowInstant()), days), MORNING)

/** Holds what can wait: for some hours, until tomorrow, for a week away. */
export function Snooze({ until }: { readonly until: Instant | null }) {
  const now = useNow(60_000)
  const snoozing = useSend(snoozeNotices)
  const snooze = async (to: Instant | null): Promise<void> => {
    try {
      const sent = await snoozing.mutateAsync({ until: to })
      toast(
        sent.ok
          ? { words: to === null ? 'Notices come again.' : 'Snoozed.', icon: 'check' }
          : { words: sent.refusal.message, icon: 'triangle' },
      )
    } catch (fault) {
      toast({ words: fault instanceof Error ? fault.message : 'Not sent. Try again.', icon: 'triangle' })
    }
  }
  const asleep = until !== null && until > now
  return (
    <Card title="Snooze">
      <div className="stack">
        <p className="muted">
          {asleep
            ? `Snoozed until ${formatInstant(until, londonDayOf(now))}. Jobs and check-ins still come.`
            : 'Holds your rota, leave and claims for a while. Jobs and check-ins still come.'}
        </p>
        <div className="btns">
          {asleep ? (
            <Button busy={snoozing.isPending} onClick={() => void snooze(null)}>
              Stop snoozing
            </Button>
          ) : (
            <>
              <Button size="sm" busy={snoozing.isPending} onClick={() => void snooze(addHours(nowInstant(), 4))}>
                4 hours
              </Button>
              <Button size="sm" busy={snoozing.isPending} onClick={() => void snooze(morningIn(1))}>
                Until tomorrow, 08:00
              </Button>
              <Button size="sm" busy={snoozing.isPending} onClick={() => void snooze(morningIn(7))}>
                For a week
              </Button>
            </>
          )}
        </div>
      </div>
    </Card>
  )
}
