import type { Instant } from '#shared/time/instant.ts'
import type { IdentityDeps } from './deps.ts'
import type { Letter } from './mail.ts'
import { onAccount } from './onAccount.ts'
import { LINK_MINUTES, makeLink, type LinkPurpose } from './ownPassword.ts'

const LOOK_EVERY_MS = 5000
const AT_ONCE = 20

interface Waiting {
  readonly accountId: string
  readonly id: string
  readonly kind: LinkPurpose
  readonly address: string
}

/**
 * Sends letters that wait, until it is stopped. Each goes at least once: its row is held while it is handed over, and is marked only
 * afterwards. The link is made as the letter goes, so no token lies in the database, and its hour begins then.
 */
export function startLetters(deps: IdentityDeps, origin: () => string): { readonly stop: () => Promise<void> } {
  const { mail } = deps
  if (mail === null) return { stop: async () => undefined }
  let running: Promise<void> = Promise.resolve()
  const look = (): void => {
    running = running
      .then(() => sendWaiting(deps, origin()))
      .catch((error: unknown) => deps.log.warn({ error }, 'sending letters failed'))
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** Sends what waits now. @returns how many went */
export async function sendWaiting(deps: IdentityDeps, origin: string): Promise<void> {
  const { mail, database } = deps
  if (mail === null) return
  const waiting = await database<Waiting[]>`select * from hub.letters_due(${AT_ONCE}, ${deps.clock()})`
  for (const one of waiting) {
    await onAccount(database, one.accountId, async (sql) => {
      const at = deps.clock()
      const [held] = await sql`
        update letters set tries = tries + 1, tried_at = ${at} where id = ${one.id} and sent_at is null returning id`
      if (!held) return
      const token = await makeLink(sql, one.kind, at)
      await mail.send(letterOf(one, one.kind === 'join' ? origin : `${origin}/password#${token}`))
      await sql`update letters set sent_at = ${at} where id = ${one.id}`
    }).catch((error: unknown) => noteFailure(deps, one, deps.clock(), error))
  }
}

async function noteFailure(deps: IdentityDeps, one: Waiting, at: Instant, error: unknown): Promise<void> {
  deps.log.warn({ error }, 'a letter did not go and is tried again')
  await onAccount(
    deps.database,
    one.accountId,
    (sql) => sql`update letters set tries = tries + 1, tried_at = ${at} where id = ${one.id} and sent_at is null`,
  )
}

/** @example letterOf({ kind: 'reset', address: 'jo.marsh@westmarch.example', … }, 'https://hub…/password#…').subject */
export function letterOf({ kind, address }: Pick<Waiting, 'kind' | 'address'>, link: string): Letter {
  const { subject, why, after } = letterWords[kind]
  return { to: address, subject, text: `${why}\n\n${link}\n\n${after}\n` }
}

const once = `The link works once, for ${LINK_MINUTES} minutes.`

const letterWords: Readonly<Record<LinkPurpose, Omit<Letter, 'to' | 'text'> & { why: string; after: string }>> = {
  activate: {
    subject: 'Your account for Duty Hub',
    why: 'You have been invited to Duty Hub. Choose a password here:',
    after: `${once}\n\nAfterwards you set up a second factor: have your phone at hand.`,
  },
  reset: {
    subject: 'A new password for Duty Hub',
    why: 'Somebody, perhaps you, asked for a new password for Duty Hub. Choose one here:',
    after: `${once}\n\nIf it was not you, do nothing: your password stays as it is. Tell an administrator if it happens again.`,
  },
  join: {
    subject: 'Your account for Duty Hub',
    why: 'You have been added to another service in Duty Hub. Sign in as you always do, and it is on your list:',
    after:
      'If you have not chosen a password yet, choose “Forgotten password” there. If you do not know why you were added, tell an administrator.',
  },
}
