import { randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { grants, permissions, type Role } from '#shared/kernel/permission.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from './clock.ts'
import { clearCookie, hashOf, newToken, setCookie, tokenIn } from './cookies.ts'
import { invalid, notSignedIn, problem } from './problems.ts'
import { readBody } from './readBody.ts'
import { sendProblem } from './sendProblem.ts'
import { Tries } from './tries.ts'

export const SESSION_MINUTES = 12 * 60

export interface SignInDeps {
  readonly database: Database
  readonly clock: Clock
  readonly secure: boolean
  /** Ends the live sockets of a session that was signed out. */
  readonly endSockets: (sessionId: string) => void
}

const signInInput = z.strictObject({
  email: z
    .string()
    .min(1, 'Type your e-mail address')
    .max(320)
    .transform((text) => text.trim().toLowerCase()),
  password: z.string().min(1, 'Type your password').max(512),
})
const chooseInput = z.strictObject({ serviceId: z.uuid() })

// Verifying against this when nobody has the address keeps the answer equally slow, so that it does not tell who works here.
const nobodysHash = hash(newToken())

interface Membership {
  readonly serviceId: string
  readonly personId: string
  readonly serviceName: string
  readonly councilName: string
  readonly roles: readonly Role[]
}

/** `POST /sign-in`, `POST /sign-out`, `POST /service`, `GET /session`. */
export function signInRoutes(deps: SignInDeps): Router {
  const router = Router()
  const tries = new Tries(deps.clock)
  router.post('/sign-in', ...readBody, (request, response) => signIn(deps, tries, request, response))
  router.post('/service', ...readBody, (request, response) => chooseService(deps, request, response))
  router.post('/sign-out', (request, response) => signOut(deps, request, response))
  router.get('/session', (request, response) => whoAmI(deps, request, response))
  return router
}

async function signIn(deps: SignInDeps, tries: Tries, request: Request, response: Response): Promise<void> {
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
  await openSession(deps, response, account.accountId, first.serviceId)
  response.json(sessionOf(first, memberships))
}

async function chooseService(deps: SignInDeps, request: Request, response: Response): Promise<void> {
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
  await endSession(deps, request)
  await openSession(deps, response, current.accountId, chosen.serviceId)
  response.json(sessionOf(chosen, memberships))
}

async function signOut(deps: SignInDeps, request: Request, response: Response): Promise<void> {
  await endSession(deps, request)
  response.setHeader('set-cookie', clearCookie(deps.secure))
  response.setHeader('clear-site-data', '"cache"')
  response.status(200).json({})
}

async function whoAmI(deps: SignInDeps, request: Request, response: Response): Promise<void> {
  const current = await sessionIn(deps, request)
  if (!current) return sendProblem(response, notSignedIn)
  const memberships = await servicesOf(deps, current.accountId)
  const here = memberships.find((one) => one.serviceId === current.serviceId)
  if (!here) return sendProblem(response, notSignedIn)
  response.json(sessionOf({ ...here, name: current.name }, memberships))
}

const servicesOf = (deps: SignInDeps, accountId: string): Promise<readonly (Membership & { name: string })[]> =>
  deps.database<(Membership & { name: string })[]>`select * from hub.services_of(${accountId})`.then((rows) => [
    ...rows,
  ])

async function openSession(deps: SignInDeps, response: Response, accountId: string, serviceId: string): Promise<void> {
  const token = newToken()
  const at = deps.clock()
  const ends: Instant = addMinutes(at, SESSION_MINUTES)
  await deps.database`select hub.open_session(${randomUUID()}, ${hashOf(token)}, ${accountId}, ${serviceId}, ${at}, ${ends})`
  response.setHeader('set-cookie', setCookie(token, deps.secure, SESSION_MINUTES * 60))
}

async function endSession(deps: SignInDeps, request: Request): Promise<void> {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return
  const [ended] = await deps.database<
    { id: string | null }[]
  >`select hub.close_session(${hashOf(token)}, ${deps.clock()}) as id`
  if (ended?.id) deps.endSockets(ended.id)
}

async function sessionIn(
  deps: SignInDeps,
  request: Request,
): Promise<{ accountId: string; serviceId: string; name: string } | null> {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return null
  const [found] = await deps.database<
    { accountId: string; serviceId: string; name: string }[]
  >`select * from hub.session_of(${hashOf(token)}, ${deps.clock()})`
  return found ?? null
}

function sessionOf(here: Membership & { readonly name: string }, memberships: readonly Membership[]) {
  const held = permissions.filter((permission) => here.roles.some((role) => grants[role].includes(permission)))
  return {
    person: { id: here.personId, name: here.name, initials: initialsOf(here.name), roles: here.roles },
    service: { id: here.serviceId, name: here.serviceName, councilName: here.councilName },
    services: memberships.map((one) => ({ id: one.serviceId, name: one.serviceName })),
    permissions: held,
  }
}

/** @example initialsOf('Ewa Kowalska') // 'EK' */
const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
