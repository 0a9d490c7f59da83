import type { CommandId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { queriesOn, type Connection, type Database } from '#db/client.ts'
import type { Actor } from './actor.ts'
import { steadyMs } from './clock.ts'
import type { Context } from './handle.ts'
import { counted, pool } from './metrics.ts'

const CONNECTION_WAIT_MS = 2000
const TRIES = 5

/** No connection became free in time: the hub is overloaded, and says so instead of letting a request hang. */
export class TooBusy extends Error {}

/** Serialization failure, deadlock, lock timeout: the same work may go through a moment later. */
const PASSING = new Set(['40001', '40P01', '55P03'])
/** Each wait for a lock is two seconds: a second one is all that a person at a screen can be asked for. */
const LOCKED = '55P03'
const LOCK_TRIES = 2

/** What one request took from the database: statements, and milliseconds with a connection in its hands. */
export interface Usage {
  statements: number
  heldMs: number
}

export interface Asking {
  /** Added to as the request goes on. */
  readonly usage?: Usage
  readonly tokenHash: Uint8Array
  readonly now: Instant
  readonly requestId: string
  /** Told who asks, once the database has said so. */
  readonly onActor?: (actor: Actor) => void
  /** Whom the page takes for signed in, as service and person; left out by what says nothing of it. */
  readonly signedInAs?: string | undefined
  /** Where the request came from, as far as the trusted proxies say. */
  readonly address: string
}

/** A command that is kept: its id, so that it takes effect once, and what it was used for. */
export interface Claim {
  readonly id: CommandId
  readonly name: string
  readonly fingerprint: Uint8Array
}

export interface Opened {
  readonly actor: Actor
  /** False when a command with this id had been sent before. */
  readonly claimed: boolean
}

/**
 * What a connection answers to the first round trip: the transaction is open and knows who asks and whom they may see, or nobody
 * does. Until their sight has been worked out a transaction shows nobody at all. A command that is kept takes its id there too: whoever
 * sends the same one meanwhile waits until this transaction ends.
 */
export async function openedFor(
  sql: Connection,
  asking: Asking,
  isolation: 'read committed' | 'repeatable read',
  claim: Claim | null = null,
  also?: () => Promise<unknown>,
): Promise<Opened | null> {
  // All are on the wire, in this order, before the first answer is back: one round trip.
  const begun = (isolation === 'read committed' ? sql`begin` : sql`begin isolation level repeatable read`).execute()
  const { tokenHash, now, requestId, address } = asking
  // A command holds its person's authority as it is until it commits; a query reads from one snapshot and changes nothing. From where
  // and in which session is said here once, as is when; whatever is recorded takes it from there.
  const forCommand = isolation === 'read committed'
  const actors = sql<(Actor & { claimed: boolean | null })[]>`
    select * from hub.open_request(${tokenHash}, ${now}, ${requestId}, ${address}, ${forCommand},
      ${claim?.id ?? null}, ${claim?.name ?? null}, ${claim?.fingerprint ?? null})`.execute()
  const [opened, asked, extra] = await Promise.allSettled([begun, actors, also?.()])
  if (opened.status === 'rejected') throw opened.reason
  if (asked.status === 'rejected') throw asked.reason
  const [actor] = asked.value
  if (!actor) return null
  asking.onActor?.(actor)
  if (extra.status === 'rejected') throw extra.reason
  return { actor, claimed: actor.claimed ?? false }
}

export function contextOn(sql: Connection, actor: Actor, now: Instant, tappedAt: Instant | null = null): Context {
  let builder: Context['db'] | undefined
  return {
    actor,
    now,
    tappedAt,
    sql,
    service: actor.serviceId,
    trace: { grantId: null, purpose: null },
    get db() {
      return (builder ??= queriesOn(sql))
    },
  }
}

/**
 * Lends a connection to `work` and takes it back clean, whatever happens. Work that fails in passing (a deadlock, a lock that was
 * not free in time, a connection that broke) is tried again from the start, so it must do nothing outside its transaction. If the
 * connection broke during the commit, the command's id tells whether it had taken effect.
 *
 * @param again whether this work's own kind of failure passes too
 * @param usage where what it took is added up
 * @throws TooBusy when no connection is free within two seconds
 */
export async function onConnection<Result>(
  database: Database,
  work: (sql: Connection) => Promise<Result>,
  again: (error: unknown) => boolean = () => false,
  usage: Usage = { statements: 0, heldMs: 0 },
): Promise<Result> {
  for (let turn = 1; ; turn++) {
    try {
      return await held(database, work, usage)
    } catch (error) {
      if (error instanceof TooBusy) counted.tooBusy.add()
      const most = codeOf(error) === LOCKED ? LOCK_TRIES : TRIES
      if (turn >= most || !(isPassing(error) || again(error))) throw error
    }
    counted.retries.add()
    await pause(turn)
  }
}

/**
 * One statement outside a transaction, for what runs by itself: with the same wait, the same limit and the same second try as a
 * request's work, so that a line that has gone dead without a word holds up no loop.
 *
 * @example const [row] = await asked(database, (sql) => sql<Row[]>`select …`)
 */
export const asked = <Result>(database: Database, ask: (sql: Connection) => PromiseLike<Result>): Promise<Result> =>
  onConnection(database, async (sql) => ask(sql))

/** No request waits for ever: after this it is told to try again, and its connection is cleaned up whenever it comes back. */
const WORK_MS = 8000

async function held<Result>(
  database: Database,
  work: (sql: Connection) => Promise<Result>,
  usage: Usage,
): Promise<Result> {
  const sql = countingStatements(await connectionOf(database), usage)
  const began = steadyMs()
  pool.inUse += 1
  const working = work(sql)
  const cleaned = working.then(
    () => leaveClean(sql),
    () => leaveClean(sql),
  )
  const over = (): void => void (pool.inUse -= 1)
  cleaned.then(over, over)
  void tearDownIfDead(sql, usage, cleaned)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooBusy('the work took longer than a request may')), WORK_MS)
  })
  try {
    await Promise.race([cleaned, late])
    return await working
  } finally {
    clearTimeout(timer)
    usage.heldMs += steadyMs() - began
  }
}

/** Longer than the database lets any statement run: what has not been answered by then is on a line that is dead. */
const SILENT_MS = WORK_MS + 500

/** A dead line would keep its place in the pool until TCP gives it up, and a pool of them would serve nobody for a quarter of an hour. */
async function tearDownIfDead(sql: Connection, usage: Usage, cleaned: Promise<unknown>): Promise<void> {
  const isBack = cleaned.then(
    () => true,
    () => true,
  )
  for (let sent = -1; sent !== usage.statements;) {
    sent = usage.statements
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), SILENT_MS)))
    const back = await Promise.race([isBack, silence])
    clearTimeout(timer)
    if (back) return
  }
  sql.tearDown?.()
}

/** What the driver hands out for a statement: it goes to the database when this is called, and a piece of another never does. */
interface Sendable {
  handler: (query: unknown) => unknown
}
const isSendable = (made: unknown): made is Sendable =>
  typeof made === 'object' && made !== null && 'handler' in made && typeof made.handler === 'function'

/** The same connection, each statement that it sends counted. */
function countingStatements(sql: Connection, usage: Usage): Connection {
  const watch = <Made>(made: Made): Made => {
    if (!isSendable(made)) return made
    const send = made.handler
    made.handler = (query) => {
      usage.statements += 1
      return send(query)
    }
    return made
  }
  return new Proxy(sql, {
    apply: (target, self, given) => watch(Reflect.apply(target, self, given)),
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name !== 'unsafe' || typeof value !== 'function') return value
      return (...given: unknown[]) => watch(Reflect.apply(value, target, given))
    },
  })
}

async function leaveClean(sql: Connection): Promise<void> {
  // A commit has already ended the transaction; then this is a no-op that PostgreSQL only remarks on.
  if (openTransactions.has(sql)) await sql`rollback`.catch(() => undefined)
  openTransactions.delete(sql)
  sql.release()
}

const openTransactions = new WeakSet<Connection>()
export const markOpen = (sql: Connection): void => void openTransactions.add(sql)
export const markCommitted = (sql: Connection): void => void openTransactions.delete(sql)

async function connectionOf(database: Database): Promise<Connection> {
  const coming = database.reserve() as Promise<Connection>
  pool.waiting += 1
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), CONNECTION_WAIT_MS)
  })
  const sql = await Promise.race([coming, late]).catch((error: unknown) => {
    pool.waiting -= 1
    throw error
  })
  clearTimeout(timer)
  pool.waiting -= 1
  if (sql) return sql
  void coming.then((arrived) => arrived.release()).catch(() => undefined)
  throw new TooBusy('no database connection was free within two seconds')
}

const pause = (turn: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** turn))

const LOST = /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|57P0[123]|08)/

/** True when the database could not be reached, went away or is starting: a moment later it may be there again. */
export function isConnectionLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && typeof error.code === 'string' && LOST.test(error.code)) return true
  return 'cause' in error && isConnectionLost(error.cause)
}

/** True when the same work may go through a moment later. */
export const isPassing = (error: unknown): boolean => PASSING.has(codeOf(error)) || isConnectionLost(error)

/** SQLSTATE of a database error, also when the query builder has wrapped it; '' when it is something else. */
export function codeOf(error: unknown): string {
  const found = databaseErrorIn(error)
  return found && typeof found.code === 'string' ? found.code : ''
}

/** The name of the constraint that an error says was broken. */
export function constraintOf(error: unknown): string {
  const found = databaseErrorIn(error)
  return found && typeof found.constraint_name === 'string' ? found.constraint_name : ''
}

interface DatabaseError {
  readonly severity: unknown
  readonly code?: unknown
  readonly constraint_name?: unknown
}

function databaseErrorIn(error: unknown): DatabaseError | null {
  if (typeof error !== 'object' || error === null) return null
  if ('severity' in error) return error
  return 'cause' in error ? databaseErrorIn(error.cause) : null
}
