import type { AddressInfo } from 'node:net'
import type { Instant } from '#shared/time/instant.ts'
import { openDatabase } from '#db/client.ts'
import { appUrlFor } from '#db/roles.ts'
import { createApp } from '#server/app.ts'
import { KeyRing, newKey } from '#server/identity/keyRing.ts'
import { timesOver, usualAllowances } from '#server/kernel/edge/allowances.ts'
import { openLog } from '#server/kernel/log.ts'
import type { Endings } from './endings.ts'
import { BENCH_NOW } from './seed.ts'

/** The doors in this process, without the sealing that a running hub does beside them. */
export async function openDoors(url: string, endings: Endings, clock = (): Instant => BENCH_NOW): Promise<string> {
  const database = openDatabase(appUrlFor(url))
  const origins = new Set<string>()
  const app = await createApp({
    database,
    clock,
    origins,
    log: openLog('silent'),
    secure: false,
    keys: KeyRing.read(newKey('bench')),
    allowances: timesOver(usualAllowances, 1000),
  })
  endings.add('the doors', async () => {
    await app.close()
    await database.end({ timeout: 2 })
  })
  await new Promise<void>((resolve) => app.http.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`
  origins.add(origin)
  return origin
}
