import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { RequestCode, SourceCode, Urgency } from '#shared/referrals/referral.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDayOf, londonInstant, weekdayOf, type LondonDay } from '#shared/time/london.ts'
import { daysFrom, type Period } from './period.ts'
import type { Draw } from './random.ts'

/** A call that came in, before anybody has decided anything. */
export interface Call {
  readonly receivedAt: Instant
  readonly source: SourceCode
  readonly request: RequestCode
  readonly power: { readonly kind: PowerKind; readonly startedAt: Instant | null } | null
  readonly accepted: boolean
  readonly urgency: Urgency
}

interface Kind {
  readonly source: SourceCode
  readonly request: RequestCode
  /** How often, out of a hundred or so. */
  readonly often: number
  /** How often it is accepted, 0 to 1. */
  readonly accepted: number
  /** The running power, and how many minutes before the call it began. */
  readonly power?: readonly [kind: PowerKind, least: number, most: number]
}

const kinds: readonly Kind[] = [
  { source: 'POLICE_136', request: 's136', often: 15, accepted: 0.92, power: ['s136', 15, 150] },
  { source: 'POLICE_136', request: 's136', often: 2, accepted: 0.95, power: ['s136', 500, 980] },
  { source: 'LIAISON_PSYCH', request: 's136', often: 2, accepted: 0.92, power: ['s136-kept', 20, 160] },
  { source: 'LIAISON_PSYCH', request: 'assessment', often: 10, accepted: 0.62 },
  { source: 'INPATIENT_WARD', request: 's5-2', often: 8, accepted: 0.92, power: ['s5-2', 30, 600] },
  { source: 'INPATIENT_WARD', request: 's5-4', often: 1, accepted: 0.9, power: ['s5-4', 15, 60] },
  { source: 'INPATIENT_WARD', request: 's2-to-s3', often: 6, accepted: 0.94 },
  { source: 'CMHT', request: 'assessment', often: 12, accepted: 0.64 },
  { source: 'CMHT', request: 'warrant-135-1', often: 4, accepted: 0.85 },
  { source: 'CRISIS_HTT', request: 'assessment', often: 9, accepted: 0.74 },
  { source: 'GP', request: 'assessment', often: 8, accepted: 0.44 },
  { source: 'POLICE_CUSTODY', request: 'assessment', often: 3, accepted: 0.75 },
  { source: 'LIAISON_DIVERSION', request: 'assessment', often: 2, accepted: 0.75 },
  { source: 'NEAREST_RELATIVE_13_4', request: 's13-4', often: 4, accepted: 0.6 },
  { source: 'OTHER_RELATIVE_CARER', request: 'assessment', often: 4, accepted: 0.35 },
  { source: 'CONSULTANT_PSYCHIATRIST', request: 'assessment', often: 3, accepted: 0.9 },
  { source: 'OLDER_ADULTS_MEMORY', request: 'assessment', often: 3, accepted: 0.7 },
  { source: 'CARE_HOME', request: 'assessment', often: 2, accepted: 0.4 },
  { source: 'RC_CTO', request: 'cto', often: 3, accepted: 0.95 },
  { source: 'RC_CTO', request: 'cto-recall', often: 1, accepted: 0.95, power: ['cto-recall', 300, 1500] },
  { source: 'CHILDREN_CAMHS', request: 'assessment', often: 1, accepted: 0.8 },
  { source: 'LD_AUTISM_TEAM', request: 'assessment', often: 1, accepted: 0.7 },
  { source: 'SOCIAL_WORK_TEAM', request: 'advice', often: 3, accepted: 0 },
  { source: 'OTHER_RELATIVE_CARER', request: 'advice', often: 2, accepted: 0 },
  { source: 'AMBULANCE_111_999', request: 'unsure', often: 2, accepted: 0.3 },
]

/** How calls spread over the hours from midnight: slow nights, a long climb, a peak after surgeries and clinics end. */
const hours = [3, 2, 1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 10, 11, 12, 13, 15, 14, 11, 8, 6, 5, 4]
const START_NOT_TOLD = 0.04

/** The fewest and the most calls of a weekday, Monday first. */
const perDay: readonly (readonly [number, number])[] = [
  [6, 9],
  [6, 9],
  [6, 9],
  [6, 9],
  [8, 11],
  [3, 5],
  [2, 5],
]

/** Every call of history, in the order in which they came in. */
export function callsOver({ firstDay, boardFrom }: Period, draw: Draw): readonly Call[] {
  const days = daysFrom(firstDay, londonDayOf(boardFrom))
  return days
    .flatMap((day) => momentsOn(day, draw))
    .filter((at) => at < addMinutes(boardFrom, -10))
    .toSorted()
    .map((at) => callAt(at, draw))
}

function momentsOn(day: LondonDay, draw: Draw): readonly Instant[] {
  const [least, most] = perDay[weekdayOf(day) - 1] ?? [6, 9]
  return Array.from({ length: draw.whole(least, most) }, () => {
    const hour = draw.weighted(hours.map((often, index) => [index, often] as const))
    const face = `${String(hour).padStart(2, '0')}:${String(draw.whole(0, 59)).padStart(2, '0')}`
    return londonInstant(day, clockTime(face))
  })
}

function callAt(receivedAt: Instant, draw: Draw): Call {
  const kind = draw.weighted(kinds.map((one) => [one, one.often] as const))
  const [source, request] = [kind.source, kind.request]
  const power = kind.power && powerAt(receivedAt, kind.power, draw)
  const planned = request === 's2-to-s3' || request === 'cto'
  const urgency = power
    ? 'U0'
    : planned
      ? 'U4'
      : draw.weighted<Urgency>([
          ['U1', 12],
          ['U2', 64],
          ['U3', 24],
        ])
  return { receivedAt, source, request, power: power ?? null, accepted: draw.chance(kind.accepted), urgency }
}

function powerAt(
  receivedAt: Instant,
  [kind, least, most]: NonNullable<Kind['power']>,
  draw: Draw,
): NonNullable<Call['power']> {
  const startedAt = addMinutes(receivedAt, -draw.whole(least, most))
  return { kind, startedAt: draw.chance(START_NOT_TOLD) ? null : startedAt }
}

/** The next day that is not a Saturday or a Sunday. */
export function nextWorkingDay(day: LondonDay): LondonDay {
  const next = addDays(day, 1)
  return weekdayOf(next) < 6 ? next : nextWorkingDay(next)
}
