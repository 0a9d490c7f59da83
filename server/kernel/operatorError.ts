/** What an operator typed, or how things stand, does not let a command be done: nothing was changed, and the message says what to do. */
export class OperatorError extends Error {}

/**
 * What is wrong with what was typed after a command, with how to type it.
 *
 * @example throw wronglyTyped(error, USAGE) // Unknown option '--nmae'. Usage: …
 */
export function wronglyTyped(error: unknown, usage: string): OperatorError {
  const [what = ''] = error instanceof Error ? error.message.split('. ') : []
  return new OperatorError(`${what === '' ? '' : `${what}.\n`}${usage}`, { cause: error })
}
