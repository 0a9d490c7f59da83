import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  councilId,
  draftId,
  personId,
  placeId,
  powerId,
  referralId,
  type PowerId,
  type ReferralId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { againCodes } from './powers.ts'
import { callBackText } from '../kernel/telephone.ts'
import {
  draftText,
  lineText,
  narrative,
  optionalLine,
  reasonText,
  searchText,
  seenVersion,
  wholeNumberText,
} from '../kernel/text.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import { londonDayInput } from '../time/london.ts'
import {
  extensionAuthorities,
  extensionReasons,
  powerKinds,
  type ExtensionAuthority,
  type ExtensionReason,
} from './clockRules.ts'
import { optionalNhsNumberInput } from './nhsNumber.ts'
import { requestCodes, riskAnswerCodes, sourceCodes, urgencyCodes, type ReferralState } from './referral.ts'
import { triageDutyCodes, triageOutcomeCodes, type TriageRefusal } from './triage.ts'
import {
  referralWords,
  triageWords,
  type ArrangementRefusal,
  type PowerRefusal,
  type ReferralRefusal,
} from './words.ts'

import { arrangementKinds, arrangementStates, type DraftRow, type ReferralLine, type ReferralRecord } from './record.ts'

export type {
  ArrangementKind,
  ArrangementState,
  PowerRow,
  LimitRow,
  ArrangementRow,
  DecisionRow,
  UndoneDecision,
  TimelineRow,
  ReferralDetail,
  ReferralRecord,
  DraftRow,
  ReferralLine,
} from './record.ts'
export { arrangementKinds, arrangementStates } from './record.ts'

const birth = {
  bornOn: londonDayInput.nullable(),
  ageYears: z.int().min(0).max(125).nullable(),
  ageIsEstimate: z.boolean(),
}

/** What is known of the person and the call: seven facts to save, the rest when there is time. */
const callFields = {
  source: z.enum(sourceCodes),
  callerName: optionalLine,
  callerPhone: callBackText,
  lastName: lineText,
  firstName: optionalLine,
  ...birth,
  request: z.enum(requestCodes),
  place: lineText,
  placeId: placeId.nullable(),
  happening: narrative,
  riskToStaff: z.enum(riskAnswerCodes),
  riskDetail: narrative,
}

const laterFields = {
  gender: optionalLine,
  nhsNumber: optionalNhsNumberInput,
  homeAddress: narrative,
  personPhone: optionalLine,
  nearestRelative: narrative,
  interpreter: optionalLine,
  asksFor: optionalLine,
  wayIn: narrative,
}

const powerKind = z.enum(powerKinds)

/** A running power as told on the telephone. A start that nobody knows yet is `null`, and shows as "start not recorded". */
const powerTold = z.strictObject({ kind: powerKind, startedAt: instantInput.nullable(), startSource: optionalLine })

export const keepDraft = defineCommand(
  'referrals.keepDraft',
  'Keep what has been typed of a referral so far',
  z.strictObject({
    draftId,
    content: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,40}$/), draftText)
      .refine((content) => Object.keys(content).length <= 60, 'A draft has 60 boxes at most'),
    /** What this screen saw last; left out by one that has seen none, and by a screen of the last release. */
    seenVersion: z.int().min(1).optional(),
  }),
).answering<{ number: number; keptAt: Instant; version?: number }, ReferralRefusal>(referralWords)

export const discardDraft = defineCommand(
  'referrals.discardDraft',
  'Throw a draft away',
  z.strictObject({ draftId }),
).answering<null, ReferralRefusal>(referralWords)

export const receiveReferral = defineCommand(
  'referrals.receive',
  'Save a referral that came in',
  z.strictObject({
    draftId: draftId.nullable(),
    receivedAt: instantInput,
    councilId: councilId.nullable(),
    ...callFields,
    // Said in many calls and needed in none: what the same person is found again by.
    nhsNumber: optionalNhsNumberInput.default(''),
    personPhone: optionalLine.default(''),
    homeAddress: narrative.default(''),
    /** Earlier referrals of the same person, chosen while typing. */
    linkTo: z.array(referralId).max(5).default([]),
    power: powerTold.nullable(),
  }),
).answering<{ referralId: ReferralId; number: number; version: number }, ReferralRefusal>(referralWords)

export const changeReferral = defineCommand(
  'referrals.change',
  'Add to a referral or correct it',
  z.strictObject({
    referralId,
    seenVersion,
    changes: z
      .strictObject({ ...callFields, ...laterFields, councilId })
      .omit({ source: true, request: true })
      .partial()
      .refine((changes) => Object.keys(changes).length > 0, 'Change at least one thing'),
  }),
).answering<{ version: number }, ReferralRefusal>(referralWords)

export const recordPower = defineCommand(
  'referrals.recordPower',
  'Record a running power, or correct when it started; the earlier time is kept',
  z.strictObject({
    referralId,
    seenVersion,
    ...powerTold.shape,
    correctionReason: optionalLine,
    corrects: powerId.optional(),
    again: z.enum(againCodes).nullable().optional(),
  }),
).answering<{ version: number; powerId: PowerId }, PowerRefusal>(referralWords)

const extensionTold = {
  // How long it may be is the rule's to say, in words; this keeps the number a number.
  minutes: z.int().min(0).max(10_000),
  authorisedAt: instantInput,
  authority: z.enum(Object.keys(extensionAuthorities) as ExtensionAuthority[]),
  authoriser: lineText,
  superintendent: optionalLine.default(''),
  reason: z.enum(Object.keys(extensionReasons) as ExtensionReason[]),
}

export const extendPower = defineCommand(
  'referrals.extendPower',
  'Record an extension of up to 12 hours given under s.136B',
  z.strictObject({ referralId, powerId, seenVersion, ...extensionTold }),
).answering<{ version: number; limitAt: Instant }, PowerRefusal>(referralWords)

export const endPower = defineCommand(
  'referrals.endPower',
  'Record that a power has ended',
  z.strictObject({ referralId, powerId, seenVersion, endedAt: instantInput, why: lineText }),
).answering<{ version: number }, PowerRefusal>(referralWords)

export const correctPower = defineCommand(
  'referrals.correctPower',
  'Put right the extension or the end of a power, with a reason; what stood there is kept',
  z.strictObject({
    referralId,
    powerId,
    seenVersion,
    /** Left out, it stays; `null`: none was given. */
    extension: z.strictObject(extensionTold).nullable().optional(),
    /** Left out, it stays; `null`: it has not ended. */
    ended: z.strictObject({ endedAt: instantInput, why: lineText }).nullable().optional(),
    correctionReason: lineText,
  }),
).answering<{ version: number; powerId: PowerId; limitAt: Instant | null }, PowerRefusal>(referralWords)

export const triageReferral = defineCommand(
  'referrals.triage',
  'Record a triage decision; an earlier one stays on the record',
  z.strictObject({
    referralId,
    seenVersion,
    outcome: z.enum(triageOutcomeCodes),
    urgency: z.enum(urgencyCodes).nullable(),
    assessBy: instantInput.nullable(),
    reviewAt: instantInput.nullable(),
    whyNow: reasonText,
    lessRestrictive: narrative,
    duty: z.enum(triageDutyCodes),
    risk: narrative,
    changeReason: narrative,
    evenThoughPowerRuns: z.boolean(),
    /** The approved AMHP who decided, when that was not whoever writes it down. */
    decidedBy: personId.nullable().default(null),
  }),
).answering<{ version: number; decision: number; state: ReferralState }, TriageRefusal>(triageWords)

export const arrange = defineCommand(
  'referrals.arrange',
  'Say where a doctor, bed, ambulance, police or interpreter stands',
  z.strictObject({
    referralId,
    kind: z.enum(arrangementKinds),
    state: z.enum(arrangementStates),
    note: optionalLine,
    /** Since when it stands so, when that is not now: what is put back has waited all along. */
    since: instantInput.nullable().default(null),
    seenVersion: z.int().min(0),
  }),
).answering<{ version: number }, ArrangementRefusal>(referralWords)

export const referralRecord = defineQuery(
  'referrals.record',
  'One referral whole: what was said, the clocks, each version of the decision, the timeline',
  z.strictObject({ number: wholeNumberText }),
  ['referrals', 'allocations'],
).answering<ReferralRecord | null>()

/** One's own drafts with what was typed; colleagues' drafts are on the board as a line only. */
export const myDrafts = defineQuery('referrals.myDrafts', 'One’s own drafts, with what was typed', z.strictObject({}), [
  'referrals',
]).answering<readonly (DraftRow & { readonly version: number; readonly content: Readonly<Record<string, string>> })[]>()

/** Asked by POST, because a name does not belong in an address. */
export const findReferrals = defineQuery(
  'referrals.find',
  'Find referrals by reference, name, NHS number or telephone; without text, the latest',
  z.strictObject({
    text: searchText.default(''),
    show: z.enum(['open', 'closed', 'closed-today', 'all']).default('all'),
  }),
  ['referrals', 'allocations'],
).answering<readonly ReferralLine[]>()
