import { useState } from 'react'
import type { ClockTime } from '#shared/time/london.ts'
import type { PlanningStart, TriedStart, UsualStart } from '#shared/planner/contract.ts'
import type { PlannedStart } from '#shared/planner/simulate/compare.ts'
import { clockOf, clockTyped, peopleTyped } from './planWords.ts'

/** A start as it is typed. */
export interface TypedStart {
  readonly key: number
  readonly startsAt: string
  readonly endsAt: string
  readonly people: string
  readonly outOfHours: boolean
}
export type DayKind = 'weekdays' | 'weekends'

let last = 0
const typed = (one: TriedStart): TypedStart => ({
  key: (last += 1),
  startsAt: one.startsAt,
  endsAt: one.endsAt,
  people: String(one.people),
  outOfHours: one.outOfHours,
})

export interface PatternEntry {
  readonly rows: Readonly<Record<DayKind, readonly TypedStart[]>>
  readonly lead: string
  readonly change: (kind: DayKind, key: number, change: Partial<TypedStart>) => void
  readonly add: (kind: DayKind) => void
  readonly remove: (kind: DayKind, key: number) => void
  readonly setLead: (lead: string) => void
  /** Puts proposed starts in the place of the weekday's own. */
  readonly useWeekdays: (starts: readonly PlannedStart[]) => void
}

/** What is typed of a pattern: it begins as the pattern that is worked, and nothing of it is lost by trying it. */
export function usePatternEntry({ weekdays, weekends }: PlanningStart): PatternEntry {
  const [rows, setRows] = useState({ weekdays: weekdays.map(typed), weekends: weekends.map(typed) })
  const [lead, setLead] = useState('')
  const edit = (kind: DayKind, edited: (own: readonly TypedStart[]) => TypedStart[]) =>
    setRows((before) => ({ ...before, [kind]: edited(before[kind]) }))
  return {
    rows,
    lead,
    setLead,
    change: (kind, key, change) =>
      edit(kind, (own) => own.map((one) => (one.key === key ? { ...one, ...change } : one))),
    add: (kind) =>
      edit(kind, (own) => [...own, { key: (last += 1), startsAt: '', endsAt: '', people: '1', outOfHours: false }]),
    remove: (kind, key) => edit(kind, (own) => own.filter((one) => one.key !== key)),
    useWeekdays: (starts) =>
      edit('weekdays', (own) => [
        ...starts.map(({ start, end, people, outOfHours }) =>
          // Times of the simulation are minutes of a day.
          typed({ startsAt: clockOf(start) as ClockTime, endsAt: clockOf(end) as ClockTime, people, outOfHours }),
        ),
        ...own.filter(({ outOfHours }) => outOfHours),
      ]),
  }
}

/** Typed rows as they are sent, or the id of the first field that cannot be read. */
export function readStarts(
  kind: DayKind,
  rows: readonly TypedStart[],
): { readonly starts: readonly TriedStart[] } | { readonly wrong: string; readonly message: string } {
  const starts: TriedStart[] = []
  for (const { key, startsAt, endsAt, people, outOfHours } of rows) {
    const [from, to, many] = [clockTyped(startsAt), clockTyped(endsAt), peopleTyped(people)]
    if (from === '') return { wrong: `${kind}-from-${key}`, message: 'Give the start as a time, like 08:30.' }
    if (to === '') return { wrong: `${kind}-to-${key}`, message: 'Give the end as a time, like 16:30.' }
    if (many === null) return { wrong: `${kind}-people-${key}`, message: 'Give the number of people, 0 to 20.' }
    starts.push({ startsAt: from as ClockTime, endsAt: to as ClockTime, people: many, outOfHours })
  }
  return { starts }
}

const minutesTyped = (text: string): number | null => {
  const clock = clockTyped(text)
  return clock === '' ? null : Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

/** The start of a row in minutes since midnight; `null` while its times cannot be read. @example startMinutes(early) // 480 */
export const startMinutes = ({ startsAt, endsAt }: TypedStart): number | null =>
  minutesTyped(endsAt) === null ? null : minutesTyped(startsAt)

/** A row with another start, as long as it was. @example movedTo(early, 510) // { startsAt: '08:30', endsAt: '16:30' } */
export function movedTo({ startsAt, endsAt }: TypedStart, start: number): Pick<TypedStart, 'startsAt' | 'endsAt'> {
  const [from, to] = [minutesTyped(startsAt) ?? start, minutesTyped(endsAt) ?? start]
  return { startsAt: clockOf(start), endsAt: clockOf((start + to - from + 1440) % 1440) }
}

export const nameOf = (usual: readonly UsualStart[], { startsAt, endsAt }: TypedStart): string =>
  usual.find((one) => one.startsAt === startsAt && one.endsAt === endsAt)?.name ?? ''
