import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Bleeped {
  readonly body: string
  readonly delivery: string
  readonly nonce: string
  /** Whether the signature is right, worked out here from what the page says and from no code of the hub. */
  readonly isSigned: boolean
}

/** A receiver of alarms as its maker would write it from docs/alarms.md, over real HTTP. */
export class Bleep {
  readonly heard: Bleeped[] = []
  /** What it answers with; where it sends people that it redirects. */
  status = 204
  readonly #server: Server
  readonly #secret: string

  private constructor(server: Server, secret: string) {
    this.#server = server
    this.#secret = secret
  }

  static async open(secret: string): Promise<Bleep> {
    const server = createServer()
    const bleep = new Bleep(server, secret)
    server.on('request', (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        bleep.#hear(request, Buffer.concat(chunks).toString('utf8'))
        response.writeHead(bleep.status, bleep.status === 302 ? { location: `${bleep.url}&again` } : {}).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return bleep
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/on-call?team=amhp`
  }

  #hear({ method = '', url = '', headers }: IncomingMessage, body: string): void {
    const said = (name: string): string => String(headers[`duty-hub-${name}`])
    const hash = createHash('sha256').update(body).digest('hex')
    const lines = ['DUTYHUB-HMAC-SHA256', method, url, said('timestamp'), said('nonce'), hash]
    const signature = `v1=${createHmac('sha256', this.#secret).update(lines.join('\n')).digest('hex')}`
    const isSigned = said('signature') === signature
    this.heard.push({ body, delivery: said('delivery'), nonce: said('nonce'), isSigned })
  }

  close = (): Promise<void> =>
    new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
}
