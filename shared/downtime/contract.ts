import { z } from 'zod'
import { defineQuery } from '../kernel/query.ts'
import type { ReferralId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'

/** A copy is made so often, and is old after that. */
export const PACK_MINUTES = 15

export interface DowntimePack {
  readonly madeAt: Instant
  readonly fileName: string
  /** A whole page of HTML that needs nothing else: no script, no address, no network. */
  readonly html: string
  readonly referralIds: readonly ReferralId[]
}

/** What a desk keeps for the hour in which the hub cannot be reached. Taking it away is kept as an export. */
export const downtimePack = defineQuery(
  'downtime.downloadPack',
  'A page that can be printed and kept for when the hub is down: open referrals, clocks, who is out, who is on, telephones',
  z.strictObject({}),
  [],
).answering<DowntimePack>()
