/**
 * Minutes of driving to reckon with until a service has measured its own: within a town, and to another of the county. They are
 * assumptions, on the cautious side, and are said as "about".
 */
export const travelPriors = { sameTown: 10, otherTown: 25 } as const

/**
 * Which of a service's towns a place is in: the town of a place on its list, or one that the typed address names.
 *
 * @example townOf('12 Mill Lane, Ashmere', null, ['Ashmere', 'Kelsham']) // 'Ashmere'
 */
export function townOf(typed: string, listed: string | null, towns: readonly string[]): string | null {
  if (listed !== null && listed.trim() !== '') return listed
  const words = ` ${typed.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `
  return towns.find((town) => town.trim() !== '' && words.includes(` ${town.toLowerCase()} `)) ?? null
}

/**
 * Minutes from where an AMHP is to where the person is; `null` when either is not known, which is said and never guessed.
 *
 * @example travelBetween('Kelsham', 'Kelsham') // 10
 */
export function travelBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null
  return from.toLowerCase() === to.toLowerCase() ? travelPriors.sameTown : travelPriors.otherTown
}

/**
 * Minutes on the way to reckon with for somebody whose way there is not known: no less than to another town, and no less than the furthest of
 * the others, so that nobody stands higher because nothing is known of where they are. It is reckoned and never shown as where they are.
 *
 * @param known the ways of the others that are known, in minutes
 * @example travelReckoned([10, 40]) // 40
 */
export const travelReckoned = (known: readonly number[]): number => Math.max(travelPriors.otherTown, ...known)
