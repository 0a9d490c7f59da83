import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { readLength } from '#client/ui/readLength.ts'
import { endOfPart, type PartOfDay } from '#shared/rota/hoursAway.ts'
import { clockTime, isClockTime } from '#shared/time/london.ts'

/** What somebody typed of a part of a day: from when, and until when or for how long. Both empty for whole days. */
export interface PartEntry {
  readonly partStartsAt: string
  readonly partEndsAt: string
}

export const wholeDays: PartEntry = { partStartsAt: '', partEndsAt: '' }

type ReadPart =
  | { readonly ok: true; readonly part: PartOfDay | null }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

/**
 * Reads it: a part of the day, nothing for whole days, or what is wrong with which field.
 *
 * @example readPart({ partStartsAt: '15:00', partEndsAt: '2h' }) // { ok: true, part: { startsAt: '15:00', endsAt: '17:00' } }
 */
export function readPart({ partStartsAt: from, partEndsAt: until }: PartEntry): ReadPart {
  if (from === '' && until.trim() === '') return { ok: true, part: null }
  const end = endOfPart(from, until, readLength)
  const errors = [
    ...(isClockTime(from) ? [] : [{ field: 'partStartsAt', message: 'Enter from when, like 15:00' }]),
    ...(end === null
      ? [{ field: 'partEndsAt', message: 'Enter until when on that day, like 17:00, or how long, like 2h' }]
      : []),
  ]
  return errors.length > 0 || end === null
    ? { ok: false, errors }
    : { ok: true, part: { startsAt: clockTime(from), endsAt: end } }
}
