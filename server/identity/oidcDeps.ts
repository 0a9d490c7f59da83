import type { ServiceId } from '#shared/kernel/ids.ts'
import type { KeyRing } from './keyRing.ts'
import type { SessionStage } from '#shared/kernel/session.ts'
import type { Log } from '#server/kernel/log.ts'
import type { IdentityDeps } from './deps.ts'
import type { OidcClients } from './oidcClients.ts'

/** What single sign-on works with. */
export interface SsoDeps extends IdentityDeps {
  readonly log: Log
  readonly keys: KeyRing
  readonly clients: OidcClients
  /** Where a provider sends people back to, letter by letter as it is registered there. */
  readonly returnAddress: (providerId: string) => string
  /** What is still to be shown by somebody whose provider saw no second factor. */
  readonly stageAfter: (accountId: string, serviceId: string) => Promise<SessionStage>
  /** Whose live session this is. */
  readonly sessionPerson: (
    sessionId: string,
  ) => Promise<{ personId: string; accountId: string; serviceId: ServiceId } | null>
}
