import type { ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { byItself, type ByItselfDeps } from '#server/kernel/byItself.ts'
import { steadyMs, type Clock } from '#server/kernel/clock.ts'
import { eachInTurn, inEachService } from '#server/kernel/inEachService.ts'
import type { Log } from '#server/kernel/log.ts'
import { asked } from '#server/kernel/transaction.ts'
import { fireDue, passOn } from './firing.ts'
import type { Webhook } from '#server/kernel/signedPost.ts'
import { keepInStep, outOfStep, overEvent } from './keeping.ts'
import { startRelay } from './relay.ts'

const TURN_MS = 1000
const SWEEP_MS = 60_000
/** The loop has run within this, or somebody outside must know. */
const RAN_WITHIN_MS = 15_000
/** Nothing that is due waits longer than this, or somebody outside must know. */
const OLDEST_SECONDS = 60
/** How many referrals are put into step in one transaction. */
const AT_ONCE = 100

/** What a later feature does in each turn of the same loop. @returns whether there may be more at once */
export type AlsoDue = (deps: ByItselfDeps, now: Instant) => Promise<boolean>

export interface DeadlineDeps extends ByItselfDeps {
  readonly clock: Clock
  readonly log: Log
  /** Where alarms of the law go outside the hub as well; left out, nowhere. */
  readonly webhook?: Webhook
  readonly alsoDue?: readonly AlsoDue[]
}

/** How the loop stands: what an outside watcher is told. No names, no ids. */
export interface AlarmHealth {
  readonly ok: boolean
  /** Null while it has never run. */
  readonly ranSecondsAgo: number | null
  /** Of what is due and has not fired; 0 when nothing waits. */
  readonly oldestWaitsSeconds: number
}

export interface Deadlines {
  readonly health: () => Promise<AlarmHealth>
  readonly stop: () => Promise<void>
}

/**
 * Finds what a command did not bring into step, in every service, and does: the guarantee behind the reactions, and what makes the rows
 * after a change of the rules or of the time zone's table. Looks without holding anything, then again under lock.
 *
 * @returns how many referrals were out of step
 */
export async function sweep(deps: DeadlineDeps, now: Instant): Promise<number> {
  const services = await asked(
    deps.database,
    (sql) => sql<{ serviceId: ServiceId }[]>`select "serviceId" from hub.stream_positions()`,
  )
  let mended = 0
  const all = services.map(({ serviceId }) => ({ serviceId, id: serviceId }))
  await inEachService(all, async (serviceId) => {
    let found: readonly ReferralId[] = []
    await byItself(deps, { serviceId, now }, async (at) => {
      found = await outOfStep(at)
      return []
    })
    for (let from = 0; from < found.length; from += AT_ONCE) {
      await byItself(deps, { serviceId, now }, async (at) => {
        const kept = await keepInStep(at, found.slice(from, from + AT_ONCE), { hold: true })
        mended += kept.mended
        // An alarm is over once: no turn of it comes again.
        return kept.over.map((one) => ({ ...overEvent(one), key: crypto.randomUUID(), turn: 0 }))
      })
    }
  })
  return mended
}

/**
 * One turn: everything that is due, then what nobody has answered, then what else falls due by the clock. What fails holds up nothing
 * that comes after it.
 */
export const turn = (deps: DeadlineDeps, now: Instant): Promise<void> =>
  eachInTurn([
    async () => {
      while ((await fireDue(deps, now, deps.webhook !== undefined)).more);
    },
    () => passOn(deps, now),
    ...(deps.alsoDue ?? []).map((also) => async () => {
      while (await also(deps, now));
    }),
  ])

/** Looks for what is out of step, and raises at once what that showed to be due. */
async function sweepAndTurn(deps: DeadlineDeps): Promise<void> {
  const count = await sweep(deps, deps.clock())
  if (count === 0) return
  deps.log.info({ count }, 'deadlines brought into step')
  await turn(deps, deps.clock())
}

/**
 * Raises alarms for as long as the server runs: at the start whatever became due while none ran, then each second. Timers only wake it;
 * what is due stands in the database. Several servers may run it: each deadline fires once.
 */
export function startDeadlines(deps: DeadlineDeps): Deadlines {
  const { webhook } = deps
  const relay = webhook ? startRelay({ ...deps, webhook }) : null
  let ranMs: number | null = null
  let sweptMs = Number.NEGATIVE_INFINITY
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const run = async (): Promise<void> => {
    // What is known to be due first: a server that has only just come up, and may go again, has raised it before it looks for more.
    await eachInTurn([
      () => turn(deps, deps.clock()),
      async () => {
        if (steadyMs() - sweptMs < SWEEP_MS) return
        sweptMs = steadyMs()
        await sweepAndTurn(deps)
      },
    ])
    ranMs = steadyMs()
  }
  const wake = (): void => {
    if (busy) return
    busy = true
    running = run()
      .catch((error: unknown) => deps.log.error({ error }, 'raising alarms failed; the next second tries again'))
      .finally(() => (busy = false))
  }
  const timer = setInterval(wake, TURN_MS)
  wake()
  return {
    async health() {
      const [row] = await asked(
        deps.database,
        (sql) => sql<{ waits: number | null }[]>`select hub.oldest_overdue(${deps.clock()}) as waits`,
      )
      const ago = ranMs === null ? null : steadyMs() - ranMs
      const oldestWaitsSeconds = row?.waits ?? 0
      return {
        ok: ago !== null && ago <= RAN_WITHIN_MS && oldestWaitsSeconds <= OLDEST_SECONDS,
        ranSecondsAgo: ago === null ? null : Math.round(ago / 1000),
        oldestWaitsSeconds,
      }
    },
    async stop() {
      clearInterval(timer)
      await Promise.all([running, relay?.stop()])
    },
  }
}
