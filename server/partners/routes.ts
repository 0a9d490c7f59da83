import express, { Router, type Request, type RequestHandler } from 'express'
import { z } from 'zod'
import type { PartnerForm } from '#shared/partners/form.ts'
import { partnerApi } from '#shared/partners/openapi.ts'
import { partnerReferral } from '#shared/partners/referral.ts'
import type { PartnerScope } from '#shared/partners/scopes.ts'
import { REPLAY_MINUTES, signedText } from '#shared/partners/signing.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { addMinutes, instant, instantInput } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import { asksFor, inService, type Made, type ServiceContext } from '#server/identity/inService.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Limits } from '#server/kernel/edge/limits.ts'
import { invalid, problem, type Problem } from '#server/kernel/problems.ts'
import { BODY_LIMIT, readJson } from '#server/kernel/readBody.ts'
import { sendProblem, type OwnNo } from '#server/kernel/sendProblem.ts'
import { acceptReferral, PartnerRefused } from './receiving.ts'
import { sentSince, serviceOf, sha256, spendNonce, whoSigned, type Partner } from './store.ts'

export interface PartnerDeps {
  readonly database: Database
  readonly clock: Clock
  readonly limits: Limits
}

const MOST_SENT = 500
const LONG_AGO = instant('2020-01-01T00:00:00Z')

/** `/partner/v1`: referrals from the systems of police, wards and liaison teams, each request signed. */
export function partnerRoutes(deps: PartnerDeps): Router {
  const router = Router()
  router.get('/openapi.json', (_request, response) => void response.json(partnerApi()))
  router.post(
    '/referrals',
    ...plainJson,
    signed(deps, ['refer', 'form'], async (context, partner, request) => {
      const read = readJson(request.body)
      if ('problem' in read) throw new PartnerRefused(read.problem)
      const sent = partnerReferral.safeParse(read.value)
      if (!sent.success) throw new PartnerRefused(invalid(sent.error.issues))
      const made = await acceptReferral(context, partner, sent.data, sha256(bytesOf(request)))
      return { ...made, result: { status: 201, body: made.result } }
    }),
  )
  router.get(
    '/referrals',
    signed(deps, ['reconcile'], async (context, partner, request) => {
      const after = z.object({ after: instantInput.optional() }).safeParse(request.query)
      if (!after.success) throw new PartnerRefused(invalid(after.error.issues))
      const rows = await sentSince(context, partner.partnerId, after.data.after ?? LONG_AGO, MOST_SENT)
      const sent = rows.map(({ number, ...row }) => ({ ...row, reference: referralNumber(number) }))
      const next = rows.length < MOST_SENT ? null : (rows.at(-1)?.acceptedAt ?? null)
      return { result: { status: 200, body: { sent, next } }, events: [] }
    }),
  )
  router.get(
    '/form',
    signed(deps, ['form'], async (context, partner) => {
      const { name, phone } = await serviceOf(context)
      const { serviceId, source } = partner
      const body: PartnerForm = { serviceId, service: name, partner: partner.name, source, phone }
      return { result: { status: 200, body }, events: [] }
    }),
  )
  router.use((_request, response) =>
    sendProblem(
      response,
      problem(404, 'not-found', 'There is nothing at this address. Referrals are at /partner/v1/referrals.'),
    ),
  )
  return router
}

interface Given {
  readonly status: number
  readonly body: unknown
}
type Act = (context: ServiceContext, partner: Partner, request: Request) => Promise<Made<Given>>

/** Whatever is not 201 says that nothing was accepted, in plain words. */
export const partnersNo = ({ body }: Problem): OwnNo => ({
  type: 'application/json; charset=utf-8',
  body: { ...body, accepted: false },
})

const bytesOf = (request: Request): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))

/** The body as the bytes that were signed. */
const plainJson: readonly RequestHandler[] = [
  (request, response, next) => {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
    if (type === 'application/json' && (request.headers['content-encoding'] ?? 'identity') === 'identity') return next()
    sendProblem(
      response,
      problem(415, 'not-json', 'Send plain JSON: content-type application/json, in UTF-8, not compressed.'),
    )
  },
  express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false }),
]

const headers = z.object({
  'duty-hub-key': z.uuid(),
  'duty-hub-timestamp': instantInput,
  'duty-hub-nonce': z.uuid(),
  'duty-hub-signature': z.string().regex(/^v1=[0-9a-f]{64}$/),
})

const unsigned = problem(
  401,
  'signature-wrong',
  'The signature does not fit, or the key is unknown or has ended. Nothing was accepted: telephone the AMHP service.',
)

/** Every way in: the allowance, the signature, its time, what the key is for, and each signature once. */
function signed(deps: PartnerDeps, scopes: readonly PartnerScope[], act: Act): RequestHandler {
  return async (request, response) => {
    const who = await partnerOf(deps, request, scopes)
    const signedBy = 'status' in who ? null : who.partner.keyId
    // Only who has signed draws on the key's allowance: whoever knows its id, which is no secret, can use none of it up.
    const refused = deps.limits.takePartner(signedBy ?? `address ${request.ip ?? ''}`)
    if (refused) {
      response.setHeader('retry-after', Number(refused.body['retryAfterSeconds'] ?? 1))
      return sendProblem(response, refused)
    }
    if ('status' in who) return sendProblem(response, who)
    try {
      const given = await inService(deps.database, asksFor(who.partner.serviceId, deps, response), async (context) => {
        if (!(await spendNonce(context, who.partner.keyId, who.nonce)))
          throw new PartnerRefused(
            problem(
              401,
              'signature-used',
              'This signature was used before. Sign again with a new nonce: the same externalId stays one referral.',
            ),
          )
        return act(context, who.partner, request)
      })
      response.setHeader('cache-control', 'no-store')
      response.status(given.status).json(given.body)
    } catch (error) {
      if (!(error instanceof PartnerRefused)) throw error
      sendProblem(response, error.problem)
    }
  }
}

async function partnerOf(
  { database, clock }: PartnerDeps,
  request: Request,
  scopes: readonly PartnerScope[],
): Promise<{ readonly partner: Partner; readonly nonce: string } | Problem> {
  const now = clock()
  const read = headers.safeParse(request.headers)
  if (!read.success) return unsigned
  const { 'duty-hub-key': keyId, 'duty-hub-timestamp': at, 'duty-hub-nonce': nonce } = read.data
  if (at < addMinutes(now, -REPLAY_MINUTES) || at > addMinutes(now, REPLAY_MINUTES))
    return problem(
      401,
      'signature-too-old',
      `The time of signing is more than ${REPLAY_MINUTES} minutes from ours, ${now}. Set your clock, then sign again.`,
    )
  const text = signedText({
    method: request.method,
    path: request.originalUrl,
    timestamp: String(request.headers['duty-hub-timestamp']),
    nonce: String(request.headers['duty-hub-nonce']),
    bodyHash: sha256(bytesOf(request)).toString('hex'),
  })
  const signature = Buffer.from(read.data['duty-hub-signature'].slice('v1='.length), 'hex')
  const partner = await whoSigned(database, { keyId, text, signature }, now)
  if (!partner) return unsigned
  if (!scopes.some((scope) => partner.scopes.includes(scope)))
    return problem(403, 'not-for-this', 'Your key is not for this. Ask the AMHP service for one that is.')
  return { partner, nonce }
}
