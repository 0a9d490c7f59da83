import { z } from 'zod'
import type { ReferralId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { wholeNumberText } from '../kernel/text.ts'
import { daysBetween, londonDayInput, type LondonDay } from '../time/london.ts'
import { isPublishable } from './publishedPeriods.ts'
import { reportKeys, reportViews, type Report } from './table.ts'

/** Five years and both leap days that may fall in them. */
const LONGEST_DAYS = 1827

/** Pounds as somebody types them, read as whole pence. */
const poundsText = z
  .string()
  .regex(/^\d{1,4}(?:\.\d{1,2})?$/, 'Give pounds and pence, like 38.50')
  .transform((text) => Math.round(Number(text) * 100))

const period = {
  report: z.enum(reportKeys),
  from: londonDayInput,
  to: londonDayInput,
  change: londonDayInput.optional(),
  hourCost: poundsText.optional(),
}
const isAPeriod = ({ from, to }: { readonly from: LondonDay; readonly to: LondonDay }): boolean =>
  from <= to && daysBetween(from, to) <= LONGEST_DAYS
const periodWords = { error: 'Give a last day on or after the first, five years later at the most', path: ['to'] }

/** One report, made again each time from what stands: the same address gives the same question. */
export const reportOf = defineQuery(
  'reports.of',
  'A report: its tables with their definitions, for work or for publication',
  z
    .strictObject({ ...period, view: z.enum(reportViews) })
    .refine(isAPeriod, periodWords)
    .refine(({ view, report, from, to }) => view === 'work' || isPublishable(report, from, to), {
      error: 'Publish one whole quarter or one whole financial year: other days could be subtracted from each other',
      path: ['to'],
    }),
  ['toil', 'allocations', 'referrals', 'rota', 'register'],
).answering<Report>()

/** Which referrals stand behind one number, for whoever may read records. */
export const behindNumber = defineQuery(
  'reports.behind',
  'The references behind one number of a report, of those whose records one may read',
  z
    .strictObject({
      ...period,
      table: z.string().regex(/^[a-z0-9-]{1,40}$/, 'Choose a table of the report'),
      row: wholeNumberText,
      column: wholeNumberText,
    })
    .refine(isAPeriod, periodWords),
  ['referrals'],
).answering<readonly { readonly id: ReferralId; readonly number: number }[]>()
