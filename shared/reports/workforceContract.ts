import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { workforceCounts, type WorkforceCounts } from './workforceCounts.ts'

export type WorkforceRefusal = { readonly code: 'day-not-come'; readonly field: 'day' }
export const workforceWords = (_refusal: WorkforceRefusal): string =>
  'That day has not come yet. Give the day on which they were counted.'

export const recordWorkforce = defineCommand(
  'reports.recordWorkforce',
  'Record what the register does not hold of the workforce, as numbers for a day',
  z.strictObject({ day: londonDayInput, counts: workforceCounts }),
).answering<{ day: LondonDay }, WorkforceRefusal>(workforceWords)

/** The latest counts on or before a day, with who typed them. */
export interface WorkforceCounted {
  readonly day: LondonDay
  readonly counts: WorkforceCounts
  readonly byName: string
  readonly at: Instant
}

export const workforceCounted = defineQuery(
  'reports.workforceCounted',
  'What was last recorded of the workforce, on or before a day',
  z.strictObject({ day: londonDayInput }),
  ['register'],
).answering<{ readonly last: WorkforceCounted | null }>()
