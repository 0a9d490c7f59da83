import type { PersonId, ShiftId } from '../kernel/ids.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { addHours, type Instant } from '../time/instant.ts'
import {
  addDays,
  clockTimeOf,
  formatDayShort,
  londonDayOf,
  londonInstant,
  weekdayOf,
  type LondonDay,
} from '../time/london.ts'
import { timesOf, type RotaChange, type ShiftPlan } from './changes.ts'
import { shiftRoles, type ShiftRole } from './contract.ts'
import type { RotaSettings } from './operatingModels.ts'

/** When a shift of one’s own is, without whose it is: that is whoever the notice is for. */
export interface NoticeShift {
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
}

/** One change as its person is told: `before` is null for a shift that is new to them, `after` for one that is no longer theirs. */
export interface NoticeChange {
  readonly shiftId: ShiftId
  readonly before: NoticeShift | null
  readonly after: NoticeShift | null
  /** The shift that is theirs now is on a day on which they are away: who agreed to that, and why. */
  readonly overLeave?: { readonly byName: string; readonly why: string }
}

const shiftOf = ({ day, startsAt, endsAt, role }: ShiftPlan): NoticeShift => ({ day, startsAt, endsAt, role })

/**
 * What each person is told of changes of the rota: their own shifts only. Whoever gives a shift away and whoever gets it each hear
 * their half.
 *
 * @example noticesOf(changes).get(hannah) // [{ shiftId, before: thursday, after: null }]
 */
export function noticesOf(changes: readonly RotaChange[]): ReadonlyMap<PersonId, readonly NoticeChange[]> {
  const told = new Map<PersonId, NoticeChange[]>()
  const tell = (personId: PersonId, change: NoticeChange): void => {
    const own = told.get(personId)
    if (own) own.push(change)
    else told.set(personId, [change])
  }
  for (const { shiftId, before, after } of changes) {
    if (before !== null && after !== null && before.personId === after.personId) {
      tell(after.personId, { shiftId, before: shiftOf(before), after: shiftOf(after) })
      continue
    }
    if (before !== null) tell(before.personId, { shiftId, before: shiftOf(before), after: null })
    if (after !== null) tell(after.personId, { shiftId, before: null, after: shiftOf(after) })
  }
  return told
}

/**
 * When somebody is told of changes: at once when any of the shifts, as it was or as it is to be, begins within the hours that the
 * service has set (usually 24); else in office hours, so that nobody’s evening is disturbed by a rota of next month.
 *
 * @example tellAt(changes, instant('2026-11-13T18:00:00Z'), usualSettings) // Monday 09:00
 */
export function tellAt(
  changes: readonly NoticeChange[],
  now: Instant,
  { officeFrom, officeUntil, atOnceHours }: Pick<RotaSettings, 'officeFrom' | 'officeUntil' | 'atOnceHours'>,
): Instant {
  const soon = addHours(now, atOnceHours)
  const begins = changes.flatMap(({ before, after }) => [before, after].flatMap((one) => one?.startsAt ?? []))
  if (begins.some((at) => at <= soon)) return now
  const today = londonDayOf(now)
  const clock = clockTimeOf(now)
  if (isOfficeDay(today) && officeFrom <= clock && clock < officeUntil) return now
  for (let day = isOfficeDay(today) && clock < officeFrom ? today : addDays(today, 1); ; day = addDays(day, 1)) {
    if (isOfficeDay(day)) return londonInstant(day, officeFrom)
  }
}

const isOfficeDay = (day: LondonDay): boolean => weekdayOf(day) <= 5 && !isBankHoliday(day)

/**
 * Adds what is new to what somebody has not been told yet, so that they hear of each shift once, as it is in the end. A shift that
 * came and went again in between is not told of at all.
 *
 * @example mergedNotice(waiting, changes)
 */
export function mergedNotice(waiting: readonly NoticeChange[], more: readonly NoticeChange[]): readonly NoticeChange[] {
  const merged = new Map(waiting.map((change) => [change.shiftId, change]))
  for (const change of more) {
    const earlier = merged.get(change.shiftId)
    merged.set(change.shiftId, earlier ? { ...change, before: earlier.before } : change)
  }
  return [...merged.values()].filter(({ before, after }) => !sameShift(before, after))
}

const sameShift = (a: NoticeShift | null, b: NoticeShift | null): boolean =>
  a === b || (a !== null && b !== null && a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.role === b.role)

/** @example noticeWords(change) // 'Thu 19 November 12:30–20:30 is no longer yours.' */
export function noticeWords({ before, after, overLeave }: NoticeChange): string {
  const whenOf = (shift: NoticeShift): string =>
    `${formatDayShort(shift.day)} ${timesOf(shift)}${shift.role === 'duty' ? '' : `, ${shiftRoles[shift.role]}`}`
  if (after === null) return before === null ? '' : `${whenOf(before)} is no longer yours.`
  const leave = overLeave
    ? ` You are away that day: ${overLeave.byName} agreed that you work it all the same: “${overLeave.why}”. If that is not what was agreed, say so to them.`
    : ''
  return (before === null ? `New for you: ${whenOf(after)}.` : `${whenOf(before)} is now ${whenOf(after)}.`) + leave
}
