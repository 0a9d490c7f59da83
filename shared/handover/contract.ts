import { z } from 'zod'
import type { Board, BoardRow } from '../allocations/contract.ts'
import { defineCommand } from '../kernel/command.ts'
import { handoverId, referralId, type HandoverId, type PersonId, type ReferralId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { narrative, optionalLine } from '../kernel/text.ts'
import type { ClosedRow } from '../restricted/contract.ts'
import type { ReferralState } from '../referrals/referral.ts'
import type { TriageOutcome } from '../referrals/triage.ts'
import type { AskRow } from '../referrals/triaging/asks.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import { handoverKinds, type HandoverKind, type HandoverState, type ItemAnswer } from './codes.ts'
import { handoverWords, type AnswerRefusal, type OfferRefusal, type WithdrawRefusal } from './words.ts'

/** More than any board holds, and a limit all the same. */
const MOST_ITEMS = 400

export const offerHandover = defineCommand(
  'handover.offer',
  'Offer what is open to the next shift or team; it stays with the giver until somebody takes it by name',
  z.strictObject({
    kind: z.enum(handoverKinds),
    /** About the shift; what is about one person stands at that person. */
    words: narrative,
    items: z.array(z.strictObject({ referralId, note: narrative, nextBy: instantInput.nullable() })).max(MOST_ITEMS),
  }),
).answering<{ handoverId: HandoverId }, OfferRefusal>(handoverWords)

export const answerHandover = defineCommand(
  'handover.answer',
  'Take over what is ticked; the rest stays with the giver',
  z.strictObject({
    handoverId,
    taken: z.array(referralId).max(MOST_ITEMS),
    left: z.array(z.strictObject({ referralId, why: optionalLine })).max(MOST_ITEMS),
    words: narrative,
  }),
).answering<{ taken: number; left: number }, AnswerRefusal>(handoverWords)

export const withdrawHandover = defineCommand(
  'handover.withdraw',
  'Take back a handover that nobody has answered',
  z.strictObject({ handoverId, why: optionalLine }),
).answering<null, WithdrawRefusal>(handoverWords)

export const handoverPrinted = defineCommand(
  'handover.printed',
  'Say that a handover was printed',
  z.strictObject({ handoverId }),
).answering<null, { readonly code: 'handover-not-found' }>(handoverWords)

/** One referral as the desk knew it at a moment: what the board said, the decision, and who has been with the person. */
export interface HandoverFacts {
  readonly row: BoardRow
  readonly decision: {
    readonly outcome: TriageOutcome
    readonly whyNow: string
    readonly risk: string
    readonly byName: string
    readonly at: Instant
  } | null
  /** What was told on the call, for whoever has only the paper. A sheet of an earlier release does not hold it. */
  readonly told?: {
    readonly riskDetail: string
    readonly callerPhone: string
    readonly happening: string
    readonly homeAddress: string
    readonly nearestRelative: string
  }
  /** Only an AMHP who has seen the person can apply (MHA 1983 s.11(5)). */
  readonly seenBy: readonly { readonly name: string; readonly at: Instant }[]
  /** What was asked of an agency and has neither come nor been given up. */
  readonly asks: readonly Pick<AskRow, 'agency' | 'ofWhom' | 'what' | 'dueAt'>[]
}

export interface HandoverLine {
  readonly id: HandoverId
  readonly kind: HandoverKind
  readonly state: HandoverState
  readonly givenBy: PersonId
  readonly givenByName: string
  readonly offeredAt: Instant
  readonly answeredByName: string | null
  readonly answeredAt: Instant | null
  readonly withdrawnAt: Instant | null
  readonly items: number
  readonly taken: number
}

export interface HandoverNow {
  readonly asOf: Instant
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
  /** What the service aims at from the call to the decision. Left out by a node of the last release. */
  readonly triageTargetMinutes?: number
  /** Whether by the rota somebody else has the desk after whoever asks. Left out by a node of the last release. */
  readonly isFollowed?: boolean
  /** What is open now, with who is handing it over already and who took it over last. */
  readonly open: readonly (HandoverFacts & {
    readonly offeredBy: string | null
    /** Whether that is whoever asks. Left out by a node of the last release. */
    readonly offeredByMe?: boolean
    readonly heldBy: {
      readonly name: string
      readonly since: Instant
      /** Whether that is whoever asks. Left out by a node of the last release. */
      readonly isMe?: boolean
    } | null
    /** Whether a colleague who is still there took it over: it is not handed over again unasked. Left out by a node of the last release. */
    readonly isWithOther?: boolean
  })[]
  /** Restricted referrals that whoever asks may not open: they are handed over by whoever guards them. */
  readonly closed: readonly ClosedRow[]
  readonly drafts: Board['drafts']
}

export const handoverNow = defineQuery('handover.now', 'What is open for handing over', z.strictObject({}), [
  'handover',
  'referrals',
  'allocations',
  'rota',
  'register',
]).answering<HandoverNow>()

export interface HandoverLines {
  readonly outOfHoursName: string
  /** What waits for an answer first, then the rest, the latest first. */
  readonly lines: readonly HandoverLine[]
}

export const handoverLines = defineQuery(
  'handover.lines',
  'Handovers that wait for an answer, and those of the last fortnight',
  z.strictObject({}),
  ['handover', 'register'],
).answering<HandoverLines>()

export interface SheetItem {
  readonly referralId: ReferralId
  /** As it was when it was offered, for ever. */
  readonly facts: HandoverFacts
  readonly note: string
  readonly nextBy: Instant | null
  readonly answer: ItemAnswer
  readonly leftWhy: string
  readonly stateNow: ReferralState
}

export interface HandoverSheet extends HandoverLine {
  readonly words: string
  readonly answerWords: string
  readonly withdrawnWhy: string
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
  readonly hubPhone: string
  readonly serviceName: string
  /** How many of its referrals are restricted and closed to whoever asks. */
  readonly hidden: number
  readonly sheet: readonly SheetItem[]
}

export const handoverSheet = defineQuery(
  'handover.sheet',
  'One handover as it was offered, and what became of it',
  z.strictObject({ handoverId }),
  ['handover', 'referrals'],
).answering<HandoverSheet | null>()
