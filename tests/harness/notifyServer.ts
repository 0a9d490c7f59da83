import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { msOf, type Instant } from '#shared/time/instant.ts'

export const NOTIFY_KEY = {
  issuer: '26785a09-ab16-4eb0-8407-a37497a57506',
  secret: '3d844edf-8d35-48ac-975b-e847b4f122b0',
}

interface Notified {
  readonly id: string
  readonly kind: string
  readonly to: string
  readonly message: string
  readonly template: string
  readonly reference: string
  status: string
}

/** GOV.UK Notify as its REST documentation says it is, over real HTTP. */
export class NotifyServer {
  readonly taken: Notified[] = []
  /** What it answers to the next posts, in order; then 201. */
  readonly answers: number[] = []
  /** Takes the next message and hangs up without an answer. */
  hangsUp = false
  /** The messages about which it was asked, by its own ids. */
  readonly asked: string[] = []
  /** What happens while it answers to a message that it has taken. */
  whenTaken: () => Promise<void> | void = () => undefined
  readonly #server: Server
  readonly #now: () => Instant

  private constructor(server: Server, now: () => Instant) {
    this.#server = server
    this.#now = now
  }

  /** @param now the clock by which a token grows old */
  static async open(now: () => Instant): Promise<NotifyServer> {
    const server = createServer()
    const notify = new NotifyServer(server, now)
    server.on('request', (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const url = new URL(request.url ?? '', notify.url)
        const body = Buffer.concat(chunks).toString('utf8')
        const { status, answer } = notify.#answer(
          request.method ?? '',
          url,
          String(request.headers.authorization),
          body,
        )
        if (status === 0) return void request.socket.destroy()
        const say = () => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
        void Promise.resolve(status === 201 ? notify.whenTaken() : undefined).finally(say)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return notify
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #answer(method: string, url: URL, authorization: string, body: string): { status: number; answer: unknown } {
    const no = (status: number, error: string) => ({ status, answer: { status_code: status, errors: [{ error }] } })
    if (!this.#knows(authorization)) return no(403, 'AuthError')
    const [, , , last = ''] = url.pathname.split('/')
    if (method === 'GET') {
      const reference = url.searchParams.get('reference')
      if (reference !== null)
        return { status: 200, answer: { notifications: this.taken.filter((one) => one.reference === reference) } }
      this.asked.push(last)
      const found = this.taken.find(({ id }) => id === last)
      return found ? { status: 200, answer: found } : no(404, 'NoResultFound')
    }
    const refused = this.answers.shift()
    if (refused !== undefined) return no(refused, refused === 429 ? 'RateLimitError' : 'Exception')
    const sent = JSON.parse(body) as Record<string, unknown> & { personalisation: { message: string } }
    const one: Notified = {
      id: randomUUID(),
      kind: last,
      to: String(sent['phone_number'] ?? sent['email_address']),
      message: sent.personalisation.message,
      template: String(sent['template_id']),
      reference: String(sent['reference']),
      status: 'created',
    }
    this.taken.push(one)
    if (!this.hangsUp) return { status: 201, answer: { id: one.id, reference: one.reference } }
    this.hangsUp = false
    return no(0, '')
  }

  /** A token for this service, by its secret, made within thirty seconds of the test's clock. */
  #knows(authorization: string): boolean {
    const [head = '', claims = '', signature = ''] = authorization.replace('Bearer ', '').split('.')
    const right = createHmac('sha256', NOTIFY_KEY.secret).update(`${head}.${claims}`).digest('base64url')
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as { iss?: string; iat?: number }
    const age = msOf(this.#now()) / 1000 - (said.iat ?? 0)
    return signature === right && said.iss === NOTIFY_KEY.issuer && Math.abs(age) <= 30
  }

  close = (): Promise<void> =>
    new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
}
