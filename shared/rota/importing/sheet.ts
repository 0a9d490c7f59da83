import { weekdayOf, type LondonDay } from '../../time/london.ts'
import type { CellMeaning, KnownTemplate } from './cells.ts'
import { readCell } from './cells.ts'
import { readDay } from './days.ts'
import { headings, listColumnsOf, readList } from './list.ts'
import { findPerson, type KnownPerson } from './names.ts'
import { daysOfTitles, otherWeekIn, otherWeekWords } from './titles.ts'

/** What is needed to understand a sheet: who and what there is, and about when it is. */
export interface Known {
  readonly people: readonly KnownPerson[]
  readonly templates: readonly KnownTemplate[]
  /** The first day that the sheet is about, for headings that say no more than Mon or 16. */
  readonly first: LondonDay
}

/** What one cell says, with where it stands, so that each problem can be shown beside it. Rows and columns count from 1. */
export interface Said {
  readonly row: number
  readonly column: number
  readonly text: string
  readonly person: KnownPerson | null
  readonly day: LondonDay | null
  readonly means: readonly CellMeaning[]
  /** Why nothing can be made of it, when that is not in `means`. */
  readonly problem: string | null
}

export interface Sheet {
  readonly form: 'grid' | 'list' | null
  readonly said: readonly Said[]
}

export type Cells = readonly (readonly string[])[]

/** Headings are looked for in the first rows: above them may stand a title and when it was printed. */
const ROWS_OF_TITLE = 12

/**
 * Reads a rota from the cells of a spreadsheet: people down and days across, or one shift a line under headings such as person, date,
 * start and end. Rows above the headings, empty rows and columns that mean nothing are left out.
 *
 * @example readSheet([['', 'Mon 16'], ['Priya Nair', '08-16']], known).said[0]?.day // '2026-11-16'
 */
export function readSheet(cells: Cells, known: Known): Sheet {
  const last = cells.flatMap((row, index) => (isEmpty(row) ? [] : [index]))[ROWS_OF_TITLE - 1] ?? cells.length
  for (const [index, row] of cells.slice(0, last + 1).entries()) {
    const columns = listColumnsOf(row)
    if (columns) return { form: 'list', said: readList(cells, index + 1, columns, known) }
    if (daysIn(row, known.first).size >= DAYS_OF_A_HEADING || isOneDay(row, known.first))
      return { form: 'grid', said: readGrid(cells, index, known) }
  }
  return { form: null, said: [] }
}

const isEmpty = (row: readonly string[]): boolean => row.every((text) => text.trim() === '')

/** So many days in a row make it the heading of a grid. */
const DAYS_OF_A_HEADING = 2

/** A grid of a single day: nothing but an empty corner, or a word, and that day. */
const isOneDay = (row: readonly string[], first: LondonDay): boolean =>
  row.filter((text) => text.trim() !== '').length <= 2 && daysIn(row.slice(1), first).size === 1

/** The days of a heading, by their columns; each one that says only its weekday follows on the one before it. */
function daysIn(row: readonly string[], first: LondonDay): ReadonlyMap<number, LondonDay | string> {
  const days = new Map<number, LondonDay | string>()
  let near = first
  for (const [column, text] of row.entries()) {
    if (text.trim() === '') continue
    const read = readDay(text, near)
    if (read.ok) {
      days.set(column, read.value)
      near = read.value
    } else if (days.size > 0 && looksLikeADay(text)) days.set(column, read.refusal)
  }
  return days
}

/** Words of a day that cannot be: Tue 16 where the 16th is a Monday, 31/11. Anything else at the end of a heading is a column of its own. */
const looksLikeADay = (text: string): boolean => /\d/.test(text) && /^[a-z]{0,9}\s?\d{1,2}\b/i.test(text.trim())

interface Heading {
  readonly row: number
  /** The first row below it: some have their weekdays and their dates under each other. */
  readonly below: number
  readonly days: ReadonlyMap<number, LondonDay | string>
}

/**
 * The heading of the first block. A row with days right over it is a title, such as from when to when the rota is: it does not move the
 * weekdays below it away from the first day that was given.
 */
function headingOf(cells: Cells, from: number, known: Known): Heading & { readonly names: number } {
  let found: Heading = { row: from, below: from + 1, days: daysIn(cells[from] ?? [], known.first) }
  const names = nameColumnOf(cells.slice(from + 1), Math.min(...found.days.keys()), known)
  for (const [index, row] of cells.entries()) {
    if (index <= from || isEmpty(row)) continue
    const again = daysIn(row, known.first)
    if (again.size < DAYS_OF_A_HEADING || !isHeading(row, nameIn(row, names), again, known)) break
    const goesOn = [...again].every(([column, day]) => isWeekdayOf(row[column] ?? '', day, found.days.get(column)))
    found = { ...(goesOn ? found : { row: index, days: again }), below: index + 1 }
  }
  return { ...found, names }
}

/** A weekday without its date, under a date that is one. */
const isWeekdayOf = (text: string, day: LondonDay | string, over: LondonDay | string | undefined): boolean =>
  !/\d/.test(text) && over !== undefined && isDay(day) && isDay(over) && weekdayOf(day) === weekdayOf(over)

function readGrid(cells: Cells, from: number, known: Known): readonly Said[] {
  const { row: heading, below: first, names, ...found } = headingOf(cells, from, known)
  const own = [...found.days.values()].filter(isDay)
  const other = otherWeekIn(daysOfTitles(cells.slice(0, heading), known.first), own)
  if (other) {
    const { day: _day, ...place } = other
    return [{ ...place, person: null, day: null, means: [], problem: otherWeekWords(other, own) }]
  }
  const said: Said[] = []
  let { days } = found
  for (const [below, row] of cells.slice(first).entries()) {
    // A rota of four weeks often has its weeks under each other, each with its own heading.
    const again = daysIn(row, lastOf(days) ?? known.first)
    if (again.size >= DAYS_OF_A_HEADING && isHeading(row, nameIn(row, names), again, known)) days = again
    else said.push(...readRow(row, first + below + 1, names, days, known))
  }
  return [...wrongDays(cells[heading] ?? [], heading, days), ...said]
}

/** Over the names of a heading stands nothing, or a word like Name: whoever works here stands beside their own days. */
const isKnown = (name: string, { people }: Known): boolean => name !== '' && findPerson(name, people).ok

/**
 * Whether a row of days is a heading and no person's: `20-08` is a night shift in one and a day of August in the other, so beside a name
 * that nobody here has, what may be read as shifts is shifts.
 */
function isHeading(
  row: readonly string[],
  name: string,
  days: ReadonlyMap<number, LondonDay | string>,
  known: Known,
): boolean {
  if (name === '' || headings.person.includes(name.toLowerCase())) return true
  if (isKnown(name, known)) return false
  return ![...days.keys()].some((column) =>
    readCell(row[column] ?? '', known.templates).some(({ kind }) => kind === 'shift'),
  )
}

const lastOf = (days: ReadonlyMap<number, LondonDay | string>): LondonDay | null =>
  [...days.values()].filter(isDay).at(-1) ?? null
// A refusal is a sentence and has spaces.
const isDay = (value: LondonDay | string): value is LondonDay => !value.includes(' ')
const nameIn = (row: readonly string[], column: number): string => (row[column] ?? '').trim()

const wrongDays = (
  row: readonly string[],
  heading: number,
  days: ReadonlyMap<number, LondonDay | string>,
): readonly Said[] =>
  [...days].flatMap(([column, day]) =>
    isDay(day) ? [] : [{ ...placeOf(row, heading + 1, column), person: null, day: null, means: [], problem: day }],
  )

/** Names stand left of the days: in the column in which most of them are known. */
function nameColumnOf(rows: Cells, firstDay: number, { people }: Known): number {
  const knownIn = (column: number): number =>
    rows.filter((row) => nameIn(row, column) !== '' && findPerson(nameIn(row, column), people).ok).length
  const columns = Array.from({ length: Math.max(1, firstDay) }, (_, column) => column)
  return columns.toSorted((a, b) => knownIn(b) - knownIn(a))[0] ?? 0
}

const placeOf = (row: readonly string[], number: number, column: number) => ({
  row: number,
  column: column + 1,
  text: (row[column] ?? '').trim(),
})

function readRow(
  row: readonly string[],
  number: number,
  names: number,
  days: ReadonlyMap<number, LondonDay | string>,
  { people, templates }: Known,
): readonly Said[] {
  const full = [...days].filter(([column, day]) => isDay(day) && (row[column] ?? '').trim() !== '')
  const name = nameIn(row, names)
  if (full.length === 0) return []
  const found = findPerson(name, people)
  if (name === '' || !found.ok) {
    // One sentence for the row, beside the name, and not one for each of its cells.
    const problem =
      found.ok || name === '' ? 'There is no name in this row. Write whose days these are.' : found.refusal
    return [{ ...placeOf(row, number, names), person: null, day: null, means: [], problem }]
  }
  return full.map(([column, day]) => ({
    ...placeOf(row, number, column),
    person: found.value,
    day: isDay(day) ? day : null,
    means: readCell(row[column] ?? '', templates),
    problem: null,
  }))
}
