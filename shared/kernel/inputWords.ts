import { z } from 'zod'
import { tooLongWords } from './text.ts'

/** Said of what was left out; a caller that must tell "left out" from "wrong" compares with it. */
export const NEEDED = 'This is needed.'

const things: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'left empty',
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'That id is not one of ours. Go back to the list and open it again.',
  email: 'Give an e-mail address, like name@westmarch.example.',
  url: 'Give a whole web address, beginning with https://.',
  datetime: 'Give a day and time with its zone, like 2026-11-12T16:43:00Z.',
  date: 'Give a day, like 2026-11-12.',
  time: 'Give a time, like 16:20.',
}

const MOST_NAMED = 30
const figure = (value: number | bigint): string => value.toLocaleString('en-GB')

type Raw = z.core.$ZodRawIssue
type TooBig = Extract<Raw, { readonly code: 'too_big' }>
type TooSmall = Extract<Raw, { readonly code: 'too_small' }>

function tooBig({ origin, maximum }: TooBig): string {
  if (origin === 'string') return tooLongWords(Number(maximum))
  if (origin === 'array' || origin === 'set') return `These are too many: give ${figure(maximum)} at most.`
  return `This is too much: the most is ${figure(maximum)}.`
}

function tooSmall({ origin, minimum }: TooSmall): string {
  if (origin === 'string') return minimum === 1 ? 'Type something here' : `Use ${figure(minimum)} characters or more`
  if (origin === 'array' || origin === 'set') return `These are too few: give ${figure(minimum)} at least.`
  return `This is too little: the least is ${figure(minimum)}.`
}

const oneOf = (values: readonly unknown[]): string => {
  const named = values.slice(0, MOST_NAMED).map(String).join(', ')
  return values.length === 1 ? `This should be ${named}.` : `Choose one of: ${named}.`
}

type NoKind = Extract<Raw, { readonly code: 'invalid_union' }>

/** Of things of several kinds the kind is said by one field; what that may be is named. */
function noKind({ input, discriminator, ...more }: NoKind): string {
  const said: unknown =
    discriminator !== undefined && typeof input === 'object' && input !== null
      ? (input as Readonly<Record<string, unknown>>)[discriminator]
      : input
  if (said === undefined) return NEEDED
  const options = 'options' in more && Array.isArray(more.options) ? (more.options as readonly unknown[]) : []
  return options.length > 0 ? oneOf(options) : 'This is of no kind that is known here. Check it and choose again.'
}

/**
 * What is wrong with one value that was sent or typed, in plain English with what to do, for whatever a contract has no words of its own.
 *
 * @example inputWords({ code: 'too_big', origin: 'string', maximum: 200, input: '…' }) // 'Use 200 characters or fewer.'
 */
export function inputWords(issue: Raw): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? NEEDED : `This should be ${things[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return issue.input === undefined ? NEEDED : oneOf(issue.values)
    case 'too_big':
      return tooBig(issue)
    case 'too_small':
      return tooSmall(issue)
    case 'invalid_format':
      return formats[issue.format] ?? 'This is not written as it is needed here. Check it and type it again.'
    case 'not_multiple_of':
      return `Give a multiple of ${figure(issue.divisor)}.`
    case 'unrecognized_keys':
      return 'This field is not known here. Leave it out.'
    case 'invalid_union':
      return noKind(issue)
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'This cannot be used here. Check it and type it again.'
  }
}

// Every contract imports this file, so on the server, in the browser and in a test alike nobody meets zod's own English.
z.config({ localeError: inputWords })
