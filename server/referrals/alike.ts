import { alikeReferrals, type AlikeReferral } from '#shared/referrals/contactContract.ts'
import { alikeness, type TypedPerson } from '#shared/referrals/alike.ts'
import { readBirthOrAge } from '#shared/referrals/birthOrAge.ts'
import { nationalDigits } from '#shared/referrals/finding.ts'
import { readNhsNumber } from '#shared/referrals/nhsNumber.ts'
import type { AskedBy } from '#shared/kernel/query.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer } from '#server/kernel/handle.ts'
import { candidatesFor, stubsOf, type Candidate } from './alikeStore.ts'

const MOST_SHOWN = 5
const FEWEST_DIGITS_OF_PHONE = 6

type Asked = AskedBy<typeof alikeReferrals>

/** What was typed, as far as it can be read already. */
function typedOf({ lastName, firstName, birth, nhsNumber, phone, home }: Asked, today: LondonDay): TypedPerson {
  const [born, nhs] = [readBirthOrAge(birth, today), readNhsNumber(nhsNumber)]
  const digits = nationalDigits(phone.replace(/\D/g, ''))
  return {
    lastName: lastName.trim(),
    firstName: firstName.trim(),
    birth: born.ok ? born.value : null,
    nhsNumber: nhs.ok ? nhs.value : '',
    phone: digits.length >= FEWEST_DIGITS_OF_PHONE ? digits : '',
    hasHome: home.trim() !== '',
  }
}

const shownOf = (typed: TypedPerson, today: LondonDay, candidate: Candidate): AlikeReferral | null => {
  const alike = alikeness(typed, candidate, today)
  const {
    ageSaidOn: _,
    nhsNumber: __,
    likeness: ___,
    sounds: ____,
    samePhone: _____,
    sameHome: ______,
    ...row
  } = candidate
  return alike && { ...row, ...alike }
}

/** Open ones first: adding a call to one of those is what this is for; then by likeness, then the latest. */
const byUse = (a: AlikeReferral, b: AlikeReferral): number =>
  Number(a.state === 'closed') - Number(b.state === 'closed') ||
  b.score - a.score ||
  (a.receivedAt < b.receivedAt ? 1 : -1)

export const alike = answer(alikeReferrals, {
  needs: 'take referrals',
  async run(asked, context) {
    const today = londonDayOf(context.now)
    const typed = typedOf(asked, today)
    const bornOn = typed.birth?.kind === 'born' ? typed.birth.on : null
    const { candidates, closed } = await candidatesFor(context, { ...typed, bornOn, home: asked.home })
    const found = candidates.map((one) => shownOf(typed, today, one)).filter((one) => one !== null)
    return { found: found.toSorted(byUse).slice(0, MOST_SHOWN), closed: await stubsOf(context, closed) }
  },
  reveals: ({ found }) => found.map(({ id }) => id),
  shows: { as: 'row', fields: ['identity', 'contact', 'story', 'work'] },
  sought: ({ lastName, firstName, nhsNumber }) => [lastName, firstName, nhsNumber].join(' ').trim(),
})
