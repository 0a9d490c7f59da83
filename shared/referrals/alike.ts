import type { LondonDay } from '#shared/time/london.ts'
import { ageOn, type BirthOrAge } from './birthOrAge.ts'
import { foldName } from './finding.ts'

/** Why somebody may be the person who is being typed, the strongest first. */
export const alikeWords = {
  'nhs-number': 'same NHS number',
  'name-and-birth': 'same name and date of birth',
  birth: 'same date of birth',
  name: 'same name',
  'birth-swapped': 'day and month of birth swapped',
  'name-near': 'name spelt nearly the same',
  sounds: 'last name sounds the same',
  phone: 'same telephone',
  home: 'same address',
  age: 'age fits',
  'nhs-differs': 'another NHS number',
  'birth-differs': 'another date of birth',
} as const
export type AlikeReason = keyof typeof alikeWords

/** What has been typed of a person so far. */
export interface TypedPerson {
  readonly lastName: string
  readonly firstName: string
  readonly birth: BirthOrAge | null
  /** Digits only; '' while it is not whole. */
  readonly nhsNumber: string
  /** Digits without the country's code, as the database keeps them; '' for none. */
  readonly phone: string
  readonly hasHome: boolean
}

/** An earlier referral as far as likeness needs it; the database says how near its name is and whether it sounds the same. */
export interface KnownPerson {
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: LondonDay | null
  readonly ageYears: number | null
  readonly ageSaidOn: LondonDay
  readonly nhsNumber: string
  /** 0 to 1: trigrams in common. */
  readonly likeness: number
  readonly sounds: boolean
  readonly samePhone: boolean
  readonly sameHome: boolean
}

export interface Alike {
  readonly score: number
  readonly why: readonly AlikeReason[]
}

const weights: Record<AlikeReason, number> = {
  'nhs-number': 100,
  'name-and-birth': 90,
  birth: 35,
  name: 40,
  'birth-swapped': 15,
  'name-near': 25,
  sounds: 20,
  phone: 25,
  home: 20,
  age: 10,
  'nhs-differs': -60,
  'birth-differs': -35,
}

/** Below this nothing is shown: a consultant on the telephone is not asked about everybody called Smith. */
const SHOWN_FROM = 40
const NEAR = 0.55
/** An age that was told is a year out at most; an estimate up to five. */
const AGE_IS_OUT = { told: 1, estimated: 5 } as const

/**
 * How likely it is that an earlier referral is about the person who is being typed, with every reason for and against. Never decides:
 * a person does. `null` when it is too unlikely to be worth a glance.
 *
 * @example alikeness(typed, known, today) // { score: 90, why: ['name-and-birth'] }
 */
export function alikeness(typed: TypedPerson, known: KnownPerson, today: LondonDay): Alike | null {
  const names = nameReason(typed, known)
  const birth = birthReason(typed.birth, known, today)
  const both = names === 'name' && birth === 'birth'
  const why: readonly (AlikeReason | null)[] = [
    nhsReason(typed, known),
    ...(both ? (['name-and-birth'] as const) : [names, birth]),
    typed.phone !== '' && known.samePhone ? 'phone' : null,
    typed.hasHome && known.sameHome ? 'home' : null,
  ]
  const reasons = why.filter((reason) => reason !== null)
  const score = reasons.reduce((sum, reason) => sum + weights[reason], 0)
  return score < SHOWN_FROM ? null : { score, why: reasons.toSorted((a, b) => weights[b] - weights[a]) }
}

function nhsReason(typed: TypedPerson, known: KnownPerson): AlikeReason | null {
  if (typed.nhsNumber === '' || known.nhsNumber === '') return null
  return typed.nhsNumber === known.nhsNumber ? 'nhs-number' : 'nhs-differs'
}

/** The same words in any order are the same name: families and forms put them differently. */
const wordsOf = (...names: readonly string[]): string =>
  foldName(names.join(' '))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ')

/** What is written where nobody knows a name: no two people are alike by that. */
const noName =
  /^(?:(?:name|surname|first|last|is|not|un|yet|to|be|no|none|n|a|nk|anon|anonymous|known|unknown|given|confirmed|stated|mr|mrs|ms|male|female|man|woman|boy|girl|person|patient|adult|x|xx|xxx|tbc|nil)(?:\s|$))+$/

/** @example isNoName('Unknown male') // true */
export const isNoName = (...names: readonly string[]): boolean => {
  const words = wordsOf(...names)
  return words !== '' && noName.test(words)
}

function nameReason(typed: TypedPerson, known: KnownPerson): AlikeReason | null {
  const [said, kept] = [wordsOf(typed.lastName, typed.firstName), wordsOf(known.lastName, known.firstName)]
  if (said === '' || isNoName(said) || isNoName(kept)) return null
  if (said === kept) return 'name'
  if (typed.firstName.trim() === '' && wordsOf(typed.lastName) === wordsOf(known.lastName)) return 'name-near'
  if (known.likeness >= NEAR) return 'name-near'
  return known.sounds ? 'sounds' : null
}

function birthReason(birth: BirthOrAge | null, known: KnownPerson, today: LondonDay): AlikeReason | null {
  if (birth === null) return null
  if (birth.kind === 'born' && known.bornOn !== null) {
    if (birth.on === known.bornOn) return 'birth'
    return swapped(birth.on) === known.bornOn ? 'birth-swapped' : 'birth-differs'
  }
  const kept = known.bornOn === null ? ageNow(known, today) : ageOn(known.bornOn, today)
  if (kept === null) return null
  const [said, out] =
    birth.kind === 'born'
      ? [ageOn(birth.on, today), AGE_IS_OUT.told]
      : [birth.years, birth.estimated ? AGE_IS_OUT.estimated : AGE_IS_OUT.told]
  return Math.abs(said - kept) <= out ? 'age' : 'birth-differs'
}

const swapped = (day: LondonDay): string => `${day.slice(0, 4)}-${day.slice(8)}-${day.slice(5, 7)}`

/** An age that was said some years ago has gone on. */
function ageNow({ ageYears, ageSaidOn }: KnownPerson, today: LondonDay): number | null {
  return ageYears === null ? null : ageYears + ageOn(ageSaidOn, today)
}
