import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '#tests/tree.ts'
import { asvsLevels } from './asvsLevels.ts'

/** Holds `docs/asvs.csv` to the list of requirements and to the tree: what it names as evidence must be there. */
interface Row {
  readonly id: string
  readonly level: string
  readonly area: string
  readonly applies: string
  readonly statement: string
  readonly evidence: readonly string[]
  readonly reason: string
}

const HEADINGS = ['id', 'level', 'area', 'applies', 'statement', 'evidence', 'reason']
const APPLIES = ['yes', 'with single sign-on', 'no']

/** Reads comma-separated text as RFC 4180 has it. */
function cellsIn(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end === '\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.length > 1)
}

const [headings = [], ...lines] = cellsIn(readFileSync(join(root, 'docs', 'asvs.csv'), 'utf8'))
const rows: readonly Row[] = lines.map(
  ([id = '', level = '', area = '', applies = '', statement = '', evidence = '', reason = '']) => ({
    id,
    level,
    area,
    applies,
    statement,
    evidence: evidence === '' ? [] : evidence.split(' | '),
    reason,
  }),
)
const applying = rows.filter(({ applies }) => applies !== 'no')

/** Ids and levels of level 1 and 2, from the table of all of them. */
const wanted: ReadonlyMap<string, string> = new Map(
  Object.entries(asvsLevels).flatMap(([section, levels]) =>
    [...levels].map((level, place) => [`${section}.${place + 1}`, level] as const).filter(([, level]) => level !== '3'),
  ),
)

const texts = new Map<string, string>()
function textOf(path: string): string {
  const known = texts.get(path) ?? readFileSync(join(root, path), 'utf8')
  texts.set(path, known)
  return known
}

/** What is wrong with one piece of evidence: `path`, or `path#words that stand in that file`. */
function wrongWith(evidence: string): string | null {
  const [path = '', ...words] = evidence.split('#')
  if (path === '' || path.startsWith('/') || path.includes('..') || !existsSync(join(root, path)))
    return `${path} is not there`
  const isTest = /\.test\.tsx?$/.test(path)
  if (isTest && words.length === 0) return `${path}: say which test`
  return words.length > 0 && !textOf(path).includes(words.join('#'))
    ? `${path} does not say “${words.join('#')}”`
    : null
}

describe('the requirements of ASVS 5.0.0', () => {
  it('are counted right: 345 in all, 70 of level 1 and 183 of level 2', () => {
    const all = Object.values(asvsLevels).join('')
    const count = (level: string): number => [...all].filter((one) => one === level).length
    expect([all.length, count('1'), count('2'), count('3')]).toEqual([345, 70, 183, 92])
  })

  it('stand in the table once each, 253 of them, with their level', () => {
    expect(headings).toEqual(HEADINGS)
    expect(rows.map(({ id }) => id)).toEqual([...wanted.keys()])
    expect(rows).toHaveLength(253)
    expect(rows.filter(({ id, level }) => wanted.get(id) !== level)).toEqual([])
  })

  it('apply with a statement of ours, or do not, with a reason', () => {
    expect(rows.filter(({ applies, area }) => !APPLIES.includes(applies) || area === '')).toEqual([])
    expect(applying.filter(({ statement, reason }) => !/^[A-Z].{20,}\.$/.test(statement) || reason !== '')).toEqual([])
    const rest = rows.filter(({ applies }) => applies === 'no')
    expect(
      rest.filter(
        ({ reason, statement, evidence }) => !/^[A-Z].{10,}\.$/.test(reason) || statement !== '' || evidence.length > 0,
      ),
    ).toEqual([])
  })

  it('that apply name what shows it, and it is there', () => {
    const wrong = rows.flatMap(({ id, evidence }) =>
      evidence.flatMap((one) => wrongWith(one) ?? []).map((what) => `${id}: ${what}`),
    )
    expect(wrong).toEqual([])
    const without = applying.filter(({ evidence }) => evidence.length === 0).map(({ id }) => id)
    const [said = ''] = (textOf('docs/asvs.md').split('\n## Not shown yet\n')[1] ?? '').split('\n## ')
    expect([...new Set(said.match(/V\d+\.\d+\.\d+/g) ?? [])].toSorted()).toEqual(without.toSorted())
    console.info(`ASVS: ${applying.length - without.length} of ${applying.length} applying rows with evidence`)
  })

  it('would be missed: a file that is not there, a test that is not in it, a test file without its test', () => {
    expect(wrongWith('tests/flows/nothing.test.ts#x')).toContain('is not there')
    expect(wrongWith('../package.json')).toContain('is not there')
    expect(wrongWith(`tests/rules/asvs.test.ts#${['words', 'of', 'nobody'].join('-')}`)).toContain('does not say')
    expect(wrongWith('tests/rules/asvs.test.ts')).toContain('say which test')
    expect(wrongWith('docs/asvs.md')).toBeNull()
  })

  it('are read from their cells as a spreadsheet would', () => {
    expect(cellsIn('a,"b ""c"", d",e\n,"two\nlines",\n')).toEqual([
      ['a', 'b "c", d', 'e'],
      ['', 'two\nlines', ''],
    ])
  })
})
