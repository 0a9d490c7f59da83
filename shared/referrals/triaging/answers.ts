import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'
import { nhsNumberWords, readNhsNumber } from '../nhsNumber.ts'
import { dataFields, dataGroups, type DataCode, type DataField, type DataGroup, type Need } from './dataset.ts'

/** How a question was answered. That something is not known is an answer, and never the same as "no". */
export const answerHows = {
  said: 'Said',
  'not-known': 'Not known',
  'not-asked': 'Not asked',
  refused: 'Refused to say',
} as const
export type AnswerHow = keyof typeof answerHows
export const answerHowCodes = Object.keys(answerHows) as [AnswerHow, ...AnswerHow[]]

export const triedWords = {
  tried: 'Tried',
  considered: 'Considered',
  refused: 'Refused',
  unavailable: 'Not available',
} as const
export type Tried = keyof typeof triedWords

export interface AnswerRow {
  readonly field: DataCode
  readonly how: AnswerHow
  readonly text: string
  readonly byName: string
  readonly at: Instant
}

export interface AnswerRefusal {
  readonly code: 'answer-unreadable'
  readonly field: string
  readonly message: string
}

const LONGEST_LINE = 200

/**
 * Reads one answer as it is kept. Only what was said has words; a choice is one of its list; an alternative says whether it was tried,
 * with a day when one is known.
 *
 * @example readAnswer('altCrisisTeam', 'said', 'tried 2026-11-10') // done
 * @example readAnswer('dogs', 'not-asked', '') // done: asked about before anybody goes
 */
export function readAnswer(
  code: DataCode,
  how: AnswerHow,
  typed: string,
): Outcome<{ readonly how: AnswerHow; readonly text: string }, AnswerRefusal> {
  const text = typed.trim()
  const no = (message: string) => refuse<AnswerRefusal>({ code: 'answer-unreadable', field: code, message })
  if (how !== 'said') return text === '' ? done({ how, text }) : no('Say it, or choose why it is not known: not both')
  if (text === '') return no('Say something, or choose “Not known”, “Not asked” or “Refused to say”')
  const fault = faultIn(code, dataFields[code], text)
  return fault === null ? done({ how, text: code === 'nhsNumber' ? text.replaceAll(/\s/g, '') : text }) : no(fault)
}

function faultIn(code: DataCode, { as, more }: DataField, text: string): string | null {
  if (code === 'nhsNumber') {
    const read = readNhsNumber(text)
    return read.ok ? null : nhsNumberWords(read.refusal)
  }
  if (as === 'text') return null
  if (/[\r\n]/.test(text) || text.length > LONGEST_LINE)
    return `Put this on one line of ${LONGEST_LINE} characters at most`
  if (as === 'line') return null
  if (as === 'presence') return /^(?:none-known|yes(?:: .+)?)$/.test(text) ? null : 'Choose “None known” or “Yes”'
  if (as === 'tried') return readTried(text) === null ? 'Choose what became of it' : null
  if (more !== undefined && readChoice(as, text).code !== '') return null
  return Object.hasOwn(as, text) ? null : 'Choose one of the list'
}

/**
 * A choice with what was said beside it. What was typed before there was a list is all words.
 *
 * @example readChoice(adherence, 'partly: skips evenings') // { code: 'partly', more: 'skips evenings' }
 */
export function readChoice(
  options: Readonly<Record<string, string>>,
  text: string,
): { readonly code: string; readonly more: string } {
  const [code = '', ...rest] = text.split(': ')
  return Object.hasOwn(options, code) ? { code, more: rest.join(': ') } : { code: '', more: text }
}

/** The same as it is kept. @example choiceText('partly', 'skips evenings') // 'partly: skips evenings' */
export const choiceText = (code: string, more: string): string => [code, more].filter((part) => part !== '').join(': ')

/** @example readTried('refused 2026-11-10') // { tried: 'refused', day: '2026-11-10' } */
export function readTried(text: string): { readonly tried: Tried; readonly day: string } | null {
  const [word = '', day = '', ...more] = text.split(' ')
  if (!Object.hasOwn(triedWords, word) || more.length > 0 || (day !== '' && !isLondonDay(day))) return null
  return { tried: word as Tried, day }
}

/** @example readPresence('yes: two, at school') // { is: true, more: 'two, at school' } */
export const readPresence = (text: string): { readonly is: boolean; readonly more: string } => ({
  is: text.startsWith('yes'),
  more: text.slice('yes: '.length),
})

/** An answer in words. @example answerWords('dogs', { how: 'not-asked', text: '' }) // 'Not asked' */
export function answerWords(code: DataCode, { how, text }: Pick<AnswerRow, 'how' | 'text'>): string {
  if (how !== 'said') return answerHows[how]
  const { as } = dataFields[code]
  if (as === 'presence')
    return text === 'none-known' ? 'None known' : ['Yes', readPresence(text).more].filter(Boolean).join(': ')
  if (as === 'tried') {
    const read = readTried(text)
    return read === null
      ? text
      : [triedWords[read.tried], read.day && formatDate(londonDay(read.day))].filter(Boolean).join(', ')
  }
  if (typeof as === 'string') return text
  const { code: chosen, more } = readChoice(as, text)
  return choiceText(as[chosen] ?? '', more)
}

export interface StillToAsk {
  readonly need: Need
  readonly asked: number
  readonly of: number
  readonly missing: readonly { readonly code: DataCode; readonly label: string }[]
}

/**
 * How complete a request is, by when each fact is needed. "Not known" and "refused" are answers; "not asked" is a thing to do. What
 * only children or people with a learning disability are asked about is never missing.
 *
 * @param onReferral what the referral itself holds, by field: '' where it holds nothing
 * @example completeness(answers, referral)[0] // { need: 'R', asked: 9, of: 20, missing: [...] }
 */
export function completeness(
  answers: readonly Pick<AnswerRow, 'field' | 'how'>[],
  onReferral: Readonly<Record<string, unknown>>,
): readonly StillToAsk[] {
  const answered = new Set(answers.filter(({ how }) => how !== 'not-asked').map(({ field }) => field))
  const isThere = (code: DataCode): boolean =>
    answered.has(code) ||
    (dataFields[code].onReferral === true && typeof onReferral[code] === 'string' && onReferral[code] !== '')
  return (['R', 'T', 'A'] as const).map((need) => {
    const codes = (Object.keys(dataFields) as DataCode[]).filter((code) => dataFields[code].need === need)
    const missing = codes.filter((code) => !isThere(code))
    return {
      need,
      asked: codes.length - missing.length,
      of: codes.length,
      missing: missing.map((code) => ({ code, label: dataFields[code].label })),
    }
  })
}

export const needWords: Record<Need, string> = {
  R: 'To accept the referral',
  T: 'To complete triage',
  A: 'Before anybody goes',
}

/** The fields of a group with their codes, in the order in which they are asked. */
export const fieldsOfGroup = (group: DataGroup): readonly (readonly [DataCode, DataField])[] =>
  Object.entries(dataGroups[group].fields) as unknown as readonly (readonly [DataCode, DataField])[]
