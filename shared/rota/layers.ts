import type { PersonId } from '../kernel/ids.ts'
import type { LondonDay } from '../time/london.ts'
import type { ShiftRole } from './contract.ts'
import type { DayTurn } from './pattern.ts'
import type { ShiftTimes } from './shiftTemplate.ts'

/** What a turn comes from, the weakest first: each layer lies over those before it. */
export const layers = ['pattern', 'exception', 'swap', 'cover'] as const
export type Layer = (typeof layers)[number]

export const layerWords: Readonly<Record<Layer, string>> = {
  pattern: 'From the pattern',
  exception: 'Planned by hand',
  swap: 'Swapped',
  cover: 'Emergency cover',
}

/** Which turn a change is about: whose it was as planned, on which day, and which of that day’s turns. */
export interface TurnKey {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly turn: number
}

/**
 * One person’s day as somebody set it by hand: off, or with these turns instead of the pattern’s. It is about the person and the day
 * and not about the pattern, so it stays when the pattern changes.
 */
export interface RotaException {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly turns: readonly (ShiftTimes & { readonly role: ShiftRole })[]
}

/** A turn that went to somebody else, by agreement (`swap`) or because it had to (`cover`). */
export interface HandedOver {
  readonly key: TurnKey
  readonly toPersonId: PersonId
}

/** A turn of the rota as it holds. `plannedFor` is who had it before anything was swapped or covered. */
export interface EffectiveTurn extends DayTurn {
  readonly plannedFor: PersonId
  readonly layer: Layer
}

export interface LayersAsked {
  readonly pattern: readonly DayTurn[]
  readonly exceptions: readonly RotaException[]
  readonly swaps: readonly HandedOver[]
  readonly covers: readonly HandedOver[]
}

export interface EffectiveRota {
  readonly turns: readonly EffectiveTurn[]
  /** Swaps and covers whose turn is no longer on the rota: their people are told, nothing is lost in silence. */
  readonly loose: readonly (HandedOver & { readonly layer: 'swap' | 'cover' })[]
}

const keyOf = ({ personId, day, turn }: TurnKey): string => `${personId} ${day} ${turn}`
const personDay = ({ personId, day }: { personId: PersonId; day: LondonDay }): string => `${personId} ${day}`

/**
 * The rota that holds, from its layers: emergency cover over swap over exception over pattern. A swap or a cover follows its turn:
 * when the times change, whoever has it now has the new times; a cover of a turn that was swapped before takes it from whoever got
 * it. Of two exceptions for one day, or two swaps of one turn, the later one in the list holds.
 *
 * @example effectiveRota({ pattern: turnsBetween(…), exceptions: [], swaps: [{ key, toPersonId }], covers: [] }).turns
 */
export function effectiveRota({ pattern, exceptions, swaps, covers }: LayersAsked): EffectiveRota {
  const byHand = new Map(exceptions.map((one) => [personDay(one), one]))
  const planned: EffectiveTurn[] = [
    ...pattern
      .filter((turn) => !byHand.has(personDay(turn)))
      .map((turn) => ({ ...turn, plannedFor: turn.personId, layer: 'pattern' as const })),
    ...[...byHand.values()].flatMap(turnsOfException),
  ]
  const turns = new Map(planned.map((turn) => [keyOf(turn), turn]))
  const loose: (HandedOver & { layer: 'swap' | 'cover' })[] = []
  for (const [layer, changes] of [
    ['swap', swaps],
    ['cover', covers],
  ] as const) {
    for (const change of changes) {
      const turn = turns.get(keyOf(change.key))
      if (turn) turns.set(keyOf(change.key), { ...turn, personId: change.toPersonId, layer })
      else loose.push({ ...change, layer })
    }
  }
  return { turns: [...turns.values()].toSorted(byDayAndStart), loose }
}

const turnsOfException = ({ personId, day, turns }: RotaException): readonly EffectiveTurn[] =>
  turns
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
    .map((times, turn) => ({ ...times, personId, day, turn, plannedFor: personId, layer: 'exception' as const }))

const byDayAndStart = (a: EffectiveTurn, b: EffectiveTurn): number => {
  const [first, second] = [
    `${a.day} ${a.startsAt} ${a.plannedFor} ${a.turn}`,
    `${b.day} ${b.startsAt} ${b.plannedFor} ${b.turn}`,
  ]
  return first < second ? -1 : first > second ? 1 : 0
}
