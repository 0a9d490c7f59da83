import type { z } from 'zod'
import { NEEDED } from '#shared/kernel/inputWords.ts'

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
export const somebodyElse = problem(
  409,
  'somebody-else-signed-in',
  'Somebody else has signed in on this device since. Nothing was done in their name. Sign in as yourself and send it again.',
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
export const tryAgain = problem(
  503,
  'try-again',
  'The hub is very busy. Send the same once more in a moment: however often it arrives, it counts once.',
  { retry: 'same-key' },
)

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
  const leaves = issues.flatMap((issue) => leavesOf(issue, []))
  const fields = leaves.flatMap(fieldsOf)
  const first = fields[0]
  if (leaves.some((one) => one.path.at(-1) === 'seenVersion' && one.message === NEEDED)) {
    return problem(428, 'version-missing', 'Say which version you saw: send seenVersion from the last answer.', {
      field: 'seenVersion',
    })
  }
  if (first === undefined || first.field === '') return aboutTheWhole(leaves[0])
  const named = fields.filter(({ field }) => field !== '')
  return problem(400, 'invalid', `${nameOf(first.field)}: ${first.message}`, { field: first.field, fields: named })
}

/** What is wrong with the body and not with one of its fields: there is no box to say it beside. */
function aboutTheWhole(leaf: Leaf | undefined): Problem {
  if (leaf?.issue.code !== 'invalid_type') return problem(400, 'invalid', leaf?.message ?? 'Check what was sent.')
  return problem(
    400,
    'not-an-object',
    'Send one JSON object: its fields by name, in braces, like {"field": "value"}. A list, a text or null is none.',
  )
}

interface Leaf {
  readonly issue: z.core.$ZodIssue
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/**
 * What may be written in several ways is told by the way that was meant: the one that fits as a whole and is wrong in the fewest
 * places inside. Where none fits, the issue itself speaks.
 */
function leavesOf(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): readonly Leaf[] {
  const path = [...before, ...issue.path]
  if (issue.code === 'invalid_union') {
    const meant = issue.errors
      .filter((errors) => errors.length > 0 && !errors.some(isOfAnotherKind))
      .toSorted((a, b) => a.length - b.length)[0]
    if (meant) return meant.flatMap((inner) => leavesOf(inner, path))
  }
  return [{ issue, path, message: issue.message }]
}

const isOfAnotherKind = ({ code, path }: z.core.$ZodIssue): boolean =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')

function fieldsOf({ issue, path, message }: Leaf): readonly { field: string; message: string }[] {
  const parts = path.map(String)
  if (issue.code !== 'unrecognized_keys') return [{ field: parts.join('.'), message }]
  return issue.keys.map((key) => ({ field: [...parts, key].join('.'), message }))
}

/** A field as people read it. @example nameOf('power.startedAt') // 'Power, started at' */
function nameOf(field: string): string {
  const words = field
    .replaceAll(/\.(\d+)/g, (_, index: string) => ` ${Number(index) + 1}`)
    .replaceAll('.', ', ')
    .replaceAll(/([a-z0-9])([A-Z])/g, (_, low: string, high: string) => `${low} ${high.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
