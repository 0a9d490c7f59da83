/** A place of the service as far as it is compared with what was typed. */
export interface NamedPlace {
  readonly name: string
  readonly address: string
}

/** Shorter texts are like too many names. */
const SHORTEST = 5
/** So many letters may be one wrong, missing, too many or swapped. */
const LETTERS_A_SLIP = 6

/**
 * The one place of the service that a typed text nearly is: the same but for capitals, points and spaces, or but for a slip in each six
 * letters, or with its whole name among other words. `null` when it is none of them, or may be several. It only ever offers: what was
 * typed stays as it is.
 *
 * @param typed what stands in the box, in full
 * @example nearPlace('St Aldhelms hospital, bed 4', places)?.name // 'St Aldhelm’s Hospital'
 */
export function nearPlace<Place extends NamedPlace>(typed: string, places: readonly Place[]): Place | null {
  const said = squashed(typed)
  if (said.length < SHORTEST) return null
  const near = places
    .map((place) => ({ place, slips: slipsFrom(said, typed, place) }))
    .filter((one): one is { place: Place; slips: number } => one.slips !== null)
    .toSorted((a, b) => a.slips - b.slips)
  const [first, second] = near
  return first && first.slips !== second?.slips ? first.place : null
}

/** Letters and figures only, without accents. */
const squashed = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '')

/** How far a text is from a place, in letters; `null` when it is too far. */
function slipsFrom(said: string, typed: string, { name, address }: NamedPlace): number | null {
  const forms = [name, address, `${name}${address}`].map(squashed).filter((form) => form.length >= SHORTEST)
  const parts = [said, ...typed.split(',').map(squashed)].filter((part) => part.length >= SHORTEST)
  if (forms.some((form) => said.includes(form))) return 0
  const slips = parts.flatMap((part) =>
    forms.flatMap((form) => {
      const most = Math.floor(Math.max(part.length, form.length) / LETTERS_A_SLIP)
      if (Math.abs(part.length - form.length) > most) return []
      const found = distance(part, form)
      return found <= most ? [found] : []
    }),
  )
  return slips.length === 0 ? null : Math.min(...slips)
}

/** Letters wrong, missing, too many, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i])
    for (let j = 1; j <= b.length; j += 1) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1
      const least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + wrong)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      rows[i]?.push(swapped ? Math.min(least, at(i - 2, j - 2) + 1) : least)
    }
  }
  return at(a.length, b.length)
}
