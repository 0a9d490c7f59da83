import { z } from 'zod'
import { defineQuery } from '../kernel/query.ts'
import type { Power } from '../referrals/clocks.ts'
import type { LimitFacts } from '../referrals/law/limits.ts'
import type { ReferralState, Urgency } from '../referrals/referral.ts'
import type { Instant } from '../time/instant.ts'
import type { OnStripRow } from './strip.ts'

/** One referral without a name: initials, area, stage and clock. Of a restricted person not even initials and area. */
export interface NamelessRow {
  readonly number: number
  readonly state: ReferralState
  readonly receivedAt: Instant
  readonly acceptedAt: Instant | null
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly restricted: boolean
  readonly initials: string
  readonly area: string
  /** The colleague who has it. */
  readonly withName: string | null
  readonly powers: readonly Power[]
  readonly limits: readonly LimitFacts[]
}

export interface BoardWithoutNames {
  readonly asOf: Instant
  readonly triageTargetMinutes: number
  readonly rows: readonly NamelessRow[]
  /** What the service calls its classes of urgency; a node of the last release does not say. */
  readonly urgencyWords?: Readonly<Record<Urgency, string>>
  readonly strip: readonly OnStripRow[]
  /** As on the board: referrals that usually come in each hour of this weekday. */
  readonly usualDemand: readonly number[]
}

/** The same for everybody who may ask, so one answer serves them all. */
export const boardWithoutNames = defineQuery(
  'allocations.boardWithoutNames',
  'The board as colleagues may see it: initials, area, stage, clock, and who is on',
  z.strictObject({}),
  ['referrals', 'allocations', 'rota', 'register', 'safety'],
).answering<BoardWithoutNames>()
