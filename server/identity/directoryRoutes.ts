import { Router, type RequestHandler } from 'express'
import type { SessionStage } from '#shared/kernel/session.ts'
import type { ServiceId } from '#shared/kernel/ids.ts'
import type { Limits } from '#server/kernel/edge/limits.ts'
import type { Log } from '#server/kernel/log.ts'
import type { IdentityDeps } from './deps.ts'
import { OidcClients } from './oidcClients.ts'
import { shownProviders } from './oidcProviders.ts'
import { ssoRoutes } from './oidcRoutes.ts'
import { scimRoutes } from './scimRoutes.ts'
import type { KeyRing } from './keyRing.ts'

export interface DirectoryDeps extends IdentityDeps {
  readonly log: Log
  readonly keys: KeyRing
  readonly limits: Limits
  /** The hub's own addresses; the first is the one that people type. */
  readonly origins: ReadonlySet<string>
  /** What is still to be shown by somebody whose provider saw no second factor. */
  readonly stageAfter: (accountId: string, serviceId: string) => Promise<SessionStage>
}

/** Methods that SCIM uses besides the usual ones. */
export const directoryMethods = { '/scim/': ['PUT', 'PATCH', 'DELETE'] }

/** Providers send long codes, and more of their own, in the address that they send people back to. */
export const directoryAddresses = { '/sign-in/return/': 8192 }

/** `GET /api/sign-in/providers`: the buttons of the sign-in page, for anybody. */
export const providerNames =
  ({ database }: Pick<DirectoryDeps, 'database'>): RequestHandler =>
  async (_request, response) =>
    void response.json({ providers: await shownProviders(database) })

/** Everything by which councils’ providers and directories reach the hub, outside `/api`. */
export function directoryRoutes(deps: DirectoryDeps): Router {
  const router = Router()
  const origin = (): string => [...deps.origins][0] ?? ''
  router.use(
    ssoRoutes({
      ...deps,
      clients: new OidcClients(),
      returnAddress: (providerId) => `${origin()}/sign-in/return/${providerId}`,
      async sessionPerson(sessionId) {
        const [found] = await deps.database<{ personId: string; accountId: string; serviceId: ServiceId }[]>`
          select * from hub.session_person(${sessionId}, ${deps.clock()})`
        return found ?? null
      },
    }),
  )
  router.use('/scim/v2', scimRoutes({ ...deps, origin }))
  return router
}
