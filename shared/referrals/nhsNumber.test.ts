import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNhsNumber, nhsNumberInput, nhsNumberWords, readNhsNumber } from './nhsNumber.ts'

/** The right tenth digit for nine others, or null when there is none, added up another way. */
function complete(nine: string): string | null {
  const found = Array.from({ length: 10 }, (_, last) => `${nine}${last}`).find((ten) => {
    const sum = Array.from(ten).reduce(
      (total, digit, place) => total + Number(digit) * (place === 9 ? 1 : 10 - place),
      0,
    )
    return sum % 11 === 0
  })
  return found ?? null
}

describe('an NHS number', () => {
  it.each([
    '9990000018',
    '999 000 0018',
    '999-000-0018',
    ' 999 000 0018 ',
    '999\u00a0000\u00a00018',
    '９９９０００００１８',
  ])('%j is one', (text) => {
    expect(readNhsNumber(text)).toEqual({ ok: true, value: '9990000018' })
    expect(nhsNumberInput.parse(text)).toBe('9990000018')
  })

  it('is shown in threes and four', () => {
    const read = readNhsNumber('9434765919')
    expect(read.ok && formatNhsNumber(read.value)).toBe('943 476 5919')
  })

  it.each([
    ['9434765918', 'nhs-number-check'],
    ['9434765991', 'nhs-number-check'],
    ['943476591', 'nhs-number-length'],
    ['94347659190', 'nhs-number-length'],
    ['', 'nhs-number-length'],
    ['943 476 591X', 'nhs-number-not-digits'],
    ['not known', 'nhs-number-not-digits'],
  ])('%j is refused: %s', (text, code) => {
    const read = readNhsNumber(text)
    expect(read.ok ? null : read.refusal.code).toBe(code)
    if (!read.ok) expect(nhsNumberInput.safeParse(text).error?.issues[0]?.message).toBe(nhsNumberWords(read.refusal))
  })

  it.each(Array.from({ length: 10 }, (_, digit) => String(digit).repeat(10)))(
    '%s is a placeholder, whatever its sum',
    (text) => {
      expect(readNhsNumber(text)).toMatchObject({ ok: false, refusal: { code: 'nhs-number-placeholder' } })
    },
  )

  it('has exactly one right last digit, or none', () => {
    const nine = fc.integer({ min: 0, max: 999_999_999 }).map((count) => String(count).padStart(9, '0'))
    fc.assert(
      fc.property(nine, fc.integer({ min: 0, max: 9 }), (first, last) => {
        fc.pre(!/^(\d)\1{8}$/.test(first))
        expect(readNhsNumber(`${first}${last}`).ok).toBe(complete(first) === `${first}${last}`)
      }),
    )
  })

  it('is wrong when one digit is, or two neighbours change places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), fc.nat(8), (count, place) => {
        const right = complete(String(count))
        fc.pre(right !== null && right[place] !== right[place + 1])
        const swapped = Array.from(right ?? '')
        ;[swapped[place], swapped[place + 1]] = [swapped[place + 1] ?? '', swapped[place] ?? '']
        expect(readNhsNumber(swapped.join('')).ok).toBe(false)
      }),
    )
  })
})
