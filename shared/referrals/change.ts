import type { LondonDay } from '#shared/time/london.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { checkBirth, type BirthRefusal } from './receive.ts'
import type { ReferralDetail } from './record.ts'

/** What can be added to a referral or corrected on it. Who asked and what for are the referral itself, and stay. */
export type ChangeableField = Extract<
  keyof ReferralDetail,
  | 'callerName'
  | 'callerPhone'
  | 'lastName'
  | 'firstName'
  | 'bornOn'
  | 'ageYears'
  | 'ageIsEstimate'
  | 'gender'
  | 'nhsNumber'
  | 'place'
  | 'placeId'
  | 'happening'
  | 'riskToStaff'
  | 'riskDetail'
  | 'homeAddress'
  | 'personPhone'
  | 'nearestRelative'
  | 'interpreter'
  | 'asksFor'
  | 'wayIn'
  | 'councilId'
>
export type Changeable = Pick<ReferralDetail, ChangeableField>

/** Some of the fields, as sent: one that is absent, or `undefined`, stays as it is. */
export type Changes = { readonly [Field in ChangeableField]?: Changeable[Field] | undefined }

export type ChangeRefusal = BirthRefusal | { readonly code: 'nothing-to-change' }

export interface ChangeDecided {
  /** Only what differs. */
  readonly changes: Partial<Changeable>
  readonly fields: readonly ChangeableField[]
  /** The day on which an age was said, when an age is among the changes. */
  readonly ageSaidOn: LondonDay | null
}

/**
 * Decides what a change comes to. A date of birth takes the place of an age and the other way round; typing the same again is
 * no change.
 *
 * @example decideChange(referral, { bornOn: londonDay('1955-02-14') }, today) // fields: ['bornOn', 'ageYears']
 */
export function decideChange(
  before: Changeable,
  asked: Changes,
  today: LondonDay,
): Outcome<ChangeDecided, ChangeRefusal> {
  const whole: Changes = { ...asked, ...birthOrAge(asked) }
  const birth = checkBirth({ bornOn: whole.bornOn ?? null, ageYears: whole.ageYears ?? null }, today)
  if (!birth.ok) return birth
  const fields = (Object.keys(whole) as ChangeableField[]).filter(
    (field) => whole[field] !== undefined && whole[field] !== before[field],
  )
  if (fields.length === 0) return refuse({ code: 'nothing-to-change' })
  const changes: Partial<Changeable> = Object.fromEntries(fields.map((field) => [field, whole[field]]))
  const saysAge = fields.includes('ageYears') && typeof changes.ageYears === 'number'
  return done({ changes, fields, ageSaidOn: saysAge ? today : null })
}

function birthOrAge({ bornOn, ageYears }: Changes): Changes {
  if (typeof bornOn === 'string' && (ageYears ?? null) === null) return { ageYears: null, ageIsEstimate: false }
  return typeof ageYears === 'number' && (bornOn ?? null) === null ? { bornOn: null } : {}
}
