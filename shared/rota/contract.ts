import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  personId,
  placeId,
  shiftId,
  shiftTemplateId,
  type PersonId,
  type PlaceId,
  type ShiftId,
  type ShiftTemplateId,
} from '../kernel/ids.ts'
import type { Role } from '../kernel/permission.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, reasonText, seenVersion } from '../kernel/text.ts'
import type { MayActRefusal } from '../register/approval.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeInput, isCalendarDay, londonDayInput, type ClockTime, type LondonDay } from '../time/london.ts'
import type { Span } from '../time/span.ts'
import type { DutyNeed } from './dutyNeeds.ts'
import type { HoursAway } from './hoursAway.ts'
import type { Layer } from './layers.ts'
import type { WorkPiece } from './restOfWork.ts'
import { overLeaveFields } from './overLeave.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

/** The day of a shift that is planned, of any year: how far ahead one may plan is for the rule to say, `checkPlanDay`. */
export const plannedDayInput = z
  .string()
  .refine(isCalendarDay, 'Give a day that exists, like 2026-11-12')
  .transform((text) => text as LondonDay)

export const shiftRoles = {
  duty: 'Duty AMHP',
  second: 'Second AMHP',
  backup: 'Backup AMHP',
  'practice-consultant': 'Practice consultant',
  'out-of-hours': 'Out of hours',
} as const
export type ShiftRole = keyof typeof shiftRoles
export const shiftRole = z.enum(Object.keys(shiftRoles) as [ShiftRole, ...ShiftRole[]])

const templateFields = {
  name: lineText,
  startsAt: clockTimeInput,
  /** At or before the start means the next day. */
  endsAt: clockTimeInput,
  role: shiftRole,
  breakMinutes: z.int().min(0).max(240),
  /** Where its shifts are worked; null for nowhere in particular. */
  placeId: placeId.nullable().default(null),
}

export const addShiftTemplate = defineCommand(
  'rota.addShiftTemplate',
  'Add a shift template',
  z.strictObject(templateFields),
).answering<{ templateId: ShiftTemplateId }, RotaRefusal>(rotaWords)

export const changeShiftTemplate = defineCommand(
  'rota.changeShiftTemplate',
  'Change a shift template, or retire it: shifts already on the rota stay as they are',
  z.strictObject({
    templateId: shiftTemplateId,
    seenVersion,
    ...templateFields,
    /** Left out, it stays as it is: pages of before there were places send none. */
    placeId: placeId.nullable().optional(),
    retired: z.boolean(),
  }),
).answering<
  {
    version: number
    /** How many drafts to come have the times that it had before. */
    drafts: number
  },
  RotaRefusal
>(rotaWords)

/** A shift is put on a day either from a template or with its own times. */
export const shiftTimes = z.union(
  [
    z.strictObject({ templateId: shiftTemplateId }),
    z.strictObject({ startsAt: clockTimeInput, endsAt: clockTimeInput, role: shiftRole }),
  ],
  'Choose a template, or give a start, an end and a role',
)

export const addShift = defineCommand(
  'rota.addShift',
  'Put a shift on the rota',
  z.strictObject({ personId, day: plannedDayInput, times: shiftTimes, ...overLeaveFields }),
).answering<{ shiftId: ShiftId; warnings: readonly string[] }, RotaRefusal>(rotaWords)

export const changeShift = defineCommand(
  'rota.changeShift',
  'Move a shift to another person, day or time',
  z.strictObject({
    shiftId,
    seenVersion,
    personId,
    day: plannedDayInput,
    times: shiftTimes,
    ...overLeaveFields,
  }),
).answering<{ version: number; warnings: readonly string[] }, RotaRefusal>(rotaWords)

export const cancelShift = defineCommand(
  'rota.cancelShift',
  'Take a shift off the rota',
  z.strictObject({ shiftId, seenVersion, why: reasonText }),
).answering<{ version: number; warnings: readonly string[] }, RotaRefusal>(rotaWords)

/** Why somebody is away for a whole day. */
export const awayKinds = {
  'annual-leave': 'Annual leave',
  toil: 'TOIL day',
  sickness: 'Sickness',
  training: 'Training',
  'other-duty': 'Other duty',
} as const
export type AwayKind = keyof typeof awayKinds

/** Why somebody whom the rota still names will not come: they have left, or may no longer sign in. */
export type Gone = 'has-left' | 'access-stopped'

export interface ShiftRow {
  readonly id: ShiftId
  readonly personId: PersonId
  readonly templateId: ShiftTemplateId | null
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  /** What it comes from: the pattern, a hand, a swap or emergency cover. */
  readonly layer: Layer
  /** Where it is worked, by its template as that was when it was put on; null for nowhere in particular. */
  readonly placeName: string | null
  readonly version: number
  /** Minutes of rest short of eleven hours before this shift; 0 when there is enough (WTR 1998 reg 10). */
  readonly restShortMinutes: number
  /** Why its person may not act as an AMHP through it, or will not come at all, found again each time the rota is read; null when they may, or need not. */
  readonly mayNotAct: MayActRefusal['code'] | Gone | null
  /** Its person is away on the day on which it starts: it is no cover until somebody else has it. */
  readonly away: boolean
  /** Hours of it in which they are away, and no cover; left out where there are none. */
  readonly hoursAway?: readonly Span[]
}

export interface TemplateRow {
  readonly id: ShiftTemplateId
  readonly name: string
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: ShiftRole
  readonly breakMinutes: number
  readonly placeId: PlaceId | null
  readonly placeName: string | null
  readonly retired: boolean
  readonly version: number
}

/** What came in and what it took over the last twelve weeks, to say what a week usually needs. */
export interface UsualWork {
  /** Whole weeks looked at: fewer than twelve while a service is young, 0 before its first referral. */
  readonly weeks: number
  readonly referrals: number
  /** How many of those an AMHP took on and finished. */
  readonly jobs: number
  /** From accepting to finishing, on average; null when nothing was finished. */
  readonly minutesPerJob: number | null
}

export interface RotaWeek {
  readonly monday: LondonDay
  /** Everybody who can be on the rota, and everybody who is on it this week. */
  readonly people: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly roles: readonly Role[]
    readonly onRegister: boolean
    readonly contractedMinutesPerWeek: number
    /** The team that an AMHP is of; empty for whoever is not on the register. */
    readonly homeTeam: string
    readonly rosteredMinutes: number
  }[]
  /** Those that start in the week. */
  readonly shifts: readonly ShiftRow[]
  /** Those that start in the two days before it and the day after: for rest and cover across its edges. */
  readonly around: readonly ShiftRow[]
  /**
   * Work of these days that the shifts as they are planned do not say, for rest: a shift that was worked longer, by its id, jobs beside the
   * shifts, and what was declared of other employers. To those who do not plan, only what leaves somebody too little rest.
   */
  readonly work: readonly WorkPiece[]
  /** Why others are away is for themselves and for those who plan: everybody else is told `away`. */
  readonly daysAway: readonly {
    readonly personId: PersonId
    readonly day: LondonDay
    readonly kind: AwayKind | 'away'
  }[]
  /** Hours within a day in which somebody is away; that it is TOIL is for themselves and for those who plan. */
  readonly hoursAway: readonly HoursAway[]
  readonly templates: readonly TemplateRow[]
  /** The minimums of the service and of its teams; those of one council are checked before a rota is published. */
  readonly minimums: readonly DutyNeed[]
  /** How many referrals usually come in each hour of each day, from the last twelve weeks: 7 days of 24 numbers. */
  readonly usualDemand: readonly (readonly number[])[]
  readonly usualWork: UsualWork
}

export const rotaWeek = defineQuery('rota.week', 'One week of the rota', z.strictObject({ monday: londonDayInput }), [
  'rota',
  'register',
]).answering<RotaWeek>()

export interface MyRota {
  readonly shifts: readonly ShiftRow[]
  readonly daysAway: readonly { readonly day: LondonDay; readonly kind: AwayKind }[]
  /** One’s own hours of TOIL. */
  readonly hoursAway: readonly HoursAway[]
}

export const myRota = defineQuery(
  'rota.mine',
  'One’s own shifts, four weeks from a day',
  z.strictObject({ from: londonDayInput }),
  ['rota'],
).answering<MyRota>()

export const myCalendar = defineQuery(
  'rota.myCalendar',
  'One’s own shifts of the last month and the next half year, as a calendar file',
  z.strictObject({}),
  ['rota'],
).answering<{ readonly text: string }>()

/** Who is on at this moment, and until when. Every signed-in role may read it. */
export interface OnNow {
  readonly onNow: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly phone: string
    readonly role: ShiftRole
    readonly startsAt: Instant
    readonly endsAt: Instant
  }[]
}

export const onNow = defineQuery('rota.onNow', 'Who is on now, and until when', z.strictObject({}), [
  'rota',
  'register',
]).answering<OnNow>()
