import { io, type Socket } from 'socket.io-client'
import { rotaWeek } from '#shared/rota/contract.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '#shared/kernel/topic.ts'
import { mondayOf, type LondonDay } from '#shared/time/london.ts'
import type { Person } from './person.ts'

const AGAIN_MS = 250

/**
 * A screen that does what the hub's own do and no more: it asks again when news touches what it shows, when it comes back, and when a pulse
 * tells of a number that it has not heard. What it shows are the names of the shift templates.
 */
export class CountingScreen {
  /** How often it asked, and how often its line was lost. */
  asked = 0
  lost = 0
  shown: ReadonlySet<string> = new Set()
  readonly #person: Person
  readonly #monday: LondonDay
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>
  #seq = 0
  #isStale = true
  #isAsking = false
  #isClosed = false

  constructor(person: Person, day: LondonDay) {
    this.#person = person
    this.#monday = mondayOf(day)
    this.#socket = io(person.address, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 1000,
      extraHeaders: { origin: person.address, cookie: person.cookie },
    })
    this.#socket.on('connect', () => this.#stale())
    this.#socket.on('disconnect', () => (this.lost += 1))
    this.#socket.on('news', ({ seq, touches }) => {
      this.#seq = Math.max(this.#seq, seq)
      if (touches.includes('rota')) this.#stale()
    })
    this.#socket.on('pulse', ({ seq }) => {
      if (seq > this.#seq) this.#stale()
      this.#seq = Math.max(this.#seq, seq)
    })
  }

  get isOpen(): boolean {
    return this.#socket.connected
  }

  close(): void {
    this.#isClosed = true
    this.#socket.close()
  }

  #stale(): void {
    this.#isStale = true
    if (this.#isAsking || this.#isClosed) return
    this.#isAsking = true
    void this.#ask().finally(() => {
      this.#isAsking = false
      if (this.#isStale) setTimeout(() => this.#stale(), AGAIN_MS)
    })
  }

  async #ask(): Promise<void> {
    this.#isStale = false
    this.asked += 1
    const answer = await this.#person.asks(rotaWeek, { monday: this.#monday }).catch(() => null)
    if (answer) this.shown = new Set(answer.templates.map(({ name }) => name))
    else this.#isStale = true
  }
}
