import { deflateRawSync } from 'node:zlib'
import writeBook from 'write-excel-file/universal'
import { describe, expect, it } from 'vitest'
import { LARGEST_UNPACKED, readRotaFile } from '#client/rota/importing/readFile.ts'

/** A ZIP archive of our own making, so that it can also say what is not so. */
function archive(files: Readonly<Record<string, string | Buffer>>, lies: { readonly flags?: number } = {}): Blob {
  const parts: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = Buffer.isBuffer(content) ? content : deflateRawSync(Buffer.from(content))
    const path = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(path.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(lies.flags ?? 0, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt16LE(path.length, 28)
    entry.writeUInt32LE(at, 42)
    parts.push(local, path, packed)
    entries.push(entry, path)
    at += 30 + path.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(at, 16)
  return new Blob([Buffer.concat([...parts, ...entries, end])])
}

const workbook =
  '<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/><sheet name="B" state="hidden" r:id="r2"/></sheets></workbook>'
const relations =
  '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>'
const book = (sheet: string | Buffer, more: Readonly<Record<string, string>> = {}) =>
  archive({
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': relations,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/worksheets/sheet2.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData></worksheet>',
    ...more,
  })
const cellsOf = async (file: Blob) => {
  const read = await readRotaFile(file)
  return read.ok ? read.value.map(({ cells }) => cells) : read.refusal
}

describe('a workbook', () => {
  it('that another program wrote is read by what its cells show', async () => {
    const written = await writeBook([
      [
        { value: 'Name', type: String },
        { value: new Date(Date.UTC(2026, 10, 16)), type: Date, format: 'ddd d mmm' },
      ],
      [
        { value: 'Siobhán <O’Brien> & co', type: String },
        { value: '08:30–16:30', type: String },
      ],
      [
        { value: 'Tom', type: String },
        { value: 7.5, type: Number },
      ],
    ]).toBlob()
    expect(await cellsOf(written)).toEqual([
      [
        ['Name', '2026-11-16'],
        ['Siobhán <O’Brien> & co', '08:30–16:30'],
        ['Tom', '7.5'],
      ],
    ])
  })

  it('gives the value of a formula and never the formula, times as times, and no hidden sheet', async () => {
    const sheet =
      '<x:worksheet><x:sheetData><x:row r="2"><x:c r="B2" t="str"><x:f>WEBSERVICE("http://x")</x:f><x:v>15-23</x:v></x:c>' +
      '<x:c r="D2" s="1"><x:v>0.354166666666667</x:v></x:c><x:c r="E2" t="e"><x:v>#REF!</x:v></x:c><x:c r="F2" t="inlineStr"><x:is><x:t>a&#38;b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    const styles = '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="20"/></cellXfs></styleSheet>'
    expect(await cellsOf(book(sheet, { 'xl/styles.xml': styles }))).toEqual([
      [[], ['', '15-23', '', '08:30', '', 'a&b']],
    ])
  })

  it('that unpacks to more than it may is refused while it is being unpacked, whatever it claims', async () => {
    const bomb = deflateRawSync(Buffer.alloc(LARGEST_UNPACKED + 1024, 0x20))
    console.info(`a bomb of ${bomb.length} bytes that would be ${LARGEST_UNPACKED + 1024}`)
    expect(bomb.length).toBeLessThan(100_000)
    expect(await cellsOf(book(bomb))).toMatch(/unpacks to more than a rota can be/)
  })

  it('with entities of its own has them looked up nowhere', async () => {
    const sheet =
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;x</t></is></c></row></sheetData></worksheet>'
    expect(await cellsOf(book(sheet))).toEqual([[['&a;x']]])
  })

  it('with a cell at the edge of the world is counted, not built', async () => {
    const sheet = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    const read = await readRotaFile(book(sheet))
    expect(read.ok && [read.value[0]?.cells.length, read.value[0]?.cells.at(-1)?.length]).toEqual([2001, 81])
  })

  it('that is none is refused in words', async () => {
    expect(await cellsOf(archive({ 'a.txt': 'x' }))).toMatch(/no workbook/)
    expect(await cellsOf(archive({ 'a.txt': 'x' }, { flags: 1 }))).toMatch(/has a password/)
    expect(await cellsOf(new Blob(['PK and nothing else']))).toMatch(/damaged/)
    expect(await cellsOf(new Blob([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])]))).toMatch(
      /\.xls file of an old spreadsheet/,
    )
    expect(await cellsOf(new Blob([new Uint8Array(3 * 1024 * 1024)]))).toMatch(/larger than 2 MB/)
  })

  it('cut short anywhere is refused, and never throws', async () => {
    const whole = new Uint8Array(await book('<worksheet/>').arrayBuffer())
    for (let length = 4; length < whole.length; length += 7)
      expect(typeof (await cellsOf(new Blob([whole.slice(0, length)])))).toBe('string')
  })
})

it('text is read with commas, semicolons or tabs, in UTF-8 or in the letters of an older spreadsheet', async () => {
  expect(await cellsOf(new Blob(['\uFEFFName;Mon 16\r\n"O""Brien; T";E']))).toEqual([
    [
      ['Name', 'Mon 16'],
      ['O"Brien; T', 'E'],
    ],
  ])
  expect(await cellsOf(new Blob([Buffer.from('Zo\xEB,E', 'latin1')]))).toEqual([[['Zoë', 'E']]])
})
