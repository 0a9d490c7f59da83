import { unzipSync, strFromU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeBook from 'write-excel-file/universal'
import { instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import type { Report } from '#shared/reports/table.ts'
import { definitionLines, reportBook, reportCsv } from './reportFile.ts'

const report: Report = {
  key: 'equality',
  title: 'Equality',
  sentences: [],
  asAt: instant('2026-11-12T16:43:00Z'),
  firstDay: londonDay('2026-10-01'),
  lastDay: londonDay('2026-10-31'),
  view: 'publication',
  provisional: null,
  tables: [
    {
      key: 'source',
      title: 'By who asked: [all]/any',
      means: 'Counts referrals.',
      about: 'people',
      columns: [
        { heading: 'Number', kind: 'count', means: 'How many.' },
        { heading: 'Share', kind: 'percent', means: 'Of all.' },
      ],
      rows: [
        { label: '=HYPERLINK("http://evil.example")', cells: [12, 40] },
        { label: '+44 1632 960 001', cells: ['hidden', 'hidden'] },
      ],
      total: { label: 'All', cells: [30, 100] },
    },
  ],
}
const address = 'https://hub.example/reports/figures/equality?from=2026-10-01'

describe('a report as a file', () => {
  it('is text with its definitions, in which nothing is a formula', () => {
    const csv = reportCsv(report, address)
    expect(csv).toContain('Made again at,https://hub.example/reports/figures/equality?from=2026-10-01')
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")",12,40`)
    expect(csv).toContain("'+44 1632 960 001,not given,not given")
    expect(csv).toContain('By who asked: [all]/any,Share,Of all.')
    for (const line of csv.slice(1).split('\r\n')) expect(line).not.toMatch(/^"?[=+@]|,"?[=+@]/)
  })

  it('is a workbook that opens: text as text, numbers as numbers, no formula anywhere', async () => {
    const book = reportBook(report, address)
    expect(book.map(({ sheet }) => sheet)).toEqual(['About', 'By who asked   all  any', 'Definitions'])
    const blob = await writeBook([...book]).toBlob()
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
    const text = Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)] as const)
    const sheets = text.filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name))
    expect(sheets).toHaveLength(3)
    for (const [name, xml] of sheets) expect(/<f[ >]/.test(xml), name).toBe(false)
    expect(sheets.some(([, xml]) => xml.includes('<v>12</v>'))).toBe(true)
    expect(text.some(([, xml]) => xml.includes("'=HYPERLINK"))).toBe(true)
    expect(text.some(([name]) => /externalLink|vba|macro/i.test(name))).toBe(false)
  })

  it('is read back by another reader as it was: days as dates, numbers as numbers, text as text, definitions last', async () => {
    const book = reportBook(report, address)
    const blob = await writeBook([...book]).toBlob()
    const sheets = readBook(new Uint8Array(await blob.arrayBuffer()))
    expect(sheets.map(({ name }) => name)).toEqual(book.map(({ sheet }) => sheet))
    const [about, table, definitions] = sheets.map(({ rows }) => rows)
    expect(about?.find(([what]) => what === 'Days')).toEqual(['Days', { day: '2026-10-01' }, { day: '2026-10-31' }])
    expect(table).toEqual([
      ['', 'Number', 'Share, %'],
      [`'=HYPERLINK("http://evil.example")`, 12, 40],
      [`'+44 1632 960 001`, 'not given', 'not given'],
      ['All', 30, 100],
    ])
    expect(definitions).toEqual(definitionLines(report).map((line) => [...line]))
  })

  it('is the same table in text, read back by another reader', () => {
    const lines = readCsv(reportCsv(report, address))
    expect(lines[0]).toEqual(['Equality'])
    expect(lines).toContainEqual(['Days', '2026-10-01', '2026-10-31'])
    expect(lines).toContainEqual([`'=HYPERLINK("http://evil.example")`, '12', '40'])
    expect(lines).toContainEqual(['All', '30', '100'])
    expect(lines.slice(-definitionLines(report).length)).toEqual(
      definitionLines(report).map((line) => line.map(String)),
    )
  })
})

/**
 * Readers of workbooks and of comma-separated text that share nothing with what writes them: for tests that open a file again as
 * somebody else's program would, by ECMA-376 and RFC 4180.
 */

type ReadCell = string | number | { readonly day: string }

interface ReadSheet {
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
function readBook(bytes: Uint8Array): readonly ReadSheet[] {
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
function readCsv(text: string): readonly (readonly string[])[] {
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
