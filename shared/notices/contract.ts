import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { outgoingId, pushDeviceId, type OutgoingId, type PushDeviceId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import { clockTimeInput } from '../time/london.ts'
import type { NoticeChoices } from './choices.ts'
import { channels, type Channel, type Failure, type NoticeKind, type NoticeOutcome } from './kinds.ts'
import { isPushAddress } from './reach.ts'
import {
  noticeRefusalWords,
  type ChoicesRefusal,
  type DeviceRefusal,
  type RungRefusal,
  type SnoozeRefusal,
  type TestRefusal,
} from './words.ts'

/** As many devices as one person carries, and an old phone in a drawer. */
export const MOST_DEVICES = 6

const ways = z.array(z.enum(channels)).max(channels.length)

export const keepChoices = defineCommand(
  'notices.keepChoices',
  'Say how one wants to be told: by which ways, and when it is quiet',
  z.strictObject({
    urgentBy: ways,
    otherBy: ways,
    /** London clock times, both or neither. */
    quietFrom: clockTimeInput.nullable(),
    quietUntil: clockTimeInput.nullable(),
    offDutyToo: z.boolean(),
  }),
).answering<null, ChoicesRefusal>(noticeRefusalWords)

export const snoozeNotices = defineCommand(
  'notices.snooze',
  'Hold what is not urgent until a moment, or stop holding it',
  z.strictObject({ until: instantInput.nullable() }),
).answering<null, SnoozeRefusal>(noticeRefusalWords)

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'That is not a key of a browser')
    .max(most)

export const addPushDevice = defineCommand(
  'notices.addDevice',
  'Have notices shown on this phone or computer',
  z.strictObject({
    endpoint: z.string().max(1000).refine(isPushAddress, 'That is not an address at which a browser takes notices'),
    p256dh: base64url(100),
    auth: base64url(40),
    label: lineText.refine((text) => text.length <= 60, 'Use 60 characters or fewer'),
  }),
).answering<{ deviceId: PushDeviceId }, DeviceRefusal>(noticeRefusalWords)

export const removePushDevice = defineCommand(
  'notices.removeDevice',
  'Have no notices shown on one of one’s own devices any more',
  z.strictObject({ deviceId: pushDeviceId }),
).answering<null, DeviceRefusal>(noticeRefusalWords)

export const sendTestNotice = defineCommand(
  'notices.sendTest',
  'Send oneself a test notice by every way there is',
  z.strictObject({}),
).answering<null, TestRefusal>(noticeRefusalWords)

export interface PushDeviceRow {
  readonly id: PushDeviceId
  readonly label: string
  readonly madeAt: Instant
  readonly lastTakenAt: Instant | null
}

/** One notice as its person may read it: what it was about, never of whom. */
export interface OwnNotice {
  readonly id: OutgoingId
  readonly kind: NoticeKind
  readonly madeAt: Instant
  /** `null` while it waits. */
  readonly outcome: NoticeOutcome | null
  readonly by: readonly Channel[]
}

export interface OwnNotices {
  readonly choices: NoticeChoices
  /** The ways that are set up here. */
  readonly setUp: readonly Channel[]
  /** What a browser needs to take notices; '' when that way is not set up. */
  readonly pushKey: string
  readonly email: string
  /** `null` when the number on one's page is not a mobile. */
  readonly mobile: string | null
  readonly devices: readonly PushDeviceRow[]
  readonly lately: readonly OwnNotice[]
}

export const ownNotices = defineQuery(
  'notices.mine',
  'How one is told, and of what one was told lately',
  z.strictObject({}),
  ['notices'],
).answering<OwnNotices>()

/** Somebody whom an urgent notice has not reached: ring them. */
export interface NotReached {
  readonly id: OutgoingId
  readonly personName: string
  readonly phone: string
  readonly kind: NoticeKind
  readonly madeAt: Instant
}

export const notReached = defineQuery(
  'notices.notReached',
  'Whom an urgent notice has not reached',
  z.strictObject({}),
  ['notices', 'allocations', 'safety'],
).answering<readonly NotReached[]>()

export const sayRung = defineCommand(
  'notices.sayRung',
  'Say that one has rung somebody whom a notice had not reached',
  z.strictObject({ noticeId: outgoingId }),
).answering<null, RungRefusal>(noticeRefusalWords)

/** One try that failed, without what the notice was about or what the provider said. */
export interface FailedSend {
  readonly id: string
  readonly channel: Channel
  readonly why: Failure
  readonly tries: number
  readonly at: Instant
  readonly personName: string
}

export interface NoticeHealth {
  readonly setUp: readonly Channel[]
  /** Of the last seven days: taken by the provider, and given up. */
  readonly counts: readonly { readonly channel: Channel; readonly taken: number; readonly failed: number }[]
  readonly failures: readonly FailedSend[]
}

export const noticeHealth = defineQuery(
  'notices.health',
  'Which ways are set up, and what did not get through',
  z.strictObject({}),
  ['notices'],
).answering<NoticeHealth>()
