import type { Instant } from '#shared/time/instant.ts'
import type { OnAccount } from './onAccount.ts'

/**
 * Ends every other session of an account whose factors have changed, in the same transaction: whoever had got in with the old ones
 * is out (ASVS 5.0 V7.4.3). Every node hears of it with the commit.
 */
export const endOthers = async (
  sql: OnAccount,
  { accountId, sessionId }: { readonly accountId: string; readonly sessionId: string },
  at: Instant,
): Promise<void> => {
  await sql`select from hub.end_sessions(${accountId}, 'credentials', ${at}, except_session => ${sessionId}::uuid)`
}
