import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'

/** What every way of signing in works with. */
export interface IdentityDeps {
  readonly database: Database
  readonly clock: Clock
  /** True when the hub is reached over https: cookies are then bound to the host. */
  readonly secure: boolean
  /** Ends the live sockets of a session that has ended. */
  readonly endSockets: (sessionId: string, because: SessionEnd) => void
}
