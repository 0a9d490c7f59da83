import './inputWords.ts'
import type { z } from 'zod'
import type { Topic } from './topic.ts'

/** One thing a screen can ask to see. `reads` says which news makes its answer stale. */
export interface Query<Name extends string, Input extends z.ZodType, Answer> {
  readonly name: Name
  readonly input: Input
  readonly summary: string
  readonly reads: readonly Topic[]
  readonly answer?: Answer
}

export type AnyQuery = Query<string, z.ZodType, unknown>

/**
 * Declares a query. Input travels in the address, so it holds ids, dates and codes, never a name or an NHS number.
 *
 * @example
 * export const rotaWeek = defineQuery('rota.week', 'One week of the rota', z.strictObject({ monday: londonDay }), ['rota'])
 *   .answering<RotaWeek>()
 */
export function defineQuery<const Name extends string, Input extends z.ZodType>(
  name: Name,
  summary: string,
  input: Input,
  reads: readonly Topic[],
) {
  return {
    answering<Answer>(): Query<Name, Input, Answer> {
      return { name, summary, input, reads }
    },
  }
}

/** What a screen asks with: flat text, so that it can travel in the address. */
export type AskedWith<Q extends AnyQuery> = z.input<Q['input']>
/** The same after parsing, as a handler gets it. */
export type AskedBy<Q extends AnyQuery> = z.output<Q['input']>
export type AnswerTo<Q extends AnyQuery> = Exclude<Q['answer'], undefined>
