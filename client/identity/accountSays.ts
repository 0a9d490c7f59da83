import type { AccountRow } from '#shared/identity/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'

export interface AccountSays {
  readonly words: string
  readonly tone: 'ok' | 'warn' | 'quiet'
}

/** How somebody stands with signing in, in a few words. */
export function accountSays(row: AccountRow, now: Instant): AccountSays {
  if (row.accessStoppedAt !== null) return { words: `Stopped ${formatInstant(row.accessStoppedAt)}`, tone: 'warn' }
  if (row.email === '') return { words: 'No account', tone: 'quiet' }
  if (row.linkOpenUntil !== null && row.linkOpenUntil > now)
    return { words: `Link open until ${formatInstant(row.linkOpenUntil)}`, tone: 'quiet' }
  if (!row.hasPassword && row.lastSignInAt === null) return { words: 'Invited; the link has lapsed', tone: 'warn' }
  if (row.lastSignInAt === null) return { words: 'Has not signed in yet', tone: 'quiet' }
  return { words: `Last signed in ${formatInstant(row.lastSignInAt)}`, tone: 'ok' }
}

/** Their second factor, in a few words. */
export function factorSays({ hasApp, hasPasskey, codesLeft, email }: AccountRow): string {
  if (email === '') return '–'
  const factors = [hasApp ? 'App' : '', hasPasskey ? 'Passkey' : ''].filter(Boolean).join(' and ')
  return factors === '' ? 'None yet' : `${factors}, ${codesLeft} codes left`
}
