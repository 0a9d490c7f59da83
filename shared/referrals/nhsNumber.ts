import { z } from 'zod'
import type { Brand } from '#shared/kernel/brand.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'

/** An NHS number: ten digits whose last one checks the other nine. Kept without spaces, shown as `999 000 0018`. */
export type NhsNumber = Brand<string, 'NhsNumber'>

export type NhsNumberRefusal =
  | { readonly code: 'nhs-number-length'; readonly digits: number }
  | { readonly code: 'nhs-number-not-digits' }
  | { readonly code: 'nhs-number-check' }
  | { readonly code: 'nhs-number-placeholder' }

/**
 * Reads an NHS number as typed or pasted, with or without spaces or hyphens. The tenth digit is a modulus 11 check on the first
 * nine (NHS Data Model and Dictionary, NHS NUMBER). Ten equal digits pass that sum but are what people type when they do not
 * know the number, so they are refused. Numbers that begin 999 are kept for testing and are allowed.
 *
 * @example readNhsNumber('999 000 0018') // done, '9990000018'
 */
export function readNhsNumber(text: string): Outcome<NhsNumber, NhsNumberRefusal> {
  const digits = text.normalize('NFKC').replace(/[\s\u2010-\u2015-]/g, '')
  if (!/^\d*$/.test(digits)) return refuse({ code: 'nhs-number-not-digits' })
  if (digits.length !== 10) return refuse({ code: 'nhs-number-length', digits: digits.length })
  if (/^(\d)\1{9}$/.test(digits)) return refuse({ code: 'nhs-number-placeholder' })
  if (checkDigitOf(digits) !== Number(digits[9])) return refuse({ code: 'nhs-number-check' })
  return done(digits as NhsNumber)
}

/** The digit that the first nine ask for: 0 to 9, or 10 when they cannot begin an NHS number at all. */
function checkDigitOf(digits: string): number {
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
  return (11 - (sum % 11)) % 11
}

/** @example formatNhsNumber(number) // '999 000 0018' */
export const formatNhsNumber = (number: NhsNumber): string =>
  `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`

/** What to say about a number that cannot be right, and what to do. */
export function nhsNumberWords(refusal: NhsNumberRefusal): string {
  switch (refusal.code) {
    case 'nhs-number-length':
      return `An NHS number has 10 digits; this has ${refusal.digits}. Check it, or leave it empty`
    case 'nhs-number-not-digits':
      return 'An NHS number has only digits, like 999 000 0018'
    case 'nhs-number-check':
      return 'One of these digits is wrong: the last one does not fit the others. Ask for the number again, or leave it empty'
    case 'nhs-number-placeholder':
      return 'This is not anybody’s NHS number. Leave it empty if it is not known'
  }
}

/** An NHS number as it travels in JSON. */
export const nhsNumberInput = z.string().transform((text, context): NhsNumber => {
  const read = readNhsNumber(text)
  if (read.ok) return read.value
  context.addIssue({ code: 'custom', message: nhsNumberWords(read.refusal) })
  return z.NEVER
})

/** The same where the number may not be known: empty text stays empty. */
export const optionalNhsNumberInput = z.string().transform((text, context): NhsNumber | '' => {
  if (text.trim() === '') return ''
  const read = readNhsNumber(text)
  if (read.ok) return read.value
  context.addIssue({ code: 'custom', message: nhsNumberWords(read.refusal) })
  return z.NEVER
})
