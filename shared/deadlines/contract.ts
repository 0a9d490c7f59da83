import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { deadlineId, type DeadlineId, type PersonId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import type { Instant } from '../time/instant.ts'
import type { Due } from './due.ts'
import { alarmRefusalWords, type AlarmRefusal, type PassOnRefusal } from './words.ts'

/** An alarm that somebody should hear: by reference, with whom it was told to and who has it. Nothing of the person. */
export interface AlarmRow extends Pick<Due, 'source' | 'kind' | 'point' | 'minutesBefore' | 'dueAt' | 'limitAt'> {
  readonly id: DeadlineId
  readonly number: number
  readonly raisedAt: Instant
  readonly lateSeconds: number
  /** How often it was passed on: 0 at first. */
  readonly step: number
  readonly toldId: PersonId | null
  readonly toldName: string | null
  readonly toldAt: Instant
  readonly nextAt: Instant | null
  /** Who passed it on to whoever was told last; `null` when it went on by itself, or never did. */
  readonly passedByName: string | null
  /** How often it was tried in vain to send it out of the hub, or with the one that was taken. */
  readonly relayTries: number
  /** When a bleep or a telephone outside the hub took it. */
  readonly relayedAt: Instant | null
  /** Left out by a node of the last release. */
  readonly answeredById?: PersonId | null
  readonly answeredByName: string | null
  readonly answeredAt: Instant | null
}

export const alarms = defineQuery(
  'deadlines.alarms',
  'Alarms of the law’s clocks and of the service’s targets that nobody has answered, and limits that have passed',
  z.strictObject({}),
  ['alarms'],
).answering<readonly AlarmRow[]>()

/** An alarm of one's own job, for the phone: what runs out, whom the desk was told through, and who is told after that. */
export interface MyAlarm extends Pick<
  AlarmRow,
  'id' | 'number' | 'kind' | 'point' | 'minutesBefore' | 'limitAt' | 'lateSeconds' | 'step'
> {
  readonly toldName: string | null
  readonly toldAt: Instant
  /** When it goes to the next, and who that is by the rota of now; `null` when it rests. */
  readonly nextAt: Instant | null
  readonly nextName: string | null
  /** Left out by a node of the last release. */
  readonly answeredById?: PersonId | null
  readonly answeredByName: string | null
  readonly answeredAt: Instant | null
}

export const myAlarms = defineQuery('deadlines.mine', 'Alarms of the work that one has in hand', z.strictObject({}), [
  'alarms',
  'allocations',
]).answering<readonly MyAlarm[]>()

export const answerAlarm = defineCommand(
  'deadlines.answer',
  'Take an alarm, so that it is not passed on',
  z.strictObject({ alarmId: deadlineId }),
).answering<null, AlarmRefusal>(alarmRefusalWords)

export const passAlarmOn = defineCommand(
  'deadlines.passOn',
  'Pass an alarm on to the next who can take it, at once',
  // The step that one saw, so that two who press at once pass it on by one.
  z.strictObject({ alarmId: deadlineId, seenStep: z.int().min(0).max(100_000) }),
).answering<{ readonly toName: string }, PassOnRefusal>(alarmRefusalWords)
