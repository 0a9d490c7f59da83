import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  examinationId,
  paperId,
  referralId,
  type ExaminationId,
  type PaperId,
  type ReferralId,
  type TaskId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, optionalLine } from '../kernel/text.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import {
  displacementCodes,
  knownAnswers,
  objectionCodes,
  paperFormCodes,
  recommendationCodes,
  relativeKinds,
  type Displacement,
  type KnownAnswer,
  type Objection,
  type PaperForm,
  type Recommendation,
  type RelativeKind,
} from './codes.ts'
import type { ArrangementState } from '../referrals/record.ts'
import type { Recorded } from './recordGaps.ts'
import { paperWords, type PaperRefusal } from './words.ts'

const line = { referralId, seenVersion: z.int().min(0) }

export const recordExamination = defineCommand(
  'papers.recordExamination',
  'Record a doctor: when asked, when they examined, and what they recommend',
  z.strictObject({
    ...line,
    /** `null` for another doctor. */
    examinationId: examinationId.nullable(),
    doctorName: lineText,
    phone: optionalLine,
    isSection12: z.enum(knownAnswers),
    knowsPerson: z.enum(knownAnswers),
    askedAt: instantInput.nullable(),
    expectedAt: instantInput.nullable(),
    examinedAt: instantInput.nullable(),
    recommendation: z.enum(recommendationCodes),
    signedOn: londonDayInput.nullable(),
    note: optionalLine,
    /** Entered by mistake: it stays on the record, struck out. */
    struckOut: z.boolean(),
  }),
).answering<{ examinationId: ExaminationId; version: number }, PaperRefusal>(paperWords)

/** More than anybody records on one referral; how many an application may rest on is the rule’s to say. */
const someExaminations = z.array(examinationId).max(20, 'Name 20 at most')

export const sayRestsOn = defineCommand(
  'papers.sayRestsOn',
  'Say on which recommendations the application rests',
  z.strictObject({
    referralId,
    /** On which it was said to rest when one began: so that a colleague’s answer is not overwritten unseen. */
    seen: someExaminations,
    /** All that it rests on; none takes back what was said. */
    restsOn: someExaminations,
  }),
).answering<null, PaperRefusal>(paperWords)

export const recordPaper = defineCommand(
  'papers.recordPaper',
  'Record where a form or a paper is, and since when',
  z.strictObject({
    ...line,
    paperId: paperId.nullable(),
    form: z.enum(paperFormCodes),
    heldBy: lineText,
    receivedAt: instantInput.nullable(),
    note: optionalLine,
    struckOut: z.boolean(),
  }),
).answering<{ paperId: PaperId; version: number }, PaperRefusal>(paperWords)

export const recordRelative = defineCommand(
  'papers.recordRelative',
  'Record the nearest relative or nominated person: who, how worked out, told, consulted, and whether they object',
  z.strictObject({
    ...line,
    kind: z.enum(relativeKinds),
    name: lineText,
    relation: optionalLine,
    phone: optionalLine,
    basis: optionalLine,
    informedAt: instantInput.nullable(),
    consultedAt: instantInput.nullable(),
    notConsultedWhy: optionalLine,
    objects: z.enum(objectionCodes),
    displacement: z.enum(displacementCodes),
  }),
).answering<{ version: number }, PaperRefusal>(paperWords)

export const recordHospital = defineCommand(
  'papers.recordHospital',
  'Record to which hospital and ward somebody goes, or went: the bed is agreed then',
  z.strictObject({ ...line, hospital: lineText }),
).answering<{ version: number }, PaperRefusal>(paperWords)

export interface ExaminationRow {
  readonly id: ExaminationId
  readonly version: number
  readonly doctorName: string
  readonly phone: string
  readonly isSection12: KnownAnswer
  readonly knowsPerson: KnownAnswer
  readonly askedAt: Instant | null
  readonly expectedAt: Instant | null
  readonly examinedAt: Instant | null
  readonly recommendation: Recommendation
  readonly signedOn: LondonDay | null
  readonly note: string
  readonly struckOut: boolean
  /** Somebody has said that the application rests on it. Left out by a node of the last release. */
  readonly restsOn?: boolean
  readonly setByName: string
  readonly setAt: Instant
}

export interface PaperRow {
  readonly id: PaperId
  readonly version: number
  readonly form: PaperForm
  readonly heldBy: string
  readonly receivedAt: Instant | null
  readonly note: string
  readonly struckOut: boolean
  readonly setByName: string
  readonly setAt: Instant
}

export interface RelativeRow {
  readonly kind: RelativeKind
  readonly version: number
  readonly name: string
  readonly relation: string
  readonly phone: string
  readonly basis: string
  readonly informedAt: Instant | null
  readonly consultedAt: Instant | null
  readonly notConsultedWhy: string
  readonly objects: Objection
  readonly displacement: Displacement
  readonly setByName: string
  readonly setAt: Instant
}

/** Where the bed stands, and in which hospital it is. */
export interface BedRow {
  readonly state: ArrangementState
  readonly note: string
  readonly version: number
  readonly setByName: string
  readonly since: Instant
}

export interface Papers {
  readonly referralId: ReferralId
  /** `null` while nobody has said where it stands; left out by a node of the last release. */
  readonly bed?: BedRow | null
  readonly examinations: readonly ExaminationRow[]
  readonly papers: readonly PaperRow[]
  readonly relatives: readonly RelativeRow[]
  /** AMHPs who have been with the person, the earliest first. */
  readonly seenBy: readonly { readonly name: string; readonly at: Instant }[]
}

export const papersOf = defineQuery(
  'papers.ofReferral',
  'The doctors, forms and nearest relative of a referral, and which AMHPs have seen the person',
  z.strictObject({ referralId }),
  ['papers', 'allocations', 'referrals'],
).answering<Papers | null>()

/** What of a detention is on the record, and what was said of what it lacks. */
export interface DetentionRecorded extends Recorded {
  readonly referralId: ReferralId
  /** The outcome that stands, of the latest assessment that has one. */
  readonly outcome: string | null
  /** What is left to be followed up; `null` where nothing is. */
  readonly openTask: TaskId | null
  /** Why it stays as it is, as somebody said. */
  readonly leftAsItIs: { readonly why: string; readonly byName: string; readonly at: Instant } | null
}

export const detentionRecorded = defineQuery(
  'papers.detentionRecorded',
  'How many recommendations and which bed are on the record of a detention, without a name',
  z.strictObject({ referralId }),
  ['papers', 'allocations', 'referrals'],
).answering<DetentionRecorded | null>()

/** A finished detention of which the record is not complete. */
export interface IncompleteRow extends Recorded {
  readonly id: ReferralId
  readonly number: number
  readonly lastName: string
  readonly firstName: string
  readonly outcome: string
  readonly finishedByName: string
  readonly finishedAt: Instant
}

export const incompleteRecords = defineQuery(
  'papers.incomplete',
  'Finished detentions of which the record lacks something, until it is filled in or somebody says why not',
  z.strictObject({}),
  ['papers', 'allocations', 'referrals'],
).answering<readonly IncompleteRow[]>()
