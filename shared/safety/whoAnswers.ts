import { latest, type Instant } from '#shared/time/instant.ts'
import { formatInstant, hourOf, londonDayOf } from '#shared/time/london.ts'
import { isWorkingDay } from '#shared/time/workingDays.ts'
import type { DeskShift } from './deskHours.ts'

/** When somebody is at the desk by the rota, as it was last known. */
export interface DeskHours {
  /** Shifts that follow without a gap as one, in their order. */
  readonly openings: readonly DeskShift[]
  /** After this nothing is known. */
  readonly knownUntil: Instant
}

/** Whom somebody who needs a voice rings first. */
export interface WhoAnswers {
  readonly first: 'hub' | 'out-of-hours'
  /** Whether that is by the rota, as last known; else by the hour of day alone, and both are to be shown alike. */
  readonly isSure: boolean
  /** When the other answers first, as far as is known. */
  readonly until: Instant | null
}

/**
 * The shifts at the desk, joined where one follows the other without a gap.
 *
 * @param shifts in any order
 * @example deskOpenings([late, day]) // one opening, when the late shift begins before the day's ends
 */
export function deskOpenings(shifts: readonly DeskShift[]): readonly DeskShift[] {
  const openings: DeskShift[] = []
  for (const shift of shifts.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))) {
    const last = openings.at(-1)
    if (last === undefined || shift.startsAt > last.endsAt) openings.push(shift)
    else openings[openings.length - 1] = { startsAt: last.startsAt, endsAt: latest(last.endsAt, shift.endsAt) }
  }
  return openings
}

/**
 * Whom to ring at a moment: the hub while somebody is at its desk, else the team outside its hours. Works without the server: what was
 * last known holds for as long as it reaches. A rota that names nobody at the desk from now on says nothing of when it opens.
 *
 * @param known `null` where the hub has not said
 * @example whoAnswers({ openings: [nineToFive], knownUntil }, atMidnight) // { first: 'out-of-hours', isSure: true, until: null }
 */
export function whoAnswers(known: DeskHours | null, now: Instant): WhoAnswers {
  if (known === null || known.knownUntil <= now || known.openings.length === 0)
    return { first: usuallyOpen(now) ? 'hub' : 'out-of-hours', isSure: false, until: null }
  const next = known.openings.find(({ endsAt }) => endsAt > now)
  if (next === undefined || next.startsAt > now)
    return { first: 'out-of-hours', isSure: true, until: next?.startsAt ?? null }
  return { first: 'hub', isSure: true, until: next.endsAt < known.knownUntil ? next.endsAt : null }
}

/** What stands first where nothing is known: most desks are open on working days from eight to six. It decides an order, no more. */
const usuallyOpen = (now: Instant): boolean => isWorkingDay(londonDayOf(now)) && hourOf(now) >= 8 && hourOf(now) < 18

/**
 * Until when the first answers, for beside the two numbers.
 *
 * @param nightName what this service calls its team outside the hub's hours
 * @example hoursWords({ first: 'hub', isSure: true, until: fiveOClock }, 'Emergency Duty Team', now)
 *   // 'The desk is open until 17:00, after that Emergency Duty Team.'
 */
export function hoursWords({ first, isSure, until }: WhoAnswers, nightName: string, now: Instant): string {
  if (!isSure)
    return `This phone does not know who is at the desk now. The hub while its desk is open, ${nightName} outside its hours.`
  const when = until === null ? null : formatInstant(until, londonDayOf(now))
  if (first === 'hub')
    return when === null ? 'The desk is open.' : `The desk is open until ${when}, after that ${nightName}.`
  return when === null ? 'Nobody is at the desk now.' : `Nobody is at the desk until ${when}.`
}

/**
 * Who was told of a call for help, in the words of the phone that called: never that the desk has it while nobody is at it.
 *
 * @param toldName whoever was told by name; `null` while nobody was
 * @param isForNight nobody on duty could be told: the team outside the hub's hours has to be rung
 * @example toldOfCall('Kwame Boateng', true, 'Emergency Duty Team')
 *   // 'Kwame Boateng was told. Nobody is at the desk: ring Emergency Duty Team.'
 */
export function toldOfCall(toldName: string | null, isForNight: boolean, nightName: string): string {
  const told = toldName === null ? '' : `${toldName} was told.`
  if (!isForNight) return told === '' ? 'Whoever is on duty is being told.' : told
  return `${told} Nobody is at the desk: ring ${nightName}.`.trim()
}
