import { Router, type Request, type Response } from 'express'
import { personId, type PersonId } from '#shared/kernel/ids.ts'
import { wrong } from '#shared/identity/scimUser.ts'
import type { Limits } from '#server/kernel/edge/limits.ts'
import { constraintOf } from '#server/kernel/transaction.ts'
import type { IdentityDeps } from './deps.ts'
import { asksFor, inService, type Made, type ServiceContext } from './inService.ts'
import { integrationOf, scimBody, scimJson, ScimRefused, sendWrong, type Integration } from './scimDoor.ts'
import { listOf, resourceOf, resourceTypes, schemas, serviceProviderConfig } from './scimResources.ts'
import { createUser, deleteUser, getUser, listUsers, patchUser, replaceUser, type Changed } from './scimUsers.ts'

export interface ScimDeps extends IdentityDeps {
  readonly limits: Limits
  /** The hub's own address, without a path: `https://hub.westmarch.example`. */
  readonly origin: () => string
}

type Act = (
  context: ServiceContext,
  request: Request,
  response: Response,
  integration: Integration,
) => Promise<Made<() => void>>

/**
 * SCIM 2.0 (RFC 7643, 7644) at `/scim/v2`: a directory adds, changes and ends the people of the one service that its token is for.
 * People only; groups become roles by the claims of single sign-on.
 */
export function scimRoutes(deps: ScimDeps): Router {
  const router = Router()
  const base = (): string => `${deps.origin()}/scim/v2`
  const at = (scope: 'read' | 'write', act: Act) => door(deps, scope, act)
  const show = (make: (base: string) => unknown) =>
    at('read', async (_context, _request, response) => quiet(() => scimJson(response, 200, make(base()))))

  router.get('/ServiceProviderConfig', show(serviceProviderConfig))
  router.get(
    '/ResourceTypes',
    show((here) => listOf(resourceTypes(here))),
  )
  router.get(
    '/ResourceTypes/User',
    show((here) => resourceTypes(here)[0]),
  )
  router.get(
    '/Schemas',
    show((here) => listOf(schemas(here))),
  )
  router.get(
    '/Schemas/:id',
    at('read', async (_context, request, response) => quiet(() => oneSchema(base(), request, response))),
  )
  router.get(
    '/Users',
    at('read', async (context, request, response) => {
      const { people, total, startIndex } = await listUsers(context, request.query)
      return quiet(() =>
        scimJson(
          response,
          200,
          listOf(
            people.map((one) => resourceOf(one, base())),
            total,
            startIndex,
          ),
        ),
      )
    }),
  )
  router.get(
    '/Users/:id',
    at('read', async (context, request, response) => {
      const person = await getUser(context, idIn(request))
      return quiet(() => {
        const known = request.headers['if-none-match'] === etagOf(person.version)
        response.setHeader('etag', etagOf(person.version))
        if (known) response.status(304).end()
        else scimJson(response, 200, resourceOf(person, base()))
      })
    }),
  )
  const answering = (status: number, made: Made<Changed>, response: Response): Made<() => void> => ({
    events: made.events,
    result: () => {
      const { person, ended } = made.result
      for (const id of ended) deps.endSockets(id, 'left')
      response.setHeader('etag', etagOf(person.version))
      if (status === 201) response.setHeader('location', `${base()}/Users/${person.id}`)
      if (status === 204) response.status(204).end()
      else scimJson(response, status, resourceOf(person, base()))
    },
  })
  router.post(
    '/Users',
    ...scimBody,
    at('write', async (context, request, response, who) =>
      answering(201, await createUser(context, byOf(who), request.body), response),
    ),
  )
  router.put(
    '/Users/:id',
    ...scimBody,
    at('write', async (context, request, response, who) =>
      answering(200, await replaceUser(context, byOf(who), idIn(request), request.body, seenIn(request)), response),
    ),
  )
  router.patch(
    '/Users/:id',
    ...scimBody,
    at('write', async (context, request, response, who) =>
      answering(200, await patchUser(context, byOf(who), idIn(request), request.body, seenIn(request)), response),
    ),
  )
  router.delete(
    '/Users/:id',
    at('write', async (context, request, response, who) =>
      answering(204, await deleteUser(context, byOf(who), idIn(request), seenIn(request)), response),
    ),
  )
  router.use((_request, response) =>
    sendWrong(response, wrong(404, 'There is nothing at this address. Users are at /scim/v2/Users.')),
  )
  return router
}

const quiet = (result: () => void): Made<() => void> => ({ result, events: [] })
const byOf = ({ tokenId }: Integration) => ({ by: 'scim', tokenId })
const etagOf = (version: number): string => `W/"${version}"`

function idIn(request: Request): PersonId {
  const read = personId.safeParse(request.params['id'])
  if (read.success) return read.data
  throw new ScimRefused(wrong(404, 'There is no person with this id in this service.'))
}

/** The version in If-Match; `null` when there is none, or when any will do. */
function seenIn(request: Request): number | null {
  const sent = request.headers['if-match']
  if (sent === undefined || sent.trim() === '*') return null
  const [, version = ''] = /^(?:W\/)?"(\d{1,9})"$/.exec(sent.trim()) ?? []
  return version === '' ? 0 : Number(version)
}

function oneSchema(base: string, request: Request, response: Response): void {
  const found = schemas(base).find(({ id }) => id === request.params['id'])
  if (found) scimJson(response, 200, found)
  else sendWrong(response, wrong(404, 'There is no such schema here.'))
}

/** Every way in: token, allowance, scope, one transaction in the token's own service, and every "no" in SCIM's form. */
function door(deps: ScimDeps, scope: 'read' | 'write', act: Act) {
  return async (request: Request, response: Response): Promise<void> => {
    response.setHeader('cache-control', 'no-store')
    const who = await integrationOf(deps, request)
    if (who === null) {
      response.setHeader('www-authenticate', 'Bearer realm="Duty Hub SCIM"')
      return sendWrong(
        response,
        wrong(401, 'The token is missing, ended or not one of ours. Make a new one in Duty Hub.'),
      )
    }
    if ('seconds' in who) {
      response.setHeader('retry-after', String(who.seconds))
      return sendWrong(response, wrong(429, `Too many requests. Wait ${who.seconds} seconds, then send this again.`))
    }
    if (!who.scopes.includes(scope)) return sendWrong(response, wrong(403, 'This token may only read.'))
    try {
      const answer = await inService(deps.database, asksFor(who.serviceId, deps, response), (context) =>
        act(context, request, response, who),
      )
      answer()
    } catch (error) {
      const known = error instanceof ScimRefused ? error.wrong : CONSTRAINTS[constraintOf(error)]
      if (!known) throw error
      sendWrong(response, known)
    }
  }
}

const uniqueness = wrong(409, 'Somebody in this service has this userName, externalId or e-mail already.', 'uniqueness')
const CONSTRAINTS: Readonly<Record<string, ReturnType<typeof wrong>>> = {
  one_directory_user_name: uniqueness,
  one_directory_external_id: uniqueness,
  one_person_per_account: uniqueness,
  somebody_keeps_the_keys: wrong(
    409,
    'This is the service’s last administrator. Make somebody else one first.',
    'mutability',
  ),
}
