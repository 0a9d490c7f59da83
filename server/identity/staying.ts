import type { Request, Response } from 'express'
import { z } from 'zod'
import { instant, msOf, type Instant } from '#shared/time/instant.ts'
import { hashOf, tokenIn } from '#server/kernel/cookies.ts'
import { invalid, type Problem } from '#server/kernel/problems.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import { signedOutProblem } from '#server/kernel/sessionOver.ts'
import type { IdentityDeps } from './deps.ts'

const HOUR_SECONDS = 3600
const stayInput = z.strictObject({ secondsAgo: z.int().min(0).max(HOUR_SECONDS) })

/** How long a session lasts if nothing more is done, for the screen that warns two minutes before. */
interface Standing {
  readonly sessionId: string
  readonly idleMinutes: number
  readonly idleEndsAt: Instant
  readonly endsAt: Instant
  /** The device that was signed out because this one was one too many, for two minutes. */
  readonly gaveWay: string | null
}

/** `GET /session/standing`: asking changes nothing, so a screen may ask by itself. */
export async function standing(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const token = tokenIn(request.headers.cookie, deps.secure)
  const [found] = token
    ? await deps.database<Standing[]>`select * from hub.session_standing(${hashOf(token)}, ${deps.clock()})`
    : []
  if (!found) return sendProblem(response, await signedOut(deps, request, response))
  const { idleMinutes, idleEndsAt, endsAt, gaveWay } = found
  response.json({ idleMinutes, idleEndsAt, endsAt, gaveWay })
}

/** `POST /session/stay`: its person did something so many seconds ago. It keeps a living session alive and brings none back. */
export async function stay(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const input = stayInput.safeParse(request.body)
  if (!input.success) return sendProblem(response, invalid(input.error.issues))
  const token = tokenIn(request.headers.cookie, deps.secure)
  const now = deps.clock()
  if (token) {
    const actedAt = instant(msOf(now) - 1000 * input.data.secondsAgo)
    await deps.database`select hub.touch_session(${hashOf(token)}, ${actedAt}, ${now}, ${request.ip ?? ''})`
  }
  await standing(deps, request, response)
}

/** That nobody is signed in, with the reason for the browser of a session that ended; it also forgets what it kept of our pages. */
export async function signedOut(deps: IdentityDeps, request: Request, response: Response): Promise<Problem> {
  const given = await signedOutProblem(deps, request)
  if ('because' in given.body && !response.headersSent) response.setHeader('clear-site-data', '"cache"')
  return given
}
