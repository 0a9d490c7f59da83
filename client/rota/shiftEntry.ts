import type { SentTo } from '#shared/kernel/command.ts'
import type { PersonId, ShiftTemplateId } from '#shared/kernel/ids.ts'
import type { addShift, RotaWeek, ShiftRole, ShiftRow } from '#shared/rota/contract.ts'
import { restAround, type WorkPiece } from '#shared/rota/restOfWork.ts'
import type { RestConflict } from '#shared/rota/rest.ts'
import { piecesOfWeek } from './restOfWeek.ts'
import { checkShift, shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { clockChangeWords } from '#shared/rota/shiftWarnings.ts'
import { rotaWords } from '#shared/rota/words.ts'
import {
  clockTimeOf,
  isCalendarDay,
  isLondonDay,
  londonDay,
  mondayOf,
  type ClockTime,
  type LondonDay,
} from '#shared/time/london.ts'
import type { Minutes } from '#shared/time/minutes.ts'
import type { Span } from '#shared/time/span.ts'
import { readTime, typedTimeWords, type TypedTimeRefusal } from '#shared/time/typedTime.ts'

/** A shift as it is being typed. */
export interface ShiftEntry {
  readonly personId: string
  readonly day: string
  /** The id of a template, or `own` for times of its own. */
  readonly choice: string
  readonly from: string
  readonly until: string
  readonly role: ShiftRole
}

export interface EntryError {
  readonly field: 'personId' | 'day' | 'times' | 'startsAt' | 'endsAt'
  readonly message: string
}

export interface ReadEntry {
  readonly errors: readonly EntryError[]
  /** What to send; null while something is missing or cannot be read. */
  readonly toSend: SentTo<typeof addShift> | null
  /** When it would be worked, as soon as that can be said. */
  readonly during: Span | null
  /** What it means on a night when the clocks change. */
  readonly clockChange: readonly string[]
  readonly length: Minutes | null
}

export const OWN_TIMES = 'own'

/** The day that a new shift begins with: today in the week that has it, and otherwise that week's Monday. */
export const dayToOffer = (monday: LondonDay, today: LondonDay): LondonDay =>
  mondayOf(today) === monday ? today : monday

/** A shift on the rota, or a new one, as the form begins. */
export function entryOf(rota: RotaWeek, shift: ShiftRow | null, day: LondonDay, personId: string): ShiftEntry {
  const inUse = rota.templates.filter(({ retired, id }) => !retired || id === shift?.templateId)
  return {
    personId: shift?.personId ?? personId,
    day: shift?.day ?? day,
    choice: shift ? (shift.templateId ?? OWN_TIMES) : (inUse[0]?.id ?? OWN_TIMES),
    from: shift ? clockTimeOf(shift.startsAt) : '',
    until: shift ? clockTimeOf(shift.endsAt) : '',
    role: shift?.role ?? 'duty',
  }
}

/** Reads the form: what is wrong with each field in words, and what it says when nothing is. */
export function readEntry(entry: ShiftEntry, rota: Pick<RotaWeek, 'templates'>): ReadEntry {
  const errors: EntryError[] = []
  if (entry.personId === '') errors.push({ field: 'personId', message: 'Choose who works this shift' })
  const day = isLondonDay(entry.day) ? londonDay(entry.day) : null
  if (day === null) {
    const far = isCalendarDay(entry.day) && entry.day > '2200'
    errors.push({
      field: 'day',
      message: far
        ? 'That is too far ahead: a rota is planned up to five years from today. Check the year'
        : 'Enter a day, like 19/11/2026',
    })
  }
  const times = timesIn(entry, rota, errors)
  const during = day && times ? shiftSpan(times, day) : null
  const length = during ? checkShift(during) : null
  if (length && !length.ok) errors.push({ field: length.refusal.field, message: rotaWords(length.refusal) })
  const sent = entry.choice === OWN_TIMES ? times && { ...times, role: entry.role } : templateIn(entry)
  const toSend = errors.length === 0 && day && sent ? { personId: entry.personId as PersonId, day, times: sent } : null
  const clockChange = day && times ? clockChangeWords(times, day) : []
  return { errors, toSend, during, clockChange, length: length?.ok ? length.value : null }
}

// The ids in the form come from the lists of the answer that it was made from.
const templateIn = ({ choice }: ShiftEntry) => ({ templateId: choice as ShiftTemplateId })

interface Times {
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
}

function timesIn(entry: ShiftEntry, { templates }: Pick<RotaWeek, 'templates'>, errors: EntryError[]): Times | null {
  if (entry.choice !== OWN_TIMES) {
    const template = templates.find(({ id }) => id === entry.choice)
    if (!template) errors.push({ field: 'times', message: 'Choose a shift, or type its times' })
    return template ? { startsAt: template.startsAt, endsAt: template.endsAt } : null
  }
  const [startsAt, endsAt] = [readTime(entry.from), readTime(entry.until)]
  if (!startsAt.ok)
    errors.push({ field: 'startsAt', message: timeWords(startsAt.refusal, 'Enter when it starts, like 15:00') })
  if (!endsAt.ok) errors.push({ field: 'endsAt', message: timeWords(endsAt.refusal, 'Enter when it ends, like 23:00') })
  return startsAt.ok && endsAt.ok ? { startsAt: startsAt.value, endsAt: endsAt.value } : null
}

/** What is wrong with a typed time; where there are two, the words for a missing one tell them apart. */
export const timeWords = (refusal: TypedTimeRefusal, missing: string): string =>
  refusal.code === 'time-missing' ? missing : typedTimeWords(refusal)

/** Where the shift being typed would leave its person under eleven hours, with all that they work as far as the week on screen shows. */
export function restBeside(
  { personId }: ShiftEntry,
  during: Span,
  rota: Pick<RotaWeek, 'shifts' | 'around' | 'work'>,
  own: ShiftRow | null,
): readonly RestConflict<WorkPiece>[] {
  const others = piecesOfWeek(rota).filter((one) => one.personId === personId && one.id !== own?.id)
  const id = own?.id ?? 'new'
  return restAround<WorkPiece>(
    { id, personId: personId as PersonId, startsAt: during.start, endsAt: during.end },
    others,
  )
}
