import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { hashSync } from '@node-rs/argon2'
import postgres from 'postgres'
import type { CouncilId, EmployerId, PersonId, PlaceId, PolicyId, ServiceId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { appUrlFor } from '#db/roles.ts'
import { createApp, type App } from '#server/app.ts'
import { KeyRing, newKey } from '#server/identity/keyRing.ts'
import type { Letter } from '#server/identity/mail.ts'
import { timesOver, usualAllowances, type Allowances } from '#server/kernel/edge/allowances.ts'
import { cloneOf, TEMPLATE, type TestDatabase } from './database.ts'
import { DEMO_NOW, demoTemplate } from './demo.ts'
import { logInto } from './logged.ts'
import { DESK_BROWSER, Person, PHONE_BROWSER } from './person.ts'

export const TEST_PASSWORD = 'correct horse battery staple'
// Cheap on purpose: most tests are about what happens after sign-in.
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 }
const PASSWORD_HASH = hashSync(TEST_PASSWORD, CHEAP)

/** The keys of every hub under test, so that a test can seal what the hub is to open. */
export const TEST_KEYS = KeyRing.read(newKey('k1'))

/** A moment at which nothing special happens: Thursday 12 November 2026, 16:43 in London. */
export const THURSDAY_AFTERNOON = instant('2026-11-12T16:43:00.000Z')

export interface PersonOptions {
  readonly name: string
  readonly roles: readonly Role[]
  /** An AMHP is put on the register too, unless `false`: approved two years ago for five. */
  readonly onRegister?: boolean
  /** The AMHP beside whom a trainee works. */
  readonly supervisedBy?: Person
}

/** One service in a database of its own, behind the real server, with a clock that the test moves. */
export class TestService {
  readonly id: ServiceId
  readonly councilId: CouncilId
  readonly otherCouncilId: CouncilId
  readonly employerId: EmployerId
  readonly baseId: PlaceId
  readonly policyId: PolicyId
  readonly #hub: TestHub

  constructor(
    hub: TestHub,
    ids: {
      id: ServiceId
      councilId: CouncilId
      otherCouncilId: CouncilId
      employerId: EmployerId
      baseId: PlaceId
      policyId: PolicyId
    },
  ) {
    this.#hub = hub
    this.id = ids.id
    this.councilId = ids.councilId
    this.otherCouncilId = ids.otherCouncilId
    this.employerId = ids.employerId
    this.baseId = ids.baseId
    this.policyId = ids.policyId
  }

  /** Adds somebody and signs them in. */
  async has({ name, roles, onRegister = roles.includes('amhp'), supervisedBy }: PersonOptions): Promise<Person> {
    const { owner, now } = this.#hub
    const personId = randomUUID() as PersonId
    const accountId = randomUUID()
    const email = `${personId}@westmarch.example`
    await owner`insert into hub.accounts (id, email, password_hash, created_at) values (${accountId}, ${email}, ${PASSWORD_HASH}, ${now()})`
    await owner`insert into hub.people (service_id, id, account_id, name, phone, roles, supervised_by) values (${this.id}, ${personId}, ${accountId}, ${name}, '01632 960 100', ${[...roles]}, ${supervisedBy?.id ?? null})`
    if (onRegister) await this.#register(personId)
    const person = new Person(
      this.#hub.address,
      personId,
      name,
      email,
      roles.includes('amhp') ? PHONE_BROWSER : DESK_BROWSER,
    )
    await person.signsIn(TEST_PASSWORD)
    return person
  }

  async #register(personId: PersonId): Promise<void> {
    const { owner } = this.#hub
    await owner`
      insert into hub.amhps (service_id, person_id, profession, approving_council_id, approved_on, approval_ends_on, employer_id, contract, contracted_minutes_per_week, home_team, base_id, languages)
      values (${this.id}, ${personId}, 'social-worker', ${this.councilId}, '2024-11-01', '2029-10-31', ${this.employerId}, 'dedicated', 2220, 'AMHP team', ${this.baseId}, '{}')`
    await owner`insert into hub.acting_for (service_id, person_id, council_id) values (${this.id}, ${personId}, ${this.councilId})`
  }
}

export interface HubOptions {
  readonly at?: Instant
  /** On a migrated database of the test's own making, in place of a clone; it stays when the hub is closed. */
  readonly database?: string
  /** With the demo service in it, on its Thursday afternoon. */
  readonly demo?: true
  readonly clientFolder?: string
  /** The usual ones for screens in a browser; a thousand times as much where a test asks faster than people can. */
  readonly allowances?: Allowances
  readonly trustedProxies?: number
  readonly secure?: boolean
  readonly securityContact?: string
  /** Raises alarms by itself, as a hub does; without it a test makes each turn. */
  readonly alarms?: true
  /** Letters go to `hub.letters`; without it administrators hand links over, as on a small installation. */
  readonly post?: true
  /** Another way to the same database: for a proxy in between. */
  readonly through?: (appUrl: string) => Promise<string>
  /** How often screens are asked whether they are there, where a test is about those that are not. */
  readonly pingMs?: number
  /** What hashing a password costs, where a test is about that. */
  readonly cost?: { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number }
}

const databaseFor = async ({ database, demo }: HubOptions): Promise<TestDatabase> =>
  database === undefined
    ? cloneOf(demo ? await demoTemplate() : TEMPLATE)
    : { url: database, drop: async () => undefined }

/** The server, its database and its clock. Close it when the file is done. */
export class TestHub {
  readonly address: string
  /** As the owner of everything: for setting up and for looking behind the scenes, never for what a person does. */
  readonly owner: postgres.Sql
  readonly appUrl: string
  /** The superuser's address of this database. */
  readonly ownerUrl: string
  /** Every line of the log so far, at its most talkative. */
  readonly logged: readonly string[]
  /** What was posted, when there is post. */
  readonly letters: readonly Letter[]
  #app: App
  readonly #begin: () => Promise<App>
  readonly #database: Database
  readonly #drop: () => Promise<void>
  #time: Instant

  private constructor(parts: {
    app: App
    begin: () => Promise<App>
    database: Database
    owner: postgres.Sql
    appUrl: string
    ownerUrl: string
    drop: () => Promise<void>
    address: string
    logged: readonly string[]
    letters: readonly Letter[]
    time: { read: () => Instant; bind: (hub: TestHub) => void }
  }) {
    this.address = parts.address
    this.owner = parts.owner
    this.appUrl = parts.appUrl
    this.logged = parts.logged
    this.letters = parts.letters
    this.ownerUrl = parts.ownerUrl
    this.#app = parts.app
    this.#begin = parts.begin
    this.#database = parts.database
    this.#drop = parts.drop
    this.#time = parts.time.read()
    parts.time.bind(this)
  }

  static async open(options: HubOptions = {}): Promise<TestHub> {
    const start = options.at ?? (options.demo ? DEMO_NOW : THURSDAY_AFTERNOON)
    const { url, drop } = await databaseFor(options)
    const database = openDatabase((await options.through?.(appUrlFor(url))) ?? appUrlFor(url))
    const owner = postgres(url, {
      max: 4,
      onnotice: () => undefined,
      connection: { search_path: 'hub, public', TimeZone: 'UTC' },
    })
    let bound: TestHub | undefined
    const origins = new Set<string>()
    const logged: string[] = []
    const letters: Letter[] = []
    let port = 0
    const begin = async (): Promise<App> => {
      const app = await createApp({
        database,
        clock: () => bound?.now() ?? start,
        log: logInto(logged),
        origins,
        keys: TEST_KEYS,
        secure: options.secure ?? false,
        allowances: options.allowances ?? (options.clientFolder ? usualAllowances : timesOver(usualAllowances, 1000)),
        passwordCost: options.cost ?? CHEAP,
        ...(options.alarms && { alarms: true }),
        planThread: new URL('planThread.mjs', import.meta.url),
        ...(options.post && { mail: { send: async (letter: Letter) => void letters.push(letter) } }),
        ...(options.pingMs !== undefined && { pingMs: options.pingMs }),
        ...(options.trustedProxies !== undefined && { trustedProxies: options.trustedProxies }),
        ...(options.securityContact !== undefined && { securityContact: options.securityContact }),
        ...(options.clientFolder !== undefined && { clientFolder: options.clientFolder }),
      })
      await new Promise<void>((resolve) => app.http.listen(port, '127.0.0.1', resolve))
      port = (app.http.address() as AddressInfo).port
      return app
    }
    const app = await begin()
    const address = `http://localhost:${port}`
    origins.add(address)
    return new TestHub({
      app,
      begin,
      database,
      owner,
      appUrl: appUrlFor(url),
      ownerUrl: url,
      drop,
      address,
      logged,
      letters,
      time: { read: () => start, bind: (hub) => (bound = hub) },
    })
  }

  now = (): Instant => this.#time

  /** The figures of this node, as text. */
  metrics = (): Promise<string> => this.#app.metrics()

  /** @example hub.clockMovesOn({ hours: 3 }) */
  clockMovesOn({ hours = 0, minutes = 0 }: { hours?: number; minutes?: number }): Instant {
    return (this.#time = addMinutes(this.#time, hours * 60 + minutes))
  }

  clockIs(at: Instant): Instant {
    return (this.#time = at)
  }

  /**
   * A fresh service: a council, a neighbour, an employer with a TOIL policy, a base. Invented, so that its people sign in by password
   * alone, unless it is to be a `real` one.
   */
  async service(name = 'Westmarch AMHP service', { real = false } = {}): Promise<TestService> {
    const id = <Id extends string>() => randomUUID() as Id
    const ids = {
      id: id<ServiceId>(),
      councilId: id<CouncilId>(),
      otherCouncilId: id<CouncilId>(),
      employerId: id<EmployerId>(),
      baseId: id<PlaceId>(),
      policyId: id<PolicyId>(),
    }
    const sql = this.owner
    await sql`insert into hub.services (id, name, council_name, hub_phone, out_of_hours_name, out_of_hours_phone, is_demo, created_at)
      values (${ids.id}, ${name}, 'Westmarch County Council', '01632 960 001', 'Emergency Duty Team', '01632 960 002', ${!real}, ${this.now()})`
    await sql`insert into hub.service_counters (service_id) values (${ids.id})`
    await sql`insert into hub.councils (service_id, id, name, acted_for) values (${ids.id}, ${ids.councilId}, 'Westmarch County Council', true), (${ids.id}, ${ids.otherCouncilId}, 'Norbeck City Council', false)`
    await sql`insert into hub.employers (service_id, id, name, kind) values (${ids.id}, ${ids.employerId}, 'Westmarch County Council', 'council')`
    await sql`insert into hub.places (service_id, id, name, kind, town, address, phone) values (${ids.id}, ${ids.baseId}, 'County Hall', 'base', 'Westmarch', '1 Moot Street, Westmarch WM1 1AA', '01632 960 010')`
    return new TestService(this, ids)
  }

  /** The server goes, some time passes, and another begins at the same address over the same database. */
  async restarts(away: { hours?: number; minutes?: number }): Promise<void> {
    await this.#app.close(0)
    this.clockMovesOn(away)
    this.#app = await this.#begin()
  }

  async close(graceMs = 0): Promise<void> {
    await this.#app.close(graceMs)
    await this.#database.end({ timeout: 2 })
    await this.owner.end({ timeout: 2 })
    await this.#drop()
  }
}
