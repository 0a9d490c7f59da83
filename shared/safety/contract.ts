import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { allocationId, watchId, type AllocationId, type PersonId, type WatchId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import type { DeskShift } from './deskHours.ts'
import type { HelpHow, Rung } from './ladder.ts'
import type { DeskHours } from './whoAnswers.ts'
import { safetyWords, type BuddyRefusal, type CheckInRefusal, type SayHomeRefusal, type WatchRefusal } from './words.ts'

export const checkIn = defineCommand(
  'safety.checkIn',
  'Say that one is safe, and by when one will be back or check in again',
  z.strictObject({ allocationId, occurredAt: instantInput, backBy: instantInput }),
).answering<null, CheckInRefusal>(safetyWords)

/** For whoever is looked for and has no job left to say it on: a job that was finished after the shift has its own step, “home safe”. */
export const sayHome = defineCommand(
  'safety.sayHome',
  'Say that one is home, when no job is left to say it on',
  z.strictObject({ occurredAt: instantInput }),
).answering<null, SayHomeRefusal>(safetyWords)

/** `quiet` is the service's quiet word: nothing on the phone says that an alarm was raised, and nobody rings that phone. */
export const callHelp = defineCommand(
  'safety.callHelp',
  'Call for help: aloud, or with the quiet word',
  z.strictObject({ how: z.enum(['held', 'quiet']), occurredAt: instantInput }),
).answering<null, never>(safetyWords)

export const answerWatch = defineCommand(
  'safety.answer',
  'Say that one has spoken to somebody who is out, that they are home, that one has rung the police, or has heard the quiet word',
  z.strictObject({
    watchId,
    /**
     * `home`: they rang, and are home. After a call for help somebody says first that they have spoken to them. `back-at-desk`: what was
     * handed to the team outside the hub's hours is the desk's again. `taken-back`: `spoken` or `home` was said of the wrong person.
     */
    what: z.enum(['spoken', 'home', 'police-rung', 'quiet-word', 'back-at-desk', 'taken-back']),
    /** When they will be back; only after one has spoken to them. */
    backBy: instantInput.nullable(),
    /** The call for help that is ended by having spoken to them; null after a mere missed check-in. */
    helpAt: instantInput.nullable().default(null),
    /** How it stood before `spoken`, which is then taken back; null otherwise. */
    before: z.strictObject({ backBy: instantInput, seenAt: instantInput }).nullable().default(null),
  }),
).answering<null, WatchRefusal>(safetyWords)

/** The buddy's own answer, from their phone. Kept and sent later without a signal, so it holds codes and times only. */
export const spokeToColleague = defineCommand(
  'safety.spokeToColleague',
  'Say that one has spoken to the colleague whom one was told to ring, and when they will be back',
  z.strictObject({ watchId, occurredAt: instantInput, backBy: instantInput }),
).answering<null, BuddyRefusal>(safetyWords)

export const handWatchOver = defineCommand(
  'safety.handOver',
  'Hand the watch over somebody who is out to the team outside the hub’s hours, by name',
  z.strictObject({ watchId, toName: lineText }),
).answering<null, WatchRefusal>(safetyWords)

/** Somebody who is out, for those who watch over them. */
export interface WatchRow {
  readonly id: WatchId
  readonly personId: PersonId
  readonly personName: string
  readonly phone: string
  /** The referral they are out on, by number; null when help was called outside a job. */
  readonly number: number | null
  /** By the record of that work they are with the person: there, and not finished. */
  readonly isThere: boolean
  readonly begunAt: Instant
  readonly backBy: Instant
  /** The last sign of life: when it was given, and when the hub heard of it. */
  readonly seenAt: Instant
  readonly seenRecordedAt: Instant
  readonly rung: Rung
  readonly nextAt: Instant | null
  readonly toldId: PersonId | null
  readonly toldName: string | null
  /** Nobody at the desk is on duty, or the watch was handed over: the team outside the hub's hours is to be rung. */
  readonly toldOutOfHours: boolean
  readonly toldAt: Instant | null
  readonly helpAt: Instant | null
  readonly helpHow: HelpHow | null
  readonly policeRungAt: Instant | null
  readonly policeRungByName: string | null
  /** Who spoke last to them, and when. */
  readonly spokenByName: string | null
  readonly spokenAt: Instant | null
  readonly handedToName: string | null
  readonly handedAt: Instant | null
}

/** Somebody who has set off, over whom no watch stands: the desk heard that they were home, say, and their work goes on. */
export type OutUnwatched = Pick<WatchRow, 'personId' | 'personName' | 'phone' | 'number'>

export interface Watches {
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
  /** What is said on the telephone by somebody who cannot speak freely. */
  readonly quietWord: string
  /** One's own shifts at the desk, of now and the next two days: while one runs, the gravest sounds are heard whatever one has set. */
  readonly ownDesk: readonly DeskShift[]
  /** When the desk closes for the night or the weekend; `null` while nobody is at it. */
  readonly deskClosesAt: Instant | null
  readonly rows: readonly WatchRow[]
  /** Who is out with no check-in agreed, each once, by name. */
  readonly unwatched: readonly OutUnwatched[]
}

export const watches = defineQuery(
  'safety.watches',
  'Who is out alone, until when, and whose check-in was missed',
  z.strictObject({}),
  ['safety', 'rota', 'allocations'],
).answering<Watches>()

/** One's own watch on the phone, without what must not be seen over a shoulder: that help was called quietly. */
export interface OwnWatch {
  readonly allocationId: AllocationId | null
  readonly backBy: Instant
  readonly seenAt: Instant
  readonly overdue: boolean
  /** Looked for with no work left that they have set off for: it ends with “I’m home”, on the job or by itself. */
  readonly goingHome: boolean
  readonly helpAt: Instant | null
  /** Who was told of the call for help, by name; left out by a node of the last release. */
  readonly toldName?: string | null
  /** Nobody on duty could be told of it: the team outside the hub's hours is to be rung. Left out by a node of the last release. */
  readonly toldOutOfHours?: boolean
}

export interface MySafety {
  readonly watch: OwnWatch | null
  readonly quietWord: string
  /** Colleagues whom one has been told to ring, while one is on duty. */
  readonly toRing: readonly Pick<WatchRow, 'id' | 'personName' | 'phone' | 'backBy' | 'seenAt' | 'rung'>[]
  /** When somebody is at the desk, so that the phone itself knows whom to ring; left out by a node of the last release. */
  readonly desk?: DeskHours
}

export const mySafety = defineQuery(
  'safety.mine',
  'One’s own check-in, and the colleagues whom one has been told to ring',
  z.strictObject({}),
  // What one is out on changes with the job, and who is at the desk with the rota.
  ['safety', 'allocations', 'rota'],
).answering<MySafety>()
