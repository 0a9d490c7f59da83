import type { CouncilId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Role } from '../kernel/permission.ts'
import { mayActThroughout, type MayActRefusal, type Standing } from '../register/approval.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { overlaps, type Span } from '../time/span.ts'
import type { ShiftRole } from './contract.ts'
import { byStart, spanOf, type RosteredShift } from './roster.ts'
import type { RotaRefusal } from './words.ts'

/** Whoever may be put on a shift, and the home team that they are of: empty for those who are in none. */
export interface OfTeam extends Rosterable {
  readonly homeTeam: string
}

/** What decides whether somebody may be put on a shift. */
export interface Rosterable {
  readonly roles: readonly Role[]
  /** `null` when they are not on the register of AMHPs. */
  readonly standing: Standing | null
}

type MayNotWork = Extract<RotaRefusal, { code: MayActRefusal['code'] }>

/** Every role on the rota but the practice consultant's is an AMHP's. */
export const isAmhpRole = (role: ShiftRole): boolean => role !== 'practice-consultant'

/**
 * Whether somebody may act as an AMHP for the whole of a shift, for at least one of the councils they act for. An approval is
 * to last to the shift's end: one that ends at midnight does not cover a night.
 * Source: Mental Health Act 1983 s.114; SI 2008/1206 regs 4 to 7.
 *
 * @example mayWork(standing, shiftSpan(night, lastDay)) // refused: { code: 'approval-ended', field: 'day', lastDay }
 */
export function mayWork(standing: Standing | null, during: Span): Outcome<null, MayNotWork> {
  if (standing === null) return refuse({ code: 'not-approved', field: 'personId', from: null })
  const councils = new Set(standing.actingFor.map(({ councilId }) => councilId))
  let first: MayNotWork | undefined
  for (const councilId of councils) {
    const answer = mayActThroughout({ ...standing, during, councilId })
    if (answer.ok) return done(null)
    first ??= onTheRota(answer.refusal)
  }
  return refuse(first ?? { code: 'not-acting-for', field: 'personId' })
}

function onTheRota(refusal: MayActRefusal): MayNotWork {
  switch (refusal.code) {
    case 'approval-ended':
      return { ...refusal, field: 'day' }
    case 'not-approved':
    case 'suspended':
      return { ...refusal, field: 'personId' }
    case 'not-acting-for':
      return { code: 'not-acting-for', field: 'personId' }
  }
}

/**
 * Whether somebody may be put on a shift in a role.
 *
 * @example checkRosterable({ roles: ['manager'], standing: null }, 'duty', during) // refused: not-approved
 */
export function checkRosterable(person: Rosterable, role: ShiftRole, during: Span): Outcome<null, RotaRefusal> {
  if (isAmhpRole(role)) return mayWork(person.standing, during)
  return person.roles.includes('practice-consultant')
    ? done(null)
    : refuse({ code: 'not-practice-consultant', field: 'personId' })
}

/**
 * Whether somebody on a shift counts towards a minimum: they may work it, where the minimum is for one council they may act for
 * that council throughout, and where it is of one team they are of that team.
 *
 * @example countsFor(ewa, 'duty', during, { councilId: westmarch, homeTeam: null }) // false: she acts for its neighbour only
 */
export function countsFor(
  person: OfTeam,
  role: ShiftRole,
  during: Span,
  { councilId, homeTeam }: { readonly councilId: CouncilId | null; readonly homeTeam: string | null },
): boolean {
  if (homeTeam !== null && person.homeTeam !== homeTeam) return false
  if (councilId === null || !isAmhpRole(role)) return checkRosterable(person, role, during).ok
  return person.standing !== null && mayActThroughout({ ...person.standing, during, councilId }).ok
}

/**
 * Whether a shift would run over another of the same person. Shifts that touch do not overlap.
 *
 * @param others their other shifts, without cancelled ones
 * @example checkFree(during, others) // refused: { code: 'shifts-overlap', startsAt, endsAt }
 */
export function checkFree(during: Span, others: readonly RosteredShift[]): Outcome<null, RotaRefusal> {
  const other = others.toSorted(byStart).find((shift) => overlaps(spanOf(shift), during))
  return other
    ? refuse({ code: 'shifts-overlap', field: 'times', startsAt: other.startsAt, endsAt: other.endsAt })
    : done(null)
}

/** Work that was given on a shift. */
export interface WorkOnShift {
  readonly number: number
  readonly live: boolean
}

/**
 * Whether a shift can be taken off the rota or given to somebody else: not while its person is out on work given on it, and not
 * after they have done that work, for TOIL and the record are judged against it.
 *
 * @example checkNoWork([{ number: 2424, live: true }]) // refused: { code: 'shift-has-open-work', numbers: [2424] }
 */
export function checkNoWork(work: readonly WorkOnShift[]): Outcome<null, RotaRefusal> {
  const live = work.filter((one) => one.live)
  if (live.length > 0) return refuse({ code: 'shift-has-open-work', numbers: live.map(({ number }) => number) })
  return work.length > 0 ? refuse({ code: 'shift-was-worked', numbers: work.map(({ number }) => number) }) : done(null)
}

/**
 * Whether the times of a shift can be changed: not while its person is out on work given on it, for their likely finish and
 * their TOIL are counted from its end.
 *
 * @example checkNoOpenWork([{ number: 2424, live: false }]) // done
 */
export const checkNoOpenWork = (work: readonly WorkOnShift[]): Outcome<null, RotaRefusal> =>
  checkNoWork(work.filter(({ live }) => live))

/** A shift that was taken over in the middle can be given back for so long, in minutes: later it is a new decision. A local rule. */
export const GIVE_BACK_MINUTES = 60

/**
 * Whether a taking over can still be undone.
 *
 * @example checkGiveBack(instant('2026-11-12T15:40:00Z'), instant('2026-11-12T16:41:00Z')) // refused: too-late-to-give-back
 */
export const checkGiveBack = (takenAt: Instant, now: Instant): Outcome<null, RotaRefusal> =>
  minutesBetween(takenAt, now) > GIVE_BACK_MINUTES ? refuse({ code: 'too-late-to-give-back', at: takenAt }) : done(null)
