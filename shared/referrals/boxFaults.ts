import { narrative, optionalLine } from '#shared/kernel/text.ts'
import type { Fault, IntakeField, IntakeValues } from './intake.ts'
import { nhsNumberWords, readNhsNumber } from './nhsNumber.ts'

/** What the hub would say of one box: said with all the rest that is to mend, not after it. */
function faultBy(schema: typeof optionalLine, values: IntakeValues, field: IntakeField): Fault | null {
  const message = schema.safeParse(values[field].trim()).error?.issues[0]?.message
  return message === undefined ? null : { field, message }
}

/** A line that is too long, or holds what no keyboard types. @example lineFault(values, 'callerName') // { field: 'callerName', message: 'Use 200 characters or fewer' } */
export const lineFault = (values: IntakeValues, field: IntakeField): Fault | null =>
  faultBy(optionalLine, values, field)

/** The same of a text of several lines. */
export const narrativeFault = (values: IntakeValues, field: IntakeField): Fault | null =>
  faultBy(narrative, values, field)

/** An NHS number that cannot be one; none is no fault. */
export function nhsFault({ nhsNumber }: IntakeValues): Fault | null {
  if (nhsNumber.trim() === '') return null
  const read = readNhsNumber(nhsNumber)
  return read.ok ? null : { field: 'nhsNumber', message: nhsNumberWords(read.refusal) }
}
