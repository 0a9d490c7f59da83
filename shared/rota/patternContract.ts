import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  patternId,
  patternPlaceId,
  personId,
  rotaExceptionId,
  sharedDutyId,
  type PatternId,
  type PatternPlaceId,
  type PersonId,
  type RotaExceptionId,
  type SharedDutyId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, wholeNumberText } from '../kernel/text.ts'
import { clockTimeInput, londonDayInput, type LondonDay } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import { shiftRole, type TemplateRow } from './contract.ts'
import { needDays, type NeedDay } from './dutyNeeds.ts'
import type { RotaException } from './layers.ts'
import { LONGEST_PATTERN, type Pattern } from './pattern.ts'
import { sharings, type DutySharer, type SharedDuty, type Sharing } from './sharedDuty.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

/** How often a rule was changed; 0 for a new one, which has no id yet. */
const seenRule = z.int().min(0)
const turn = { startsAt: clockTimeInput, endsAt: clockTimeInput, role: shiftRole }
const someDays = z.array(z.enum(needDays)).max(needDays.length)

export const keepPattern = defineCommand(
  'rota.keepPattern',
  'Add a repeating pattern, change its weeks, or retire it: what is on the rota stays until weeks are built again',
  z.strictObject({
    patternId: patternId.nullable(),
    seenVersion: seenRule,
    name: lineText,
    weeks: z
      .array(z.array(z.strictObject({ weekday: z.int().min(1).max(7), ...turn })).max(14))
      .min(1, 'Give the pattern at least one week')
      .max(LONGEST_PATTERN, `A pattern has ${LONGEST_PATTERN} weeks at most`),
    retired: z.boolean(),
  }),
).answering<{ patternId: PatternId; version: number }, RotaRefusal>(rotaWords)

export const keepPlace = defineCommand(
  'rota.keepPlace',
  'Say who follows a pattern, from which day, beginning with which of its weeks, and when that ends',
  z.strictObject({
    placeId: patternPlaceId.nullable(),
    seenVersion: seenRule,
    patternId,
    personId,
    firstDay: londonDayInput,
    lastDay: londonDayInput.nullable(),
    offsetWeeks: z
      .int()
      .min(0)
      .max(LONGEST_PATTERN - 1),
    excludedDays: someDays,
  }),
).answering<{ placeId: PatternPlaceId; version: number; ended: string | null }, RotaRefusal>(rotaWords)

export const keepSharedDuty = defineCommand(
  'rota.keepSharedDuty',
  'Say which duty goes round among people, or is owed by each of them so many days a week',
  z.strictObject({
    dutyId: sharedDutyId.nullable(),
    seenVersion: seenRule,
    name: lineText,
    how: z.enum(Object.keys(sharings) as [Sharing, ...Sharing[]]),
    days: someDays.min(1, 'Choose at least one day'),
    ...turn,
    firstDay: londonDayInput,
    lastDay: londonDayInput.nullable(),
    people: z
      .array(
        z.strictObject({
          personId,
          excludedDays: someDays,
          owedAWeek: z.int().min(1).max(5),
          everyWeeks: z.int().min(1).max(8),
        }),
      )
      .max(120),
  }),
).answering<{ dutyId: SharedDutyId; version: number }, RotaRefusal>(rotaWords)

export const setException = defineCommand(
  'rota.setException',
  'Set one person’s day by hand: off, or with other turns than their pattern’s. It stays when the pattern changes',
  z.strictObject({ personId, day: londonDayInput, turns: z.array(z.strictObject(turn)).max(3), why: lineText }),
).answering<{ exceptionId: RotaExceptionId }, RotaRefusal>(rotaWords)

export const endException = defineCommand(
  'rota.endException',
  'End an exception: the day follows the pattern again',
  z.strictObject({ exceptionId: rotaExceptionId }),
).answering<{ ended: boolean }, RotaRefusal>(rotaWords)

/** Most weeks that are built at once: what is published at once. */
export const MOST_WEEKS_BUILT = 6
const weeks = { firstDay: londonDayInput, weeks: z.int().min(1).max(MOST_WEEKS_BUILT) }

export const buildFromPatterns = defineCommand(
  'rota.buildFromPatterns',
  'Put weeks of the patterns into the draft, as a difference from what is on the rota',
  z.strictObject(weeks),
).answering<{ put: number; takenOff: number; same: number; left: readonly string[] }, RotaRefusal>(rotaWords)

export interface BuildPreview {
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  /** What would change, each in words. */
  readonly changes: readonly string[]
  /** Turns that are not put on, each with why; and owed or shared days for which nobody was left. */
  readonly left: readonly string[]
  readonly same: number
}

export const previewBuild = defineQuery(
  'rota.previewBuild',
  'What building weeks from patterns would change',
  z.strictObject({
    firstDay: londonDayInput,
    weeks: wholeNumberText.refine(
      (count) => count >= 1 && count <= MOST_WEEKS_BUILT,
      `Choose 1 to ${MOST_WEEKS_BUILT} weeks`,
    ),
  }),
  ['rota', 'register'],
).answering<BuildPreview>()

export interface PatternRow extends Pattern {
  readonly id: PatternId
  readonly name: string
  readonly retired: boolean
  readonly version: number
}

export interface PlaceRow {
  readonly id: PatternPlaceId
  readonly patternId: PatternId
  readonly personId: PersonId
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay | null
  readonly offsetWeeks: number
  readonly excludedDays: readonly NeedDay[]
  readonly version: number
}

export interface SharedDutyRow extends SharedDuty {
  readonly people: readonly DutySharer[]
  readonly version: number
}

export interface ExceptionRow extends RotaException {
  readonly id: RotaExceptionId
  readonly why: string
  readonly byName: string
  readonly at: Instant
}

/** Everything from which weeks are built. */
export interface Patterns {
  readonly patterns: readonly PatternRow[]
  readonly places: readonly PlaceRow[]
  readonly duties: readonly SharedDutyRow[]
  /** Those from today on that hold. */
  readonly exceptions: readonly ExceptionRow[]
  readonly people: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly contractedMinutesPerWeek: number
  }[]
  readonly templates: readonly TemplateRow[]
  /** The Monday after this week. */
  readonly nextMonday: LondonDay
}

export const patterns = defineQuery(
  'rota.patterns',
  'Repeating patterns with who follows them, shared duties, and days set by hand',
  z.strictObject({}),
  ['rota', 'register'],
).answering<Patterns>()
