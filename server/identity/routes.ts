import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { FORGOTTEN_AT_SIGN_OUT } from '#server/kernel/edge/headers.ts'
import { clearCookie } from '#server/kernel/cookies.ts'
import { notSignedIn, problem, type Problem } from '#server/kernel/problems.ts'
import { readBody } from '#server/kernel/readBody.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { IdentityDeps } from './deps.ts'
import { endSession, openSession } from './openSession.ts'
import { newsOf, noteTold, showAccount } from './ownAccount.ts'
import {
  addOwnPasskey,
  beginOwnApp,
  beginOwnPasskey,
  confirmOwnApp,
  keeping,
  nameOwnPasskey,
  removeOwnApp,
  removeOwnPasskey,
  renewOwnCodes,
} from './ownFactors.ts'
import { changeOwnPassword, choosePassword, forgotPassword, readLink } from './ownPassword.ts'
import { servicesOf, sessionAnswer, sessionIn } from './sessionAnswer.ts'
import { askForPasskey, signInByFactor, signInByPasskey, signInByPassword } from './signIn.ts'
import { factorsOf, hasFactor, standingOf } from './standing.ts'
import { signedOut, standing as sessionStanding, stay } from './staying.ts'
import { stepUp, waysToStepUp } from './stepUp.ts'
import { formOf, unfinishedIn } from './whoAsks.ts'

type Route = (deps: IdentityDeps, request: Request, response: Response) => Promise<void>

/**
 * What comes before a session exists, or belongs to an account and not to a service, and so is no command: signing in and out, the
 * second factor, links, one's own password and factors, and showing that it is still the same person.
 */
export function identityRoutes(deps: IdentityDeps): Router {
  const router = Router()
  const post = (path: string, route: Route): void => {
    router.post(path, ...readBody, (request, response) => route(deps, request, response))
  }
  post('/sign-in', signInByPassword)
  post('/sign-in/factor', signInByFactor)
  post('/sign-in/passkey', signInByPasskey)
  post('/passkey/options', askForPasskey)
  post('/service', chooseService)
  router.post('/sign-out', (request, response) => signOut(deps, request, response))
  router.get('/session', (request, response) => whoAmI(deps, request, response))
  router.get('/session/now', (request, response) => whoAmINow(deps, request, response))
  router.get('/session/standing', (request, response) => sessionStanding(deps, request, response))
  post('/session/stay', stay)
  router.get('/step-up', (request, response) => waysToStepUp(deps, request, response))
  post('/step-up', stepUp)
  post('/password/forgotten', forgotPassword)
  post('/password/link', readLink)
  post('/password/choose', choosePassword)
  router.get('/account', (request, response) => showAccount(deps, request, response))
  post('/account/told', noteTold)
  post('/account/password', changeOwnPassword)
  for (const [path, change] of Object.entries(changes)) router.post(path, ...readBody, keeping(deps, change))
  return router
}

const changes = {
  '/account/app': beginOwnApp,
  '/account/app/confirm': confirmOwnApp,
  '/account/app/remove': removeOwnApp,
  '/account/passkey/options': beginOwnPasskey,
  '/account/passkey': addOwnPasskey,
  '/account/passkey/name': nameOwnPasskey,
  '/account/passkey/remove': removeOwnPasskey,
  '/account/codes': renewOwnCodes,
} as const

const chooseForm = z.strictObject({ serviceId: z.uuid() })

async function chooseService(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(chooseForm, request, response)
  if (!form) return
  const current = await sessionIn(deps, request)
  if (!current) return sendProblem(response, notSignedIn)
  const { accountId, openedBy, steppedUpAt, endsAt } = current
  const memberships = await servicesOf(deps, accountId)
  const chosen = memberships.find((one) => one.serviceId === form.serviceId)
  if (!chosen)
    return sendProblem(
      response,
      problem(404, 'service-not-found', 'You do not work in that service.', { field: 'serviceId' }),
    )
  const standing = await standingOf(deps, accountId)
  const alone = openedBy === 'password' && (hasFactor(standing) || !standing.demoOnly)
  // Somebody who came in by password alone and has since got a factor, or a place in a real service, shows the factor first.
  if (alone) {
    const stage = hasFactor(standing) ? 'second-factor' : 'enrolment'
    await openSession(deps, request, response, { accountId, serviceId: chosen.serviceId, openedBy, stage })
  } else {
    await openSession(deps, request, response, {
      accountId,
      serviceId: chosen.serviceId,
      openedBy,
      steppedUpAt,
      endsAt,
    })
  }
  response.json(sessionAnswer(chosen, memberships))
}

async function signOut(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  await endSession(deps, request)
  response.setHeader('set-cookie', clearCookie(deps.secure))
  response.setHeader('clear-site-data', FORGOTTEN_AT_SIGN_OUT)
  response.status(200).json({})
}

async function whoAmI(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const found = await whoIsHere(deps, request, response)
  if ('nobody' in found) sendProblem(response, found.nobody)
  else response.json(found.session)
}

/** The same for a page that opens: that nobody is signed in yet is an answer there, and no error. */
async function whoAmINow(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const found = await whoIsHere(deps, request, response)
  response.json('nobody' in found ? { nobody: found.nobody.body } : found)
}

type WhoIsHere = { readonly session: object } | { readonly nobody: Problem }

/** Who is signed in; or why nobody is, and how far somebody has come who is on the way. */
async function whoIsHere(deps: IdentityDeps, request: Request, response: Response): Promise<WhoIsHere> {
  const current = await sessionIn(deps, request)
  if (!current)
    return { nobody: (await unfinishedProblem(deps, request)) ?? (await signedOut(deps, request, response)) }
  const memberships = await servicesOf(deps, current.accountId)
  const here = memberships.find((one) => one.serviceId === current.serviceId)
  if (!here) return { nobody: notSignedIn }
  const news = await newsOf(deps, current.accountId, current.sessionId)
  return { session: { ...sessionAnswer({ ...here, name: current.name }, memberships), news } }
}

/** Somebody who has come half of the way can go on from there; `null` when nobody has. */
async function unfinishedProblem(deps: IdentityDeps, request: Request): Promise<Problem | null> {
  const unfinished = await unfinishedIn(deps, request)
  if (!unfinished) return null
  const ways = factorsOf(await standingOf(deps, unfinished.accountId))
  return problem(
    401,
    'sign-in-unfinished',
    'You have not finished signing in. Give your second factor, or set one up.',
    {
      stage: unfinished.stage,
      ways,
    },
  )
}
