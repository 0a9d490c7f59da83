import { createServer } from 'node:net'
import { ConfigError, type Config } from '../config.ts'

/** The code of an error, or of what caused it: those of Node's and of PostgreSQL's alike. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause)
}

interface Listening {
  readonly setting: 'PORT' | 'METRICS_PORT'
  readonly port: number
  readonly host: string
}

/** The setting that says where each is served. */
const hostOf = { PORT: 'HOST', METRICS_PORT: 'METRICS_HOST' } as const

/**
 * Why the hub cannot be reached at a port, in words for whoever set it.
 *
 * @returns the error as it was when no setting is to blame
 * @example listenProblem(error, { setting: 'PORT', port: 80, host: '127.0.0.1' }) // PORT is 80: this account may not …
 */
export function listenProblem(error: unknown, { setting, port, host }: Listening): unknown {
  const free = port < 1024 ? port + 8000 : port === 65_535 ? port - 1 : port + 1
  const name = hostOf[setting]
  const here = `Set ${name}=127.0.0.1 to serve this machine only, or ${name}=0.0.0.0 to serve at all its addresses.`
  const says: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use. Stop what uses it, or choose another: ${setting}=${free} npm start`,
    EACCES: `${setting} is ${port}: this account may not serve on a port below 1024. Choose a higher one (${setting}=${free} npm start), and let the proxy in front have port ${port}.`,
    ENOTFOUND: `${name} is "${host}": there is no such address. ${here}`,
    EAI_AGAIN: `${name} is "${host}": that name cannot be looked up just now. ${here}`,
    EADDRNOTAVAIL: `${name} is "${host}": that is no address of this machine. ${here}`,
    EAFNOSUPPORT: `${name} is "${host}": this machine has no addresses of that kind. ${here}`,
    EINVAL: `${name} is "${host}": this machine cannot serve there. ${here}`,
  }
  const said = says[codeOf(error)]
  return said === undefined ? error : new ConfigError(said, { cause: error })
}

/**
 * Tries the address before a database is started for it. A port in use is left to whoever opens it: a folder in use says more.
 *
 * @throws ConfigError that names the setting and what to do
 */
export function tryAddress({ port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const trial = createServer()
    trial.once('error', (error) =>
      codeOf(error) === 'EADDRINUSE' ? resolve() : reject(listenProblem(error, { setting: 'PORT', port, host })),
    )
    trial.listen(port, host, () => trial.close(() => resolve()))
  })
}

const AWAY = 'Start PostgreSQL there, or give the right address'

const databaseSays: Readonly<Record<string, string>> = {
  ECONNREFUSED: `nothing answers there. ${AWAY}`,
  CONNECT_TIMEOUT: `nothing answered there in time. ${AWAY}`,
  ETIMEDOUT: `nothing answered there in time. ${AWAY}`,
  EHOSTUNREACH: `that machine cannot be reached. ${AWAY}`,
  ENETUNREACH: `that machine cannot be reached. ${AWAY}`,
  ECONNRESET: `what answers there broke off. ${AWAY}`,
  CONNECTION_CLOSED: `what answers there broke off. ${AWAY}`,
  ENOTFOUND: 'there is no machine of that name. Give the right address',
  EAI_AGAIN: 'the machine’s name cannot be looked up just now. Give the right address, or try again',
  '28P01': 'the name or the password is wrong. Give the right ones',
  '28000': 'PostgreSQL does not let that login in from here. Allow it in pg_hba.conf, or give another',
  '3D000': 'there is no database of that name. Make it first, see docs/deploying.md',
  '57P03': 'PostgreSQL is still starting or stopping there. Try again in a moment',
  '53300': 'PostgreSQL has no connections left. Let it take more, or set DATABASE_CONNECTIONS lower',
  '42501':
    'that login may not do what is needed. Let it own the database and create roles, and make the extensions first, see docs/deploying.md',
}

/** Which version answers there only the error itself knows. */
const TOO_OLD = 'SERVER_TOO_OLD'

type DatabaseSetting = 'DATABASE_URL' | 'DATABASE_APP_URL'

/**
 * Why an external database cannot be used, in words for whoever gave its address. The password in it is not shown.
 *
 * @returns the error as it was when the address is not to blame
 * @example databaseProblem(error, 'DATABASE_URL', 'postgres://hub@db:5432/hub') // DATABASE_URL is "…": nothing answers there. …
 */
export function databaseProblem(error: unknown, setting: DatabaseSetting, address: string): unknown {
  const said =
    databaseSays[codeOf(error)] ?? (error instanceof Error && codeOf(error) === TOO_OLD ? error.message : undefined)
  if (said === undefined) return error
  const url = new URL(address)
  return new ConfigError(`${setting} is ${url.protocol}//${url.username}@${url.host}${url.pathname}: ${said}.`, {
    cause: error,
  })
}

/** Does what asks the external database first, and names the setting when it cannot be reached. An embedded one has none. */
export async function reaching<Answer>(
  { databaseUrl, appDatabaseUrl }: Pick<Config, 'databaseUrl' | 'appDatabaseUrl'>,
  as: 'owner' | 'app',
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const isOwn = as === 'app' && appDatabaseUrl !== null
  const address = isOwn ? appDatabaseUrl : databaseUrl
  try {
    return await ask()
  } catch (error) {
    throw address === null ? error : databaseProblem(error, isOwn ? 'DATABASE_APP_URL' : 'DATABASE_URL', address)
  }
}
