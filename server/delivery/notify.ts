import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { msOf, type Instant } from '#shared/time/instant.ts'
import type { Delivery, Message, Sent, Way } from '#server/notices/ways.ts'
import { ask, failureOf, type Answered, type Asked } from './ask.ts'

/** The settings of GOV.UK Notify. */
export interface NotifySettings {
  readonly url: string
  /** As Notify shows it once: its name, the service's id and the secret, with hyphens between. */
  readonly apiKey: string
}

const KEY = /^.*?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** @returns `null` for what is no key of Notify */
export function readNotifyKey(text: string): { readonly issuer: string; readonly secret: string } | null {
  const [, issuer, secret] = KEY.exec(text) ?? []
  return issuer === undefined || secret === undefined ? null : { issuer, secret }
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Who asks, as Notify wants it: a token signed by HMAC-SHA-256, good for thirty seconds. */
function tokenOf(apiKey: string, now: Instant): string {
  const key = readNotifyKey(apiKey)
  if (key === null) throw new Error('this is no key of GOV.UK Notify')
  const said = `${base64url({ typ: 'JWT', alg: 'HS256' })}.${base64url({ iss: key.issuer, iat: Math.floor(msOf(now) / 1000) })}`
  return `${said}.${createHmac('sha256', key.secret).update(said).digest('base64url')}`
}

const taken = z.object({ id: z.string().max(100) })
const list = z.object({ notifications: z.array(taken) })
const state = z.object({ status: z.string().max(60) })

function read<Value>(answered: Answered, shape: z.ZodType<Value>): Value | null {
  try {
    return shape.parse(JSON.parse(answered.text))
  } catch {
    return null
  }
}

type AskNotify = (path: string, now: Instant, asked: Pick<Asked, 'method' | 'body'>) => Promise<Answered | null>

/** Asks under a fresh token each time: none outlives its thirty seconds. */
const asking =
  ({ url, apiKey }: NotifySettings): AskNotify =>
  (path, now, asked) =>
    ask(`${url}${path}`, {
      ...asked,
      headers: { authorization: `Bearer ${tokenOf(apiKey, now)}`, 'content-type': 'application/json' },
    })

/** Whether an earlier try of the same message got through without our hearing of it. */
async function sentBefore(asks: AskNotify, { id }: Message, now: Instant): Promise<string | null> {
  const answered = await asks(`/v2/notifications?reference=${encodeURIComponent(id)}`, now, { method: 'GET' })
  const found = answered?.status === 200 ? read(answered, list) : null
  return found?.notifications[0]?.id ?? null
}

/** A message is delivered, failed for good, or still on its way. Statuses: GOV.UK Notify, REST API, "Status: email" and "Status: text message". */
function deliveryOf(status: string): Delivery {
  if (status === 'delivered') return 'delivered'
  return /^(?:permanent|temporary|technical)-failure$/.test(status) ? 'failed' : 'unknown'
}

/**
 * Messages by GOV.UK Notify: text messages to a number, or letters to an address. The template holds one field, `message`; its words are
 * the hub's. Every message has a reference of ours, so that one that was sent just before a server died is found and not sent again.
 *
 * @param kind which of the two, with the id of its template
 */
export function notifyWay(
  settings: NotifySettings,
  kind: { readonly of: 'sms' | 'email'; readonly template: string },
): Way<string> {
  const asks = asking(settings)
  const address = kind.of === 'sms' ? 'phone_number' : 'email_address'
  return {
    async send(to, message, now): Promise<Sent> {
      const before = message.triedBefore ? await sentBefore(asks, message, now) : null
      if (before !== null) return { how: 'taken', reference: before, asksLater: true }
      const body = JSON.stringify({
        [address]: to,
        template_id: kind.template,
        personalisation: { message: `${message.text.body} ${message.link}` },
        reference: message.id,
      })
      const answered = await asks(`/v2/notifications/${kind.of}`, now, { method: 'POST', body })
      if (answered?.status !== 201) return failureOf(answered?.status ?? 0)
      return { how: 'taken', reference: read(answered, taken)?.id ?? null, asksLater: true }
    },
    async ask(reference, now) {
      const answered = await asks(`/v2/notifications/${encodeURIComponent(reference)}`, now, { method: 'GET' })
      return answered?.status === 200 ? deliveryOf(read(answered, state)?.status ?? '') : 'unknown'
    },
  }
}
