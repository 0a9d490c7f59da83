import { may, type Role } from '#shared/kernel/permission.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import { addMinutes, minutesBetween, type Instant } from '#shared/time/instant.ts'

/**
 * How far a missed check-in has climbed: nobody is asked yet; the AMHP's own phone asks; the buddy is told; the desk is told; the manager
 * is told and somebody is asked to ring the police. The hub prompts: a person rings.
 */
export const rungs = ['in-time', 'own-phone', 'buddy', 'desk', 'police'] as const
export type Rung = (typeof rungs)[number]

/** Minutes after the time by which somebody said that they would be back (lone working: 15, 30, 60). */
export const rungMinutes: Readonly<Record<Exclude<Rung, 'in-time'>, number>> = {
  'own-phone': 0,
  buddy: 15,
  desk: 30,
  police: 60,
}

/** After a call for help the desk is told at once, and the manager so many minutes later when nobody has spoken to them. */
export const HELP_MINUTES = 5
/** How long a visit may take before its AMHP is asked, while they have said nothing else. */
export const VISIT_MINUTES = 120
/** How long the way home may take. */
export const HOME_MINUTES = 60
/** Nobody says today when they are back tomorrow. */
export const LONGEST_MINUTES = 12 * 60

export type HelpHow = 'held' | 'quiet'

/** What of a watch says how far it has climbed. */
export interface Climbing {
  readonly backBy: Instant
  readonly rung: Rung
  readonly helpAt: Instant | null
}

const placeOf = (rung: Rung): number => rungs.indexOf(rung)

/** The moment at which a rung is reached. After a call for help the first three are passed at once. */
function reachedAt({ backBy, helpAt }: Omit<Climbing, 'rung'>, rung: Exclude<Rung, 'in-time'>): Instant {
  const missed = addMinutes(backBy, rungMinutes[rung])
  if (helpAt === null) return missed
  const helped = rung === 'police' ? addMinutes(helpAt, HELP_MINUTES) : helpAt
  return helped < missed ? helped : missed
}

/**
 * The rung that a watch has reached by now. A ladder climbs; only a sign of life takes it down.
 *
 * @example rungAt({ backBy: instant('2026-11-12T20:00:00Z'), rung: 'in-time', helpAt: null }, instant('2026-11-12T20:31:00Z')) // 'desk'
 */
export function rungAt(watch: Climbing, now: Instant): Rung {
  const reached = rungs.findLast((rung) => rung === 'in-time' || reachedAt(watch, rung) <= now) ?? 'in-time'
  return placeOf(reached) > placeOf(watch.rung) ? reached : watch.rung
}

/** When the next rung comes; `null` at the top, from where it rests until somebody has spoken to them. */
export function nextRungAt(watch: Climbing): Instant | null {
  const next = rungs[placeOf(watch.rung) + 1]
  return next === undefined || next === 'in-time' ? null : reachedAt(watch, next)
}

/**
 * Where a sign of life leaves the ladder. It takes it down to begin anew at the time to be back by; but one that comes so late that the
 * time it gives has gone by as well takes down nothing: by that time too the ladder stands where it stands. A call for help stays, because
 * whoever forced a phone out of a hand may tap as well as its owner.
 *
 * @param backBy when the sign says that they would be back
 * @example rungAfterSign({ rung: 'desk', helpAt: null }, addMinutes(now, 30), now) // 'in-time'
 */
export function rungAfterSign(
  { rung, helpAt }: Pick<Climbing, 'rung' | 'helpAt'>,
  backBy: Instant,
  now: Instant,
): Rung {
  if (helpAt !== null) return rung
  const stands = rungAt({ backBy, rung: 'in-time', helpAt }, now)
  return stands !== 'in-time' && placeOf(stands) >= placeOf(rung) ? rung : 'in-time'
}

/** Somebody who is on a shift now. Whoever is not on one is told nothing. */
export interface OnDuty {
  readonly personId: PersonId
  readonly name: string
  readonly roles: readonly Role[]
  readonly shiftRole: ShiftRole
}

/** Who is told at a rung: a colleague by name, or the team outside the hub's hours, who have to be rung. */
export type Told =
  | { readonly who: 'person'; readonly personId: PersonId; readonly name: string }
  /** With nobody on duty who could be told, whoever leads is woken as well. */
  | { readonly who: 'out-of-hours'; readonly lead?: Pick<OnDuty, 'personId' | 'name'> }
  | { readonly who: 'nobody' }

const byName = (a: OnDuty, b: OnDuty): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.personId < b.personId ? -1 : 1

const person = (one: OnDuty | undefined): Told | null =>
  one === undefined ? null : { who: 'person', personId: one.personId, name: one.name }

/** Whoever is in the second or backup place goes before another duty AMHP: they are more likely to be free. */
const buddyRank: Partial<Record<ShiftRole, number>> = { second: 0, backup: 1, duty: 2 }

/**
 * Who is told at a rung, of those on duty. Nobody off duty is. Where the desk has nobody on, or the watch was handed over, it is the
 * team outside the hub's hours; the buddy's rung goes to the desk when no colleague is out.
 *
 * @param handed whether the watch was handed to the team outside the hub's hours
 * @example toldAt('desk', [], ewa, false) // { who: 'out-of-hours' }
 */
export function toldAt(rung: Rung, onDuty: readonly OnDuty[], whose: PersonId, handed: boolean): Told {
  const others = onDuty.filter(({ personId }) => personId !== whose).toSorted(byName)
  if (rung === 'in-time' || rung === 'own-phone') return { who: 'nobody' }
  const night = person(others.find(({ shiftRole }) => shiftRole === 'out-of-hours')) ?? { who: 'out-of-hours' as const }
  const desk = handed ? null : person(others.find(({ shiftRole }) => shiftRole === 'practice-consultant'))
  if (rung === 'buddy') {
    const [buddy] = others
      .filter(({ shiftRole, roles }) => buddyRank[shiftRole] !== undefined && may(roles, 'work allocations'))
      .toSorted((a, b) => (buddyRank[a.shiftRole] ?? 0) - (buddyRank[b.shiftRole] ?? 0) || byName(a, b))
    return person(buddy) ?? desk ?? night
  }
  if (rung === 'desk') return desk ?? night
  const leads = others.filter(({ roles }) => roles.includes('manager') || roles.includes('amhp-lead'))
  return person(leads[0]) ?? desk ?? night
}

/**
 * A missed check-in that nobody on duty can be told of, from the desk's rung on, wakes whoever leads: at night it outranks that nobody off
 * duty is told. The team outside the hub's hours is to be rung all the same.
 *
 * @param chain those who answer alarms, in the order in which an alarm goes to them
 * @example orWhoeverLeads({ who: 'out-of-hours' }, 'desk', [ruth], ewa) // { who: 'out-of-hours', lead: ruth }
 */
export function orWhoeverLeads(
  told: Told,
  rung: Rung,
  chain: readonly Pick<OnDuty, 'personId' | 'name' | 'roles'>[],
  whose: PersonId,
): Told {
  if (told.who !== 'out-of-hours' || placeOf(rung) < placeOf('desk')) return told
  const lead = chain.find(
    ({ personId, roles }) => personId !== whose && (roles.includes('amhp-lead') || roles.includes('manager')),
  )
  return lead === undefined ? told : { who: 'out-of-hours', lead: { personId: lead.personId, name: lead.name } }
}

/** Why a time to be back by cannot be taken. */
export type BackByRefusal =
  | { readonly code: 'back-by-too-far'; readonly field: 'backBy' }
  | { readonly code: 'back-by-before-now'; readonly field: 'backBy' }
  | { readonly code: 'check-in-in-future'; readonly field: 'occurredAt' }

/** Phones run a little fast: so much ahead of the hub is a clock, more is a mistake. */
const CLOCK_ALLOWANCE = 2

/**
 * Whether a sign of life may be taken as said. One that was made without a signal is judged by when it was made, so a time that has
 * gone by meanwhile is taken: somebody was safe then, and the ladder goes on from there.
 *
 * @example refuseBackBy({ occurredAt: now, backBy: addMinutes(now, 60) }, now) // null
 */
export function refuseBackBy(
  { occurredAt, backBy }: { readonly occurredAt: Instant; readonly backBy: Instant },
  now: Instant,
): BackByRefusal | null {
  if (occurredAt > addMinutes(now, CLOCK_ALLOWANCE)) return { code: 'check-in-in-future', field: 'occurredAt' }
  if (backBy <= occurredAt) return { code: 'back-by-before-now', field: 'backBy' }
  return minutesBetween(occurredAt, backBy) > LONGEST_MINUTES ? { code: 'back-by-too-far', field: 'backBy' } : null
}

/** For so many minutes an answer can be taken back: a slip is seen at once, and later they may have been heard of by other ways. */
export const TAKE_BACK_MINUTES = 2

/** How a watch stood before somebody said that they had spoken to whom it is over. */
export interface Before {
  readonly backBy: Instant
  readonly seenAt: Instant
}

/**
 * Whether an answer may be taken back: that they were home, or that somebody spoke to them, minutes ago and with nothing heard since. What
 * stood before is earlier than what was said, so nobody is looked for later by it.
 *
 * @example canTakeBack({ endedAt: now, spokenAt: null, seenAt, backBy, helpAt: null }, null, now) // true
 */
export function canTakeBack(
  watch: Pick<Climbing, 'backBy' | 'helpAt'> & Record<'endedAt' | 'spokenAt', Instant | null> & Pick<Before, 'seenAt'>,
  before: Before | null,
  now: Instant,
): boolean {
  const saidAt = watch.endedAt ?? watch.spokenAt
  if (saidAt === null || watch.helpAt !== null || now > addMinutes(saidAt, TAKE_BACK_MINUTES)) return false
  if (watch.endedAt !== null) return true
  return before !== null && watch.seenAt === saidAt && before.seenAt <= saidAt && before.backBy <= watch.backBy
}

/** A sign of life counts from when it was given, never from before the last one. */
export const newestSign = (seenAt: Instant, occurredAt: Instant): boolean => occurredAt >= seenAt
