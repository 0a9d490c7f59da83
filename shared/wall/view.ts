import { boardOrder, type Power } from '../referrals/clocks.ts'
import { pressingOf, type LegalClock } from '../referrals/law/boardLimit.ts'
import type { LimitFacts } from '../referrals/law/limits.ts'
import type { ReferralState, Urgency } from '../referrals/referral.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'

/** One referral on the wall: initials, area, stage and clock. Nobody's name, neither the person's nor a colleague's. */
export interface WallRow {
  readonly number: number
  readonly state: ReferralState
  readonly receivedAt: Instant
  readonly acceptedAt: Instant | null
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly restricted: boolean
  readonly initials: string
  readonly area: string
  readonly withInitials: string | null
  /** The home team of whoever has it; null where nobody has, or it is not said who. Left out by a server of an earlier release. */
  readonly team?: string | null
  readonly powers: readonly Power[]
  readonly limits: readonly LimitFacts[]
}

export interface WallShift {
  readonly initials: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Jobs that they have now. */
  readonly jobs: number
  /** Their home team; empty where they are in none. Left out by a server of an earlier release. */
  readonly team?: string
  /** Taken off a job on the way, or on the way home, and not heard of yet. A server of an earlier release does not say. */
  readonly lookedFor?: boolean
}

export interface WallView {
  readonly asOf: Instant
  readonly serviceName: string
  readonly hubPhone: string
  readonly rows: readonly WallRow[]
  readonly shifts: readonly WallShift[]
}

export interface WallPlaced extends WallRow {
  readonly clock: LegalClock | null
}

/**
 * In the order of the board, by the power or the other limit of the law that presses most, then urgency, then age; but who still waits for
 * an AMHP and has a target or a limit comes before those who are with somebody, so that it is the latter whom a full wall only counts. A
 * limit that is near, passed or without a start is never moved back.
 *
 * @example wallOrder([withTom, waitingU2], now).map(({ number }) => number) // the one who waits, then the one who is with Tom
 */
export function wallOrder(rows: readonly WallRow[], now: Instant): readonly WallPlaced[] {
  return rows
    .map((row) => ({ ...row, clock: pressingOf(row, now) }))
    .toSorted(
      (a, b) => placeOf(a) - placeOf(b) || boardOrder({ ...a, id: String(a.number) }, { ...b, id: String(b.number) }),
    )
}

/**
 * What a wall shows that is one team’s: what its AMHPs have, what nobody has yet, and, whoever has it, what is near a limit of the law.
 *
 * @param team its name, as the register has it; '' for all
 * @example rowsOfTeam(wallOrder(rows, now), 'Kelsham locality')
 */
export const rowsOfTeam = (rows: readonly WallPlaced[], team: string): readonly WallPlaced[] =>
  rows.filter(
    (row) => team === '' || !row.team || row.team === team || (row.clock !== null && row.clock.state !== 'calm'),
  )

/** Those of one team who are on, and those who are in none. @example shiftsOfTeam(shifts, 'Kelsham locality') */
export const shiftsOfTeam = (shifts: readonly WallShift[], team: string): readonly WallShift[] =>
  shifts.filter((one) => team === '' || !one.team || one.team === team)

function placeOf({ state, clock, urgency, assessBy }: WallPlaced): number {
  if (clock !== null && clock.state !== 'calm') return 0
  // Whoever is not triaged has the service's target for triage.
  const hasTarget = state === 'to-triage' || clock !== null || urgency !== null || assessBy !== null
  return state !== 'allocated' && hasTarget ? 1 : 2
}

/** How sure whoever looks up can be. @example wallPhase(asOf, now) // 'old', and then the screen says so in letters a hand high */
export type WallPhase = 'live' | 'late' | 'old' | 'dark'

const LATE_SECONDS = 20
const OLD_MINUTES = 1
/** After that a picture of the past is worse than none. */
const DARK_MINUTES = 15

export function wallPhase(heardAt: Instant, now: Instant): WallPhase {
  const minutes = minutesBetween(heardAt, now)
  if (minutes >= DARK_MINUTES) return 'dark'
  if (minutes >= OLD_MINUTES) return 'old'
  return Date.parse(now) - Date.parse(heardAt) > LATE_SECONDS * 1000 ? 'late' : 'live'
}
