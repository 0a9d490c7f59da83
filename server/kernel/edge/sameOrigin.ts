import type { RequestHandler } from 'express'
import { problem } from '../problems.ts'
import { sendProblem } from '../sendProblem.ts'

/**
 * A page of another site may not act here, whatever cookie the browser sends along. A request that changes something must come from
 * our own address, exactly; a browser says so in `Origin`, or else in `Sec-Fetch-Site`. A program that brings a key of its own in
 * `Authorization` and no cookie cannot be misled by another site's page, so it need not say (ASVS 5.0 V3.5.1–3).
 *
 * @param origins `https://hub.westmarch.example`: compared letter by letter, so that no look-alike passes
 */
export const sameOrigin =
  (origins: ReadonlySet<string>): RequestHandler =>
  ({ method, headers }, response, next) => {
    const { origin } = headers
    const reads = method === 'GET' || method === 'HEAD'
    const isProgram = headers.authorization !== undefined && headers.cookie === undefined
    const unsaid = origin === undefined && headers['sec-fetch-site'] !== 'same-origin'
    if (origin !== undefined && !origins.has(origin))
      return sendProblem(
        response,
        problem(403, 'wrong-origin', 'This request came from another site, so it was not carried out.'),
      )
    if (unsaid && !reads && !isProgram)
      return sendProblem(
        response,
        problem(403, 'no-origin', 'This request does not say which page it came from, so it was not carried out.'),
      )
    next()
  }
