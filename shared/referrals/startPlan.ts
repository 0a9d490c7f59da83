import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { PowerId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import {
  ranOutBefore,
  ranOutByItself,
  reportMovedBy,
  runsOutAnew,
  startAfterNurse,
  type NurseEnd,
  type ReportMoved,
} from './afterNurse.ts'
import { besideWithin, limitOf } from './beside.ts'
import { besideWords } from './besideWords.ts'
import { ruleInForce, type PowerKind } from './clockRules.ts'
import type { Power } from './clocks.ts'
import { runningBeside } from './putRight.ts'
import { startFault } from './receive.ts'
import {
  decideStart,
  lastExtended,
  runningOf,
  sameWithin,
  type RecordedPower,
  type StartDecided,
  type StartTold,
} from './powers.ts'
import { recordedAlreadyWords, type PowerRefusal } from './words.ts'

/** All that recording a start does to a referral's powers. */
export interface StartPlan extends StartDecided {
  /** Which power it is: after a move the one that goes on, whichever of its two kinds was told. */
  readonly kind: PowerKind
  /** When they were moved, of a detention that goes on from its first start; `null` where it is none. */
  readonly goesOn: { readonly movedAt: Instant | null; readonly startSource: string } | null
  /** From when it counts: after a nurse's record not the time that was told. */
  readonly startedAt: Instant | null
  /** The time that was told for the report, where it counts from the nurse's record. */
  readonly reportAt: Instant | null
  /** How the row that is written has ended already; `null` where it runs. */
  readonly ended: { readonly endedAt: Instant; readonly endedWhy: string } | null
  /** Whether that end came of this, and was not on the record before. */
  readonly endsNow: boolean
  /** The nurse's holding power that is over with it. */
  readonly nurse: (NurseEnd & { readonly id: PowerId }) | null
  /** A section 5(2) whose start is another once this is known. */
  readonly moved: ReportMoved | null
}

/**
 * What recording a start, or correcting it, does: the row itself, and the two holding powers of section 5 together, whichever is told first.
 *
 * @example planStart(powers, { kind: 's5-2', startedAt: reportAt, startSource: 'Ward', correctionReason: '' }, now)
 */
export function planStart(
  powers: readonly RecordedPower[],
  told: StartTold,
  now: Instant,
): Outcome<StartPlan, PowerRefusal> {
  const same = movedOn(powers, told, now)
  if (same !== null) return goingOn(powers, same, told, now)
  const after = startAfterNurse(powers, told, now)
  const startedAt = after === null ? told.startedAt : after.startedAt
  const decided = decideStart(powers, { ...told, startedAt }, now)
  if (!decided.ok) return decided
  const { corrects } = decided.value
  const moved = reportMovedBy(powers, told, corrects)
  const nurse = after?.nurseEnds ? { nurse: after.nurse, ...after.nurseEnds } : ranOutBefore(powers, told)
  return done({
    ...decided.value,
    kind: told.kind,
    goesOn: null,
    startedAt,
    reportAt: after === null ? null : told.startedAt,
    ...endOf(corrects, told, moved, now),
    nurse: nurse && { id: nurse.nurse.id, endedAt: nurse.endedAt, endedWhy: nurse.endedWhy },
    moved,
  })
}

/** The detention that goes on after a move, where that is what somebody says; `null` where a start is told for itself. */
const movedOn = (powers: readonly RecordedPower[], told: StartTold, now: Instant): RecordedPower | null =>
  told.again === 'moved' && told.corrects === undefined && runningOf(powers, told.kind) === null
    ? sameWithin(powers, told, null, now)
    : null

/** It runs on from its first start, with its extension: an end that was recorded for the move was none. */
function goingOn(
  powers: readonly RecordedPower[],
  same: RecordedPower,
  told: StartTold,
  now: Instant,
): Outcome<StartPlan, PowerRefusal> {
  const fault = startFault(told.startedAt, now)
  if (fault === 'in-future') return refuse({ code: 'power-start-in-future', field: 'startedAt', now })
  if (fault === 'too-old') return refuse({ code: 'power-start-too-old', field: 'startedAt' })
  const other = same.endedAt === null ? null : runningBeside(powers, same)
  if (other !== null) return refuse({ code: 'another-runs', kind: other.kind, startedAt: other.startedAt })
  return done({
    ruleId: ruleInForce(same.kind, same.startedAt ?? now).id,
    corrects: same,
    extensionFrom: same.extension === null ? null : same,
    extensionDropped: false,
    kind: same.kind,
    goesOn: { movedAt: told.startedAt, startSource: same.startSource },
    startedAt: same.startedAt,
    reportAt: null,
    ended: null,
    endsNow: false,
    nurse: null,
    moved: null,
  })
}

/** A start that is corrected keeps the end that somebody recorded; one that came of the six hours goes with them. */
function endOf(
  corrects: RecordedPower | null,
  { startedAt }: StartTold,
  moved: ReportMoved | null,
  now: Instant,
): Pick<StartPlan, 'ended' | 'endsNow'> {
  const { endedAt = null, endedWhy = '' } = corrects ?? {}
  const ranOut = corrects !== null && ranOutByItself(corrects)
  if (endedAt !== null && !ranOut) return { ended: { endedAt, endedWhy }, endsNow: false }
  const ended = moved?.nurseEnds ?? (ranOut ? runsOutAnew(startedAt, now) : null)
  return { ended, endsNow: ended !== null && ended.endedAt !== endedAt }
}

/** What a start means as it is typed, by the rules that the server decides by. */
export interface StartMeans {
  /** The clock that it makes. */
  readonly counted: Power
  /** Why a reason is asked for; `null` where none is. */
  readonly asks: string | null
  /** The detention in whose time it is told, so that it is asked which it is: after a move that one goes on. */
  readonly same: RecordedPower | null
  /** The extension that does not count from this start; `null` where there is none. */
  readonly drops: RecordedPower['extension']
  /** Whether it takes the place of a start that is recorded. */
  readonly corrects: RecordedPower | null
  readonly moved: ReportMoved | null
}

/**
 * The clock as it will be, and what is asked for, while a start is typed.
 *
 * @param known the power whose start is corrected; `null` where one is recorded
 * @example whatStartMeans(powers, { kind: 's5-4', startedAt }, null, now).moved?.startedAt // from when the 72 hours will count
 */
export function whatStartMeans(
  powers: readonly RecordedPower[],
  told: Pick<StartTold, 'kind' | 'startedAt'>,
  known: RecordedPower | null,
  now: Instant,
): StartMeans {
  const corrects = known ?? runningOf(powers, told.kind)
  const after = startAfterNurse(powers, told, now)
  const startedAt = after === null ? told.startedAt : after.startedAt
  const said: StartTold = {
    ...told,
    startedAt,
    startSource: 'as it will be',
    correctionReason: 'as it will be',
    ...(known && { corrects: known.id }),
  }
  const decided = decideStart(powers, said, now)
  const extension = decided.ok ? (decided.value.extensionFrom?.extension ?? null) : null
  const isDropped = decided.ok && decided.value.extensionDropped && corrects !== null
  return {
    counted: { kind: told.kind, startedAt, extension },
    drops: isDropped ? (lastExtended(powers, corrects)?.extension ?? null) : null,
    same: corrects === null ? sameWithin(powers, { ...told, startedAt }, null, now) : null,
    asks: whyAsked(powers, { ...told, startedAt }, { known, corrects }, now),
    corrects,
    moved: reportMovedBy(powers, told, corrects),
  }
}

function whyAsked(
  powers: readonly RecordedPower[],
  told: Pick<StartTold, 'kind' | 'startedAt'>,
  { known, corrects }: { readonly known: RecordedPower | null; readonly corrects: RecordedPower | null },
  now: Instant,
): string | null {
  if (known === null && corrects !== null) return recordedAlreadyWords(corrects)
  const beside = corrects === null ? besideWithin(powers, told, now) : null
  if (beside !== null) {
    const limitAt = limitOf(beside, beside.endedAt ?? now)
    return besideWords({ ...beside, told: told.kind, limitAt })
  }
  // Of a first start it is asked which of the two it is; a correction says why in any case.
  return null
}
