import { createECDH, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { isNamed, pushHostOf } from '#shared/notices/reach.ts'
import { msOf, type Instant } from '#shared/time/instant.ts'
import type { Message, PushTarget, Sent, Ways } from '#server/notices/ways.ts'
import { ask, failureOf } from './ask.ts'
import { sealed } from './pushCipher.ts'

/** The settings of notices on phones and computers. */
export interface PushSettings {
  /** The private key by which push services know this hub (RFC 8292): 32 bytes in base64url. */
  readonly key: string
  /** Whom a push service rings when something is wrong: `mailto:` or `https:`. */
  readonly contact: string
  /** The hosts that may be posted to; `*.name` for all below a name. */
  readonly hosts: readonly string[]
}

/** A push service keeps a message so long for a phone that is switched off: a job is no news after an hour. */
const KEPT_SECONDS = { urgent: 3600, other: 86_400 }
/** A token is good for less than the day that push services allow. */
const TOKEN_SECONDS = 12 * 3600

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The two halves of the hub's key, as browsers and as signatures need them. @throws Error when it is no key of the curve */
function keysOf(secret: string): { readonly publicKey: string; readonly signing: KeyObject } {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(Buffer.from(secret, 'base64url'))
  const open = pair.getPublicKey()
  const half = (from: number): string => open.subarray(from, from + 32).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', d: secret, x: half(1), y: half(33) }
  return { publicKey: open.toString('base64url'), signing: createPrivateKey({ key: jwk, format: 'jwk' }) }
}

/** A fresh key for the settings. @example freshPushKey() // 43 characters of base64url */
export function freshPushKey(): string {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  // A leading zero byte is left out by some versions of OpenSSL.
  return Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
    .subarray(-32)
    .toString('base64url')
}

/**
 * Notices on phones and computers by Web Push (RFC 8030), sealed for the browser and signed by the hub's own key. Only hosts of the settings
 * are posted to. The same message again takes the place of the first, at the push service by its topic and on the screen by its tag.
 */
export function pushWay({ key, contact, hosts }: PushSettings): NonNullable<Ways['push']> {
  const { publicKey, signing } = keysOf(key)
  const token = (audience: string, now: Instant): string => {
    const claims = { aud: audience, exp: Math.floor(msOf(now) / 1000) + TOKEN_SECONDS, sub: contact }
    const said = `${base64url({ typ: 'JWT', alg: 'ES256' })}.${base64url(claims)}`
    const signature = sign('sha256', Buffer.from(said), { key: signing, dsaEncoding: 'ieee-p1363' })
    return `${said}.${signature.toString('base64url')}`
  }
  return {
    publicKey,
    async send(to, message, now): Promise<Sent> {
      const origin = postableOrigin(to.endpoint, hosts)
      if (origin === null) return { how: 'never', why: 'not-allowed' }
      const body = sealFor(to, message)
      if (body === null) return { how: 'never', why: 'bad-address' }
      const answered = await ask(to.endpoint, {
        method: 'POST',
        headers: {
          authorization: `vapid t=${token(origin, now)}, k=${publicKey}`,
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(message.urgent ? KEPT_SECONDS.urgent : KEPT_SECONDS.other),
          urgency: message.urgent ? 'high' : 'normal',
          topic: message.id.replaceAll('-', ''),
        },
        body,
      })
      return readAnswer(answered?.status ?? 0)
    },
  }
}

function readAnswer(status: number): Sent {
  if (status >= 200 && status < 300) return { how: 'taken', reference: null, asksLater: false }
  return status === 404 || status === 410 ? { how: 'never', why: 'gone' } : failureOf(status)
}

const LOOPBACK = new Set(['localhost', '127.0.0.1'])

/** Where the hub may post to, as the one that a token is for; `null` for nowhere. On this machine only where the settings name it with its port. */
function postableOrigin(endpoint: string, hosts: readonly string[]): string | null {
  const host = pushHostOf(endpoint)
  if (host !== null) return isNamed(host, hosts) ? `https://${host}` : null
  if (!URL.canParse(endpoint)) return null
  const url = new URL(endpoint)
  return LOOPBACK.has(url.hostname) && hosts.includes(url.host) && url.username === '' ? url.origin : null
}

function sealFor(to: PushTarget, { id, text }: Message): Buffer<ArrayBuffer> | null {
  try {
    return sealed(to, JSON.stringify({ title: text.title, body: text.body, path: text.path, tag: id }))
  } catch {
    return null
  }
}
