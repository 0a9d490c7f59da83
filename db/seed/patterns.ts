import type { PatternTurn } from '#shared/rota/pattern.ts'
import { daysBetween, londonDay, mondayOf, weekdayOf, type LondonDay } from '#shared/time/london.ts'
import type { AmhpKey, StaffKey } from './staff.ts'
import type { TemplateKey, Templates } from './templates.ts'

/** Which shift somebody has on which weekday, 1 for Monday. */
type Week = Readonly<Partial<Record<StaffKey, Readonly<Partial<Record<number, TemplateKey>>>>>>

const onDays = (
  template: TemplateKey,
  ...weekdays: readonly number[]
): Readonly<Partial<Record<number, TemplateKey>>> => Object.fromEntries(weekdays.map((weekday) => [weekday, template]))

/** Two weeks of staggered shifts, turn and turn about. */
const staggered: readonly [Week, Week] = [
  {
    priya: onDays('early', 1, 2, 3, 4, 5),
    tom: onDays('early', 1, 2, 3, 4, 5),
    grace: onDays('middle', 1, 2, 3, 4, 5),
    sadia: onDays('middle', 1, 2, 3, 4, 5),
    hannah: { ...onDays('noon', 1, 2, 4, 5), 7: 'middle' },
    marcus: { ...onDays('noon', 1, 2, 3, 4), 6: 'middle' },
    dan: { ...onDays('one', 1, 2, 3, 4), 7: 'noon' },
    ewa: onDays('late', 1, 2, 4, 5),
    liam: onDays('twilight', 1, 3, 4, 5),
    ines: { ...onDays('late', 1, 5), 3: 'twilight', 6: 'noon' },
    colin: onDays('noon', 2, 3, 5),
  },
  {
    priya: onDays('early', 1, 2, 3, 4, 5),
    tom: onDays('early', 1, 2, 3, 4, 5),
    grace: onDays('middle', 1, 2, 3, 4, 5),
    sadia: onDays('middle', 1, 2, 3, 4, 5),
    hannah: { ...onDays('noon', 1, 2, 3, 4), 6: 'middle' },
    marcus: { ...onDays('noon', 1, 2, 3, 5), 7: 'middle' },
    dan: { ...onDays('one', 1, 2, 3, 5), 6: 'noon' },
    ewa: onDays('late', 1, 2, 3, 4),
    liam: { ...onDays('twilight', 1, 2, 4), 5: 'late' },
    ines: { ...onDays('late', 2, 5), 3: 'twilight', 7: 'noon' },
    colin: onDays('noon', 1, 4, 5),
  },
]

/** Before: everybody begins in the morning. */
const allAtOnce: Week = {
  priya: onDays('oldHalfPast', 1, 2, 3, 4, 5),
  tom: onDays('oldHalfPast', 1, 2, 3, 4, 5),
  grace: onDays('oldNine', 1, 2, 3, 4, 5),
  sadia: onDays('oldHalfPast', 1, 2, 3, 4, 5),
  hannah: onDays('oldNine', 1, 2, 3, 4, 5),
  marcus: onDays('oldNine', 1, 2, 3, 4, 5),
  dan: onDays('oldHalfPast', 1, 2, 3, 4, 5),
  ewa: onDays('oldNine', 1, 2, 4, 5),
  ines: onDays('oldNine', 1, 2, 3, 5),
  colin: onDays('oldHalfPast', 2, 3, 5),
}

/** The consultants' desk: an early, a late and a third who is on at weekends. They change places each week. */
const desks: readonly Readonly<Partial<Record<number, TemplateKey>>>[] = [
  onDays('desk', 1, 2, 3, 4, 5),
  onDays('deskLate', 1, 2, 3, 4, 5),
  onDays('desk', 3, 4, 6, 7),
]
const consultants: readonly StaffKey[] = ['jo', 'nadia', 'amir']

const nightly: readonly AmhpKey[] = ['rosalind', 'kwame', 'yusuf']
const atWeekends: readonly AmhpKey[] = ['priya', 'marcus', 'grace', 'ines', 'tom', 'sadia', 'dan', 'hannah', 'ewa']
/** Any Monday: weeks are counted from it, so that a pattern falls the same whatever day the demo is loaded on. */
export const WEEKS_FROM = londonDay('2025-01-06')

const turn = <Thing>(things: readonly Thing[], index: number): Thing | undefined =>
  things[((index % things.length) + things.length) % things.length]

/** Who is meant to work which shift on a day, leave aside. */
export function plannedOn(day: LondonDay, staggeredFrom: LondonDay): readonly (readonly [StaffKey, TemplateKey])[] {
  const week = daysBetween(WEEKS_FROM, mondayOf(day)) / 7
  const since = day >= staggeredFrom
  const days = (since ? turn(staggered, week) : allAtOnce) ?? allAtOnce
  const weekly = Object.entries(days).map(([key, own]) => [key as StaffKey, own[weekdayOf(day)]] as const)
  const desk = consultants.map((key, index) => [key, turn(desks, index + week)?.[weekdayOf(day)]] as const)
  const others = [...(since ? nights(day, week) : oldNights(day, week)), ...desk]
  return [...weekly, ...others].flatMap(([key, template]) => (template ? [[key, template] as const] : []))
}

/** The two weeks of each colleague of the staggered rota, as a pattern has them. */
export const weeklyTurns = (
  templates: Templates,
): readonly (readonly [StaffKey, readonly (readonly PatternTurn[])[]])[] =>
  (Object.keys(staggered[0]) as readonly StaffKey[]).map((key) => [
    key,
    staggered.map((week) =>
      Object.entries(week[key] ?? {}).flatMap(([weekday, template]) => {
        if (template === undefined) return []
        const { startsAt, endsAt, role } = templates[template]
        return [{ weekday: Number(weekday), startsAt, endsAt, role }]
      }),
    ),
  ])

/** Nights in runs: three, two and two. */
function nights(day: LondonDay, week: number): readonly (readonly [StaffKey, TemplateKey])[] {
  const run = [0, 0, 0, 1, 1, 2, 2][weekdayOf(day) - 1] ?? 0
  const who = turn(nightly, run + week)
  return who ? [[who, 'night']] : []
}

/** One for each evening and night, and one or two of the hub's own on weekend days. */
function oldNights(day: LondonDay, week: number): readonly (readonly [StaffKey, TemplateKey])[] {
  const who = turn(nightly, daysBetween(WEEKS_FROM, day))
  const own = [turn(atWeekends, week * 2), turn(atWeekends, week * 2 + 1)]
  const day1 = weekdayOf(day) < 6 ? [] : own.slice(0, weekdayOf(day) === 6 ? 2 : 1)
  return [who && ([who, 'oldNight'] as const), ...day1.map((key) => key && ([key, 'oldNine'] as const))].filter(
    (one) => one !== undefined,
  )
}
