import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { setSessionLimits } from '#shared/identity/limitsContract.ts'
import type { SessionLimits } from '#shared/identity/sessionLimits.ts'

/** The five figures as they are typed. The names are the hub's own, so that its errors find their field. */
export const limitFields = [
  'desk.idleMinutes',
  'desk.absoluteMinutes',
  'field.idleMinutes',
  'field.absoluteMinutes',
  'atOnce',
] as const
export type LimitField = (typeof limitFields)[number]
export type LimitsText = Readonly<Record<LimitField, string>>

/** @example limitsText(limits)['desk.idleMinutes'] // '30' */
export const limitsText = ({ desk, field, atOnce }: SessionLimits): LimitsText => ({
  'desk.idleMinutes': String(desk.idleMinutes),
  'desk.absoluteMinutes': String(desk.absoluteMinutes),
  'field.idleMinutes': String(field.idleMinutes),
  'field.absoluteMinutes': String(field.absoluteMinutes),
  atOnce: String(atOnce),
})

/**
 * The limits that were typed, by the hub's own rules, or what is wrong with them, a line for each field.
 *
 * @example readLimits({ ...text, 'desk.idleMinutes': '45' }, 0) // Minutes without anything done at a desk: 30 at most
 */
export function readLimits(
  text: LimitsText,
  seenVersion: number,
):
  | { readonly ok: true; readonly input: SessionLimits & { readonly seenVersion: number } }
  | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const notWhole = limitFields.filter((field) => !/^\s*\d{1,4}\s*$/.test(text[field]))
  if (notWhole.length > 0)
    return {
      ok: false,
      errors: notWhole.map((field) => ({
        field,
        message: field === 'atOnce' ? 'Give a whole number of devices, like 5' : 'Give whole minutes, like 30',
      })),
    }
  const given = (field: LimitField): number => Number(text[field])
  const read = setSessionLimits.input.safeParse({
    seenVersion,
    desk: { idleMinutes: given('desk.idleMinutes'), absoluteMinutes: given('desk.absoluteMinutes') },
    field: { idleMinutes: given('field.idleMinutes'), absoluteMinutes: given('field.absoluteMinutes') },
    atOnce: given('atOnce'),
  })
  if (read.success) return { ok: true, input: read.data }
  return { ok: false, errors: read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })) }
}

/** Minutes as people say them. @example inHours('720') // '12 hours' */
export function inHours(minutes: string): string {
  if (!/^\s*\d{1,4}\s*$/.test(minutes)) return ''
  const [hours, rest] = [Math.floor(Number(minutes) / 60), Number(minutes) % 60]
  const words = [hours === 0 ? '' : hours === 1 ? '1 hour' : `${hours} hours`, rest === 0 ? '' : `${rest} minutes`]
  return words.filter(Boolean).join(' ')
}
