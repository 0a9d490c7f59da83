import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { examinationId, paperId, referralId, type ExaminationId, type PaperId, type ReferralId } from '../kernel/ids.ts'
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

export interface Papers {
  readonly referralId: ReferralId
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
  ['papers', 'allocations'],
).answering<Papers | null>()
