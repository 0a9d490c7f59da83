// A second server process over the same database: sockets and requests of one service are spread over both, as behind a proxy.
import type { AddressInfo } from 'node:net'
import { instant } from '#shared/time/instant.ts'
import { openDatabase } from '#db/client.ts'
import { createApp } from '#server/app.ts'
import { KeyRing, newKey } from '#server/identity/keyRing.ts'
import { timesOver, usualAllowances } from '#server/kernel/edge/allowances.ts'
import { openLog } from '#server/kernel/log.ts'

const [appUrl = '', at = ''] = process.argv.slice(2)
const now = instant(at)
const database = openDatabase(appUrl)
const origins = new Set<string>()
const app = await createApp({
  database,
  clock: () => now,
  log: openLog('silent'),
  origins,
  keys: KeyRing.read(newKey('k1')),
  secure: false,
  allowances: timesOver(usualAllowances, 1000),
})
app.http.listen(0, '127.0.0.1', () => {
  const address = `http://localhost:${(app.http.address() as AddressInfo).port}`
  origins.add(address)
  process.stdout.write(`${address}\n`)
})
process.once('SIGTERM', () => {
  void app
    .close(1000)
    .then(() => database.end({ timeout: 2 }))
    .finally(() => process.exit(0))
})
