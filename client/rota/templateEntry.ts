import type { SentTo } from '#shared/kernel/command.ts'
import type { addShiftTemplate, ShiftRole, TemplateRow } from '#shared/rota/contract.ts'
import { checkShiftTimes } from '#shared/rota/shiftTemplate.ts'
import { rotaWords } from '#shared/rota/words.ts'
import { readTime } from '#shared/time/typedTime.ts'
import { timeWords } from './shiftEntry.ts'

/** A template as it is being typed. */
export interface TemplateEntry {
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  readonly role: ShiftRole
  readonly breakMinutes: string
  /** Empty for nowhere in particular. */
  readonly placeId: string
  readonly retired: boolean
}

export interface TemplateError {
  readonly field: string
  readonly message: string
}

export const templateEntryOf = (template: TemplateRow | null): TemplateEntry => ({
  name: template?.name ?? '',
  startsAt: template?.startsAt ?? '',
  endsAt: template?.endsAt ?? '',
  role: template?.role ?? 'duty',
  breakMinutes: String(template?.breakMinutes ?? 30),
  placeId: template?.placeId ?? '',
  retired: template?.retired ?? false,
})

type Read =
  | { readonly errors: readonly TemplateError[]; readonly fields: null }
  | { readonly errors: readonly []; readonly fields: SentTo<typeof addShiftTemplate> }

/** Reads the form: what is wrong with each field, or what to send. */
export function readTemplate(entry: TemplateEntry): Read {
  const errors: TemplateError[] = []
  if (entry.name.trim() === '') errors.push({ field: 'name', message: 'Give it a name, like “Late”' })
  const [startsAt, endsAt] = [readTime(entry.startsAt), readTime(entry.endsAt)]
  if (!startsAt.ok)
    errors.push({ field: 'startsAt', message: timeWords(startsAt.refusal, 'Enter when it starts, like 15:00') })
  if (!endsAt.ok) errors.push({ field: 'endsAt', message: timeWords(endsAt.refusal, 'Enter when it ends, like 23:00') })
  const breakMinutes = Number(entry.breakMinutes)
  if (!/^\d{1,3}$/.test(entry.breakMinutes.trim()) || breakMinutes > 240) {
    errors.push({ field: 'breakMinutes', message: 'Give the break in minutes, 0 to 240' })
  }
  if (startsAt.ok && endsAt.ok) {
    const length = checkShiftTimes({ startsAt: startsAt.value, endsAt: endsAt.value })
    if (!length.ok) errors.push({ field: length.refusal.field, message: rotaWords(length.refusal) })
  }
  if (errors.length > 0 || !startsAt.ok || !endsAt.ok) return { errors, fields: null }
  return {
    errors: [],
    fields: {
      name: entry.name,
      startsAt: startsAt.value,
      endsAt: endsAt.value,
      role: entry.role,
      breakMinutes,
      placeId: entry.placeId === '' ? null : entry.placeId,
    },
  }
}
