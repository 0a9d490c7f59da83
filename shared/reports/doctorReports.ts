import { groupBy } from '../kernel/groupBy.ts'
import type { ReferralId } from '../kernel/ids.ts'
import type { KnownAnswer, Recommendation } from '../papers/codes.ts'
import { clearDaysBetween } from '../time/counting.ts'
import type { Instant } from '../time/instant.ts'
import { daysBetween, londonDayOf, type LondonDay } from '../time/london.ts'
import { shareColumns, shareRow, timeColumns, times, type DoneFact } from './dutyReports.ts'
import { between, isDetained } from './facts.ts'
import type { CountedTable } from './table.ts'

/** A doctor on the papers of a referral. */
export interface DoctorFact {
  readonly referralId: ReferralId
  readonly askedAt: Instant | null
  readonly examinedAt: Instant | null
  readonly isSection12: KnownAnswer
  readonly knowsPerson: KnownAnswer
  readonly recommendation: Recommendation
  readonly signedOn: LondonDay | null
}

const MOST_CLEAR_DAYS = 5
const [LAST_DAYS, DAYS_TO_ADMIT] = [11, 14]

/** Doctors of referrals received in the period: whether two were found, in which time, and how near the days of the law came. */
export function doctorTables(doctors: readonly DoctorFact[], cases: readonly DoneFact[]): readonly CountedTable[] {
  const pairs = [...groupBy(doctors, ({ referralId }) => referralId)].flatMap(([referralId, own]) => {
    const examined = own.filter(({ examinedAt }) => examinedAt !== null)
    const days = examined.flatMap(({ examinedAt }) => (examinedAt === null ? [] : [londonDayOf(examinedAt)])).toSorted()
    const asked = own.flatMap(({ askedAt }) => askedAt ?? []).toSorted()
    const seen = examined.flatMap(({ examinedAt }) => examinedAt ?? []).toSorted()
    const [first, last] = [days[0], days.at(-1)]
    if (examined.length < 2 || first === undefined || last === undefined) return []
    const apart = clearDaysBetween(first, last)
    return [{ referralId, own: examined, apart, last, search: between(asked[0] ?? null, seen[1] ?? null) }]
  })
  const outcomeDay = new Map(
    cases.flatMap(({ id, completedAt, outcome }) =>
      completedAt !== null && isDetained(outcome) ? [[id, londonDayOf(completedAt)] as const] : [],
    ),
  )
  const application = pairs.flatMap(({ referralId, last }) => {
    const day = outcomeDay.get(referralId)
    // The day of the last examination is day 1.
    return day === undefined ? [] : [{ referralId, onDay: daysBetween(last, day) + 1 }]
  })
  const asked = [...new Set(doctors.map(({ referralId }) => referralId))].map((referralId) => ({ referralId }))
  return [
    {
      key: 'doctors',
      title: 'Doctors, and the days of the law',
      means:
        'Referrals received in the period with a doctor on their papers. Examinations apart: not more than five clear days between (section 12(1)). Admission: within 14 days that begin with the last examination (section 6(1)), here by the day of the outcome.',
      about: 'people',
      columns: shareColumns('Of the line of which it is a part, in whole percent.'),
      rows: [
        shareRow('A doctor on the papers', asked, asked),
        shareRow('Two doctors examined', pairs, asked),
        shareRow(
          'Of these, none recorded as approved under section 12',
          pairs.filter(({ own }) => !own.some(({ isSection12 }) => isSection12 === 'yes')),
          pairs,
        ),
        shareRow(
          'Of these, none recorded as knowing the person',
          pairs.filter(({ own }) => !own.some(({ knowsPerson }) => knowsPerson === 'yes')),
          pairs,
        ),
        shareRow(
          'Four or five clear days apart',
          pairs.filter(({ apart }) => apart >= MOST_CLEAR_DAYS - 1 && apart <= MOST_CLEAR_DAYS),
          pairs,
        ),
        shareRow(
          'More than five clear days apart',
          pairs.filter(({ apart }) => apart > MOST_CLEAR_DAYS),
          pairs,
        ),
        shareRow('Two doctors, and detained', application, pairs),
        shareRow(
          'On day 11 to 14 from the last examination',
          application.filter(({ onDay }) => onDay >= LAST_DAYS && onDay <= DAYS_TO_ADMIT),
          application,
        ),
        shareRow(
          'After day 14 from the last examination',
          application.filter(({ onDay }) => onDay > DAYS_TO_ADMIT),
          application,
        ),
      ],
      within: [null, 0, 1, 1, 1, 1, 1, 6, 6],
      total: null,
    },
    {
      key: 'doctors-time',
      title: 'How long it took to find them',
      means: 'From the first time a doctor was asked to the second doctor’s examination.',
      about: 'work',
      columns: timeColumns,
      rows: [
        times(
          'First asked to second examination',
          pairs.flatMap(({ search }) => search ?? []),
        ),
      ],
      total: null,
    },
  ]
}
