import type { Request, Response } from 'express'
import { deviceOf } from '#shared/identity/device.ts'
import type { Instant } from '#shared/time/instant.ts'
import { hashOf, newToken } from '#server/kernel/cookies.ts'
import type { IdentityDeps } from './deps.ts'
import { note, onAccount, type From, type OnAccount } from './onAccount.ts'

const YEAR_S = 365 * 24 * 3600
const nameOf = (secure: boolean): string => (secure ? '__Host-hub-device' : 'hub-device')

/** The token by which this browser is known, if it brought one. It opens nothing: it only says "seen before". */
function deviceToken(request: Request, secure: boolean): string | null {
  const start = `${nameOf(secure)}=`
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
  const token = found?.slice(start.length) ?? ''
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null
}

/** Whether an account's person has signed in with this browser before: its token when so, else `null`. */
export async function knownDeviceOf(deps: IdentityDeps, request: Request, accountId: string): Promise<string | null> {
  const token = deviceToken(request, deps.secure)
  if (token === null) return null
  return onAccount(deps.database, accountId, async (sql) => {
    const [known] = await sql`select from known_devices where account_id = ${accountId} and hash = ${hashOf(token)}`
    return known ? token : null
  })
}

/** Remembers the browser of a finished sign-in. One that is new, to somebody who has others, is told at the next sign-in. */
export async function rememberDevice(
  deps: IdentityDeps,
  sql: OnAccount,
  request: Request,
  response: Response,
  { at, from }: { at: Instant; from: From },
): Promise<void> {
  const brought = deviceToken(request, deps.secure)
  const hash = brought === null ? null : hashOf(brought)
  const devices = await sql<{ hash: Uint8Array }[]>`select hash from known_devices order by made_at`
  const known = devices.some((one) => hash !== null && Buffer.from(one.hash).equals(hash))
  if (known && hash) {
    await sql`update known_devices set used_at = ${at} where hash = ${hash}`
    return
  }
  const token = brought ?? newToken()
  await sql`insert into known_devices (hash, label, made_at, used_at) values (${hashOf(token)}, ${from.device}, ${at}, ${at}) on conflict do nothing`
  if (devices.length > 0) await note(sql, 'new-device', at, from)
  response.append(
    'set-cookie',
    `${nameOf(deps.secure)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${YEAR_S}${deps.secure ? '; Secure' : ''}`,
  )
}

export const fromOf = (request: Request, sessionId: string | null = null): From => ({
  address: request.ip ?? '',
  device: deviceOf(request.headers['user-agent']).label,
  sessionId,
})
