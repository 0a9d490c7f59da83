import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { personId, type ServiceId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import type { Instant } from '../time/instant.ts'
import type { Device } from './device.ts'

const sessionId = z
  .uuid('That sign-in is not one of yours. Open the list again.')
  .transform((text) => text.toLowerCase())

/** One place where somebody is signed in. */
export interface SessionRow {
  readonly id: string
  /** `Chrome on Windows`. */
  readonly device: string
  readonly deviceKind: Device['kind']
  /** The network address that it was last used from. */
  readonly address: string
  readonly serviceId: ServiceId
  readonly serviceName: string
  readonly since: Instant
  readonly lastUsedAt: Instant
  /** When it ends if nothing more is done there. */
  readonly endsAt: Instant
  /** The one that asks. */
  readonly here: boolean
}

export interface OwnSessions {
  readonly sessions: readonly SessionRow[]
  /** On so many devices at once, and no more. */
  readonly atOnce: number
  readonly idleMinutes: number
}

export const mySessions = defineQuery(
  'identity.mySessions',
  'Where the person who asks is signed in',
  z.strictObject({}),
  ['sessions'],
).answering<OwnSessions>()

export const sessionsOfPerson = defineQuery(
  'identity.sessionsOf',
  'Where somebody is signed in to this service, for its administrators',
  z.strictObject({ personId }),
  ['sessions'],
).answering<{ readonly name: string; readonly sessions: readonly SessionRow[] } | null>()

export type SessionRefusal =
  | { readonly code: 'session-not-found' }
  | { readonly code: 'person-not-found' }
  | { readonly code: 'session-is-this-one' }

export function sessionWords(refusal: SessionRefusal): string {
  switch (refusal.code) {
    case 'session-not-found':
      return 'That sign-in has ended already. Nothing more to do.'
    case 'person-not-found':
      return 'Nobody in this service has that id. Open the list again.'
    case 'session-is-this-one':
      return 'That is the device in front of you. Choose Sign out in your menu to leave it.'
  }
}

export const endOwnSession = defineCommand(
  'identity.endSession',
  'Sign oneself out on another device',
  z.strictObject({ sessionId }),
).answering<{ readonly ended: number }, SessionRefusal>(sessionWords)

export const endOtherSessions = defineCommand(
  'identity.endOtherSessions',
  'Sign oneself out everywhere but here',
  z.strictObject({}),
).answering<{ readonly ended: number }, SessionRefusal>(sessionWords)

export const endSessionsOfPerson = defineCommand(
  'identity.endSessionsOf',
  'Sign somebody out of this service, on one device or on all',
  z.strictObject({ personId, sessionId: sessionId.nullable().default(null) }),
).answering<{ readonly ended: number }, SessionRefusal>(sessionWords)

/** What happened with sessions, for the audit log. */
export type SessionEvent = 'sessions-ended' | 'session-limits-changed'
