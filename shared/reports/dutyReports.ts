import type { ReferralId } from '../kernel/ids.ts'
import type { Displacement, Objection } from '../papers/codes.ts'
import type { Instant } from '../time/instant.ts'
import { between, isCompleted, type CaseWith, type ReferralFact } from './facts.ts'
import { median, ninetieth, percentOf } from './stats.ts'
import { plain, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

export const doneFields = [
  'id',
  'closedAt',
  'completedAt',
  'outcome',
] as const satisfies readonly (keyof ReferralFact)[]
export type DoneFact = CaseWith<typeof doneFields>

/** A nearest relative’s request, for which reasons are given in writing when no application is made (MHA 1983 s.13(4)). */
export interface ReasonsFact {
  readonly referralId: ReferralId
  readonly madeAt: Instant
  readonly dueAt: Instant
  readonly doneAt: Instant | null
}

/** What is on the record of a referral that came to an outcome, about the relative and the outline report. */
export interface PapersFact {
  readonly referralId: ReferralId
  readonly isNamed: boolean
  readonly informedAt: Instant | null
  readonly consultedAt: Instant | null
  /** Why they were not consulted is written down. */
  readonly isExcused: boolean
  readonly objects: Objection | null
  readonly displacement: Displacement | null
  readonly reportAt: Instant | null
}

/** A number, and what share it is. @param of of what */
export const shareColumns = (of: string): readonly ReportColumn[] => [
  { heading: 'Number', kind: 'count', means: 'How many.' },
  { heading: 'Share', kind: 'percent', means: of },
]
export const timeColumns: readonly ReportColumn[] = [
  { heading: 'Measured', kind: 'cases', means: 'How many have both moments, in order.' },
  { heading: 'Median', kind: 'minutes', means: 'Half took no longer than this.' },
  { heading: '9 in 10 within', kind: 'minutes', means: 'The 90th percentile, by nearest rank.' },
]
/** How long something took, of those that have both moments. */
export const times = (label: string, lengths: readonly number[]): CountedRow =>
  plain(label, [lengths.length, median(lengths), ninetieth(lengths)])

/** Who stands behind a number. */
interface Behind {
  readonly referralId: ReferralId
}
/** Some of them, with who stands behind their number. */
export const shareRow = (label: string, some: readonly Behind[], of: readonly Behind[]): CountedRow => ({
  label,
  cells: [some.length, percentOf(some.length, of.length)],
  behind: [some.map(({ referralId }) => referralId)],
})

/** Requests of nearest relatives, and how long the reasons in writing took. */
export function reasonsTables(reasons: readonly ReasonsFact[], now: Instant): readonly CountedTable[] {
  const given = reasons.filter(({ doneAt }) => doneAt !== null)
  const owed = reasons.filter(({ doneAt }) => doneAt === null)
  return [
    {
      key: 'reasons',
      title: 'Reasons in writing to the nearest relative',
      means:
        'Section 13(4): the relative required that the case be considered, and no application was made. Counted by the day on which the reasons became due to be written; the time for them is the service’s own, the Act names none.',
      about: 'people',
      columns: shareColumns('Of all that became due to be written, in whole percent.'),
      rows: [
        shareRow('To be given', reasons, reasons),
        shareRow('Given', given, reasons),
        shareRow(
          'Given in time',
          given.filter(({ doneAt, dueAt }) => doneAt !== null && doneAt <= dueAt),
          reasons,
        ),
        shareRow('Still to be given', owed, reasons),
        shareRow(
          'Still to be given, and past their time',
          owed.filter(({ dueAt }) => dueAt < now),
          reasons,
        ),
      ],
      within: [null, 0, 1, 0, 3],
      adds: [{ rows: [1, 3], to: { table: 'reasons', row: 0 } }],
      total: null,
    },
    {
      key: 'reasons-time',
      title: 'How long the reasons took',
      means: 'From when they were to be written until they were given.',
      about: 'work',
      columns: timeColumns,
      rows: [
        times(
          'To reasons in writing',
          given.flatMap(({ madeAt, doneAt }) => between(madeAt, doneAt) ?? []),
        ),
      ],
      total: null,
    },
  ]
}

/** Whether the relative was informed and consulted (MHA 1983 s.11(3) and (4)), of referrals that came to an outcome. */
export function relativeTable(papers: readonly PapersFact[]): CountedTable {
  const named = papers.filter(({ isNamed }) => isNamed)
  const consulted = named.filter(({ consultedAt }) => consultedAt !== null)
  const not = named.filter(({ consultedAt }) => consultedAt === null)
  return {
    key: 'relatives',
    title: 'Nearest relatives and nominated persons',
    means:
      'Referrals received in the period that came to an outcome, by what is on their papers now. Informed: section 11(3). Consulted: section 11(4), unless it is not reasonably practicable or would delay too much. What nobody wrote down is not recorded.',
    about: 'people',
    columns: shareColumns('Of all in the table, in whole percent.'),
    rows: [
      shareRow('Came to an outcome', papers, papers),
      shareRow('Relative named', named, papers),
      shareRow(
        'Not recorded',
        papers.filter(({ isNamed }) => !isNamed),
        papers,
      ),
      shareRow(
        'Informed',
        named.filter(({ informedAt }) => informedAt !== null),
        papers,
      ),
      shareRow('Consulted', consulted, papers),
      shareRow(
        'Not consulted, with the reason',
        not.filter(({ isExcused }) => isExcused),
        papers,
      ),
      shareRow(
        'Not consulted, no reason written down',
        not.filter(({ isExcused }) => !isExcused),
        papers,
      ),
      shareRow(
        'Objected',
        named.filter(({ objects }) => objects === 'yes'),
        papers,
      ),
      shareRow(
        'Displacement applied for or made',
        named.filter(({ displacement }) => displacement === 'applied' || displacement === 'displaced'),
        papers,
      ),
    ],
    within: [null, 0, 0, 1, 1, 1, 1, 1, 1],
    adds: [
      { rows: [1, 2], to: { table: 'relatives', row: 0 } },
      { rows: [4, 5, 6], to: { table: 'relatives', row: 1 } },
    ],
    total: null,
  }
}

/** The AMHP’s outline report after an assessment was completed (Code of Practice, chapter 14), and those still to come. */
export function outlineTables(papers: readonly PapersFact[], cases: readonly DoneFact[]): readonly CountedTable[] {
  const reportAt = new Map(papers.map(({ referralId, reportAt: at }) => [referralId, at]))
  const completed = cases
    .filter(({ outcome }) => isCompleted(outcome))
    .map(({ id, completedAt }) => ({ referralId: id, completedAt, at: reportAt.get(id) ?? null }))
  const there = completed.filter(({ at }) => at !== null)
  return [
    {
      key: 'outline',
      title: 'Outline reports',
      means:
        'Of assessments completed, of referrals received in the period: whether the AMHP’s outline report is among the papers.',
      about: 'people',
      columns: shareColumns('Of those completed, in whole percent.'),
      rows: [
        shareRow('Assessments completed', completed, completed),
        shareRow('Report there', there, completed),
        shareRow(
          'Outstanding',
          completed.filter(({ at }) => at === null),
          completed,
        ),
      ],
      within: [null, 0, 0],
      adds: [{ rows: [1, 2], to: { table: 'outline', row: 0 } }],
      total: null,
    },
    {
      key: 'outline-time',
      title: 'How long the reports took',
      means: 'From the outcome to the report. One that was there before the outcome is not measured.',
      about: 'work',
      columns: timeColumns,
      rows: [
        times(
          'Outcome to report',
          there.flatMap(({ completedAt, at }) => between(completedAt, at) ?? []),
        ),
      ],
      total: null,
    },
  ]
}
