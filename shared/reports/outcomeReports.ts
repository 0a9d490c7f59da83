import { groupBy } from '../kernel/groupBy.ts'
import { outcomes, outcomeCodes, type OutcomeCode } from '../allocations/outcomes.ts'
import { sources } from '../referrals/referral.ts'
import { addMinutes } from '../time/instant.ts'
import { idsOf } from './caseReports.ts'
import { isCompleted, isDetained, type CaseWith, type ReferralFact } from './facts.ts'
import { percentOf } from './stats.ts'
import {
  countColumns,
  countedBy,
  plain,
  type CountedRow,
  type CountedTable,
  type ReportColumn,
  peopleIn,
} from './table.ts'

const received = 'referrals received in the period, by the London day of receipt, without duplicates'

export const endedFields = [
  'id',
  'person',
  'closedAt',
  'arrivedAt',
  'outcome',
] as const satisfies readonly (keyof ReferralFact)[]
type Ended = CaseWith<typeof endedFields>

/** How assessments ended: for the service, never for one AMHP, whose judgement is their own. */
export function outcomeTables(facts: readonly Ended[]): readonly CountedTable[] {
  const attended = facts.filter(({ arrivedAt, outcome }) => arrivedAt !== null || outcome !== null)
  const completed = attended.filter(({ outcome }) => isCompleted(outcome))
  const detained = completed.filter(({ outcome }) => isDetained(outcome))
  const noBed = attended.filter(({ outcome }) => outcome === 'APPLICATION_NOT_MADE_NO_BED')
  const row = (label: string, some: readonly Ended[], of: readonly Ended[]): CountedRow => ({
    label,
    cells: [some.length, percentOf(some.length, of.length)],
    people: [peopleIn(some)],
    behind: [idsOf(some)],
  })
  const ended = countedBy(
    attended,
    ({ outcome }) => outcome && outcomes[outcome].words,
    outcomeCodes.map((code) => outcomes[code].words),
  )
  const rowsWhere = (fits: (code: OutcomeCode) => boolean): readonly number[] =>
    outcomeCodes.filter(fits).flatMap((code) => {
      const at = ended.rows.findIndex(({ label }) => label === outcomes[code].words)
      return at < 0 ? [] : [at]
    })
  return [
    {
      key: 'outcomes',
      title: 'How they ended',
      means:
        'The latest outcome of each referral received in the period that an AMHP attended. Outcomes are never counted by AMHP.',
      about: 'people',
      columns: countColumns('referrals received in the period and attended'),
      ...ended,
      adds: [
        { rows: rowsWhere(isCompleted), to: { table: 'headline', row: 0 } },
        { rows: rowsWhere(isDetained), to: { table: 'headline', row: 1 } },
        { rows: rowsWhere((code) => code === 'APPLICATION_NOT_MADE_NO_BED'), to: { table: 'headline', row: 2 } },
      ],
    },
    {
      key: 'headline',
      title: 'Detention, and applications without a bed',
      means:
        'Detained: an application under section 2, 3 or 4. Without a bed: an application could not be made for want of one; it is not completed.',
      about: 'people',
      columns: countColumns('assessments'),
      rows: [
        row('Completed, of attended', completed, attended),
        row('Detained, of completed', detained, completed),
        row('Not made for want of a bed, of attended', noBed, attended),
      ],
      within: [null, 0, null],
      total: null,
    },
  ]
}

export const backFields = [
  'id',
  'receivedAt',
  'closedAt',
  'person',
  'outcome',
] as const satisfies readonly (keyof ReferralFact)[]
export type BackFact = CaseWith<typeof backFields>
const AGAIN_DAYS = [7, 28] as const

/**
 * Who came back: another referral of the same person within so many days of one that closed in the period.
 *
 * @param facts those of the period, and those of the four weeks after it
 * @param isCounted whether a referral closed in the period
 */
export function againTables(
  facts: readonly BackFact[],
  isCounted: (one: BackFact) => boolean,
): readonly CountedTable[] {
  const closed = facts.filter((one) => one.closedAt !== null && isCounted(one))
  const byPerson = groupBy(facts, ({ person }) => person)
  const back = ({ id, person, closedAt }: BackFact, days: number): boolean => {
    if (closedAt === null) return false
    const last = addMinutes(closedAt, days * 24 * 60)
    return (byPerson.get(person) ?? []).some(
      (other) => other.id !== id && other.receivedAt > closedAt && other.receivedAt <= last,
    )
  }
  const rowOf = (label: string, some: readonly BackFact[]): CountedRow => {
    const groups = AGAIN_DAYS.map((days) => some.filter((one) => back(one, days)))
    return {
      label,
      cells: [some.length, ...groups.flatMap((group) => [group.length, percentOf(group.length, some.length)])],
      behind: [idsOf(some), ...groups.flatMap((group) => [idsOf(group), []])],
    }
  }
  const kinds: readonly (readonly [string, (one: BackFact) => boolean])[] = [
    ['Detained', ({ outcome }) => isDetained(outcome)],
    ['Completed, not detained', ({ outcome }) => isCompleted(outcome) && !isDetained(outcome)],
    ['Closed without a completed assessment', ({ outcome }) => !isCompleted(outcome)],
  ]
  return [
    {
      key: 'again',
      title: 'Referred again after closing',
      means:
        'The same person is the same NHS number, or the same name and day of birth. Counted from closing to the next receipt. The last four weeks are provisional: their people can still come back.',
      about: 'people',
      columns: [
        { heading: 'Closed', kind: 'count', means: 'Referrals that closed in the period.' },
        ...AGAIN_DAYS.flatMap((days): readonly ReportColumn[] => [
          {
            heading: `Back within ${days} days`,
            kind: 'of',
            means: `Of those, with another referral within ${days} days.`,
          },
          { heading: `Share, ${days} days`, kind: 'percent', means: 'In whole percent of those that closed.' },
        ]),
      ],
      rows: kinds.map(([label, fits]) => rowOf(label, closed.filter(fits))),
      total: rowOf('All', closed),
    },
  ]
}

export const filledFields = [
  'id',
  'source',
  'hasBirth',
  'hasNumber',
  'hasAddress',
  'hasRelative',
  'riskAsked',
  'hasCaller',
] as const satisfies readonly (keyof ReferralFact)[]
type Filled = CaseWith<typeof filledFields>

const parts: readonly (readonly [string, (one: Filled) => boolean])[] = [
  ['Birth or age', ({ hasBirth }) => hasBirth],
  ['NHS number', ({ hasNumber }) => hasNumber],
  ['Home address', ({ hasAddress }) => hasAddress],
  ['Nearest relative', ({ hasRelative }) => hasRelative],
  ['Risk asked about', ({ riskAsked }) => riskAsked],
  ['Call-back number', ({ hasCaller }) => hasCaller],
]

/** What each agency leaves out: to send back to them, not to rank people by. */
export function completenessTables(facts: readonly Filled[]): readonly CountedTable[] {
  const rowOf = (label: string, some: readonly Filled[]): CountedRow => {
    const filled = parts.map(([, has]) => some.filter(has).length)
    const whole = some.filter((one) => parts.every(([, has]) => has(one)))
    return {
      label,
      cells: [
        some.length,
        ...filled.map((count) => percentOf(count, some.length)),
        percentOf(whole.length, some.length),
      ],
      behind: [idsOf(some)],
    }
  }
  const agencies = Object.entries(sources).flatMap(([code, label]) => {
    const some = facts.filter(({ source }) => source === code)
    return some.length > 0 ? [rowOf(label, some)] : []
  })
  return [
    {
      key: 'completeness',
      title: 'What referrals hold now, by who sent them',
      means:
        'What is on the record at the moment of counting, whoever found it out. A part that was not asked about is not there.',
      about: 'people',
      columns: [
        { heading: 'Referrals', kind: 'count', means: `How many ${received}.` },
        ...parts.map(([heading]): ReportColumn => ({
          heading,
          kind: 'percent',
          of: 'row',
          means: 'Filled in, in whole percent of them.',
        })),
        {
          heading: 'All of them',
          kind: 'percent',
          of: 'row',
          means: 'Every part filled in, in whole percent of them.',
        },
      ],
      rows: agencies,
      total: facts.length === 0 ? plain('All', []) : rowOf('All', facts),
    },
  ]
}
