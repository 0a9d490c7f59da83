import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { SentTo } from '#shared/kernel/command.ts'
import type { RotaSettings } from '#shared/rota/operatingModels.ts'
import type { setRotaSettings } from '#shared/rota/settingsContract.ts'
import { isLondonDay, type LondonDay } from '#shared/time/london.ts'
import { readTime } from '#shared/time/typedTime.ts'
import { timeWords } from './shiftEntry.ts'

/** Settings as they are being typed. */
export interface SettingsEntry extends Pick<RotaSettings, 'model' | 'swapPolicy' | 'restBasis'> {
  readonly effectiveFrom: string
  readonly officeFrom: string
  readonly officeUntil: string
  readonly atOnceHours: string
  readonly noticeDays: string
  readonly why: string
}

export const settingsEntryOf = (start: RotaSettings, from: LondonDay): SettingsEntry => ({
  ...start,
  effectiveFrom: from,
  atOnceHours: String(start.atOnceHours),
  noticeDays: String(start.noticeDays),
  why: '',
})

const wholeUpTo = (typed: string, most: number): number | null =>
  /^\d{1,3}$/.test(typed.trim()) && Number(typed) <= most ? Number(typed) : null

/** Reads the form: what is wrong with each field, or what to send. */
export function readSettings(entry: SettingsEntry): {
  readonly errors: readonly FieldError[]
  readonly toSend: SentTo<typeof setRotaSettings> | null
} {
  const [officeFrom, officeUntil] = [readTime(entry.officeFrom), readTime(entry.officeUntil)]
  const [atOnceHours, noticeDays] = [wholeUpTo(entry.atOnceHours, 168), wholeUpTo(entry.noticeDays, 84)]
  const errors: FieldError[] = []
  if (!isLondonDay(entry.effectiveFrom))
    errors.push({ field: 'effectiveFrom', message: 'Give the day from which it holds, like 01/01/2027' })
  if (!officeFrom.ok)
    errors.push({
      field: 'officeFrom',
      message: timeWords(officeFrom.refusal, 'Enter when office hours begin, like 09:00'),
    })
  if (!officeUntil.ok)
    errors.push({
      field: 'officeUntil',
      message: timeWords(officeUntil.refusal, 'Enter when office hours end, like 17:00'),
    })
  if (atOnceHours === null) errors.push({ field: 'atOnceHours', message: 'Give 0 to 168 hours' })
  if (noticeDays === null) errors.push({ field: 'noticeDays', message: 'Give 0 to 84 days' })
  if (entry.why.trim() === '') errors.push({ field: 'why', message: 'Say what changes on that day, in a line' })
  if (errors.length > 0 || !officeFrom.ok || !officeUntil.ok || atOnceHours === null || noticeDays === null)
    return { errors, toSend: null }
  const { effectiveFrom, model, swapPolicy, restBasis, why } = entry
  const times = { officeFrom: officeFrom.value, officeUntil: officeUntil.value }
  return { errors, toSend: { effectiveFrom, model, swapPolicy, restBasis, why, ...times, atOnceHours, noticeDays } }
}
