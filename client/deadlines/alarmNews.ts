import type { AlarmRow } from '#shared/deadlines/contract.ts'
import { alarmHead } from '#shared/deadlines/words.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { SoundName } from '#client/kernel/sound.ts'
import { addMinutes, msOf, type Instant } from '#shared/time/instant.ts'

/** How often a passed limit that nobody has taken is told again. No setting makes it silent. */
const AGAIN_MINUTES = 15
/** A screen reader is told of alarms at most once in this. */
export const APART_MS = 20_000

/** An alarm as far as it sounds; on a phone it is not said whether it is a power's, nor to whose screen it went. */
export type Sounding = Pick<
  AlarmRow,
  'id' | 'number' | 'kind' | 'point' | 'minutesBefore' | 'limitAt' | 'step' | 'answeredAt'
> &
  Partial<Pick<AlarmRow, 'source' | 'toldId'>>

/** What somebody remembers of the alarms that they were told of: for each, how far it had come and when it last sounded. */
export type Heard = ReadonlyMap<string, { readonly step: number; readonly toldAt: Instant }>

export interface AlarmNews {
  readonly heard: Heard
  /** By reference, as others may hear it; empty when there is nothing new. */
  readonly words: string
  /** A limit has passed: said at once. */
  readonly grave: boolean
  readonly sound: SoundName | null
}

const isOpen = ({ answeredAt }: Sounding): boolean => answeredAt === null
const isGrave = ({ point }: Sounding): boolean => point === 'limit'

/** New to this screen, passed on to this person, or a passed limit that has been silent for a quarter of an hour. */
function isNews(row: Sounding, heard: Heard, me: PersonId, now: Instant): boolean {
  const before = heard.get(row.id)
  if (before === undefined) return true
  if (row.step > before.step && row.toldId === me) return true
  return isGrave(row) && now >= addMinutes(before.toldAt, AGAIN_MINUTES)
}

/**
 * What is to be said and sounded of the alarms on a screen: the gravest sound of several, and one sentence for all.
 *
 * @param boardTells whether the board is open: it sounds and speaks of the powers on it itself, the first time
 * @example alarmNews(rows, new Map(), me, now, false).sound // 'over', when a limit has passed
 */
export function alarmNews(
  rows: readonly Sounding[],
  heard: Heard,
  me: PersonId,
  now: Instant,
  boardTells: boolean,
): AlarmNews {
  const fresh = rows.filter((row) => isOpen(row) && isNews(row, heard, me, now))
  const told = fresh.filter((row) => !(boardTells && row.source === 'power' && !heard.has(row.id)))
  const after = new Map(heard)
  for (const { id, step } of fresh) after.set(id, { step, toldAt: now })
  const grave = told.some(isGrave)
  return {
    heard: after,
    words: told.map(alarmHead).join('; '),
    grave,
    sound: told.length === 0 ? null : grave ? 'over' : 'soon',
  }
}

/** Whether so long has passed since the last time that it may be said again. @example maySpeak(null, now) // true */
export const maySpeak = (last: Instant | null, now: Instant): boolean =>
  last === null || msOf(now) - msOf(last) >= APART_MS
