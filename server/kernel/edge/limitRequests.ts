import type { RequestHandler, Response } from 'express'
import { hashOf, tokenIn } from '../cookies.ts'
import type { Problem } from '../problems.ts'
import { sendProblem } from '../sendProblem.ts'
import type { Limits, Share } from './limits.ts'

/** Takes each request from the allowances of its person, service and address before anything is read or asked of the database. */
export const limitRequests =
  (limits: Limits, secure: boolean, shareOf: (door: string) => Share): RequestHandler =>
  (request, response, next) => {
    const token = tokenIn(request.headers.cookie, secure)
    const caller = { address: request.ip ?? '', tokenHash: token ? hashOf(token) : null }
    const refused = limits.take(caller, shareOf(request.path.slice(1)))
    if (refused) return sayWait(response, refused)
    next()
  }

/** 429 with the header that says how long. */
export function sayWait(response: Response, refused: Problem): void {
  response.setHeader('retry-after', Number(refused.body['retryAfterSeconds'] ?? 1))
  sendProblem(response, refused)
}
