/** Why the database that comes with Duty Hub could not be started. */
export type EmbeddedDatabaseProblem =
  | 'platform-not-shipped'
  | 'folder-in-use'
  | 'disk-full'
  | 'other-version'
  | 'permission'
  | 'damaged'
  | 'did-not-start'

const WAY_OUT = 'You can also set DATABASE_URL to a PostgreSQL server of your own (15 or later).'

const remedies: Record<EmbeddedDatabaseProblem, string> = {
  'platform-not-shipped': 'Set DATABASE_URL to a PostgreSQL server of your own (15 or later).',
  'folder-in-use': 'Stop that one first, or set DATA_DIR (and PORT) to run a second Duty Hub beside it.',
  'disk-full':
    'Free some space, or set DATA_DIR to a folder on another disk, then start again. Nothing saved has been lost.',
  'other-version':
    'Start the Duty Hub that made it and export from there, or set DATA_DIR to a new folder. Its files have not been touched.',
  permission: `Give the account access, or set DATA_DIR to a folder that it can reach. ${WAY_OUT}`,
  damaged: `Restore the folder from a backup, or set DATA_DIR to a new folder. ${WAY_OUT}`,
  'did-not-start': `If this goes on, ask for help with the lines above. ${WAY_OUT}`,
}

/**
 * The embedded database cannot be used, said in plain English with what to do about it. Print the message, not the stack.
 *
 * @example
 * throw new EmbeddedDatabaseError('folder-in-use', 'The folder /srv/duty-hub is in use by process 4711.')
 */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError'
  readonly problem: EmbeddedDatabaseProblem

  constructor(problem: EmbeddedDatabaseProblem, what: string, cause?: unknown) {
    super(`${what}${what.endsWith('\n') ? '' : ' '}${remedies[problem]}`, cause === undefined ? undefined : { cause })
    this.problem = problem
  }
}

const signs: readonly (readonly [EmbeddedDatabaseProblem, RegExp])[] = [
  ['disk-full', /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i],
  ['other-version', /incompatible with server|initialized by PostgreSQL version/i],
  [
    'permission',
    /EACCES|EPERM|EROFS|Permission denied|Operation not permitted|Read-only file system|invalid permissions|wrong ownership/i,
  ],
  [
    'damaged',
    /could not locate a valid checkpoint record|invalid checkpoint record|could not open file "(base|global)/i,
  ],
]

/**
 * Turns whatever went wrong (an error of Node's, or the last lines PostgreSQL wrote) into an EmbeddedDatabaseError.
 *
 * @param what a sentence without its full stop: what could not be done
 * @example throw explain('The folder /srv/duty-hub cannot be made', error)
 */
export function explain(what: string, reason: unknown): EmbeddedDatabaseError {
  if (reason instanceof EmbeddedDatabaseError) return reason
  const text = (reason instanceof Error ? reason.message : String(reason)).trim()
  const problem = signs.find(([, sign]) => sign.test(text))?.[0] ?? 'did-not-start'
  const lines = text.split('\n').slice(-8).join('\n')
  return new EmbeddedDatabaseError(problem, `${what}:\n${lines}\n`, reason)
}

/** The code of a system error: 'ENOENT', 'EACCES' and so on. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
