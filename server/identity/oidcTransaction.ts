import type { KeyRing } from './keyRing.ts'
import { z } from 'zod'

/** Why somebody is sent to the provider: to come in, to link their account while they are in, or to show that it is still them. */
export const purposes = ['sign-in', 'link', 'again'] as const

const transaction = z.strictObject({
  providerId: z.string(),
  purpose: z.enum(purposes),
  state: z.string().min(40),
  nonce: z.string().min(40),
  verifier: z.string().min(43),
  returnTo: z.string(),
  /** The session that asked, for `link` and `again`: its own cookie does not come back from another site. */
  sessionId: z.uuid().nullable(),
  /** Milliseconds since 1970, by the hub's clock. */
  startedMs: z.number(),
})

/** What the browser keeps while its person is at the provider: sealed, so that it can neither be read nor made up. */
export type Transaction = z.output<typeof transaction>

const MINUTES = 10
const PURPOSE = 'sign-in transaction'

const nameOf = (secure: boolean): string => (secure ? '__Host-hub-sso' : 'hub-sso')

/**
 * The cookie for the way to the provider and back. Lax, because the way back comes from another site; it opens nothing, holds no
 * session, and is gone after ten minutes or the first return (ASVS 5.0 V3.3.2, V10.1.2, V10.2.1).
 */
export const setTransaction = (keys: KeyRing, secure: boolean, sent: Transaction): string =>
  cookie(secure, keys.seal(JSON.stringify(sent), PURPOSE), MINUTES * 60)

export const clearTransaction = (secure: boolean): string => cookie(secure, '', 0)

const cookie = (secure: boolean, value: string, seconds: number): string =>
  `${nameOf(secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`

/** Whether the browser sent one at all: a form that another site posts comes without. */
export const hasTransaction = (header: string | undefined, secure: boolean): boolean => valueIn(header, secure) !== ''

/** What was kept for this provider; `null` when there is nothing, it is too old, or it is for another provider. */
export function transactionIn(
  keys: KeyRing,
  secure: boolean,
  header: string | undefined,
  at: { readonly providerId: string; readonly nowMs: number },
): Transaction | null {
  const opened = keys.open(valueIn(header, secure), PURPOSE)
  if (opened === null) return null
  const read = transaction.safeParse(JSON.parse(opened))
  if (!read.success || read.data.providerId !== at.providerId) return null
  const ageMs = at.nowMs - read.data.startedMs
  return ageMs >= 0 && ageMs <= MINUTES * 60_000 ? read.data : null
}

function valueIn(header: string | undefined, secure: boolean): string {
  const name = `${nameOf(secure)}=`
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(name))
  return found?.slice(name.length) ?? ''
}

/** A place of ours to go back to: a path, never another site. @example ownPath('//evil.example') // '/' */
export const ownPath = (text: unknown): string =>
  typeof text === 'string' && text.length <= 200 && /^\/(?![/\\])[\w\-./?=&%]*$/.test(text) ? text : '/'
