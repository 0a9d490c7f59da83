import type { Channel, Failure } from '#shared/notices/kinds.ts'
import type { NoticeText } from '#shared/notices/text.ts'
import type { Instant } from '#shared/time/instant.ts'

/** A browser that takes notices, with the keys to write to it (RFC 8291). */
export interface PushTarget {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** One message to one place. `id` is the same for every try of it, so that a second arrival can be told. */
export interface Message {
  readonly id: string
  readonly urgent: boolean
  readonly text: NoticeText
  /** The page that it opens, whole. */
  readonly link: string
  /** Whether an earlier try may have got through without our hearing of it. */
  readonly triedBefore: boolean
}

/** How a try went. `again` passes, `never` does not; `asksLater` when the provider tells only later whether it was delivered. */
export type Sent =
  | { readonly how: 'taken'; readonly reference: string | null; readonly asksLater: boolean }
  | { readonly how: 'again' | 'never'; readonly why: Failure }

/** What a provider says of a message that it took: `unknown` is asked again. */
export type Delivery = 'delivered' | 'failed' | 'unknown'

/** One way out of the hub. Whatever goes wrong is an answer: none of these throws. */
export interface Way<Target> {
  readonly send: (to: Target, message: Message, now: Instant) => Promise<Sent>
  /** Only where `send` says `asksLater`. */
  readonly ask?: (reference: string, now: Instant) => Promise<Delivery>
}

/** The ways that this server has: each only when its settings say so. */
export interface Ways {
  readonly push?: Way<PushTarget> & { readonly publicKey: string }
  /** To a number like +447700900123. */
  readonly sms?: Way<string>
  readonly email?: Way<string>
}

/** @example setUpOf({ email }) // ['email'] */
export const setUpOf = (ways: Ways): readonly Channel[] =>
  (['push', 'sms', 'email'] as const).filter((one) => ways[one] !== undefined)
