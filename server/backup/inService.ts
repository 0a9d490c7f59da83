import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#db/client.ts'
import { findRunning } from '#db/embedded/startEmbedded.ts'
import type { Log } from '#server/kernel/log.ts'
import { carryOnce, keepCarrying, type Carrying } from './carryLog.ts'
import type { Shelf } from './shelf.ts'

interface Standing {
  readonly url: string
  readonly stop: () => Promise<void>
}

interface ArchiveDeps {
  readonly shelf: Shelf | null
  readonly dataDir: string
  readonly log: Log
}

/** So long the last file of the log may take to be handed out when the hub stops; what is late is carried at the next start. */
const LAST_MS = 5_000

/**
 * Carries the log of the embedded database to the backups for as long as the hub runs, the last of it when it stops.
 *
 * @returns the same database, stopped through here
 */
export function keepArchive(standing: Standing, { shelf, dataDir, log }: ArchiveDeps): Standing {
  if (shelf === null) return standing
  const begun: Promise<{ carrying: Carrying; archive: string } | null> = findRunning(dataDir).then((running) =>
    running === null
      ? null
      : { carrying: keepCarrying(running.place.archive, shelf, log), archive: running.place.archive },
  )
  return {
    url: standing.url,
    async stop() {
      const kept = await begun
      if (kept) {
        await handOutTheLast(standing.url).catch((error: unknown) =>
          log.error({ error }, 'the last of the log was not handed out; it is at the next start'),
        )
        await kept.carrying.stop()
        await carryOnce(kept.archive, shelf).catch(() => undefined)
      }
      await standing.stop()
    },
  }
}

async function handOutTheLast(url: string): Promise<void> {
  const database = openDatabase(url, { connections: 1, name: 'duty-hub-archive' })
  try {
    const [row] = await database<{ name: string }[]>`select pg_walfile_name(pg_switch_wal()) as name`
    for (let waited = 0; waited < LAST_MS; waited += 100) {
      const [standing] = await database<{ there: boolean }[]>`
        select coalesce(last_archived_wal >= ${row?.name ?? ''}, false) as there from pg_stat_archiver`
      if (standing?.there) return
      await sleep(100)
    }
  } finally {
    await database.end({ timeout: 2 })
  }
}
