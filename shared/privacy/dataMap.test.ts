import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dataColumns, dataMap } from './dataMap.ts'
import { dataMapPage } from './dataMapPage.ts'

/** The formatter lines up tables; what is said is the same. */
const withoutLining = (text: string): string =>
  text
    .replaceAll(/-{3,}/g, '---')
    .replaceAll(/[ \n]+/g, ' ')
    .trim()

describe('the data map', () => {
  it('names each table once', () => {
    const names = dataMap.map(({ table }) => table)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })

  it('is the page that people read; npm run data-map writes it again', () => {
    const page = readFileSync(new URL('../../docs/data-map.md', import.meta.url), 'utf8')
    expect(withoutLining(page)).toBe(withoutLining(dataMapPage(dataMap)))
  })

  it('empties nothing that is public or a key of a door', () => {
    expect(dataColumns.filter((column) => column.emptied && ['public', 'secret'].includes(column.class))).toEqual([])
  })
})
