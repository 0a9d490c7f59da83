import { z } from 'zod'
import { defineQuery } from './query.ts'
import { wholeNumberText } from './text.ts'
import type { Topic } from './topic.ts'

/** What a screen missed: the number up to which this counts, and what is stale for it. `all` where the numbers cannot say. */
export interface Missed {
  readonly epoch: string
  readonly seq: number
  readonly touches: readonly Topic[] | 'all'
}

/** A screen asks for it from the last number that it heard: what it lacks is filled in, and nothing else is asked for again. */
export const missedNews = defineQuery(
  'identity.missed',
  'What a screen has to ask for again, from the last number that it heard',
  z.strictObject({ epoch: z.uuid('Send the epoch as the pulse gives it.'), since: wholeNumberText }),
  [],
).answering<Missed>()
