import { waitFacts, waitKinds } from '../allocations/waits.ts'
import { groupBy } from '../kernel/groupBy.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { minutesCovered } from '../time/span.ts'
import type { WaitFact } from './facts.ts'
import { median, ninetieth } from './stats.ts'
import { plain, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

/**
 * What each partner kept AMHPs waiting for, and what that cost: to take to the meeting with them.
 *
 * @param hourCost what an hour of one AMHP costs, in pence; `null` when nobody said
 */
export function partnerTables(
  waits: readonly WaitFact[],
  now: Instant,
  hourCost: number | null,
): readonly CountedTable[] {
  const cost = (minutes: number): readonly number[] =>
    hourCost === null ? [] : [Math.round((minutes * hourCost) / 6000)]
  const rows = waitKinds.flatMap((kind): CountedRow[] => {
    const own = waits.filter((one) => one.kind === kind)
    if (own.length === 0) return []
    const lengths = own.map(({ startedAt, endedAt }) => Math.max(0, minutesBetween(startedAt, endedAt ?? now)))
    const { words, owner } = waitFacts[kind]
    const open = own.filter(({ endedAt }) => endedAt === null).length
    const total = lengths.reduce((sum, length) => sum + length, 0)
    return [
      {
        label: words,
        cells: [
          owner,
          own.length,
          new Set(own.map(({ referralId }) => referralId)).size,
          total,
          median(lengths),
          ninetieth(lengths),
          Math.max(...lengths),
          open,
          ...cost(total),
        ],
        behind: [[], own.map(({ referralId }) => referralId)],
      },
    ]
  })
  return [
    {
      key: 'partners',
      title: 'Waits, as they were timed',
      means:
        'Each wait from its start to its end, as the AMHP timed it. Waits side by side are each counted whole here; in “why people worked late” they share.',
      about: 'work',
      columns: [
        { heading: 'Whose', kind: 'text', means: 'Who could shorten it.' },
        { heading: 'Waits', kind: 'cases', means: 'How many began in the period.' },
        { heading: 'Referrals', kind: 'cases', means: 'How many referrals had one.' },
        { heading: 'In all', kind: 'minutes', of: 'sum', means: 'All their minutes.' },
        { heading: 'Median', kind: 'minutes', means: 'Half were no longer.' },
        { heading: '9 in 10 within', kind: 'minutes', means: 'The 90th percentile.' },
        { heading: 'Longest', kind: 'minutes', means: 'The longest one.' },
        { heading: 'Still open', kind: 'cases', means: 'Those that run now, counted until now.' },
        ...costColumn(hourCost),
      ],
      rows,
      total: null,
    },
    ownersTable(waits, now, hourCost),
  ]
}

const costColumn = (hourCost: number | null): readonly ReportColumn[] =>
  hourCost === null
    ? []
    : [
        {
          heading: 'Cost',
          kind: 'pounds',
          means: `The time at £${(hourCost / 100).toFixed(2)} an hour of one AMHP, as the address of this page says. Doctors, police and beds that waited too are not in it.`,
        },
      ]

/** The same time by who could shorten it: of one referral’s waits on one owner, no minute counts twice. */
function ownersTable(waits: readonly WaitFact[], now: Instant, hourCost: number | null): CountedTable {
  const byOwner = groupBy(waits, ({ kind }) => waitFacts[kind].owner)
  const rows = [...byOwner]
    .map(([owner, own]) => {
      const spans = groupBy(own, ({ referralId }) => referralId)
      const minutes = [...spans.values()].reduce(
        (sum, some) =>
          sum + minutesCovered(some.map(({ startedAt, endedAt }) => ({ start: startedAt, end: endedAt ?? now }))),
        0,
      )
      return { owner, referrals: spans.size, minutes }
    })
    .toSorted((a, b) => b.minutes - a.minutes || (a.owner < b.owner ? -1 : 1))
  return {
    key: 'owners',
    title: 'By who could shorten them',
    means:
      'Time in which an AMHP waited for each: waits for the same side that ran together on one referral count once.',
    about: 'work',
    columns: [
      { heading: 'Referrals', kind: 'cases', means: 'How many referrals waited for them.' },
      { heading: 'Waited', kind: 'minutes', of: 'sum', means: 'Each minute once.' },
      { heading: 'A referral', kind: 'minutes', means: 'The time by the referrals that had it.' },
      ...costColumn(hourCost),
    ],
    rows: rows.map(({ owner, referrals, minutes }) =>
      plain(owner, [
        referrals,
        minutes,
        Math.round(minutes / referrals),
        ...(hourCost === null ? [] : [Math.round((minutes * hourCost) / 6000)]),
      ]),
    ),
    total: null,
  }
}
