import { describe, expect, it } from 'vitest'
import { foldName, readSought } from '#shared/referrals/finding.ts'

describe('folding a name', () => {
  it.each([
    ['Siobhán O’Brien-Łuczak', 'siobhan obrien-luczak'],
    ["O'BRIEN", 'obrien'],
    ['Strauß', 'strauss'],
    ['Bjørk Þór Ægir Œdip', 'bjork thor aegir oedip'],
    ['Nguyễn Thị Ánh', 'nguyen thi anh'],
    ['Żółć', 'zolc'],
    ['İbrahim Yıldız', 'ibrahim yildiz'],
    ['Ольга Щукина', 'ольга щукина'],
    ['王小明', '王小明'],
    ['ﬁn', 'fin'],
  ])('%s is searched for as %s', (name, folded) => {
    expect(foldName(name)).toBe(folded)
    expect(foldName(folded)).toBe(folded)
  })
})

describe('reading what was typed', () => {
  it.each(['R-2424', 'r2424', '2424', ' R 2424 ', 'r-2424'])('%s is a reference', (text) => {
    expect(readSought(text)).toEqual({ number: 2424, nhsNumber: null, digits: null, phone: null, words: [] })
  })
  it('ten digits may be a telephone or an NHS number', () => {
    expect(readSought('999 000 0018')).toMatchObject({ nhsNumber: '9990000018', phone: '9990000018', words: [] })
  })
  it.each(['07700 900 318', '+44 7700 900318', '+44 (0)7700-900318', '0044 7700900318'])(
    '%s is a telephone',
    (text) => {
      expect(readSought(text)).toMatchObject({ phone: '7700900318', number: null })
    },
  )
  it('a number larger than any reference is none', () => {
    expect(readSought('9999999999').number).toBeNull()
    expect(readSought('2147483647').number).toBe(2_147_483_647)
  })
  it('everything else is parts of a name, eight at most', () => {
    expect(readSought('Jean  Whitlock').words).toEqual(['jean', 'whitlock'])
    expect(readSought('a b c d e f g h i j').words).toHaveLength(8)
    expect(readSought('').words).toEqual([])
  })
  it('what cannot be stored is left out', () => {
    expect(readSought('Whit\u0000lock \ud800').words).toEqual(['whit', 'lock'])
  })
})
