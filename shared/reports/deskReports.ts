import { usualHours, type OfficeHours } from './officeHours.ts'
import { groupBy } from '../kernel/groupBy.ts'
import type { ReferralId } from '../kernel/ids.ts'
import { agencies, agencyCodes, type Agency, type AskState } from '../referrals/triaging/asks.ts'
import type { HandoverKind, ItemAnswer } from '../handover/codes.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { addDays, londonInstant, type LondonDay } from '../time/london.ts'
import { merge, overlapOf, type Span } from '../time/span.ts'
import { median, ninetieth } from './stats.ts'
import { plain, type CountedRow, type CountedTable } from './table.ts'

export interface OpenFact {
  readonly id: ReferralId
  readonly receivedAt: Instant
  readonly closedAt: Instant | null
}

/** A power while it ran; `to` is `null` while it runs. */
export interface ClockFact {
  readonly referralId: ReferralId
  readonly from: Instant
  readonly to: Instant | null
}

/** What was open when the day ended, whenever it had come in, with which clocks ran, and what of it was still there in the morning. */
export function carriedTables(
  open: readonly OpenFact[],
  clocks: readonly ClockFact[],
  days: readonly LondonDay[],
  now: Instant,
  office: OfficeHours = usualHours,
): readonly CountedTable[] {
  const { officeFrom: morning, officeUntil: evening } = office
  const evenings = days.map((day) => londonInstant(day, evening)).filter((at) => at <= now)
  const spans = open.map(({ receivedAt, closedAt }): Span => ({ start: receivedAt, end: closedAt ?? NEVER }))
  const row = (label: string, counts: readonly number[]): CountedRow =>
    plain(label, [
      counts.length,
      median(counts),
      ninetieth(counts),
      counts.length === 0 ? null : counts.reduce((most, count) => Math.max(most, count), 0),
    ])
  const ages = agesInTheMorning(open, days, now, office)
  return [
    {
      key: 'carried',
      title: `Open at ${evening}`,
      means: `Referrals that had come in, on any day before, and were not closed at ${evening}, day by day.`,
      about: 'work',
      columns: [
        { heading: 'Days', kind: 'plain', means: `Days of the period whose ${evening} has passed.` },
        { heading: 'Median open', kind: 'cases', means: 'Half of the days had no more than this.' },
        { heading: '9 days in 10', kind: 'cases', means: 'The 90th percentile.' },
        { heading: 'Most', kind: 'cases', means: 'The day with most.' },
      ],
      rows: [
        row(`Open at ${evening}`, countsAt(spans, evenings)),
        row('Of them, with a legal clock running', countsAt(runningSpans(open, clocks), evenings)),
      ],
      total: null,
    },
    {
      key: 'morning',
      title: 'Still open the next morning',
      means: `Referrals that were open at ${evening} and still at ${morning} the next day, each morning by itself, with their age then.`,
      about: 'work',
      columns: [
        { heading: 'Times', kind: 'cases', means: 'A referral that stays two nights is counted twice.' },
        { heading: 'Median age', kind: 'minutes', means: 'Since receipt. Half were no older.' },
        { heading: '9 in 10 within', kind: 'minutes', means: 'The 90th percentile, by nearest rank.' },
        { heading: 'Oldest', kind: 'minutes', means: 'The oldest one.' },
      ],
      rows: [
        plain(`At ${morning} the next day`, [
          ages.length,
          median(ages),
          ninetieth(ages),
          ages.length === 0 ? null : ages.reduce((most, age) => Math.max(most, age), 0),
        ]),
      ],
      total: null,
    },
  ]
}

/** After every moment that there is. */
const NEVER = '9999-12-31T00:00:00.000Z' as Instant

/** How many of the spans hold each moment: from the start on, up to the end and without it. */
function countsAt(spans: readonly Span[], moments: readonly Instant[]): readonly number[] {
  const starts = spans.map(({ start }) => start).toSorted()
  const ends = spans.map(({ end }) => end).toSorted()
  return moments.map((at) => upTo(starts, at) - upTo(ends, at))
}

/** How many of some ordered moments come first, by halving. */
function placeOf(ordered: readonly Instant[], comesFirst: (one: Instant) => boolean): number {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (comesFirst(ordered[middle] ?? NEVER)) low = middle + 1
    else high = middle
  }
  return low
}
const upTo = (ordered: readonly Instant[], at: Instant): number => placeOf(ordered, (one) => one <= at)

/** When each open referral had a clock that ran: clocks side by side count once. */
function runningSpans(open: readonly OpenFact[], clocks: readonly ClockFact[]): readonly Span[] {
  const byReferral = groupBy(clocks, ({ referralId }) => referralId)
  return open.flatMap(({ id, receivedAt, closedAt }) => {
    const whole: Span = { start: receivedAt, end: closedAt ?? NEVER }
    const own = (byReferral.get(id) ?? []).flatMap(
      ({ from, to }) => overlapOf({ start: from, end: to ?? NEVER }, whole) ?? [],
    )
    return merge(own)
  })
}

function agesInTheMorning(
  open: readonly OpenFact[],
  days: readonly LondonDay[],
  now: Instant,
  { officeFrom, officeUntil }: OfficeHours,
): readonly number[] {
  const nights = days
    .map((day) => ({ evening: londonInstant(day, officeUntil), morning: londonInstant(addDays(day, 1), officeFrom) }))
    .filter(({ morning }) => morning <= now)
  const evenings = nights.map(({ evening }) => evening)
  return open.flatMap(({ receivedAt, closedAt }) => {
    const ages: number[] = []
    // The first evening that is not before its receipt, and on while it stays open.
    for (let at = placeOf(evenings, (one) => one < receivedAt); at < nights.length; at += 1) {
      const morning = nights[at]?.morning ?? NEVER
      if (closedAt !== null && closedAt <= morning) break
      ages.push(minutesBetween(receivedAt, morning))
    }
    return ages
  })
}

/** One referral in one handover. */
export interface HandoverFact {
  readonly handoverId: string
  readonly kind: HandoverKind
  readonly offeredAt: Instant
  readonly referralId: ReferralId
  readonly answer: ItemAnswer
  readonly clockRuns: boolean
}

const givenTo: Record<HandoverKind, string> = {
  'next-shift': 'To the next shift',
  'out-of-hours': 'To the out-of-hours team',
  morning: 'Back in the morning',
}

/** What was handed over, to whom, and what the other side took. */
export function handoverTable(items: readonly HandoverFact[]): CountedTable {
  const count = (some: readonly HandoverFact[], fits: (one: HandoverFact) => boolean): number =>
    some.filter(fits).length
  const rows = (Object.keys(givenTo) as HandoverKind[]).map((kind): CountedRow => {
    const own = items.filter((one) => one.kind === kind)
    return plain(givenTo[kind], [
      new Set(own.map(({ handoverId }) => handoverId)).size,
      own.length,
      count(own, ({ clockRuns }) => clockRuns),
      count(own, ({ answer }) => answer === 'taken'),
      count(own, ({ answer }) => answer === 'left'),
      count(own, ({ answer }) => answer === 'offered' || answer === 'withdrawn'),
    ])
  })
  return {
    key: 'handed',
    title: 'Handed over',
    means:
      'Handovers that were offered in the period, and each referral in them. Nothing moves until the other side says so.',
    about: 'work',
    columns: [
      { heading: 'Handovers', kind: 'plain', means: 'How many had a referral in them.' },
      { heading: 'Referrals', kind: 'cases', means: 'How many referrals were in them, each time counted.' },
      { heading: 'Clock running', kind: 'cases', means: 'With a power that ran when it was offered.' },
      { heading: 'Taken', kind: 'cases', means: 'The other side took it over.' },
      { heading: 'Declined', kind: 'cases', means: 'The other side left it with whoever gave.' },
      { heading: 'Not answered', kind: 'cases', means: 'Not answered, or withdrawn before it was.' },
    ],
    rows,
    total: null,
  }
}

/** Something that an agency was asked for. */
export interface AskFact {
  readonly referralId: ReferralId
  readonly agency: Agency
  readonly askedAt: Instant
  readonly dueAt: Instant
  readonly state: AskState
  readonly isChased: boolean
  readonly settledAt: Instant | null
}

/** What agencies were asked for, what came, and who still owes what. */
export function asksTable(asks: readonly AskFact[], now: Instant): CountedTable {
  const rowOf = (label: string, some: readonly AskFact[]): CountedRow => {
    const came = some.filter(({ state }) => state === 'received')
    const owed = some.filter(({ state }) => state === 'open')
    const groups = [
      some,
      came,
      some.filter(({ state }) => state === 'not-coming'),
      owed,
      owed.filter(({ dueAt }) => dueAt < now),
      some.filter(({ isChased }) => isChased),
    ]
    const lengths = came.flatMap(({ askedAt, settledAt }) =>
      settledAt === null ? [] : [Math.max(0, minutesBetween(askedAt, settledAt))],
    )
    return {
      label,
      cells: [...groups.map(({ length }) => length), median(lengths), ninetieth(lengths)],
      behind: groups.map((group) => group.map(({ referralId }) => referralId)),
    }
  }
  const byAgency = groupBy(asks, ({ agency }) => agency)
  return {
    key: 'asks',
    title: 'What agencies were asked for',
    means: 'What the hub asked of each agency in the period, and what became of it by now.',
    about: 'people',
    columns: [
      { heading: 'Asked', kind: 'count', means: 'How many times something was asked for.' },
      { heading: 'Came', kind: 'of', means: 'Of those, how many came.' },
      { heading: 'Not coming', kind: 'of', means: 'The agency said that it will not.' },
      { heading: 'Still owed', kind: 'of', means: 'Neither came nor was refused.' },
      { heading: 'Past its time', kind: 'of', means: 'Still owed, and the time given for it is over.' },
      { heading: 'Chased', kind: 'of', means: 'Asked for again at least once.' },
      { heading: 'Median to come', kind: 'minutes', means: 'Of those that came, half took no longer.' },
      { heading: '9 in 10 within', kind: 'minutes', means: 'The 90th percentile, by nearest rank.' },
    ],
    rows: agencyCodes.flatMap((code) => {
      const own = byAgency.get(code) ?? []
      return own.length === 0 ? [] : [rowOf(agencies[code], own)]
    }),
    total: rowOf('All', asks),
  }
}
