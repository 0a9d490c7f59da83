import type { Request, Response } from 'express'
import type { z } from 'zod'
import { isSteppedUp } from '#shared/kernel/stepUp.ts'
import type { OpenedBy, SessionStage } from '#shared/kernel/session.ts'
import type { Instant } from '#shared/time/instant.ts'
import { hashOf, tokenIn } from '#server/kernel/cookies.ts'
import { invalid, notSignedIn, problem, stepUpNeeded, type Problem } from '#server/kernel/problems.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { IdentityDeps } from './deps.ts'
import { sessionIn } from './sessionAnswer.ts'

/** Somebody whose account is known, by a session that is complete or still being finished. */
export interface Asker {
  readonly sessionId: string
  readonly accountId: string
  readonly serviceId: string
  readonly stage: SessionStage
  readonly openedBy: OpenedBy
  readonly email: string
  readonly steppedUpAt: Instant | null
}

/** The unfinished sign-in that the cookie names; `null` when there is none. */
export async function unfinishedIn(deps: IdentityDeps, request: Request): Promise<Asker | null> {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return null
  const [found] = await deps.database<Omit<Asker, 'steppedUpAt'>[]>`
    select * from hub.unfinished_session(${hashOf(token)}, ${deps.clock()})`
  return found ? { ...found, steppedUpAt: null } : null
}

/** Whoever may change the factors of an account: somebody who is signed in, or who has come as far as setting one up. */
export async function keeperOf(deps: IdentityDeps, request: Request): Promise<Asker | Problem> {
  const actor = await sessionIn(deps, request)
  if (actor) {
    const [facts] = await deps.database<{ email: string }[]>`
      with named as materialized (select set_config('app.account_id', ${actor.accountId}, true))
      select f.email from named, hub.account_facts() f`
    return { ...actor, stage: 'complete', email: facts?.email ?? '' }
  }
  const unfinished = await unfinishedIn(deps, request)
  if (!unfinished) return notSignedIn
  return unfinished.stage === 'enrolment' ? unfinished : factorNeeded
}

/** The same for a grave change: somebody who is signed in has shown within the last minutes that it is them. */
export async function shownKeeperOf(deps: IdentityDeps, request: Request): Promise<Asker | Problem> {
  const asker = await keeperOf(deps, request)
  if (isProblem(asker) || asker.stage !== 'complete') return asker
  return isSteppedUp(asker.steppedUpAt, deps.clock()) ? asker : stepUpNeeded
}

export const factorNeeded = problem(
  401,
  'second-factor-needed',
  'Finish signing in first: give the code from your phone.',
)

export const isProblem = (given: object): given is Problem => 'body' in given && 'status' in given

/** Reads a form, or answers what is wrong with it. */
export function formOf<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  response: Response,
): z.output<Schema> | null {
  const read = schema.safeParse(request.body)
  if (read.success) return read.data
  sendProblem(response, invalid(read.error.issues))
  return null
}

export const tooManyTries = (response: Response, seconds: number): void => {
  response.setHeader('retry-after', seconds)
  sendProblem(response, problem(429, 'too-many-tries', `Too many tries. Wait ${waitWords(seconds)}, then try again.`))
}

const waitWords = (seconds: number): string =>
  seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
