import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const ask = promisify(execFile)

/** A process's memory that is really there (RSS), in bytes. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  const kilobytes = status === null ? await fromPs(pid) : /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return Number(kilobytes) * 1024
}

async function fromPs(pid: number): Promise<string> {
  const { stdout } = await ask('ps', ['-o', 'rss=', '-p', String(pid)])
  return stdout.trim()
}

/** Clock ticks are hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10

/** Processor time that a process and its children have used so far, in milliseconds; `NaN` where the machine does not say. */
export async function processorMs(pid: number): Promise<number> {
  const own = ticks(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
  if (!own) return Number.NaN
  let sum = own.ticks
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const other = ticks(await readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''))
    if (other?.parent === pid) sum += other.ticks
  }
  return sum * TICK_MS
}

function ticks(stat: string): { parent: number; ticks: number } | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields.length < 13) return null
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
}
