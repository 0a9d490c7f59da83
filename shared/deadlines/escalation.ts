import type { PersonId } from '#shared/kernel/ids.ts'
import { may, type Role } from '#shared/kernel/permission.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import type { DuePoint } from './due.ts'

/** Somebody of the service, with the shift that they are on now. */
export interface Reachable {
  readonly personId: PersonId
  readonly name: string
  readonly roles: readonly Role[]
  readonly shiftRole: ShiftRole | null
  readonly shiftStartedAt: Instant | null
}

/** Who is told before whom: the desk that is on, the team of the night, those who lead, then the desk that is off. */
function rankOf({ roles, shiftRole }: Reachable): number {
  if (shiftRole === 'practice-consultant') return 0
  if (shiftRole === 'out-of-hours') return 1
  if (roles.includes('amhp-lead')) return 2
  if (roles.includes('manager')) return 3
  return 4
}

/**
 * The chain of those who can answer an alarm now, each by name. Of two at the desk whoever has been there longer comes first; ids
 * break ties, so that two servers agree.
 *
 * @example chainOf(people)[0]?.name // 'Jo Marsh'
 */
export const chainOf = (people: readonly Reachable[]): readonly Reachable[] =>
  people
    .filter(({ roles }) => may(roles, 'answer alarms'))
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        compare(a.shiftStartedAt ?? '', b.shiftStartedAt ?? '') ||
        compare(a.name, b.name) ||
        compare(a.personId, b.personId),
    )

/**
 * The chain for one referral: whoever holds it by a handover that stands comes first, then everybody as always. Nobody is left out, and
 * somebody who answers no alarms is not put in.
 *
 * @param holder who took the referral over by name and has not handed it on; `undefined` when nobody has
 * @example heldFirst(chain, kwame.personId)[0]?.name // 'Kwame Boateng'
 */
export const heldFirst = (chain: readonly Reachable[], holder: PersonId | undefined): readonly Reachable[] => [
  ...chain.filter(({ personId }) => personId === holder),
  ...chain.filter(({ personId }) => personId !== holder),
]

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Minutes after which an alarm that nobody has answered goes to the next in the chain, and after everybody has been told, again. */
const passOnAfter: Record<DuePoint, { readonly next: number; readonly again: number | null }> = {
  limit: { next: 5, again: 15 },
  warning: { next: 10, again: null },
  'start-not-recorded': { next: 15, again: 60 },
  target: { next: 30, again: null },
  'look-again': { next: 120, again: null },
}

/** Who has been told of an alarm in this round of the chain, by id. */
export type ToldInRound = readonly PersonId[]

/** Who is told at a step, whom that makes of this round, and when the next step comes; `null` when there is none. */
export interface Telling {
  readonly step: number
  readonly to: Reachable | null
  readonly told: ToldInRound
  readonly nextAt: Instant | null
}

/** Those of the chain of now who have not been told in this round: whoever has come on duty since is one of them. */
const untold = (told: ToldInRound, chain: readonly Reachable[]): readonly Reachable[] =>
  chain.filter(({ personId }) => !told.includes(personId))

/**
 * Who is told next, by the chain of now: the first who has not been told in this round, and after everybody the first of all.
 *
 * @example nextOf([jo.personId], chain)?.name // 'Amir Shah'
 */
export const nextOf = (told: ToldInRound, chain: readonly Reachable[]): Reachable | null =>
  untold(told, chain)[0] ?? chain[0] ?? null

/**
 * The telling of a step. After everybody has been told once a warning rests; a limit that has passed never does, nor does a start that
 * nobody has recorded: it goes round until somebody answers it. With nobody to tell, it is tried again: the rota may change.
 *
 * @param step 0 for the first telling
 * @param told who has been told in this round so far
 * @example tellingAt('limit', 0, [], chain, now) // { step: 0, to: { name: 'Jo Marsh', … }, told: [jo], nextAt: five minutes from now }
 */
export function tellingAt(
  point: DuePoint,
  step: number,
  told: ToldInRound,
  chain: readonly Reachable[],
  now: Instant,
): Telling {
  const to = nextOf(told, chain)
  if (to === null) return { step, to, told, nextAt: addMinutes(now, passOnAfter[point].next) }
  const before = untold(told, chain).length === 0 ? [] : told
  return telling(point, step, [...before, to.personId], to, chain, now)
}

function telling(
  point: DuePoint,
  step: number,
  told: ToldInRound,
  to: Reachable,
  chain: readonly Reachable[],
  now: Instant,
): Telling {
  const { next, again } = passOnAfter[point]
  const wait = untold(told, chain).length === 0 ? again : next
  return { step, to, told, nextAt: wait === null ? null : addMinutes(now, wait) }
}

/**
 * The telling when somebody passes an alarm on by hand: whoever is next in this round of the chain, at once, left out whoever passes it
 * on. What nobody answers after that goes on as always. `null` when everybody further has been told: somebody has to take it, or ring.
 *
 * @param step the step that the alarm is at
 * @param told who has been told in this round
 * @param by who passes it on
 * @example passedByHand('limit', 0, [jo], chain, jo, now) // { step: 1, to: { name: 'Amir Shah', … }, nextAt: five minutes from now }
 */
export function passedByHand(
  point: DuePoint,
  step: number,
  told: ToldInRound,
  chain: readonly Reachable[],
  by: PersonId,
  now: Instant,
): Telling | null {
  // Whoever passes it on has seen it and is left out now; told they have not been, so the round goes on to them.
  const to = untold(told, chain).find(({ personId }) => personId !== by)
  return to === undefined ? null : telling(point, step + 1, [...told, to.personId], to, chain, now)
}
