import type { PersonId } from '../kernel/ids.ts'
import { restConflicts } from '../rota/rest.ts'
import { latest, minutesBetween } from '../time/instant.ts'
import { addDays, formatDate, weekdayOf, type LondonDay } from '../time/london.ts'
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

/** Rest as it was worked: from the later of the shift's end and the last finish to the next start (WTR 1998 reg 10). */
export function restTables(
  shifts: readonly ShiftFact[],
  people: readonly AmhpFact[],
  weeks: number,
): readonly CountedTable[] {
  const worked = shifts.map((one) => ({
    ...one,
    endsAt: one.lastFinish === null ? one.endsAt : latest(one.endsAt, one.lastFinish),
  }))
  const planned = restConflicts(shifts)
  const real = restConflicts(worked)
  const rows = people.map((person): CountedRow => {
    const own = worked.filter(({ personId }) => personId === person.personId)
    const minutes = own.reduce((sum, { startsAt, endsAt }) => sum + minutesBetween(startsAt, endsAt), 0)
    const late = own.filter(({ personId, startsAt, endsAt }) =>
      shifts.some((one) => one.personId === personId && one.startsAt === startsAt && one.endsAt < endsAt),
    )
    const weekend = own.filter(({ day }) => weekdayOf(day) >= 6)
    const share = person.contractedMinutesPerWeek / 2220
    const conflicts = real.filter(({ later }) => later.personId === person.personId).length
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
        'Under 11 hours between the end of one day’s work and the next (Working Time Regulations 1998, regulation 10). A warning; what was decided stands on the rota.',
      about: 'work',
      columns: [column('Number', 'How many times in the period.'), column('People', 'To how many people.')],
      rows: [
        plain('As rostered', [planned.length, peopleIn(planned)]),
        plain('As worked', [real.length, peopleIn(real)]),
      ],
      total: null,
    },
    {
      key: 'duties',
      title: 'Duties by AMHP',
      means:
        'For the AMHP lead and each AMHP. Never published. The hours are those on shift and late, without other work: the 48-hour average asks for all employers’ hours.',
      about: 'staff',
      columns: [
        column('Duties', 'Shifts in the period.'),
        column('For full time', 'Duties as they would be at 37 hours a week.'),
        column('Ran late', 'Shifts whose last job finished after their end.'),
        column('Weekends', 'Shifts that began on a Saturday or Sunday.'),
        column('A week', `Mean time on shift and late, against ${WEEK_LIMIT / 60} hours.`, 'minutes'),
        column('Short rests', 'Times with under 11 hours before a shift, as worked.'),
      ],
      rows,
      total: null,
    },
  ]
}

const peopleIn = (conflicts: readonly { readonly later: { readonly personId: PersonId } }[]): number =>
  new Set(conflicts.map(({ later }) => later.personId)).size

const professions: readonly (readonly [code: string, words: string])[] = [
  ['social-worker', 'Social workers'],
  ['nurse', 'Nurses'],
  ['occupational-therapist', 'Occupational therapists'],
  ['psychologist', 'Psychologists'],
]
const employers: readonly (readonly [AmhpFact['employerKind'], string])[] = [
  ['council', 'Employed by a council'],
  ['nhs', 'Employed by the NHS'],
  ['agency', 'Through an agency'],
  ['self', 'Self-employed'],
]
const contracts: readonly (readonly [AmhpFact['contract'], string])[] = [
  ['dedicated', 'AMHP work only'],
  ['combined', 'With another post'],
  ['sessional', 'By the session'],
]
const FULL_TIME = 2220

/** The register at two dates, in the shape of the national return; and the table that requests for information ask for. */
export function workforceTables(
  people: readonly AmhpFact[],
  counts: { readonly trainees: number },
  [before, after]: readonly [LondonDay, LondonDay],
): readonly CountedTable[] {
  const on = (day: LondonDay) =>
    people.filter(
      ({ approvedOn, approvalEndsOn, leftOn }) =>
        approvedOn <= day && day <= approvalEndsOn && (leftOn === null || leftOn > day),
    )
  const [then, now] = [on(before), on(after)]
  const both = (label: string, fits: (one: AmhpFact) => boolean): CountedRow =>
    plain(label, [
      then.filter(fits).length,
      now.filter(fits).length,
      now.filter(fits).length - then.filter(fits).length,
    ])
  const fte = (some: readonly AmhpFact[]): number =>
    Math.round((10 * some.reduce((sum, one) => sum + one.contractedMinutesPerWeek, 0)) / FULL_TIME) / 10
  const ending = (months: number): number =>
    now.filter(({ approvalEndsOn }) => approvalEndsOn <= addDays(after, Math.round(months * 30.44))).length
  return [
    {
      key: 'register',
      title: 'The register',
      means:
        'AMHPs whose approval ran on the day (SI 2008/1206) and who had not left. One person is counted once here; in a national sum they may be counted by several authorities.',
      about: 'work',
      columns: [
        column(formatDate(before), 'On this day.'),
        column(formatDate(after), 'On this day.'),
        column('Change', 'The second less the first.'),
      ],
      rows: [
        both('Approved', () => true),
        ...professions.map(([code, words]) => both(words, ({ profession }) => profession === code)),
        ...employers.map(([code, words]) => both(words, ({ employerKind }) => employerKind === code)),
        ...contracts.map(([code, words]) => both(words, ({ contract }) => contract === code)),
        plain('Full-time equivalents, 37 hours', [fte(then), fte(now), Math.round(10 * (fte(now) - fte(then))) / 10]),
      ],
      total: null,
    },
    {
      key: 'risk',
      title: 'What is coming',
      means: 'Counted on the second day. Ages are not held by the hub, so retirements are not foreseen here.',
      about: 'work',
      columns: [column('Number', 'How many.'), column('Share', 'Of those approved.', 'percent')],
      rows: [
        plain('Approvals that end within 6 months', [ending(6), percentOf(ending(6), now.length)]),
        plain('Approvals that end within 12 months', [ending(12), percentOf(ending(12), now.length)]),
        plain('Newly approved between the days', [now.filter(({ approvedOn }) => approvedOn > before).length, null]),
        plain('Left, or approval ended, between the days', [then.filter((one) => !now.includes(one)).length, null]),
        plain('In training now', [counts.trainees, null]),
      ],
      total: null,
    },
  ]
}

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
export function changeTables(toil: BeforeAfter, before: SideMeasures, after: SideMeasures): readonly CountedTable[] {
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
        column('A shift', 'All minutes by all shifts: it does not move when people join or leave.', 'minutes'),
        column('An AMHP, a month', 'The mean of the months.', 'minutes'),
        column('Lowest month', 'For each AMHP.', 'minutes'),
        column('Highest month', 'For each AMHP.', 'minutes'),
      ],
      rows: (['before', 'after'] as const).map((side) => {
        const { periods, shifts, meanPerShift, meanPerAmhp, lowest, highest } = toil[side]
        return plain(side === 'before' ? 'Before' : 'Since', [
          periods,
          shifts,
          meanPerShift,
          meanPerAmhp,
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
        column('Number', 'Before.'),
        column('Of', 'Before.'),
        column('Since', 'In whole percent.', 'percent'),
        column('Number since', 'Since.'),
        column('Of, since', 'Since.'),
      ],
      rows: [
        share('Jobs that finished late', ({ late, jobs }) => [late, jobs]),
        share('Attended before 17:00', ({ inHours, attended }) => [inHours, attended]),
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

const kinds: readonly (readonly [heading: string, kinds: readonly string[], sign: 1 | -1])[] = [
  ['Earned', ['ACCRUE'], 1],
  ['Taken', ['TAKE'], -1],
  ['Paid', ['PAY_OUT'], -1],
  ['Run out', ['EXPIRE'], -1],
  ['Corrected', ['ADJUST', 'OPENING_BALANCE'], 1],
]

/** TOIL by employer: what moved in the period, and what was owed on its last day. */
export function toilTables(moved: readonly ToilFact[], owed: ReadonlyMap<string, number>): readonly CountedTable[] {
  const names = [...new Set([...owed.keys(), ...moved.map(({ employerName }) => employerName)])].toSorted()
  const sum = (some: readonly ToilFact[], of: readonly string[]): number =>
    some.reduce((all, one) => all + (of.includes(one.kind) ? one.minutes : 0), 0)
  const rowOf = (label: string, some: readonly ToilFact[], balance: number): CountedRow =>
    plain(label, [...kinds.map(([, of, sign]) => sign * sum(some, of)), balance])
  const all = [...owed.values()].reduce((total, one) => total + one, 0)
  return [
    {
      key: 'toil',
      title: 'What moved, and what is owed',
      means: 'Sums of the ledger by day of the entry. An entry that was taken back counts for nothing on its own day.',
      about: 'work',
      columns: [
        ...kinds.map(([heading]) => column(heading, 'In the period.', 'minutes')),
        column('Owed', 'On the last day, the sum of all entries up to it.', 'minutes'),
      ],
      rows: names.map((name) =>
        rowOf(
          name,
          moved.filter(({ employerName }) => employerName === name),
          owed.get(name) ?? 0,
        ),
      ),
      total: rowOf('All', moved, all),
    },
  ]
}
