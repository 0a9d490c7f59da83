import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { AskId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { isTooFar } from '../farAhead.ts'

/** Who is asked for information. */
export const agencies = {
  police: 'Police',
  ward: 'Ward',
  liaison: 'Liaison psychiatry or emergency department',
  'crisis-team': 'Crisis team',
  'community-team': 'Community team',
  gp: 'GP',
  ambulance: 'Ambulance service',
  family: 'Family or carer',
  'social-care': 'Social care',
  custody: 'Court, prison or custody health',
  other: 'Somebody else',
} as const
export type Agency = keyof typeof agencies
export const agencyCodes = Object.keys(agencies) as [Agency, ...Agency[]]

export const askStates = { open: 'Waiting', received: 'Came', 'not-coming': 'Will not come' } as const
export type AskState = keyof typeof askStates

export interface AskRow {
  readonly id: AskId
  /** The referral on which it was asked: this one, or one that was merged into it. Left out by a node of the last release. */
  readonly number?: number
  readonly agency: Agency
  readonly ofWhom: string
  readonly what: string
  readonly askedByName: string
  readonly askedAt: Instant
  readonly dueAt: Instant
  readonly state: AskState
  readonly chases: number
  readonly chasedAt: Instant | null
  readonly settledByName: string | null
  readonly settledAt: Instant | null
  readonly answer: string
}

export type TimeRefusal =
  | { readonly code: 'time-has-passed'; readonly field: string }
  | { readonly code: 'time-too-far'; readonly field: string }
  | { readonly code: 'after-limit'; readonly field: string; readonly limitAt: Instant }

/**
 * Whether something may be waited for until a time: one that is still to come, within a year, and never beyond a legal limit that runs.
 *
 * @param limitAt the nearest limit of a power that runs, `null` when none does or its start is not recorded
 */
export function decideUntil(
  field: string,
  until: Instant,
  limitAt: Instant | null,
  now: Instant,
): Outcome<null, TimeRefusal> {
  if (until <= now) return refuse({ code: 'time-has-passed', field })
  if (isTooFar(until, now)) return refuse({ code: 'time-too-far', field })
  if (limitAt !== null && limitAt > now && until > limitAt) return refuse({ code: 'after-limit', field, limitAt })
  return done(null)
}

export interface Owed {
  readonly agency: Agency
  readonly open: readonly AskRow[]
  readonly overdue: number
  /** How many of all that this agency was asked has come. */
  readonly came: number
  readonly asked: number
}

/** Who still owes what, agency by agency: those that are overdue first. @example owedBy(asks, now)[0] // police, 1 overdue */
export function owedBy(asks: readonly AskRow[], now: Instant): readonly Owed[] {
  const owed = agencyCodes.flatMap((agency) => {
    const own = asks.filter((ask) => ask.agency === agency)
    if (own.length === 0) return []
    const open = own.filter(({ state }) => state === 'open').toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    const overdue = open.filter(({ dueAt }) => dueAt <= now).length
    return [{ agency, open, overdue, came: own.filter(({ state }) => state === 'received').length, asked: own.length }]
  })
  return owed.toSorted((a, b) => b.overdue - a.overdue || b.open.length - a.open.length)
}
