import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  personId,
  rotaNoticeId,
  shiftId,
  shiftTemplateId,
  type PersonId,
  type RotaNoticeId,
  type ShiftId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { reasonText, seenVersion } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { instantInput } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { plannedDayInput, shiftTimes, type ShiftRole, type ShiftRow } from './contract.ts'
import type { MadeHow } from './drafted.ts'
import type { Layer } from './layers.ts'
import type { NoticeChange } from './notices.ts'
import type { Finding } from './publish.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

/** How often a drafted shift was changed; 0 while it is not in the draft. */
const seenDraft = z.int().min(0)
/**
 * The version of the shift on the rota that was seen, whatever the draft says of it; 0 for one that only the draft has. Left out by a page
 * that was opened before it was asked for.
 */
const seenOnRota = z.int().min(0).optional()
const days = { firstDay: londonDayInput, lastDay: londonDayInput }

export const putInDraft = defineCommand(
  'rota.putInDraft',
  'Put a new shift, or a change of one, into the draft of the rota',
  z.strictObject({
    shiftId: shiftId.nullable(),
    seenVersion: seenDraft,
    seenOnRota,
    personId,
    day: plannedDayInput,
    times: shiftTimes,
  }),
).answering<{ shiftId: ShiftId; version: number; warnings: readonly string[] }, RotaRefusal>(rotaWords)

export const takeOffInDraft = defineCommand(
  'rota.takeOffInDraft',
  'Say in the draft that a shift comes off the rota',
  z.strictObject({ shiftId, seenVersion: seenDraft, seenOnRota, why: reasonText }),
).answering<{ version: number }, RotaRefusal>(rotaWords)

export const dropFromDraft = defineCommand(
  'rota.dropFromDraft',
  'Take a change out of the draft: the rota stays as it is published',
  z.strictObject({ shiftId, seenVersion }),
).answering<{ dropped: boolean }, RotaRefusal>(rotaWords)

export const copyWeek = defineCommand(
  'rota.copyWeek',
  'Copy one week of the rota into the draft of another',
  z.strictObject({ fromMonday: londonDayInput, toMonday: londonDayInput }),
).answering<{ drafted: number; left: readonly string[] }, RotaRefusal>(rotaWords)

export const bringDraftsAlong = defineCommand(
  'rota.bringDraftsAlong',
  'Give drafts to come of a template the times that it has now',
  z.strictObject({ templateId: shiftTemplateId, seenVersion }),
).answering<{ brought: number; left: number }, RotaRefusal>(rotaWords)

export const publishRota = defineCommand(
  'rota.publish',
  'Publish the draft of some days: everybody affected is told',
  z.strictObject({
    ...days,
    /** Every drafted shift that was looked at: one that has changed since, or come in since, stops it. */
    seen: z.array(z.strictObject({ shiftId, version: seenVersion })).max(2000),
    accepted: z.array(z.strictObject({ key: z.string().max(200), why: reasonText })).max(500),
  }),
).answering<{ number: number; changes: number; told: number }, RotaRefusal>(rotaWords)

/** A shift as the draft has it. */
export interface DraftRow {
  readonly shiftId: ShiftId
  readonly personId: PersonId
  readonly templateId: string | null
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  readonly layer: Layer
  readonly takenOff: boolean
  readonly isNew: boolean
  /** Why its person may not act as an AMHP through it, or will not come: publishing it is refused, and it is no cover. */
  readonly mayNotAct: ShiftRow['mayNotAct']
  /** The version of it that is on the rota now, to send back with a change; 0 for one that only the draft has. */
  readonly onRota: number
  readonly madeBy: PersonId
  readonly madeByName: string
  readonly madeHow: MadeHow
  readonly madeAt: Instant
  readonly version: number
}

export interface RotaDraft {
  readonly drafts: readonly DraftRow[]
  /** How many changes of the whole rota are not published. */
  readonly inAll: number
}

export const rotaDraft = defineQuery(
  'rota.draft',
  'What is not yet published of a week of the rota',
  z.strictObject({ monday: londonDayInput }),
  ['rota', 'register'],
).answering<RotaDraft>()

/** What publishing some days would do, and what speaks against it. */
export interface PublishPreview {
  readonly differences: readonly { readonly shiftId: ShiftId; readonly words: string }[]
  readonly findings: readonly Finding[]
  readonly seen: readonly { readonly shiftId: ShiftId; readonly version: number }[]
  /** Who would be told, and when. */
  readonly told: readonly { readonly personId: PersonId; readonly name: string; readonly at: Instant }[]
}

export const previewPublish = defineQuery(
  'rota.previewPublish',
  'What publishing the draft of some days would change, and what speaks against it',
  z.strictObject(days),
  ['rota', 'register'],
).answering<PublishPreview>()

export interface Publications {
  readonly publications: readonly {
    readonly number: number
    readonly firstDay: LondonDay
    readonly lastDay: LondonDay
    readonly changes: readonly string[]
    readonly accepted: readonly { readonly key: string; readonly why: string }[]
    readonly byName: string
    readonly at: Instant
  }[]
  /** Notices that their people have not acknowledged. */
  readonly unacknowledged: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly tellAt: Instant
    readonly words: readonly string[]
  }[]
}

export const publications = defineQuery(
  'rota.publications',
  'The last publications of the rota, and who has not acknowledged theirs',
  z.strictObject({}),
  ['rota'],
).answering<Publications>()

/** The rota as it was planned at a moment gone by. */
export interface RotaAsAt {
  readonly shifts: readonly {
    readonly shiftId: ShiftId
    readonly personId: PersonId
    readonly name: string
    readonly day: LondonDay
    readonly startsAt: Instant
    readonly endsAt: Instant
    readonly role: ShiftRole
    readonly layer: Layer
  }[]
}

export const rotaAsAt = defineQuery(
  'rota.asAt',
  'A week of the rota as it was planned at a moment',
  z.strictObject({ monday: londonDayInput, at: instantInput }),
  ['rota'],
).answering<RotaAsAt>()

export interface MyNotices {
  readonly notices: readonly {
    readonly id: RotaNoticeId
    readonly changes: readonly NoticeChange[]
    readonly tellAt: Instant
  }[]
}

export const myRotaNotices = defineQuery(
  'rota.myNotices',
  'Changes of one’s own shifts that are not acknowledged yet',
  z.strictObject({}),
  ['rota'],
).answering<MyNotices>()

export const acknowledgeNotice = defineCommand(
  'rota.acknowledge',
  'Say that one has seen changes of one’s own shifts',
  z.strictObject({ noticeId: rotaNoticeId }),
).answering<{ acknowledgedAt: Instant }, RotaRefusal>(rotaWords)
