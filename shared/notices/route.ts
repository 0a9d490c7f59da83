import type { RotaSettings } from '../rota/operatingModels.ts'
import { tellAt } from '../rota/notices.ts'
import { addHours, addMinutes, latest, msOf, type Instant } from '../time/instant.ts'
import { quietUntil, type NoticeChoices } from './choices.ts'
import { factsOf, type Channel, type NoticeKind } from './kinds.ts'

/** All that decides by which ways a notice goes, and when. */
export interface Routing {
  readonly kind: NoticeKind
  /** Later it is of no use: a shift that was changed has begun. `null` when it keeps. */
  readonly by: Instant | null
  readonly now: Instant
  readonly choices: NoticeChoices
  readonly onDuty: boolean
  /** It was made before the shift that they are on began, and has waited for it. */
  readonly waitedForShift: boolean
  /** When their next shift begins; `null` when none is planned. */
  readonly nextShiftAt: Instant | null
  readonly office: Pick<RotaSettings, 'officeFrom' | 'officeUntil'>
  /** The ways that are set up and by which this person can be reached. */
  readonly reach: readonly Channel[]
}

export type Route =
  | { readonly do: 'send'; readonly by: readonly Channel[] }
  | { readonly do: 'wait'; readonly until: Instant }
  | { readonly do: 'drop'; readonly because: 'not-wanted' | 'off-duty' }
  /** Nobody can be told: people have to ring. */
  | { readonly do: 'fail' }

/** Whoever is next on in three weeks hears of it then, or has read it long before. */
const WAITS_FOR_SHIFT_HOURS = 14 * 24

/** A way that lies in a box until it is looked at, and makes no sound at night. */
const quietWays: readonly Channel[] = ['email']

/**
 * By which ways a notice goes now, or until when it waits.
 *
 * A job and lone working go at once by the ways that their person chose for them; when none of those can reach them by any that can. All
 * else waits out a snooze, the quiet hours and the time outside office hours, but never past the moment from which it is of no use. Off
 * duty it goes by ways that disturb nobody, unless its person asked for the others too.
 *
 * @example route({ kind: 'job-given', reach: ['email'], … }) // { do: 'send', by: ['email'] }
 */
export function route(asked: Routing): Route {
  const { kind, choices, reach, onDuty } = asked
  const { urgent, offDuty } = factsOf(kind)
  if (offDuty === 'silent' && !onDuty) return { do: 'drop', because: 'off-duty' }
  if (urgent) return atOnce(choices.urgentBy, reach, kind)
  if (choices.otherBy.length === 0) return { do: 'drop', because: 'not-wanted' }
  const wanted = choices.otherBy.filter((one) => reach.includes(one))
  if (wanted.length === 0) return { do: 'fail' }
  const held = heldUntil(asked)
  if (held > asked.now && (asked.by === null || held < asked.by)) return { do: 'wait', until: held }
  return offDuty === 'goes' || onDuty || choices.offDutyToo ? { do: 'send', by: wanted } : quietly(asked, wanted)
}

function atOnce(chosen: readonly Channel[], reach: readonly Channel[], kind: NoticeKind): Route {
  if (reach.length === 0) return { do: 'fail' }
  if (kind === 'test') return { do: 'send', by: reach }
  const wanted = chosen.filter((one) => reach.includes(one))
  return { do: 'send', by: wanted.length > 0 ? wanted : reach }
}

/** Snoozed, quiet, or outside office hours: the last of the three. */
function heldUntil({ kind, by, now, choices, office, waitedForShift }: Routing): Instant {
  const awake = [choices.snoozeUntil, quietUntil(choices.quiet, now)].reduce<Instant>(
    (end, one) => (one === null ? end : latest(end, one)),
    now,
  )
  // What begins within a day does not wait for Monday; what has waited for a shift of the night would find nobody on duty in the morning.
  return (kind === 'rota-changed-soon' && by !== null) || waitedForShift
    ? awake
    : tellAt([], awake, { ...office, atOnceHours: 0 })
}

function quietly({ nextShiftAt, now }: Routing, wanted: readonly Channel[]): Route {
  const quiet = wanted.filter((one) => quietWays.includes(one))
  if (quiet.length > 0) return { do: 'send', by: quiet }
  if (nextShiftAt === null || nextShiftAt <= now || nextShiftAt > addHours(now, WAITS_FOR_SHIFT_HOURS))
    return { do: 'drop', because: 'off-duty' }
  return { do: 'wait', until: nextShiftAt }
}

/** So long a notice that is not urgent waits for others of the same person, to be told together. */
export const JOIN_MINUTES = 5

/** Seconds until the next try after the first, the second, … has failed. */
const urgentPauses = [10, 20, 30, 60, 60, 60] as const
const otherPauses = [60, 300, 900, 3600, 7200, 14_400, 28_800] as const

/**
 * When a send that failed is tried again; `null` when the hub gives up: after four minutes for what is urgent, so that somebody rings within
 * the five minutes after which a job that is not opened is rung about anyway; after some sixteen hours for all else.
 *
 * @param tries how many have failed
 * @example nextTryAt('job-given', 1, now) // ten seconds from now
 */
export function nextTryAt(kind: NoticeKind, tries: number, now: Instant): Instant | null {
  const pause = (factsOf(kind).urgent ? urgentPauses : otherPauses)[tries - 1]
  return pause === undefined ? null : addMinutes(now, pause / 60)
}

/** Minutes after which a provider that tells later is asked what became of a message, then again, then no more. */
const checkPauses = [1, 2, 5, 15, 60, 240] as const

/** @param checks how many have been made @returns `null` when nobody asks any more: it counts as taken */
export function nextCheckAt(checks: number, now: Instant): Instant | null {
  const pause = checkPauses[checks]
  return pause === undefined ? null : addMinutes(now, pause)
}

/** Older than this it is not sent any more: a hub that was down for a day does not wake people with yesterday. */
export function isStale(kind: NoticeKind, madeAt: Instant, now: Instant): boolean {
  const hours = factsOf(kind).urgent ? 6 : 15 * 24
  return msOf(now) - msOf(madeAt) > hours * 3_600_000
}
