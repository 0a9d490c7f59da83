import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { personId, referralId, reviewLineId, type PersonId, type ReviewLineId } from '../kernel/ids.ts'
import type { Role } from '../kernel/permission.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, wholeNumberText } from '../kernel/text.ts'
import type { FieldClass, ReadKind, Shown } from '../kernel/trace.ts'
import { addHours, instantInput, type Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
import type { Suspicion } from './snooping.ts'
import {
  findingCodes,
  SHORTEST_REASON,
  signWords,
  takenWords,
  type Finding,
  type SignRefusal,
  type TakenRefusal,
  type TakenType,
  type Wrong,
} from './words.ts'

/** The longest stretch that one question looks back over: a year and a day. */
const LONGEST_HOURS = 24 * 366
/** The most rows of one breach pack. */
export const MOST_ROWS = 10_000

const between = { from: instantInput, to: instantInput }
const isAStretch = ({ from, to }: { readonly from: Instant; readonly to: Instant }): boolean =>
  from < to && to <= addHours(from, LONGEST_HOURS)
const stretchWords = { error: 'Give an end after the beginning, a year later at the most', path: ['to'] }

export const recordPrinted = defineCommand(
  'records.printed',
  'Take a record away: on paper, or copied as text. Sent before the printing starts',
  z.strictObject({ referralId, how: z.enum(['print', 'copy']) }),
).answering<null, TakenRefusal>(takenWords)

export const figuresTaken = defineCommand(
  'reports.taken',
  'Take figures away: on paper or as a spreadsheet. Sent before the file is made',
  z.strictObject({ how: z.enum(['print', 'spreadsheet']) }),
).answering<null, TakenRefusal>(takenWords)

/** Looks of one kind at one record by one person in one session on one London day, added up. */
export interface LookLine {
  readonly number: number
  readonly actorId: PersonId
  readonly actorName: string
  readonly sessionId: string | null
  readonly address: string
  readonly query: string
  readonly kind: ReadKind
  readonly shown: Shown
  /** Only that there is such a restricted record. */
  readonly stub: boolean
  readonly fields: readonly FieldClass[]
  readonly purpose: string | null
  readonly grantId: string | null
  readonly day: LondonDay
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly times: number
  /** How often their screen asked again by itself, without them. */
  readonly again: number
}

export interface TakenLine {
  readonly number: number
  readonly actorId: PersonId
  readonly actorName: string
  readonly type: TakenType
  readonly at: Instant
}

export interface WhoLooked {
  readonly number: number
  /** Every referral of the same person, as far as their data says: this one too. */
  readonly numbers: readonly number[]
  readonly looks: readonly LookLine[]
  readonly taken: readonly TakenLine[]
  /** True when there were more looks than one answer holds: ask for a shorter time. */
  readonly cut: boolean
}

export const whoLooked = defineQuery(
  'audit.whoLooked',
  'Who looked at one person between two times, how much of the record, who was refused, and who took it away',
  z
    .strictObject({ number: wholeNumberText, whose: z.enum(['referral', 'person']).default('referral'), ...between })
    .refine(isAStretch, stretchWords),
  [],
).answering<WhoLooked | null>()

/** Looks at one record on one London day, added up. */
export interface OpenedLine {
  readonly number: number | null
  readonly day: LondonDay
  readonly query: string
  readonly stub: boolean
  readonly grantId: string | null
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly times: number
  /** How often their screen asked again by itself, without them. */
  readonly again: number
}

export interface ActivityOf {
  readonly name: string
  readonly roles: readonly Role[]
  /** People whose records they opened. */
  readonly opened: readonly OpenedLine[]
  /** Lists, by day: the most people that one of them showed. */
  readonly lists: readonly {
    readonly query: string
    readonly day: LondonDay
    readonly firstAt: Instant
    readonly lastAt: Instant
    readonly times: number
    readonly again: number
    readonly most: number
  }[]
  readonly searches: readonly {
    readonly at: Instant
    readonly term: string
    readonly found: number
    /** The screen asked, without its person: a list that it kept up to date, or who may be the same person. */
    readonly byItself: boolean
  }[]
  readonly refused: readonly { readonly at: Instant; readonly query: string; readonly about: string }[]
  readonly did: readonly { readonly type: string; readonly times: number; readonly lastAt: Instant }[]
  readonly sessions: readonly {
    readonly sessionId: string | null
    readonly address: string
    readonly firstAt: Instant
    readonly lastAt: Instant
    readonly times: number
    readonly again: number
  }[]
}

export const activityOf = defineQuery(
  'audit.activityOf',
  'What one colleague looked at, searched for and did between two times',
  z.strictObject({ personId, ...between }).refine(isAStretch, stretchWords),
  [],
).answering<ActivityOf | null>()

/** What a breach pack is about: a referred person, or a colleague's account, one session of theirs, or a line that it was reached from. */
export const packKeys = ['record', 'person', 'session', 'address'] as const
export type PackKey = (typeof packKeys)[number]

export interface PackRow {
  readonly at: Instant
  readonly actorName: string
  readonly what: string
  readonly kind: ReadKind | 'did'
  /** How much of each: nothing for what was done. */
  readonly shown: Shown | ''
  /** Only that there is such a restricted record. */
  readonly stub: boolean
  readonly fields: readonly FieldClass[]
  readonly grantId: string | null
  readonly numbers: readonly number[]
  readonly sessionId: string | null
  readonly address: string
  readonly requestId: string
}

export interface BreachPack {
  readonly madeAt: Instant
  /** Whom or what it is about: references, a colleague's name, a session or an address. */
  readonly about: string
  readonly rows: readonly PackRow[]
  /** Everybody whose record was shown, by reference. */
  readonly people: readonly number[]
  /** True when there is more than one pack holds: ask for a shorter time. */
  readonly cut: boolean
}

export const breachPack = defineQuery(
  'audit.exportPack',
  'Everything that was seen and done of one person, or by one account, session or address, between two times, to take away',
  z
    .strictObject({ by: z.enum(packKeys), value: lineText, ...between })
    .refine(isAStretch, stretchWords)
    .refine(({ by, value }) => by !== 'record' || /^\d{1,7}$/.test(value.trim()), {
      error: 'Give the reference as a number, like 2424',
      path: ['value'],
    })
    .refine(({ by, value }) => by === 'address' || by === 'record' || z.uuid().safeParse(value).success, {
      error: 'Choose a colleague, or copy the session from their page',
      path: ['value'],
    }),
  [],
).answering<BreachPack | null>()

export interface SheetLine {
  readonly id: ReviewLineId
  readonly day: LondonDay
  readonly suspicion: Suspicion
  readonly readerId: PersonId
  readonly readerName: string
  readonly number: number | null
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly times: number
  readonly signed: {
    readonly byName: string
    readonly at: Instant
    readonly finding: Finding
    readonly reason: string
  } | null
}

export interface ReviewSheet {
  /** The days that a sheet was made for, the latest first. */
  readonly days: readonly {
    readonly day: LondonDay
    readonly looks: number
    readonly flagged: number
    readonly open: number
  }[]
  /** Every line that nobody has signed, the oldest first, and those signed of the days above. */
  readonly lines: readonly SheetLine[]
}

export const reviewSheetOf = defineQuery(
  'audit.sheet',
  'The daily review sheet: looks that somebody should ask about, and what was found',
  z.strictObject({}),
  ['audit'],
).answering<ReviewSheet>()

export const signLook = defineCommand(
  'audit.signLook',
  'Sign a line of the review sheet: what you found, and why you are content',
  z.strictObject({
    lineId: reviewLineId,
    finding: z.enum(findingCodes),
    reason: lineText.refine((text) => [...text.trim()].length >= SHORTEST_REASON, 'Say in a few words what you found'),
  }),
).answering<null, SignRefusal>(signWords)

export const auditedPeople = defineQuery(
  'audit.people',
  'Colleagues of the service, present and past, to ask about',
  z.strictObject({}),
  [],
).answering<
  readonly { readonly id: PersonId; readonly name: string; readonly roles: readonly Role[]; readonly left: boolean }[]
>()

/** One step of verifying: how far it came, and the first row that is wrong, if any. */
export interface VerifyStep {
  readonly eventsTo: number
  readonly sealsTo: number
  readonly readsSeen: number
  readonly done: boolean
  readonly wrong: { readonly what: Wrong; readonly row: number } | null
  /** Reads that wait for a seal, and since when the oldest does. */
  readonly waiting: number
  readonly oldestWaitingAt: Instant | null
}

export const verifyAudit = defineQuery(
  'audit.verify',
  'Verify a part of the chain of events and of the seals over the reads',
  z.strictObject({ eventsAfter: wholeNumberText, sealsAfter: wholeNumberText }),
  [],
).answering<VerifyStep>()

export interface SealLine {
  readonly number: number
  readonly sealedAt: Instant
  readonly reads: number
  /** The last event when it was made. */
  readonly eventsTo: number
  /** The beginning of its hash, to be compared by eye with the file of anchors. */
  readonly mark: string
}

/** How the sealing goes: what waits, and the latest seals. Cheap enough to be asked every minute. */
export interface Seals {
  readonly waiting: number
  readonly oldestWaitingAt: Instant | null
  readonly last: readonly SealLine[]
}

export const sealsOf = defineQuery(
  'audit.seals',
  'The latest seals over the reads, and how long others wait for one',
  z.strictObject({}),
  [],
).answering<Seals>()
