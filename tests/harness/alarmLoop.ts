import { openDatabase } from '#db/client.ts'
import { sweep, turn, type DeadlineDeps } from '#server/deadlines/loop.ts'
import { openLog } from '#server/kernel/log.ts'
import { touchedBy } from '#shared/catalogue.ts'
import type { TestHub } from './service.ts'

/** The loop of one server, a turn at a time, so that a test says when. */
export class AlarmLoop {
  readonly #deps: DeadlineDeps
  readonly #hub: TestHub

  constructor(hub: TestHub) {
    const database = openDatabase(hub.appUrl, { connections: 3 })
    this.#hub = hub
    this.#deps = { database, touchedBy, clock: hub.now, log: openLog('silent') }
  }

  /** Raises what is due at the hub's present time, and passes on what nobody answered. */
  turns = (): Promise<void> => turn(this.#deps, this.#hub.now())

  /** Puts what is out of step into step. @returns how many referrals were */
  sweeps = (): Promise<number> => sweep(this.#deps, this.#hub.now())

  close = (): Promise<void> => this.#deps.database.end({ timeout: 2 })
}
