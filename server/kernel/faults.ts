import type { ErrorRequestHandler } from 'express'
import type { Log } from './log.ts'
import { NotRecorded } from './keepRead.ts'
import { databaseAway, notRecorded, problem, tryAgain, type Problem } from './problems.ts'
import { sendProblem } from './sendProblem.ts'
import { codeOf, isConnectionLost, TooBusy } from './transaction.ts'

/** Deadlock, lock or statement that ran out of time, no connection free: the same may go through a moment later. */
const BUSY = new Set(['40001', '40P01', '55P03', '57014', '53300'])

/** The one place where a thrown error becomes an answer: known kinds in words, the rest as a fault with a number and nothing else. */
export const faults =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    const known = knownKind(error)
    if (!known || known === notRecorded)
      log.error({ error, requestId: response.locals['requestId'] }, known ? 'the audit cannot be written to' : 'fault')
    sendProblem(response, known ?? fault)
  }

const fault = problem(
  500,
  'fault',
  'Something went wrong in the hub. Nothing was changed. Try again; if it stays, quote the request number.',
)

function knownKind(error: unknown): Problem | null {
  const kind = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : ''
  if (kind === 'entity.too.large')
    return problem(
      413,
      'too-large',
      `This is too much at once: the most is ${mostOf(error)}. Shorten it and send it again.`,
    )
  if (isPrecondition(error))
    return problem(412, 'changed-since', 'This file is not the one you have. Ask for it without a condition.')
  if (kind === 'encoding.unsupported') return problem(415, 'not-json', 'Send plain JSON, not compressed.')
  if (kind.startsWith('request.') || error instanceof URIError)
    return problem(400, 'broken-request', 'The request broke off or is not well formed. Send it again.')
  if (error instanceof NotRecorded) return notRecorded
  if (error instanceof TooBusy || BUSY.has(codeOf(error))) return tryAgain
  return isConnectionLost(error) ? databaseAway : null
}

/** How much was the most where it was sent, in kilobytes of 1,024. */
const mostOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'limit' in error && typeof error.limit === 'number'
    ? `${Math.floor(error.limit / 1024)} kB`
    : 'less than that'

/** Whoever asked for a file said which one they want, and it is another by now. */
const isPrecondition = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 412
