import { randomUUID } from 'node:crypto'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Request } from 'express'
import { isIP } from 'node:net'
import type { Instant } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import type { IdentityDeps } from './deps.ts'
import { onAccount, type OnAccount } from './onAccount.ts'
import type { Asker } from './whoAsks.ts'

const NAME = 'Duty Hub'

/** The host that a passkey of this request's address is bound to; `null` when it has none (a bare number is no name). */
export function hostOf(deps: IdentityDeps, request: Request): string | null {
  const origin = request.headers.origin ?? [...deps.origins][0] ?? ''
  if (!deps.origins.has(origin)) return null
  const host = new URL(origin).hostname
  return isIP(host.replaceAll(/[[\]]/g, '')) === 0 ? host : null
}

const keep = (deps: IdentityDeps, challenge: string, purpose: 'register' | 'sign-in', accountId: string | null) =>
  deps.database`select hub.keep_challenge(${challenge}, ${purpose}, ${accountId}, ${deps.clock()})`

/** A question is taken once: whoever sends an old answer again finds it gone. */
async function take(
  sql: Database | OnAccount,
  at: Instant,
  challenge: string,
  purpose: string,
  accountId: string | null,
) {
  const [row] = await sql<{ taken: boolean }[]>`
    select hub.take_challenge(${challenge}, ${purpose}, ${accountId}, ${at}) as taken`
  return row?.taken === true
}

/** What the browser needs to make a passkey. */
export async function registrationOptions(deps: IdentityDeps, host: string, { accountId, email }: Asker) {
  const known = await onAccount(
    deps.database,
    accountId,
    (sql) => sql<{ id: string; transports: string[] }[]>`select credential_id as id, transports from passkeys`,
  )
  const options = await generateRegistrationOptions({
    rpName: NAME,
    rpID: host,
    userName: email,
    userDisplayName: email,
    userID: new TextEncoder().encode(accountId),
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keep(deps, options.challenge, 'register', accountId)
  return options
}

/** Keeps a new passkey. @returns false when its answer is not right, or it is somebody's already */
export async function addPasskey(
  deps: IdentityDeps,
  host: string,
  { accountId }: Asker,
  { name, response }: { name: string; response: RegistrationResponseJSON },
): Promise<boolean> {
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => take(deps.database, deps.clock(), challenge, 'register', accountId),
    expectedOrigin: [...deps.origins],
    expectedRPID: host,
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) return false
  const { credential } = verified.registrationInfo
  const kept = await onAccount(
    deps.database,
    accountId,
    (sql) => sql`
      insert into passkeys (id, credential_id, public_key, counter, transports, name, made_at)
      values (${randomUUID()}, ${credential.id}, ${credential.publicKey}, ${credential.counter}, ${[...(credential.transports ?? [])]}, ${name}, ${deps.clock()})
      on conflict (credential_id) do nothing returning id`,
  )
  return kept.length > 0
}

/** What the browser needs to find a passkey of this host, whoever it belongs to. */
export async function signInOptions(deps: IdentityDeps, host: string) {
  const options = await generateAuthenticationOptions({ rpID: host, userVerification: 'required' })
  await keep(deps, options.challenge, 'sign-in', null)
  return options
}

/**
 * Takes a passkey's answer, once, by its owner's own verification on the device (fingerprint, face or PIN): so it is two factors.
 *
 * @returns whose passkey it was; `null` when its answer is not right
 */
export async function takePasskey(
  deps: IdentityDeps,
  host: string,
  response: AuthenticationResponseJSON,
): Promise<string | null> {
  const [owner] = await deps.database<{ accountId: string }[]>`select * from hub.owner_of_passkey(${response.id})`
  if (!owner) return null
  return onAccount(deps.database, owner.accountId, async (sql) => {
    const [kept] = await sql<{ id: string; publicKey: Uint8Array; counter: number }[]>`
      select id, public_key as "publicKey", counter from passkeys where credential_id = ${response.id} for update`
    if (!kept) return null
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => take(sql, deps.clock(), challenge, 'sign-in', null),
      expectedOrigin: [...deps.origins],
      expectedRPID: host,
      credential: { id: response.id, publicKey: new Uint8Array(kept.publicKey), counter: kept.counter },
      requireUserVerification: true,
    }).catch(() => null)
    if (!verified?.verified) return null
    await sql`update passkeys set counter = ${verified.authenticationInfo.newCounter}, used_at = ${deps.clock()} where id = ${kept.id}`
    return owner.accountId
  })
}
