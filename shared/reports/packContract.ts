import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { packId, type PackId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { daysBetween, londonDayInput, type LondonDay } from '../time/london.ts'
import type { PackContent } from './pack.ts'

export type PackRefusal = { readonly code: 'period-wrong'; readonly field: 'to' }
export const packWords = (_refusal: PackRefusal): string =>
  'Give a last day on or after the first, two years later at the most.'

/** Whether the days of a sheet can stand. @example isPackPeriod(from, to) // true */
export const isPackPeriod = (from: LondonDay, to: LondonDay): boolean => from <= to && daysBetween(from, to) <= 731

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
