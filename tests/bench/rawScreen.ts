import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export interface ScreenOptions {
  readonly port: number
  readonly origin: string
  readonly cookie: string
  readonly onNews: (seq: number) => void
}

const TEXT = 1
const CLOSE = 8
const PING = 9
const PONG = 10

/** A frame from our side. Its mask is all noughts, which leaves the bytes as they are. */
function frame(opcode: number, body: Buffer): Buffer {
  if (body.length > 125) throw new RangeError('a screen says little')
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | body.length, 0, 0, 0, 0]), body])
}
const say = (text: string): Buffer => frame(TEXT, Buffer.from(text))
const JOIN = say('40')
const HERE = say('3')

/**
 * One live screen with nothing around it: a TCP socket that speaks as much WebSocket and socket.io as is needed to hear news.
 * A whole client library on the listening side would measure itself.
 */
export class RawScreen {
  /** Resolves once the hub has put it into its rooms and sent the first pulse. */
  readonly ready: Promise<void>
  readonly #socket: Socket
  readonly #onNews: (seq: number) => void
  #settle: { resolve: () => void; reject: (error: Error) => void } | null = null
  #upgraded = false
  #rest: Buffer = Buffer.alloc(0)

  constructor({ port, origin, cookie, onNews }: ScreenOptions) {
    this.#onNews = onNews
    this.ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }))
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true }, () =>
      this.#socket.write(upgrade(origin, cookie)),
    )
    this.#socket.on('data', (bytes: Buffer) => this.#read(bytes))
    this.#socket.on('error', (error) => this.#settle?.reject(error))
    this.#socket.on('close', () => this.#settle?.reject(new Error('the hub closed the socket')))
  }

  get open(): boolean {
    return this.#upgraded && !this.#socket.destroyed
  }

  close(): void {
    this.#settle = null
    this.#socket.destroy()
  }

  #read(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    if (!this.#upgraded && !this.#isUpgraded()) return
    for (let next = frameIn(this.#rest); next; next = frameIn(this.#rest)) {
      this.#rest = this.#rest.subarray(next.length)
      this.#take(next.opcode, next.body)
    }
  }

  #isUpgraded(): boolean {
    const end = this.#rest.indexOf('\r\n\r\n')
    if (end < 0) return false
    const [line = ''] = this.#rest.subarray(0, end).toString('latin1').split('\r\n')
    this.#rest = this.#rest.subarray(end + 4)
    this.#upgraded = line.includes(' 101 ')
    if (!this.#upgraded) this.#settle?.reject(new Error(`no socket: ${line}`))
    return this.#upgraded
  }

  #take(opcode: number, body: Buffer): void {
    if (opcode === PING) this.#socket.write(frame(PONG, body))
    if (opcode === CLOSE) this.#socket.end()
    if (opcode !== TEXT) return
    const text = body.toString('utf8')
    if (text.startsWith('42["news",')) this.#onNews(Number(/"seq":(\d+)/.exec(text)?.[1]))
    else if (text === '2') this.#socket.write(HERE)
    else if (text.startsWith('0')) this.#socket.write(JOIN)
    else if (text.startsWith('44')) this.#settle?.reject(new Error(`refused: ${text.slice(2)}`))
    else if (text.startsWith('42["pulse",')) this.#settle?.resolve()
  }
}

const upgrade = (origin: string, cookie: string): string =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${new URL(origin).host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    `Origin: ${origin}`,
    ...(cookie === '' ? [] : [`Cookie: ${cookie}`]),
    '\r\n',
  ].join('\r\n')

interface Frame {
  readonly opcode: number
  readonly body: Buffer
  /** Of the whole frame, in bytes. */
  readonly length: number
}

/** The first whole frame of what has arrived; a server's frames are not masked. */
function frameIn(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null
  const opcode = bytes.readUInt8(0) & 0x0f
  const short = bytes.readUInt8(1) & 0x7f
  const head = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < head) return null
  const size = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  return bytes.length < head + size ? null : { opcode, body: bytes.subarray(head, head + size), length: head + size }
}
