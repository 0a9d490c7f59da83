import { groupBy } from '../kernel/groupBy.ts'
import type { PersonId, ShiftId } from '../kernel/ids.ts'
import { minutesIn } from '../time/span.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, londonDayOf, mondayOf, startOfDay, type LondonDay } from '../time/london.ts'
import { asWorked, type Work } from '../rota/work.ts'
import {
  BREAK,
  isOptedOut,
  restDebts,
  weeklyAverage,
  weeklyRestShort,
  WEEKLY_LIMIT,
  WEEKS_OF_AVERAGE,
  type OptOut,
  type RestBasis,
} from '../rota/workingTime.ts'
import type { AmhpFact, ShiftFact } from './facts.ts'
import { percentOf } from './stats.ts'
import { NOT_RECORDED, plain, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

/** Rest that was settled for a shift which began too early. */
export interface SettledFact {
  readonly shiftId: ShiftId
  readonly owed: number
  readonly how: 'given' | 'not-given'
}

/** What a late stretch says of its break, as its AMHP said on the claim; `null` where nobody said. */
export interface BreakSaidFact {
  readonly personId: PersonId
  readonly breakTaken: boolean | null
}

/** What the Working Time Regulations are counted from: all work of the days and of enough around them, whoever it is for. */
export interface WorkingTimeFacts {
  readonly from: LondonDay
  readonly to: LondonDay
  readonly now: Instant
  readonly people: readonly AmhpFact[]
  /** Shifts of the service, of the days and around them. */
  readonly shifts: readonly ShiftFact[]
  /** Shifts as they were worked, work beside them, and what was declared of other employers. */
  readonly work: readonly Work[]
  readonly optOuts: readonly (OptOut & { readonly personId: PersonId })[]
  /** Days of leave and sickness. */
  readonly out: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  readonly settled: readonly SettledFact[]
  /** Claims of these days. */
  readonly said: readonly BreakSaidFact[]
}

const column = (heading: string, means: string, kind: ReportColumn['kind'] = 'plain'): ReportColumn => ({
  heading,
  kind,
  means,
})
const six = 6 * 60

/** A shift as working time: as it was worked where that is known. */
export const workOfShift = (shift: ShiftFact): Work =>
  asWorked({
    ...shift,
    breakMinutes: shift.breakMinutes ?? 0,
    beganAt: shift.beganAt ?? null,
    finishedAt: shift.lastFinish,
  })

/** Weekly rest, breaks, the average of 48 hours and compensatory rest (Working Time Regulations 1998, SI 1998/1833). */
export function workingTimeTables(facts: WorkingTimeFacts): readonly CountedTable[] {
  return [
    weeklyTable(facts, 'week'),
    weeklyTable(facts, 'fortnight'),
    plannedBreaksTable(facts),
    saidBreaksTable(facts),
    averageTable(facts),
    debtsTable(facts),
    averagesTable(facts),
  ]
}

interface Owned {
  readonly personId: PersonId
}
const peopleOf = (some: readonly Owned[]): number => new Set(some.map(({ personId }) => personId)).size

/** Lines that add up, each with its share of all and of how many people it is: eight weeks can be one AMHP’s. */
function parted(
  lines: readonly (readonly [label: string, some: readonly Owned[]])[],
): Pick<CountedTable, 'rows' | 'total'> {
  const all = lines.flatMap(([, some]) => some)
  const row = (label: string, some: readonly Owned[]): CountedRow => ({
    ...plain(label, [some.length, percentOf(some.length, all.length)]),
    people: [peopleOf(some)],
  })
  return { rows: lines.map(([label, some]) => row(label, some)), total: row('All', all) }
}

const partedColumns = (of: string): readonly ReportColumn[] => [
  column('Number', `How many ${of}.`, 'cases'),
  column('Share', `Of all ${of}, in whole percent.`, 'percent'),
]

/** Weeks, or two weeks together, that lie whole in the period, from each Monday. */
function spansOf({ from, to }: Pick<WorkingTimeFacts, 'from' | 'to'>, days: number): readonly LondonDay[] {
  const first = mondayOf(from) === from ? from : addDays(mondayOf(from), 7)
  const mondays: LondonDay[] = []
  for (let monday = first; addDays(monday, days - 1) <= to; monday = addDays(monday, 7)) mondays.push(monday)
  return mondays
}

function weeklyTable(facts: WorkingTimeFacts, basis: RestBasis): CountedTable {
  const days = basis === 'week' ? 7 : 14
  const byPerson = groupBy(facts.work, ({ personId }) => personId)
  const [rested, short, nothing]: [Owned[], Owned[], Owned[]] = [[], [], []]
  for (const { personId, leftOn } of facts.people)
    for (const monday of spansOf(facts, days)) {
      if (leftOn !== null && leftOn <= monday) continue
      const around = { start: startOfDay(addDays(monday, -15)), end: startOfDay(addDays(monday, days + 15)) }
      const near = (byPerson.get(personId) ?? []).filter(({ start, end }) => start < around.end && end > around.start)
      const week = { start: startOfDay(monday), end: startOfDay(addDays(monday, days)) }
      if (!near.some(({ start, end }) => start < week.end && end > week.start)) nothing.push({ personId })
      else if (weeklyRestShort(near, monday, addDays(monday, days - 1), basis).length > 0) short.push({ personId })
      else rested.push({ personId })
    }
  const what = basis === 'week' ? 'weeks' : 'pairs of weeks'
  return {
    key: basis === 'week' ? 'weekly-rest' : 'fortnight-rest',
    title: basis === 'week' ? 'Weekly rest: 24 hours in 7 days' : 'Weekly rest by the fortnight: 48 hours in 14 days',
    means:
      basis === 'week'
        ? 'Of each AMHP, weeks from Monday to Sunday that lie whole in the period (regulation 11(1)). The 24 hours come on top of the daily 11, so 35 on end are looked for. All employers’ work counts, as worked where that is known.'
        : 'The other form, where an employer has chosen it (regulation 11(2)): of each AMHP, two weeks together from each Monday, with two rests of 24 hours or one of 48, each on top of the daily 11. One form is enough.',
    about: 'work',
    columns: partedColumns(`${what} of an AMHP`),
    ...parted([
      ['With the rest', rested],
      ['Without it', short],
      [`${NOT_RECORDED}: no work on the rota`, nothing],
    ]),
  }
}

/** Shifts that began in the period and are over. */
const overIn = ({ shifts, from, to, now }: WorkingTimeFacts): readonly ShiftFact[] =>
  shifts.filter(({ day, endsAt }) => from <= day && day <= to && endsAt <= now)

function plannedBreaksTable(facts: WorkingTimeFacts): CountedTable {
  const long = overIn(facts).filter((shift) => minutesIn(workOfShift(shift)) > six)
  const planned = (is: (minutes: number) => boolean): readonly Owned[] =>
    long.filter(({ breakMinutes = null }) => breakMinutes !== null && is(breakMinutes))
  return {
    key: 'breaks',
    title: 'Breaks in shifts of more than six hours',
    means:
      'Shifts that are over and lasted more than six hours as worked: whether the rota gave 20 minutes away from work (regulation 12). A break that was planned may not have been had.',
    about: 'work',
    columns: partedColumns('such shifts'),
    ...parted([
      ['20 minutes or more planned', planned((minutes) => minutes >= BREAK)],
      ['Less than 20 minutes planned', planned((minutes) => minutes < BREAK)],
      [
        `${NOT_RECORDED}: the shift says nothing of a break`,
        long.filter(({ breakMinutes = null }) => breakMinutes === null),
      ],
    ]),
  }
}

function saidBreaksTable({ said }: WorkingTimeFacts): CountedTable {
  const those = (taken: boolean | null): readonly Owned[] => said.filter(({ breakTaken }) => breakTaken === taken)
  return {
    key: 'breaks-late',
    title: 'Breaks in late work',
    means:
      'Claims by the day of their shift: whether their AMHP had a break in the late stretch, as they said. Waiting with somebody is no break.',
    about: 'work',
    columns: partedColumns('claims'),
    ...parted([
      ['Had a break', those(true)],
      ['Had none', those(false)],
      [NOT_RECORDED, those(null)],
    ]),
  }
}

/** Everybody’s average at the end of the period; `null` for whom nothing is known in the seventeen weeks. */
function averagesOf({ people, work, optOuts, out, to }: WorkingTimeFacts) {
  const byPerson = groupBy(work, ({ personId }) => personId)
  const first = startOfDay(addDays(to, 1 - WEEKS_OF_AVERAGE * 7))
  return people
    .filter(({ leftOn }) => leftOn === null || leftOn > to)
    .map(({ personId, name }) => {
      const own = byPerson.get(personId) ?? []
      const excluded = out.filter((one) => one.personId === personId).map(({ day }) => day)
      const isKnown = own.some(({ start, end }) => end > first && londonDayOf(start) <= to)
      const optedOut = isOptedOut(
        optOuts.filter((one) => one.personId === personId),
        to,
      )
      return { personId, name, optedOut, average: isKnown ? weeklyAverage(own, to, excluded) : null }
    })
}

function averageTable(facts: WorkingTimeFacts): CountedTable {
  const all = averagesOf(facts)
  const over = (opted: boolean): readonly Owned[] =>
    all.filter(({ average, optedOut }) => average?.over === true && optedOut === opted)
  return {
    key: 'average',
    title: `The average week over ${WEEKS_OF_AVERAGE} weeks`,
    means: `The ${WEEKS_OF_AVERAGE} weeks that end with the last day (regulation 4): all employers’ hours, as worked where that is known; days of leave and sickness are left out and made up from the days after. An opt-out lifts the ${WEEKLY_LIMIT / 60} hours and nothing else.`,
    about: 'work',
    columns: partedColumns('AMHPs'),
    ...parted([
      ['48 hours or less', all.filter(({ average }) => average?.over === false)],
      ['More than 48 hours, no opt-out', over(false)],
      ['More than 48 hours, opted out', over(true)],
      [`${NOT_RECORDED}: no work in these weeks`, all.filter(({ average }) => average === null)],
    ]),
  }
}

function averagesTable(facts: WorkingTimeFacts): CountedTable {
  return {
    key: 'averages',
    title: 'The average week by AMHP',
    means: 'The same average, for whoever plans. Never published.',
    about: 'staff',
    columns: [
      column('A week', 'Hours of all employers over the seventeen weeks.', 'minutes'),
      column('Days left out', 'Days of leave and sickness, whose hours come from the days after.'),
      column('Opt-out', 'Whether one in writing holds on the last day.', 'text'),
    ],
    rows: averagesOf(facts).map(({ name, average, optedOut }) =>
      plain(name, [
        average === null ? NOT_RECORDED : average.average,
        average?.excludedDays ?? null,
        optedOut ? 'Opted out' : 'None',
      ]),
    ),
    total: null,
  }
}

/** Compensatory rest that came to be owed in the period, and what has become of it. */
function debtsTable({ work, shifts, settled, from, to, now }: WorkingTimeFacts): CountedTable {
  const ours = new Map(shifts.map((shift) => [`${shift.personId} ${workOfShift(shift).start}`, shift]))
  const bySettled = groupBy(settled, ({ shiftId }) => shiftId)
  const debts = restDebts(work).flatMap((debt) => {
    const shift = ours.get(`${debt.personId} ${debt.laterStartsAt}`)
    if (!shift || shift.startsAt > now || shift.day < from || shift.day > to) return []
    const sum = (how: SettledFact['how']): number =>
      (bySettled.get(shift.id) ?? []).reduce((all, one) => all + (one.how === how ? one.owed : 0), 0)
    const [given, not] = [sum('given'), sum('not-given')]
    const left = Math.max(0, debt.owed - given - not)
    return [{ personId: debt.personId, owed: debt.owed, given, not, left, dueOn: debt.dueOn }]
  })
  const today = londonDayOf(now)
  const row = (label: string, minutesOf: (one: (typeof debts)[number]) => number): CountedRow => {
    const some = debts.filter((one) => minutesOf(one) > 0)
    const people = peopleOf(some)
    return {
      ...plain(label, [some.length, people, some.reduce((sum, one) => sum + minutesOf(one), 0)]),
      people: [people, people],
    }
  }
  return {
    key: 'rest-debts',
    title: 'Compensatory rest',
    means:
      'Rest that was cut short before a shift of the period and is owed (regulations 21, 23 and 24), by the day of the shift that began too early. TOIL never pays it back. What a correction added after it was settled is still owed.',
    about: 'work',
    columns: [
      column('Number', 'Shifts that began too early.', 'part'),
      column('People', 'Of how many people.', 'part'),
      { ...column('Rest', 'All its minutes.', 'minutes'), of: 'sum' },
    ],
    within: [null, 0, 0, 0, 3],
    rows: [
      row('Came to be owed', ({ owed }) => owed),
      row('Given', ({ given }) => given),
      row('Could not be given, with the reason', ({ not }) => not),
      row('Still owed', ({ left }) => left),
      row('Still owed, and past its day', ({ left, dueOn }) => (dueOn < today ? left : 0)),
    ],
    total: null,
  }
}
