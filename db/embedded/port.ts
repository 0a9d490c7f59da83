import { randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.ts'

/** Linux hands out ports from 32768 up to outgoing connections, so one of those may be taken at any moment. */
const LOWEST = 20_000
const HIGHEST = 32_767

/** A free port on 127.0.0.1: the one remembered from last time when it is still free, else any below 32768. */
export async function freePort(file: string): Promise<number> {
  const remembered = Number(await readFile(file, 'utf8').catch(() => ''))
  if (remembered >= 1024 && remembered <= HIGHEST && (await isFree(remembered))) return remembered
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1)
    if (await isFree(port)) return port
  }
  throw new EmbeddedDatabaseError('did-not-start', `No free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1.`)
}

export const rememberPort = (file: string, port: number) => writeFile(file, `${port}\n`)

/** Whether nothing listens on a port of 127.0.0.1. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
