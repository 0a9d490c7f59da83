import { outcomes, type OutcomeCode } from '../allocations/outcomes.ts'
import { triageLeadsTo } from '../referrals/triage.ts'
import { addDays, londonDay, londonDayOf, type LondonDay } from '../time/london.ts'
import { idsOf } from './caseReports.ts'
import { isCompleted, type AmhpFact, type CaseWith, type ReferralFact } from './facts.ts'
import { NOT_RECORDED, plain, type CountedRow, type CountedTable, type ReportCell, type ReportColumn } from './table.ts'
import { countGroups, isTenths, type WorkforceCounts } from './workforceCounts.ts'
import { approvedOn, fteOf, professions, type Acting } from './workforceReports.ts'

/** A year as councils count it, 1 April to 31 March, or as much of it as was asked for. */
export interface Year {
  readonly label: string
  readonly from: LondonDay
  readonly to: LondonDay
}

/**
 * The financial years that some days touch, in order.
 *
 * @example yearsOf(londonDay('2024-04-01'), londonDay('2026-03-31')).map(({ label }) => label) // ['2024/25', '2025/26']
 */
export function yearsOf(from: LondonDay, to: LondonDay): readonly Year[] {
  const first = Number(from.slice(0, 4)) - (from.slice(5) < '04-01' ? 1 : 0)
  const last = Number(to.slice(0, 4)) - (to.slice(5) < '04-01' ? 1 : 0)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = first + index
    const [begins, ends] = [londonDay(`${year}-04-01`), londonDay(`${year + 1}-03-31`)]
    const cut = begins < from || ends > to
    return {
      label: `${year}/${String((year + 1) % 100).padStart(2, '0')}${cut ? ', part' : ''}`,
      from: begins < from ? from : begins,
      to: ends > to ? to : ends,
    }
  })
}

export const yearFields = [
  'id',
  'receivedAt',
  'source',
  'closedAt',
  'age',
  'triageOutcome',
  'arrivedAt',
  'outcome',
] as const satisfies readonly (keyof ReferralFact)[]
type Yearly = CaseWith<typeof yearFields>

/** Each line of the yearly table: what it counts, and of which line before it is a part. */
const lines: readonly (readonly [label: string, within: number | null, fits: (one: Yearly) => boolean])[] = [
  ['Referrals received', null, () => true],
  ['Accepted for an assessment', 0, ({ triageOutcome: to }) => to !== null && triageLeadsTo[to] === 'to-allocate'],
  ['Attended by an AMHP', 0, ({ arrivedAt }) => arrivedAt !== null],
  ['Assessments completed', 0, ({ outcome }) => isCompleted(outcome)],
  ...(
    [
      ['Detained under section 2', ['DETAINED_S2']],
      ['Detained under section 3', ['DETAINED_S3']],
      ['Detained under section 4', ['DETAINED_S4']],
    ] as const satisfies readonly (readonly [string, readonly OutcomeCode[]])[]
  ).map(([label, codes]): readonly [string, number, (one: Yearly) => boolean] => [
    label,
    3,
    ({ outcome }) => outcome !== null && codes.some((code) => code === outcome),
  ]),
  [
    'Completed, not detained',
    3,
    ({ outcome }) => outcome !== null && isCompleted(outcome) && !outcomes[outcome].detained,
  ],
  ['Application not made for want of a bed', 0, ({ outcome }) => outcome === 'APPLICATION_NOT_MADE_NO_BED'],
  ['Detained by the police, section 136', 0, ({ source }) => source === 'POLICE_136'],
  ['Aged under 18', 0, ({ age }) => age !== null && age < 18],
]

/** What requests for information ask for, year by year, with its definitions: referrals by year of receipt, AMHPs on its last day. */
export function foiTables(
  facts: readonly Yearly[],
  people: readonly AmhpFact[],
  [from, to]: readonly [LondonDay, LondonDay],
): readonly CountedTable[] {
  const years = yearsOf(from, to)
  const dated = facts.map((one) => ({ one, day: londonDayOf(one.receivedAt) }))
  const byYear = years.map((year) => dated.filter(({ day }) => isOn(day, year)).map(({ one }) => one))
  const row = (label: string, fits: (one: Yearly) => boolean): CountedRow => {
    const groups = byYear.map((some) => some.filter(fits))
    return { label, cells: groups.map(({ length }) => length), behind: groups.map(idsOf) }
  }
  const yearColumns = (means: string): readonly ReportColumn[] =>
    years.map(({ label }) => ({ heading: label, kind: 'count', means }))
  const onLast = years.map((year) => approvedOn(people, year.to))
  const staff = (label: string, of: (some: readonly AmhpFact[]) => number): CountedRow => plain(label, onLast.map(of))
  return [
    {
      key: 'foi',
      title: 'Assessments by financial year',
      means:
        'Referrals by the London day of receipt, without duplicates, 1 April to 31 March. Completed: an outcome was reached. Detained: an application under the section named was made. Nobody is counted twice in a line.',
      about: 'people',
      columns: yearColumns('In this financial year.'),
      rows: lines.map(([label, , fits]) => row(label, fits)),
      within: lines.map(([, within]) => within),
      adds: [{ rows: [4, 5, 6, 7], to: { table: 'foi', row: 3 } }],
      total: null,
    },
    {
      key: 'foi-amhps',
      title: 'AMHPs on the last day of the year',
      means: 'Approved on that day and not left. Full-time equivalents at 37 hours a week, by contract.',
      about: 'people',
      columns: yearColumns('On the last day of this year, or of the days asked for.'),
      rows: [
        staff('AMHPs approved', ({ length }) => length),
        ...professions.map(([code, words]) =>
          staff(words, (some) => some.filter((one) => one.profession === code).length),
        ),
        staff('Full-time equivalents', fteOf),
      ],
      within: [null, 0, 0, 0, 0, null],
      adds: [{ rows: [1, 2, 3, 4], to: { table: 'foi-amhps', row: 0 } }],
      total: null,
    },
  ]
}

const isOn = (day: LondonDay, { from, to }: Year): boolean => from <= day && day <= to

/**
 * The national AMHP survey's questions on one day, in its order: numbers approved, by employer, profession and role, movements of the
 * year, posts, and what was counted from the employers' records.
 */
export function surveyTables(
  people: readonly AmhpFact[],
  { trainees, recorded }: { readonly trainees: number; readonly recorded: WorkforceCounts | null },
  day: LondonDay,
  [, acting]: Acting,
): readonly CountedTable[] {
  const now = approvedOn(people, day)
  const yearBefore = addDays(day, -365)
  const then = new Set(approvedOn(people, yearBefore))
  const still = new Set(now)
  const line = (part: string, label: string, value: ReportCell): CountedRow => plain(label, [part, value])
  const count = (part: string, label: string, fits: (one: AmhpFact) => boolean): CountedRow =>
    line(part, label, now.filter(fits).length)
  const onRota = ({ personId }: AmhpFact): boolean => acting.has(personId)
  const rows: readonly CountedRow[] = [
    count('Approved', 'AMHPs approved', () => true),
    count('Employer', 'Local authority', ({ employerKind }) => employerKind === 'council'),
    count('Employer', 'NHS', ({ employerKind }) => employerKind === 'nhs'),
    count(
      'Employer',
      'Agency or self-employed',
      ({ employerKind }) => employerKind === 'agency' || employerKind === 'self',
    ),
    ...professions.map(([code, words]) => count('Profession', words, ({ profession }) => profession === code)),
    count('Role', 'AMHP work only', (one) => onRota(one) && one.contract === 'dedicated'),
    count('Role', 'Combined with another role', (one) => onRota(one) && one.contract !== 'dedicated'),
    count('Role', 'Not regularly on the rota', (one) => !onRota(one)),
    line('Movement', 'Started in the year', now.filter((one) => !then.has(one)).length),
    line('Movement', 'Left in the year', [...then].filter((one) => !still.has(one)).length),
    line('Movement', 'In training', trainees),
    line('Posts', 'Full-time equivalents in post', fteOf(now)),
    ...countGroups.flatMap(({ title, fields }) =>
      fields.map(([key, label]) => {
        const value = recorded?.[key] ?? null
        return line(title, label, value === null ? NOT_RECORDED : isTenths(key) ? value / 10 : value)
      }),
    ),
  ]
  return [
    {
      key: 'survey',
      title: 'Answers on the last day',
      means:
        'The yearly survey of AMHP services run for the Department of Health and Social Care beside the adult social care workforce data set. Not regularly on the rota: no duty in the 13 weeks before. Profession, employer, contract and hours are as the register has them now. What nobody counted is not recorded, and never nought.',
      about: 'people',
      columns: [
        { heading: 'Question', kind: 'text', means: 'The part of the survey.' },
        {
          heading: 'Answer',
          kind: 'count',
          means: 'How many on the last day, or full-time equivalents where it says so.',
        },
      ],
      rows,
      within: rows.map((_, index) => (index >= 1 && index <= 10 ? 0 : null)),
      adds: [
        { rows: [1, 2, 3], to: { table: 'survey', row: 0 } },
        { rows: [4, 5, 6, 7], to: { table: 'survey', row: 0 } },
        { rows: [8, 9, 10], to: { table: 'survey', row: 0 } },
      ],
      total: null,
    },
  ]
}
