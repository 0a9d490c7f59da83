const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
/** What a person does is told to the hub once a minute at most. */
const TELL_EVERY_MS = MINUTE_MS
/** While a warning stands, another tab of the same browser may have been used: the hub is asked now and then. */
const ASK_EVERY_MS = 15 * SECOND_MS
/** Two minutes to answer, where WCAG 2.2 (2.2.1) asks for 20 seconds at least. */
export const WARNING_MS = 2 * MINUTE_MS

/** How long this session lasts, as far as this tab knows. All times in milliseconds by the hub’s clock. */
export interface Stay {
  /** When it ends if its person does nothing more, by the hub’s last word. */
  readonly idleEndsMs: number
  /** When it ends whatever is done. */
  readonly endsMs: number
  /** When the hub last said so. */
  readonly askedMs: number
  /** When the person here last pressed something. */
  readonly actedMs: number
  /** The last act that the hub knows of. */
  readonly toldMs: number
  /** When the hub last could not be reached, or would not answer; `null` since it did. */
  readonly failedMs: number | null
}

/**
 * What to do now: `rest`; `tell` the hub that its person is here; `ask` the hub before saying anything; `warn`; or `over`, when the
 * hub said that the time is up and nothing was heard since.
 */
export type StayStep = 'rest' | 'tell' | 'ask' | 'warn-idle' | 'warn-limit' | 'over'

/**
 * The step that is due. Nothing that a screen does by itself is an act, so a board that refetches all night ends as it should.
 *
 * @example stepOf(stay, nowMs())
 */
export function stepOf(stay: Stay, now: number): StayStep {
  const ends = Math.min(stay.idleEndsMs, stay.endsMs)
  const near = ends - now <= WARNING_MS
  const acted = stay.actedMs > stay.toldMs && stay.idleEndsMs < stay.endsMs
  // A hub that cannot be reached is tried now and then, and not for as long as there is something to tell.
  const tries = stay.failedMs === null || now - stay.failedMs >= ASK_EVERY_MS
  if (acted && tries && now < ends && (near || now - stay.toldMs >= TELL_EVERY_MS)) return 'tell'
  if (!near) return 'rest'
  if (now - stay.askedMs >= ASK_EVERY_MS || (now >= ends && stay.askedMs < ends)) return 'ask'
  if (now >= ends) return 'over'
  return stay.idleEndsMs < stay.endsMs ? 'warn-idle' : 'warn-limit'
}

/** How long is left, in the words of the warning: whole minutes, then quarters of a minute. @example leftWords(61_000) // '2 minutes' */
export function leftWords(ms: number): string {
  if (ms > MINUTE_MS) return '2 minutes'
  if (ms > 45 * SECOND_MS) return '1 minute'
  return `${Math.max(15, Math.ceil(ms / (15 * SECOND_MS)) * 15)} seconds`
}
