import { MOST_COLUMNS, MOST_ROWS } from './bounds.ts'
import { dayOfSerial } from './days.ts'
import type { Cells } from './sheet.ts'

/**
 * Cells from the XML of a workbook (ECMA-376, SpreadsheetML). Only values are read: of a formula the value that the spreadsheet last
 * worked out, never the formula. Numbers that the workbook shows as days or times come out as days and times.
 */
export interface WorkbookParts {
  /** `xl/workbook.xml` */
  readonly workbook: string
  /** `xl/_rels/workbook.xml.rels` */
  readonly relations: string
  /** `xl/sharedStrings.xml`; '' when there is none. */
  readonly strings: string
  /** `xl/styles.xml`; '' when there is none. */
  readonly styles: string
}

export interface SheetOfBook {
  readonly name: string
  /** Where its XML stands in the archive. */
  readonly path: string
}

// Names of elements may carry a prefix of their namespace.
const opening = {
  Relationship: /<(?:\w+:)?Relationship(\s[^>]*?)?\/?>/g,
  sheet: /<(?:\w+:)?sheet(\s[^>]*?)?\/?>/g,
  numFmt: /<(?:\w+:)?numFmt(\s[^>]*?)?\/?>/g,
  xf: /<(?:\w+:)?xf(\s[^>]*?)?\/?>/g,
} as const
const elements = {
  t: /<(?:\w+:)?t(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?t>)/g,
  v: /<(?:\w+:)?v(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?v>)/g,
  c: /<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?c>)/g,
  si: /<(?:\w+:)?si(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?si>)/g,
  row: /<(?:\w+:)?row(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?row>)/g,
  cellXfs: /<(?:\w+:)?cellXfs(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?cellXfs>)/g,
} as const

const ATTRIBUTES = /(?:^|\s)(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

function attribute(given: string, wanted: string): string | null {
  for (const [, name, double, single] of given.matchAll(ATTRIBUTES))
    if (name === wanted) return unescaped(double ?? single ?? '')
  return null
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The five entities of XML and numbers of characters; no other is ever looked up. */
const unescaped = (text: string): string =>
  text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi,
    (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? all
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
    },
  )

const textOf = (xml: string): string => [...xml.matchAll(elements.t)].map(([, , text = '']) => unescaped(text)).join('')

/** The sheets of a workbook that can be seen, in their order. @example sheetsOf(parts)[0]?.name // 'November' */
export function sheetsOf({
  workbook,
  relations,
}: Pick<WorkbookParts, 'workbook' | 'relations'>): readonly SheetOfBook[] {
  const targets = new Map(
    [...relations.matchAll(opening.Relationship)].map(([, given = '']) => [
      attribute(given, 'Id'),
      attribute(given, 'Target'),
    ]),
  )
  return [...workbook.matchAll(opening.sheet)].flatMap(([, given = '']) => {
    const target = targets.get(attribute(given, 'id'))
    if (!target || (attribute(given, 'state') ?? 'visible') !== 'visible') return []
    return [{ name: attribute(given, 'name') ?? '', path: target.startsWith('/') ? target.slice(1) : `xl/${target}` }]
  })
}

/** What a number of a workbook is shown as. */
type Shown = 'number' | 'day' | 'time' | 'moment'

/** Formats that every spreadsheet has without saying so (ECMA-376 part 1, 18.8.30). */
const builtIn = (id: number): Shown => {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58)) return 'day'
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 36) || (id >= 45 && id <= 47)) return 'time'
  return id === 22 ? 'moment' : 'number'
}

function shownBy(format: string): Shown {
  // Hours, minutes or seconds in brackets run on past the day: [h]:mm. Anything else in brackets is a colour or a language.
  const plain = format.replaceAll(/\[(?:h+|m+|s+)\]/gi, 'h')
  const letters = plain.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').toLowerCase()
  const [hasDay, hasTime] = [/[dy]/.test(letters), /[hs]/.test(letters)]
  return hasDay && hasTime ? 'moment' : hasDay ? 'day' : hasTime ? 'time' : 'number'
}

function stylesOf(styles: string): readonly Shown[] {
  const own = new Map(
    [...styles.matchAll(opening.numFmt)].map(([, given = '']) => [
      attribute(given, 'numFmtId'),
      attribute(given, 'formatCode') ?? '',
    ]),
  )
  const [cellFormats = ''] = [...styles.matchAll(elements.cellXfs)].map(([, , inner = '']) => inner)
  return [...cellFormats.matchAll(opening.xf)].map(([, given = '']) => {
    const id = attribute(given, 'numFmtId') ?? '0'
    const format = own.get(id)
    return format === undefined ? builtIn(Number(id)) : shownBy(format)
  })
}

/**
 * The cells of one sheet, by what each shows.
 *
 * @param sheet the XML of the sheet
 * @example cellsOfSheet(sheetXml, parts)[0] // ['', 'Mon 16']
 */
export function cellsOfSheet(sheet: string, { workbook, strings, styles }: WorkbookParts): Cells {
  const shared = [...strings.matchAll(elements.si)].map(([, , inner = '']) => textOf(inner))
  const shown = stylesOf(styles)
  const from1904 = /date1904\s*=\s*["'](?:1|true)["']/.test(workbook)
  const rows: string[][] = []
  let next = { row: 0, column: 0 }
  for (const [, given = '', inner = ''] of sheet.matchAll(elements.row)) {
    next = { row: Number(attribute(given, 'r') ?? next.row + 1), column: 0 }
    for (const [, of = '', value = ''] of inner.matchAll(elements.c)) {
      const column = columnOf(attribute(of, 'r')) ?? next.column + 1
      next = { ...next, column }
      const text = cellText(of, value, { shared, shown, from1904 })
      // A cell further out than anything that may be imported is counted as there, so that the bounds say so in words.
      if (text !== '') put(rows, Math.min(next.row, MOST_ROWS + 1), Math.min(column, MOST_COLUMNS + 1), text)
    }
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (text) => text ?? ''))
}

function put(rows: string[][], row: number, column: number, text: string): void {
  if (row < 1 || column < 1) return
  const cells = (rows[row - 1] ??= [])
  cells[column - 1] = text
}

/** @example columnOf('AB7') // 28 */
function columnOf(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d/i.exec(reference ?? '')?.[1]?.toUpperCase()
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

interface Reading {
  readonly shared: readonly string[]
  readonly shown: readonly Shown[]
  readonly from1904: boolean
}

function cellText(given: string, inner: string, { shared, shown, from1904 }: Reading): string {
  const type = attribute(given, 't') ?? 'n'
  if (type === 'inlineStr') return textOf(inner)
  const [value = ''] = [...inner.matchAll(elements.v)].map(([, , text = '']) => unescaped(text))
  if (type === 's') return shared[Number(value)] ?? ''
  if (type === 'e' || value === '') return ''
  if (type !== 'n') return value
  return numberText(Number(value), shown[Number(attribute(given, 's') ?? 0)] ?? 'number', from1904)
}

function numberText(value: number, shown: Shown, from1904: boolean): string {
  if (!Number.isFinite(value)) return ''
  if (shown === 'number') return String(value)
  const minutes = Math.round((value % 1) * 24 * 60)
  const time = `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  if (shown === 'time') return time
  // Some workbooks count from 1904 (ECMA-376 part 1, 18.2.28).
  const day = dayOfSerial(Math.floor(value) + (from1904 ? 1462 : 0))
  if (day === null) return String(value)
  return shown === 'day' || minutes === 0 ? day : `${day} ${time}`
}
