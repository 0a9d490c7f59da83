import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/**
 * A way to the database on which the application's own filters do not work: every `service_id = …` that it writes into a statement's
 * text is made true for all rows, joins between services included. Only what the database itself enforces keeps services apart then.
 * It reads PostgreSQL's protocol: the text of a statement travels in a Parse message (P) or a simple query (Q).
 */
export interface WithoutFilters {
  /** The same database's address, through here. */
  readonly url: string
  /** How many filters were taken out so far. */
  readonly taken: () => number
  readonly close: () => void
}

const SIDE = String.raw`(?:"?[a-z_]+"?\.)*"?[a-z_]+"?`
/** `service_id = $1`, `"referrals"."service_id" = $2`, `a.service_id = b.service_id`, `service_id = hub.current_service()`. */
const FILTER = new RegExp(
  String.raw`((?:"?[a-z_]+"?\.)*"?service_id"?)\s*=\s*(\$\d+(?:::[a-z]+)?|hub\.current_service\(\)|${SIDE})`,
  'g',
)

/** @example takenOut('select 1 from shifts where service_id = $1 and id = $2').text // '… where (service_id = $1 or true) and id = $2' */
export function takenOut(text: string): { readonly text: string; readonly count: number } {
  let count = 0
  const without = text.replace(FILTER, (filter) => {
    count += 1
    return `(${filter} or true)`
  })
  return { text: without, count }
}

export async function withoutFilters(databaseUrl: string): Promise<WithoutFilters> {
  const target = new URL(databaseUrl)
  let taken = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    sockets.add(client).add(upstream)
    const reader = new Messages((text) => {
      const out = takenOut(text)
      taken += out.count
      return out.text
    })
    client.on('data', (chunk) => upstream.write(reader.pass(chunk)))
    upstream.on('data', (chunk) => client.write(chunk))
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    taken: () => taken,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** What a client sends, message by message, with the text of statements changed on the way. */
class Messages {
  readonly #change: (text: string) => string
  #rest: Buffer = Buffer.alloc(0)
  #started = false

  constructor(change: (text: string) => string) {
    this.#change = change
  }

  pass(chunk: Buffer): Buffer {
    this.#rest = Buffer.concat([this.#rest, chunk])
    const out: Buffer[] = []
    for (;;) {
      // The first message of a connection has no letter in front.
      const head = this.#started ? 1 : 0
      if (this.#rest.length < head + 4) break
      const length = head + this.#rest.readInt32BE(head)
      if (this.#rest.length < length) break
      const message = this.#rest.subarray(0, length)
      this.#rest = this.#rest.subarray(length)
      out.push(head === 0 ? message : this.#changed(message))
      this.#started = true
    }
    return Buffer.concat(out)
  }

  #changed(message: Buffer): Buffer {
    const kind = String.fromCharCode(message[0] ?? 0)
    if (kind !== 'P' && kind !== 'Q') return message
    const body = message.subarray(5)
    const from = kind === 'P' ? body.indexOf(0) + 1 : 0
    const to = body.indexOf(0, from)
    const text = Buffer.from(this.#change(body.subarray(from, to).toString('utf8')), 'utf8')
    const whole = Buffer.concat([
      message.subarray(0, 1),
      Buffer.alloc(4),
      body.subarray(0, from),
      text,
      body.subarray(to),
    ])
    whole.writeInt32BE(whole.length - 1, 1)
    return whole
  }
}
