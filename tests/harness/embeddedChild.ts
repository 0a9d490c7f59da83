// A Duty Hub reduced to its database, to be killed in the middle of things. Says on standard output what it has done, a line each.
import postgres from 'postgres'
import { startEmbedded } from '#db/embedded/startEmbedded.ts'

const [dataDir = '', task = 'wait'] = process.argv.slice(2)
const say = (word: string, value: unknown) => process.stdout.write(`${JSON.stringify({ [word]: value })}\n`)

try {
  const database = await startEmbedded({ dataDir, log: (line) => say('log', line) })
  const { url, adopted, port } = database
  say('started', { url, adopted, port, dataDir: database.dataDir })
  const stayed = task === 'end' ? undefined : setInterval(() => undefined, 1_000_000)
  process.once('SIGTERM', () => void database.stop().finally(() => clearInterval(stayed)))
  if (task === 'write') await writeForEver(url)
} catch (error) {
  say('refused', error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** A row is said to be kept only after its transaction was acknowledged. */
async function writeForEver(url: string): Promise<void> {
  const sql = postgres(url, { max: 4, onnotice: () => undefined })
  await sql`create table if not exists kept (id bigint generated always as identity primary key, by_process int)`
  const write = async () => {
    for (;;) {
      const [row] = await sql<{ id: string }[]>`insert into kept (by_process) values (${process.pid}) returning id`
      say('kept', Number(row?.id))
    }
  }
  await Promise.all([write(), write(), write(), write()])
}
