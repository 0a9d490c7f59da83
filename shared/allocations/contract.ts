import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  allocationId,
  personId,
  referralId,
  waitId,
  type AllocationId,
  type DraftId,
  type PersonId,
  type ReferralId,
  type ShiftId,
  type WaitId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { narrative, optionalLine, reasonText, seenVersion } from '../kernel/text.ts'
import type { TakenBack } from './takenBack.ts'
import type { BoardLimit } from '../referrals/law/boardLimit.ts'
import type {
  ArrangementKind,
  ArrangementRow,
  ArrangementState,
  PowerRow,
  ReferralDetail,
} from '../referrals/contract.ts'
import type { CallRow } from '../referrals/contactContract.ts'
import type { ClosedRow } from '../restricted/contract.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import type { Candidates } from './candidatesAnswer.ts'
import type { Course } from './course.ts'
import type { BoardLanes } from './boardLanes.ts'
import type { LikelyFinish } from './likelyFinish.ts'
import { notFollowedCodes } from './notFollowed.ts'
import { notCompletedReason, outcomeCode } from './outcomes.ts'
import type { OnStripRow } from './strip.ts'
import { waitKinds, type Wait } from './waits.ts'
import type { Lapsed, Unapproved } from './unapproved.ts'
import { allocationWords, type AllocateRefusal, type FieldRefusal, type TakeBackRefusal } from './words.ts'

export const allocateReferral = defineCommand(
  'allocations.allocate',
  'Allocate a referral to an AMHP',
  z.strictObject({
    referralId,
    personId,
    seenVersion,
    /** Needed when it is not the first suggestion, or goes against a warning: one tap or a line. */
    reason: narrative,
    /** The one tap that says why the first was not chosen: counted for the service, never by whoever chose. */
    reasonCode: z.enum(notFollowedCodes).nullable().default(null),
    /** They were told that nobody has asked about the risk to whoever goes, and go on: kept with the record, never a condition. */
    knowsRiskNotAsked: z.boolean().default(false),
  }),
).answering<{ allocationId: AllocationId; version: number; personName: string }, AllocateRefusal>(allocationWords)

export const takeBack = defineCommand(
  'allocations.takeBack',
  'Take a referral back from an AMHP',
  z.strictObject({ allocationId, seenVersion, why: reasonText, knowsInterviewed: z.boolean().default(false) }),
).answering<{ referralVersion: number }, TakeBackRefusal>(allocationWords)

/** Within 20 seconds and before it was opened, an allocation can be undone without a reason. */
export const undoAllocation = defineCommand(
  'allocations.undo',
  'Undo an allocation just made',
  z.strictObject({ allocationId }),
).answering<{ referralVersion: number }, TakeBackRefusal>(allocationWords)

const own = { allocationId, seenVersion, occurredAt: instantInput }

export const openAllocation = defineCommand(
  'allocations.open',
  'Say that the AMHP has seen it',
  z.strictObject({ allocationId }),
).answering<{ version: number }, FieldRefusal>(allocationWords)
export const acceptAllocation = defineCommand(
  'allocations.accept',
  'Accept an allocation',
  z.strictObject({ ...own }),
).answering<{ version: number }, FieldRefusal>(allocationWords)
export const declineAllocation = defineCommand(
  'allocations.decline',
  'Decline an allocation, with a reason',
  z.strictObject({ ...own, why: reasonText }),
).answering<{ version: number }, FieldRefusal>(allocationWords)
export const setOff = defineCommand('allocations.setOff', 'Set off', z.strictObject({ ...own })).answering<
  { version: number },
  FieldRefusal
>(allocationWords)
export const arrive = defineCommand('allocations.arrive', 'Arrive', z.strictObject({ ...own })).answering<
  { version: number },
  FieldRefusal
>(allocationWords)

export const startWait = defineCommand(
  'allocations.startWait',
  'Say what one is waiting for, and since when',
  z.strictObject({
    allocationId,
    kind: z.enum(waitKinds),
    startedAt: instantInput,
    note: optionalLine,
    /** An id that the phone made for it, so that a wait begun without a signal can be ended without one; else the hub makes it. */
    waitId: waitId.nullable().default(null),
  }),
).answering<{ waitId: WaitId }, FieldRefusal>(allocationWords)

export const endWait = defineCommand(
  'allocations.endWait',
  'Say that a wait is over',
  z.strictObject({ allocationId, waitId, endedAt: instantInput }),
).answering<null, FieldRefusal>(allocationWords)

export const recordOutcome = defineCommand(
  'allocations.recordOutcome',
  'Record the AMHP’s decision and the outcome',
  z.strictObject({
    ...own,
    outcome: outcomeCode,
    subReason: notCompletedReason.nullable(),
    reasons: narrative,
    /** Puts right what was recorded before: until the job is finished. What stood there stays in the record’s history. */
    corrects: z.boolean().optional(),
  }),
)
  // `approval`: what the register says against the decision; left out where it says nothing.
  .answering<{ version: number; approval?: Unapproved }, FieldRefusal>(allocationWords)

export const finish = defineCommand('allocations.finish', 'Finish the job', z.strictObject({ ...own })).answering<
  { version: number; finishedAt: Instant; lateMinutes: number },
  FieldRefusal
>(allocationWords)

export const homeSafe = defineCommand(
  'allocations.homeSafe',
  'Say that one is home safe',
  z.strictObject({ ...own }),
).answering<{ version: number }, FieldRefusal>(allocationWords)

/** How an allocation has gone: times as they happened, `null` while they have not. */
export interface AllocationRow {
  readonly id: AllocationId
  readonly version: number
  readonly referralId: ReferralId
  readonly personId: PersonId
  readonly personName: string
  readonly personPhone: string
  readonly shiftId: ShiftId | null
  readonly shiftStartsAt: Instant | null
  readonly shiftEndsAt: Instant | null
  readonly allocatedByName: string
  readonly allocatedAt: Instant
  readonly reason: string
  readonly openedAt: Instant | null
  readonly acceptedAt: Instant | null
  readonly declinedAt: Instant | null
  readonly setOffAt: Instant | null
  readonly arrivedAt: Instant | null
  readonly outcome: string | null
  readonly outcomeDetail: string
  readonly outcomeReasons: string
  readonly outcomeAt: Instant | null
  readonly finishedAt: Instant | null
  readonly homeSafeAt: Instant | null
  readonly endedAt: Instant | null
  readonly endedHow: 'finished' | 'declined' | 'taken-back' | 'undone' | null
  readonly endedByName: string | null
  readonly endedWhy: string
  readonly waits: readonly (Wait & { readonly note: string })[]
}

/** One referral as the board shows it. */
export interface BoardRow {
  readonly id: ReferralId
  readonly number: number
  readonly version: number
  readonly state: ReferralDetail['state']
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: ReferralDetail['bornOn']
  readonly ageYears: number | null
  readonly receivedAt: Instant
  readonly acceptedAt: Instant | null
  readonly source: ReferralDetail['source']
  readonly callerName: string
  readonly request: ReferralDetail['request']
  readonly place: string
  readonly urgency: ReferralDetail['urgency']
  readonly assessBy: Instant | null
  readonly reviewAt: Instant | null
  readonly riskToStaff: ReferralDetail['riskToStaff']
  readonly asksFor: string
  readonly interpreter: string
  /** The town of the place where they are, or else the council for which the AMHP would act. */
  readonly area: string
  /** The running powers; their clocks are worked out on the screen, by the same rule, so that they keep right when the line is down. */
  readonly powers: readonly Pick<PowerRow, 'id' | 'kind' | 'startedAt' | 'startSource' | 'extension' | 'endedAt'>[]
  /** The other limits of the law that run; worked out on the screen as well. */
  readonly limits: readonly BoardLimit[]
  readonly arrangements: readonly {
    readonly kind: ArrangementKind
    readonly state: ArrangementState
    readonly note: string
  }[]
  /** The last call about it that anybody noted, either way; `null` when there was none since it came in. */
  readonly lastContactAt: Instant | null
  /** Held until a time, by whom, and what it waits for; `null` when it is not. Whether that time has come is worked out on the screen. */
  readonly hold: { readonly until: Instant; readonly byName: string; readonly why: string } | null
  readonly allocation: AllocationRow | null
  /**
   * When it came back to be allocated, after an AMHP who had accepted it was taken back or could not end it; `null` when none had, and left
   * out by a node of the last release.
   */
  readonly backAt?: Instant | null
  /** The approval of whoever has it is not in force any more; left out where it is, and by a node of the last release. */
  readonly lapsed?: Lapsed
  readonly likelyFinish: LikelyFinish | null
  /** What is left of the work, from which the screen works out the likely finish anew each minute; `null` when nobody has it. */
  readonly course: Course | null
}

export interface Board {
  readonly asOf: Instant
  readonly triageTargetMinutes: number
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
  readonly lanes: BoardLanes
  readonly rows: readonly BoardRow[]
  /** Restricted referrals that whoever asks may not open. */
  readonly closed: readonly ClosedRow[]
  readonly strip: readonly OnStripRow[]
  readonly drafts: readonly {
    readonly id: DraftId
    readonly number: number
    readonly personId: PersonId
    readonly byName: string
    readonly keptAt: Instant
  }[]
  /** Referrals that usually come in each hour of this weekday, 24 numbers, from the last twelve weeks. */
  readonly usualDemand: readonly number[]
}

export const board = defineQuery(
  'allocations.board',
  'The board: what needs somebody, who is on, who is out',
  z.strictObject({}),
  ['referrals', 'allocations', 'rota', 'register', 'safety'],
).answering<Board>()

export const candidates = defineQuery(
  'allocations.candidates',
  'Who could take a referral, in order, with reasons for and against each',
  z.strictObject({ referralId }),
  ['referrals', 'allocations', 'rota', 'register', 'toil'],
).answering<Candidates | null>()

export const allocationsOf = defineQuery(
  'allocations.ofReferral',
  'Everybody who has had a referral, and how it went',
  z.strictObject({ referralId }),
  ['allocations'],
).answering<readonly AllocationRow[]>()

/** A further call, as far as it matters to whoever is on the way. */
export type CallAtDoor = Omit<CallRow, 'number' | 'began' | 'takenByName' | 'request' | 'powerKind' | 'powerStartedAt'>

/** What the AMHP needs at the door, and nothing else. */
export interface MyJob {
  readonly allocation: AllocationRow
  readonly referral: ReferralDetail
  /** What was told after the first call, the newest last. Left out by a node of the last release. */
  readonly calls?: readonly CallAtDoor[]
  readonly placePhone: string
  readonly powers: readonly PowerRow[]
  readonly limits: readonly BoardLimit[]
  readonly arrangements: readonly ArrangementRow[]
  readonly decision:
    | (Readonly<Record<'words' | 'whyNow' | 'risk' | 'byName', string>> & { readonly at: Instant })
    | null
}

export interface MyDuty {
  readonly asOf: Instant
  readonly hubPhone: string
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
  readonly shift: { readonly id: ShiftId; readonly startsAt: Instant; readonly endsAt: Instant } | null
  readonly nextShift: { readonly id: ShiftId; readonly startsAt: Instant; readonly endsAt: Instant } | null
  /** Live work, the most urgent first, then what was finished and is not yet home safe. */
  readonly jobs: readonly MyJob[]
  /** What was taken back within the last hours, the newest first: somebody may be on the way to it without a signal. */
  readonly takenBack: readonly TakenBack[]
  readonly waitingForTriage: number
}

export const myDuty = defineQuery('allocations.myDuty', 'One’s own shift and work, for the phone', z.strictObject({}), [
  'allocations',
  'referrals',
  'rota',
]).answering<MyDuty>()
