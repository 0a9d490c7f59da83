import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'

/** The most that is kept for one person, as JSON text: a long report, and the forms around it. */
export const MOST_UNSENT_LETTERS = 60_000
/** So long it is kept: over a long weekend. */
export const UNSENT_HOURS = 72

// PostgreSQL’s JSON holds neither the letter nought nor half a letter; no keyboard types them. Somebody who types a backslash and
// “u0000” has written six letters that can be kept: in JSON their backslash is doubled.
const UNKEEPABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i
const typedKey = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.:-]+$/)
const typedValue = z.json().refine((value) => {
  const text = JSON.stringify(value)
  return text.length <= MOST_UNSENT_LETTERS && !UNKEEPABLE.test(text)
}, 'This is too long to keep, or holds hidden letters. It stays on your screen.')

/** What a person typed and has not sent, by form and field: `triage.R-2424`. */
export const unsent = defineQuery(
  'identity.unsent',
  'What the person who asks typed and has not sent',
  z.strictObject({}),
  [],
).answering<{ readonly content: Readonly<Record<string, unknown>> }>()

export const keepUnsent = defineCommand(
  'identity.keepUnsent',
  'Keep what is being typed, so that a session that ends costs nothing',
  z.strictObject({
    keep: z.record(typedKey, typedValue).refine((all) => Object.keys(all).length <= 40),
    /** Sent or thrown away since. */
    drop: z.array(typedKey).max(100),
  }),
).answering<{ readonly kept: number }, never>((refusal: never) => refusal)
