import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  optOutId,
  otherJobId,
  personId,
  shiftId,
  type OptOutId,
  type OtherJobId,
  type PersonId,
  type ShiftId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, optionalLine, seenVersion } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeInput, londonDayInput, type LondonDay } from '../time/london.ts'
import type { Minutes } from '../time/minutes.ts'
import type { Span } from '../time/span.ts'
import { needDays } from './dutyNeeds.ts'
import type { OtherJob } from './otherJobs.ts'
import { rotaWords, type RotaRefusal } from './words.ts'
import type { NightAverage, OptOut, RestDebt } from './workingTime.ts'

export const recordOptOut = defineCommand(
  'rota.recordOptOut',
  'Record that somebody has agreed in writing to work more than 48 hours a week on average',
  z.strictObject({ personId, signedOn: londonDayInput, firstDay: londonDayInput }),
).answering<{ optOutId: OptOutId }, RotaRefusal>(rotaWords)

export const endOptOut = defineCommand(
  'rota.endOptOut',
  'Record that somebody has given notice of their opt-out',
  z.strictObject({
    optOutId,
    seenVersion,
    noticeOn: londonDayInput,
    /** Seven days, or what was agreed up to three months (reg 5(2)). */
    noticeDays: z.int().min(7, 'Give 7 to 92 days').max(92, 'Give 7 to 92 days'),
  }),
).answering<{ lastDay: LondonDay }, RotaRefusal>(rotaWords)

const jobFields = {
  jobId: otherJobId.nullable(),
  /** 0 for a new one. */
  seenVersion: z.int().min(0),
  employer: lineText,
  days: z.array(z.enum(needDays)).min(1, 'Choose at least one day').max(needDays.length),
  startsAt: clockTimeInput,
  endsAt: clockTimeInput,
  breakMinutes: z.int().min(0, 'Give 0 to 240 minutes').max(240, 'Give 0 to 240 minutes'),
  firstDay: londonDayInput,
  lastDay: londonDayInput.nullable(),
}

export const keepOtherJob = defineCommand(
  'rota.keepOtherJob',
  'Declare one’s own work for another employer, or change what was declared',
  z.strictObject(jobFields),
).answering<{ jobId: OtherJobId; version: number }, RotaRefusal>(rotaWords)

export const keepOtherJobOf = defineCommand(
  'rota.keepOtherJobOf',
  'Put down somebody’s work for another employer as they have declared it',
  z.strictObject({ personId, ...jobFields }),
).answering<{ jobId: OtherJobId; version: number }, RotaRefusal>(rotaWords)

/** How a rest that was owed was settled: it was given, or it could not be, with the reason. TOIL never settles it. */
export const restSettlements = { given: 'Given', 'not-given': 'Could not be given' } as const
export type RestSettlement = keyof typeof restSettlements

export const settleRest = defineCommand(
  'rota.settleRest',
  'Confirm that rest which was owed has been given, or record why it could not be',
  z.strictObject({ shiftId, how: z.enum(['given', 'not-given']), why: optionalLine }),
).answering<{ given: Span | null }, RotaRefusal>(rotaWords)

/** What a manager does with a shift that begins before its person has rested. */
export const nextStartDecisions = {
  moved: 'Starts later',
  'taken-off': 'Taken off',
  kept: 'Starts as planned',
} as const
export type NextStartDecision = keyof typeof nextStartDecisions

export const decideNextStart = defineCommand(
  'rota.decideNextStart',
  'Decide about a shift that begins before its person has rested from a late finish',
  z.strictObject({ shiftId, seenVersion, decision: z.enum(['moved', 'taken-off', 'kept']), why: optionalLine }),
).answering<{ startsAt: Instant | null; version: number }, RotaRefusal>(rotaWords)

export interface OptOutRow extends OptOut {
  readonly id: OptOutId
  readonly personId: PersonId
  readonly name: string
  readonly signedOn: LondonDay
  readonly version: number
}

export interface OtherJobRow extends OtherJob {
  readonly id: OtherJobId
  readonly name: string
  readonly employer: string
  readonly version: number
}

export interface NextStartRow {
  readonly shiftId: ShiftId
  readonly version: number
  readonly personId: PersonId
  readonly name: string
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly finishedAt: Instant
  readonly stillOut: boolean
  readonly restedAt: Instant
  readonly proposedStart: Instant | null
}

export const nextStartsToDecide = defineQuery(
  'rota.nextStarts',
  'Shifts that begin before their person has rested from a late finish, with the start to propose',
  z.strictObject({}),
  ['rota', 'allocations'],
).answering<{ readonly nextStarts: readonly NextStartRow[] }>()

export interface RestDebtRow extends RestDebt {
  /** The shift that began too early: rest is owed for it once, and again for what a correction adds. */
  readonly shiftId: ShiftId
  readonly name: string
  /** Minutes that were settled before the record was corrected; 0 for a debt that nobody has settled. */
  readonly settled: Minutes
  readonly isLate: boolean
  /** The first rest since that is long enough; `null` while there is none. */
  readonly paidBy: Span | null
}

/** A rest that was owed and was settled. */
export interface SettledRest {
  readonly shiftId: ShiftId
  readonly name: string
  readonly owed: Minutes
  readonly laterStartsAt: Instant
  readonly how: RestSettlement
  readonly given: Span | null
  readonly why: string
  readonly byName: string
  readonly at: Instant
}

/** Somebody’s hours over the 17 weeks up to today, as worked where that is known, all employers together. */
export interface HoursRow {
  readonly personId: PersonId
  readonly name: string
  /** Minutes a week. */
  readonly average: Minutes
  readonly over: boolean
  readonly optedOut: boolean
  /** Minutes a week for other employers, of the average. */
  readonly elsewhere: Minutes
  readonly night: NightAverage
}

export interface WorkingTime {
  readonly today: LondonDay
  readonly debts: readonly RestDebtRow[]
  readonly settled: readonly SettledRest[]
  readonly hours: readonly HoursRow[]
  readonly optOuts: readonly OptOutRow[]
  readonly otherJobs: readonly OtherJobRow[]
  readonly people: readonly { readonly personId: PersonId; readonly name: string }[]
}

export const workingTimeOfAll = defineQuery(
  'rota.workingTime',
  'Working time: rest owed, hours over 17 weeks, opt-outs and work for other employers',
  z.strictObject({}),
  ['rota', 'register', 'allocations'],
).answering<WorkingTime>()

export interface MyWorkingTime {
  readonly hours: Omit<HoursRow, 'personId' | 'name'>
  readonly debts: readonly Omit<RestDebtRow, 'name' | 'personId'>[]
  readonly optOut: OptOut | null
  readonly otherJobs: readonly OtherJobRow[]
}

export const myWorkingTime = defineQuery(
  'rota.myWorkingTime',
  'One’s own hours over 17 weeks, rest owed, opt-out and work for other employers',
  z.strictObject({}),
  ['rota', 'register', 'allocations'],
).answering<MyWorkingTime>()
