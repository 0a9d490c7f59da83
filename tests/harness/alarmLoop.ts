import { openDatabase } from '#db/client.ts'
import { sweep, turn, type DeadlineDeps } from '#server/deadlines/loop.ts'
import { relayDue } from '#server/deadlines/relay.ts'
import type { Webhook } from '#server/kernel/signedPost.ts'
import { tellOfItself } from '#server/notices/telling.ts'
import { climb } from '#server/safety/climbing.ts'
import { askToHandOver } from '#server/safety/closing.ts'
import { openLog } from '#server/kernel/log.ts'
import { touchedBy } from '#shared/catalogue.ts'
import type { TestHub } from './service.ts'

/** The loop of one server, a turn at a time, so that a test says when. With a webhook its alarms leave the hub as well. */
export class AlarmLoop {
  readonly #deps: DeadlineDeps
  readonly #hub: TestHub
  readonly #webhook: Webhook | null

  constructor(hub: TestHub, webhook: Webhook | null = null) {
    const database = openDatabase(hub.appUrl, { connections: 3 })
    this.#hub = hub
    this.#webhook = webhook
    this.#deps = {
      database,
      touchedBy,
      clock: hub.now,
      alsoDue: [climb, askToHandOver],
      follow: tellOfItself,
      log: openLog('silent'),
      ...(webhook && { webhook }),
    }
  }

  /** Raises what is due at the hub's present time, and passes on what nobody answered. */
  turns = (): Promise<void> => turn(this.#deps, this.#hub.now())

  /** Puts what is out of step into step. @returns how many referrals were */
  sweeps = (): Promise<number> => sweep(this.#deps, this.#hub.now())

  /** Sends out what is due to leave the hub. @returns how many were tried */
  async relays(): Promise<number> {
    if (!this.#webhook) throw new Error('this loop has no webhook')
    return relayDue({ ...this.#deps, webhook: this.#webhook }, this.#hub.now())
  }

  close = (): Promise<void> => this.#deps.database.end({ timeout: 2 })
}
