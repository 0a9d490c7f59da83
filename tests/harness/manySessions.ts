import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { addMinutes } from '#shared/time/instant.ts'
import type { TestHub, TestService } from './service.ts'

/** The same numbers for the same seed, from nought to below one. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Somebody who is signed in. */
export interface SignedIn {
  readonly personId: string
  readonly accountId: string
  readonly cookie: string
}

/** The same with a screen open on one of the nodes. */
export interface Signed extends SignedIn {
  readonly node: string
  readonly socket: Socket
  readonly heard: { readonly event: string; readonly seq: number }[]
  /** Milliseconds of the steady clock at which the line was closed. */
  closedMs: number
  refused: string | null
}

export const post = (node: string, cookie: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${node}${path}`, {
    method: 'POST',
    headers: { origin: node, cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  })
export const get = (node: string, cookie: string, path: string): Promise<Response> =>
  fetch(`${node}${path}`, { headers: { origin: node, cookie } })
const ms = () => performance.now()

/** People of the service, each signed in: as rows, because this is not about how they signed in. */
export async function signedIn(hub: TestHub, service: TestService, count: number): Promise<SignedIn[]> {
  const rows = Array.from({ length: count }, (_, index) => {
    const token = randomBytes(32).toString('base64url')
    return {
      account_id: randomUUID(),
      person_id: randomUUID(),
      session_id: randomUUID(),
      name: `Colleague ${index}`,
      cookie: `hub=${token}`,
      token_hash: createHash('sha256').update(token).digest('hex'),
    }
  })
  const given = JSON.stringify(rows)
  const [at, ends] = [hub.now(), addMinutes(hub.now(), 720)]
  await hub.owner`insert into hub.accounts (id, email, password_hash, created_at)
    select account_id, person_id || '@westmarch.example', 'none', ${at} from jsonb_to_recordset(${given}::text::jsonb) as r(account_id uuid, person_id uuid)`
  await hub.owner`insert into hub.people (service_id, id, account_id, name, roles)
    select ${service.id}, person_id, account_id, name, array['practice-consultant', 'manager']
    from jsonb_to_recordset(${given}::text::jsonb) as r(account_id uuid, person_id uuid, name text)`
  await hub.owner`insert into hub.sessions (id, token_hash, account_id, service_id, person_id, created_at, last_used_at, expires_at, opened_by)
    select session_id, decode(token_hash, 'hex'), account_id, ${service.id}, person_id, ${at}, ${at}, ${ends}, 'passkey'
    from jsonb_to_recordset(${given}::text::jsonb) as r(account_id uuid, person_id uuid, session_id uuid, token_hash text)`
  return rows.map((row) => ({ personId: row.person_id, accountId: row.account_id, cookie: row.cookie }))
}

const line = (node: string, cookie: string, reconnection: boolean): Socket =>
  io(node, {
    transports: ['websocket'],
    forceNew: true,
    reconnection,
    reconnectionDelay: 50,
    extraHeaders: { origin: node, cookie },
  })

export async function withScreen(who: SignedIn, node: string): Promise<Signed> {
  const socket = line(node, who.cookie, true)
  const signed: Signed = { ...who, node, socket, heard: [], closedMs: Number.NaN, refused: null }
  socket.onAny((event: string, given: { readonly seq?: number }) => signed.heard.push({ event, seq: given?.seq ?? -1 }))
  socket.on('disconnect', (reason) => {
    signed.closedMs = ms()
    // As a browser does: it comes back at once, and must be refused.
    if (reason === 'io server disconnect') socket.connect()
  })
  socket.on('connect_error', (error) => (signed.refused = error.message))
  await new Promise<void>((resolve, reject) => {
    socket.once('pulse', () => resolve())
    socket.once('connect_error', reject)
  })
  return signed
}

/** Whether a cookie opens a socket. */
export const letIn = (node: string, cookie: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = line(node, cookie, false)
    const answer = (given: boolean): void => {
      socket.close()
      resolve(given)
    }
    socket.once('pulse', () => answer(true))
    socket.once('connect_error', () => answer(false))
  })
