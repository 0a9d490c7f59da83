import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { answersCallBack, callBackWords } from '#shared/kernel/telephone.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatDate, londonDayOf } from '#shared/time/london.ts'
import { birthOrAgeRefusalWords, readBirthOrAge } from './birthOrAge.ts'
import type { Changes } from './change.ts'
import { birthFacts } from './intake.ts'
import { nhsNumberWords, readNhsNumber } from './nhsNumber.ts'
import type { ReferralDetail } from './record.ts'
import { riskAnswerCodes } from './referral.ts'

/** The boxes of the form that adds to a referral or corrects it. */
const textFields = [
  'callerName',
  'callerPhone',
  'lastName',
  'firstName',
  'gender',
  'place',
  'happening',
  'riskDetail',
  'homeAddress',
  'personPhone',
  'nearestRelative',
  'interpreter',
  'asksFor',
  'wayIn',
] as const
type TextField = (typeof textFields)[number]

export type DetailsValues = Readonly<Record<TextField | 'birth' | 'nhsNumber' | 'riskToStaff', string>>
export type DetailsField = keyof DetailsValues

/** What is known of somebody's age, as it would be typed. */
function birthTyped({ bornOn, ageYears, ageIsEstimate }: ReferralDetail): string {
  if (bornOn !== null) return formatDate(bornOn)
  if (ageYears === null) return ''
  return ageIsEstimate ? `about ${ageYears}` : String(ageYears)
}

/** The form as it opens: what is recorded now. */
export const detailsFormOf = (referral: ReferralDetail): DetailsValues => ({
  callerName: referral.callerName,
  callerPhone: referral.callerPhone,
  lastName: referral.lastName,
  firstName: referral.firstName,
  gender: referral.gender,
  place: referral.place,
  happening: referral.happening,
  riskDetail: referral.riskDetail,
  homeAddress: referral.homeAddress,
  personPhone: referral.personPhone,
  nearestRelative: referral.nearestRelative,
  interpreter: referral.interpreter,
  asksFor: referral.asksFor,
  wayIn: referral.wayIn,
  birth: birthTyped(referral),
  nhsNumber: referral.nhsNumber,
  riskToStaff: referral.riskToStaff,
})

export interface DetailsFault {
  readonly field: DetailsField
  readonly message: string
}

/** These may be corrected, never emptied: a referral needs them. */
const needed: Partial<Record<TextField, string>> = {
  callerPhone: callBackWords,
  lastName: 'Enter the last name, or “Unknown” if nobody knows it',
  place: 'Enter where they are now',
}

const isGiven = (field: TextField, text: string): boolean =>
  field === 'callerPhone' ? answersCallBack(text) : text.trim() !== ''

/**
 * Reads what was changed. Only boxes that differ from what is recorded are sent, so that a box nobody touched is never written
 * back over a colleague's change. A place typed by hand is no longer the one on the list.
 *
 * @example readDetails(values, referral, now) // { ok: true, value: { homeAddress: 'Flat 3, 18 Tanner Row, Kelsham' } }
 */
export function readDetails(
  values: DetailsValues,
  referral: ReferralDetail,
  now: Instant,
): Outcome<Changes, readonly DetailsFault[]> {
  const before = detailsFormOf(referral)
  const differs = (field: DetailsField): boolean => values[field] !== before[field]
  const faults: DetailsFault[] = textFields
    .filter((field) => differs(field) && !isGiven(field, values[field]))
    .flatMap((field) => (needed[field] === undefined ? [] : [{ field, message: needed[field] }]))
  const texts = Object.fromEntries(textFields.filter(differs).map((field) => [field, values[field]]))
  const birth = differs('birth') ? readBirth(values.birth, now) : done({})
  const nhs = differs('nhsNumber') ? readNhs(values.nhsNumber) : done({})
  if (!birth.ok) faults.push(birth.refusal)
  if (!nhs.ok) faults.push(nhs.refusal)
  if (!birth.ok || !nhs.ok || faults.length > 0) return refuse(faults)
  const risk = riskAnswerCodes.find((code) => code === values.riskToStaff)
  return done({
    ...texts,
    ...birth.value,
    ...nhs.value,
    ...(differs('riskToStaff') && risk && { riskToStaff: risk }),
    ...(differs('place') && { placeId: null }),
  })
}

function readBirth(typed: string, now: Instant): Outcome<Changes, DetailsFault> {
  if (typed.trim() === '') return done({ bornOn: null, ageYears: null, ageIsEstimate: false })
  const read = readBirthOrAge(typed, londonDayOf(now))
  return read.ok
    ? done(birthFacts(read.value))
    : refuse({ field: 'birth', message: birthOrAgeRefusalWords(read.refusal) })
}

function readNhs(typed: string): Outcome<Changes, DetailsFault> {
  if (typed.trim() === '') return done({ nhsNumber: '' })
  const read = readNhsNumber(typed)
  return read.ok
    ? done({ nhsNumber: read.value })
    : refuse({ field: 'nhsNumber', message: nhsNumberWords(read.refusal) })
}
