import { filledUp, fullBucket, msToWait, taken, type Allowance, type Bucket } from '#shared/kernel/tokenBucket.ts'
import type { Actor } from '../actor.ts'
import { problem, type Problem } from '../problems.ts'
import type { Allowances, MostSockets } from './allowances.ts'
import { placeOf } from './address.ts'

/** What a door asks of the limits. An emergency may use the reserve; all else leaves it. */
export type Share = 'emergency' | 'ordinary' | 'search' | 'export'

export interface Caller {
  readonly address: string
  /** The hash of the session's token: whose it is, is known once it has been let in. */
  readonly tokenHash: Uint8Array | null
}

interface Known {
  readonly personId: string
  readonly serviceId: string
}

interface Draw {
  readonly key: string
  readonly of: Allowance
}

const MOST_KEYS = 20_000
const FORGET_RECORD_MS = 60 * 60_000

/**
 * Counts what each person, service and address asks for. It looks at nothing but the cookie's hash and the address, before the
 * database is asked, so a refused request costs next to nothing; and a refused one takes nothing from the allowance.
 */
export class Limits {
  readonly #allowances: Allowances
  readonly #nowMs: () => number
  readonly #buckets = new Map<string, { bucket: Bucket; of: Allowance }>()
  readonly #known = new Map<string, Known>()
  readonly #opened = new Map<string, Map<string, number>>()

  constructor(allowances: Allowances, nowMs: () => number) {
    this.#allowances = allowances
    this.#nowMs = nowMs
  }

  /** How many sockets may be open at once. */
  get sockets(): MostSockets {
    return this.#allowances.sockets
  }

  /** Remembers whose session a token is, for counting only: who may do what is asked of the database each time. */
  learn(tokenHash: Uint8Array, { personId, serviceId }: Actor): void {
    if (this.#known.size >= MOST_KEYS) this.#known.clear()
    this.#known.set(keyOf(tokenHash), { personId, serviceId })
  }

  /** Whom a token was last seen to belong to: for the log. */
  knownAs(tokenHash: Uint8Array | null): Known | undefined {
    return tokenHash ? this.#known.get(keyOf(tokenHash)) : undefined
  }

  /** Takes one request from every allowance that it falls under, or says how long to wait. */
  take(caller: Caller, share: Share): Problem | null {
    const { person, service, address, search } = this.#allowances
    const who = this.knownAs(caller.tokenHash)
    const draws: Draw[] = [{ key: `address ${placeOf(caller.address)}`, of: address }]
    // A session that has not been let in yet is counted by itself.
    if (caller.tokenHash && !who) draws.push({ key: `session ${keyOf(caller.tokenHash)}`, of: person })
    if (who) {
      const self = `${who.serviceId} ${who.personId}`
      draws.push({ key: `person ${self}`, of: person }, { key: `service ${who.serviceId}`, of: service })
      if (share === 'search') draws.push({ key: `search ${self}`, of: search })
      if (share === 'export') draws.push({ key: `export ${self}`, of: this.#allowances.export })
    }
    return this.#draw(draws, share === 'emergency')
  }

  /** Counts the different records that one person opens; the same one again is free for an hour. */
  takeRecord(tokenHash: Uint8Array, record: string): Problem | null {
    const who = this.knownAs(tokenHash)
    if (!who) return null
    const self = `${who.serviceId} ${who.personId}`
    const nowMs = this.#nowMs()
    const opened = this.#opened.get(self) ?? new Map<string, number>()
    const last = opened.get(record)
    if (last !== undefined && nowMs - last < FORGET_RECORD_MS) return null
    const refused = this.#draw([{ key: `record ${self}`, of: this.#allowances.record }], false)
    if (refused) return refused
    for (const [known, atMs] of opened) if (nowMs - atMs >= FORGET_RECORD_MS) opened.delete(known)
    opened.set(record, nowMs)
    if (this.#opened.size >= MOST_KEYS) this.#opened.clear()
    this.#opened.set(self, opened)
    return null
  }

  /** One request of a directory. @param key its key's id, or the address of somebody whose key is wrong */
  takeDirectory(key: string): Problem | null {
    return this.#draw([{ key: `directory ${key}`, of: this.#allowances.directory }], false)
  }

  /** One request of a partner's system. @param key the id of the key that it was signed with, or the address of somebody whose signature is wrong */
  takePartner(key: string): Problem | null {
    return this.#draw([{ key: `partner ${key}`, of: this.#allowances.partner }], false)
  }

  takeSocketOpening(address: string): boolean {
    return this.#draw([{ key: `opening ${placeOf(address)}`, of: this.#allowances.socketOpening }], false) === null
  }

  takeSocketEvent(socketId: string): boolean {
    return this.#draw([{ key: `socket ${socketId}`, of: this.#allowances.socketEvent }], false) === null
  }

  #draw(draws: readonly Draw[], emergency: boolean): Problem | null {
    const nowMs = this.#nowMs()
    const now = draws.map(({ key, of }) => {
      const known = this.#buckets.get(key)?.bucket
      return { key, of, bucket: known ? filledUp(known, of, nowMs) : fullBucket(of, nowMs) }
    })
    const waitMs = Math.max(...now.map(({ bucket, of }) => msToWait(bucket, of, emergency)))
    if (waitMs > 0) return tooMuch(Math.ceil(waitMs / 1000))
    if (this.#buckets.size >= MOST_KEYS) this.#forgetFull(nowMs)
    for (const { key, of, bucket } of now) this.#buckets.set(key, { bucket: taken(bucket), of })
    return null
  }

  /** A bucket that has filled up again says nothing; if that does not make room, the oldest go. */
  #forgetFull(nowMs: number): void {
    for (const [key, { bucket, of }] of this.#buckets)
      if (filledUp(bucket, of, nowMs).left >= of.burst) this.#buckets.delete(key)
    const tooMany = this.#buckets.size - MOST_KEYS / 2
    for (const key of [...this.#buckets.keys()].slice(0, Math.max(0, tooMany))) this.#buckets.delete(key)
  }
}

const keyOf = (tokenHash: Uint8Array): string => Buffer.from(tokenHash).toString('base64')

const tooMuch = (seconds: number): Problem =>
  problem(
    429,
    'too-much-at-once',
    `This is more at once than the hub takes from one place. Nothing was changed. Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then go on.`,
    { retryAfterSeconds: seconds },
  )
