import type { Request } from 'express'
import { sessionEndOf, type SessionEnd } from '#shared/kernel/sessionEnd.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from './clock.ts'
import { hashOf, tokenIn } from './cookies.ts'
import { notSignedIn, type Problem } from './problems.ts'

interface Deps {
  readonly database: Database
  readonly clock: Clock
  readonly secure: boolean
}

/**
 * "You are signed out", with the reason for whoever still holds the token of the session that ended: its screen says why, and a
 * phone that was signed out from a desk does not look broken.
 */
export async function signedOutProblem({ database, clock, secure }: Deps, request: Request): Promise<Problem> {
  const token = tokenIn(request.headers.cookie, secure)
  if (!token) return notSignedIn
  const [row] = await database<
    { because: string | null }[]
  >`select hub.why_over(${hashOf(token)}, ${clock()}) as because`
  const because: SessionEnd | null = sessionEndOf(row?.because)
  return because === null ? notSignedIn : { ...notSignedIn, body: { ...notSignedIn.body, because } }
}
