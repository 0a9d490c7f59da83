import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { partnerId, partnerKeyId, type PartnerId, type PartnerKeyId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { isRingable } from '../kernel/telephone.ts'
import { lineText, reasonText } from '../kernel/text.ts'
import { sourceCodes, type SourceCode } from '../referrals/referral.ts'
import type { Instant } from '../time/instant.ts'
import { partnerScopeCodes, type PartnerScope } from './scopes.ts'

export type PartnerRefusal =
  | { readonly code: 'partner-not-found'; readonly field: 'partnerId' }
  | { readonly code: 'key-not-found'; readonly field: 'keyId' }
  | { readonly code: 'already-revoked'; readonly at: Instant }

export function partnerWords(refusal: PartnerRefusal): string {
  switch (refusal.code) {
    case 'partner-not-found':
      return 'That partner is not in this service. Open the list again.'
    case 'key-not-found':
      return 'That key is not in this service. Open the list again.'
    case 'already-revoked':
      return 'That key has ended already.'
  }
}

/** What is said of a number on which the hub could not ring a partner. */
export const partnerPhoneWords = 'Enter a number, like 01632 960 118'

export const addPartner = defineCommand(
  'partners.add',
  'Add an organisation that may send referrals',
  z.strictObject({
    name: lineText,
    source: z.enum(sourceCodes),
    phone: lineText.refine(isRingable, partnerPhoneWords),
  }),
).answering<{ partnerId: PartnerId }, PartnerRefusal>(partnerWords)

export const makePartnerKey = defineCommand(
  'partners.makeKey',
  'Make a key with which a partner signs what it sends',
  z.strictObject({
    partnerId,
    label: lineText,
    scopes: z.array(z.enum(partnerScopeCodes)).min(1, 'Choose at least one').max(partnerScopeCodes.length),
    days: z.int().min(1).max(365, 'A key lasts a year at most'),
  }),
).answering<
  { keyId: PartnerKeyId; /** Shown this once; `null` when the same is asked again. */ secret: string | null },
  PartnerRefusal
>(partnerWords)

export const revokePartnerKey = defineCommand(
  'partners.revokeKey',
  'End a partner’s key at once, and say why',
  z.strictObject({ keyId: partnerKeyId, why: reasonText }),
).answering<null, PartnerRefusal>(partnerWords)

export interface PartnerKeyRow {
  readonly id: PartnerKeyId
  readonly label: string
  readonly scopes: readonly PartnerScope[]
  readonly madeByName: string
  readonly madeAt: Instant
  readonly expiresAt: Instant
  readonly revokedAt: Instant | null
  /** '' while it has not ended. */
  readonly revokedWhy: string
  readonly lastUsedAt: Instant | null
}

export interface PartnerRow {
  readonly id: PartnerId
  readonly name: string
  readonly source: SourceCode
  readonly phone: string
  readonly sent: number
  readonly keys: readonly PartnerKeyRow[]
}

/** Partners with their keys, for whoever manages accounts. No secret is in it, and nobody who was referred. */
export const partnerList = defineQuery(
  'partners.list',
  'Organisations that may send referrals, with their keys',
  z.strictObject({}),
  ['register'],
).answering<{ readonly serviceId: string; readonly partners: readonly PartnerRow[] }>()

export interface PartnerLatelyRow {
  readonly reference: string
  readonly acceptedAt: Instant
  readonly stage: 'waiting-for-triage' | 'being-considered' | 'closed'
}

/** What came in from a partner lately, the newest first: references and stages, as the partner itself may ask. `null` when it is not here. */
export const partnerLately = defineQuery(
  'partners.lately',
  'The latest fifty referrals that came in from a partner: references and stages, nothing of anybody',
  z.strictObject({ partnerId }),
  ['register', 'referrals'],
).answering<{ readonly sent: readonly PartnerLatelyRow[] } | null>()
