import type { LeaveId, PersonId } from '../kernel/ids.ts'
import type { LondonDay } from '../time/london.ts'
import type { Span } from '../time/span.ts'
import type { AwayKind } from './contract.ts'
import type { LeaveState } from './leave.ts'

/** Leave as those who ask for it and those who plan read it. */
export interface LeaveRow {
  readonly id: LeaveId
  readonly personId: PersonId
  readonly name: string
  readonly kind: AwayKind
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  /** From when to when, of leave that is a part of its one day. */
  readonly part: Span | null
  readonly state: LeaveState
  readonly note: string
  readonly decidedWhy: string
  readonly version: number
  /** Their shifts on these days, and where cover would fall short without them, in words. */
  readonly breaks: { readonly shifts: readonly string[]; readonly gaps: readonly string[] }
}
