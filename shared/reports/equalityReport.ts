import { groupBy } from '../kernel/groupBy.ts'
import { ethnicGroups } from '../referrals/triaging/answerLists.ts'
import { genderWords, idsOf } from './caseReports.ts'
import { ageBand, ageBands, between, isCompleted, isDetained, type CaseWith, type ReferralFact } from './facts.ts'
import { median, ninetieth, percentOf } from './stats.ts'
import { NOT_RECORDED, peopleIn, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

const REFUSED = 'Would not say'

export const equalityFields = [
  'id',
  'person',
  'receivedAt',
  'closedAt',
  'age',
  'gender',
  'needsInterpreter',
  'arrivedAt',
  'outcome',
  'ethnicity',
  'hasDisability',
] as const satisfies readonly (keyof ReferralFact)[]
type Asked = CaseWith<typeof equalityFields>
/** With the wait from receipt to arrival, which each table groups in its own way. */
interface Waited extends Omit<Asked, 'receivedAt' | 'arrivedAt' | 'closedAt'> {
  readonly wait: number | null
}

/** The broad groups of the census of 2021, by how its single groups begin. */
const broadGroups = ['White', 'Mixed', 'Asian', 'Black', 'Arab or any other'] as const
type BroadGroup = (typeof broadGroups)[number]

const narrow = ({ ethnicity }: Pick<Asked, 'ethnicity'>): string | null =>
  ethnicity === null ? null : ethnicity === 'refused' ? REFUSED : ethnicGroups[ethnicity]

/** @example broadOf('Mixed: White and Asian') // 'Mixed' */
export const broadOf = (label: string): BroadGroup =>
  broadGroups.find((group) => label.startsWith(`${group}:`)) ?? 'Arab or any other'

function broad(one: Pick<Asked, 'ethnicity'>): string | null {
  const label = narrow(one)
  return label === null || label === REFUSED ? label : broadOf(label)
}

const columns: readonly ReportColumn[] = [
  {
    heading: 'Referrals',
    kind: 'count',
    means: 'How many referrals received in the period, by the London day of receipt, without duplicates.',
  },
  { heading: 'Completed', kind: 'of', means: 'Of those, assessments that were completed.' },
  { heading: 'Detained', kind: 'of', means: 'Of those completed, an application under section 2, 3 or 4.' },
  { heading: 'Detained, of completed', kind: 'percent', means: 'In whole percent of those completed.' },
  { heading: 'Median wait', kind: 'minutes', means: 'From receipt to an AMHP’s arrival.' },
  { heading: '9 in 10 within', kind: 'minutes', means: 'The 90th percentile of the same.' },
]

function rowOf(label: string, some: readonly Waited[]): CountedRow {
  const [completed, detained, waits]: [Waited[], Waited[], number[]] = [[], [], []]
  for (const one of some) {
    if (isCompleted(one.outcome)) completed.push(one)
    if (isCompleted(one.outcome) && isDetained(one.outcome)) detained.push(one)
    if (one.wait !== null) waits.push(one.wait)
  }
  const counts = [some.length, completed.length, detained.length]
  return {
    label,
    cells: [...counts, percentOf(detained.length, completed.length), median(waits), ninetieth(waits)],
    people: [peopleIn(some), peopleIn(completed), peopleIn(detained)],
    behind: [idsOf(some), idsOf(completed), idsOf(detained)],
  }
}

/** Outcomes and waits by who people are, with those of whom it is not recorded. */
export function equalityTables(asked: readonly Asked[]): readonly CountedTable[] {
  const facts = asked.map(({ receivedAt, arrivedAt, ...one }): Waited => ({
    ...one,
    wait: between(receivedAt, arrivedAt),
  }))
  const table = (
    key: string,
    title: string,
    labelOf: (one: Waited) => string | null,
    order: readonly string[],
  ): CountedTable => {
    const groups = groupBy(facts, (one) => labelOf(one) ?? NOT_RECORDED)
    const labels = [...order, NOT_RECORDED].filter((label) => groups.has(label))
    return {
      key,
      title,
      means:
        'Small groups say little and can point to a person: read differences with the numbers beside them. Not recorded is nobody’s answer, and stands by itself.',
      about: 'people',
      columns,
      rows: labels.map((label) => rowOf(label, groups.get(label) ?? [])),
      total: rowOf('All', facts),
    }
  }
  const wide = table('ethnicity', 'By ethnic group', broad, [...broadGroups, REFUSED])
  const fine = table('ethnicity-19', 'By ethnic group of the census', narrow, [...Object.values(ethnicGroups), REFUSED])
  return [
    wide,
    { ...fine, adds: addsTo(fine, wide) },
    table('gender', 'By gender', ({ gender }) => gender && genderWords[gender], Object.values(genderWords)),
    table('age', 'By age', ({ age }) => ageBand(age), ageBands),
    table(
      'interpreter',
      'By need of an interpreter',
      ({ needsInterpreter }) => (needsInterpreter ? 'Needs an interpreter' : 'None recorded'),
      ['Needs an interpreter', 'None recorded'],
    ),
    table(
      'disability',
      'By disability or sensory need',
      ({ hasDisability }) => (hasDisability ? 'Has one' : 'None recorded'),
      ['Has one', 'None recorded'],
    ),
  ]
}

/** Each broad group is its single groups added up: whoever has both tables can subtract. */
const addsTo = (fine: CountedTable, wide: CountedTable): NonNullable<CountedTable['adds']> =>
  wide.rows.map(({ label }, row) => ({
    rows: fine.rows.flatMap((one, index) =>
      one.label === label || (one.label !== REFUSED && one.label !== NOT_RECORDED && broadOf(one.label) === label)
        ? [index]
        : [],
    ),
    to: { table: wide.key, row },
  }))
