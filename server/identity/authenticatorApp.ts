import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { msOf, type Instant } from '#shared/time/instant.ts'
import type { KeyRing } from './keyRing.ts'
import type { OnAccount } from './onAccount.ts'

const PERIOD_S = 30
const SEED_BYTES = 20

/** What an authenticator app is set up with: RFC 6238 with the parameters that every app knows. */
const totpOf = (seed: string, email = ''): TOTP =>
  new TOTP({
    issuer: 'Duty Hub',
    label: email,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(seed),
  })

const sealedFor = (accountId: string, id: string): string => `app ${accountId} ${id}`

export interface AppToSetUp {
  /** For typing by hand, in base32. */
  readonly seed: string
  /** For the square that a phone reads. */
  readonly address: string
}

/** Makes a seed for an app that is to be set up; it is no factor until a first code from it was right. */
export async function beginApp(
  sql: OnAccount,
  keys: KeyRing,
  { accountId, email, at }: { accountId: string; email: string; at: Instant },
): Promise<AppToSetUp> {
  const id = randomUUID()
  const seed = new Secret({ size: SEED_BYTES }).base32
  // Pressed twice at one moment, the later seed takes the place of the earlier.
  await sql`
    insert into authenticator_apps (id, sealed_seed, made_at) values (${id}, ${keys.seal(seed, sealedFor(accountId, id))}, ${at})
    on conflict (account_id) where confirmed_at is null
    do update set id = excluded.id, sealed_seed = excluded.sealed_seed, made_at = excluded.made_at`
  return { seed, address: totpOf(seed, email).toString() }
}

interface AppRow {
  readonly id: string
  readonly sealedSeed: string
  readonly lastStep: number | null
}

/** The step in which a code is right: now, or one step to either side for clocks that differ; `null` when in none of them. */
function stepOf(seed: string, code: string, now: Instant): number | null {
  const timestamp = msOf(now)
  const delta = totpOf(seed).validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta
}

/** Confirms the app that is being set up by its first code; it takes the place of one that was in use. */
export async function confirmApp(
  sql: OnAccount,
  keys: KeyRing,
  { accountId, code, at }: { accountId: string; code: string; at: Instant },
): Promise<boolean> {
  const [app] = await sql<AppRow[]>`
    select id, sealed_seed as "sealedSeed", last_step as "lastStep" from authenticator_apps
    where account_id = ${accountId} and confirmed_at is null for update`
  const step = app ? stepOf(keys.mustOpen(app.sealedSeed, sealedFor(accountId, app.id)), code, at) : null
  if (!app || step === null) return false
  await sql`delete from authenticator_apps where account_id = ${accountId} and confirmed_at is not null`
  await sql`update authenticator_apps set confirmed_at = ${at}, last_step = ${step} where account_id = ${accountId} and id = ${app.id}`
  return true
}

/**
 * Takes a code of the app in use: right within one step of the server's time, and good once (ASVS 5.0 V6.5.1, V6.5.5).
 * The row stays locked until the transaction ends, so of two requests with one code the second finds it used.
 */
export async function takeCode(
  sql: OnAccount,
  keys: KeyRing,
  { accountId, code, at }: { accountId: string; code: string; at: Instant },
): Promise<boolean> {
  const [app] = await sql<AppRow[]>`
    select id, sealed_seed as "sealedSeed", last_step as "lastStep" from authenticator_apps
    where account_id = ${accountId} and confirmed_at is not null for update`
  const step = app ? stepOf(keys.mustOpen(app.sealedSeed, sealedFor(accountId, app.id)), code, at) : null
  if (!app || step === null || (app.lastStep !== null && step <= app.lastStep)) return false
  await sql`update authenticator_apps set last_step = ${step} where account_id = ${accountId} and id = ${app.id}`
  return true
}

/** Seals every seed anew that lies under an older key. @returns how many there were */
export async function resealApps(sql: OnAccount, keys: KeyRing): Promise<number> {
  const rows = await sql<{ accountId: string; id: string; sealedSeed: string }[]>`
    select account_id as "accountId", id, sealed_seed as "sealedSeed" from hub.authenticator_apps for update`
  const old = rows.filter(({ sealedSeed }) => !keys.isCurrent(sealedSeed))
  for (const { accountId, id, sealedSeed } of old) {
    const about = sealedFor(accountId, id)
    await sql`update hub.authenticator_apps set sealed_seed = ${keys.seal(keys.mustOpen(sealedSeed, about), about)}
      where account_id = ${accountId} and id = ${id}`
  }
  return old.length
}
