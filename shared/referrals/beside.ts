import { earliest, type Instant } from '#shared/time/instant.ts'
import type { PowerKind } from './clockRules.ts'
import { clockOf, type Power } from './clocks.ts'

/** A power as far as another beside it needs it. */
type Held = Power & { readonly supersededAt?: Instant | null }

/** One detention in law, whichever of its two starts counts. */
const families: readonly (readonly PowerKind[])[] = [
  ['s136', 's136-kept'],
  ['s135', 's135-kept'],
]
/** @example isSameFamily('s136', 's136-kept') // true: one detention in law, whichever of its two starts counts */
export const isSameFamily = (a: PowerKind, b: PowerKind): boolean =>
  a === b || families.some((kinds) => kinds.includes(a) && kinds.includes(b))

const placesOfSafety: readonly PowerKind[] = ['s136', 's136-kept', 's135', 's135-kept']

/**
 * Which powers each may follow while they run. A holding power of section 5 is for an in-patient whom nothing holds but the nurse’s own
 * record (MHA 1983 s.5(4), s.5(6)); an emergency application may follow a holding power or a place of safety; a recall may follow a place
 * of safety. Whoever is held is not taken to a place of safety: who went away is brought back (s.18).
 */
const mayFollow: Record<PowerKind, readonly PowerKind[]> = {
  s136: [],
  's136-kept': [],
  s135: [],
  's135-kept': [],
  's5-4': [],
  's5-2': ['s5-4'],
  s4: [...placesOfSafety, 's5-4', 's5-2'],
  'cto-recall': placesOfSafety,
}

/** What holds somebody already, so that the first gives no authority of its own and takes none away (s.5(4), s.5(6)). */
const withoutEffectUnder: Partial<Record<PowerKind, readonly PowerKind[]>> = {
  's5-4': ['s5-2', 's4', 'cto-recall'],
  's5-2': ['s4', 'cto-recall'],
}

/** Whether a power says nothing in law while another runs. @example hasNoEffectUnder('s5-4', 's5-2') // true */
export const hasNoEffectUnder = (kind: PowerKind, other: PowerKind): boolean =>
  withoutEffectUnder[kind]?.includes(other) ?? false

/** When a power runs out; one whose start nobody knows began by `latest`. @example limitOf(power, power.endedAt) */
export const limitOf = (power: Power, latest: Instant): Instant => {
  const startedAt = power.startedAt ?? latest
  return clockOf({ ...power, startedAt }, startedAt).limitAt ?? startedAt
}

/**
 * A power in whose running time another is said to start that does not follow it in law, or that is said to have started in the time of
 * the other without following it; `null` where the two go together. It is never forbidden: somebody may be putting in order what happened.
 *
 * @example besideWithin([holdFrom07], { kind: 's5-4', startedAt: at('10:00') }, now)?.kind // 's5-2'
 */
export function besideWithin<One extends Held>(
  powers: readonly One[],
  told: { readonly kind: PowerKind; readonly startedAt: Instant | null },
  now: Instant,
): One | null {
  return powers.findLast((power) => !power.supersededAt && areBeside(power, told, now)) ?? null
}

function areBeside(power: Held, told: Pick<Power, 'kind' | 'startedAt'>, now: Instant): boolean {
  if (isSameFamily(power.kind, told.kind)) return false
  const [start, from] = [power.startedAt ?? power.endedAt ?? now, told.startedAt ?? now]
  const limit = limitOf(power, start)
  const end = power.endedAt ? earliest(power.endedAt, limit) : limit
  if (start >= limitOf({ kind: told.kind, startedAt: from }, from) || from >= end) return false
  const follows = mayFollow[told.kind].includes(power.kind)
  const isFollowed = mayFollow[power.kind].includes(told.kind)
  // Of two whose order nobody knows, and of two that began at once, either may have been first.
  if (power.startedAt === null || told.startedAt === null || start === from) return !follows && !isFollowed
  return start < from ? !follows : !isFollowed
}

/** Whether a running power began while another that still runs held the person, so that the law gives it no effect. */
const liesUnder = (power: Held, other: Held): boolean =>
  !power.endedAt &&
  !other.endedAt &&
  !other.supersededAt &&
  power.startedAt !== null &&
  other.startedAt !== null &&
  hasNoEffectUnder(power.kind, other.kind) &&
  other.startedAt < power.startedAt &&
  power.startedAt < limitOf(other, power.startedAt)

/** A power that runs and has no effect in law, because another held the person when it began; `null` where it counts. */
export const withoutEffect = <One extends Held>(power: Held, powers: readonly One[]): One | null =>
  powers.find((other) => liesUnder(power, other)) ?? null

/**
 * What ends together with a power: what began while it ran, and had no effect in law, does not begin to bind by its end. Whatever began
 * after the end that is told now binds, and runs on: the end may be recorded late.
 *
 * @param endedAt when the power ended
 * @example goesWith(section4From10, [holdFrom12], at('11:00')) // []: the hold of 12:00 binds
 */
export const goesWith = <One extends Held>(power: Held, powers: readonly One[], endedAt: Instant): readonly One[] =>
  powers.filter(
    (one) => !one.supersededAt && one.startedAt !== null && one.startedAt < endedAt && liesUnder(one, power),
  )

/**
 * The powers that bind: without those that were recorded while the person was held already and that the law gives no effect then. A board
 * that showed the six hours of a nurse’s record beside a doctor’s running 72 would show a limit that is none.
 *
 * @example bindingPowers([hold, nurseRecordedInIt]) // [hold]
 */
export const bindingPowers = <One extends Held>(powers: readonly One[]): readonly One[] =>
  powers.filter((power) => withoutEffect(power, powers) === null)
