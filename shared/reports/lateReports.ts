import { groupBy } from '../kernel/groupBy.ts'
import type { PersonId } from '../kernel/ids.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { clockTimeOf, daysBetween, hourOf, londonDayOf, type LondonDay } from '../time/london.ts'
import type { ClaimState } from '../toil/decisions.ts'
import type { RosteredFact, ShiftFact } from './facts.ts'
import { causesShare, type FinishedJob } from './lateWorking.ts'
import { median, ninetieth, percentOf } from './stats.ts'
import { plain, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

const column = (heading: string, means: string, kind: ReportColumn['kind'] = 'plain'): ReportColumn => ({
  heading,
  kind,
  means,
})

/** Late at night is from this hour on, until the morning. */
const [NIGHT_FROM, NIGHT_TO] = [22, 6]

interface Owned {
  readonly personId: PersonId
}

type WorkedFact = RosteredFact & Pick<ShiftFact, 'lastFinish' | 'personId'>

/** Of how many people some shifts, jobs or claims are. */
const ownersIn = (some: readonly Owned[]): number => new Set(some.map(({ personId }) => personId)).size

export interface LateFacts {
  /** The jobs that finished late. */
  readonly late: readonly Pick<FinishedJob, 'personId' | 'lateMinutes' | 'isLate' | 'finishedAt' | 'causes'>[]
  /** How many jobs finished, late or not. */
  readonly finished: number
  /** Duty shifts of the period, without the desk's. */
  readonly shifts: readonly WorkedFact[]
  readonly now: Instant
}

/** Late working: how many shifts and jobs, how late and until when, what it went on, and by when the shift was rostered. */
export function lateTables({ late, finished, shifts, now }: LateFacts): readonly CountedTable[] {
  const over = shifts.filter(({ endsAt, role }) => endsAt <= now && role !== 'practice-consultant')
  const ran = over.filter((one) => overrunOf(one) > 0)
  const night = late.filter(({ finishedAt }) => hourOf(finishedAt) >= NIGHT_FROM || hourOf(finishedAt) < NIGHT_TO)
  const morning = late.filter(({ finishedAt }) => hourOf(finishedAt) < NIGHT_TO)
  const row = (label: string, some: readonly Owned[], of: number, ofPeople: number | null): CountedRow => ({
    ...plain(label, [some.length, of, percentOf(some.length, of)]),
    people: [ownersIn(some), ofPeople],
  })
  const times = (label: string, lengths: readonly number[]): CountedRow =>
    plain(label, [
      lengths.length,
      lengths.reduce((sum, one) => sum + one, 0),
      median(lengths),
      ninetieth(lengths),
      lengths.length === 0 ? null : lengths.reduce((most, one) => Math.max(most, one), 0),
    ])
  return [
    {
      key: 'late',
      title: 'Late working',
      means:
        'By the day on which the shift began. Late: the last job of the shift, or the job, finished at least a minute after its rostered end.',
      about: 'work',
      columns: [
        column('Number', 'How many.', 'part'),
        column('Of', 'Of how many.', 'cases'),
        column('Share', 'In whole percent.', 'percent'),
      ],
      rows: [
        row('Duty shifts that ran late', ran, over.length, ownersIn(over)),
        row('Jobs that finished late', late, finished, null),
        row('Late jobs that finished between 22:00 and 06:00', night, late.length, ownersIn(late)),
        row('Late jobs that finished between 00:00 and 06:00', morning, late.length, ownersIn(late)),
      ],
      total: null,
    },
    {
      key: 'late-times',
      title: 'How late',
      means: 'Minutes past the rostered end, of those that were late.',
      about: 'work',
      columns: [
        column('Measured', 'How many.', 'cases'),
        { ...column('In all', 'All their minutes.', 'minutes'), of: 'sum' },
        column('Median', 'Half were no later than this.', 'minutes'),
        column('9 in 10 within', 'The 90th percentile, by nearest rank.', 'minutes'),
        column('Latest', 'The latest one.', 'minutes'),
      ],
      rows: [
        times('Late shifts', ran.map(overrunOf)),
        times(
          'Late jobs',
          late.map(({ lateMinutes }) => lateMinutes).filter((own) => own > 0),
        ),
      ],
      total: null,
    },
    causesTable(late),
    byShiftTable(over),
  ]
}

/** Whole minutes from a shift’s rostered end to its last finish; 0 within it. */
const overrunOf = ({ endsAt, lastFinish }: WorkedFact): number =>
  lastFinish === null ? 0 : Math.max(0, minutesBetween(endsAt, lastFinish))

function causesTable(jobs: LateFacts['late']): CountedTable {
  const { rows, lateMinutes, lateJobs } = causesShare(jobs)
  return {
    key: 'causes',
    title: 'What the late time went on',
    means:
      'Each late minute once: reasons side by side share their time, as the AMHP gave them or as the waits on the record say. Not recorded is its own line.',
    about: 'work',
    columns: [
      column(
        'Jobs',
        'How many late jobs some of it is of. A job can have several reasons, so they do not add up.',
        'cases',
      ),
      column('Whose', 'Who could shorten it.', 'text'),
      { ...column('Late time', 'Its minutes.', 'minutes'), of: 'sum' },
      column('Share', 'Of all late time, in whole percent that add up to 100.', 'percent'),
    ],
    rows: rows.map(({ words, jobs: some, owner, minutes, percent }) => plain(words, [some, owner, minutes, percent])),
    total: plain('All', [lateJobs, null, lateMinutes, rows.length === 0 ? null : 100]),
  }
}

function byShiftTable(over: readonly WorkedFact[]): CountedTable {
  const words = ({ startsAt, endsAt }: WorkedFact): string => `${clockTimeOf(startsAt)} to ${clockTimeOf(endsAt)}`
  const groups = [...groupBy(over, words)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    key: 'by-shift',
    title: 'By when the shift was rostered',
    means: 'Duty shifts that are over, by their rostered times in London: what other starts of shifts change.',
    about: 'work',
    columns: [
      column('Shifts', 'How many.', 'cases'),
      column('Ran late', 'Those whose last job finished after their end.', 'part'),
      column('Share', 'In whole percent.', 'percent'),
      { ...column('Late time', 'All minutes past the rostered end.', 'minutes'), of: 'sum' },
      column('A shift', 'Late time by all these shifts, late or not.', 'minutes'),
    ],
    rows: groups.map(([label, some]) => {
      const lengths = some.map(overrunOf)
      const total = lengths.reduce((sum, one) => sum + one, 0)
      const late = some.filter((one) => overrunOf(one) > 0)
      const cells = [some.length, late.length, percentOf(late.length, some.length), total]
      return {
        ...plain(label, [...cells, Math.round(total / some.length)]),
        people: [ownersIn(some), ownersIn(late)],
      }
    }),
    total: null,
  }
}

export interface ClaimFact {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly state: ClaimState
  readonly minutes: number
  readonly submittedAt: Instant | null
  readonly decidedAt: Instant | null
  /** The days that its policy gives to send it in. */
  readonly retroWindowDays: number
}

/** What became of the claims of a period, and how many were sent after the time that their policy gives. */
export function claimTables(
  claims: readonly ClaimFact[],
  /** Duty shifts of the period that are over, without the desk's. */
  duty: number,
): readonly CountedTable[] {
  const sent = claims.filter(({ submittedAt }) => submittedAt !== null)
  const late = sent.filter(
    ({ day, submittedAt, retroWindowDays }) =>
      submittedAt !== null && daysBetween(day, londonDayOf(submittedAt)) > retroWindowDays,
  )
  const inState = (...states: readonly ClaimState[]) => claims.filter(({ state }) => states.includes(state))
  const row = (label: string, some: readonly ClaimFact[], of: readonly ClaimFact[]): CountedRow => ({
    ...plain(label, [
      some.length,
      percentOf(some.length, of.length),
      some.reduce((sum, { minutes }) => sum + minutes, 0),
    ]),
    people: [ownersIn(some)],
  })
  const approved = inState('approved')
  const earned = approved.reduce((sum, { minutes }) => sum + minutes, 0)
  return [
    {
      key: 'claims',
      title: 'Claims',
      means:
        'Claims by the day of their shift, as they stand now. Nobody types one: each is made when a job finishes late.',
      about: 'work',
      columns: [
        column('Number', 'How many.', 'cases'),
        column('Share', 'Of those made; of those sent for the last line. In whole percent.', 'percent'),
        { ...column('TOIL', 'The minutes that they earn by their policy.', 'minutes'), of: 'sum' },
      ],
      within: [null, 0, 0, 0, 0, 0],
      adds: [{ rows: [1, 2, 3, 4], to: { table: 'claims', row: 0 } }],
      rows: [
        row('Made', claims, claims),
        row('Not sent yet', inState('made'), claims),
        row('Waiting for a decision', inState('submitted', 'agreed', 'queried'), claims),
        row('Approved', approved, claims),
        row('Refused', inState('refused'), claims),
        row('Sent after the time their policy gives', late, sent),
      ],
      total: null,
    },
    {
      key: 'a-shift',
      title: 'TOIL approved for each duty shift',
      means:
        'The measure that does not move when people join or leave: approved claims by the day of the shift, shared among all duty shifts that are over.',
      about: 'work',
      columns: [
        column('Claims', 'How many were approved.', 'cases'),
        column('Duty shifts', 'Over, late or not, without the desk’s.'),
        { ...column('Approved', 'All approved minutes.', 'minutes'), of: 'sum' },
        column('A shift', 'The one by the other.', 'minutes'),
      ],
      adds: [{ rows: [0], to: { table: 'claims', row: 3 } }],
      rows: [
        {
          ...plain('All AMHPs', [approved.length, duty, earned, duty === 0 ? null : Math.round(earned / duty)]),
          people: [ownersIn(approved)],
        },
      ],
      total: null,
    },
  ]
}
