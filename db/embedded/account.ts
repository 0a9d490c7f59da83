import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.ts'
import { type Account, run } from './processes.ts'

export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** Whether we are root, whom PostgreSQL refuses to run for. */
export const weAreRoot = () => process.getuid?.() === 0

/**
 * The account the database runs as: our own, or when we are root the one its files belong to, else `postgres`, else `nobody`.
 *
 * @param owner whom the files of an existing database belong to
 * @throws EmbeddedDatabaseError 'permission' when the files are somebody else's, or root finds no ordinary account
 */
export async function accountFor(owner: Owner | undefined, folder: string): Promise<Account> {
  const us = process.getuid?.()
  if (us === undefined) return undefined
  if (us !== 0) {
    if (owner && owner.uid !== us) throw belongsTo(owner, folder)
    return undefined
  }
  if (owner) {
    if (owner.uid === 0) throw belongsTo(owner, folder)
    return { uid: owner.uid, gid: owner.gid }
  }
  const account = (await accountNamed('postgres')) ?? (await accountNamed('nobody'))
  if (account) return account
  throw new EmbeddedDatabaseError(
    'permission',
    'PostgreSQL does not run as root, and this machine has neither an account named postgres nor one named nobody.',
  )
}

/** Whether an account can get into a folder: asked of the machine itself, since modes do not tell everything. */
export async function canEnter(folder: string, account: Account): Promise<boolean> {
  if (!account) return true
  return (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], account)).ok
}

async function accountNamed(name: string): Promise<Account> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name], undefined), run('id', ['-g', name], undefined)])
  return uid.ok && gid.ok ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined
}

function belongsTo(owner: Owner, folder: string): EmbeddedDatabaseError {
  const what =
    owner.uid === 0
      ? `The database in ${folder} belongs to root, and PostgreSQL does not run as root. Give it to another account (chown -R).`
      : `The database in ${folder} belongs to account ${owner.uid}, but Duty Hub was started as account ${process.getuid?.()}.`
  return new EmbeddedDatabaseError('permission', what)
}
