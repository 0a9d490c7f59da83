import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  noticeId,
  openingId,
  personId,
  referralId,
  restrictionId,
  type NoticeId,
  type OpeningId,
  type PersonId,
  type ReferralId,
  type RestrictionId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { optionalLine, reasonText, seenVersion, wholeNumberText } from '../kernel/text.ts'
import type { ReferralState, Urgency } from '../referrals/referral.ts'
import type { Power } from '../referrals/clocks.ts'
import type { LimitFacts } from '../referrals/law/limits.ts'
import type { Instant } from '../time/instant.ts'
import {
  openingReasons,
  restrictionKinds,
  restrictionReasons,
  reviewResults,
  type OpeningReason,
  type RestrictionKind,
  type RestrictionReason,
  type ReviewResult,
} from './codes.ts'
import { openingWords, restrictWords, type OpeningRefusal, type RestrictRefusal } from './words.ts'

const codesOf = <Code extends string>(codes: Readonly<Record<Code, string>>) => z.enum(Object.keys(codes) as Code[])

const restrictionFields = {
  kind: codesOf(restrictionKinds),
  reason: codesOf(restrictionReasons),
  why: reasonText,
  guardianId: personId,
  personIds: z.array(personId).max(200),
}

export const restrictRecord = defineCommand(
  'restricted.restrict',
  'Let only some open the records of a person, or keep some out',
  z.strictObject({ referralId, ...restrictionFields }),
).answering<{ restrictionId: RestrictionId; referrals: number }, RestrictRefusal>(restrictWords)

export const changeRestriction = defineCommand(
  'restricted.change',
  'Change who may open a restricted record, why, or who looks after it',
  z.strictObject({ restrictionId, seenVersion, ...restrictionFields }),
).answering<{ version: number }, RestrictRefusal>(restrictWords)

export const liftRestriction = defineCommand(
  'restricted.lift',
  'Lift a restriction',
  z.strictObject({ restrictionId, seenVersion, why: reasonText }),
).answering<{ version: number }, RestrictRefusal>(restrictWords)

/** Opens at once, for sixty minutes; nobody is asked first. By its number, because whoever asks knows no more of it. */
export const openWithReason = defineCommand(
  'restricted.open',
  'Open a record that is closed to one, with a reason, for sixty minutes',
  z.strictObject({ number: z.int().min(1).max(2_147_483_647), reason: codesOf(openingReasons), why: reasonText }),
).answering<{ openingId: OpeningId; endsAt: Instant }, OpeningRefusal>(openingWords)

export const closeOpening = defineCommand(
  'restricted.close',
  'Close again, before the hour is over, what one opened with a reason',
  z.strictObject({ openingId }),
).answering<null, OpeningRefusal>(openingWords)

export const reviewOpening = defineCommand(
  'restricted.review',
  'Sign for what somebody else opened with a reason',
  z.strictObject({ openingId, result: codesOf(reviewResults), note: optionalLine }),
).answering<null, OpeningRefusal>(openingWords)

export const seeNotice = defineCommand(
  'restricted.seeNotice',
  'Say that one has seen a notice',
  z.strictObject({ noticeId }),
).answering<null, OpeningRefusal>(openingWords)

/** What is left of a referral for whoever may not open it. `guardianName` is null when the record is only somebody else’s work. */
export interface ClosedRecord {
  /** So that the audit knows whose door it was. */
  readonly referralId: ReferralId
  readonly number: number
  readonly restricted: boolean
  readonly state: ReferralState | null
  readonly receivedAt: Instant | null
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly withName: string | null
  readonly powers: readonly Power[]
  readonly limits: readonly LimitFacts[]
  readonly guardianName: string | null
  readonly guardianPhone: string
  readonly hubPhone: string
}

/** A restricted referral on the board of somebody who may not open it: its clock runs all the same. */
export interface ClosedRow {
  readonly number: number
  readonly state: ReferralState
  readonly receivedAt: Instant
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly withName: string | null
  readonly powers: readonly Power[]
  readonly limits: readonly LimitFacts[]
  readonly guardianName: string
  readonly guardianPhone: string
}

export const closedRecord = defineQuery(
  'restricted.closedRecord',
  'What stands at the door of a record that one may not open: its clock, and whom to ring',
  z.strictObject({ number: wholeNumberText }),
  ['referrals', 'allocations', 'openings'],
).answering<ClosedRecord | null>()

/**
 * For lists: a stub is found by its reference, never by a name, a number or a telephone. Whoever searches for somebody must not learn
 * by the answer that there is a closed record of them.
 */
export const closedReferrals = defineQuery(
  'restricted.closedReferrals',
  'Restricted referrals that one may not open: the latest, or the one with a reference',
  z.strictObject({ number: wholeNumberText.optional(), show: z.enum(['open', 'closed', 'all']).default('all') }),
  ['referrals', 'allocations', 'openings'],
).answering<readonly ClosedRow[]>()

export interface RestrictionRow {
  readonly id: RestrictionId
  readonly version: number
  readonly kind: RestrictionKind
  readonly reason: RestrictionReason
  readonly why: string
  readonly guardianId: PersonId
  readonly guardianName: string
  readonly madeByName: string
  readonly madeAt: Instant
  readonly people: readonly { readonly personId: PersonId; readonly name: string }[]
}

export interface RestrictionOf {
  readonly referralId: ReferralId
  readonly restriction: RestrictionRow | null
}

export const restrictionOf = defineQuery(
  'restricted.ofReferral',
  'The restriction that lies on a person’s records, with its list',
  z.strictObject({ referralId }),
  ['referrals', 'openings'],
).answering<RestrictionOf | null>()

/** What one has open with a reason now. */
export interface OpenNow {
  readonly openings: readonly { readonly id: OpeningId; readonly number: number; readonly endsAt: Instant }[]
}

export const myOpenings = defineQuery(
  'restricted.myOpenings',
  'What one has open with a reason, and until when',
  z.strictObject({}),
  ['openings'],
).answering<OpenNow>()

export interface OpeningRow {
  readonly id: OpeningId
  readonly number: number
  readonly restricted: boolean
  readonly actorId: PersonId
  readonly actorName: string
  readonly reason: OpeningReason
  readonly why: string
  readonly wasDenied: boolean
  readonly openedAt: Instant
  readonly endsAt: Instant
  readonly endedAt: Instant | null
  readonly guardianName: string | null
  /** How often the record was looked at in that time. */
  readonly looks: number
  readonly reviewedByName: string | null
  readonly reviewedAt: Instant | null
  readonly reviewResult: ReviewResult | null
  readonly reviewNote: string
}

export const openingsToReview = defineQuery(
  'restricted.openings',
  'Records opened with a reason: those that wait for a second person, and those signed in the last 30 days',
  z.strictObject({}),
  ['openings'],
).answering<readonly OpeningRow[]>()

/** `unsigned` comes by itself when nobody has signed within five days; it goes when somebody does. */
export interface NoticeRow {
  readonly id: NoticeId | null
  readonly kind: 'record-opened' | 'unsigned'
  readonly openingId: OpeningId
  readonly number: number
  readonly actorName: string
  readonly at: Instant
}

export const notices = defineQuery('restricted.notices', 'What one is to be told', z.strictObject({}), [
  'openings',
]).answering<readonly NoticeRow[]>()
