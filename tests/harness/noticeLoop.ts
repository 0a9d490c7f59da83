import { openDatabase } from '#db/client.ts'
import { keepChannels, noticesTurn } from '#server/notices/loop.ts'
import { remind } from '#server/notices/reminding.ts'
import { Sender, type SendingDeps } from '#server/notices/sending.ts'
import type { Ways } from '#server/notices/ways.ts'
import { touchedBy } from '#shared/catalogue.ts'
import type { TestHub } from './service.ts'

/** What tells people on one server, a turn at a time, so that a test says when. */
export class NoticeLoop {
  readonly faults: unknown[] = []
  readonly #deps: SendingDeps
  readonly #sender: Sender
  readonly #hub: TestHub

  private constructor(hub: TestHub, ways: Ways, patienceMs: number) {
    this.#hub = hub
    const database = openDatabase(hub.appUrl, { connections: 3 })
    const onFault = (error: unknown): void => void this.faults.push(error)
    this.#deps = { database, touchedBy, clock: hub.now, ways, origin: () => 'https://hub.westmarch.example', onFault }
    this.#sender = new Sender(this.#deps, patienceMs)
  }

  /** @param patienceMs how long it waits for a provider: by default until it has answered, on the slowest machine */
  static async open(hub: TestHub, ways: Ways, patienceMs = 60_000): Promise<NoticeLoop> {
    const loop = new NoticeLoop(hub, ways, patienceMs)
    await keepChannels(loop.#deps.database, ways, hub.now())
    return loop
  }

  /** Starts whatever is due at the hub's present time, and waits for no provider that takes its time. */
  async starts(): Promise<void> {
    while (await noticesTurn(this.#deps, this.#sender));
  }

  /** Tells whatever is due at the hub's present time. */
  async turns(): Promise<void> {
    do {
      await this.starts()
      await this.#sender.rest()
    } while (await noticesTurn(this.#deps, this.#sender))
    if (this.faults.length > 0) throw this.faults[0]
  }

  /** Writes the reminders of the day. */
  reminds = (): Promise<void> => remind(this.#deps, this.#hub.now())

  close = (): Promise<void> => this.#deps.database.end({ timeout: 2 })
}
