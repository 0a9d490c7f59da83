import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { instant, type Instant } from '#shared/time/instant.ts'
import { clockTime, isClockTime, isLondonDay, londonDay, typedInstant } from '#shared/time/london.ts'
import { noticesIn, noticeSettings, type NoticeConfig } from './config/notices.ts'

/** A setting that cannot be used, with what to do about it. */
export class ConfigError extends Error {}

export interface Config {
  readonly port: number
  readonly host: string
  readonly metricsPort: number | null
  readonly metricsHost: string
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly appDatabaseUrl: string | null
  readonly publicOrigin: string
  readonly trustedProxies: number
  readonly logLevel: string
  readonly demo: boolean
  readonly demoModel: (typeof demoModels)[number]
  readonly demoClock: Instant | null
  readonly connections: number
  readonly secretKeys: string | null
  readonly mailPickupDir: string | null
  readonly mailFrom: string
  readonly limitsFactor: number
  readonly securityContact: string
  readonly auditAnchors: string
  /** The folder for copies of the board; `null` for none. */
  readonly downtimeDir: string | null
  readonly ssoFile: string | null
  readonly backupDir: string | null
  /** The key that seals backups, or `none`; `null` when nothing is set. */
  readonly backupKeyFile: string | null
  /** Where alarms go outside the hub, and what signs them; `null` for nowhere. */
  readonly webhook: { readonly url: string; readonly secret: string } | null
  /** How people without an open page are told. */
  readonly notices: NoticeConfig
}

const text = (meaning: string) => z.string({ error: meaning })
const whole = (pattern: RegExp, meaning = 'it should be a whole number') =>
  z.string().regex(pattern, meaning).transform(Number)
const portFrom = (least: number) =>
  whole(/^\d{1,5}$/).refine((port) => port >= least && port <= 65_535, `it should be ${least} to 65535`)
const wholePath = (example: string) => text('a path').refine(isAbsolute, `it should be a whole path, like ${example}`)
const hostName = z.string().regex(/^[A-Za-z0-9.:-]+$/, 'it should be an address, like 127.0.0.1')
const postgresUrl = text('an address').refine(
  (value) => /^postgres(ql)?:\/\/[^/]+\/.+/.test(value) && URL.canParse(value),
  'it should look like postgres://name:password@host:5432/database',
)

/** The ways in which the demo service can be run. Loading it takes these names and no others, so one that is not there does not compile. */
const demoModels = ['hub', 'localities', 'dedicated', 'generic-rota', 'round-the-clock', 'several-councils'] as const

/** Every setting. `docs/configuration.md` is checked against this. */
export const settings = {
  PORT: {
    meaning: 'TCP port to serve on',
    schema: portFrom(0),
    fallback: '3000',
  },
  HOST: {
    meaning: 'Address to serve on: 127.0.0.1 for this machine only, 0.0.0.0 for all',
    schema: hostName,
    fallback: '127.0.0.1',
  },
  METRICS_PORT: {
    meaning: 'TCP port on which figures for Prometheus are told, see operating.md; without it they are not',
    schema: portFrom(1),
    fallback: '',
  },
  METRICS_HOST: {
    meaning: 'Address to tell the figures at. There is no sign-in: another than 127.0.0.1 must be kept inside',
    schema: hostName,
    fallback: '127.0.0.1',
  },
  DATA_DIR: {
    meaning: 'Folder of the embedded database',
    schema: text('a folder').min(1, 'it should be a folder'),
    fallback: '.data',
  },
  DATABASE_URL: {
    meaning: 'An external PostgreSQL 15 to 18, in place of the embedded one',
    schema: postgresUrl,
    fallback: '',
  },
  DATABASE_APP_URL: {
    meaning: 'The same database for the login that serves requests, when you manage its password yourself',
    schema: postgresUrl,
    fallback: '',
  },
  PUBLIC_ORIGIN: {
    meaning: 'The address people type, when a proxy is in front: https://hub.example.gov.uk',
    schema: z
      .string()
      .regex(/^https?:\/\/[^/\s]+$/, 'it should be a scheme and a host, without a path: https://hub.example.gov.uk'),
    fallback: '',
  },
  TRUSTED_PROXIES: {
    meaning: 'How many proxies in front may be believed about the caller’s address',
    schema: whole(/^[0-9]$/, 'it should be 0 to 9'),
    fallback: '0',
  },
  LOG_LEVEL: {
    meaning: 'How much is logged',
    schema: z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'it should be one of fatal, error, warn, info, debug, silent',
    ),
    fallback: 'warn',
  },
  DEMO: {
    meaning: 'Load the invented service of Westmarch into an empty database',
    schema: z.enum(['yes', 'no'], 'it should be yes or no'),
    fallback: 'yes',
  },
  DEMO_MODEL: {
    meaning: `How the demo service is run: ${demoModels.join(', ')}`,
    schema: z.enum(demoModels, `it should be one of ${demoModels.join(', ')}`),
    fallback: 'hub',
  },
  DEMO_CLOCK: {
    meaning:
      'Start the demo service at this London time instead of now, no earlier than what is recorded: 2026-11-12T16:47',
    schema: z
      .string()
      .transform(
        (value, context) =>
          londonMoment(value) ??
          (context.addIssue('it should be a London date and time that exists once, like 2026-11-12T16:47'), z.NEVER),
      ),
    fallback: '',
  },
  DATABASE_CONNECTIONS: {
    meaning: 'Connections to the database at most',
    schema: whole(/^\d{1,3}$/).refine((count) => count >= 2 && count <= 200, 'it should be 2 to 200'),
    fallback: '12',
  },
  LIMITS_FACTOR: {
    meaning: 'How many times the usual allowances of docs/limits.md anybody may ask at once',
    schema: whole(/^[1-9]\d{0,3}$/, 'it should be a whole number, 1 to 9999'),
    fallback: '1',
  },
  SECURITY_CONTACT: {
    meaning: 'Where to report a weakness of this installation: mailto:security@example.gov.uk or an https address',
    schema: z.string().regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'it should begin with mailto: or https:'),
    fallback: '',
  },
  AUDIT_ANCHORS: {
    meaning:
      'File outside the database that the heads of the audit are written to each day, see audit.md; else anchors.jsonl beside the data folder, in its name with -audit',
    schema: text('a file').min(1, 'it should be a file'),
    fallback: '',
  },
  DOWNTIME_DIR: {
    meaning: 'Folder that a copy of each board is written to every 15 minutes, for an outage; see downtime.md',
    schema: text('a folder').min(1, 'it should be a folder'),
    fallback: '',
  },
  SSO_FILE: {
    meaning: 'File that names the providers of single sign-on; see single-sign-on.md',
    schema: text('a file').min(1, 'it should be a file'),
    fallback: '',
  },
  SECRET_KEYS: {
    meaning: 'Keys for secrets of accounts, id:key, newest first; without it they are in the data folder',
    schema: text('keys').regex(
      /^[a-z0-9-]+:[A-Za-z0-9_-]{43}(\s+[a-z0-9-]+:[A-Za-z0-9_-]{43})*$/,
      'it should be id:key, the key 32 random bytes in base64url; several with spaces between',
    ),
    fallback: '',
  },
  BACKUP_DIR: {
    meaning: 'Folder that backups of the embedded database go to, best on another machine; see backup-and-restore.md',
    schema: wholePath('/mnt/backup/duty-hub'),
    fallback: '',
  },
  BACKUP_KEY_FILE: {
    meaning:
      'File of the key that seals backups, kept apart from them; none leaves them open, for a disk that is sealed itself',
    schema: z.literal('none').or(wholePath('/etc/duty-hub/backup.key, or none')),
    fallback: '',
  },
  MAIL_PICKUP_DIR: {
    meaning: 'A folder that your mail server picks letters up from; without it administrators hand links over',
    schema: wholePath('/var/spool/duty-hub'),
    fallback: '',
  },
  MAIL_FROM: {
    meaning: 'The address that letters come from',
    schema: text('an address').regex(
      /^[^\s@<>]+@[^\s@<>]+$/,
      'it should be an address, like duty-hub@council.example.gov.uk',
    ),
    fallback: 'duty-hub@localhost',
  },
  ...noticeSettings,
} as const

function londonMoment(value: string): Instant | null {
  const [day = '', time = ''] = value.split('T')
  if (!isLondonDay(day) || !isClockTime(time)) return null
  const read = typedInstant(londonDay(day), clockTime(time))
  return read.ok ? instant(read.value) : null
}

/**
 * Reads the settings once.
 *
 * @param environment as `process.env`
 * @param folder relative folders are taken from here
 * @throws ConfigError that names the setting, its value and what it should be
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const read = <Name extends keyof typeof settings>(name: Name): z.output<(typeof settings)[Name]['schema']> | null => {
    const { schema, fallback } = settings[name]
    const given = environment[name]?.trim() || fallback
    if (given === '') return null
    const parsed = schema.safeParse(given)
    if (!parsed.success)
      throw new ConfigError(
        `${name} is "${shown(name, given)}": ${parsed.error.issues[0]?.message ?? 'it cannot be used'}. Change it, or leave it out.`,
      )
    return parsed.data as z.output<(typeof settings)[Name]['schema']>
  }
  const [databaseUrl, appDatabaseUrl] = [read('DATABASE_URL'), read('DATABASE_APP_URL')]
  if (appDatabaseUrl && !databaseUrl)
    throw new ConfigError('DATABASE_APP_URL is set but DATABASE_URL is not. Set both, or neither.')
  const placed = (path: string): string => {
    const full = path.replace(/^~(?=\/|$)/, homedir())
    return isAbsolute(full) ? full : resolve(join(folder, full))
  }
  const placedIfGiven = (path: string | null): string | null => (path === null ? null : placed(path))
  const [webhookUrl, webhookSecret] = [read('ALARM_WEBHOOK_URL'), read('ALARM_WEBHOOK_SECRET')]
  if ((webhookUrl === null) !== (webhookSecret === null))
    throw new ConfigError('ALARM_WEBHOOK_URL and ALARM_WEBHOOK_SECRET go together. Set both, or neither.')
  const notices = noticesIn(read, (sentence) => {
    throw new ConfigError(sentence)
  })
  const dataDir = placed(read('DATA_DIR') ?? '.data')
  // Of each data folder its own, and not inside it: whoever could rewrite the one should not find the other there.
  const auditAnchors = placed(read('AUDIT_ANCHORS') ?? `${dataDir}-audit/anchors.jsonl`)
  return {
    port: read('PORT') ?? 3000,
    host: read('HOST') ?? '127.0.0.1',
    metricsPort: read('METRICS_PORT'),
    metricsHost: read('METRICS_HOST') ?? '127.0.0.1',
    databaseUrl,
    appDatabaseUrl,
    dataDir,
    publicOrigin: read('PUBLIC_ORIGIN') ?? '',
    trustedProxies: read('TRUSTED_PROXIES') ?? 0,
    logLevel: read('LOG_LEVEL') ?? 'warn',
    demo: read('DEMO') === 'yes',
    demoModel: read('DEMO_MODEL') ?? 'hub',
    demoClock: read('DEMO_CLOCK'),
    connections: read('DATABASE_CONNECTIONS') ?? 12,
    secretKeys: read('SECRET_KEYS'),
    mailPickupDir: read('MAIL_PICKUP_DIR'),
    mailFrom: read('MAIL_FROM') ?? 'duty-hub@localhost',
    limitsFactor: read('LIMITS_FACTOR') ?? 1,
    securityContact: read('SECURITY_CONTACT') ?? '',
    auditAnchors,
    downtimeDir: placedIfGiven(read('DOWNTIME_DIR')),
    ssoFile: placedIfGiven(read('SSO_FILE')),
    backupDir: read('BACKUP_DIR'),
    backupKeyFile: read('BACKUP_KEY_FILE'),
    webhook: webhookUrl === null || webhookSecret === null ? null : { url: webhookUrl, secret: webhookSecret },
    notices,
  }
}

/** A database address holds a password, which does not belong on a screen. */
const shown = (name: string, value: string): string =>
  ['SECRET_KEYS', 'ALARM_WEBHOOK_SECRET', 'PUSH_KEY', 'NOTIFY_API_KEY'].includes(name)
    ? '…'
    : name.endsWith('_URL')
      ? value.replace(/:[^:@/]*@/, ':…@')
      : value

/** The addresses that browsers may come from. */
export function originsOf(config: Config, port: number): ReadonlySet<string> {
  if (config.publicOrigin) return new Set([config.publicOrigin])
  const hosts = new Set([
    'localhost',
    '127.0.0.1',
    '[::1]',
    config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host,
  ])
  return new Set([...hosts].map((host) => `http://${host}:${port}`))
}
