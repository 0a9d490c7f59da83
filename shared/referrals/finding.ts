/** What a person may mean by what they typed into the search box. Each part is null, or empty, when it cannot be meant. */
export interface Sought {
  /** A reference: R-2424, r2424 or 2424. */
  readonly number: number | null
  readonly nhsNumber: string | null
  /** All digits that were typed, at least six: part of an NHS number or of a telephone. */
  readonly digits: string | null
  /** The digits of a telephone number, at least six of them, without the country's code. */
  readonly phone: string | null
  /** Parts of a name, folded: all must be found, in any order. */
  readonly words: readonly string[]
}

const LARGEST = 2_147_483_647
const FEWEST_DIGITS_OF_PHONE = 6
/** More parts than any name has; the rest would only slow the search down. */
const MOST_WORDS = 8

/** Letters that are letters of their own and not an accented one, and how they are typed on an English keyboard. */
const ownLetters = { from: 'łøđðħıŧ', to: 'loddhit' } as const
const letterPairs = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
] as const
/** Accents that stand apart after decomposing, and every kind of apostrophe. */
const LEFT_OUT = "[\u0300-\u036f'’‘ʼ`´]"

/**
 * A name as it is searched for: small letters, without accents and apostrophes, so that `obrien` finds O’Brien and `lukasz`
 * finds Łukasz. The database folds names in the same way.
 *
 * @example foldName('Siobhán O’Brien-Łuczak') // 'siobhan obrien-luczak'
 */
export function foldName(text: string): string {
  const small = text.normalize('NFKD').toLowerCase().replace(new RegExp(LEFT_OUT, 'gu'), '')
  const single = [...small].map((letter) => ownLetters.to[ownLetters.from.indexOf(letter)] ?? letter).join('')
  return letterPairs.reduce((folded, [letter, typed]) => folded.replaceAll(letter, typed), single)
}

/**
 * Reads what was typed into the search box. Text that cannot be stored (a NUL, half a character) is dropped: it cannot be found.
 *
 * @example readSought('R-2424').number // 2424
 * @example readSought('07700 900 318').phone // '7700900318'
 */
export function readSought(text: string): Sought {
  const typed = text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim()
  const reference = /^r?\s?-?\s?(\d{1,10})$/i.exec(typed)?.[1]
  const number = reference === undefined ? null : Number(reference)
  const digits = /^[\d\s()+-]+$/.test(typed) ? typed.replace(/\D/g, '') : ''
  return {
    number: number === null || number > LARGEST ? null : number,
    nhsNumber: digits.length === 10 ? digits : null,
    digits: digits.length >= FEWEST_DIGITS_OF_PHONE ? digits : null,
    phone: digits.length >= FEWEST_DIGITS_OF_PHONE ? nationalDigits(digits) : null,
    words: reference === undefined && digits === '' ? wordsOf(typed) : [],
  }
}

const wordsOf = (typed: string): readonly string[] => foldName(typed).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)

/** +44 (0)7700 900318, 07700 900318 and 7700900318 are one telephone. */
export const nationalDigits = (digits: string): string => digits.replace(/^(?:0044|44)?0?/, '')
