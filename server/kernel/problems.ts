import type { z } from 'zod'

/** An answer that is not the one asked for, as it goes over the wire: a code, a sentence that says what to do, the field. */
export interface Problem {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>> & { readonly code: string; readonly message: string }
}

export const problem = (
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Problem => ({
  status,
  body: { ...more, code, message },
})

export const notSignedIn = problem(
  401,
  'not-signed-in',
  'You are signed out. Sign in again: what you typed is kept on this screen.',
)
export const notAllowed = problem(
  403,
  'not-allowed',
  'Your role in this service does not include this. Ask an administrator if it should.',
)
export const stepUpNeeded = problem(
  403,
  'step-up-needed',
  'Show first that it is still you: this is asked before a grave step. What you typed is kept and is sent again by itself.',
)
export const notFound = problem(
  404,
  'not-found',
  'There is nothing at this address. Check the reference, or go back to the board.',
)
export const tryAgain = problem(503, 'try-again', 'The hub is very busy. Nothing was changed. Try again in a moment.', {
  retry: 'same-key',
})

export const databaseAway = problem(
  503,
  'database-away',
  'The hub’s database is starting again. Send the same once more in a moment: however often it arrives, it counts once.',
  { retry: 'same-key' },
)

export const notRecorded = problem(
  503,
  'not-recorded',
  'The hub cannot record who does what just now, so it shows and changes nothing. Ring whoever looks after the hub; work from the printed board until then.',
  { retry: 'same-key' },
)

/** What is wrong with an input, field by field. A missing version is its own code, because the cure is to look again, not to retype. */
export function invalid(issues: readonly z.core.$ZodIssue[]): Problem {
  const fields = issues.flatMap(fieldsOf)
  const first = fields[0]
  const versionMissing = issues.some((one) => one.path.at(-1) === 'seenVersion' && isMissing(one))
  if (versionMissing) {
    return problem(428, 'version-missing', 'Say which version you saw: send seenVersion from the last answer.', {
      field: 'seenVersion',
    })
  }
  return problem(
    400,
    'invalid',
    first ? `${first.field ? `${first.field}: ` : ''}${first.message}` : 'Check what was sent.',
    {
      ...(first && { field: first.field }),
      fields,
    },
  )
}

/** Zod leaves the input itself out of its issues, so that it cannot end up in a log; its words say when there was none. */
const isMissing = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_type' && issue.message.endsWith('received undefined')

function fieldsOf(issue: z.core.$ZodIssue): readonly { field: string; message: string }[] {
  const field = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...issue.path.map(String), key].join('.'),
      message: 'This field is not known here. Leave it out.',
    }))
  }
  return [{ field, message: plain(issue) }]
}

function plain(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type')
    return isMissing(issue) ? 'This is needed.' : `This should be ${article(issue.expected)}.`
  if (issue.code === 'invalid_value') return `Choose one of: ${issue.values.slice(0, 30).map(String).join(', ')}.`
  if (issue.code === 'too_big' && issue.message.startsWith('Too big'))
    return `This is too much: the most is ${String(issue.maximum)}.`
  if (issue.code === 'too_small' && issue.message.startsWith('Too small'))
    return `This is too little: the least is ${String(issue.minimum)}.`
  return issue.message
}

const article = (expected: string): string => {
  const words: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    object: 'an object',
    array: 'a list',
  }
  return words[expected] ?? expected
}
