import { describe, expect, it } from 'vitest'
import { commonPasswords } from './commonPasswords.ts'
import { judgePassword, keptAs, passwordWords } from './password.ts'

const words = [
  'Westmarch AMHP service',
  'Westmarch County Council',
  'Siobhán O’Brien',
  'siobhan.obrien@westmarch.example',
]
const judge = (password: string) => judgePassword(password, { words, common: commonPasswords })
const codeOf = (password: string): string => {
  const judged = judge(password)
  return judged.ok ? 'fine' : judged.refusal.code
}

describe('a password', () => {
  it.each([
    ['nothing', '', 'password-too-short'],
    ['eleven characters', 'k9#vTq2!xLm', 'password-too-short'],
    ['twelve characters', 'k9#vTq2!xLmz', 'fine'],
    ['four words', 'tramline copper jam nine', 'fine'],
    ['only small letters, long', 'mossgreenbicyclebell', 'fine'],
    ['spaces and letters of other scripts', 'zima łódka 李小龍 marmolada', 'fine'],
    ['128 characters', 'ab3 '.repeat(31) + 'wxyz', 'fine'],
    ['129 characters', 'ab3 '.repeat(31) + 'wxyz!', 'password-too-long'],
    ['one key held down', 'aaaaaaaaaaaaaaaa', 'password-too-simple'],
    ['two keys', 'abababababababab', 'password-too-simple'],
    ['a walk along the keyboard', 'qwertyuiopas', 'password-too-simple'],
    ['digits in order', '0123456789012', 'password-too-simple'],
    ['the alphabet backwards', 'zyxwvutsrqponm', 'password-too-simple'],
    ['a common password', '123456qwerty', 'password-common'],
    ['a common word with a year', 'Sunshine2026!', 'password-common'],
    ['a common word with digits before', '2026…liverpool', 'password-common'],
    ['a common word in signs', 'P@$$w0rd!!!!', 'password-common'],
    ['a common word said twice', 'dragondragon', 'password-common'],
    ['the service and a year', 'Westmarch2026', 'password-about-you'],
    ['the product', 'DutyHub-2026-AMHP', 'password-about-you'],
    ['their own name', 'Siobhán-O’Brien-1', 'password-about-you'],
    ['their own e-mail', 'siobhan.obrien99', 'password-about-you'],
    ['a word of the place inside a long one', 'westmarch tramline copper jam', 'fine'],
  ])('of %s', (_what, password, expected) => {
    expect(codeOf(password)).toBe(expected)
  })

  it('is kept whole: two that differ in their 80th byte are two', () => {
    const [one, other] = ['copper jam '.repeat(8) + 'x', 'copper jam '.repeat(8) + 'y']
    expect(judge(one)).toEqual({ ok: true, value: one })
    expect(judge(one)).not.toEqual(judge(other))
  })

  it('is the same from every keyboard: é typed as one character or as two', () => {
    expect(keptAs('cafe\u0301')).toBe(keptAs('café'))
  })

  it('is refused in words that say what to do', () => {
    for (const password of ['short', 'x'.repeat(200), 'aaaaaaaaaaaa', 'Sunshine2026!', 'Westmarch2026']) {
      const judged = judge(password)
      expect(judged.ok ? '' : passwordWords(judged.refusal)).toMatch(/(Use|Leave out) .+\.$/)
    }
  })

  it('is held against many that were breached', () => {
    console.info(`common and breached passwords known offline: ${commonPasswords.size}`)
    expect(commonPasswords.size).toBeGreaterThan(3000)
  })
})
