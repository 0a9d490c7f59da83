import { useNow } from '#client/kernel/clock.ts'
import { Notice } from '#client/ui/Notice.tsx'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { pastDayWords } from '#shared/rota/shiftWarnings.ts'
import { restWords } from '#shared/rota/words.ts'
import { formatInstant, isLondonDay, londonDay, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { restBeside, type ReadEntry, type ShiftEntry } from './shiftEntry.ts'

interface ShiftPreviewProps {
  readonly entry: ShiftEntry
  readonly read: ReadEntry
  readonly rota: RotaWeek
  readonly shift: ShiftRow | null
}

/** What was typed, read back: when it begins and ends, how long it is, and what rest it leaves. */
export function ShiftPreview({ entry, read: { during, length, clockChange }, rota, shift }: ShiftPreviewProps) {
  const today = londonDayOf(useNow(60_000))
  if (during === null || length === null) return <p className="hint" aria-live="polite" />
  const person = rota.people.find(({ personId }) => personId === entry.personId)
  const away = rota.daysAway.find(({ personId, day }) => personId === entry.personId && day === entry.day)
  const conflicts = person ? restBeside(entry, during, rota, shift) : []
  const place = rota.templates.find(({ id }) => id === entry.choice)?.placeName ?? null
  const past = daysChanged(entry, shift).flatMap((day) => pastDayWords(day, today))
  return (
    <div className="stack-s" aria-live="polite">
      <p>
        {formatInstant(during.start)} to {formatInstant(during.end, londonDayOf(during.start))}:{' '}
        <b>{formatMinutes(length)}</b>
        {place !== null && `, at ${place}`}
      </p>
      {[...past, ...clockChange].map((words) => (
        <Notice key={words} tone="warn">
          {words}
        </Notice>
      ))}
      {person && away && (
        <Notice tone="warn">
          <b>{person.name} is away that day.</b> You can still put the shift on.
        </Notice>
      )}
      {person &&
        conflicts.map((conflict) => (
          <Notice key={conflict.later.id} tone="breach">
            {restWords(person.name, conflict)} It can still be saved, and the week will show it.
          </Notice>
        ))}
    </div>
  )
}

/** The days whose rota a save changes: where a shift comes from, and where it goes. */
const daysChanged = ({ day }: ShiftEntry, shift: ShiftRow | null) => [
  ...(shift && shift.day !== day ? [shift.day] : []),
  ...(isLondonDay(day) ? [londonDay(day)] : []),
]
