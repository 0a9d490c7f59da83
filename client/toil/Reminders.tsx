import type { ReactNode } from 'react'
import { Notice } from '#client/ui/Notice.tsx'
import type { BookedToil, ToilAccount } from '#shared/toil/contract.ts'
import type { Reminder } from '#shared/toil/expiry.ts'
import { formatDate, formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** What runs out and what is booked: told weeks before, and never taken away by itself. */
export function Reminders({
  account: { reminders, booked },
  action,
}: {
  readonly account: Pick<ToilAccount, 'reminders' | 'booked'>
  readonly action?: ((reminder: Reminder) => ReactNode) | undefined
}) {
  return (
    <>
      {reminders.length > 0 && (
        <Notice tone="warn" icon="clock">
          {reminders.map((one) => (
            <div key={one.entryId} className="reminder">
              <span>{reminderWords(one)}</span>
              {action?.(one)}
            </div>
          ))}
        </Notice>
      )}
      <Booked said="Booked and on the rota" days={booked.filter(({ onRota }) => onRota)} />
      <Booked
        said="Booked for part of a day, which the rota does not show"
        days={booked.filter(({ onRota }) => !onRota)}
      />
    </>
  )
}

function Booked({ said, days }: { readonly said: string; readonly days: readonly BookedToil[] }) {
  if (days.length === 0) return null
  return (
    <p className="muted">
      {said}: {days.map(({ day, minutes }) => `${formatDayShort(day)}, ${formatMinutes(minutes)}`).join('; ')}.
    </p>
  )
}

/** @example reminderWords(reminder) // '50m earned on 12 November 2026 is to be taken by 14 May 2027: 4 weeks.' */
export function reminderWords({ left, earnedOn, expiresOn, stage, daysLeft }: Reminder): string {
  const what = `${formatMinutes(left)} earned on ${formatDate(earnedOn)}`
  if (stage === 'past')
    return `${what} was to be taken by ${formatDate(expiresOn)}. A manager decides what becomes of it; it is still yours.`
  const time =
    daysLeft <= 7 ? `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left` : `${Math.ceil(daysLeft / 7)} weeks left`
  return `${what} is to be taken by ${formatDate(expiresOn)}: ${time}.`
}
