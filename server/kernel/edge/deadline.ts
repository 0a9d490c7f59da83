import type { RequestHandler } from 'express'
import { problem, tryAgain } from '../problems.ts'
import { sendProblem } from '../sendProblem.ts'

/** No request waits longer than this, whatever holds it up. */
export const ANSWER_MS = 8000

/**
 * Answers for a request that nobody has answered in time: 503 when the work took too long, 408 when the request itself had not arrived.
 * The transaction behind it ends by its own limits. It may still go through, so the answer says to send the same once more: with its key it
 * counts once.
 */
export const deadline =
  (ms = ANSWER_MS): RequestHandler =>
  (request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) return
      response.setHeader('connection', 'close')
      sendProblem(response, request.complete ? tryAgain : tooSlow)
    }, ms)
    response.once('close', () => clearTimeout(timer))
    next()
  }

const tooSlow = problem(408, 'too-slow', 'The request came too slowly. Check the connection and send it again.')
