import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './log.ts'

/** A file as it should stand in the folder. */
export interface KeptFile {
  readonly name: string
  readonly text: string
}

export interface KeptFolderDeps {
  readonly folder: string
  readonly everyMs: number
  readonly make: () => Promise<readonly KeptFile[]>
  readonly log: Log
}

export interface KeptFolder {
  /** Writes now, and says once it is done. */
  readonly write: () => Promise<void>
  readonly stop: () => void
}

/**
 * Keeps files in a folder fresh: at the start, and as often as asked. Each is written beside the old one and put in its place whole,
 * so that whoever copies the folder away never takes half a page. Readable by the hub's own account only.
 */
export function keepFolder({ folder, everyMs, make, log }: KeptFolderDeps): KeptFolder {
  let writing: Promise<void> | null = null
  const writeAll = async (): Promise<void> => {
    const files = await make()
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const { name, text } of files) {
      const whole = join(folder, name)
      await writeFile(`${whole}.part`, text, { mode: 0o600 })
      await rename(`${whole}.part`, whole)
    }
  }
  const write = (): Promise<void> => {
    writing ??= writeAll().finally(() => (writing = null))
    return writing
  }
  const writeAndTell = (): void =>
    void write().catch((error: unknown) =>
      log.error({ error }, 'the downtime copies were not written; the old ones stand'),
    )
  writeAndTell()
  const timer = setInterval(writeAndTell, everyMs)
  timer.unref()
  return { write, stop: () => clearInterval(timer) }
}
