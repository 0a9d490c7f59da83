import type { Fault, IntakeField, IntakeValues } from '#shared/referrals/intake.ts'
import type { Instant } from '#shared/time/instant.ts'

/** What every part of the form is given: what was typed, how to change it, and after a failed save what to fix. */
export interface IntakePart {
  readonly values: IntakeValues
  readonly change: (changes: Partial<IntakeValues>) => void
  readonly faults: readonly Fault[]
  readonly now: Instant
}

/** What to fix in one box. */
export const faultIn = (faults: readonly Fault[], ...fields: readonly IntakeField[]): string | undefined =>
  faults.find(({ field }) => fields.includes(field))?.message

/** The attributes of a box that holds one of the values. */
export const boxOf = ({ values, change, faults }: IntakePart, field: IntakeField) => ({
  id: field,
  name: field,
  value: values[field],
  error: faultIn(faults, field),
  onChange: (event: { readonly target: { readonly value: string } }) => change({ [field]: event.target.value }),
})
