import type { PersonId } from '../kernel/ids.ts'
import { addDays, formatDate, type LondonDay } from '../time/london.ts'
import { approvalOn } from './approvals.ts'
import type { AmhpFact } from './facts.ts'
import { percentOf } from './stats.ts'
import { NOT_RECORDED, plain, type CountedRow, type CountedTable, type ReportCell, type ReportColumn } from './table.ts'
import { countGroups, isTenths, type WorkforceCounts } from './workforceCounts.ts'

export const professions: readonly (readonly [code: string, words: string])[] = [
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
/** Minutes of a full-time week, 37 hours: what councils mean by one full-time equivalent. */
export const FULL_TIME = 2220
/** Whoever had no duty in so many days before is approved and not regularly on the rota. */
export const ACTING_DAYS = 91

/** Who had a duty shift in the thirteen weeks to each of the two days. */
export type Acting = readonly [then: ReadonlySet<PersonId>, now: ReadonlySet<PersonId>]

/** @example fteOf(people) // 12.5, in full-time equivalents of 37 hours to one decimal */
export const fteOf = (some: readonly AmhpFact[]): number =>
  Math.round((10 * some.reduce((sum, one) => sum + one.contractedMinutesPerWeek, 0)) / FULL_TIME) / 10

/** Those whose approval ran on a day (SI 2008/1206 reg 4) and who had not left. */
export const approvedOn = (people: readonly AmhpFact[], day: LondonDay): readonly AmhpFact[] =>
  people.filter(
    ({ approvals, leftOn }) => approvalOn(approvals, day) !== undefined && (leftOn === null || leftOn > day),
  )

const span = (from: number, length: number): readonly number[] => Array.from({ length }, (_, index) => from + index)
const numberColumn = (heading: string, means: string): ReportColumn => ({ heading, kind: 'count', means })

interface Counts {
  readonly trainees: number
  readonly recorded: WorkforceCounts | null
}

/** The register at two dates, what is coming, and what was counted outside the register. */
export function workforceTables(
  people: readonly AmhpFact[],
  { trainees, recorded }: Counts,
  [before, after]: readonly [LondonDay, LondonDay],
  acting: Acting,
): readonly CountedTable[] {
  const [then, now] = [approvedOn(people, before), approvedOn(people, after)]
  return [
    registerTable([then, now], [before, after], acting),
    comingTable([then, now], [before, after], trainees),
    recordedTable(recorded),
  ]
}

function registerTable(
  [then, now]: readonly [readonly AmhpFact[], readonly AmhpFact[]],
  [before, after]: readonly [LondonDay, LondonDay],
  [actingThen, actingNow]: Acting,
): CountedTable {
  const row = (label: string, a: number, b: number): CountedRow => plain(label, [a, b, Math.round(10 * (b - a)) / 10])
  const both = (label: string, fits: (one: AmhpFact) => boolean): CountedRow =>
    row(label, then.filter(fits).length, now.filter(fits).length)
  const onRota = (some: readonly AmhpFact[], acts: ReadonlySet<PersonId>): number =>
    some.filter(({ personId }) => acts.has(personId)).length
  const [a, b] = [onRota(then, actingThen), onRota(now, actingNow)]
  const rows = [
    both('Approved', () => true),
    row('Acting: a duty in the 13 weeks before', a, b),
    row('Approved, not regularly on the rota', then.length - a, now.length - b),
    ...professions.map(([code, words]) => both(words, ({ profession }) => profession === code)),
    ...employers.map(([code, words]) => both(words, ({ employerKind }) => employerKind === code)),
    ...contracts.map(([code, words]) => both(words, ({ contract }) => contract === code)),
    row('Full-time equivalents, 37 hours', fteOf(then), fteOf(now)),
  ]
  const parts = [span(1, 2), span(3, professions.length), span(7, employers.length), span(11, contracts.length)]
  return {
    key: 'register',
    title: 'The register',
    means:
      'AMHPs whose approval ran on the day (SI 2008/1206) and who had not left. One person is counted once here; in a national sum they may be counted by several authorities. Profession, employer, contract and hours are as the register has them now.',
    about: 'people',
    columns: [
      numberColumn(formatDate(before), 'On this day.'),
      numberColumn(`${formatDate(after)}${before === after ? ', again' : ''}`, 'On this day.'),
      { heading: 'Change', kind: 'plain', of: 'counts', means: 'The second less the first.' },
    ],
    rows,
    within: rows.map((_, index) => (index === 0 || index === rows.length - 1 ? null : 0)),
    adds: parts.map((some) => ({ rows: some, to: { table: 'register', row: 0 } })),
    total: null,
  }
}

function comingTable(
  [then, now]: readonly [readonly AmhpFact[], readonly AmhpFact[]],
  [before, after]: readonly [LondonDay, LondonDay],
  trainees: number,
): CountedTable {
  const ending = (months: number): number =>
    now.filter(({ approvals }) => {
      const last = approvals.at(-1)
      return last !== undefined && last.to <= addDays(after, Math.round(months * 30.44))
    }).length
  const still = new Set(now)
  return {
    key: 'risk',
    title: 'What is coming',
    means: 'Counted on the second day, from the register.',
    about: 'people',
    columns: [
      numberColumn('Number', 'How many.'),
      { heading: 'Share', kind: 'percent', means: 'Of those approved, in whole percent.' },
    ],
    rows: [
      plain('Approvals that end within 12 months', [ending(12), percentOf(ending(12), now.length)]),
      plain('Approvals that end within 6 months', [ending(6), percentOf(ending(6), now.length)]),
      plain('Newly approved between the days', [
        now.filter(({ approvals }) => approvals.every(({ from }) => from > before)).length,
        null,
      ]),
      plain('Left, or approval ended, between the days', [then.filter((one) => !still.has(one)).length, null]),
      plain('In training now', [trainees, null]),
    ],
    within: [null, 0, null, null, null],
    total: null,
  }
}

/** What somebody counted from the employers' records; what nobody counted says so, and is never nought. */
function recordedTable(recorded: WorkforceCounts | null): CountedTable {
  const shown = (key: keyof WorkforceCounts): ReportCell => {
    const value = recorded?.[key] ?? null
    return value === null ? NOT_RECORDED : isTenths(key) ? value / 10 : value
  }
  return {
    key: 'recorded',
    title: 'Counted from the employers’ records',
    means:
      'As a manager last typed it, on or before the second day. Ages, sex and ethnic groups of AMHPs are held as numbers without names, and nowhere else.',
    about: 'people',
    columns: [
      { heading: 'Part', kind: 'text', means: 'What it belongs to.' },
      numberColumn('Number', 'How many, or full-time equivalents where it says so.'),
    ],
    rows: countGroups.flatMap(({ title, fields }) => fields.map(([key, label]) => plain(label, [title, shown(key)]))),
    total: null,
  }
}
