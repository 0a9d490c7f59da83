// A server process that raises alarms by the real clock, to be killed in the middle of it: with `whole` the whole server, else only
// what of it raises alarms, which is up sooner.
import { touchedBy } from '#shared/catalogue.ts'
import { openDatabase } from '#db/client.ts'
import { startDeadlines } from '#server/deadlines/loop.ts'
import { climb } from '#server/safety/climbing.ts'
import { systemClock } from '#server/kernel/clock.ts'
import { openLog } from '#server/kernel/log.ts'

const [appUrl = '', form = ''] = process.argv.slice(2)
const database = openDatabase(appUrl, { connections: 4 })
const log = openLog('silent')
const ready = (): void => void process.stdout.write('ready\n')
if (form === 'whole') {
  const { createApp } = await import('#server/app.ts')
  const { KeyRing, newKey } = await import('#server/identity/keyRing.ts')
  const keys = KeyRing.read(newKey('k1'))
  const app = await createApp({
    database,
    clock: systemClock,
    log,
    origins: new Set(),
    keys,
    secure: false,
    alarms: true,
  })
  app.http.listen(0, '127.0.0.1', ready)
} else {
  startDeadlines({ database, touchedBy, clock: systemClock, alsoDue: [climb], log })
  ready()
}
