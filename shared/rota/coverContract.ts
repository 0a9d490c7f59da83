import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  callInId,
  leaveId,
  personId,
  shiftId,
  shiftOfferId,
  type CallInId,
  type LeaveId,
  type PersonId,
  type ShiftId,
  type ShiftOfferId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { optionalLine, reasonText, seenVersion } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeInput, londonDayInput, type LondonDay } from '../time/london.ts'
import type { CallInAnswer, CallInPay } from './callIns.ts'
import { callInAnswers, callInPays } from './callIns.ts'
import { awayKinds, shiftRole, type ShiftRole } from './contract.ts'
import type { LeaveRow } from './leaveRow.ts'
import { offerKinds, type OfferState } from './offers.ts'
import { overLeaveFields } from './overLeave.ts'
import type { OfferRow } from './offerRow.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

export type { LeaveRow } from './leaveRow.ts'
export type { OfferRow } from './offerRow.ts'

const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>) =>
  z.enum(Object.keys(words) as [Key, ...Key[]])

const offerFields = {
  shiftId,
  seenVersion,
  kind: keysOf(offerKinds),
  /** For part of a shift: its clock times. */
  part: z.strictObject({ startsAt: clockTimeInput, endsAt: clockTimeInput }).nullable(),
  /** One colleague, or `null` for whoever can. */
  meantFor: personId.nullable(),
  note: optionalLine,
}

interface OfferedAnswer {
  readonly offerId: ShiftOfferId
  /** Which council would be left short if the colleague who is asked took it, in words; none where nobody in particular is asked. */
  readonly warnings: readonly string[]
}

export const offerOwnShift = defineCommand(
  'rota.offerOwnShift',
  'Ask colleagues to swap, take or share one’s own shift',
  z.strictObject(offerFields),
).answering<OfferedAnswer, RotaRefusal>(rotaWords)

export const offerShiftFor = defineCommand(
  'rota.offerShiftFor',
  'Ask colleagues to swap, take or share somebody’s shift, for them',
  z.strictObject(offerFields),
).answering<OfferedAnswer, RotaRefusal>(rotaWords)

/** What came of taking: it holds, or it waits for somebody who plans; with what it does to somebody’s rest. */
export interface TakenAnswer {
  readonly state: OfferState
  readonly version: number
  readonly warnings: readonly string[]
}

export const takeOffer = defineCommand(
  'rota.takeOffer',
  'Take a shift that a colleague offers',
  z.strictObject({ offerId: shiftOfferId, seenVersion, inReturnShiftId: shiftId.nullable() }),
).answering<TakenAnswer, RotaRefusal>(rotaWords)

export const giveOffer = defineCommand(
  'rota.giveOffer',
  'Give an offered shift to somebody, for them',
  z.strictObject({
    offerId: shiftOfferId,
    seenVersion,
    personId,
    inReturnShiftId: shiftId.nullable(),
    ...overLeaveFields,
  }),
).answering<TakenAnswer, RotaRefusal>(rotaWords)

export const withdrawOffer = defineCommand(
  'rota.withdrawOffer',
  'Keep a shift after all',
  z.strictObject({ offerId: shiftOfferId, seenVersion }),
).answering<{ version: number }, RotaRefusal>(rotaWords)

export const decideOffer = defineCommand(
  'rota.decideOffer',
  'Agree to a swap, or turn it down',
  z.strictObject({ offerId: shiftOfferId, seenVersion, agree: z.boolean(), why: optionalLine, ...overLeaveFields }),
).answering<TakenAnswer, RotaRefusal>(rotaWords)

export const shiftOffersNow = defineQuery(
  'rota.offers',
  'Shifts that colleagues offer, and swaps that wait for agreement',
  z.strictObject({}),
  ['rota', 'register'],
).answering<{ readonly offers: readonly OfferRow[] }>()

/** Why a shift is taken from somebody in the middle of it. */
export const takeOverReasons = {
  illness: 'Ill',
  family: 'Needed at home',
  safety: 'For their safety',
  rest: 'Has worked too long',
  other: 'Another reason',
} as const

export const takeOver = defineCommand(
  'rota.takeOver',
  'Take a shift and the work on it from somebody now, and give both to somebody else',
  z.strictObject({ shiftId, seenVersion, toPersonId: personId, reason: keysOf(takeOverReasons) }),
).answering<
  { shiftId: ShiftId; version: number; warnings: readonly string[]; numbers: readonly number[] },
  RotaRefusal
>(rotaWords)

export const undoTakeOver = defineCommand(
  'rota.undoTakeOver',
  'Give a shift that was taken over back, with the work on it',
  z.strictObject({ shiftId, seenVersion }),
).answering<{ shiftId: ShiftId; numbers: readonly number[] }, RotaRefusal>(rotaWords)

/** Left out for whole days, as by a screen from before. */
const partOfDay = z.strictObject({ startsAt: clockTimeInput, endsAt: clockTimeInput }).nullable().default(null)

const leaveFields = {
  kind: keysOf(awayKinds),
  firstDay: londonDayInput,
  lastDay: londonDayInput,
  /** Hours of one day instead of whole days, by their clock times: TOIL only. */
  part: partOfDay,
  note: optionalLine,
}

export const askLeave = defineCommand(
  'rota.askLeave',
  'Ask for leave, a TOIL day or training, or say that one is ill',
  z.strictObject(leaveFields),
).answering<{ leaveId: LeaveId; shifts: number }, RotaRefusal>(rotaWords)

export const putLeave = defineCommand(
  'rota.putLeave',
  'Put down that somebody is away',
  z.strictObject({
    personId,
    ...leaveFields,
    knowsWhatBreaks: z.boolean(),
    /** Offers their shifts of those days to colleagues, in the same act. */
    offerShifts: z.boolean(),
  }),
).answering<{ leaveId: LeaveId; shifts: number; offered: number }, RotaRefusal>(rotaWords)

export const previewLeave = defineQuery(
  'rota.previewLeave',
  'What it would break if somebody were away: their shifts, and where cover would fall short',
  z.strictObject({
    personId,
    firstDay: londonDayInput,
    lastDay: londonDayInput,
    /** Clock times of a part of the day, as they stand in an address; both or neither. */
    partStartsAt: clockTimeInput.optional(),
    partEndsAt: clockTimeInput.optional(),
  }),
  ['rota'],
).answering<{ readonly breaks: LeaveRow['breaks'] } | null>()

export const endLeave = defineCommand(
  'rota.endLeave',
  'Say that somebody is back sooner than their leave was agreed for',
  z.strictObject({
    leaveId,
    seenVersion,
    /** The first day on which they work again. */
    backOn: londonDayInput,
  }),
).answering<{ version: number; offersEnded: number }, RotaRefusal>(rotaWords)

export const decideLeave = defineCommand(
  'rota.decideLeave',
  'Agree to leave, or turn it down',
  z.strictObject({
    leaveId,
    seenVersion,
    agree: z.boolean(),
    why: optionalLine,
    /** That shifts and cover are broken was seen. */
    knowsWhatBreaks: z.boolean(),
    /** Offers their shifts of those days to colleagues, in the same act. */
    offerShifts: z.boolean(),
  }),
).answering<{ version: number; offered: number }, RotaRefusal>(rotaWords)

export const withdrawLeave = defineCommand(
  'rota.withdrawLeave',
  'Take back one’s own leave',
  z.strictObject({ leaveId, seenVersion }),
).answering<{ version: number }, RotaRefusal>(rotaWords)

export const leaveToDecide = defineQuery(
  'rota.leave',
  'Leave that is asked for or still to come, with what it breaks',
  z.strictObject({}),
  ['rota', 'register'],
).answering<{
  readonly leave: readonly LeaveRow[]
  /** Everybody who can be put down as away. */
  readonly people: readonly { readonly personId: PersonId; readonly name: string }[]
}>()

export const myLeave = defineQuery('rota.myLeave', 'One’s own leave, asked for and to come', z.strictObject({}), [
  'rota',
]).answering<{ readonly leave: readonly LeaveRow[] }>()

export const openCallIn = defineCommand(
  'rota.openCallIn',
  'Look for somebody off the rota to come in',
  z.strictObject({
    day: londonDayInput,
    startsAt: clockTimeInput,
    endsAt: clockTimeInput,
    role: shiftRole,
    why: reasonText,
  }),
).answering<{ callInId: CallInId }, RotaRefusal>(rotaWords)

export const recordAsk = defineCommand(
  'rota.recordAsk',
  'Record that somebody was asked to come in, and what they said',
  z.strictObject({
    callInId,
    seenVersion,
    personId,
    answer: keysOf(callInAnswers),
    pay: keysOf(callInPays).nullable(),
    note: optionalLine,
  }),
).answering<{ version: number; shiftId: ShiftId | null; warnings: readonly string[] }, RotaRefusal>(rotaWords)

export const closeCallIn = defineCommand(
  'rota.closeCallIn',
  'Stop looking for somebody to come in',
  z.strictObject({ callInId, seenVersion }),
).answering<{ version: number }, RotaRefusal>(rotaWords)

export interface CallInRow {
  readonly id: CallInId
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  readonly why: string
  readonly version: number
  readonly closed: boolean
  readonly asks: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly answer: CallInAnswer
    readonly pay: CallInPay | null
    readonly note: string
    readonly askedAt: Instant
  }[]
  /** In the order in which it is fair to ask, who has come in least first; without those who cannot. */
  readonly toAsk: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly phone: string
    readonly taken: number
    readonly lastTakenOn: LondonDay | null
    readonly warnings: readonly string[]
  }[]
  readonly cannot: readonly { readonly name: string; readonly why: string }[]
}

export const callInsNow = defineQuery(
  'rota.callIns',
  'Call-ins of the last days: who was asked, what they said, and whom to ask next',
  z.strictObject({}),
  ['rota', 'register'],
).answering<{ readonly callIns: readonly CallInRow[] }>()
