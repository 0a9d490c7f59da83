import { nowInstant } from '#client/kernel/clock.ts'
import { call } from '#client/kernel/wire.ts'
import type { FormKey } from '#shared/partners/form.ts'
import { signedText } from '#shared/partners/signing.ts'

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const sha256 = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', bytesOf(text))
const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

interface Calling {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
}

/**
 * One request that is signed as a partner's own system signs it, so that the hub has one way in for both. The secret does not leave
 * this page. A device whose clock is wrong learns the hub's time from the first answer, and signs once more by that.
 *
 * @throws NotSent when no answer came; TypeError where the browser has no cryptography, as on a page that did not come by https
 */
export async function signedCall(key: FormKey, calling: Calling): Promise<Response> {
  const response = await signedOnce(key, calling)
  if (response.status !== 401) return response
  const said: unknown = await response.clone().json()
  const tooOld = typeof said === 'object' && said !== null && 'code' in said && said.code === 'signature-too-old'
  return tooOld ? signedOnce(key, calling) : response
}

async function signedOnce({ keyId, secret }: FormKey, { method, path, body }: Calling): Promise<Response> {
  const [timestamp, nonce] = [nowInstant(), crypto.randomUUID()]
  const text = signedText({ method, path, timestamp, nonce, bodyHash: hexOf(await sha256(body ?? '')) })
  const signing = await crypto.subtle.importKey('raw', await sha256(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const signature = hexOf(await crypto.subtle.sign('HMAC', signing, bytesOf(text)))
  return call(path, {
    method,
    headers: {
      'duty-hub-key': keyId,
      'duty-hub-timestamp': timestamp,
      'duty-hub-nonce': nonce,
      'duty-hub-signature': `v1=${signature}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  })
}
