import { createHmac } from 'node:crypto'

/** The login that serves requests: it owns nothing and cannot go round row-level security. */
export const APP_ROLE = 'hub_app'

/**
 * The address of the same database for the login that serves requests. Its password is derived from the owner's,
 * so that several nodes with one DATABASE_URL agree without a second secret to hand out.
 *
 * @example appUrlFor('postgres://postgres:secret@127.0.0.1:5433/duty_hub')
 */
export function appUrlFor(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.username = APP_ROLE
  url.password = appPasswordFor(ownerUrl)
  return url.toString()
}

export function appPasswordFor(ownerUrl: string): string {
  const secret = decodeURIComponent(new URL(ownerUrl).password)
  return createHmac('sha256', `duty-hub:${secret}`).update(APP_ROLE).digest('base64url')
}
