import './inputWords.ts'
import type { z } from 'zod'

/**
 * One thing a person can ask the service to do. The server answers `done` with a value, or one of the refusals declared here.
 * The refusal and answer types travel with the contract, from rule to button; nothing of them exists at run time.
 */
export interface Command<Name extends string, Input extends z.ZodType, Refusal extends SomeRefusal, Answer> {
  readonly name: Name
  readonly input: Input
  /** In words, for the API page and for the log of what was done. */
  readonly summary: string
  /** Each refusal as a sentence that says what happened and what to do next. */
  readonly words: (refusal: Refusal) => string
  readonly answer?: Answer
}

/** A refusal with a `field` is about what was typed (422); one whose code ends in `not-found` is 404; all others are about how things stand (409). */
export interface SomeRefusal {
  readonly code: string
  readonly field?: string
}

// `never` takes any refusal's words; a caller always holds the exact command.
export type AnyCommand = Command<string, z.ZodType, never, unknown>

/**
 * Declares a command: its name, what it does in words, and its input. `answering` names what it may refuse and what it answers.
 *
 * @example
 * export const takeBack = defineCommand('allocations.takeBack', 'Take a referral back from an AMHP', z.strictObject({ … }))
 *   .answering<{ referralId: ReferralId }, TakeBackRefusal>(takeBackWords)
 */
export function defineCommand<const Name extends string, Input extends z.ZodType>(
  name: Name,
  summary: string,
  input: Input,
) {
  return {
    answering<Answer, Refusal extends SomeRefusal>(
      words: (refusal: Refusal) => string,
    ): Command<Name, Input, Refusal, Answer> {
      return { name, input, summary, words }
    },
  }
}

/** What a caller sends (before defaults and transforms). */
export type SentTo<C extends AnyCommand> = z.input<C['input']>
/** What a handler is given (after parsing). */
export type InputOf<C extends AnyCommand> = z.output<C['input']>
export type RefusalOf<C extends AnyCommand> = Parameters<C['words']>[0]
export type DoneBy<C extends AnyCommand> = Exclude<C['answer'], undefined>
