import { useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { Card } from '#client/ui/Card.tsx'
import { TextField } from '#client/ui/Field.tsx'
import type { ToilAccount } from '#shared/toil/contract.ts'
import { balance, balanceAsWritten } from '#shared/toil/ledger.ts'
import { addDays, formatDate, isLondonDay, londonDay, londonDayOf, startOfDay } from '#shared/time/london.ts'
import { formatMinutes, minutes } from '#shared/time/minutes.ts'

/** What the ledger says of a past day, and what it said then: an entry written later may belong to an earlier day. */
export function BalanceThen({ account }: { readonly account: ToilAccount }) {
  const [day, setDay] = useState<string>(addDays(londonDayOf(nowInstant()), -28))
  const entries = account.entries.map((entry) => ({ ...entry, minutes: minutes(entry.minutes) }))
  return (
    <Card title="The balance on another day">
      <TextField
        label="End of the day"
        type="date"
        value={day}
        error={isLondonDay(day) ? undefined : 'Give the day'}
        onChange={(event) => setDay(event.target.value)}
      />
      {isLondonDay(day) && (
        <p>
          <b>{formatMinutes(balance(entries, londonDay(day)))}</b>, by all that is written of{' '}
          {formatDate(londonDay(day))} and before. At the end of that day the ledger said{' '}
          <b>{formatMinutes(balanceAsWritten(entries, startOfDay(addDays(londonDay(day), 1))))}</b>.
        </p>
      )}
    </Card>
  )
}
