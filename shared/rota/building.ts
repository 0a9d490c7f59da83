import type { PersonId, ShiftId } from '../kernel/ids.ts'
import { formatDayShort, londonDayOf, type LondonDay } from '../time/london.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { overlaps } from '../time/span.ts'
import type { RotaChange, ShiftPlan } from './changes.ts'
import type { EffectiveTurn, Layer } from './layers.ts'
import { spanOf } from './roster.ts'
import { shiftSpan } from './shiftTemplate.ts'

/** A shift as the rota has it with the draft laid over it. */
export interface ShiftThere extends ShiftPlan {
  readonly id: ShiftId
  readonly layer: Layer
  /** Whose it was before it was swapped or covered. */
  readonly plannedFor: PersonId | null
  /** When the turn of a pattern begins that it stands for, once it was moved by hand or cut into pieces. */
  readonly turnStartsAt: Instant | null
}

/** Why a turn of a pattern is not put on the rota. */
export type LeftWhy = 'away' | 'by-hand' | 'over-another'

export interface LeftOut {
  readonly turn: EffectiveTurn
  readonly why: LeftWhy
}

/** A turn to be put into the draft: as a new shift, or in place of one that an earlier pattern put there. */
export interface PutTurn {
  readonly instead: ShiftThere | null
  readonly turn: EffectiveTurn
}

/** What building weeks from patterns changes. */
export interface Built {
  readonly put: readonly PutTurn[]
  /** Shifts that an earlier pattern put there, and no pattern does now. */
  readonly takeOff: readonly ShiftThere[]
  readonly left: readonly LeftOut[]
  /** Turns that stand on the rota already, with whoever has them now. */
  readonly same: number
}

/** A turn whose shift was moved to another day by hand, or cut into pieces by a swap of part of it: it is worked as it is now. */
export interface MovedTurn {
  readonly personId: PersonId
  readonly startsAt: Instant
}

export interface BuildAsked {
  /** Every turn of the days as the layers have it, without swaps and covers: those are shifts of the rota. */
  readonly turns: readonly EffectiveTurn[]
  readonly there: readonly ShiftThere[]
  /** Shifts that somebody moved or took off by hand in the draft, as they were before: their turns are settled. */
  readonly decided: readonly ShiftThere[]
  readonly moved: readonly MovedTurn[]
  readonly isAway: (personId: PersonId, day: LondonDay) => boolean
  /** Days that somebody set by hand: nothing of a pattern stays on them but what the exception says. */
  readonly isException: (personId: PersonId, day: LondonDay) => boolean
  /** What was set by hand of days that are no longer set so: the shifts that came of it go back to the pattern. */
  readonly ended: readonly EffectiveTurn[]
}

const ownerOf = ({ plannedFor, personId }: ShiftThere): PersonId => plannedFor ?? personId
const keyOf = (personId: PersonId, day: LondonDay): string => `${personId} ${day}`

/** A piece of a turn belongs to the day on which the turn begins, also the one after midnight: no turn is longer than this. */
const LONGEST_TURN = 16 * 60
const turnDayOf = ({ day, startsAt, turnStartsAt }: ShiftThere): LondonDay =>
  turnStartsAt !== null && turnStartsAt <= startsAt && minutesBetween(turnStartsAt, startsAt) < LONGEST_TURN
    ? londonDayOf(turnStartsAt)
    : day

/**
 * The difference between what patterns say of some days and what is on the rota. Whatever was changed by hand, swapped or covered stays:
 * a pattern moves only what a pattern put there. A swapped turn counts as there, whoever has it now. Built twice, nothing changes the
 * second time.
 *
 * @example buildOf({ turns, there, decided: [], moved: [], isAway: () => false, isException: () => false }).put.length // 20
 */
export function buildOf(asked: BuildAsked): Built {
  const days = new Map<string, { turns: EffectiveTurn[]; there: ShiftThere[] }>()
  const dayOf = (key: string) => {
    const found = days.get(key) ?? { turns: [], there: [] }
    days.set(key, found)
    return found
  }
  for (const turn of asked.turns) dayOf(keyOf(turn.personId, turn.day)).turns.push(turn)
  for (const shift of asked.there) dayOf(keyOf(ownerOf(shift), turnDayOf(shift))).there.push(shift)
  const built = [...days.values()].map(({ turns, there }) => buildDay(turns, there, asked))
  return {
    put: built.flatMap(({ put }) => put),
    takeOff: built.flatMap(({ takeOff }) => takeOff),
    left: built.flatMap(({ left }) => left),
    same: built.reduce((sum, { same }) => sum + same, 0),
  }
}

function buildDay(turns: readonly EffectiveTurn[], there: readonly ShiftThere[], asked: BuildAsked): Built {
  const open = [...there]
  const missing: EffectiveTurn[] = []
  const settled: EffectiveTurn[] = []
  let same = 0
  for (const turn of turns) {
    const at = open.findIndex((shift) => isTurn(shift, turn))
    if (at >= 0) {
      open.splice(at, 1)
      same += 1
    } else if (isSettled(turn, asked)) {
      same += 1
      settled.push(turn)
    } else missing.push(turn)
  }
  const others = open.filter((shift) => !settled.some((turn) => isPieceOf(shift, turn)))
  const movable = others.filter((shift) => shift.layer === 'pattern' || isSetByHand(shift, asked))
  const byHand = others.filter((shift) => !movable.includes(shift))
  const put: PutTurn[] = []
  const left: LeftOut[] = []
  for (const turn of missing) {
    const why = whyLeft(turn, byHand, movable, asked)
    if (why !== null) left.push({ turn, why })
    else put.push({ instead: movable.shift() ?? null, turn })
  }
  return { put, takeOff: movable.filter((shift) => goes(shift, left, asked)), left, same }
}

/** Somebody moved it, or took it off, by hand: wherever it went, it is not put there a second time. */
const isSettled = (turn: EffectiveTurn, { decided, moved }: BuildAsked): boolean =>
  decided.some((shift) => ownerOf(shift) === turn.personId && isTurn(shift, turn)) ||
  moved.some(({ personId, startsAt }) => personId === turn.personId && startsAt === shiftSpan(turn, turn.day).start)

/** What was kept or given of a turn of which part was swapped or taken over. */
function isPieceOf(shift: ShiftThere, turn: EffectiveTurn): boolean {
  const span = shiftSpan(turn, turn.day)
  return span.start <= shift.startsAt && shift.endsAt <= span.end
}

/** An exception, a day off too, also takes the place of what was put there by hand; and what came of one goes when it has ended. */
const isSetByHand = (shift: ShiftThere, { isException, ended }: BuildAsked): boolean =>
  shift.layer === 'exception' &&
  (isException(shift.personId, shift.day) ||
    ended.some((turn) => turn.personId === ownerOf(shift) && isTurn(shift, turn)))

/** Leave is decided by itself: what it lays over stays where it is until somebody covers it. */
const goes = ({ personId, day }: ShiftThere, left: readonly LeftOut[], asked: BuildAsked): boolean =>
  !asked.isAway(personId, day) && !left.some(({ turn }) => turn.personId === personId && turn.day === day)

const isTurn = (shift: ShiftThere, turn: EffectiveTurn): boolean => {
  const span = shiftSpan(turn, turn.day)
  return shift.startsAt === span.start && shift.endsAt === span.end && shift.role === turn.role
}

function whyLeft(
  turn: EffectiveTurn,
  byHand: readonly ShiftThere[],
  movable: readonly ShiftThere[],
  { isAway, isException, there }: BuildAsked,
): LeftWhy | null {
  if (isAway(turn.personId, turn.day)) return 'away'
  if (byHand.length > 0 && !isException(turn.personId, turn.day)) return 'by-hand'
  const span = shiftSpan(turn, turn.day)
  const over = there.some(
    (shift) =>
      shift.personId === turn.personId &&
      minutesBetween(shift.startsAt, span.end) < 3 * 24 * 60 &&
      overlaps(spanOf(shift), span) &&
      !movable.includes(shift) &&
      shift.layer !== 'pattern',
  )
  return over ? 'over-another' : null
}

const whys: Readonly<Record<LeftWhy, string>> = {
  away: 'they are away on that day',
  'by-hand': 'somebody planned that day by hand, and that stays',
  'over-another': 'they have another shift at that time',
}

/** @example leftWords(left, nameOf) // 'Ewa Kowalska, Thu 19 November 12:30–20:30: left out, they are away on that day.' */
export const leftWords = ({ turn, why }: LeftOut, nameOf: (personId: PersonId) => string): string =>
  `${nameOf(turn.personId)}, ${formatDayShort(turn.day)} ${turn.startsAt}–${turn.endsAt}: left out, ${whys[why]}.`

const planOf = ({ personId, day, startsAt, endsAt, role }: ShiftThere): ShiftPlan => ({
  personId,
  day,
  startsAt,
  endsAt,
  role,
})

/** What building changes, as changes of the rota: in words by `changeWords`. A new shift has no id yet, and gets the one given. */
export const changesOfBuild = ({ put, takeOff }: Built, newId: () => ShiftId): readonly RotaChange[] => [
  ...put.map(({ instead, turn }): RotaChange => {
    const span = shiftSpan(turn, turn.day)
    const { personId, day, role } = turn
    return {
      shiftId: instead?.id ?? newId(),
      before: instead ? planOf(instead) : null,
      after: { personId, day, startsAt: span.start, endsAt: span.end, role },
    }
  }),
  ...takeOff.map((shift) => ({ shiftId: shift.id, before: planOf(shift), after: null })),
]
