import { isInHours, usualHours, type OfficeHours } from './officeHours.ts'
import { groupBy } from '../kernel/groupBy.ts'
import { msOf, type Instant } from '../time/instant.ts'
import {
  addDays,
  daysBetween,
  hourOf,
  londonInstant,
  startOfDay,
  weekdayAt,
  weekdayOf,
  type ClockTime,
  type LondonDay,
} from '../time/london.ts'
import { between, weekdays, type CaseWith, type PowerFact, type ReferralFact, type RosteredFact } from './facts.ts'
import { median, ninetieth, percentOf } from './stats.ts'
import { plain, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

const START_WITHIN = 180
const LIMIT = 24 * 60
const LONGEST_EXTENSION = 12 * 60

/**
 * Section 136, counted from arrival at the place of safety, or from the constable's decision to keep somebody who was there already. The
 * three hours are the Code's and local; the 24, and what the doctor granted more, up to 12, are the law's (MHA 1983 s.136(2A), s.136B).
 */
export function section136Tables(powers: readonly PowerFact[], now: Instant): readonly CountedTable[] {
  const all = powers.filter(({ kind }) => kind === 's136' || kind === 's136-kept')
  const started = all.filter(({ startedAt }) => startedAt !== null)
  const waits = started.flatMap(({ startedAt, arrivedAt }) => between(startedAt, arrivedAt) ?? [])
  const held = started.map((one) => ({ ...one, minutes: between(one.startedAt, one.endedAt ?? now) ?? 0 }))
  const over = held.filter(
    ({ minutes, extensionMinutes }) => minutes > LIMIT + Math.min(extensionMinutes ?? 0, LONGEST_EXTENSION),
  )
  const row = (label: string, some: readonly PowerFact[], of: readonly PowerFact[]): CountedRow => ({
    label,
    cells: [some.length, percentOf(some.length, of.length)],
    behind: [some.map(({ referralId }) => referralId)],
  })
  const attended = started.filter(({ startedAt, arrivedAt }) => between(startedAt, arrivedAt) !== null)
  const soon = attended.filter(({ startedAt, arrivedAt }) => (between(startedAt, arrivedAt) ?? 0) <= START_WITHIN)
  return [
    {
      key: 'section136',
      title: 'Detentions under section 136',
      means:
        'Those whose arrival at a place of safety, or whose keeping there, fell in the period. One that still runs is counted as long as it has run until now.',
      about: 'people',
      columns: [
        { heading: 'Number', kind: 'count', means: 'How many.' },
        {
          heading: 'Share',
          kind: 'percent',
          means: 'Of those with a recorded arrival; of the attended for the three hours.',
        },
      ],
      rows: [
        row('All', all, all),
        row('Arrival recorded', started, all),
        row(
          'Arrival not recorded',
          all.filter(({ startedAt }) => startedAt === null),
          all,
        ),
        row('An AMHP attended', attended, started),
        row('Attended within 3 hours', soon, attended),
        row(
          'Extended by the doctor',
          started.filter(({ extensionMinutes }) => extensionMinutes !== null),
          started,
        ),
        row('Past 24 hours and what was granted', over, started),
      ],
      within: [null, 0, 0, 1, 3, 1, 1],
      total: null,
    },
    {
      key: 'section136-times',
      title: 'How long',
      means: 'From arrival at the place of safety, or the decision to keep them there. Not recorded stands apart.',
      about: 'work',
      columns: [
        { heading: 'Measured', kind: 'cases', means: 'How many.' },
        { heading: 'Median', kind: 'minutes', means: 'Half took no longer than this.' },
        { heading: '9 in 10 within', kind: 'minutes', means: 'The 90th percentile, by nearest rank.' },
      ],
      rows: [
        plain('To an AMHP’s arrival', [waits.length, median(waits), ninetieth(waits)]),
        plain('Held, in all', [
          held.length,
          median(held.map(({ minutes }) => minutes)),
          ninetieth(held.map(({ minutes }) => minutes)),
        ]),
      ],
      total: null,
    },
  ]
}

export const hoursFields = [
  'id',
  'closedAt',
  'allocatedAt',
  'arrivedAt',
  'completedAt',
  'offRota',
] as const satisfies readonly (keyof ReferralFact)[]
type Attended = CaseWith<typeof hoursFields>

/** The share done by day, and who was called in from off the rota. */
export function hoursTables(facts: readonly Attended[], office: OfficeHours = usualHours): readonly CountedTable[] {
  const { officeUntil: until } = office
  const isLate = (at: Instant | null): boolean => at !== null && !isInHours(at, office)
  const attended = facts.filter(({ arrivedAt }) => arrivedAt !== null)
  const late = attended.filter(({ arrivedAt }) => isLate(arrivedAt))
  const completed = facts.filter(({ completedAt }) => completedAt !== null)
  const lateDone = completed.filter(({ completedAt }) => isLate(completedAt))
  const called = facts.filter(({ offRota, allocatedAt }) => offRota && allocatedAt !== null)
  const given = facts.filter(({ allocatedAt }) => allocatedAt !== null)
  const row = (label: string, some: readonly Attended[], of: readonly Attended[]): CountedRow => ({
    label,
    cells: [some.length, of.length, percentOf(some.length, of.length)],
    behind: [some.map(({ id }) => id)],
  })
  return [
    {
      key: 'hours',
      title: `After ${until}, and called in`,
      means:
        'By the clock in London, and the office hours that the service has set. Called in: at least one AMHP was sent who was on no shift, or on one that a call-in put them on.',
      about: 'work',
      columns: [
        { heading: 'Number', kind: 'count', means: 'How many.' },
        { heading: 'Of', kind: 'cases', means: 'Of how many.' },
        { heading: 'Share', kind: 'percent', means: 'In whole percent.' },
      ],
      rows: [
        row(`Attended at ${until} or later`, late, attended),
        row(`Completed at ${until} or later`, lateDone, completed),
        row(
          `Attended before ${until}`,
          attended.filter(({ arrivedAt }) => !isLate(arrivedAt)),
          attended,
        ),
        row('Called in from off the rota', called, given),
      ],
      total: null,
    },
  ]
}

const hourColumns = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

/** When people ask, and how many AMHPs are on then: the two curves that staggered shifts bring together. */
export function coverTables(
  facts: readonly Pick<ReferralFact, 'receivedAt'>[],
  shifts: readonly RosteredFact[],
  days: readonly LondonDay[],
): readonly CountedTable[] {
  const columns = (kind: 'cases' | 'plain') =>
    hourColumns.map((heading): ReportColumn => ({
      heading,
      kind,
      means: `From ${heading}:00 to the next hour, London time.`,
    }))
  const asked = weekdays.map(() => hourColumns.map(() => 0))
  for (const { receivedAt } of facts) {
    const [own, hour] = [asked[weekdayAt(receivedAt) - 1], hourOf(receivedAt)]
    if (own) own[hour] = (own[hour] ?? 0) + 1
  }
  const demand = weekdays.map((name, index) => plain(name, asked[index] ?? []))
  const duty = groupBy(
    shifts
      .filter(({ role }) => role !== 'practice-consultant')
      .map(({ day, startsAt, endsAt }): OnDay => ({ day, starts: msOf(startsAt), ends: msOf(endsAt) })),
    ({ day }) => day,
  )
  const on = new Map(
    days.map((day) => [
      day,
      onAtEachHour(
        day,
        [addDays(day, -1), day].flatMap((one) => duty.get(one) ?? []),
      ),
    ]),
  )
  const cover = weekdays.map((name, index) => {
    const own = days.filter((day) => weekdayOf(day) === index + 1)
    return plain(
      name,
      hourColumns.map((_, hour) => {
        const people = own.reduce((sum, day) => sum + (on.get(day)?.[hour] ?? 0), 0)
        return own.length === 0 ? null : Math.round((10 * people) / own.length) / 10
      }),
    )
  })
  return [
    {
      key: 'demand',
      title: 'Referrals received, by hour and day',
      means: 'How many came in, in all weeks of the period, by London time of receipt.',
      about: 'work',
      columns: columns('cases'),
      rows: demand,
      total: null,
    },
    {
      key: 'cover',
      title: 'AMHPs on shift, by hour and day',
      means:
        'The mean number rostered at the half hour, in tenths, without the desk. Cancelled shifts are not counted.',
      about: 'work',
      columns: columns('plain'),
      rows: cover,
      total: null,
    },
  ]
}

interface OnDay {
  readonly day: LondonDay
  readonly starts: number
  readonly ends: number
}
const [MINUTE_MS, HOUR_MINUTES, DAY_MINUTES] = [60_000, 60, 24 * 60]

/** How many of some shifts are on at each half hour of a day. One belongs to the day on which it began, and is over before the second morning after it. */
function onAtEachHour(day: LondonDay, near: readonly OnDay[]): readonly number[] {
  const [midnight, next] = [msOf(startOfDay(day)), msOf(startOfDay(addDays(day, 1)))]
  // Where the clocks change, each time of day is looked up; everywhere else it is so long after midnight.
  const isEven = next - midnight === DAY_MINUTES * MINUTE_MS
  return hourColumns.map((clock, hour) => {
    const at = isEven
      ? midnight + (hour * HOUR_MINUTES + 30) * MINUTE_MS
      : msOf(londonInstant(day, `${clock}:30` as ClockTime))
    return near.filter(({ starts, ends }) => starts <= at && at < ends).length
  })
}

/** @example daysFrom(londonDay('2026-11-01'), londonDay('2026-11-03')) // three days */
export const daysFrom = (first: LondonDay, last: LondonDay): readonly LondonDay[] =>
  Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, index) => addDays(first, index))
