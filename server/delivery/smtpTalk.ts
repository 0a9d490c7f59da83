import type { Socket } from 'node:net'

/** A server's answer: its code, and its lines without it. */
export interface Reply {
  readonly code: number
  readonly lines: readonly string[]
}

/** Longer than any answer of a mail server. */
const MOST_BYTES = 64_000

/** One conversation with a mail server, a line and its answer at a time. */
export class SmtpTalk {
  #socket: Socket
  #heard = ''
  #failed: Error | null = null
  #wake: () => void = () => undefined
  readonly #waitMs: number

  constructor(socket: Socket, waitMs: number) {
    this.#socket = socket
    this.#waitMs = waitMs
    this.#listen()
  }

  #listen(): void {
    this.#socket.setEncoding('utf8')
    this.#socket.on('data', this.#onData)
    this.#socket.on('error', this.#onEnd)
    this.#socket.on('close', this.#onEnd)
  }

  readonly #onData = (text: string | Buffer): void => {
    this.#heard += String(text)
    if (this.#heard.length > MOST_BYTES) this.#socket.destroy(new Error('the mail server says too much'))
    this.#wake()
  }

  readonly #onEnd = (error?: unknown): void => {
    this.#failed ??= error instanceof Error ? error : new Error('the mail server hung up')
    this.#wake()
  }

  /** Sends a line and hears its answer. @throws Error when the server hangs up or is silent */
  async says(line: string): Promise<Reply> {
    this.#socket.write(`${line}\r\n`)
    return this.hears()
  }

  /** Waits for a whole answer: its last line has a space behind the code. */
  async hears(): Promise<Reply> {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*(\d{3})(?: [^\n]*)?\r?\n/.exec(this.#heard)
      if (whole) {
        this.#heard = this.#heard.slice(whole[0].length)
        const lines = whole[0]
          .split(/\r?\n/)
          .filter(Boolean)
          .map((line) => line.slice(4).trim())
        return { code: Number(whole[1]), lines }
      }
      if (this.#failed) throw this.#failed
      await this.#more()
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the mail server is silent')), this.#waitMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** The bare connection, to be encrypted. What was said before in the open counts for nothing after. */
  detached(): Socket {
    this.#socket.off('data', this.#onData)
    this.#socket.off('error', this.#onEnd)
    this.#socket.off('close', this.#onEnd)
    this.#heard = ''
    return this.#socket
  }

  goesOnOver(socket: Socket): void {
    this.#socket = socket
    this.#listen()
  }

  close(): void {
    this.#socket.destroy()
  }
}
