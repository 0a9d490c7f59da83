// The limits, in a process of their own: the same rows by bare postgres.js, and the same news by bare socket.io.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { Server } from 'socket.io'
import { putBack } from './desk.ts'
import { repeat, type Pace } from './pace.ts'
import { stopwatch } from './stopwatch.ts'
import { answerCalls } from './worker.ts'

export interface BareService {
  readonly serviceId: string
  readonly consultantIds: readonly string[]
  readonly onDuty: readonly string[]
  readonly toAllocate: readonly { readonly id: string; readonly version: number }[]
}

interface Standing {
  readonly service: BareService
  readonly sql: postgres.Sql
  readonly connection: postgres.ReservedSql
  readonly io: Server
}

let standing: Standing | null = null
let turn = 0

function now(): Standing {
  if (!standing) throw new Error('call open first')
  return standing
}

async function open({ url, service }: { url: string; service: BareService }): Promise<{ port: number }> {
  const sql = postgres(url, { max: 2, onnotice: () => undefined })
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
  io.on('connection', (socket) => void (socket.join('everybody'), socket.emit('pulse', { seq: 0 })))
  standing = { service, sql, connection: await sql.reserve(), io }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', 4096, resolve))
  return { port: (http.address() as AddressInfo).port }
}

/** One after the other, as clicks come. @returns each transaction's milliseconds */
async function commit({ what, pace }: { what: 'allocation' | 'arrangement'; pace: Pace }): Promise<readonly number[]> {
  const { service, sql } = now()
  return repeat(pace, async () => {
    const place = turn++
    const referral = service.toAllocate[place % service.toAllocate.length]
    const personId = service.onDuty[place % service.onDuty.length]
    if (!referral || personId === undefined) throw new Error('nothing to allocate, or nobody on duty')
    if (what === 'arrangement') return transaction(referral.id, personId, () => arrangement(referral.id))
    const tookMs = await transaction(referral.id, personId, () => allocation(referral.id, personId))
    await putBack(sql, service.serviceId, referral.id)
    return tookMs
  })
}

/**
 * The rows of a command, statement by statement on one connection: that it was sent, lock, write, the event, what was answered, commit.
 * No session, no permission, no row-level security, no question whether it was sent before, no rules.
 */
async function transaction(referralId: string, personId: string, writes: () => Promise<void>): Promise<number> {
  const { service, connection: sql } = now()
  const { serviceId } = service
  const commandId = randomUUID()
  const began = stopwatch()
  await sql`begin`
  await sql`
    insert into hub.commands (service_id, actor_id, id, name, fingerprint, at)
    values (${serviceId}, ${actor()}, ${commandId}, 'allocations.allocate', ${FINGERPRINT}, ${AT})`
  await sql`select id, version from hub.referrals where service_id = ${serviceId} and id = ${referralId} for no key update`
  await writes()
  await sql`
    with counter as (
      update hub.service_counters set last_seq = last_seq + 1 where service_id = ${serviceId} returning last_seq
    )
    insert into hub.events (service_id, seq, at, actor_id, command_id, ordinal, type, referral_id, person_id, data)
    select ${serviceId}, last_seq, ${AT}, ${actor()}, ${commandId}, 0, 'referral-allocated', ${referralId}, ${personId}, '{}'
    from counter`
  await sql`
    update hub.commands set answer = ${ANSWER}::text::jsonb
    where service_id = ${serviceId} and actor_id = ${actor()} and id = ${commandId}`
  await sql`commit`
  return stopwatch() - began
}

/** Of the lengths that the hub writes. */
const FINGERPRINT = Buffer.alloc(32, 7)
const ANSWER = JSON.stringify({ allocationId: randomUUID(), version: 2 })
const AT = new Date(Date.UTC(2026, 10, 12, 14)).toISOString()
const actor = (): string => now().service.consultantIds[0] ?? ''

async function allocation(referralId: string, personId: string): Promise<void> {
  const { service, connection: sql } = now()
  const choice = JSON.stringify({ rank: 1, outOf: 26, chosen: personId })
  await sql`
    insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, reason, choice)
    values (${service.serviceId}, ${randomUUID()}, ${referralId}, ${personId}, ${actor()}, ${AT}, '', ${choice}::text::jsonb)`
  await sql`
    update hub.referrals set state = 'allocated', version = version + 1
    where service_id = ${service.serviceId} and id = ${referralId}`
}

async function arrangement(referralId: string): Promise<void> {
  const { service, connection: sql } = now()
  await sql`
    insert into hub.arrangements as kept (service_id, referral_id, kind, state, note, since, set_by, version)
    values (${service.serviceId}, ${referralId}, 'ambulance', 'asked', '', ${AT}, ${actor()}, 1)
    on conflict (service_id, referral_id, kind) do update set state = excluded.state, version = kept.version + 1`
}

/** Sends news of the hub's own shape to everybody connected. @returns when it began */
async function emit({ seq }: { seq: number }): Promise<{ at: number }> {
  const at = stopwatch()
  now()
    .io.to('everybody')
    .emit('news', { epoch: '4f1c1d7e-58a5-4e0c-9a6a-0f1f1b7f3a55', seq, touches: ['referrals', 'allocations'] })
  return { at }
}

const calls = { open, commit, emit }
export type Bare = typeof calls

answerCalls(calls)
