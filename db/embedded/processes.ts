import { execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { systemCode } from './EmbeddedDatabaseError.ts'

const ask = promisify(execFile)

/** The account that a program is to run as; undefined is the account we run as ourselves. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

/** What a program answered. `failure` is set when it could not be started at all. */
export interface Ran {
  readonly ok: boolean
  readonly output: string
  readonly failure?: Error
}

/** The account as `spawn` takes it: macOS numbers `nobody` 4294967294, which spawn wants as -2. */
export const as = (account: Account) => (account ? { uid: account.uid | 0, gid: account.gid | 0 } : {})

/** Nothing of our own environment is handed on: it may hold secrets, and PGDATA or PGPORT would change what is started. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env
  return { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...(TEMP && { TEMP }), LC_ALL: 'C', TZ: 'UTC' }
}

/** A folder that every account can stand in; our own may be closed to the account of the database. */
export const neutralFolder = process.platform === 'win32' ? process.cwd() : '/'

/** Runs a program to its end and answers what it wrote. Never throws. @example await run('/bin/sh', ['-c', 'true'], account) */
export function run(program: string, args: readonly string[], account: Account): Promise<Ran> {
  return new Promise((resolve) => {
    const fail = (failure: Error) => resolve({ ok: false, output: failure.message, failure })
    try {
      const options = { ...as(account), cwd: neutralFolder, env: quietEnvironment(), stdio: 'pipe' as const }
      const child = spawn(program, args, options)
      const chunks: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
      child.stdin.end()
      child.on('error', fail)
      child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString('utf8') }))
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** Whether a process is there. One that has ended and only waits to be collected by its parent is not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false
  }
  return !(await hasEnded(pid))
}

/** Whether a process has ended but keeps its number, because its parent has not collected it (a container's first process may never). */
export async function hasEnded(pid: number): Promise<boolean> {
  const state = (await linuxStatus(pid))?.state
  return state === 'Z' || state === 'X'
}

/** Waits until a process has gone; false when it is still there after so many milliseconds. */
export async function hasGone(pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs
  while (await isRunning(pid)) {
    if (performance.now() > until) return false
    await sleep(20)
  }
  return true
}

/**
 * When a process started, as text that differs for another process that is later given the same number.
 * Undefined where the machine does not say (Windows).
 */
export async function startOf(pid: number): Promise<string | undefined> {
  const status = await linuxStatus(pid)
  if (status) return `${await bootId()}/${status.started}`
  return await fromPs(pid, 'lstart=')
}

/** The name of the program a process runs ('postgres'); undefined where the machine does not say. */
export async function programOf(pid: number): Promise<string | undefined> {
  const name = (await linuxStatus(pid))?.program ?? (await fromPs(pid, 'comm='))
  return name === undefined ? undefined : basename(name)
}

async function linuxStatus(pid: number) {
  if (process.platform !== 'linux') return undefined
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const match = /^\d+ \((.*)\) (\S) (.*)$/s.exec(text)
  if (!match) return undefined
  const [, program = '', state = '', rest = ''] = match
  return { program, state, started: rest.split(' ')[18] ?? '' }
}

const bootId = async () => (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()

async function fromPs(pid: number, column: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined
  try {
    const { stdout } = await ask('ps', ['-o', column, '-p', String(pid)], { env: quietEnvironment() })
    return stdout.trim() || undefined
  } catch {
    return undefined
  }
}
