import { strFromU8, unzipSync } from 'fflate'

/**
 * Readers of workbooks and of comma-separated text that share nothing with what writes them: for tests that open a file again as
 * somebody else's program would, by ECMA-376 and RFC 4180.
 */

export type ReadCell = string | number | { readonly day: string }

export interface ReadSheet {
  readonly name: string
  readonly rows: readonly (readonly ReadCell[])[]
}

const plain = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#x?([0-9a-f]+);/gi, (all, code: string) =>
      String.fromCodePoint(Number.parseInt(code, all.startsWith('&#x') ? 16 : 10)),
    )
    .replaceAll('&amp;', '&')
const attribute = (tag: string, name: string): string => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
const textIn = (xml: string): string =>
  plain([...xml.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map(([, text]) => text ?? '').join(''))

/** @throws Error when a cell holds a formula: nothing of ours may */
export function readBook(bytes: Uint8Array): readonly ReadSheet[] {
  const files = Object.entries(unzipSync(bytes)).map(([name, held]) => [name, strFromU8(held)] as const)
  const fileNamed = (end: string): string => files.find(([name]) => name.endsWith(end))?.[1] ?? ''
  const shared = [...fileNamed('sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, xml]) => textIn(xml ?? ''))
  const styles = stylesOfDays(fileNamed('styles.xml'))
  const names = [...fileNamed('workbook.xml').matchAll(/<sheet [^>]*>/g)].map(([tag]) => plain(attribute(tag, 'name')))
  return names.map((name, index) => ({
    name,
    rows: rowsIn(fileNamed(`worksheets/sheet${index + 1}.xml`), shared, styles),
  }))
}

/** Which of the styles show a number as a day. */
function stylesOfDays(xml: string): ReadonlySet<string> {
  const formats = new Map(
    [...xml.matchAll(/<numFmt [^>]*>/g)].map(([tag]) => [attribute(tag, 'numFmtId'), attribute(tag, 'formatCode')]),
  )
  const used = [...(/<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(xml)?.[1] ?? '').matchAll(/<xf [^>]*>/g)]
  return new Set(
    used.flatMap(([tag], index) =>
      /y.*m.*d/.test(formats.get(attribute(tag, 'numFmtId')) ?? '') ? [String(index)] : [],
    ),
  )
}

function rowsIn(xml: string, shared: readonly string[], days: ReadonlySet<string>): readonly (readonly ReadCell[])[] {
  return [...xml.matchAll(/<row[ >].*?<\/row>/gs)].map(([row]) => {
    const cells: ReadCell[] = []
    for (const [, tag = '', held = ''] of row.matchAll(/<c( [^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      // A cell that holds nothing may be left out: the next one says where it stands.
      const column = columnOf(attribute(tag, ' r'))
      while (cells.length < column) cells.push('')
      cells.push(cellIn(tag, held, shared, days))
    }
    return cells
  })
}

function cellIn(tag: string, held: string, shared: readonly string[], days: ReadonlySet<string>): ReadCell {
  if (/<f[ >]/.test(held)) throw new Error('a formula')
  const value = /<v>([^<]*)<\/v>/.exec(held)?.[1]
  const kind = attribute(tag, ' t')
  if (kind === 's') return shared[Number(value)] ?? ''
  if (kind === 'inlineStr') return textIn(held)
  if (value === undefined) return ''
  return days.has(attribute(tag, ' s')) ? { day: dayOf(Number(value)) } : Number(value)
}

/** @example columnOf('C2') // 2, counted from nought */
const columnOf = (place: string): number =>
  [...place.replaceAll(/\d/g, '')].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** A spreadsheet counts days from the last but one of 1899. */
const dayOf = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400_000)).toISOString().slice(0, 10)

/** Comma-separated text by RFC 4180, without its byte order mark. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]]
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n$/, '')
  for (const [, quoted, bare = '', end] of body.matchAll(cells)) {
    lines.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end === '\r\n') lines.push([])
    if (end === '') break
  }
  return lines
}
