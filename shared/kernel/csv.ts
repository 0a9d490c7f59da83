/**
 * Cells as text that a spreadsheet opens as text: RFC 4180 quoting, a byte order mark so that letters of every script arrive, and an
 * apostrophe before whatever a spreadsheet might take for a formula (ASVS 5.0 V1.2.10).
 */

/** What a cell may hold. Nothing is left to be formatted here: a moment or a day comes as the text that should be read. */
export type Cell = string | number | boolean | null

export interface CsvColumn<Row> {
  readonly heading: string
  readonly of: (row: Row) => Cell
}

/**
 * What starts a formula, or hides the start of one: = + - @, tab and return, and their full-width forms, which some spreadsheets turn
 * into the narrow ones; also behind spaces and marks that show nothing.
 */
const STARTS_A_FORMULA = /^[\s\p{Cf}\p{Cc}'"]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20\u2212]/u
/** Numbers of ours are digits and nothing else; a number as text (a telephone number: +44 …) is guarded like any other text. */
const isPlainNumber = (cell: Cell): boolean => typeof cell === 'number' && Number.isFinite(cell)

/** @example guarded('=1+1') // "'=1+1" */
export const guarded = (text: string): string =>
  STARTS_A_FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text

function cellOf(cell: Cell): string {
  const text = cell === null ? '' : String(cell)
  const safe = isPlainNumber(cell) ? text : guarded(text)
  return /[",\r\n\t;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const lineOf = (cells: readonly Cell[]): string => cells.map(cellOf).join(',')

/** One line of an export with its line end, for exports that are sent row by row. */
export const csvLine = <Row>(columns: readonly CsvColumn<Row>[], row: Row): string =>
  `${lineOf(columns.map(({ of }) => of(row)))}\r\n`

/** The byte order mark and the headings. */
export const csvHead = <Row>(columns: readonly CsvColumn<Row>[]): string =>
  `\uFEFF${lineOf(columns.map(({ heading }) => heading))}\r\n`

/**
 * A whole table. Every export of the hub is made by this, so that none forgets the guard.
 *
 * @example csvOf([{ heading: 'Name', of: (one) => one.name }], [{ name: '=cmd' }]) // '\uFEFFName\r\n\'=cmd\r\n'
 */
export const csvOf = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string =>
  csvHead(columns) + rows.map((row) => csvLine(columns, row)).join('')

/** A sheet of lines of different lengths, several small tables under each other. */
export const csvSheet = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${lineOf(row)}\r\n`).join('')}`

/** What an export is called: letters, digits and hyphens only, so that no name of a person or a path gets into a header (RFC 6266). */
export const csvFileName = (what: string, day: string): string =>
  `${`${what}-${day}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 80)}.csv`
