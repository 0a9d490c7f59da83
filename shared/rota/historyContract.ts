import { z } from 'zod'
import { shiftId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import type { Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
import type { ShiftRole } from './contract.ts'
import type { OfferKind, OfferState } from './offers.ts'

/** Everything that a shift ever was, oldest first. Whoever has left since is still named: what was planned stays as it was. */
export interface ShiftHistory {
  readonly states: readonly {
    readonly version: number
    readonly at: Instant
    readonly name: string
    readonly day: LondonDay
    readonly startsAt: Instant
    readonly endsAt: Instant
    readonly role: ShiftRole
    readonly cancelled: boolean
    /** Who made it so; `null` where the hub did by itself, or from before it kept that. */
    readonly byName: string | null
    /** Why its person has it over their own leave: said to them and to those who plan, else empty. */
    readonly overLeaveWhy: string
  }[]
  readonly offers: readonly {
    readonly kind: OfferKind
    readonly state: OfferState
    readonly name: string
    readonly offeredByName: string
    readonly offeredAt: Instant
    readonly takerName: string | null
    readonly takenAt: Instant | null
    readonly decidedByName: string | null
    readonly decidedAt: Instant | null
  }[]
}

export const shiftHistory = defineQuery(
  'rota.shiftHistory',
  'Everything that a shift ever was, and who offered and took it',
  z.strictObject({ shiftId }),
  ['rota'],
).answering<ShiftHistory | null>()
