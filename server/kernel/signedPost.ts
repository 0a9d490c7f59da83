import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Instant } from '#shared/time/instant.ts'

/** Whoever does not answer in this time is tried again later: what comes after must not wait. */
const WAIT_MS = 5000

/** An address of the settings that the hub posts to, and the secret with which it signs. */
export interface Webhook {
  readonly url: string
  readonly secret: string
}

/** What of a post is signed. */
export interface PostSigned {
  readonly method: string
  readonly path: string
  readonly timestamp: string
  readonly nonce: string
  readonly bodyHash: string
}

interface Posting {
  /** The same for every try of one thing, so that the receiver can tell a second arrival. */
  readonly delivery: string
  readonly body: unknown
  readonly now: Instant
  /** The text that is signed. */
  readonly text: (signed: PostSigned) => string
}

/**
 * Posts something, signed by HMAC-SHA-256. Only the address of the settings is asked; a redirect is not followed and counts as a failure;
 * what is answered is not read.
 *
 * @returns whether it was taken: an answer of 200 to 299 in time
 */
export async function postSigned({ url, secret }: Webhook, { delivery, body, now, text }: Posting): Promise<boolean> {
  const sent = JSON.stringify(body)
  const { pathname, search } = new URL(url)
  const nonce = randomUUID()
  const bodyHash = createHash('sha256').update(sent).digest('hex')
  const signed = text({ method: 'POST', path: `${pathname}${search}`, timestamp: now, nonce, bodyHash })
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(WAIT_MS),
      headers: {
        'content-type': 'application/json',
        'duty-hub-delivery': delivery,
        'duty-hub-timestamp': now,
        'duty-hub-nonce': nonce,
        'duty-hub-signature': `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`,
      },
      body: sent,
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    // No network, no answer in time, a certificate that is not believed: all the same to whoever has to be rung.
    return false
  }
}
