/**
 * A rota to be filled, as plain values: everything that decides whether one rota is better than another, and nothing else.
 * Days are counted from 0, and day 0 is a Monday; shifts and people are named by their place in their lists. Moments are whole
 * minutes since the first midnight of day 0, on the line of elapsed time, so that a night on which the clocks change is as long
 * as it really is.
 */
export interface RotaProblem {
  readonly name: string
  /** Whole days to fill, 1 or more. */
  readonly days: number
  readonly shifts: readonly ShiftKind[]
  readonly people: readonly PlannedPerson[]
  readonly cover: readonly CoverRow[]
  readonly skills: readonly SkillNeed[]
  readonly rest: Rest
  /** `null` when nobody asks for fair shares of unsocial duties. */
  readonly fairness: FairnessRule | null
}

export interface ShiftKind {
  readonly id: string
  readonly name: string
  /** Planned length in minutes on an ordinary day. */
  readonly minutes: number
}

/** How many people one shift of one day needs, with what each one too few and each one too many costs. */
export interface CoverRow {
  readonly day: number
  readonly shift: number
  readonly need: number
  readonly under: number
  readonly over: number
}

/** So many people with a skill on at least one of these shifts of a day; `weight` for each that is missing. */
export interface SkillNeed {
  readonly name: string
  readonly skill: string
  readonly day: number
  readonly shifts: readonly number[]
  readonly need: number
  readonly weight: number
}

/** When a shift may follow another: by a table of what may not come the next day, or by minutes of rest between real moments. */
export type Rest =
  | { readonly by: 'table'; readonly notAfter: readonly (readonly number[])[] }
  | {
      readonly by: 'minutes'
      readonly least: number
      /** For each day and shift, when it starts and ends. */
      readonly moments: readonly (readonly ShiftMoments[])[]
    }

export interface ShiftMoments {
  readonly start: number
  readonly end: number
}

export interface FairnessRule {
  /** For each day, which shifts are unsocial: late, at a weekend, on a bank holiday. */
  readonly unsocial: readonly (readonly boolean[])[]
  /** For each duty above somebody's share. */
  readonly above: number
  /** On top, for each duty more than one above it. */
  readonly farAbove: number
  /** For each duty more than one below it. */
  readonly below: number
}

/** Why somebody cannot be put on a shift, whatever the rest of the rota looks like. */
export const blockReasons = {
  away: 'on leave or away',
  unavailable: 'never works on that day',
  'not-approved': 'their approval does not cover it',
  'not-this-role': 'is not one of those who do this role',
  'not-late': 'does not work late alone',
  'not-this-shift': 'does not work this shift',
  'other-work': 'already has a shift or a job then',
  'another-employer': 'works for another employer then, or must rest from it',
} as const
export type BlockReason = keyof typeof blockReasons

/** A day, or one shift of it, on which somebody cannot be planned. */
export interface Blocked {
  readonly day: number
  /** `null` for the whole day. */
  readonly shift: number | null
  readonly why: BlockReason
}

/** A wish for a day or a shift of it. `shift` is `null` for any: wanting it is wanting to work, not wanting it is wanting the day off. */
export interface Wish {
  readonly day: number
  readonly shift: number | null
  readonly wants: boolean
  readonly weight: number
}

/** Hard limits. `null` where there is none. */
export interface Limits {
  /** For each shift, how often at most; 0 when they do not work it. */
  readonly mostOfShift: readonly (number | null)[]
  readonly mostMinutes: number | null
  readonly leastMinutes: number | null
  readonly longestRun: number | null
  readonly shortestRun: number | null
  readonly fewestDaysOff: number | null
  readonly mostWeekends: number | null
  readonly mostPerWeek: number | null
}

/** A duty of the last fortnight before day 0: `day` is −1 for the day before. */
export interface DutyBefore {
  readonly day: number
  readonly endsAt: number
}

export interface PlannedPerson {
  readonly id: string
  readonly name: string
  readonly skills: readonly string[]
  readonly blocked: readonly Blocked[]
  /** What has been decided and must stay: `null` keeps the day free. */
  readonly locked: readonly { readonly day: number; readonly shift: number | null }[]
  readonly limits: Limits
  readonly wishes: readonly Wish[]
  /** How many duties they owe in each week: short of it costs `weight` each; beyond it is forbidden when `neverMore`. */
  readonly owed: { readonly perWeek: readonly number[]; readonly weight: number; readonly neverMore: boolean } | null
  /** Their fair share of unsocial duties in this stretch, and how many above or below it they come in with. */
  readonly share: number | null
  /** The last fortnight as worked; `null` when nothing is known, and what lies before day 0 may be anything. */
  readonly before: readonly DutyBefore[] | null
}

/** Somebody on a shift on a day. */
export interface Duty {
  readonly person: number
  readonly day: number
  readonly shift: number
}

export type Rota = readonly Duty[]

export const noLimits = (shifts: number): Limits => ({
  mostOfShift: Array.from({ length: shifts }, () => null),
  mostMinutes: null,
  leastMinutes: null,
  longestRun: null,
  shortestRun: null,
  fewestDaysOff: null,
  mostWeekends: null,
  mostPerWeek: null,
})

/** How many of the days before day 0 are looked at. */
export const DAYS_BEFORE = 14

/** @example weekOf(13) // 1 */
export const weekOf = (day: number): number => Math.floor(day / 7)

/** Saturday or Sunday. @example isWeekend(5) // true */
export const isWeekend = (day: number): boolean => day % 7 >= 5
