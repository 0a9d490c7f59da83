import { groupBy } from '../kernel/groupBy.ts'
import type { LondonDay } from '../time/london.ts'
import { plain, type CountedTable, type ReportColumn } from './table.ts'

const column = (heading: string, means: string, kind: ReportColumn['kind'] = 'plain'): ReportColumn => ({
  heading,
  kind,
  means,
})

/** One person’s TOIL in a period. Minutes; `limit` is their own policy’s on its last day. */
export interface PersonToilFact {
  readonly name: string
  readonly team: string
  readonly earned: number
  readonly taken: number
  readonly paid: number
  readonly expired: number
  readonly corrected: number
  readonly owed: number
  readonly limit: number | null
  /** The day of the oldest entry of which something is left. */
  readonly oldest: LondonDay | null
}

/** TOIL by AMHP, for whoever decides about it, and by home team. */
export function personToilTables(people: readonly PersonToilFact[]): readonly CountedTable[] {
  const moved = (some: readonly PersonToilFact[]): readonly number[] =>
    (['earned', 'taken', 'paid', 'expired', 'corrected', 'owed'] as const).map((key) =>
      some.reduce((sum, one) => sum + one[key], 0),
    )
  const columns = [
    ...['Earned', 'Taken', 'Paid', 'Run out', 'Corrected'].map((heading) =>
      column(heading, 'In the period, by day of the entry.', 'minutes'),
    ),
    column('Owed', 'On the last day, the sum of all entries up to it.', 'minutes'),
  ]
  const over = people.filter(({ owed, limit }) => limit !== null && owed > limit)
  const teams = [...groupBy(people, ({ team }) => team)].toSorted(([a], [b]) => a.localeCompare(b, 'en-GB'))
  return [
    {
      key: 'over',
      title: 'Over the limit',
      means: 'People who are owed more than the policy of their own employer lets them be owed, on the last day.',
      about: 'work',
      columns: [
        column('People', 'How many.', 'part'),
        column('Of', 'Of how many with a ledger or on the register.', 'cases'),
        { ...column('Over by, in all', 'Minutes past their limits.', 'minutes'), of: 'sum' },
      ],
      rows: [
        plain('Over', [
          over.length,
          people.length,
          over.reduce((sum, { owed, limit }) => sum + owed - (limit ?? 0), 0),
        ]),
      ],
      total: null,
    },
    {
      key: 'teams',
      title: 'By home team',
      means: 'The same sums by the team to which people belong besides.',
      about: 'staff',
      columns,
      rows: teams.map(([team, some]) => plain(team === '' ? 'No team recorded' : team, moved(some))),
      total: plain('All', moved(people)),
    },
    {
      key: 'people',
      title: 'By AMHP',
      means: 'For whoever decides about it. Never published.',
      about: 'staff',
      columns: [
        ...columns,
        column('Limit', 'Of their employer’s policy, for their hours.', 'minutes'),
        column('Oldest left', 'The day on which the oldest TOIL that is left was earned.', 'text'),
      ],
      rows: people.map((one) => plain(one.name, [...moved([one]), one.limit, one.oldest])),
      total: null,
    },
  ]
}
