import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { packId, type PackId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { daysBetween, londonDayInput, weekdayOf, type LondonDay } from '../time/london.ts'
import type { PackContent } from './pack.ts'
import { isPublishable } from './publishedPeriods.ts'

export type PackRefusal = { readonly code: 'period-wrong'; readonly field: 'to' }
export const packWords = (_refusal: PackRefusal): string =>
  'A committee’s sheet is about days that are over: twelve whole weeks or more from a Monday to a Sunday, two years at most, or a whole quarter or financial year.'

const [FEWEST_DAYS, MOST_DAYS] = [12 * 7, 104 * 7]

/**
 * Whether the days of a sheet can stand: over, and so many that no finish on it is one AMHP's. Other days could be chosen to differ from
 * a sheet that was handed out by one day, and be subtracted from it.
 *
 * @example isPackPeriod(londonDay('2026-08-17'), londonDay('2026-11-08'), londonDay('2026-11-12')) // true
 */
export function isPackPeriod(from: LondonDay, to: LondonDay, today: LondonDay): boolean {
  if (to >= today) return false
  const days = daysBetween(from, to) + 1
  const isWeeks = weekdayOf(from) === 1 && days % 7 === 0 && days >= FEWEST_DAYS && days <= MOST_DAYS
  return isWeeks || isPublishable('late', from, to)
}

export const makePack = defineCommand(
  'reports.makePack',
  'Make a committee’s sheet from the figures as they stand, and freeze it',
  z.strictObject({
    from: londonDayInput,
    to: londonDayInput,
    /** What the committee is asked to do; the usual when there is none. */
    asks: z.array(lineText).max(6, 'Ask for six things at most').default([]),
  }),
).answering<{ packId: PackId }, PackRefusal>(packWords)

export interface PackLine {
  readonly id: PackId
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly madeAt: Instant
  readonly madeByName: string
}

export const packs = defineQuery('reports.packs', 'Sheets that were made for committees', z.strictObject({}), [
  'toil',
]).answering<readonly PackLine[]>()

/** A sheet as it was handed out, and whether the same figures come out when it is made again now. */
export interface Pack extends PackLine {
  readonly content: PackContent
  readonly same: boolean
}

export const packAgain = defineQuery(
  'reports.pack',
  'A committee’s sheet as it was made, and whether its figures still come out the same',
  z.strictObject({ packId }),
  ['toil', 'allocations'],
).answering<Pack | null>()
