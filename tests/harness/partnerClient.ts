import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { signedText } from '#shared/partners/signing.ts'
import type { Answer } from './person.ts'

export interface PartnerKey {
  readonly keyId: string
  readonly secret: string
}

export interface Sending {
  readonly method?: 'GET' | 'POST'
  readonly path?: string
  readonly body?: string
  readonly at: string
  readonly nonce?: string
  /** What is sent instead of what was signed. */
  readonly sentBody?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A partner's own system, as a partner would write it from the page: it knows nothing of the hub but its key and the scheme. */
export async function partnerSends(address: string, key: PartnerKey, sending: Sending): Promise<Answer> {
  const { method = 'POST', path = '/partner/v1/referrals', body = '', at, nonce = randomUUID() } = sending
  const bodyHash = createHash('sha256')
    .update(method === 'GET' ? '' : body)
    .digest('hex')
  const text = signedText({ method, path, timestamp: at, nonce, bodyHash })
  const signature = createHmac('sha256', createHash('sha256').update(key.secret).digest()).update(text).digest('hex')
  const response = await fetch(`${address}${path}`, {
    method,
    headers: {
      'duty-hub-key': key.keyId,
      'duty-hub-timestamp': at,
      'duty-hub-nonce': nonce,
      'duty-hub-signature': `v1=${signature}`,
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...sending.headers,
    },
    ...(method === 'POST' && { body: sending.sentBody ?? body }),
  })
  const answer = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: (answer === '' ? {} : JSON.parse(answer)) as Record<string, unknown>,
  }
}

/** How much stands of all that a partner's sending may leave behind: two prints alike mean that nothing was saved in between. */
export async function partnersPrint(owner: Sql): Promise<string> {
  const [row] = await owner<{ print: string }[]>`
    select (select count(*) from hub.referrals)::text || ' ' || (select count(*) from hub.powers) || ' ' || (select count(*) from hub.events)
      || ' ' || (select count(*) from hub.partner_referrals) || ' ' || (select sum(last_referral_number) from hub.service_counters) as print`
  return row?.print ?? ''
}
