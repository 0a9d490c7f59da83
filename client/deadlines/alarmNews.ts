import type { AlarmRow } from '#shared/deadlines/contract.ts'
import { alarmHead } from '#shared/deadlines/words.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { SoundName } from '#client/kernel/soundRules.ts'
import { addMinutes, msOf, type Instant } from '#shared/time/instant.ts'
import { isTold, type ToldOnce, type Turned } from './toldOnce.ts'

/** How often a passed limit that nobody has taken is told again. No setting makes it silent. */
const AGAIN_MINUTES = 15
/** A screen reader is told of alarms at most once in this. */
export const APART_MS = 20_000

/** An alarm as far as it sounds; on a phone it is not said to whose screen it went. */
export type Sounding = Pick<
  AlarmRow,
  'id' | 'number' | 'kind' | 'point' | 'minutesBefore' | 'limitAt' | 'step' | 'answeredAt'
> &
  Partial<Pick<AlarmRow, 'toldId'>>

/** What somebody remembers of the alarms that they were told of: for each, how far it had come and when it last sounded. */
export type Heard = ReadonlyMap<string, { readonly step: number; readonly toldAt: Instant }>

export interface AlarmNews {
  readonly heard: Heard
  /** By reference, as others may hear it; empty when there is nothing new. */
  readonly words: string
  /** A limit has passed: said at once. */
  readonly grave: boolean
  readonly sound: SoundName | null
  /** Turns of clocks that are told with this: the board is not to tell them again. */
  readonly turned: readonly Turned[]
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

/** The turn of a clock that the board would show too; `null` for what no board tells: a start that is missing, a target. */
function turnOf({ number, kind, point }: Sounding): Turned | null {
  if (point === 'limit') return { number, kind, state: 'over' }
  return point === 'warning' ? { number, kind, state: 'soon' } : null
}

/** Whether the board has sounded for it a moment ago. Of whatever it did not see turn, because it was not open or shows another clock, it tells nothing. */
function boardSounded(row: Sounding, heard: Heard, told: ToldOnce, now: Instant): boolean {
  const turned = turnOf(row)
  return !heard.has(row.id) && turned !== null && isTold(told, turned, now)
}

/**
 * What is to be said and sounded of the alarms on a screen: the gravest sound of several, and one sentence for all. The board sounds as
 * a clock turns, and speaks of a limit that passes; it says nothing of a warning, so that is said here.
 *
 * @param told what the board has told on this screen a moment ago
 * @example alarmNews(rows, new Map(), me, now, new Map()).sound // 'over', when a limit has passed
 */
export function alarmNews(
  rows: readonly Sounding[],
  heard: Heard,
  me: PersonId,
  now: Instant,
  told: ToldOnce,
): AlarmNews {
  const fresh = rows.filter((row) => isOpen(row) && isNews(row, heard, me, now))
  const sounding = fresh.filter((row) => !boardSounded(row, heard, told, now))
  const spoken = fresh.filter((row) => sounding.includes(row) || !isGrave(row))
  const after = new Map(heard)
  for (const { id, step } of fresh) after.set(id, { step, toldAt: now })
  return {
    heard: after,
    words: spoken.map(alarmHead).join('; '),
    grave: spoken.some(isGrave),
    sound: sounding.length === 0 ? null : sounding.some(isGrave) ? 'over' : 'soon',
    turned: sounding.map(turnOf).filter((one) => one !== null),
  }
}

/** Whether so long has passed since the last time that it may be said again. @example maySpeak(null, now) // true */
export const maySpeak = (last: Instant | null, now: Instant): boolean =>
  last === null || msOf(now) - msOf(last) >= APART_MS
