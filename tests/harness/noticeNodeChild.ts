// A server process that tells people by the real clock, through the mail server of the test, to be killed in the middle of it.
import { touchedBy } from '#shared/catalogue.ts'
import { openDatabase } from '#db/client.ts'
import { smtpWay } from '#server/delivery/smtpMail.ts'
import { startNotices } from '#server/notices/loop.ts'
import { systemClock } from '#server/kernel/clock.ts'
import { openLog } from '#server/kernel/log.ts'

const [appUrl = '', port = ''] = process.argv.slice(2)
const server = { host: '127.0.0.1', port: Number(port), tls: false, isHere: true, user: '', password: '' }
startNotices({
  database: openDatabase(appUrl, { connections: 4 }),
  touchedBy,
  clock: systemClock,
  log: openLog('silent'),
  ways: { email: smtpWay(server, 'duty-hub@westmarch.example') },
  origin: () => 'https://hub.westmarch.example',
})
process.stdout.write('ready\n')
