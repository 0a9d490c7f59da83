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
  /** Their home team; empty for whoever is in none, and left out by a node of the last release. */
  readonly team?: string
  readonly shiftId: ShiftId
  readonly shiftStartsAt: Instant
  readonly shiftEndsAt: Instant
  readonly jobs: readonly StripJobRow[]
}

/**
 * Taken back from somebody who had set off for it, and who is looked for still: nobody has heard that they are back or safe. `heardAt`: when
 * they were last heard of after that, if at all.
 */
export interface StillOut {
  readonly wasThere: boolean
  readonly heardAt: Instant | null
}

/** `wayHome`: finished, and looked for until somebody says that they are home. */
export interface StripJobRow {
  readonly number: number
  readonly from: Instant
  readonly to: Instant | null
  readonly wayHome?: true
  readonly stillOut?: StillOut
}
