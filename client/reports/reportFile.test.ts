import { unzipSync, strFromU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeBook from 'write-excel-file/universal'
import { instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import type { Report } from '#shared/reports/table.ts'
import { readBook, readCsv } from './readBack.ts'
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
