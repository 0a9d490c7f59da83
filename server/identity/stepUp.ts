import type { Request, Response } from 'express'
import { z } from 'zod'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'
import { minutesBetween } from '#shared/time/instant.ts'
import { hashOf, newToken, setCookie } from '#server/kernel/cookies.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { Actor } from '#server/kernel/actor.ts'
import { notSignedIn, problem, type Problem } from '#server/kernel/problems.ts'
import type { IdentityDeps } from './deps.ts'
import { fromOf } from './device.ts'
import { factorForm, showFactor, type WaitFirst } from './factor.ts'
import { note, onAccount } from './onAccount.ts'
import { isPassword } from './passwordHash.ts'
import { sessionIn } from './sessionAnswer.ts'
import { factorsOf, hasFactor, standingOf } from './standing.ts'
import { factorBucket, forgetTries, noteWrongTry, oneAtATime, secondsToWait } from './throttle.ts'
import { formOf, isProblem, keeperOf, tooManyTries, type Asker } from './whoAsks.ts'

const stepUpForm = z.union([
  factorForm,
  z.strictObject({ password: z.string().min(1, 'Type your password').max(1024) }),
])

/** By which ways a session's person can show that it is them: a factor where there is one, else the password. */
async function waysOf(
  deps: IdentityDeps,
  { accountId, openedBy }: Pick<Asker, 'accountId' | 'openedBy'>,
): Promise<readonly StepUpWay[]> {
  const standing = await standingOf(deps, accountId)
  if (openedBy === 'sso') return ['sso', ...factorsOf(standing)]
  return hasFactor(standing) ? factorsOf(standing) : ['password']
}

/** `GET /step-up` */
export async function waysToStepUp(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const actor = await sessionIn(deps, request)
  if (!actor) return sendProblem(response, notSignedIn)
  response.json({ ways: await waysOf(deps, actor) })
}

/** `POST /step-up`: shows, in the middle of the work, that it is still them. The browser gets a fresh token (ASVS 5.0 V7.2.4). */
export async function stepUp(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(stepUpForm, request, response)
  if (!form) return
  const actor = await sessionIn(deps, request)
  const asker = actor && (await keeperOf(deps, request))
  if (!asker || isProblem(asker)) return sendProblem(response, notSignedIn)
  const shown =
    'password' in form ? await showPassword(deps, asker, form.password) : await showFactor(deps, request, asker, form)
  if (typeof shown === 'string') return renew(deps, request, actor, response)
  if (isProblem(shown)) return sendProblem(response, shown)
  return tooManyTries(response, shown.waitSeconds)
}

async function showPassword(deps: IdentityDeps, asker: Asker, password: string): Promise<string | Problem | WaitFirst> {
  if (!(await waysOf(deps, asker)).includes('password'))
    return problem(422, 'factor-wanted', 'Use your second factor here: a password alone is not enough.', {
      field: 'password',
    })
  const buckets = [factorBucket(asker.email)]
  return oneAtATime(buckets, async () => {
    const waitSeconds = await secondsToWait(deps, buckets)
    if (waitSeconds > 0) return { waitSeconds }
    const [account] = await deps.database<{ passwordHash: string }[]>`select * from hub.password_of(${asker.accountId})`
    if (await isPassword(password, account?.passwordHash, deps.passwordCost)) {
      await forgetTries(deps, buckets)
      return 'password'
    }
    await noteWrongTry(deps, buckets)
    return problem(422, 'wrong-password', 'That is not your password. Check it and try again.', { field: 'password' })
  })
}

/** Notes that the session's person has just shown who they are, and gives the browser a fresh token. */
export async function renew(deps: IdentityDeps, request: Request, actor: Actor, response: Response): Promise<void> {
  const token = newToken()
  const at = deps.clock()
  await deps.database`select hub.step_up_session(${actor.sessionId}, ${hashOf(token)}, ${at})`
  await onAccount(deps.database, actor.accountId, (sql) =>
    note(sql, 'stepped-up', at, fromOf(request, actor.sessionId)),
  )
  response.append('set-cookie', setCookie(token, deps.secure, Math.max(1, minutesBetween(at, actor.endsAt)) * 60))
  response.json({})
}
