import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { SentTo } from '#shared/kernel/command.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import type { keepSharedDuty, SharedDutyRow } from '#shared/rota/patternContract.ts'
import type { DutySharer, Sharing } from '#shared/rota/sharedDuty.ts'
import { isLondonDay, type LondonDay } from '#shared/time/london.ts'
import { readTime } from '#shared/time/typedTime.ts'
import { timeWords } from './shiftEntry.ts'

/** A shared duty as it is being typed. */
export interface DutyEntry {
  readonly name: string
  readonly how: Sharing
  readonly days: readonly NeedDay[]
  readonly startsAt: string
  readonly endsAt: string
  readonly role: ShiftRole
  readonly firstDay: string
  readonly lastDay: string
  readonly people: readonly DutySharer[]
}

export const dutyEntryOf = (duty: SharedDutyRow | null, nextMonday: LondonDay): DutyEntry => ({
  name: duty?.name ?? '',
  how: duty?.how ?? 'in-turn',
  days: duty?.days ?? [],
  startsAt: duty?.startsAt ?? '',
  endsAt: duty?.endsAt ?? '',
  role: duty?.role ?? 'duty',
  firstDay: duty?.firstDay ?? nextMonday,
  lastDay: duty?.lastDay ?? '',
  people: duty?.people ?? [],
})

/** Reads the form: what is wrong with each field, or what to send. */
export function readDuty(
  entry: DutyEntry,
  dutyId: SharedDutyRow['id'] | null,
  seenVersion: number,
): { readonly errors: readonly FieldError[]; readonly toSend: SentTo<typeof keepSharedDuty> | null } {
  const [startsAt, endsAt] = [readTime(entry.startsAt), readTime(entry.endsAt)]
  const errors: FieldError[] = []
  if (entry.name.trim() === '') errors.push({ field: 'name', message: 'Give it a name, like “Saturday late”' })
  if (!startsAt.ok)
    errors.push({ field: 'startsAt', message: timeWords(startsAt.refusal, 'Enter when it starts, like 12:30') })
  if (!endsAt.ok) errors.push({ field: 'endsAt', message: timeWords(endsAt.refusal, 'Enter when it ends, like 20:30') })
  if (entry.days.length === 0) errors.push({ field: 'days', message: 'Choose at least one day' })
  if (!isLondonDay(entry.firstDay)) errors.push({ field: 'firstDay', message: 'Give the first day, like 16/11/2026' })
  if (entry.lastDay !== '' && !isLondonDay(entry.lastDay))
    errors.push({ field: 'lastDay', message: 'Give the last day, or leave it empty' })
  if (errors.length > 0 || !startsAt.ok || !endsAt.ok) return { errors, toSend: null }
  const toSend = {
    ...entry,
    dutyId,
    seenVersion,
    days: [...entry.days],
    startsAt: startsAt.value,
    endsAt: endsAt.value,
    lastDay: entry.lastDay === '' ? null : entry.lastDay,
    people: entry.people.map((one) => ({ ...one, excludedDays: [...one.excludedDays] })),
  }
  return { errors, toSend }
}
