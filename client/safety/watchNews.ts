import type { PersonId, WatchId } from '#shared/kernel/ids.ts'
import type { WatchRow } from '#shared/safety/contract.ts'
import type { DeskShift } from '#shared/safety/deskHours.ts'
import { rungs, type Rung } from '#shared/safety/ladder.ts'
import { rungWords } from '#shared/safety/words.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

/** How often a missed check-in and a call for help are heard again, until somebody has spoken to them. */
const AGAIN_MINUTES = 15

/** A watch as far as it sounds and is said aloud. */
export type Watched = Pick<
  WatchRow,
  'id' | 'personId' | 'personName' | 'rung' | 'helpAt' | 'helpHow' | 'number' | 'spokenByName' | 'spokenAt'
>

/** For each that was missed, how far it had come when it last sounded, and when that was. */
export type HeardWatches = ReadonlyMap<
  WatchId,
  { readonly rung: Rung; readonly helped: boolean; readonly personName: string; readonly soundedAt: Instant }
>

const placeOf = (rung: Rung): number => rungs.indexOf(rung)

/** From here on somebody other than the AMHP's own phone is told. @example isMissed({ rung: 'own-phone', helpAt: null }) // false */
export const isMissed = ({ rung, helpAt }: Pick<WatchRow, 'rung' | 'helpAt'>): boolean =>
  helpAt !== null || placeOf(rung) >= placeOf('buddy')

/** Missed for the first time, further than it was, or now a call for help. */
function hasClimbed({ id, rung, helpAt }: Watched, heard: HeardWatches): boolean {
  const before = heard.get(id)
  return before === undefined || placeOf(rung) > placeOf(before.rung) || (helpAt !== null && !before.helped)
}

const isAgain = ({ id }: Watched, heard: HeardWatches, now: Instant): boolean =>
  now >= addMinutes(heard.get(id)?.soundedAt ?? now, AGAIN_MINUTES)

/** What is to be done about a watch that was missed or a call for help, as it stands. */
export const deedWords = ({ rung, helpAt, helpHow }: Pick<WatchRow, 'rung' | 'helpAt' | 'helpHow'>): string =>
  helpHow === 'quiet'
    ? 'Do not ring their phone: somebody may be listening. Ring the police, 999.'
    : helpAt === null
      ? rungWords[rung]
      : 'Ring them now. If they do not answer, ring the police, 999.'

/**
 * A missed check-in or a call for help as it is read out: who, on what, and what to do. Without the minutes that run, so that it is news
 * at each rung and at no minute between two.
 *
 * @example spokenWords(row) // 'Ewa Kowalska is late, on R-2424. Ring them. If they do not answer, ring the place.'
 */
export function spokenWords(row: Omit<Watched, 'id' | 'personId' | 'spokenByName' | 'spokenAt'>): string {
  const what = row.helpAt === null ? 'is late' : row.helpHow === 'quiet' ? 'used the quiet word' : 'called for help'
  return `${row.personName} ${what}${row.number === null ? '' : `, on R-${row.number}`}. ${deedWords(row)}`
}

/** What is new of those who are late. */
interface WatchNews {
  readonly heard: HeardWatches
  readonly sounds: boolean
  /** Those to be read out: at each rung and at a call for help, and not again in between. */
  readonly spoken: readonly Watched[]
  /** Calls for help that were heard and are over. */
  readonly over: readonly CallOver[]
}

export interface CallOver {
  readonly personName: string
  /** Who spoke to them and when, as far as it is known. */
  readonly by: string | null
}

/**
 * Whether the sound of a missed check-in is due: at each rung from the buddy's on, at a call for help, and every quarter of an hour
 * until somebody has spoken to them. Whoever is out hears nothing of their own: a quiet word stays quiet.
 *
 * @example watchNews(rows, new Map(), me, now).sounds // true, when a colleague's check-in was missed
 */
export function watchNews(rows: readonly Watched[], heard: HeardWatches, me: PersonId, now: Instant): WatchNews {
  const missed = rows.filter((row) => row.personId !== me && isMissed(row))
  const spoken = missed.filter((row) => hasClimbed(row, heard))
  const fresh = new Set(missed.filter((row) => spoken.includes(row) || isAgain(row, heard, now)).map(({ id }) => id))
  const after = missed.map(({ id, rung, helpAt, personName }) => {
    const soundedAt = fresh.has(id) ? now : (heard.get(id)?.soundedAt ?? now)
    return [id, { rung, helped: helpAt !== null, personName, soundedAt }] as const
  })
  return { heard: new Map(after), sounds: fresh.size > 0, spoken, over: callsOver(rows, heard, now) }
}

function callsOver(rows: readonly Watched[], heard: HeardWatches, now: Instant): readonly CallOver[] {
  return [...heard].flatMap(([id, { helped, personName }]) => {
    const row = rows.find((one) => one.id === id)
    if (!helped || (row && row.helpAt !== null)) return []
    const by = row?.spokenByName ?? null
    const at = row?.spokenAt ? ` at ${formatInstant(row.spokenAt, londonDayOf(now))}` : ''
    return [{ personName, by: by === null ? null : `${by} spoke to them${at}.` }]
  })
}

/** Whether one of somebody's shifts at the desk runs now. @example isAtDesk([], now) // false */
export const isAtDesk = (shifts: readonly DeskShift[], now: Instant): boolean =>
  shifts.some(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
