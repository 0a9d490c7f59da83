import type { Response } from 'express'
import type { Problem } from './problems.ts'

/** Sends a refusal or a fault as JSON, with the number by which it can be found in the log. */
export function sendProblem(response: Response, { status, body }: Problem): void {
  if (response.headersSent) return void response.end()
  response.locals['code'] = body.code
  response.status(status).json({ ...body, requestId: String(response.locals['requestId'] ?? '') })
}

/** Sends an answer, unless the request has been answered meanwhile because it took too long. */
export function sendAnswer(response: Response, body: unknown): void {
  if (!response.headersSent) response.json(body)
}
