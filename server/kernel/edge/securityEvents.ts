import type { RequestHandler, Response } from 'express'
import type { Log } from '../log.ts'
import { hashOf, tokenIn } from '../cookies.ts'
import type { Limits } from './limits.ts'

/** What is written down for whoever watches over the hub, whatever the log's level (ASVS 5.0 V16.3.1–4). */
export type SecurityEvent =
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-out'
  | 'denied'
  | 'wrong-origin'
  | 'limit-hit'
  | 'many-bad-inputs'
  | 'socket-refused'
  | 'socket-ended'
  | 'csp-report'

export interface SecurityFields {
  readonly code?: string
  readonly status?: number
  readonly door?: string
  readonly requestId?: string
  readonly actorId?: string
  readonly serviceId?: string
  readonly address?: string
  readonly count?: number
}

const watching = new WeakMap<Log, Log>()

/** Writes one security event. Ids and codes only: the log's own list of fields sees to that. */
export function noteSecurity(log: Log, event: SecurityEvent, fields: SecurityFields): void {
  if (log.level === 'silent') return
  const always = watching.get(log) ?? log.child({}, { level: 'info' })
  watching.set(log, always)
  always.info({ event, ...fields }, 'security')
}

/** So many refused inputs from one place within a minute are no slip of the hand. */
const BAD_INPUTS = 20
const MINUTE_MS = 60_000
const MOST_PLACES = 5000

export interface EventsDeps {
  readonly log: Log
  readonly limits: Limits
  readonly secure: boolean
  readonly nowMs: () => number
  /** The doors' names: only these are written down, for an address may hold anything. */
  readonly doors: ReadonlySet<string>
}

/** Tells the log that a request let somebody in, and how; a sign-in of which a factor is still missing has let nobody in. */
export const letIn = (response: Response, openedBy: string): void => {
  response.locals['signIn'] = { event: 'signed-in', code: openedBy }
}

/** Tells the log that a request should have let somebody in and did not, where the answer itself does not say so. */
export const notLetIn = (response: Response, why: string): void => {
  response.locals['signIn'] = { event: 'sign-in-failed', code: why }
}

const toldOf = (response: Response): { readonly event: SecurityEvent; readonly code: string } | undefined =>
  response.locals['signIn'] as { event: SecurityEvent; code: string } | undefined

/** Looks at each answer as it leaves, and writes down what somebody should be able to find later. */
export function securityEvents({ log, limits, secure, nowMs, doors }: EventsDeps): RequestHandler {
  const bursts = new Bursts(nowMs)
  return (request, response, next) => {
    const door = nameIn(request.path, doors)
    const token = tokenIn(request.headers.cookie, secure)
    const address = request.ip ?? ''
    response.once('finish', () => {
      const status = response.statusCode
      const count = status === 400 || status === 422 ? bursts.count(address) : 0
      const told = toldOf(response)
      const event = told?.event ?? eventOf(door, status, codeOf(response), count === BAD_INPUTS)
      if (!event) return
      const who = limits.knownAs(token ? hashOf(token) : null)
      noteSecurity(log, event, {
        code: told?.code ?? codeOf(response),
        status,
        door,
        requestId: String(response.locals['requestId'] ?? ''),
        address,
        ...(who && { actorId: who.personId, serviceId: who.serviceId }),
        ...(event === 'many-bad-inputs' && { count }),
      })
    })
    next()
  }
}

/** Somebody tried to show who they are, and it was wrong; the same when it is asked for again before a grave step. */
const WRONG_TRIES = new Set(['sign-in-failed', 'wrong-password', 'wrong-code', 'wrong-recovery-code', 'wrong-passkey'])

/** Sign-in and its like are no doors of a feature; they are known by these names. */
const OWN_PATHS = new Set(['sign-in', 'sign-in/factor', 'sign-in/passkey', 'step-up', 'sign-out', 'service', 'session'])

/** The door that an address belongs to, `other` for any that is none: an address itself may hold anything. */
export function nameIn(path: string, doors: ReadonlySet<string>): string {
  const name = path.replace(/^\/api\//, '')
  return doors.has(name) || OWN_PATHS.has(name) ? name : 'other'
}

const codeOf = (response: Response): string => {
  const code: unknown = response.locals['code']
  return typeof code === 'string' ? code : ''
}

function eventOf(door: string, status: number, code: string, isBurst: boolean): SecurityEvent | null {
  if (isBurst) return 'many-bad-inputs'
  if (status === 429) return 'limit-hit'
  if (code === 'wrong-origin' || code === 'no-origin') return 'wrong-origin'
  if (status === 403) return 'denied'
  if (WRONG_TRIES.has(code)) return 'sign-in-failed'
  return door === 'sign-out' && status === 200 ? 'signed-out' : null
}

/** How many refused inputs came from each address in the present minute. */
class Bursts {
  readonly #nowMs: () => number
  readonly #counts = new Map<string, { count: number; sinceMs: number }>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  count(address: string): number {
    const known = this.#counts.get(address)
    const nowMs = this.#nowMs()
    if (this.#counts.size >= MOST_PLACES) this.#counts.clear()
    const fresh = !known || nowMs - known.sinceMs > MINUTE_MS
    const next = fresh ? { count: 1, sinceMs: nowMs } : { ...known, count: known.count + 1 }
    this.#counts.set(address, next)
    return next.count
  }
}
