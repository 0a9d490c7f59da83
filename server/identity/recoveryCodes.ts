import { randomBytes, randomInt } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import type { Instant } from '#shared/time/instant.ts'
import type { OnAccount } from './onAccount.ts'
import type { PasswordCost } from './passwordHash.ts'

const HOW_MANY = 10
const LENGTH = 10
// Without letters and digits that look alike on paper.
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** @example newCode() // 'K7QPM-2XWDA' */
function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** As somebody may type it: small letters, without the dash, with spaces. */
export const plainCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

// Fifty random bits are fewer than a plain hash may keep, so they are hashed as passwords are (ASVS 5.0 V6.5.2).
const hashOfCode = (code: string, salt: Uint8Array, cost: PasswordCost): Promise<Uint8Array> =>
  hashRaw(plainCode(code), { ...cost, salt })

/** Makes ten codes in place of those there were. They are shown this once: only hashes are kept. */
export async function makeCodes(sql: OnAccount, cost: PasswordCost, at: Instant): Promise<readonly string[]> {
  const salt = randomBytes(16)
  const codes = Array.from({ length: HOW_MANY }, newCode)
  const hashes = await Promise.all(codes.map((code) => hashOfCode(code, salt, cost)))
  await sql`delete from recovery_codes where account_id = hub.current_account()`
  for (const hash of hashes)
    await sql`insert into recovery_codes (hash, salt, made_at) values (${hash}, ${salt}, ${at})`
  return codes
}

/** Takes a code, once. */
export async function takeRecoveryCode(
  sql: OnAccount,
  cost: PasswordCost,
  typed: string,
  at: Instant,
): Promise<boolean> {
  const [set] = await sql<
    { salt: Uint8Array }[]
  >`select salt from recovery_codes where account_id = hub.current_account() limit 1`
  if (!set) return false
  const hash = await hashOfCode(typed, set.salt, cost)
  const taken = await sql`
    update recovery_codes set used_at = ${at} where account_id = hub.current_account() and hash = ${hash} and used_at is null returning hash`
  return taken.length > 0
}
