import type { RequestHandler, Response } from 'express'
import type { Problem } from './problems.ts'
import type { OnTheWire } from './sharedAnswers.ts'

const OF_A_FILE = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified']

/** A "no" in the form that a part of the tree has promised its callers. */
export interface OwnNo {
  readonly type: string
  readonly body: object
}
const ownForms = new WeakMap<Response, (problem: Problem) => OwnNo>()

/** Lets every "no" under a path go out in that part's own form, whoever says it: also what refuses a request before it gets there. */
export const answersIn =
  (form: (problem: Problem) => OwnNo): RequestHandler =>
  (_request, response, next) => {
    ownForms.set(response, form)
    next()
  }

/** Sends a refusal or a fault as JSON, with the number by which it can be found in the log. */
export function sendProblem(response: Response, given: Problem): void {
  if (response.headersSent) return void response.end()
  const { status, body } = given
  const own = ownForms.get(response)?.(given)
  response.locals['code'] = body.code
  // Somebody may have begun to answer with a file: a "no" is none, and a browser that kept one under its name would show it for a year.
  for (const name of OF_A_FILE) response.removeHeader(name)
  response.setHeader('cache-control', 'no-store')
  const said = own?.body ?? { ...body, requestId: String(response.locals['requestId'] ?? '') }
  response.status(status).setHeader('content-type', own?.type ?? 'application/json; charset=utf-8')
  response.end(JSON.stringify(said))
}

/** Sends an answer that was written once for many: not again to whoever has it, which by now is known to have been read once more. */
export function sendWritten(response: Response, { text, etag }: OnTheWire, has: string | undefined): void {
  if (response.headersSent) return
  response.setHeader('etag', etag)
  if (has === etag) return void response.status(304).end()
  response.type('application/json').send(text)
}

/** Sends an answer, unless the request has been answered meanwhile because it took too long. */
export function sendAnswer(response: Response, body: unknown): void {
  if (!response.headersSent) response.json(body)
}
