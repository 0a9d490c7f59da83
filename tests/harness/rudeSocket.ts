import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** One WebSocket frame as a client writes it, or as one writes it that means harm. */
export function frameOf(
  opcode: number,
  payload: string | Buffer = '',
  { fin = true, masked = true, reserved = 0, saysLength }: Bent = {},
): Buffer {
  const body = Buffer.from(payload)
  const length = saysLength ?? BigInt(body.length)
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  const mask = masked ? 0x80 : 0
  const head =
    length < 126n
      ? Buffer.from([first, mask | Number(length)])
      : length < 65_536n
        ? Buffer.from([first, mask | 126, Number(length >> 8n), Number(length & 255n)])
        : Buffer.concat([Buffer.from([first, mask | 127]), bigEndian(length)])
  if (!masked) return Buffer.concat([head, body])
  const key = randomBytes(4)
  return Buffer.concat([head, key, body.map((byte, place) => byte ^ (key[place % 4] ?? 0))])
}

interface Bent {
  readonly fin?: boolean
  readonly masked?: boolean
  readonly reserved?: number
  /** A length that is not the payload's. */
  readonly saysLength?: bigint
}

function bigEndian(length: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(length)
  return bytes
}

const PROBE_MS = 40

/**
 * A peer that speaks WebSocket byte by byte and is polite only where the test says so: it answers no ping and no close, and never
 * closes its own half. It counts as gone only when the hub has let go of the whole line, so that writing to it fails.
 */
export class RudeSocket {
  readonly #line: Socket
  readonly opened: Promise<string>
  readonly gone: Promise<void>
  /** What has come so far, frames and all. */
  came = ''

  /** @param request the whole of what is sent first */
  constructor(address: string, request: string) {
    this.#line = connect({ port: Number(new URL(address).port), host: '127.0.0.1', allowHalfOpen: true })
    const line = this.#line
    line.setNoDelay(true)
    if (request !== '') line.write(request)
    this.opened = new Promise((resolve) => {
      line.on('data', (chunk) => {
        this.came += chunk.toString('latin1')
        if (this.came.includes('\r\n\r\n')) resolve(this.came)
      })
      line.once('close', () => resolve(this.came))
    })
    this.gone = new Promise((resolve) => {
      line.once('end', () => {
        const probing = setInterval(() => line.write(frameOf(0x9)), PROBE_MS)
        line.once('close', () => clearInterval(probing))
      })
      line.on('error', () => line.destroy())
      line.once('close', () => resolve())
    })
  }

  /** Opens a socket as a screen does, with this cookie and from this page. */
  static upgrade(address: string, { cookie = '', origin = address, path = '/socket.io/?EIO=4&transport=websocket' }) {
    return new RudeSocket(
      address,
      [
        `GET ${path} HTTP/1.1`,
        `Host: ${new URL(address).host}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `Origin: ${origin}`,
        `Cookie: ${cookie}`,
        '',
        '',
      ].join('\r\n'),
    )
  }

  sends(...bytes: readonly Buffer[]): void {
    this.#line.write(Buffer.concat(bytes))
  }

  says(text: string): void {
    this.sends(frameOf(0x1, text))
  }

  /** Waits until this has come. */
  async hears(text: string): Promise<void> {
    while (!this.came.includes(text)) {
      const came = new Promise<boolean>((resolve) => this.#line.once('data', () => resolve(true)))
      if (!(await Promise.race([came, this.gone.then(() => false)]))) throw new Error(`gone before “${text}” came`)
    }
  }

  drop(): void {
    this.#line.destroy()
  }
}
