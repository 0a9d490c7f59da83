import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  exportId,
  recordMarkId,
  referralId,
  releaseId,
  type CorrectionId,
  type ExportId,
  type RecordMarkId,
  type ReferralId,
  type ReleaseId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { narrative, optionalLine, reasonText, searchText, seenVersion } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { withholdReasonCodes, type ExportDocument } from './exportDocument.ts'
import { retentionUnits, settableClasses, type RetentionRule } from './retention.ts'
import { correctionAbouts, type Correction, type RecordMark } from './rights.ts'
import {
  privacyWords,
  type CorrectionRefusal,
  type ExportRefusal,
  type MarkRefusal,
  type OfficerRefusal,
  type ReleaseRefusal,
  type RuleRefusal,
} from './words.ts'

/** More referrals than one person has here. */
const MOST_REFERRALS = 50
const referralIds = z
  .array(referralId)
  .min(1, 'Choose at least one referral')
  .max(MOST_REFERRALS, `Choose ${MOST_REFERRALS} referrals or fewer`)

/** One referral that may be about the person who is sought, with enough to tell. */
export interface Candidate {
  readonly id: ReferralId
  readonly number: number
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: LondonDay | null
  readonly nhsNumber: string
  readonly receivedAt: Instant
  readonly closedAt: Instant | null
  /** What it has in common with what was asked for. */
  readonly fits: readonly ('nhs-number' | 'name' | 'birth' | 'reference')[]
}

/** Asked in the body: a name does not belong in an address. */
export const findPerson = defineQuery(
  'privacy.findPerson',
  'Find every referral of one person by NHS number, name with date of birth, or reference',
  z.strictObject({ text: searchText, bornOn: londonDayInput.nullable() }),
  [],
).answering<{ readonly found: readonly Candidate[]; readonly hidden: number }>()

/** `seq` is the last event that touched these records: an export of anything newer is refused until it has been looked at. */
export interface ExportPreview {
  readonly referralIds: readonly ReferralId[]
  readonly document: ExportDocument
  readonly seq: number
}

export const previewExport = defineQuery(
  'privacy.previewExport',
  'Everything held about one person, with what may be somebody else’s marked',
  z.strictObject({ referralIds: referralIds.min(1) }),
  [],
).answering<ExportPreview | null>()

/** Answers with an id only: what is exported is made anew when it is fetched, and is never kept. */
export const exportPerson = defineCommand(
  'privacy.exportPerson',
  'Export everything held about one person, without what is withheld',
  z.strictObject({
    referralIds,
    seq: z.int().min(0),
    /** Keys of lines and marks, each with why. */
    withheld: z.array(z.tuple([z.string().max(80), z.enum(withholdReasonCodes)])).max(2000),
    readThrough: z.literal(true, 'Read the free text for other people, then say so'),
  }),
).answering<{ exportId: ExportId }, ExportRefusal>(privacyWords)

/** For an hour, to whoever made it. */
export const exported = defineQuery(
  'privacy.exported',
  'What was exported, while it may still be fetched',
  z.strictObject({ exportId }),
  [],
).answering<Omit<ExportPreview, 'seq'> | null>()

export const correctRecord = defineCommand(
  'privacy.correctRecord',
  'Correct a record on request: the old words stay and are shown as superseded',
  z.strictObject({
    referralId,
    seenVersion,
    about: z.enum(correctionAbouts, 'Choose what is wrong'),
    /** For an entry that stays: its words that are wrong. For a fact the record itself says what it was. */
    was: narrative,
    is: reasonText,
    askedBy: reasonText,
    evidence: narrative,
  }),
).answering<{ correctionId: CorrectionId; version: number }, CorrectionRefusal>(privacyWords)

const marking = { note: reasonText, askedBy: optionalLine, onDay: londonDayInput.nullable() }

export const markRecord = defineCommand(
  'privacy.markRecord',
  'Note an objection, a restriction or a death on a record',
  z.strictObject({
    referralId,
    ...marking,
    kind: z.enum(['objection', 'restriction', 'death'], 'Choose what to note'),
  }),
).answering<{ markId: RecordMarkId }, MarkRefusal>(privacyWords)

export const endMark = defineCommand(
  'privacy.endMark',
  'End a note on a record, with a reason',
  z.strictObject({ markId: recordMarkId, why: reasonText }),
).answering<null, MarkRefusal>(privacyWords)

export const holdRecord = defineCommand(
  'privacy.holdRecord',
  'Hold a person’s records for an inquest, a complaint or a court',
  /** By the reference of any of them. */
  z.strictObject({ number: z.int().min(1).max(2_147_483_647), ...marking }),
).answering<{ markId: RecordMarkId }, MarkRefusal>(privacyWords)

export const liftHold = defineCommand(
  'privacy.liftHold',
  'Lift a legal hold, with a reason',
  z.strictObject({ markId: recordMarkId, why: reasonText }),
).answering<null, MarkRefusal>(privacyWords)

export interface RecordRights {
  readonly referralId: ReferralId
  readonly corrections: readonly Correction[]
  readonly marks: readonly RecordMark[]
  readonly releasedAt: Instant | null
}

export const recordRights = defineQuery(
  'privacy.recordRights',
  'Corrections, objections, restrictions and holds on one record',
  z.strictObject({ referralId }),
  ['privacy', 'referrals'],
).answering<RecordRights | null>()

/** One record on the review list: no name, nothing clinical. */
export interface ReviewLine {
  readonly referralId: ReferralId
  readonly number: number
  readonly closedAt: Instant
  readonly lastContactOn: LondonDay
  readonly diedOn: LondonDay | null
  readonly keepUntil: LondonDay
  readonly isChild: boolean
  readonly onHold: boolean
  readonly proposal: {
    readonly id: ReleaseId
    readonly byName: string
    readonly isOwn: boolean
    readonly at: Instant
    readonly why: string
  } | null
}

export interface HoldLine extends RecordMark {
  readonly referralId: ReferralId
  readonly number: number
}

export interface Review {
  readonly rule: RetentionRule
  readonly due: readonly ReviewLine[]
  /** True when more are due than are shown. */
  readonly more: boolean
  readonly holds: readonly HoldLine[]
  readonly released: readonly {
    readonly number: number
    readonly releasedAt: Instant
    readonly proposedByName: string
    readonly releasedByName: string
  }[]
}

export const reviewList = defineQuery(
  'privacy.reviewList',
  'Records whose time of keeping is over, holds, and what was released',
  z.strictObject({}),
  ['privacy', 'referrals'],
).answering<Review>()

export const proposeRelease = defineCommand(
  'privacy.proposeRelease',
  'Propose that a record be released; a second person decides',
  z.strictObject({ referralId, why: reasonText }),
).answering<{ releaseId: ReleaseId }, ReleaseRefusal>(privacyWords)

export const withdrawRelease = defineCommand(
  'privacy.withdrawRelease',
  'Take a proposed release back, with a reason',
  z.strictObject({ releaseId, why: reasonText }),
).answering<null, ReleaseRefusal>(privacyWords)

export const releaseRecord = defineCommand(
  'privacy.releaseRecord',
  'Release a record that somebody else has proposed: what was written about the person is gone',
  z.strictObject({ releaseId }),
).answering<{ number: number; emptied: number }, ReleaseRefusal>(privacyWords)

/** A rule as it is shown: who set it, or that it was shipped. */
export interface RuleLine extends RetentionRule {
  readonly setByName: string | null
  readonly setAt: Instant | null
  readonly inForce: boolean
}

export const offices = ['data-protection', 'caldicott', 'clinical-safety'] as const
export type Office = (typeof offices)[number]

export interface Officer {
  readonly office: Office
  readonly name: string
  readonly contact: string
  /** 0 while nobody has been named. */
  readonly version: number
}

export interface PrivacyRules {
  readonly rules: readonly RuleLine[]
  readonly officers: readonly Officer[]
}

export const privacyRules = defineQuery(
  'privacy.rules',
  'How long each kind of record is kept and by whose rule, and who answers for data in this service',
  z.strictObject({}),
  ['privacy'],
).answering<PrivacyRules>()

export const setRetentionRule = defineCommand(
  'privacy.setRetentionRule',
  'Set how long a kind of record is kept, from a day on',
  z.strictObject({
    recordClass: z.enum(settableClasses, 'Choose which records'),
    effectiveFrom: londonDayInput,
    keepFor: z.int().min(1, 'Give a number from 1').max(200, 'Give 200 or less').nullable(),
    unit: z.enum(retentionUnits),
    yearsAfterDeath: z.int().min(1, 'Give a number from 1').max(100, 'Give 100 or less').nullable(),
    untilAge: z.int().min(18, 'Give an age from 18').max(40, 'Give 40 or less').nullable(),
    authority: reasonText,
    verified: z.boolean(),
  }),
).answering<null, RuleRefusal>(privacyWords)

export const nameOfficer = defineCommand(
  'privacy.nameOfficer',
  'Name the data protection officer, Caldicott guardian or clinical safety officer',
  z.strictObject({
    office: z.enum(offices),
    name: optionalLine,
    contact: optionalLine,
    seenVersion: z.int().min(0),
  }),
).answering<{ version: number }, OfficerRefusal>(privacyWords)

export const ownData = defineQuery(
  'privacy.ownData',
  'Everything held about oneself at work: register, rota, TOIL, allocations',
  z.strictObject({}),
  ['rota', 'toil', 'allocations', 'register'],
).answering<ExportDocument>()
