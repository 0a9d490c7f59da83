import { randomUUID } from 'node:crypto'
import { hashSync } from '@node-rs/argon2'
import { Secret, TOTP } from 'otpauth'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import { msOf, type Instant } from '#shared/time/instant.ts'
import type { Answer } from './person.ts'
import { TEST_PASSWORD, type TestHub, type TestService } from './service.ts'

const HASH = hashSync(TEST_PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 })

/** A browser on the doorstep: it keeps every cookie that it is given, as browsers do. */
export class Doorstep {
  readonly #hub: TestHub
  readonly #headers: Readonly<Record<string, string>>
  readonly #cookies = new Map<string, string>()

  constructor(hub: TestHub, headers: Readonly<Record<string, string>> = {}) {
    this.#hub = hub
    this.#headers = headers
  }

  cookie = (name: string): string | undefined => this.#cookies.get(name)
  put = (name: string, value: string): void => void this.#cookies.set(name, value)
  forget = (name: string): void => void this.#cookies.delete(name)
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get = (path: string): Promise<Answer> => this.#ask(path, { method: 'GET' })
  post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    this.#ask(path, { method: 'POST', body: JSON.stringify(body), headers })
  /** Sends a command under a fresh key. */
  command = (name: string, input: unknown, key: string = randomUUID()): Promise<Answer> =>
    this.post(`/api/${name}`, input, { 'idempotency-key': key })

  async #ask(
    path: string,
    options: { method: string; body?: string; headers?: Record<string, string> },
  ): Promise<Answer> {
    const response = await fetch(`${this.#hub.address}${path}`, {
      method: options.method,
      ...(options.body !== undefined && { body: options.body }),
      headers: {
        origin: this.#hub.address,
        cookie: this.cookies,
        'content-type': 'application/json',
        ...this.#headers,
        ...options.headers,
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/Max-Age=0/.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    }
  }

  signIn = (email: string, password: string = TEST_PASSWORD): Promise<Answer> =>
    this.post('/api/sign-in', { email, password })

  /** Sets up an authenticator app, as far as its first code. */
  async setsUpApp(): Promise<AuthenticatorApp & { readonly codes: readonly string[]; readonly answer: Answer }> {
    const begun = await this.post('/api/account/app', {})
    const app = new AuthenticatorApp(String(begun.body['seed']))
    const answer = await this.post('/api/account/app/confirm', { code: app.codeAt(this.#hub.now()) })
    return Object.assign(app, { codes: (answer.body['codes'] ?? []) as readonly string[], answer })
  }
}

/** The app on somebody's phone. */
export class AuthenticatorApp {
  readonly #totp: TOTP
  constructor(seed: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(seed), digits: 6, period: 30 })
  }
  codeAt = (at: Instant): string => this.#totp.generate({ timestamp: msOf(at) })
}

export interface Employed {
  readonly personId: PersonId
  readonly accountId: string
  readonly email: string
}

/** Somebody of a service who has a password, and has never signed in. */
export async function employ(
  hub: TestHub,
  service: TestService,
  { name, roles }: { readonly name: string; readonly roles: readonly Role[] },
): Promise<Employed> {
  const [personId, accountId] = [randomUUID() as PersonId, randomUUID()]
  const email = `${personId}@norbeck.example`
  await hub.owner`insert into hub.accounts (id, email, password_hash, created_at) values (${accountId}, ${email}, ${HASH}, ${hub.now()})`
  await hub.owner`insert into hub.people (service_id, id, account_id, name, roles) values (${service.id}, ${personId}, ${accountId}, ${name}, ${[...roles]})`
  return { personId, accountId, email }
}

/** How a request is answered, in one line. @example said(answer) // '401 sign-in-failed' */
export const said = ({ status, body }: Pick<Answer, 'status' | 'body'>): string => {
  const { code, stage } = body as { code?: string; stage?: string }
  return `${status} ${code ?? stage ?? 'ok'}`
}

export interface Enrolled {
  readonly who: Employed
  readonly door: Doorstep
  readonly app: AuthenticatorApp & { readonly codes: readonly string[] }
}

/** People who come to the door of one hub, each from an address of their own, as far as the one proxy in front tells. */
export class Neighbourhood {
  readonly #hub: TestHub
  readonly #real: TestService
  #callers = 0

  constructor(hub: TestHub, real: TestService) {
    this.#hub = hub
    this.#real = real
  }

  arrives(): Doorstep {
    this.#callers += 1
    const address = `10.0.${Math.floor(this.#callers / 250)}.${this.#callers % 250}`
    return new Doorstep(this.#hub, { 'x-forwarded-for': address })
  }

  hires = (service: TestService, name = 'Kim Vale', roles: readonly Role[] = ['manager']): Promise<Employed> =>
    employ(this.#hub, service, { name, roles })

  /** Somebody of the real service who has set up their app and signed out again. */
  async enrols(): Promise<Enrolled> {
    const who = await this.hires(this.#real)
    const door = this.arrives()
    await door.signIn(who.email)
    const app = await door.setsUpApp()
    await door.post('/api/sign-out', {})
    this.#hub.clockMovesOn({ minutes: 1 })
    return { who, door, app }
  }
}
