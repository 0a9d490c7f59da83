import type { SessionEnd } from './sessionEnd.ts'

/** What a screen can depend on. News names topics, never contents. */
export const topics = [
  'accounts',
  'register',
  'rota',
  'referrals',
  'allocations',
  'choosing',
  'toil',
  'openings',
  'audit',
  'sessions',
  'privacy',
  'desk',
  'alarms',
  'safety',
  'handover',
  'papers',
  'wall',
  'planner',
  'notices',
] as const
export type Topic = (typeof topics)[number]

/**
 * What goes over the socket: that something happened, never what it says. Screens ask again, under their own permission.
 * `epoch` changes when the database was restored; a screen that meets a new epoch asks again for everything.
 * `seq` is the last event number of the service that this news covers (1, 2, 3 … without gaps), `after` the one before its first: who
 * has not heard of that one has a hole, and asks from the last that they heard (`missed.ts`).
 */
export interface News {
  readonly epoch: string
  readonly seq: number
  /** Left out by a node of the last release. */
  readonly after?: number
  readonly touches: readonly Topic[]
  /** The number of the request that it comes from, by which a press can be followed from one screen to the next; none when nobody pressed. */
  readonly requestId?: string
}

/** The state of the stream, sent to each socket as it joins and every few seconds after, so that a screen can tell "quiet" from "cut off". */
export interface Pulse {
  readonly epoch: string
  readonly seq: number
  /** The server's clock, ISO, so that a phone with a wrong clock still counts down rightly. */
  readonly now: string
}

export interface ServerToClientEvents {
  news: (news: News) => void
  pulse: (pulse: Pulse) => void
  /** Somebody else has a record open or is typing in it: names of colleagues only, never of the person referred. */
  presence: (presence: readonly Presence[]) => void
  /** The session behind this socket has ended; the screen goes to sign-in and keeps its drafts. */
  signedOut: (because: SessionEnd) => void
}

export interface ClientToServerEvents {
  /** Says which referral this screen has open, and whether its person is typing. `null` closes it. */
  looking: (at: { referralId: string; typing: boolean } | null) => void
}

export interface Presence {
  readonly referralId: string
  readonly personId: string
  readonly name: string
  readonly typing: boolean
}
