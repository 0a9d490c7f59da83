import type { Response } from 'express'
import type { Problem } from './problems.ts'

/** Sends a refusal or a fault as JSON, with the number by which it can be found in the log. */
export function sendProblem(response: Response, { status, body }: Problem): void {
  if (response.headersSent) return void response.end()
  response.status(status).json({ ...body, requestId: String(response.locals['requestId'] ?? '') })
}
