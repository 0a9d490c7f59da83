import type { Response } from 'express'
import type { Problem } from './problems.ts'
import type { OnTheWire } from './sharedAnswers.ts'

const OF_A_FILE = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified']

/** Sends a refusal or a fault as JSON, with the number by which it can be found in the log. */
export function sendProblem(response: Response, { status, body }: Problem): void {
  if (response.headersSent) return void response.end()
  response.locals['code'] = body.code
  // Somebody may have begun to answer with a file: a "no" is none, and a browser that kept one under its name would show it for a year.
  for (const name of OF_A_FILE) response.removeHeader(name)
  response.setHeader('cache-control', 'no-store')
  response.status(status).json({ ...body, requestId: String(response.locals['requestId'] ?? '') })
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
