import { verify } from '@node-rs/argon2'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { FORGOTTEN_AT_SIGN_OUT } from '#server/kernel/edge/headers.ts'
import { clearCookie } from '#server/kernel/cookies.ts'
import { invalid, notSignedIn, problem } from '#server/kernel/problems.ts'
import { readBody } from '#server/kernel/readBody.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { IdentityDeps } from './deps.ts'
import { nobodysHash } from './nobodysHash.ts'
import { endSession, openSession } from './openSession.ts'
import { servicesOf, sessionAnswer, sessionIn } from './sessionAnswer.ts'
import { sendSignedOut, standing, stay } from './staying.ts'
import { stepUp, waysToStepUp } from './stepUp.ts'
import { Tries } from './tries.ts'

const signInInput = z.strictObject({
  email: z
    .string()
    .min(1, 'Type your e-mail address')
    .max(320)
    .transform((text) => text.trim().toLowerCase()),
  password: z.string().min(1, 'Type your password').max(512),
})
const chooseInput = z.strictObject({ serviceId: z.uuid() })

/**
 * What comes before a session exists, and so is no command: `POST /sign-in`, `POST /sign-out`, `POST /service`, `GET /session`,
 * and showing in the middle of it that it is still the same person (`/step-up`).
 */
export function identityRoutes(deps: IdentityDeps): Router {
  const router = Router()
  const tries = new Tries(deps.clock)
  router.post('/sign-in', ...readBody, (request, response) => signIn(deps, tries, request, response))
  router.post('/service', ...readBody, (request, response) => chooseService(deps, request, response))
  router.post('/sign-out', (request, response) => signOut(deps, request, response))
  router.get('/session', (request, response) => whoAmI(deps, request, response))
  router.get('/session/standing', (request, response) => standing(deps, request, response))
  router.post('/session/stay', ...readBody, (request, response) => stay(deps, request, response))
  router.get('/step-up', (request, response) => waysToStepUp(deps, request, response))
  router.post('/step-up', ...readBody, (request, response) => stepUp(deps, tries, request, response))
  return router
}

async function signIn(deps: IdentityDeps, tries: Tries, request: Request, response: Response): Promise<void> {
  const input = signInInput.safeParse(request.body)
  if (!input.success) return sendProblem(response, invalid(input.error.issues))
  const { email, password } = input.data
  const key = `${request.ip ?? ''} ${email}`
  const waitSeconds = tries.secondsToWait(key)
  if (waitSeconds > 0) {
    response.setHeader('retry-after', waitSeconds)
    return sendProblem(
      response,
      problem(429, 'too-many-tries', `Too many tries. Wait ${waitSeconds} seconds, then try again.`),
    )
  }
  const [account] = await deps.database<
    { accountId: string; passwordHash: string; disabled: boolean }[]
  >`select * from hub.account_for_sign_in(${email})`
  const right = await verify(account?.passwordHash ?? (await nobodysHash), password)
  const memberships = account && right && !account.disabled ? await servicesOf(deps, account.accountId) : []
  const first = memberships[0]
  if (!account || !first) {
    tries.failed(key)
    return sendProblem(
      response,
      problem(401, 'sign-in-failed', 'That e-mail address and password do not go together. Check both and try again.', {
        field: 'password',
      }),
    )
  }
  tries.succeeded(key)
  await openSession(deps, request, response, {
    accountId: account.accountId,
    serviceId: first.serviceId,
    openedBy: 'password',
  })
  response.json(sessionAnswer(first, memberships))
}

async function chooseService(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const input = chooseInput.safeParse(request.body)
  if (!input.success) return sendProblem(response, invalid(input.error.issues))
  const current = await sessionIn(deps, request)
  if (!current) return sendProblem(response, notSignedIn)
  const memberships = await servicesOf(deps, current.accountId)
  const chosen = memberships.find((one) => one.serviceId === input.data.serviceId)
  if (!chosen)
    return sendProblem(
      response,
      problem(404, 'service-not-found', 'You do not work in that service.', { field: 'serviceId' }),
    )
  await openSession(deps, request, response, {
    accountId: current.accountId,
    serviceId: chosen.serviceId,
    openedBy: current.openedBy,
    steppedUpAt: current.steppedUpAt,
    endsAt: current.endsAt,
  })
  response.json(sessionAnswer(chosen, memberships))
}

async function signOut(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  await endSession(deps, request)
  response.setHeader('set-cookie', clearCookie(deps.secure))
  response.setHeader('clear-site-data', FORGOTTEN_AT_SIGN_OUT)
  response.status(200).json({})
}

async function whoAmI(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const current = await sessionIn(deps, request)
  if (!current) return sendSignedOut(deps, request, response)
  const memberships = await servicesOf(deps, current.accountId)
  const here = memberships.find((one) => one.serviceId === current.serviceId)
  if (!here) return sendProblem(response, notSignedIn)
  response.json(sessionAnswer({ ...here, name: current.name }, memberships))
}
