import express, { type Request, type RequestHandler, type Response } from 'express'
import type { ServiceId } from '#shared/kernel/ids.ts'
import { wrong, type ScimWrong } from '#shared/identity/scimUser.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'
import { hashOf } from '#server/kernel/cookies.ts'
import type { Limits } from '#server/kernel/edge/limits.ts'
import type { Problem } from '#server/kernel/problems.ts'
import { BODY_LIMIT, readJson } from '#server/kernel/readBody.ts'
import type { OwnNo } from '#server/kernel/sendProblem.ts'

/** An integration that has shown its token: for which service it acts, and what it may do there. */
export interface Integration {
  readonly tokenId: string
  readonly serviceId: ServiceId
  readonly scopes: readonly ('read' | 'write')[]
}

/** Something is wrong with the request; thrown inside a transaction so that nothing of it stays. */
export class ScimRefused extends Error {
  readonly wrong: ScimWrong
  constructor(wrong: ScimWrong) {
    super(wrong.detail)
    this.wrong = wrong
  }
}

export const scimJson = (response: Response, status: number, body: unknown): void => {
  response.status(status).setHeader('content-type', 'application/scim+json; charset=utf-8')
  response.end(JSON.stringify(body))
}

/** RFC 7644 §3.12: every "no" in SCIM's own form, with a sentence for whoever reads the directory's log. */
export function sendWrong(response: Response, { status, scimType, detail }: ScimWrong): void {
  scimJson(response, status, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    detail,
  })
}

/** What the rest of the hub says "no" with, in SCIM's form: a body that is too large, an allowance that is used up. */
export const scimNo = ({ status, body }: Problem): OwnNo => ({
  type: 'application/scim+json; charset=utf-8',
  body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), detail: body.message },
})

/** The integration behind the bearer token, or how long it is to wait, or nothing when the token opens nothing. */
export async function integrationOf(
  { database, clock, limits }: { readonly database: Database; readonly clock: Clock; readonly limits: Limits },
  request: Request,
): Promise<Integration | { readonly seconds: number } | null> {
  const [, token = ''] = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '') ?? []
  const [found] =
    token === '' ? [] : await database<Integration[]>`select * from hub.scim_token_of(${hashOf(token)}, ${clock()})`
  const refused = limits.takeDirectory(found ? found.tokenId : `address ${request.ip ?? ''}`)
  if (refused) return { seconds: Number(refused.body['retryAfterSeconds'] ?? 1) }
  return found ?? null
}

/** Bodies in SCIM's own type or plain JSON, read as strictly as everywhere else. */
export const scimBody: readonly RequestHandler[] = [
  (request, response, next) => {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    const coding = request.headers['content-encoding'] ?? 'identity'
    if (!['application/scim+json', 'application/json'].includes(type) || coding !== 'identity')
      return sendWrong(response, wrong(415, 'Send application/scim+json in UTF-8, not compressed.'))
    next()
  },
  express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false }),
  (request, response, next) => {
    const read = readJson(request.body)
    if ('problem' in read) return sendWrong(response, wrong(400, read.problem.body.message, 'invalidSyntax'))
    request.body = read.value
    next()
  },
]
