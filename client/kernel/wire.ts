import { sessionEndOf, type SessionEnd } from '#shared/kernel/sessionEnd.ts'
import { deviceMs, heardHubTime } from './clock.ts'

/** What the hub adds to every "no", besides the code and its facts. */
export interface Said {
  /** Plain words with the next step. Always there, so a screen that does not know a code can still show it. */
  readonly message: string
  readonly field?: string
  readonly fields?: readonly { readonly field: string; readonly message: string }[]
  readonly requestId?: string
  /** Why the session is over, with a 401. */
  readonly because?: string
}

/**
 * A "no" as lines for the error summary: one for each field it names, or one for the whole form.
 *
 * @example setErrors(fieldErrorsOf(sent.refusal))
 */
export const fieldErrorsOf = ({
  message,
  field,
  fields,
}: Said): readonly { readonly field?: string | undefined; readonly message: string }[] =>
  fields !== undefined && fields.length > 0 ? fields : [{ field, message }]

/** What the door may refuse whatever the command: the form was wrong, or this person may not. */
export type DoorRefusal =
  | { readonly code: 'invalid' }
  | { readonly code: 'not-allowed' }
  | { readonly code: 'step-up-needed' }
  | { readonly code: 'not-found' }
  | { readonly code: 'too-large' }

/** Nothing can be said about what happened at the hub: no signal, the hub is down, the session is over or somebody else's. */
export class NotSent extends Error {
  readonly reason: keyof typeof notSentWords
  readonly status: number | null

  constructor(reason: keyof typeof notSentWords, status: number | null = null) {
    super(notSentWords[reason])
    this.name = 'NotSent'
    this.reason = reason
    this.status = status
  }
}

export const notSentWords = {
  'no-signal': 'Not sent: the hub cannot be reached. What you typed is still here. Try again, or ring the hub.',
  'hub-down': 'Not sent: the hub has a problem. What you typed is still here. Try again in a minute.',
  'somebody-else': 'Not sent: somebody else has signed in on this device since. Sign in as yourself and send it again.',
  'signed-out': 'You have been signed out. What you typed is kept. Sign in again to go on.',
} as const

/** A question the hub would not answer: not allowed, not found, or asked wrongly. */
export class NotAnswered extends Error {
  readonly code: string
  readonly status: number

  constructor(status: number, said: Said & { readonly code: string }) {
    super(said.message)
    this.name = 'NotAnswered'
    this.code = said.code
    this.status = status
  }
}

const somebodyElseListeners = new Set<() => void>()

/** Tells when the hub answers that somebody else is signed in here than this page believes. */
export function onSomebodyElse(listener: () => void): () => void {
  somebodyElseListeners.add(listener)
  return () => somebodyElseListeners.delete(listener)
}

export const sayThatItIsSomebodyElse = (): void => {
  for (const tell of somebodyElseListeners) tell()
}

type Listener = (because: SessionEnd | null) => void
const sessionOverListeners = new Set<Listener>()

/** Tells when any answer says that the session is over, and why when that is known. */
export function onSessionOver(listener: Listener): () => void {
  sessionOverListeners.add(listener)
  return () => sessionOverListeners.delete(listener)
}

/** @param because as it came over the wire; a reason that this version does not know is none */
export const sayTheSessionIsOver = (because?: unknown): void => {
  for (const tell of sessionOverListeners) tell(sessionEndOf(because))
}

const PATIENCE_MS = 20_000

/** Gives up when the asker does, or after a while. Written out because phones in use do not all know `AbortSignal.any`. */
function patient(asker: AbortSignal | null | undefined): AbortSignal {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), PATIENCE_MS)
  if (asker?.aborted === true) stop.abort()
  asker?.addEventListener('abort', () => stop.abort(), { once: true })
  return stop.signal
}

/** Answers that have no body, by the fetch standard. */
const BODILESS = new Set([204, 205, 304])

/**
 * One request to the hub, with this site's cookie. Learns the hub's time from the answer, and reads it to its end: an answer that is cut
 * off on its way is none, and one that nobody reads would hold its connection until we lose patience.
 *
 * @throws NotSent when no answer came
 */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const sentMs = deviceMs()
  try {
    const response = await fetch(path, {
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      ...init,
      signal: patient(init.signal),
    })
    // A file that this app keeps on the phone still says when it was fetched: only an answer of the hub itself tells its time.
    if (path.startsWith('/api/')) heardHubTime(response.headers.get('x-hub-time'), sentMs)
    const { status, statusText, headers } = response
    const body = await response.arrayBuffer()
    return new Response(BODILESS.has(status) ? null : body, { status, statusText, headers })
  } catch (fault) {
    if (init.signal?.aborted === true) throw fault
    throw new NotSent('no-signal')
  }
}

const defaultWords: Readonly<Record<number, string>> = {
  400: 'Something on this form is not right. Check it and try again.',
  403: 'You do not have access to this. Ask your manager if you need it.',
  404: 'This is not here, or you do not have access to it.',
  409: 'Something changed while you were working. Look again and try once more.',
  413: 'This is too long to send. Make it shorter.',
}

const defaultCodes: Readonly<Record<number, string>> = {
  400: 'invalid',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  415: 'invalid',
}

/** Reads a "no". An answer from something between us and the hub may not be JSON; it still becomes words. */
export async function readNo(response: Response): Promise<Said & { readonly code: string }> {
  const body: unknown = await response.json().catch(() => null)
  const told = typeof body === 'object' && body !== null ? (body as Partial<Said> & { readonly code?: string }) : {}
  return {
    ...told,
    code: told.code ?? defaultCodes[response.status] ?? 'refused',
    message:
      told.message ?? defaultWords[response.status] ?? 'The hub did not accept this. Try again, or ring the hub.',
  }
}

/**
 * A socket is refused without a reason: asks the hub for it. No answer, or one that the hub is too busy to give, is no reason to take
 * anybody's page away.
 *
 * @returns whether the session is over
 */
export async function askWhyItIsOver(): Promise<boolean> {
  const response = await call('/api/session/now').catch(() => null)
  if (response?.ok !== true) return false
  const { nobody } = (await response.json().catch(() => ({}))) as { readonly nobody?: Partial<Said> }
  if (nobody) sayTheSessionIsOver(nobody.because)
  return nobody !== undefined
}
