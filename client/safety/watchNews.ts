import type { PersonId, WatchId } from '#shared/kernel/ids.ts'
import type { WatchRow } from '#shared/safety/contract.ts'
import type { DeskShift } from '#shared/safety/deskHours.ts'
import { rungs, type Rung } from '#shared/safety/ladder.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'

/** How often a missed check-in and a call for help are heard again, until somebody has spoken to them. */
const AGAIN_MINUTES = 15

/** A watch as far as it sounds. */
export type Watched = Pick<WatchRow, 'id' | 'personId' | 'rung' | 'helpAt'>

/** For each that was missed, how far it had come when it last sounded, and when that was. */
export type HeardWatches = ReadonlyMap<
  WatchId,
  { readonly rung: Rung; readonly helped: boolean; readonly soundedAt: Instant }
>

const placeOf = (rung: Rung): number => rungs.indexOf(rung)

/** From here on somebody other than the AMHP's own phone is told. @example isMissed({ rung: 'own-phone', helpAt: null }) // false */
export const isMissed = ({ rung, helpAt }: Pick<WatchRow, 'rung' | 'helpAt'>): boolean =>
  helpAt !== null || placeOf(rung) >= placeOf('buddy')

function isNews({ id, rung, helpAt }: Watched, heard: HeardWatches, now: Instant): boolean {
  const before = heard.get(id)
  if (before === undefined) return true
  if (placeOf(rung) > placeOf(before.rung) || (helpAt !== null && !before.helped)) return true
  return now >= addMinutes(before.soundedAt, AGAIN_MINUTES)
}

/**
 * Whether the sound of a missed check-in is due: at each rung from the buddy's on, at a call for help, and every quarter of an hour
 * until somebody has spoken to them. Whoever is out hears nothing of their own: a quiet word stays quiet.
 *
 * @example watchNews(rows, new Map(), me, now).sounds // true, when a colleague's check-in was missed
 */
export function watchNews(
  rows: readonly Watched[],
  heard: HeardWatches,
  me: PersonId,
  now: Instant,
): { readonly heard: HeardWatches; readonly sounds: boolean } {
  const missed = rows.filter((row) => row.personId !== me && isMissed(row))
  const fresh = new Set(missed.filter((row) => isNews(row, heard, now)).map(({ id }) => id))
  const after = missed.map(({ id, rung, helpAt }) => {
    const soundedAt = fresh.has(id) ? now : (heard.get(id)?.soundedAt ?? now)
    return [id, { rung, helped: helpAt !== null, soundedAt }] as const
  })
  return { heard: new Map(after), sounds: fresh.size > 0 }
}

/** Whether one of somebody's shifts at the desk runs now. @example isAtDesk([], now) // false */
export const isAtDesk = (shifts: readonly DeskShift[], now: Instant): boolean =>
  shifts.some(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
