// A second server process over the same database: sockets and requests of one service are spread over both, as behind a proxy. Its clock
// stands still at a moment, or is the machine's (`now`): then it raises alarms too. Behind a balancer it is told the address of that, and the keys.
import type { AddressInfo } from 'node:net'
import { instant } from '#shared/time/instant.ts'
import { openDatabase } from '#db/client.ts'
import { createApp } from '#server/app.ts'
import { KeyRing, newKey } from '#server/identity/keyRing.ts'
import { systemClock } from '#server/kernel/clock.ts'
import { timesOver, usualAllowances } from '#server/kernel/edge/allowances.ts'
import { openLog } from '#server/kernel/log.ts'

const [appUrl = '', at = '', behind = '', keys = newKey('k1')] = process.argv.slice(2)
const stopped = at === 'now' ? null : instant(at)
const database = openDatabase(appUrl)
const origins = new Set<string>(behind === '' ? [] : [behind])
const app = await createApp({
  database,
  clock: stopped === null ? systemClock : () => stopped,
  ...(stopped === null && { alarms: true }),
  log: openLog('silent'),
  origins,
  keys: KeyRing.read(keys),
  secure: false,
  allowances: timesOver(usualAllowances, 1000),
})
/** Requests that this node had taken and whose answer did not leave it whole. */
let cut = 0
app.http.prependListener('request', (_request, response) => {
  response.once('close', () => {
    if (!response.writableFinished) cut += 1
  })
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
    .finally(() => process.stdout.write(`cut ${cut}\n`, () => process.exit(0)))
})
