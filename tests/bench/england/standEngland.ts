import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startDatabase, type BenchDatabase } from '../database.ts'
import type { Endings } from '../endings.ts'
import { ROOT } from '../product.ts'
import { stopwatch } from '../stopwatch.ts'
import { loadEngland } from './loadEngland.ts'

export interface StandingEngland {
  readonly database: BenchDatabase
  readonly historyDays: number
  readonly rows: Readonly<Record<string, number>>
}

interface Asked {
  readonly seed: number
  readonly scale: number
  readonly keep: string | null
}

const COUNTED = ['people', 'shifts', 'referrals', 'allocations', 'events', 'toil_entries']

/** A database with all of England in it: loaded now, or kept from a run with the same seed, scale and tables. */
export async function standEngland(
  endings: Endings,
  { seed, scale, keep }: Asked,
  say: (line: string) => void,
): Promise<StandingEngland> {
  const key = await keyOf({ seed, scale })
  const note = keep === null ? null : join(keep, 'england.json')
  if (keep !== null) await mkdir(keep, { recursive: true, mode: 0o711 })
  const known = note === null ? null : await readFile(note, 'utf8').catch(() => null)
  // Our own note of an earlier run.
  const kept = known === null ? null : (JSON.parse(known) as { key: string } & Omit<StandingEngland, 'database'>)
  if (kept !== null && kept.key !== key)
    throw new Error(`${keep ?? ''} holds another England: choose another folder, or remove it.`)
  const database = await startDatabase(endings, keep === null ? undefined : join(keep, 'data'))
  if (kept) return { database, historyDays: kept.historyDays, rows: kept.rows }
  const began = stopwatch()
  const { historyDays, services, rows } = await loadEngland(database.owner, { seed, scale })
  const counts = Object.fromEntries(COUNTED.map((table) => [table, rows.get(table) ?? 0]))
  const all = [...rows.values()].reduce((sum, count) => sum + count, 0)
  const seconds = (stopwatch() - began) / 1000
  say(
    `England over ${historyDays} days: ${services} services, ${COUNTED.map((table) => `${counts[table] ?? 0} ${table.replace('_', ' ')}`).join(', ')}; ` +
      `${all} rows in ${seconds.toFixed(0)} s, ${Math.round(all / seconds)} a second`,
  )
  if (note !== null) await writeFile(note, JSON.stringify({ key, historyDays, rows: counts }))
  return { database, historyDays, rows: counts }
}

/** Other tables, or another draw, make another England. */
async function keyOf(of: { readonly seed: number; readonly scale: number }): Promise<string> {
  const migrations = (await readdir(join(ROOT, 'db', 'migrations'))).toSorted()
  return createHash('sha256')
    .update(JSON.stringify([of, migrations]))
    .digest('hex')
}
