import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, londonDayOf, ZONE } from '#shared/time/london.ts'
import type { Database } from '#db/client.ts'
import { ConfigError, type Config } from './config.ts'

/** What the database said of itself and of the login that requests use. */
export interface DatabaseFacts {
  readonly version: number
  readonly login: string
  readonly isSuperuser: boolean
  readonly bypassesRls: boolean
  readonly mayMakeRoles: boolean
  readonly memberships: number
  readonly owns: number
  readonly tables: number
  readonly unforced: readonly string[]
  readonly fsync: string
  readonly fullPageWrites: string
  readonly synchronousCommit: string
  readonly encoding: string
  readonly isReadOnly: boolean
  /** 12:00 UTC on 1 July and on 1 January, as London's clocks show it. */
  readonly summerNoon: string
  readonly winterNoon: string
}

/** One point that was looked at: what it is, and what is wrong with it if anything is. */
interface Point {
  readonly what: string
  readonly wrong: string | null
  /** True when the hub starts all the same, and says so: only a hub that people reach from elsewhere must be right in this. */
  readonly isAdvice?: boolean
}

export interface SelfCheck {
  readonly checked: readonly string[]
  readonly advice: readonly string[]
}

const point = (what: string, isRight: boolean, wrong: string): Point => ({ what, wrong: isRight ? null : wrong })

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/

type Addresses = Pick<Config, 'publicOrigin' | 'host'>

/** Whether it serves at an address that other machines reach. */
const isOpen = ({ host }: Addresses): boolean => !LOOPBACK.test(host)

/**
 * Whether people reach this hub from elsewhere: then everything must be as it should. The address that they type says so, and where none
 * is given, the one that it serves at.
 */
export function isPublic(config: Addresses): boolean {
  const { publicOrigin } = config
  return publicOrigin === '' ? isOpen(config) : !LOOPBACK.test(new URL(publicOrigin).hostname)
}

/** A container must serve at all addresses though its port is let out to one machine only: whoever says so is told what it rests on. */
const openAsHome = (config: Addresses): Point => ({
  ...point(
    'only this machine reaches it',
    !isOpen(config),
    `PUBLIC_ORIGIN says that the hub is used on this machine only, but HOST is ${config.host}. See that nobody else reaches its port: let a container’s port out at 127.0.0.1 only.`,
  ),
  isAdvice: true,
})

const noTls = ({ publicOrigin, host }: Addresses): string =>
  publicOrigin === ''
    ? `HOST is ${host}, so other machines reach the hub, and PUBLIC_ORIGIN is not set: passwords and records would travel open. Put TLS in front and set PUBLIC_ORIGIN=https://… to the address that people type; or leave HOST out to serve this machine only. In a container that only this machine reaches, set PUBLIC_ORIGIN=http://localhost:3000.`
    : 'PUBLIC_ORIGIN is http: passwords and records would travel open. Put TLS in front and say https.'

/** Passwords that stand in guides and examples, so that they are no secrets. */
const PUBLISHED = new Set(['postgres', 'password', 'secret', 'changeme', 'duty-hub', 'dutyhub', 'admin', 'hub', 'test'])

function isWeak(url: string | null): boolean {
  if (url === null) return false
  const password = decodeURIComponent(new URL(url).password)
  return password.length < 16 || PUBLISHED.has(password.toLowerCase())
}

/** The points about the settings. */
export function settingsPoints(config: Config): readonly Point[] {
  if (!isPublic(config)) return config.publicOrigin === '' ? [] : [openAsHome(config)]
  const { publicOrigin, demo, demoClock, logLevel, databaseUrl, appDatabaseUrl, trustedProxies } = config
  return [
    point('the address is https', publicOrigin.startsWith('https:'), noTls(config)),
    point(
      'no demo service',
      !demo && demoClock === null,
      'The demo service has sign-ins that everybody knows. Set DEMO=no and leave DEMO_CLOCK out.',
    ),
    point(
      'the log says little',
      logLevel !== 'debug',
      'LOG_LEVEL=debug is for a developer’s machine. Set it to info or warn.',
    ),
    point(
      'the database’s passwords are long',
      !isWeak(databaseUrl) && !isWeak(appDatabaseUrl),
      'A password in DATABASE_URL or DATABASE_APP_URL is shorter than 16 characters or a well-known one. Make a random one.',
    ),
    point(
      'the limits are limits',
      config.limitsFactor <= 100,
      'LIMITS_FACTOR is over 100, so nothing is limited. Set it to 1, or to a little more for a very large service.',
    ),
    {
      ...point(
        'every node has the same keys',
        databaseUrl === null || config.secretKeys !== null,
        'SECRET_KEYS is not set, so the keys for secrets of accounts lie in this machine’s data folder. A second node on this database would not have them, and second factors and single sign-on would fail there: set SECRET_KEYS alike on all nodes before there is more than one.',
      ),
      isAdvice: true,
    },
    {
      ...point(
        'the proxy is counted',
        trustedProxies > 0,
        'TRUSTED_PROXIES is 0, so everybody seems to come from the proxy’s address. Set it to the number of your proxies.',
      ),
      isAdvice: true,
    },
    {
      ...point(
        'weaknesses can be reported',
        config.securityContact !== '',
        'SECURITY_CONTACT is not set, so nobody can tell you of a weakness they found.',
      ),
      isAdvice: true,
    },
  ]
}

const lasts = (said: string): boolean => said !== 'off'

/** The points about the database. How it keeps what was written may be lax on a developer's machine, and nowhere else. */
export function databasePoints(facts: DatabaseFacts, mustLast: boolean): readonly Point[] {
  const { login } = facts
  const isPlain = !facts.isSuperuser && !facts.bypassesRls && !facts.mayMakeRoles && facts.memberships === 0
  return [
    point(
      'PostgreSQL 15 to 18',
      facts.version >= 150_000 && facts.version < 190_000,
      `This is PostgreSQL ${Math.floor(facts.version / 10_000)}. Use 15 to 18.`,
    ),
    point(
      'requests use a plain login',
      isPlain,
      `The login ${login} may do more than it should: it must be no superuser, not bypass row-level security, make no roles and be a member of none.`,
    ),
    point(
      'that login owns nothing',
      facts.owns === 0,
      `The login ${login} owns ${facts.owns} tables. Give them to hub_owner.`,
    ),
    point(
      `row-level security is forced on ${facts.tables} tables`,
      facts.tables > 0 && facts.unforced.length === 0,
      `Row-level security is not forced on ${facts.unforced.join(', ') || 'any table'}. Restore it before anybody signs in.`,
    ),
    point(
      'text is UTF-8',
      facts.encoding === 'UTF8',
      `The database's letters are ${facts.encoding}. Make it with encoding UTF8.`,
    ),
    point(
      'it takes writes',
      !facts.isReadOnly,
      'The database is a standby or set to read only. Give the address of the primary.',
    ),
    point(
      'London’s clocks are known',
      facts.summerNoon === '13:00' && facts.winterNoon === '12:00',
      'The database does not know when London’s clocks change. Update its time zone data.',
    ),
    {
      ...point(
        'what is written lasts',
        lasts(facts.fsync) && lasts(facts.fullPageWrites) && lasts(facts.synchronousCommit),
        `What was written can be lost in a crash: fsync is ${facts.fsync}, full_page_writes ${facts.fullPageWrites}, synchronous_commit ${facts.synchronousCommit}. Set all three on.`,
      ),
      isAdvice: !mustLast,
    },
  ]
}

/** Asks the database, as the login that requests use. */
export async function factsOf(database: Database): Promise<DatabaseFacts> {
  const [facts] = await database<DatabaseFacts[]>`
    select current_setting('server_version_num')::int as version, current_user as login, r.rolsuper as "isSuperuser",
      r.rolbypassrls as "bypassesRls", (r.rolcreaterole or r.rolcreatedb or r.rolreplication) as "mayMakeRoles",
      (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
      (select count(*)::int from pg_class c where c.relowner = r.oid) as owns,
      (select count(*)::int from pg_class c where c.relnamespace = 'hub'::regnamespace and c.relkind in ('r', 'p')) as tables,
      array(select c.relname::text from pg_class c where c.relnamespace = 'hub'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity) order by 1) as unforced,
      current_setting('fsync') as fsync, current_setting('full_page_writes') as "fullPageWrites",
      current_setting('synchronous_commit') as "synchronousCommit", current_setting('server_encoding') as encoding,
      (pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on') as "isReadOnly",
      to_char(timestamptz '2026-07-01 12:00Z' at time zone ${ZONE}, 'HH24:MI') as "summerNoon",
      to_char(timestamptz '2026-01-01 12:00Z' at time zone ${ZONE}, 'HH24:MI') as "winterNoon"
    from pg_roles r where r.rolname = current_user`
  if (!facts) throw new ConfigError('The database does not know the login that asks. Run the migrations again.')
  return facts
}

function refuseWrong(points: readonly Point[]): void {
  const refused = points.flatMap(({ wrong, isAdvice }) => (wrong !== null && !isAdvice ? [wrong] : []))
  if (refused.length > 0) throw new ConfigError(['It is not safe to start like this.', ...refused].join('\n  - '))
}

/** Looks at the settings alone, before a database is started or a demo loaded. @throws ConfigError as `selfCheck` */
export const refuseSettings = (config: Config): void => refuseWrong(settingsPoints(config))

/**
 * Looks at the settings and at the database before anybody is let in.
 *
 * @throws ConfigError that says each thing that is not safe, and what to do
 */
export async function selfCheck(config: Config, database: Database): Promise<SelfCheck> {
  const points = [...settingsPoints(config), ...databasePoints(await factsOf(database), isPublic(config))]
  refuseWrong(points)
  return {
    checked: points.filter(({ wrong }) => wrong === null).map(({ what }) => what),
    advice: points.flatMap(({ wrong }) => (wrong === null ? [] : [wrong])),
  }
}

/**
 * What is recorded already is never later than now: a clock of the demo that would begin before it turns the hub's time back, and its
 * record, its deadlines and its sessions would contradict each other.
 *
 * @param sql the owner's, who sees every service
 * @throws ConfigError with what to do
 */
export async function refuseClockBehind(sql: Database, demoClock: Instant): Promise<void> {
  const [row] = await sql<{ at: Instant | null }[]>`
    select to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from hub.events`
  const last = row?.at ?? null
  if (last === null || last <= demoClock) return
  const moment = (at: Instant): string => `${londonDayOf(at)}T${clockTimeOf(at)}`
  throw new ConfigError(
    `DEMO_CLOCK is ${moment(demoClock)}, but the database has records of up to ${moment(last)}: the clock would go back. Begin with an empty folder (DATA_DIR=.data-new), give a DEMO_CLOCK that is later, or leave it out to go on with the time of this computer.`,
  )
}
