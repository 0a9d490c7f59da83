import { done, refuse, type Outcome } from '../kernel/outcome.ts'

/** NIST SP 800-63B-4 §3.1.1.2 and ASVS 5.0 V6.2: length counts, nothing else is asked of a password's characters. */
export const PASSWORD_LEAST = 12
export const PASSWORD_BETTER = 15
export const PASSWORD_MOST = 128

export type PasswordRefusal =
  | { readonly code: 'password-too-short'; readonly field: 'password'; readonly length: number }
  | { readonly code: 'password-too-long'; readonly field: 'password'; readonly length: number }
  | { readonly code: 'password-too-simple'; readonly field: 'password' }
  | { readonly code: 'password-common'; readonly field: 'password' }
  | { readonly code: 'password-about-you'; readonly field: 'password'; readonly word: string }

export interface PasswordContext {
  /** What anybody would try first here: names of the service, of the council, of the person, and their e-mail address. */
  readonly words: readonly string[]
  /** Passwords that are tried first everywhere, in lower case. */
  readonly common: ReadonlySet<string>
}

/**
 * Whether a password may be chosen, and if not, why. The same for the browser, while it is typed, and for the server.
 *
 * @returns the password as it is kept: composed (NFC), so that every keyboard's é is one; never shortened
 * @example judgePassword('tramline copper jam', { words: ['Jo Marsh'], common }) // { ok: true, value: 'tramline copper jam' }
 */
export function judgePassword(typed: string, { words, common }: PasswordContext): Outcome<string, PasswordRefusal> {
  const password = keptAs(typed)
  const length = [...password].length
  if (length < PASSWORD_LEAST) return refuse({ code: 'password-too-short', field: 'password', length })
  if (length > PASSWORD_MOST) return refuse({ code: 'password-too-long', field: 'password', length })
  if (isSimple(password)) return refuse({ code: 'password-too-simple', field: 'password' })
  if (isCommon(password, common)) return refuse({ code: 'password-common', field: 'password' })
  const word = wordItLeansOn(password, words)
  if (word !== null) return refuse({ code: 'password-about-you', field: 'password', word })
  return done(password)
}

/** How a password is kept and compared, character by character. */
export const keptAs = (typed: string): string => typed.normalize('NFC')

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
]
const runs = rows.flatMap((row) => [row, [...row].toReversed().join('')])

/** One key held down, one word said twice or more, or a walk along the keyboard. */
function isSimple(password: string): boolean {
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5) return true
  return runs.some((run) => run.repeat(3).includes(plain))
}

/** A common password, also with something put before or after it, or said several times. */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const plain = password.toLowerCase()
  const core = plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const forms = [plain, core, unit(plain), unit(core)].flatMap((form) => [form, spelledOut(form)])
  return forms.some((form) => form.length > 3 && common.has(form))
}

/** What is repeated, when a text is one thing repeated. @example unit('dragondragon') // 'dragon' */
function unit(text: string): string {
  const length = (text + text).indexOf(text, 1)
  return text === '' ? text : text.slice(0, length)
}

const signs: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const spelledOut = (text: string): string => text.replaceAll(/[013457@$!]/g, (sign) => signs[sign] ?? sign)

const ALWAYS = ['duty hub', 'dutyhub', 'amhp', 'approved mental health']

/** The word of this place or person without which the password would be too short; `null` when it stands by itself. */
function wordItLeansOn(password: string, words: readonly string[]): string | null {
  const plain = password.toLowerCase()
  const parts = words.flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  const known = [...new Set([...ALWAYS, ...parts])].filter((part) => part.length > 3 && plain.includes(part))
  const rest = known.reduce((left, part) => left.replaceAll(part, ''), plain)
  return [...rest].length < PASSWORD_LEAST ? (known[0] ?? null) : null
}

/** What is wrong and what to do, for beside the field. */
export function passwordWords(refusal: PasswordRefusal): string {
  switch (refusal.code) {
    case 'password-too-short':
      return `Use ${PASSWORD_LEAST} characters or more; this has ${refusal.length}. Four unrelated words are easy to remember.`
    case 'password-too-long':
      return `Use ${PASSWORD_MOST} characters or fewer; this has ${refusal.length}.`
    case 'password-too-simple':
      return 'This is one pattern over and over, which is guessed first. Use several unrelated words.'
    case 'password-common':
      return 'This password, or the word it is built on, is on lists that intruders try first. Use several unrelated words.'
    case 'password-about-you':
      return `Leave out “${refusal.word}”, which anybody here would guess, or make the rest ${PASSWORD_LEAST} characters or longer.`
  }
}
