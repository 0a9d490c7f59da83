/** The first line of what is signed: another scheme gets another name. */
export const SIGNING_SCHEME = 'DUTYHUB-HMAC-SHA256'
/** A signature counts for so long before and after its time. */
export const REPLAY_MINUTES = 5

export interface Signed {
  readonly method: string
  /** With everything behind the question mark. */
  readonly path: string
  readonly timestamp: string
  readonly nonce: string
  /** SHA-256 of the bytes of the body, as 64 small hexadecimal digits; of nothing for a request without one. */
  readonly bodyHash: string
}

/**
 * What is signed, as text of six lines. Everything that matters is in it: another method, path, time or body has another signature.
 *
 * @example signedText({ method: 'POST', path: '/partner/v1/referrals', … }) // 'DUTYHUB-HMAC-SHA256\nPOST\n/partner/v1/referrals\n…'
 */
export const signedText = ({ method, path, timestamp, nonce, bodyHash }: Signed): string =>
  [SIGNING_SCHEME, method, path, timestamp, nonce, bodyHash].join('\n')
