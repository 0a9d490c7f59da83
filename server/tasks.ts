import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openDatabase } from '#db/client.ts'
import { appUrlFor } from '#db/roles.ts'
import { backup, restoreBackup } from './backup/commands.ts'
import type { Config } from './config.ts'
import { freshPushKey } from './delivery/push.ts'
import { resealApps } from './identity/authenticatorApp.ts'
import { firstAdminAsked, makeFirstAdmin } from './identity/firstAdmin.ts'
import { addKey, keyFileIn, keyRingOf } from './identity/keyFile.ts'
import { carryOutLeavers, leaversAskedFor, LeaversError, leaversReport } from './identity/leaversCommand.ts'
import { LINK_MINUTES } from './identity/ownPassword.ts'
import { systemClock } from './kernel/clock.ts'
import { OperatorError, wronglyTyped } from './kernel/operatorError.ts'
import { verifyPromises } from './promises/verify.ts'
import { verifyEverything } from './verifyAudit.ts'

/** What a task works with: the settings, the owner's database, and where it says how it went. */
export interface Standing {
  readonly config: Config
  readonly url: string
  readonly say: (line: string) => void
}

/** Something that the program does instead of serving, and then ends. */
export interface Task {
  /** Reads what was typed, before anything is started. @throws OperatorError with how to type it */
  readonly read: (typed: readonly string[]) => (standing: Standing) => Promise<void>
  /** Whether the tables are brought up to date first. What only looks leaves them as they are. */
  readonly migrates: boolean
  /**
   * Which database it works with: `own` starts the embedded one for itself, `beside` works beside a hub that runs on it, `none` sees to
   * it by itself.
   */
  readonly database: 'own' | 'beside' | 'none'
  /** What the process ends with when it could not be done. */
  readonly failed: number
}

const usual = { migrates: true, database: 'own', failed: 1 } as const
const looks = { migrates: false, database: 'beside', failed: 2 } as const

const tasks: Readonly<Record<string, Task>> = {
  'first-admin': { ...usual, read: firstAdmin },
  'rotate-keys': { ...usual, read: rotateKeys },
  leavers: { ...usual, read: leavers },
  'push-key': { ...usual, read: pushKey, migrates: false, database: 'none' },
  // 0 when nothing is wrong, 1 when something is, 2 when it could not look: a nightly job tells them apart.
  'audit-verify': { ...looks, read: auditVerify },
  promises: { ...looks, read: promises },
  backup: { ...usual, read: backup, migrates: false, database: 'none' },
  // 0 when what was restored is whole, 1 when something in it is not, 2 when nothing could be restored.
  restore: { ...looks, read: restoreBackup, database: 'none' },
}

/** The task of a name, or `null` for none: then the program serves. @throws OperatorError for a name that is none */
export function taskNamed(name: string | undefined): Task | null {
  if (name === undefined) return null
  const task = tasks[name]
  if (task && Object.hasOwn(tasks, name)) return task
  throw new OperatorError(
    `There is no command "${name}". There are: ${Object.keys(tasks).join(', ')}. Settings are given before the command: PORT=3001 npm start`,
  )
}

function firstAdmin(typed: readonly string[]) {
  const asked = firstAdminAsked(typed)
  return async ({ config, url, say }: Standing): Promise<void> => {
    const database = openDatabase(url, { connections: 2 })
    const token = await makeFirstAdmin(database, asked, systemClock()).finally(() => database.end({ timeout: 5 }))
    const origin = config.publicOrigin || `http://localhost:${config.port}`
    say(
      `\n${asked.name} chooses a password here, once, within ${LINK_MINUTES} minutes; start the hub first (DEMO=no npm start):`,
    )
    say(`  ${origin}/password#${token}`)
  }
}

function takesNothing(typed: readonly string[], command: string): void {
  try {
    parseArgs({ args: [...typed], options: {} })
  } catch (error) {
    throw wronglyTyped(error, `Usage: npm run ${command}    and nothing after it. Settings are in the environment.`)
  }
}

/** Seals every seed anew: under a fresh key in the key file, or under the first key of SECRET_KEYS. */
function rotateKeys(typed: readonly string[]) {
  takesNothing(typed, 'rotate-keys')
  return async ({ config, url, say }: Standing): Promise<void> => {
    // The file is made when there is none yet; then a fresh key goes in front of it.
    keyRingOf(config)
    if (config.secretKeys === null) addKey(keyFileIn(config.dataDir))
    const keys = keyRingOf(config)
    const database = openDatabase(url, { connections: 2 })
    const count = (await database
      .begin(async (sql) => {
        await sql`set local role hub_owner`
        return resealApps(sql, keys)
      })
      .finally(() => database.end({ timeout: 5 }))) as number
    say(`Sealed ${count} under key ${keys.current}. Keep the older keys as long as you keep backups from before today.`)
  }
}

/** A fresh key for notices on phones; it goes into the settings and is kept nowhere here. */
function pushKey(typed: readonly string[]) {
  takesNothing(typed, 'push-key')
  return async ({ say }: Standing): Promise<void> => {
    say(`PUSH_KEY=${freshPushKey()}`)
    say('Keep it as you keep passwords. With another key every phone has to be added again.')
  }
}

/** A list of leavers, every night perhaps: says what it would do, or does it. */
function leavers(typed: readonly string[]) {
  const asked = leaversAskedFor(typed)
  if (!existsSync(asked.file)) throw new LeaversError(`There is no file ${asked.file}.`)
  const list = readFileSync(asked.file, 'utf8')
  return async ({ config, url, say }: Standing): Promise<void> => {
    const database = openDatabase(config.appDatabaseUrl ?? appUrlFor(url), { connections: 2 })
    const now = systemClock()
    const view = await carryOutLeavers(database, { ...asked, list, now, requestId: randomUUID() }).finally(() =>
      database.end({ timeout: 5 }),
    )
    for (const line of leaversReport(view, asked.apply)) say(line)
  }
}

function auditVerify(typed: readonly string[]) {
  takesNothing(typed, 'audit:verify')
  return async ({ config, url, say }: Standing): Promise<void> => {
    if (!(await verifyEverything(url, config, say))) process.exitCode = 1
  }
}

function promises(typed: readonly string[]) {
  takesNothing(typed, 'promises')
  return async ({ url, say }: Standing): Promise<void> => {
    if (!(await verifyPromises(url, say))) process.exitCode = 1
  }
}
