import { verify } from '@node-rs/argon2'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'
import { minutesBetween } from '#shared/time/instant.ts'
import { hashOf, newToken, setCookie } from '#server/kernel/cookies.ts'
import { invalid, notSignedIn, problem } from '#server/kernel/problems.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { Actor } from '#server/kernel/actor.ts'
import type { IdentityDeps } from './deps.ts'
import { sessionIn } from './sessionAnswer.ts'
import type { Tries } from './tries.ts'

const stepUpInput = z.strictObject({ password: z.string().min(1, 'Type your password').max(512) })

/** `GET /step-up`: by which ways this session's person can show that it is them. */
export async function waysToStepUp(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const actor = await sessionIn(deps, request)
  if (!actor) return sendProblem(response, notSignedIn)
  response.json({ ways: ['password'] satisfies StepUpWay[] })
}

/** `POST /step-up`: shows that it is them. The browser gets a fresh token (ASVS 5.0 V7.2.4). */
export async function stepUp(deps: IdentityDeps, tries: Tries, request: Request, response: Response): Promise<void> {
  const input = stepUpInput.safeParse(request.body)
  if (!input.success) return sendProblem(response, invalid(input.error.issues))
  const actor = await sessionIn(deps, request)
  if (!actor) return sendProblem(response, notSignedIn)
  const key = `step-up ${actor.accountId}`
  const wait = tries.secondsToWait(key)
  if (wait > 0) return sendProblem(response, problem(429, 'too-many-tries', `Too many tries. Wait ${wait} seconds.`))
  const [account] = await deps.database<{ passwordHash: string }[]>`select * from hub.password_of(${actor.accountId})`
  if (!account || !(await verify(account.passwordHash, input.data.password))) {
    tries.failed(key)
    return sendProblem(
      response,
      problem(422, 'wrong-password', 'That is not your password. Check it and try again.', { field: 'password' }),
    )
  }
  tries.succeeded(key)
  await renew(deps, actor, response)
}

/** Notes that the session's person has just shown who they are, and gives the browser a fresh token. */
export async function renew(deps: IdentityDeps, actor: Actor, response: Response): Promise<void> {
  const [token, at] = [newToken(), deps.clock()]
  await deps.database`select hub.step_up_session(${actor.sessionId}, ${hashOf(token)}, ${at})`
  response.setHeader('set-cookie', setCookie(token, deps.secure, Math.max(1, minutesBetween(at, actor.endsAt)) * 60))
  response.json({})
}
