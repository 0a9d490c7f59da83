import type { PersonId, ShiftId } from '../kernel/ids.ts'
import type { ShiftRole } from '../rota/contract.ts'
import type { Instant } from '../time/instant.ts'

/** One person's line in "Who is on". */
export interface OnStripRow {
  readonly personId: PersonId
  readonly name: string
  readonly phone: string
  readonly role: ShiftRole
  readonly needsBuddy: boolean
  readonly base: string
  readonly shiftId: ShiftId
  readonly shiftStartsAt: Instant
  readonly shiftEndsAt: Instant
  readonly jobs: readonly StripJobRow[]
}

/** `wayHome`: finished after the shift’s end, and nobody has said that they are home. */
export interface StripJobRow {
  readonly number: number
  readonly from: Instant
  readonly to: Instant | null
  readonly wayHome?: true
}
