import express, { type Request, type RequestHandler, type Response } from 'express'
import type { ServiceId } from '#shared/kernel/ids.ts'
import { wrong, type ScimWrong } from '#shared/identity/scimUser.ts'
import { filledUp, fullBucket, msToWait, taken, type Bucket } from '#shared/kernel/tokenBucket.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'
import { hashOf } from '#server/kernel/cookies.ts'
import { BODY_LIMIT, readJson } from '#server/kernel/readBody.ts'

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

/** What a directory may ask for at once: Entra sends bursts of some dozens and waits when it is told to. */
const ALLOWANCE = { burst: 100, perMinute: 1200 }
const MOST_KEYS = 10_000

/** Counts the requests of each token, and the wrong tokens of each address. */
export class ScimLimits {
  readonly #buckets = new Map<string, Bucket>()

  /** Takes one; answers the seconds to wait when there is none left. */
  secondsToWait(key: string): number {
    const nowMs = performance.now()
    const known = this.#buckets.get(key)
    const bucket = known ? filledUp(known, ALLOWANCE, nowMs) : fullBucket(ALLOWANCE, nowMs)
    const waitMs = msToWait(bucket, ALLOWANCE, false)
    if (waitMs > 0) return Math.ceil(waitMs / 1000)
    if (this.#buckets.size >= MOST_KEYS) this.#buckets.clear()
    this.#buckets.set(key, taken(bucket))
    return 0
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

/** The integration behind the bearer token, or what is wrong with it. */
export async function integrationOf(
  deps: { readonly database: Database; readonly clock: Clock },
  limits: ScimLimits,
  request: Request,
): Promise<Integration | { readonly seconds: number } | null> {
  const [, token = ''] = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '') ?? []
  const [found] =
    token === ''
      ? []
      : await deps.database<Integration[]>`select * from hub.scim_token_of(${hashOf(token)}, ${deps.clock()})`
  const seconds = limits.secondsToWait(found ? found.tokenId : `address ${request.ip ?? ''}`)
  if (seconds > 0) return { seconds }
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
