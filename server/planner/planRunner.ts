import type { PlanJobId, ServiceId } from '#shared/kernel/ids.ts'
import type { PlanKind, PlanState } from '#shared/planner/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import type { Connection, Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Log } from '#server/kernel/log.ts'
import { runInThread, type ThreadRun } from '#server/kernel/thread.ts'
import { onWake } from './wake.ts'

/** A plan whose server has said nothing for so long is taken up by another. */
const STALE_MINUTES = 1
/** One that was begun so often and never came to an end is given up. */
const MOST_TRIES = 3
/** Plans of other servers that have gone, and of those asked for before a restart, are looked for this often. */
const LOOK_EVERY_MS = 15_000
/** How often it says that it is at it, and looks whether it is to stop. */
const BEAT_MS = 300

interface Deps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly planThread?: URL
}

interface Taken {
  readonly serviceId: ServiceId
  readonly id: PlanJobId
  readonly kind: PlanKind
  readonly asked: Readonly<Record<string, unknown>>
}

export interface PlanRunner {
  readonly stop: () => Promise<void>
}

/** From source the thread is a file beside this one, for a Node that reads TypeScript; built, it stands beside the server's. */
const threadFile = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./planThread.ts', import.meta.url)
    : new URL('./planThread.js', import.meta.url)

/**
 * Works out plans one after the other, in a thread, as long as the server runs. What is left undone the next server takes up: at once after
 * one that was stopped, and after one that died when it has said nothing for a while.
 */
export function startPlanRunner(deps: Deps): PlanRunner {
  let [stopped, busy, again] = [false, false, false]
  let current: { readonly run: ThreadRun<unknown>; readonly beat: () => void } | null = null
  let looking = Promise.resolve()
  const look = (): void => {
    again = busy
    if (!stopped && !busy) looking = lookOnce()
  }
  const lookOnce = async (): Promise<void> => {
    busy = true
    try {
      while (!stopped) {
        const job = await takeOne(deps)
        if (!job) break
        if (!stopped) await workOut(deps, job, (begun) => (current = begun))
        // A server that stops leaves what it has not brought to its end to the next, which begins it at once.
        if (stopped) await giveBack(deps, job)
      }
    } catch (error) {
      if (!stopped) deps.log.warn({ error }, 'plans were not looked for; the next look tries again')
    } finally {
      busy = false
      current = null
      if (again) look()
    }
  }
  const quiet = onWake(() => {
    current?.beat()
    look()
  })
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  look()
  return {
    async stop() {
      stopped = true
      quiet()
      clearInterval(timer)
      await current?.run.end()
      await looking
    },
  }
}

/** The oldest plan of any service that nobody is at, now this server's. */
async function takeOne({ database, clock }: Deps): Promise<Taken | null> {
  const services = await database<{ serviceId: ServiceId }[]>`select "serviceId" from hub.stream_positions()`
  for (const { serviceId } of services) {
    const now = clock()
    const taken = await inService(database, serviceId, async (sql) => {
      await sql`
        update plan_jobs set state = 'failed', ended_at = ${now}
        where service_id = ${serviceId} and state = 'running' and beat_at < ${addMinutes(now, -STALE_MINUTES)} and tries >= ${MOST_TRIES}`
      const [job] = await sql<Omit<Taken, 'serviceId'>[]>`
        update plan_jobs set state = 'running', beat_at = ${now}, tries = tries + 1
        where service_id = ${serviceId} and (state = 'waiting' or (state = 'running' and beat_at < ${addMinutes(now, -STALE_MINUTES)}))
        returning id, kind, asked`
      return job
    })
    if (taken) return { serviceId, ...taken }
  }
  return null
}

interface Begun {
  readonly run: ThreadRun<unknown>
  /** Says at once how far it is, and looks whether it is to stop. */
  readonly beat: () => void
}

async function workOut(deps: Deps, job: Taken, started: (begun: Begun) => void): Promise<void> {
  let [progress, openSoFar]: [number, number | null] = [0, null]
  const run = runInThread<object>(
    deps.planThread ?? threadFile(),
    { kind: job.kind, asked: job.asked },
    (share, soFar) => {
      progress = Math.floor(100 * share)
      openSoFar = soFar ?? openSoFar
    },
  )
  let stopping = false
  const beat = async (): Promise<void> => {
    const [row] = await inService(
      deps.database,
      job.serviceId,
      (sql) => sql<{ stopAsked: boolean }[]>`
        update plan_jobs set beat_at = ${deps.clock()}, progress = ${progress}, open_so_far = ${openSoFar}
        where service_id = ${job.serviceId} and id = ${job.id} and state = 'running' returning stop_asked as "stopAsked"`,
    )
    if (!row?.stopAsked) return
    stopping = true
    run.stop()
  }
  const sayHowFar = (): void => {
    beat().catch((error: unknown) => deps.log.debug({ error }, 'a plan could not say how far it is'))
  }
  const timer = setInterval(sayHowFar, BEAT_MS)
  started({ run, beat: sayHowFar })
  try {
    const result = await run.result
    await end(deps, job, { state: stopping ? 'stopped' : 'done', result })
  } catch (error) {
    // A server that stops leaves its plan to the next; a plan that cannot be worked out is said to be so.
    deps.log.warn({ error, code: job.kind }, 'a plan was not worked out')
    if (stopping) await end(deps, job, { state: 'stopped', result: null })
    else if (!(error instanceof Error && error.message.includes('ended with')))
      await end(deps, job, { state: 'failed', result: null })
  } finally {
    clearInterval(timer)
  }
}

const giveBack = ({ database }: Deps, { serviceId, id }: Taken) =>
  inService(
    database,
    serviceId,
    (sql) => sql`
      update plan_jobs set state = 'waiting', beat_at = null, tries = greatest(0, tries - 1)
      where service_id = ${serviceId} and id = ${id} and state = 'running'`,
  )

const end = (
  { database, clock }: Deps,
  { serviceId, id }: Taken,
  { state, result }: { readonly state: PlanState; readonly result: object | null },
) =>
  inService(
    database,
    serviceId,
    (sql) => sql`
      update plan_jobs set state = ${state}, ended_at = ${clock()}, progress = 100,
        result = ${result === null ? null : JSON.stringify(result)}::text::jsonb
      where service_id = ${serviceId} and id = ${id} and state = 'running'`,
  )

/** A short transaction of one service, as a request of it would be. */
async function inService<Result>(
  database: Database,
  serviceId: ServiceId,
  work: (sql: Connection) => Promise<Result>,
): Promise<Result> {
  const sql = (await database.reserve()) as Connection
  try {
    await sql`begin`
    await sql`select set_config('app.service_id', ${serviceId}, true)`
    const result = await work(sql)
    await sql`commit`
    return result
  } catch (error) {
    await sql`rollback`
    throw error
  } finally {
    sql.release()
  }
}
