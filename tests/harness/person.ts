import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { AnyCommand, DoneBy, SentTo } from '#shared/kernel/command.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { AnswerTo, AnyQuery, AskedWith } from '#shared/kernel/query.ts'
import type { ClientToServerEvents, News, ServerToClientEvents } from '#shared/kernel/topic.ts'

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

/** What an AMHP carries, and what stands on a desk. */
export const PHONE_BROWSER =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
export const DESK_BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0'

/** Somebody at a browser: what they send goes through the front door, as theirs would. */
export class Person {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly address: string
  readonly browser: string
  #cookie = ''
  #password = ''

  constructor(address: string, id: PersonId, name: string, email: string, browser = DESK_BROWSER) {
    this.address = address
    this.id = id
    this.name = name
    this.email = email
    this.browser = browser
  }

  get cookie(): string {
    return this.#cookie
  }

  /** The same person at another browser, signed in there by other means. */
  withCookie(cookie: string): Person {
    const there = new Person(this.address, this.id, this.name, this.email)
    there.#cookie = cookie
    return there
  }

  async signsIn(password: string): Promise<Answer> {
    this.#password = password
    const answer = await this.posts('/api/sign-in', { email: this.email, password })
    this.#cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    return answer
  }

  /** Shows, in the middle of it, that it is still them; the browser keeps the fresh cookie. */
  async stepsUp(password: string): Promise<Answer> {
    const answer = await this.posts('/api/step-up', { password })
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie
    return answer
  }

  /** Goes over to another of their services; the browser keeps the fresh cookie. */
  async goesTo(serviceId: string): Promise<Answer> {
    const answer = await this.posts('/api/service', { serviceId })
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie
    return answer
  }

  async signsOut(): Promise<Answer> {
    return this.posts('/api/sign-out', {})
  }

  /** Sends a command and hands back whatever came, refusal or not. */
  async tries<C extends AnyCommand>(command: C, input: SentTo<C>, key: string = randomUUID()): Promise<Answer> {
    return this.posts(`/api/${command.name}`, input, { 'idempotency-key': key })
  }

  /** Sends a command that should succeed. @throws Error with the refusal when it does not */
  async sends<C extends AnyCommand>(command: C, input: SentTo<C>, key: string = randomUUID()): Promise<DoneBy<C>> {
    const answer = await this.#afterAPause(() => this.tries(command, input, key))
    if (answer.status !== 200)
      throw new Error(`${this.name} could not ${command.name}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body['value'] as DoneBy<C>
  }

  /** Asks a query that should be answered. */
  async asks<Q extends AnyQuery>(query: Q, input: AskedWith<Q>): Promise<NonNullable<AnswerTo<Q>>> {
    const address = `/api/${query.name}?${new URLSearchParams(input as Record<string, string>).toString()}`
    const answer = await this.#afterAPause(() => this.gets(address))
    if (answer.status !== 200)
      throw new Error(`${this.name} could not ask ${query.name}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as NonNullable<AnswerTo<Q>>
  }

  /** Whose session ended because the test let time pass signs in again, as at a desk after lunch, and goes on. */
  async #afterAPause(attempt: () => Promise<Answer>): Promise<Answer> {
    const answer = await attempt()
    if (answer.status !== 401 || !['idle', 'limit'].includes(String(answer.body['because']))) return answer
    await this.signsIn(this.#password)
    return attempt()
  }

  gets(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#fetch(path, { headers })
  }

  posts(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  async #fetch(
    path: string,
    options: { method?: string; body?: string; headers?: Record<string, string> },
  ): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, {
      ...options,
      headers: { origin: this.address, cookie: this.#cookie, 'user-agent': this.browser, ...options.headers },
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    }
  }

  /** Opens a live screen that remembers the news it hears. */
  async opensScreen(): Promise<Screen> {
    await this.#afterAPause(() => this.gets('/api/session'))
    const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(this.address, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { origin: this.address, cookie: this.#cookie },
    })
    const screen = new Screen(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('pulse', () => resolve())
      socket.once('connect_error', reject)
    })
    return screen
  }
}

/** One open screen's socket. */
export class Screen {
  readonly heard: News[] = []
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>
  #waiting: (() => void)[] = []

  constructor(socket: Socket<ServerToClientEvents, ClientToServerEvents>) {
    this.socket = socket
    socket.on('news', (news) => {
      this.heard.push(news)
      for (const wake of this.#waiting.splice(0)) wake()
    })
  }

  /** Waits until news of a topic has been heard. */
  async hearsOf(topic: News['touches'][number]): Promise<News> {
    for (;;) {
      const found = this.heard.find((news) => news.touches.includes(topic))
      if (found) return found
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  close(): void {
    this.socket.close()
  }
}
