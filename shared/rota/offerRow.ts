import type { PersonId, ShiftId, ShiftOfferId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
import type { ShiftRole } from './contract.ts'
import type { OfferKind, OfferState } from './offers.ts'

/** A shift that is offered to colleagues, as the rota shows it. */
export interface OfferRow {
  readonly id: ShiftOfferId
  readonly kind: OfferKind
  readonly shiftId: ShiftId
  readonly personId: PersonId
  readonly name: string
  readonly day: LondonDay
  /** What is offered: the whole shift, or the part of it. */
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  /** Where it is worked; null for nowhere in particular. */
  readonly placeName: string | null
  readonly note: string
  readonly meantFor: PersonId | null
  readonly meantForName: string | null
  readonly state: OfferState
  readonly takerId: PersonId | null
  readonly takerName: string | null
  readonly inReturn: {
    readonly shiftId: ShiftId
    readonly day: LondonDay
    readonly startsAt: Instant
    readonly endsAt: Instant
  } | null
  /** Whoever offers the shift has said yes to the one in return. */
  readonly returnAgreed: boolean
  /** Why somebody works over their own leave by it; said to them and to who plans, else empty. */
  readonly overLeaveWhy: string
  /** The reader is one of its two and may undo it: nobody else decided it, and neither shift has begun or gone to somebody else. */
  readonly mayUndo: boolean
  readonly version: number
  /** Why the reader cannot take it, in words; `null` when they can. */
  readonly cannot: string | null
  /** What taking it would do to the reader’s rest. */
  readonly warnings: readonly string[]
}
