// The limits, in a process of their own: the same rows by bare postgres.js, and the same news by bare socket.io.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { Server } from 'socket.io'
import { putBack } from './desk.ts'
import { repeat, type Pace } from './pace.ts'
import { rowsOfLast, type Example, type Written } from './rowsWritten.ts'
import { stopwatch } from './stopwatch.ts'
import { answerCalls } from './worker.ts'

export interface BareService {
  readonly serviceId: string
  readonly consultantIds: readonly string[]
  /** Who is on duty, and on which shift. */
  readonly onDuty: readonly { readonly personId: string; readonly shiftId: string }[]
  readonly toAllocate: readonly { readonly id: string; readonly version: number }[]
}

type What = 'allocation' | 'arrangement'

interface Standing {
  readonly service: BareService
  readonly sql: postgres.Sql
  readonly connection: postgres.ReservedSql
  readonly io: Server
  /** What the hub's own rows hold. */
  readonly examples: Partial<Record<What, Example>>
}

/** One of the transactions to come: what it writes, about whom. */
interface Job {
  readonly example: Example
  readonly referralId: string
  readonly personId: string
  readonly shiftId: string
}

let standing: Standing | null = null
let turn = 0
let arranged = 0

function now(): Standing {
  if (!standing) throw new Error('call open first')
  return standing
}

async function open({ url, service }: { url: string; service: BareService }): Promise<{ port: number }> {
  const sql = postgres(url, { max: 2, onnotice: () => undefined })
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
  io.on('connection', (socket) => void (socket.join('everybody'), socket.emit('pulse', { seq: 0 })))
  standing = { service, sql, connection: await sql.reserve(), io, examples: {} }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', 4096, resolve))
  return { port: (http.address() as AddressInfo).port }
}

/** Is shown what the hub wrote, and writes the like of it once. @returns its rows, and in how many statements */
async function writesLike({ what, example }: { what: What; example: Example }): Promise<{
  written: Written
  statements: number
}> {
  const { service, sql, examples } = now()
  examples[what] = example
  const job = nextJob(what)
  const { statements } = await transaction(what, job)
  const written = await rowsOfLast(sql, service.serviceId, example.event.type)
  if (what === 'allocation') await putBack(sql, service.serviceId, job.referralId)
  return { written, statements }
}

/** One after the other, as clicks come. @returns each transaction's milliseconds */
async function commit({ what, pace }: { what: What; pace: Pace }): Promise<readonly number[]> {
  const { service, sql } = now()
  return repeat(pace, async () => {
    const job = nextJob(what)
    const { tookMs } = await transaction(what, job)
    if (what === 'allocation') await putBack(sql, service.serviceId, job.referralId)
    return tookMs
  })
}

/** The desk's own order: allocations go through the referrals and whoever is on duty, an arrangement is always the same one. */
function nextJob(what: What): Job {
  const { service, examples } = now()
  const place = what === 'allocation' ? turn++ : 0
  const example = examples[what]
  const referral = service.toAllocate[place % service.toAllocate.length]
  const duty = service.onDuty[place % service.onDuty.length]
  if (!example) throw new Error('call writesLike first')
  if (!referral || !duty) throw new Error('nothing to allocate, or nobody on duty')
  return { example, referralId: referral.id, ...duty }
}

/**
 * The rows of a command, statement by statement on one connection: that it was sent, lock, write, the event, what was answered, commit.
 * No session, no permission, no row-level security, no question whether it was sent before, no rules.
 */
async function transaction(what: What, job: Job): Promise<{ tookMs: number; statements: number }> {
  const { service, connection: sql } = now()
  const { serviceId } = service
  const { example, referralId } = job
  const commandId = randomUUID()
  const began = stopwatch()
  await sql`begin`
  await sql`
    insert into hub.commands (service_id, actor_id, id, name, fingerprint, at)
    values (${serviceId}, ${actor()}, ${commandId}, ${example.command.name}, ${FINGERPRINT}, ${AT})`
  await sql`select id, version from hub.referrals where service_id = ${serviceId} and id = ${referralId} for no key update`
  const writes = await (what === 'allocation' ? allocation(job) : arrangement(job))
  await event(commandId, job)
  await sql`
    update hub.commands set answer = ${example.command.answer}::text::jsonb
    where service_id = ${serviceId} and actor_id = ${actor()} and id = ${commandId}`
  await sql`commit`
  return { tookMs: stopwatch() - began, statements: 6 + writes }
}

/** Of the length that the hub writes. */
const FINGERPRINT = Buffer.alloc(32, 7)
const AT = new Date(Date.UTC(2026, 10, 12, 14)).toISOString()
/** Nobody is told of what the bare transaction did: the hub beside it would be busy with that while this is measured. */
const NEVER_DUE = new Date(Date.UTC(2027, 10, 12, 14)).toISOString()
const actor = (): string => now().service.consultantIds[0] ?? ''

async function event(commandId: string, { example, referralId, personId }: Job): Promise<void> {
  const { service, connection: sql } = now()
  const { type, data, namesPerson, sessionId, address, requestId } = example.event
  await sql`
    with counter as (
      update hub.service_counters set last_seq = last_seq + 1 where service_id = ${service.serviceId} returning last_seq
    )
    insert into hub.events (service_id, seq, at, actor_id, command_id, ordinal, type, referral_id, person_id, data, session_id, address, request_id)
    select ${service.serviceId}, last_seq, ${AT}, ${actor()}, ${commandId}, 0, ${type}, ${referralId}, ${namesPerson ? personId : null},
      ${data}::text::jsonb, ${sessionId}, ${address}, ${requestId}
    from counter`
}

/** @returns how many statements it took */
async function allocation({ example, referralId, personId, shiftId }: Job): Promise<number> {
  const { service, connection: sql } = now()
  const { reason, choice, onShift } = example.allocation ?? { reason: '', choice: '{}', onShift: false }
  const id = randomUUID()
  await sql`
    insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, reason, choice)
    values (${service.serviceId}, ${id}, ${referralId}, ${personId}, ${onShift ? shiftId : null}, ${actor()}, ${AT}, ${reason},
      ${choice}::text::jsonb)`
  await sql`
    update hub.referrals set state = 'allocated', version = version + 1
    where service_id = ${service.serviceId} and id = ${referralId}`
  if (!example.notice) return 2
  const { kind, says } = example.notice
  await sql`
    insert into hub.outgoing_notices (service_id, id, key, person_id, kind, about_id, made_at, due_at, says)
    values (${service.serviceId}, ${randomUUID()}, ${`${example.event.type} ${id} `}, ${personId}, ${kind}, ${id}, ${AT}, ${NEVER_DUE}, ${[...says]})`
  return 3
}

/** @returns how many statements it took */
async function arrangement({ referralId }: Job): Promise<number> {
  const { service, connection: sql } = now()
  const state = arranged++ % 2 === 0 ? 'asked' : 'agreed'
  await (arranged === 1
    ? sql`
        insert into hub.arrangements (service_id, referral_id, kind, state, note, since, set_by, version)
        values (${service.serviceId}, ${referralId}, 'ambulance', ${state}, '', ${AT}, ${actor()}, 1)`
    : sql`
        update hub.arrangements set state = ${state}, note = '', since = ${AT}, set_by = ${actor()}, version = version + 1
        where service_id = ${service.serviceId} and referral_id = ${referralId} and kind = 'ambulance'`)
  return 1
}

/** Sends news of the hub's own shape to everybody connected. @returns when it began */
async function emit({ seq }: { seq: number }): Promise<{ at: number }> {
  const at = stopwatch()
  now()
    .io.to('everybody')
    .emit('news', { epoch: '4f1c1d7e-58a5-4e0c-9a6a-0f1f1b7f3a55', seq, touches: ['referrals', 'allocations'] })
  return { at }
}

const calls = { open, writesLike, commit, emit }
export type Bare = typeof calls

answerCalls(calls)
