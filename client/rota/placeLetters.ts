import type { ShiftRow } from '#shared/rota/contract.ts'

type Placed = Pick<ShiftRow, 'placeName'>

/** The first letters of a name’s words. @example initialsOf('North House') // 'NH'; of one word its first two */
function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const [only = ''] = words
  return words.length === 1
    ? only.slice(0, 2)
    : words
        .map((word) => word.slice(0, 1).toUpperCase())
        .slice(0, 3)
        .join('')
}

/**
 * A few letters for each place where shifts are worked, for where there is no room for its name. None where all are worked at the same
 * place, or nowhere in particular: there they would tell nothing apart.
 *
 * @example placeLetters(shifts).get('North House') // 'NH'; a second place with these letters has 'NH2'
 */
export function placeLetters(shifts: readonly Placed[]): ReadonlyMap<string, string> {
  const names = [...new Set(shifts.map(({ placeName }) => placeName))]
  const letters = new Map<string, string>()
  if (names.length < 2) return letters
  const alike = new Map<string, number>()
  for (const name of names.flatMap((one) => one ?? []).toSorted((a, b) => a.localeCompare(b, 'en-GB'))) {
    const initials = initialsOf(name)
    const before = alike.get(initials) ?? 0
    alike.set(initials, before + 1)
    letters.set(name, before === 0 ? initials : `${initials}${before + 1}`)
  }
  return letters
}

/** The place where every shift is worked, to be said once; `null` where they differ. @example onePlace(shifts) // 'North House' */
export function onePlace(shifts: readonly Placed[]): string | null {
  const [first] = shifts
  return first !== undefined && shifts.every(({ placeName }) => placeName === first.placeName) ? first.placeName : null
}
