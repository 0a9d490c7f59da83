import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Log } from '#server/kernel/log.ts'
import type { KeyRing } from './keyRing.ts'
import type { Mail } from './mail.ts'
import type { PasswordCost } from './passwordHash.ts'

/** What every way of signing in works with. */
export interface IdentityDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** True when the hub is reached over https: cookies are then bound to the host. */
  readonly secure: boolean
  /** Addresses that browsers may come from; a passkey is bound to the host of one of them. */
  readonly origins: ReadonlySet<string>
  readonly keys: KeyRing
  readonly passwordCost: PasswordCost
  /** Takes letters away; `null` when none is set up, and administrators hand links over themselves. */
  readonly mail: Mail | null
  /** Ends the live sockets of a session that has ended. */
  readonly endSockets: (sessionId: string, because: SessionEnd) => void
}
