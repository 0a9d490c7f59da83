import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { LimitKind } from './limitKinds.ts'
import type { RuleOfLaw } from './rule.ts'

/** What the service sets itself where the law gives no number. Shown as local, never as law. */
export interface LocalTarget {
  readonly mode: 'working-days' | 'elapsed-hours'
  readonly quantity: number
}

/** One rule of law about one limit, as a row with dates. */
export interface LimitRule extends RuleOfLaw<LimitKind> {
  /** Lengths of the first period and of each renewal; the last one goes on for ever. Empty where nothing can be renewed. */
  readonly periods: readonly number[]
  /** The one way in which the law holds this limit open: an application to displace the relative that is pending (section 29(4)). */
  readonly heldBy: 'displacement' | null
  readonly localTarget: LocalTarget | null
  /** Prudent, not law: when to look again although the limit is far off. Days after the start. */
  readonly lookAgainAfterDays: number | null
}

export const inHours = (count: number): Minutes => minutes(count * 60)
export const inDays = (count: number): Minutes => minutes(count * 24 * 60)
