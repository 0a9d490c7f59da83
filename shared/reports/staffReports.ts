import { usualHours, type OfficeHours } from './officeHours.ts'
import { groupBy } from '../kernel/groupBy.ts'
import type { PersonId } from '../kernel/ids.ts'
import { pieceOfShift, shortRests, type WorkPiece } from '../rota/restOfWork.ts'
import { latest, minutesBetween } from '../time/instant.ts'
import { londonDayOf, weekdayOf, type LondonDay } from '../time/london.ts'
import type { BeforeAfter } from './beforeAfter.ts'
import type { AmhpFact, ShiftFact } from './facts.ts'
import { percentOf } from './stats.ts'
import { plain, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

const column = (heading: string, means: string, kind: ReportColumn['kind'] = 'plain'): ReportColumn => ({
  heading,
  kind,
  means,
})
/** The weekly limit over 17 weeks, and the evening from which a shift counts as late: WTR 1998 reg 4, and a local word. */
const WEEK_LIMIT = 48 * 60

/**
 * Rest of everybody in some days: as rostered, beside what they declared of other employers, and as it was worked, jobs beside the shifts
 * included (WTR 1998 reg 10). A short rest counts on the day of the work that came too early.
 *
 * @param shifts of those days and of a few beside them
 * @param others work that is no shift, of the same days
 */
export function restsOf(
  shifts: readonly ShiftFact[],
  others: readonly WorkPiece[],
  { from, to }: { readonly from: LondonDay; readonly to: LondonDay },
): Rests {
  const declared = others.filter(({ whose }) => whose === 'another')
  const inside = (pieces: readonly WorkPiece[]) =>
    shortRests(pieces)
      .map(({ later }) => later)
      .filter(({ startsAt }) => from <= londonDayOf(startsAt) && londonDayOf(startsAt) <= to)
  const worked = shifts.map((shift) => pieceOfShift({ ...shift, finishedAt: shift.lastFinish }))
  return { rostered: inside([...shifts, ...declared]), worked: inside([...worked, ...others]) }
}

/** The work that came too early, as rostered and as worked. */
export interface Rests {
  readonly rostered: readonly Pick<WorkPiece, 'personId'>[]
  readonly worked: readonly Pick<WorkPiece, 'personId'>[]
}

/** Rest and duties, of the shifts of the period. */
export function restTables(
  shifts: readonly ShiftFact[],
  people: readonly AmhpFact[],
  weeks: number,
  rests: Rests,
): readonly CountedTable[] {
  const worked = shifts.map((one) => ({
    ...one,
    endsAt: one.lastFinish === null ? one.endsAt : latest(one.endsAt, one.lastFinish),
  }))
  const byPerson = groupBy(worked, ({ personId }) => personId)
  const plannedEnd = new Map(shifts.map(({ id, endsAt }) => [id, endsAt]))
  const rows = people.map((person): CountedRow => {
    const own = byPerson.get(person.personId) ?? []
    const minutes = own.reduce((sum, { startsAt, endsAt }) => sum + minutesBetween(startsAt, endsAt), 0)
    const late = own.filter(({ id, endsAt }) => endsAt > (plannedEnd.get(id) ?? endsAt))
    const weekend = own.filter(({ day }) => weekdayOf(day) >= 6)
    const share = person.contractedMinutesPerWeek / 2220
    const conflicts = rests.worked.filter(({ personId }) => personId === person.personId).length
    return plain(person.name, [
      own.length,
      share > 0 ? Math.round((10 * own.length) / share) / 10 : null,
      late.length,
      weekend.length,
      Math.round(minutes / Math.max(1, weeks)),
      conflicts,
    ])
  })
  return [
    {
      key: 'rest',
      title: 'Daily rest',
      means:
        'Under 11 hours between the end of one day’s work and the next (Working Time Regulations 1998, regulation 10), by the day of the next. Work that people declared of other employers counts; as worked, so do late finishes, early starts and jobs on no shift. A warning; what was decided stands on the rota.',
      about: 'work',
      columns: [
        column('Number', 'How many times in the period.', 'cases'),
        column('People', 'To how many people.', 'cases'),
      ],
      rows: [shortRow('As rostered', rests.rostered), shortRow('As worked', rests.worked)],
      total: null,
    },
    {
      key: 'duties',
      title: 'Duties by AMHP',
      means:
        'For the AMHP lead and each AMHP. Never published. The hours are those on shift and late, without other work: the average of seventeen weeks has all employers’ hours.',
      about: 'staff',
      columns: [
        column('Duties', 'Shifts in the period.'),
        column('For full time', 'Duties as they would be at 37 hours a week.'),
        column('Ran late', 'Shifts whose last job finished after their end.'),
        column('Weekends', 'Shifts that began on a Saturday or Sunday.'),
        column('A week', `Mean time on shift and late, against ${WEEK_LIMIT / 60} hours.`, 'minutes'),
        column('Short rests', 'Times with under 11 hours before work, as worked.'),
      ],
      rows,
      total: null,
    },
  ]
}

/** Times and people: six times of one person are that person’s. */
const shortRow = (label: string, early: Rests['worked']): CountedRow => ({
  ...plain(label, [early.length, peopleIn(early)]),
  people: [peopleIn(early)],
})

const peopleIn = (early: readonly { readonly personId: PersonId }[]): number =>
  new Set(early.map(({ personId }) => personId)).size

/** What is compared on both sides of a day, besides TOIL. */
export interface SideMeasures {
  readonly jobs: number
  readonly late: number
  readonly attended: number
  readonly inHours: number
  readonly given: number
  readonly calledIn: number
}

/** The same measures on both sides of a day, with what each rests on. It says what happened, not why. */
export function changeTables(
  toil: BeforeAfter,
  before: SideMeasures,
  after: SideMeasures,
  { officeUntil }: OfficeHours = usualHours,
): readonly CountedTable[] {
  const share = (label: string, of: (side: SideMeasures) => readonly [number, number]): CountedRow => {
    const [[a, m], [b, n]] = [of(before), of(after)]
    return plain(label, [percentOf(a, m), a, m, percentOf(b, n), b, n])
  }
  return [
    {
      key: 'toil',
      title: 'TOIL earned',
      means:
        'TOIL by the day of the shift, shared among the duty shifts of AMHPs that are over. The spread is of whole months; the month of the change counts on neither side.',
      about: 'work',
      columns: [
        column('Whole months', 'How many the figures rest on.'),
        column('Duty shifts', 'How many in them.'),
        column('AMHPs', 'Who earned some of it.', 'cases'),
        column('A shift', 'All minutes by all shifts: it does not move when people join or leave.', 'minutes'),
        column('An AMHP, a month', 'The mean of the months.', 'minutes'),
        column('AMHPs, fewest', 'Who earned some of it in the month in which the fewest did.', 'cases'),
        column('Lowest month', 'For each AMHP.', 'minutes'),
        column('Highest month', 'For each AMHP.', 'minutes'),
      ],
      rows: (['before', 'after'] as const).map((side) => {
        const { periods, shifts, earners, fewestEarners, meanPerShift, meanPerAmhp, lowest, highest } = toil[side]
        return plain(side === 'before' ? 'Before' : 'Since', [
          periods,
          shifts,
          earners,
          meanPerShift,
          meanPerAmhp,
          fewestEarners,
          lowest,
          highest,
        ])
      }),
      total: null,
    },
    {
      key: 'shares',
      title: 'Late, by day, called in',
      means:
        'The same measure on both sides, each with what it is of. Other things change too: people join, wards close, winter comes.',
      about: 'work',
      columns: [
        column('Before', 'In whole percent.', 'percent'),
        column('Number', 'Before.', 'cases'),
        column('Of', 'Before.', 'cases'),
        column('Since', 'In whole percent.', 'percent'),
        column('Number since', 'Since.', 'cases'),
        column('Of, since', 'Since.', 'cases'),
      ],
      rows: [
        share('Jobs that finished late', ({ late, jobs }) => [late, jobs]),
        share(`Attended before ${officeUntil}`, ({ inHours, attended }) => [inHours, attended]),
        share('Called in from off the rota', ({ calledIn, given }) => [calledIn, given]),
      ],
      total: null,
    },
  ]
}

export interface ToilFact {
  readonly employerName: string
  readonly kind: string
  readonly minutes: number
}

/** What people of one employer are owed together, and how many have a ledger. */
export interface OwedFact {
  readonly people: number
  readonly minutes: number
}
const nothing: OwedFact = { people: 0, minutes: 0 }

const kinds: readonly (readonly [heading: string, kinds: readonly string[], sign: 1 | -1])[] = [
  ['Earned', ['ACCRUE'], 1],
  ['Taken', ['TAKE'], -1],
  ['Paid', ['PAY_OUT'], -1],
  ['Run out', ['EXPIRE'], -1],
  ['Corrected', ['ADJUST', 'OPENING_BALANCE'], 1],
]

/** TOIL by employer: what moved in the period, and what was owed on its last day. */
export function toilTables(moved: readonly ToilFact[], owed: ReadonlyMap<string, OwedFact>): readonly CountedTable[] {
  const names = [...new Set([...owed.keys(), ...moved.map(({ employerName }) => employerName)])].toSorted()
  const sum = (some: readonly ToilFact[], of: readonly string[]): number =>
    some.reduce((all, one) => all + (of.includes(one.kind) ? one.minutes : 0), 0)
  const rowOf = (label: string, some: readonly ToilFact[], { people, minutes }: OwedFact): CountedRow =>
    plain(label, [people, ...kinds.map(([, of, sign]) => 0 + sign * sum(some, of)), minutes])
  const all = [...owed.values()].reduce(
    (total, one) => ({ people: total.people + one.people, minutes: total.minutes + one.minutes }),
    nothing,
  )
  return [
    {
      key: 'toil',
      title: 'What moved, and what is owed',
      means: 'Sums of the ledger by day of the entry. An entry that was taken back counts for nothing on its own day.',
      about: 'work',
      columns: [
        column('People', 'How many have a ledger on the last day.', 'cases'),
        ...kinds.map(([heading]): ReportColumn => ({ ...column(heading, 'In the period.', 'minutes'), of: 'sum' })),
        { ...column('Owed', 'On the last day, the sum of all entries up to it.', 'minutes'), of: 'sum' },
      ],
      rows: names.map((name) =>
        rowOf(
          name,
          moved.filter(({ employerName }) => employerName === name),
          owed.get(name) ?? nothing,
        ),
      ),
      total: rowOf('All', moved, all),
    },
  ]
}
