import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { draftId, linkId, placeId, referralId, type CallId, type LinkId, type ReferralId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { callBackText } from '../kernel/telephone.ts'
import { narrative, optionalLine, reasonText, seenVersion } from '../kernel/text.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
import type { AlikeReason } from './alike.ts'
import type { DeskFile } from './triaging/contract.ts'
import { againCodes } from './powers.ts'
import { powerKinds, type PowerKind } from './clockRules.ts'
import { handMadeKinds, linkWords, type LinkKind, type LinkRefusal } from './links.ts'
import {
  requestCodes,
  riskAnswerCodes,
  sourceCodes,
  type ReferralState,
  type RequestCode,
  type RiskAnswer,
  type SourceCode,
} from './referral.ts'
import { referralWords, type PowerRefusal, type ReferralRefusal } from './words.ts'

/** Asked by POST while a call is typed, because it holds a name. What cannot be read yet is left out of the search. */
export const alikeReferrals = defineQuery(
  'referrals.alike',
  'Earlier and open referrals that may be about the person who is being typed, with why, and how they ended',
  z.strictObject({
    lastName: optionalLine,
    firstName: optionalLine,
    birth: optionalLine,
    nhsNumber: optionalLine,
    phone: optionalLine,
    home: narrative,
  }),
  ['referrals'],
).answering<AlikeReferrals>()

/** An earlier referral, with why it may be the same person and what came of it: reasons are shown, never carried over. */
export interface AlikeReferral {
  readonly id: ReferralId
  readonly number: number
  readonly version: number
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: LondonDay | null
  readonly ageYears: number | null
  readonly state: ReferralState
  readonly request: RequestCode
  /** Where the person is, as the record says. Left out by a node of the last release. */
  readonly place?: string
  readonly source: SourceCode
  readonly receivedAt: Instant
  readonly closedAt: Instant | null
  readonly closedAs: string | null
  /** Why it was decided so, from the last version of the decision. */
  readonly lastReasons: string
  readonly why: readonly AlikeReason[]
  readonly score: number
}

/** What is left of a record that is closed to whoever asks. */
export interface AlikeStub {
  readonly number: number
  readonly state: ReferralState
  readonly receivedAt: Instant
  readonly guardianName: string
  readonly guardianPhone: string
}

export interface AlikeReferrals {
  readonly found: readonly AlikeReferral[]
  readonly closed: readonly AlikeStub[]
}

const calledIn = {
  receivedAt: instantInput,
  source: z.enum(sourceCodes),
  request: z.enum(requestCodes).nullable(),
  callerName: optionalLine,
  callerPhone: callBackText,
  place: optionalLine,
  happening: narrative,
  riskToStaff: z.enum(riskAnswerCodes),
  riskDetail: narrative,
}

/** It only adds, so no version is asked for: two calls at once are two calls. */
export const addCall = defineCommand(
  'referrals.addCall',
  'Add a further call to a referral that is open already, and put its draft away',
  z.strictObject({
    referralId,
    draftId: draftId.nullable(),
    ...calledIn,
    power: z.strictObject({ kind: z.enum(powerKinds), startedAt: instantInput.nullable() }).nullable(),
    /** The person is there now: it becomes the place of the referral in the same act. A node of the last release does not know of it. */
    isNowThere: z.boolean().default(false),
    /** Which of the service's own places that is. */
    placeId: placeId.nullable().default(null),
    /** Why a clock is recorded beside what holds the person already, or in the time of one that was ended. */
    correctionReason: optionalLine.default(''),
    /** Which it is, where the clock falls into the time of one that was ended. */
    again: z.enum(againCodes).nullable().default(null),
  }),
).answering<
  {
    callId: CallId
    number: number
    clock: ClockTold
    /** Another place than the record has was told, and who is on the way to that. Left out by a node of the last release. */
    anotherPlace?: { readonly withName: string | null } | null
    /** The place was changed to the one that was told, and who goes there now. Left out by a node of the last release. */
    moved?: { readonly withName: string | null } | null
  },
  ReferralRefusal | PowerRefusal
>(referralWords)

/** What became of a clock that the caller told of: recorded now, known already, or told otherwise than it is recorded. */
export type ClockTold = 'none' | 'recorded' | 'same' | 'differs'

export const linkReferrals = defineCommand(
  'referrals.link',
  'Say that two referrals belong together, and why',
  z.strictObject({ referralId, otherId: referralId, kind: z.enum(handMadeKinds), why: reasonText }),
).answering<{ linkId: LinkId }, LinkRefusal>(linkWords)

export const unlinkReferrals = defineCommand(
  'referrals.unlink',
  'End a link between two referrals; that there was one stays on both',
  z.strictObject({ linkId, why: reasonText }),
).answering<null, LinkRefusal>(linkWords)

export const mergeReferral = defineCommand(
  'referrals.merge',
  'Close a referral because another open one is the same request; both keep their history, and it can be undone',
  z.strictObject({ referralId, seenVersion, intoId: referralId, why: reasonText }),
).answering<{ linkId: LinkId; version: number; into: number }, LinkRefusal>(linkWords)

export const undoMerge = defineCommand(
  'referrals.undoMerge',
  'Open a merged referral again where it stood',
  z.strictObject({ linkId, why: reasonText }),
).answering<{ number: number; version: number }, LinkRefusal>(linkWords)

/** A further call, on this referral or on one that was merged into it. */
export interface CallRow {
  readonly id: CallId
  /** The referral on which it was taken. */
  readonly number: number
  /** What a merged referral began with is shown as a call too. */
  readonly began: boolean
  readonly receivedAt: Instant
  readonly takenByName: string
  readonly source: SourceCode
  readonly request: RequestCode | null
  readonly callerName: string
  readonly callerPhone: string
  readonly place: string
  /** What stood on the referral before, where this place took its place. Left out by a node of the last release. */
  readonly placeBefore?: string | null
  readonly happening: string
  readonly riskToStaff: RiskAnswer
  readonly riskDetail: string
  readonly powerKind: PowerKind | null
  readonly powerStartedAt: Instant | null
}

export interface LinkRow {
  readonly id: LinkId
  readonly kind: LinkKind
  /** The other referral of the two. */
  readonly number: number
  /** True on the referral that the other was merged into or linked from. */
  readonly incoming: boolean
  readonly why: string
  readonly madeByName: string
  readonly madeAt: Instant
  readonly endedByName: string | null
  readonly endedAt: Instant | null
  readonly endedWhy: string
}

/** What lies beside a record: further calls, the referrals it belongs with, and the desk's own work on it. */
export interface ReferralFile extends DeskFile {
  readonly referralId: ReferralId
  readonly calls: readonly CallRow[]
  readonly links: readonly LinkRow[]
}

export const referralFile = defineQuery(
  'referrals.file',
  'What lies beside a record: further calls, links, what was asked and of whom, duties, letters, holds',
  z.strictObject({ referralId }),
  ['referrals'],
).answering<ReferralFile | null>()
