import { randomUUID } from 'node:crypto'
import type { Presence } from '#shared/kernel/topic.ts'
import type { Database } from '#db/client.ts'
import { steadyMs, type Clock } from './clock.ts'
import type { HubServer, HubSocket } from './hubSockets.ts'
import type { Log } from './log.ts'
import { looksIn, MOST_GONE, packed, type Look } from './presenceWire.ts'
import { PresenceSight } from './presenceSight.ts'

/** PostgreSQL carries this from node to node; nothing of it is written down. */
const CHANNEL = 'hub_presence'
/** Each node says again who looks at what; what was not said for a minute is over, whatever became of that node. */
const SAY_AGAIN_MS = 20_000
const OVER_MS = 60_000
/** Looks that come together are told together. */
const TOGETHER_MS = 40

export interface PresenceDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly io: HubServer
}

interface Elsewhere extends Look {
  readonly heardMs: number
}

/**
 * Which colleague has which record open, and whether they type in it. Every node hears of it from every other; a screen is told of a
 * record only while its person sees that record whole, and a look counts only while whoever looks sees it whole.
 */
export class PresenceBoard {
  readonly #deps: PresenceDeps
  readonly #node = randomUUID().slice(0, 8)
  readonly #sight: PresenceSight
  readonly #here = new Map<string, Look>()
  readonly #elsewhere = new Map<string, Elsewhere>()
  readonly #told = new WeakMap<HubSocket, string>()
  readonly #due = new Map<string, NodeJS.Timeout>()
  readonly #asked = new Map<string, number>()
  #stopListening: () => Promise<unknown> = async () => undefined
  #timer: NodeJS.Timeout | undefined

  constructor(deps: PresenceDeps) {
    this.#deps = deps
    this.#sight = new PresenceSight(deps.database, deps.clock)
  }

  /** Begins to hear the other nodes, and asks them who is there. */
  async open(): Promise<void> {
    const greet = (): void => this.#say({ hello: this.#node })
    const line = await this.#deps.database.listen(CHANNEL, (payload) => this.#hear(payload), greet)
    this.#stopListening = () => line.unlisten()
    this.#timer = setInterval(() => this.#sayAgain(), SAY_AGAIN_MS)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const timer of this.#due.values()) clearTimeout(timer)
    this.#due.clear()
    const gone = [...this.#here.keys()]
    // A notification holds 8,000 bytes.
    for (let from = 0; from < gone.length; from += MOST_GONE)
      this.#say({ node: this.#node, gone: gone.slice(from, from + MOST_GONE) })
    await this.#stopListening().catch(() => undefined)
  }

  /** Somebody opened a record, began or ceased to type in it, or closed it (`null`). */
  async look(socket: HubSocket, at: { readonly referralId: string; readonly typing: boolean } | null): Promise<void> {
    const turn = (this.#asked.get(socket.id) ?? 0) + 1
    this.#asked.set(socket.id, turn)
    if (at === null) return this.leave(socket)
    const { actor } = socket.data
    const seen = await this.#sight.whole(actor.serviceId, [actor.sessionId], [at.referralId])
    // They may have gone on, or gone, while the database was asked.
    if (this.#asked.get(socket.id) !== turn || !socket.connected) return
    if (seen.get(actor.sessionId)?.has(at.referralId) !== true) return this.leave(socket)
    const { serviceId, personId, sessionId } = actor
    const look = { id: socket.id, serviceId, personId, sessionId, name: actor.name, ...at }
    this.#here.set(socket.id, look)
    this.#say(...packed(this.#node, [look]))
    this.#tellSoon(serviceId, TOGETHER_MS)
  }

  /** A screen has closed its record, or is gone. */
  leave(socket: HubSocket): void {
    if (!socket.connected) this.#asked.delete(socket.id)
    if (!this.#here.delete(socket.id)) return
    this.#say({ node: this.#node, gone: [socket.id] })
    this.#tellSoon(socket.data.actor.serviceId, TOGETHER_MS)
  }

  /** Tells a screen that has just joined. */
  greet(socket: HubSocket): void {
    socket.emit('presence', [])
    if (this.#in(socket.data.actor.serviceId).length > 0) this.#tellSoon(socket.data.actor.serviceId, TOGETHER_MS)
  }

  /** Something happened in a service: who may be told of what may be another matter now. */
  somethingHappened(serviceId: string): void {
    this.#sight.forget(serviceId)
    if (this.#in(serviceId).length > 0) this.#tellSoon(serviceId, TOGETHER_MS * 5)
  }

  #in(serviceId: string): readonly Look[] {
    return [...this.#here.values(), ...this.#elsewhere.values()].filter((look) => look.serviceId === serviceId)
  }

  #tellSoon(serviceId: string, ms: number): void {
    if (this.#due.has(serviceId)) return
    const tell = (): void => {
      this.#due.delete(serviceId)
      this.#tell(serviceId).catch((error: unknown) =>
        this.#deps.log.warn({ error }, 'who has which record open was not told'),
      )
    }
    this.#due.set(serviceId, setTimeout(tell, ms))
  }

  async #tell(serviceId: string): Promise<void> {
    const sockets = this.#socketsOf(serviceId)
    const referrals = [...new Set(this.#in(serviceId).map(({ referralId }) => referralId))]
    const sessions = [...new Set(sockets.map(({ data }) => data.actor.sessionId))]
    const whole = await this.#sight.whole(serviceId, sessions, referrals)
    const looks = this.#in(serviceId)
    for (const socket of sockets) {
      const sees = whole.get(socket.data.actor.sessionId)
      const seen: readonly Presence[] = looks
        .filter(({ referralId }) => sees?.has(referralId))
        .map(({ referralId, personId, name, typing }) => ({ referralId, personId, name, typing }))
      const text = JSON.stringify(seen)
      if ((this.#told.get(socket) ?? '[]') === text) continue
      this.#told.set(socket, text)
      socket.emit('presence', seen)
    }
  }

  #socketsOf(serviceId: string): readonly HubSocket[] {
    const { io } = this.#deps
    const ids = io.sockets.adapter.rooms.get(`service:${serviceId}`) ?? []
    return [...ids].flatMap((id) => io.sockets.sockets.get(id) ?? [])
  }

  #say(...messages: readonly object[]): void {
    for (const message of messages)
      void this.#deps.database`select pg_notify(${CHANNEL}, ${JSON.stringify(message)})`.catch((error: unknown) =>
        this.#deps.log.warn({ error }, 'the other nodes were not told who has which record open'),
      )
  }

  #sayAgain(): void {
    if (this.#here.size > 0) this.#say(...packed(this.#node, [...this.#here.values()]))
    const over = [...this.#elsewhere].filter(([, { heardMs }]) => steadyMs() - heardMs > OVER_MS)
    for (const [id, { serviceId }] of over) {
      this.#elsewhere.delete(id)
      this.#tellSoon(serviceId, TOGETHER_MS)
    }
    // What somebody opened with a reason closes by itself.
    for (const serviceId of new Set([...this.#here.values(), ...this.#elsewhere.values()].map((one) => one.serviceId)))
      this.#tellSoon(serviceId, TOGETHER_MS)
  }

  #hear(payload: string): void {
    const heard = looksIn(payload)
    if (heard === null || heard.node === this.#node) return
    if (heard.hello) return void (this.#here.size > 0 && this.#say(...packed(this.#node, [...this.#here.values()])))
    const touched = new Set<string>()
    for (const id of heard.gone) {
      const was = this.#elsewhere.get(id)
      if (was && this.#elsewhere.delete(id)) touched.add(was.serviceId)
    }
    for (const look of heard.looks) {
      this.#elsewhere.set(look.id, { ...look, heardMs: steadyMs() })
      touched.add(look.serviceId)
    }
    for (const serviceId of touched) this.#tellSoon(serviceId, TOGETHER_MS)
  }
}
