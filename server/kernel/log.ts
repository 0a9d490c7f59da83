import { pino, type Logger } from 'pino'

export type Log = Logger

/** One JSON line an event, in UTC. Never a body, a query string, a name or a number of a person: ids and codes only. */
export const openLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: (error: unknown) => described(error) },
  })

/** A database error's detail can hold the values of a row, so only its code and constraint are written down. */
function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { said: typeof error }
  const more =
    'code' in error
      ? { code: error.code, constraint: 'constraint_name' in error ? error.constraint_name : undefined }
      : {}
  const cause = error.cause === undefined ? {} : { cause: described(error.cause) }
  const isQuery = error.message.startsWith('Failed query')
  return {
    name: error.name,
    message: isQuery ? 'query failed' : error.message,
    stack: isQuery ? undefined : error.stack,
    ...more,
    ...cause,
  }
}
