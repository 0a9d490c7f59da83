import { z } from 'zod'
import { defineCommand } from '#shared/kernel/command.ts'
import { askId, letterId, referralId, taskId, type AskId, type LetterId } from '#shared/kernel/ids.ts'
import { lineText, narrative, optionalLine, reasonText, seenVersion } from '#shared/kernel/text.ts'
import { instantInput, type Instant } from '#shared/time/instant.ts'
import { urgencyCodes, type Urgency } from '../referral.ts'
import { answerHowCodes, type AnswerRow } from './answers.ts'
import { agencyCodes, type AskRow } from './asks.ts'
import { tickStates, type TickRow, type TickState } from './checklists.ts'
import { dataCodes } from './dataset.ts'
import type { HoldRow } from './holds.ts'
import { letterKindCodes, sentWayCodes, type LetterRow } from './letters.ts'
import type { TaskRow } from './tasks.ts'
import { triagingWords, type TriagingRefusal } from './words.ts'

/** What a request may have to establish, a few facts at a time. */
export const answerFacts = defineCommand(
  'referrals.answer',
  'Record what was said about some facts of a request, or that they are not known, not asked or refused',
  z.strictObject({
    referralId,
    seenVersion,
    answers: z
      .array(z.strictObject({ field: z.enum(dataCodes), how: z.enum(answerHowCodes), text: narrative }))
      .min(1, 'Answer at least one')
      .max(100),
  }),
).answering<{ version: number }, TriagingRefusal>(triagingWords)

export const askFor = defineCommand(
  'referrals.askFor',
  'Ask an agency for information, by when',
  z.strictObject({
    referralId,
    agency: z.enum(agencyCodes),
    ofWhom: optionalLine,
    what: lineText,
    dueAt: instantInput,
  }),
).answering<{ askId: AskId }, TriagingRefusal>(triagingWords)

export const chase = defineCommand(
  'referrals.chase',
  'Record that an agency was chased for what it owes, and by when it is expected now',
  z.strictObject({ askId, dueAt: instantInput }),
).answering<{ chases: number }, TriagingRefusal>(triagingWords)

export const settleAsk = defineCommand(
  'referrals.settle',
  'Record that what was asked for came, or will not come',
  z.strictObject({ askId, came: z.boolean(), answer: narrative }),
).answering<null, TriagingRefusal>(triagingWords)

export const reRate = defineCommand(
  'referrals.reRate',
  'Change how urgent a referral is, with the reason; the earlier rating stays',
  z.strictObject({
    referralId,
    seenVersion,
    urgency: z.enum(urgencyCodes),
    why: reasonText,
    /** By when it is to be assessed from now on; left out, that stays as it is. */
    assessBy: instantInput.optional(),
  }),
).answering<{ version: number }, TriagingRefusal>(triagingWords)

export const tickItem = defineCommand(
  'referrals.tick',
  'Say where a line of the checklist stands; nothing waits for it',
  z.strictObject({
    referralId,
    item: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Choose a line of the list'),
    state: z.enum(Object.keys(tickStates) as [TickState, ...TickState[]]),
  }),
).answering<null, TriagingRefusal>(triagingWords)

export const finishTask = defineCommand(
  'referrals.finishTask',
  'Record that a duty that followed a decision was done',
  z.strictObject({ taskId, note: reasonText }),
).answering<null, TriagingRefusal>(triagingWords)

export const keepLetter = defineCommand(
  'referrals.keepLetter',
  'Keep a letter or message as it is written so far; nothing is sent by the hub',
  z.strictObject({
    referralId,
    letterId: letterId.nullable(),
    kind: z.enum(letterKindCodes),
    addressee: optionalLine,
    text: reasonText,
  }),
).answering<{ letterId: LetterId }, TriagingRefusal>(triagingWords)

export const letterSent = defineCommand(
  'referrals.letterSent',
  'Record that a letter was sent by somebody, how and when',
  z.strictObject({ letterId, how: z.enum(sentWayCodes), sentAt: instantInput }),
).answering<null, TriagingRefusal>(triagingWords)

export const offerRedirect = defineCommand(
  'referrals.redirect',
  'Offer a referral to the council of the area where the person is; it stays ours until they accept',
  z.strictObject({ referralId, council: lineText, spokenTo: lineText, phone: lineText, why: reasonText }),
).answering<null, TriagingRefusal>(triagingWords)

export const answerRedirect = defineCommand(
  'referrals.answerRedirect',
  'Record that another council accepted or declined a referral, who there, and when',
  z.strictObject({ referralId, accepted: z.boolean(), byWhom: lineText, answeredAt: instantInput, why: narrative }),
).answering<null, TriagingRefusal>(triagingWords)

export const holdReferral = defineCommand(
  'referrals.hold',
  'Hold a referral until a time before any legal limit; it comes back by itself',
  z.strictObject({ referralId, until: instantInput, why: reasonText }),
).answering<null, TriagingRefusal>(triagingWords)

export const endHold = defineCommand(
  'referrals.endHold',
  'Take up again a referral that is held',
  z.strictObject({ referralId }),
).answering<null, TriagingRefusal>(triagingWords)

export interface RatingRow {
  readonly urgency: Urgency
  readonly before: Urgency | null
  readonly why: string
  readonly byName: string
  readonly at: Instant
  /** The local target of the class as it was rated, and why; by when it was to be assessed from then on, where that was said. */
  readonly targetAt?: Instant | null
  readonly targetBecause?: string | null
  readonly assessBy?: Instant | null
  /** What the service called the two classes then. */
  readonly words?: string
  readonly beforeWords?: string | null
}

export interface RedirectRow {
  readonly council: string
  readonly spokenTo: string
  readonly phone: string
  readonly why: string
  readonly offeredByName: string
  readonly offeredAt: Instant
  readonly state: 'offered' | 'accepted' | 'declined'
  readonly answeredBy: string
  readonly answeredAt: Instant | null
  readonly answerWhy: string
}

/** Everything of the desk's that lies beside a record, besides calls and links. */
export interface DeskFile {
  readonly answers: readonly AnswerRow[]
  readonly asks: readonly AskRow[]
  readonly ratings: readonly RatingRow[]
  readonly ticks: readonly TickRow[]
  readonly tasks: readonly TaskRow[]
  readonly letters: readonly LetterRow[]
  readonly redirects: readonly RedirectRow[]
  readonly holds: readonly HoldRow[]
}
