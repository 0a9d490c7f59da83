import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { clockAfter, type BenchDatabase } from './database.ts'
import { Desk } from './desk.ts'
import type { Endings } from './endings.ts'
import { startHubOver } from './product.ts'
import type { SeededService } from './seed.ts'
import { median } from './statistics.ts'
import { pause } from './stopwatch.ts'

/** Each answer is held back so long that whatever is sent before it belongs to the same trip. */
const HOLD_MS = 15
const WARM_CLICKS = 6
const COUNTED_CLICKS = 5

export interface Trips {
  /** How often a command waits for PostgreSQL. */
  readonly roundTrips: number
  /** How many statements go in each of them. */
  readonly perTrip: readonly number[]
}

/**
 * Counts the round trips of one command on the wire, between the built hub and PostgreSQL: a trip is whatever is sent before
 * something comes back. Nothing inside the hub is asked or changed.
 */
export async function countRoundTrips(
  endings: Endings,
  database: BenchDatabase,
  service: SeededService,
): Promise<Trips> {
  const line = new SlowLine(Number(new URL(database.url).port))
  const port = await line.open(endings)
  const through = new URL(database.url)
  through.port = String(port)
  // The fewest connections that the hub takes, so that each has prepared its statements after a few clicks.
  const hub = await startHubOver(endings, through.href, await clockAfter(database.owner), { DATABASE_CONNECTIONS: '2' })
  const desk = new Desk(hub, service, database.owner)
  const counted: (readonly number[])[] = []
  for (let click = 0; click < WARM_CLICKS + COUNTED_CLICKS; click += 1) {
    await desk.opensPanel()
    line.forget()
    const done = await desk.allocates()
    const trips = line.tripsOf('open_request')
    if (click >= WARM_CLICKS) counted.push(trips)
    await desk.putsBack(done)
    await pause(5)
  }
  desk.close()
  await hub.stop()
  const roundTrips = median(counted.map((trips) => trips.length))
  return { roundTrips, perTrip: counted.find((trips) => trips.length === roundTrips) ?? [] }
}

/** One connection's trips since it was last forgotten: the statements sent in each. */
interface Line {
  trips: string[][]
  answered: boolean
  readonly texts: Map<string, string>
}

/** Passes everything between the hub and PostgreSQL on, answers a little late, and notes what was sent in one go. */
class SlowLine {
  readonly #target: number
  readonly #lines = new Set<Line>()
  readonly #sockets = new Set<Socket>()

  constructor(target: number) {
    this.#target = target
  }

  async open(endings: Endings): Promise<number> {
    const server = createServer((hub) => this.#join(hub))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endings.add('the slow line', async () => {
      for (const socket of this.#sockets) socket.destroy()
      server.close()
    })
    return (server.address() as AddressInfo).port
  }

  forget(): void {
    for (const line of this.#lines) line.trips = []
  }

  /** Statements in each trip, on the connection that ran a given one. */
  tripsOf(statement: string): readonly number[] {
    const found = [...this.#lines].find(({ trips }) => trips.flat().some((text) => text.includes(statement)))
    return (found?.trips ?? []).map((statements) => statements.length)
  }

  #join(hub: Socket): void {
    const line: Line = { trips: [], answered: true, texts: new Map() }
    const database = connect({ host: '127.0.0.1', port: this.#target, noDelay: true })
    this.#lines.add(line)
    const messages = new Messages((type, body) => note(line, type, body))
    hub.on('data', (bytes: Buffer) => {
      if (line.answered) line.trips.push([])
      line.answered = false
      messages.take(bytes)
      database.write(bytes)
    })
    database.on('data', (bytes: Buffer) => {
      setTimeout(() => {
        line.answered = true
        hub.write(bytes)
      }, HOLD_MS)
    })
    for (const [socket, other] of [
      [hub, database],
      [database, hub],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => other.destroy())
    }
  }
}

function note(line: Line, type: string, body: Buffer): void {
  const texts = body.toString('utf8').split('\0')
  if (type === 'P') line.texts.set(texts[0] ?? '', texts[1] ?? '')
  if (type === 'Q') line.trips.at(-1)?.push(texts[0] ?? '')
  // A bind names its portal, then its statement, which was prepared under that name.
  if (type === 'B') line.trips.at(-1)?.push(line.texts.get(texts[1] ?? '') ?? '')
}

/** Cuts what a client sends into the messages of PostgreSQL's protocol. The first has no type. */
class Messages {
  #rest: Buffer = Buffer.alloc(0)
  #begun = false
  readonly #tell: (type: string, body: Buffer) => void

  constructor(tell: (type: string, body: Buffer) => void) {
    this.#tell = tell
  }

  take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes])
    for (;;) {
      const head = this.#begun ? 1 : 0
      if (this.#rest.length < head + 4) return
      const length = head + this.#rest.readUInt32BE(head)
      if (this.#rest.length < length) return
      if (this.#begun) this.#tell(String.fromCharCode(this.#rest[0] ?? 0), this.#rest.subarray(5, length))
      this.#begun = true
      this.#rest = this.#rest.subarray(length)
    }
  }
}
