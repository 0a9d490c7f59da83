import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { lineText, narrative } from '../kernel/text.ts'
import { birthOrAgeRefusalWords, readBirthOrAge } from '../referrals/birthOrAge.ts'
import type { Changeable } from '../referrals/change.ts'
import { nhsNumberWords, readNhsNumber } from '../referrals/nhsNumber.ts'
import type { ReferralDetail } from '../referrals/record.ts'
import { formatDate, type LondonDay } from '../time/london.ts'
import type { CorrectableFact } from './rights.ts'
import type { CorrectionRefusal } from './words.ts'

export interface FactDecided {
  /** As it stood, in words that stay on the record. */
  readonly was: string
  readonly is: string
  readonly changes: Partial<Changeable>
}

type Unfit = Extract<CorrectionRefusal, { code: 'value-does-not-fit' | 'nothing-to-correct' }>

const unfit = (why: string) => refuse({ code: 'value-does-not-fit', field: 'is', why } as const)

const LINES: readonly CorrectableFact[] = [
  'lastName',
  'firstName',
  'gender',
  'interpreter',
  'callerName',
  'callerPhone',
  'place',
]

/**
 * Reads what is right about a fact of a referral as it was typed, and says what stood there before. A date of birth is read as at
 * intake; it takes the place of an age.
 *
 * @example decideFact({ ...referral, lastName: 'Whitlok' }, 'lastName', 'Whitlock', today) // was 'Whitlok', is 'Whitlock'
 */
export function decideFact(
  before: Pick<ReferralDetail, CorrectableFact>,
  about: CorrectableFact,
  typed: string,
  today: LondonDay,
): Outcome<FactDecided, Unfit> {
  const old = before[about] ?? ''
  const was = about === 'bornOn' && before.bornOn !== null ? formatDate(before.bornOn) : old
  const read = readFact(about, typed, today)
  if (!read.ok) return read
  const [now] = Object.values(read.value)
  if (now === old) return refuse({ code: 'nothing-to-correct', field: 'is' })
  const is = about === 'bornOn' ? formatDate(now as LondonDay) : String(now)
  return done({ was: was === '' ? 'nothing' : was, is, changes: withoutAge(read.value) })
}

/** A date of birth takes an age’s place. */
const withoutAge = (changes: Partial<Changeable>): Partial<Changeable> =>
  changes.bornOn === undefined ? changes : { ...changes, ageYears: null, ageIsEstimate: false }

function readFact(about: CorrectableFact, typed: string, today: LondonDay): Outcome<Partial<Changeable>, Unfit> {
  if (about === 'bornOn') {
    const birth = readBirthOrAge(typed, today)
    if (!birth.ok) return unfit(birthOrAgeRefusalWords(birth.refusal))
    if (birth.value.kind === 'age') return unfit('Give a date of birth, like 14 2 55')
    return done({ bornOn: birth.value.on })
  }
  if (about === 'nhsNumber') {
    const number = readNhsNumber(typed)
    return number.ok ? done({ nhsNumber: number.value }) : unfit(nhsNumberWords(number.refusal))
  }
  const text = (LINES.includes(about) ? lineText : narrative).safeParse(typed)
  return text.success ? done({ [about]: text.data }) : unfit(text.error.issues[0]?.message ?? 'Type it again')
}
