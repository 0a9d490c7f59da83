import type { Instant } from '#shared/time/instant.ts'
import { steadyMs } from '#server/kernel/clock.ts'
import { eachInTurn } from '#server/kernel/inEachService.ts'
import type { Log } from '#server/kernel/log.ts'
import type { Database } from '#db/client.ts'
import { handOnRota, remind } from './reminding.ts'
import { routeDue } from './routing.ts'
import { Sender, type SendingDeps } from './sending.ts'
import { setUpOf, type Ways } from './ways.ts'

const TURN_MS = 1000
/** An installation without any way only puts by what it cannot tell. */
const IDLE_TURN_MS = 60_000
const REMIND_MS = 60 * 60_000

export interface NoticeDeps extends Omit<SendingDeps, 'onFault'> {
  readonly log: Log
}

/** Says in the database which ways this installation has, for pages and other servers. */
export async function keepChannels(database: Database, ways: Ways, now: Instant): Promise<void> {
  await database`select hub.keep_notice_channels(${[...setUpOf(ways)]}::text[], ${ways.push?.publicKey ?? ''}, ${now})`
}

/**
 * One turn: what the rota has to tell, then how each goes, then some of what leaves. Only some: what happened while they were on their way
 * is to be decided of before the next, and by the time that it is then.
 *
 * @returns whether anything left, so that there may be more
 */
export async function noticesTurn(deps: SendingDeps, sender: Sender): Promise<boolean> {
  const setUp = setUpOf(deps.ways)
  // Without a way out the rota keeps what it has to tell: a way that is set up tomorrow finds it.
  let sent = 0
  await eachInTurn([
    async () => {
      if (setUp.length > 0) while (await handOnRota(deps, deps.clock()));
    },
    async () => {
      while (await routeDue(deps, setUp, deps.clock()));
    },
    async () => void (sent = await sender.due()),
  ])
  return sent > 0
}

/**
 * Tells people for as long as the server runs. What is to be told stands in the database, so a server that starts finds what one that died
 * had not told; several servers share the work.
 */
export function startNotices({ log, ...given }: NoticeDeps): { readonly stop: () => Promise<void> } {
  const failed = (error: unknown): void => log.error({ error }, 'telling people failed; the next turn tries again')
  const deps: SendingDeps = { ...given, onFault: failed }
  const { clock } = deps
  const sender = new Sender(deps)
  let remindedMs = Number.NEGATIVE_INFINITY
  let running: Promise<void> = keepChannels(deps.database, deps.ways, clock()).catch((error: unknown) =>
    log.error({ error }, 'the ways of telling people could not be written down'),
  )
  let busy = false
  let stopped = false
  const run = async (): Promise<void> => {
    if (steadyMs() - remindedMs >= REMIND_MS) {
      remindedMs = steadyMs()
      await remind(deps, clock())
    }
    while (!stopped && (await noticesTurn(deps, sender)));
  }
  const wake = (): void => {
    if (busy) return
    busy = true
    running = running
      .then(run)
      .catch(failed)
      .finally(() => (busy = false))
  }
  const timer = setInterval(wake, setUpOf(deps.ways).length > 0 ? TURN_MS : IDLE_TURN_MS)
  wake()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
      await sender.rest()
    },
  }
}
