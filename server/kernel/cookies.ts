import { createHash, randomBytes } from 'node:crypto'

/** Over https the cookie can only be set by this very host (`__Host-`); on http://localhost browsers refuse that prefix. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-hub' : 'hub')

/** The session token in a Cookie header, or `null`. */
export function tokenIn(header: string | undefined, secure: boolean): string | null {
  const name = `${cookieName(secure)}=`
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(name))
  const token = found?.slice(name.length) ?? ''
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null
}

/** A new token: 256 random bits. Only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest()

export const setCookie = (token: string, secure: boolean, seconds: number): string =>
  `${cookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`

export const clearCookie = (secure: boolean): string => setCookie('', secure, 0)
