/** Counts from 1 to one less than this could point to a person, and are not published. */
export const SMALLEST_PUBLISHED = 5

/** @example isSmall(4) // true; nought is nobody, and five are enough */
export const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_PUBLISHED

/** Of how many people a number is, where one person can be in it several times; left out or null where nobody says. */
type People = number | null | undefined

/**
 * Whether a number could point to a person: there are few of them, or all of them are of few people.
 *
 * @example pointsToSomebody({ count: 12, people: 1 }) // true: twelve jobs of one person
 */
export const pointsToSomebody = ({ count, people }: { readonly count: number; readonly people?: People }): boolean =>
  isSmall(count) || (count > 0 && typeof people === 'number' && isSmall(people))

/** A number of a published table, or one that is printed nowhere and could be worked out from those that are. */
export interface Cell {
  readonly count: number
  readonly people?: People
  readonly isTotal: boolean
  readonly isPrinted: boolean
  hidden: boolean
}

/** What a reader knows to add up: the parts are the whole. */
export interface Line {
  readonly parts: readonly Cell[]
  readonly whole: Cell
}

export const cellOf = (count: number, isTotal = false, people?: People): Cell => ({
  count,
  people,
  isTotal,
  isPrinted: true,
  hidden: pointsToSomebody({ count, people }),
})

/**
 * What is left of a whole beside one part: nobody prints it, and whoever knows both knows it. It is of the people who are not in the part,
 * and of one at the least.
 */
export const restOf = (whole: Cell, part: Cell): Line => {
  const known = typeof whole.people === 'number' && typeof part.people === 'number'
  const people = known ? Math.max(1, (whole.people ?? 0) - (part.people ?? 0)) : null
  const rest = { count: whole.count - part.count, people, isTotal: false, isPrinted: false, hidden: false }
  return { parts: [part, rest], whole }
}

/**
 * Hides as many more numbers as it takes until no small one can be worked out: not from one line, nor from several together. Each time
 * the smallest number that is somebody goes, then a total, and a nought only when nothing else is left.
 *
 * @param lines what adds up to what, over every table that is published together; hides cells in them
 * @example protect([{ parts: [three, twelve, twenty], whole: thirtyFive }]) // the three and the twelve are hidden
 */
export function protect(lines: readonly Line[]): void {
  for (;;) {
    const found = leakOf(lines)
    if (found === null) return
    const [next] = found.flatMap(cellsOf).filter(isShown).toSorted(byPreference)
    if (!next) throw new Error('a small number shows although nothing is left to hide')
    next.hidden = true
  }
}

const cellsOf = ({ parts, whole }: Line): readonly Cell[] => [...parts, whole]
const isShown = ({ isPrinted, hidden }: Cell): boolean => isPrinted && !hidden

/**
 * A small number that a reader can work out, as the lines to hide something in: first the one that gives it away, and when all of that
 * was itself worked out, those before it. `null` when there is none.
 */
export function leakOf(lines: readonly Line[]): readonly Line[] | null {
  const workedOut = new Set<Cell>()
  const used: Line[] = []
  const isKnown = (cell: Cell): boolean => isShown(cell) || workedOut.has(cell)
  const givenAway = (line: Line): readonly Line[] => (cellsOf(line).some(isShown) ? [line] : [line, ...used])
  for (let before = -1; before !== workedOut.size;) {
    before = workedOut.size
    for (const line of lines) {
      const unknown = cellsOf(line).filter((cell) => !isKnown(cell))
      const [only] = unknown
      if (unknown.length === 1 && only) {
        if (pointsToSomebody(only)) return givenAway(line)
        workedOut.add(only)
        used.push(line)
      } else if (isKnown(line.whole) && areFew(unknown)) return givenAway(line)
    }
  }
  return null
}

/** Several that are known to be very few between them: each of them is fewer still. */
const areFew = (unknown: readonly Cell[]): boolean =>
  unknown.length > 0 &&
  unknown.every(({ count }) => count > 0) &&
  isSmall(unknown.reduce((sum, { count }) => sum + count, 0))

function byPreference(a: Cell, b: Cell): number {
  const rank = ({ count, isTotal }: Cell) => (count === 0 ? 2 : isTotal ? 1 : 0)
  return rank(a) - rank(b) || a.count - b.count
}
