import { pino, type DestinationStream } from 'pino'

/**
 * All that a line of the log may say besides its level, time and fixed words (ASVS 5.0 V16.2.5). A field that is not here is left
 * out, so that nobody can log a body, a query string, a name or a note by accident. `docs/logging.md` says what each is.
 */
export const LOGGED_FIELDS = [
  'event',
  'code',
  'status',
  'door',
  'requestId',
  'actorId',
  'serviceId',
  'subjectId',
  'sessionId',
  'address',
  'count',
  'ms',
  'state',
  'error',
] as const
export type LoggedField = (typeof LOGGED_FIELDS)[number]

type Say = (fields: { readonly [Field in LoggedField]?: unknown }, words: string) => void

/** The log: fields from the list and fixed words. A field that would be left out does not compile. */
export interface Log {
  readonly level: string
  readonly error: Say
  readonly warn: Say
  readonly info: Say
  readonly debug: Say
  readonly child: (fields: Record<never, never>, options: { readonly level: string }) => Log
}

const allowed = new Set<string>(LOGGED_FIELDS)

/**
 * Opens the log: one JSON line an event, in UTC, with fields from the list above and nothing else.
 *
 * @param to where lines go; standard output when nothing is said
 * @example log.warn({ error, door: 'rota.week' }, 'answered late')
 */
export const openLog = (level: string, to?: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.has(name))),
      },
      serializers: { error: (error: unknown) => described(error) },
    },
    to ?? pino.destination(1),
  )

/**
 * What is written down of an error: what kind, and where in our code. A database error's message and detail can hold the values of a
 * row, a parser's the text that it could not read; so of messages only those that the language makes from names in our code are kept.
 */
function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { said: typeof error }
  const speaksOfCode = error instanceof TypeError || error instanceof ReferenceError
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...(speaksOfCode && { message: error.message }),
    ...('code' in error && { code: String(error.code) }),
    ...('constraint_name' in error && { constraint: error.constraint_name }),
    ...(places.length > 0 && { at: places.slice(0, 12).map((line) => line.trim()) }),
    ...(error.cause !== undefined && { cause: described(error.cause) }),
    // Of several the first tells what to look for; how many there were stands beside it.
    ...(error instanceof AggregateError && { count: error.errors.length, cause: described(error.errors[0]) }),
  }
}
