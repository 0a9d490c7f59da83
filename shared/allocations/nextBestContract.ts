import { z } from 'zod'
import { defineQuery } from '../kernel/query.ts'
import type { Instant } from '../time/instant.ts'
import type { Pair } from './pairing.ts'
import type { Slip } from './replan.ts'

/** One pair with names of staff, and since when its AMHP has been free again; by reference, with nothing of the person. */
export interface NextBestPair extends Omit<Pair, 'firstAlone'> {
  readonly personName: string
  /** When their last job finished, within the hour; `null` for somebody who has been free longer. */
  readonly freedAt: Instant | null
  readonly firstAloneName: string | null
}

/** One that would be late, or gives somebody up for one that would be, with names of staff. */
export interface NextBestSlip extends Omit<Slip, 'before' | 'after'> {
  readonly before: { readonly name: string; readonly thereAt: Instant } | null
  readonly after: { readonly name: string; readonly thereAt: Instant } | null
}

export interface NextBest {
  readonly asOf: Instant
  /** How many wait for an AMHP and are not held. */
  readonly waiting: number
  readonly pairs: readonly NextBestPair[]
  /** Of those looked at, which would be late, and what would mend it; left out by a node of the last release. */
  readonly slips?: readonly NextBestSlip[]
}

export const nextBest = defineQuery(
  'allocations.nextBest',
  'Who would go to which of the referrals that wait, all together, and whoever has just become free',
  z.strictObject({}),
  ['referrals', 'allocations', 'rota', 'register', 'toil', 'choosing'],
).answering<NextBest>()
