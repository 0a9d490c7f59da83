import { msOf, type Instant } from '#shared/time/instant.ts'

/** A legal clock that has come into its last hours, or has run out. */
export interface Turned {
  readonly number: number
  readonly kind: string
  readonly state: 'soon' | 'over'
}

/** When which turn of a clock was told on this screen. */
export type ToldOnce = ReadonlyMap<string, Instant>

/**
 * The board turns with the minute, an alarm comes with the second: what both notice within this is one piece of news. Later it is
 * another: a warning that follows, or a limit that was corrected and has passed again.
 */
const SAME_NEWS_MS = 120_000

const keyOf = ({ number, kind, state }: Turned): string => `${number} ${kind} ${state}`

/** Whether this was told a moment ago. @example isTold(new Map(), { number: 2424, kind: 's136', state: 'over' }, now) // false */
export function isTold(told: ToldOnce, turned: Turned, now: Instant): boolean {
  const at = told.get(keyOf(turned))
  return at !== undefined && msOf(now) - msOf(at) < SAME_NEWS_MS
}

/** The same with what has been told now, without what is too old to matter. */
export const withTold = (told: ToldOnce, turned: readonly Turned[], now: Instant): ToldOnce =>
  new Map([
    ...[...told].filter(([, at]) => msOf(now) - msOf(at) < SAME_NEWS_MS),
    ...turned.map((one) => [keyOf(one), now] as const),
  ])

let onThisScreen: ToldOnce = new Map()

/** What the board and the alarms above it have told on this screen: whichever notices first tells, the other keeps still. */
export const toldHere = (): ToldOnce => onThisScreen

export function tellHere(turned: readonly Turned[], now: Instant): void {
  if (turned.length > 0) onThisScreen = withTold(onThisScreen, turned, now)
}
