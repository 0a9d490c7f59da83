import type { PersonId } from '../kernel/ids.ts'
import { latest, type Instant } from '../time/instant.ts'
import { addDays, daysBetween, isLondonDay, londonDay, londonDayOf, spanOfDay, type LondonDay } from '../time/london.ts'
import type { ActivityOf, LookLine, OpenedLine, SheetLine, TakenLine, VerifyStep, WhoLooked } from './contract.ts'
import { doorName, partsWords, wrongWords } from './words.ts'

/** Days that somebody looks back over, both included. */
export interface Period {
  readonly from: LondonDay
  readonly to: LondonDay
}

/** The longest period that one question looks back over, in days. */
export const LONGEST_DAYS = 366

/**
 * The days that were typed, or what is wrong with them, by field.
 *
 * @example readPeriod('2026-11-01', '2026-11-12', londonDay('2026-11-12')) // { ok: true, period: { from: '2026-11-01', to: '2026-11-12' } }
 */
export function readPeriod(
  from: string,
  to: string,
  today: LondonDay,
):
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly field: 'from' | 'to'; readonly message: string } {
  const wrong = (field: 'from' | 'to', message: string) => ({ ok: false, field, message }) as const
  if (!isLondonDay(from)) return wrong('from', 'Give the first day')
  if (!isLondonDay(to)) return wrong('to', 'Give the last day')
  const period = { from: londonDay(from), to: londonDay(to) }
  if (period.from > today) return wrong('from', 'Nobody has looked at anything after today: give an earlier day')
  if (period.to < period.from) return wrong('to', 'Give a last day that is not before the first')
  if (daysBetween(period.from, period.to) >= LONGEST_DAYS)
    return wrong('to', `Ask for ${LONGEST_DAYS} days at most: give a later first day or an earlier last one`)
  return { ok: true, period }
}

/** The last days up to today. @example lastDays(7, londonDay('2026-11-12')) // { from: '2026-11-06', to: '2026-11-12' } */
export const lastDays = (count: number, today: LondonDay): Period => ({ from: addDays(today, 1 - count), to: today })

/** From the first moment of the first day to the last of the last, on London's clock. */
export const stretchOf = ({ from, to }: Period): { readonly from: Instant; readonly to: Instant } => ({
  from: spanOfDay(from).start,
  to: spanOfDay(to).end,
})

/** All that one colleague saw of a person, or tried to, with the days of it. */
export interface ColleagueLooks {
  readonly id: PersonId
  readonly name: string
  readonly lastAt: Instant
  /** How often each: the whole record, a row among others, only that it is restricted, not even that. */
  readonly whole: number
  readonly rows: number
  readonly stubs: number
  readonly refused: number
  /** How often their screen asked again by itself: no look of theirs. */
  readonly again: number
  /** How often it was printed, copied or exported. */
  readonly taken: number
  readonly withReason: boolean
  readonly days: readonly {
    readonly day: LondonDay
    readonly looks: readonly LookLine[]
    readonly taken: readonly TakenLine[]
  }[]
}

/** What one line counts as. */
export const lookSort = ({ kind, shown, stub }: Pick<LookLine, 'kind' | 'shown' | 'stub'>) =>
  kind === 'refused' ? 'refused' : stub ? 'stubs' : shown === 'whole' ? 'whole' : 'rows'

/** Who looked, by colleague and day: whoever looked last comes first, and of each the latest day. */
export function byColleague({ looks, taken }: Pick<WhoLooked, 'looks' | 'taken'>): readonly ColleagueLooks[] {
  const ids = new Set([...looks, ...taken].map(({ actorId }) => actorId))
  const all = [...ids].map((id) => {
    const mine = looks.filter(({ actorId }) => actorId === id)
    const took = taken.filter(({ actorId }) => actorId === id)
    return looksOfOne(id, mine, took)
  })
  return all.toSorted((a, b) => (a.lastAt > b.lastAt ? -1 : 1))
}

function looksOfOne(id: PersonId, looks: readonly LookLine[], taken: readonly TakenLine[]): ColleagueLooks {
  const times = (sort: ReturnType<typeof lookSort>): number =>
    looks.filter((line) => lookSort(line) === sort).reduce((sum, line) => sum + line.times, 0)
  const moments = [...looks.map(({ lastAt }) => lastAt), ...taken.map(({ at }) => at)]
  const days = [...new Set([...looks.map(({ day }) => day), ...taken.map(({ at }) => londonDayOf(at))])]
  return {
    id,
    name: looks[0]?.actorName ?? taken[0]?.actorName ?? '',
    lastAt: moments.reduce(latest),
    whole: times('whole'),
    rows: times('rows'),
    stubs: times('stubs'),
    refused: times('refused'),
    again: looks.reduce((sum, line) => sum + line.again, 0),
    taken: taken.length,
    withReason: looks.some(({ grantId }) => grantId !== null),
    days: days
      .toSorted((a, b) => (a > b ? -1 : 1))
      .map((day) => ({
        day,
        looks: looks.filter((line) => line.day === day),
        taken: taken.filter(({ at }) => londonDayOf(at) === day),
      })),
  }
}

/**
 * One line in words, as somebody would say it of a colleague.
 *
 * @example lookWords(line) // 'Opened the record: name, birth, NHS number; risk'
 */
export function lookWords(line: Pick<LookLine, 'kind' | 'shown' | 'stub' | 'query' | 'fields'>): string {
  const where = doorName(line.query)
  switch (lookSort(line)) {
    case 'refused':
      return `Was refused at ${where}`
    case 'stubs':
      return `Saw only that there is a restricted record, in ${where}`
    case 'whole':
      return `${line.kind === 'export' ? 'Exported' : 'Opened'} ${where}: ${partsWords(line.fields)}`
    case 'rows':
      return line.kind === 'search' ? 'Found it by a search' : `Saw it as a line of ${where}`
  }
}

/** One day of what a colleague looked at. */
export interface DayOfActivity {
  readonly day: LondonDay
  readonly opened: readonly OpenedLine[]
  readonly lists: ActivityOf['lists']
  readonly refused: ActivityOf['refused']
}

/** What somebody looked at day by day, the latest first. Searches are kept apart: what they hold was typed, and may be a name. */
export function byDay({
  opened,
  lists,
  refused,
}: Pick<ActivityOf, 'opened' | 'lists' | 'refused'>): readonly DayOfActivity[] {
  const dayOf = ({ at }: { readonly at: Instant }): LondonDay => londonDayOf(at)
  const days = new Set([...opened.map(({ day }) => day), ...lists.map(({ day }) => day), ...refused.map(dayOf)])
  return [...days]
    .toSorted((a, b) => (a > b ? -1 : 1))
    .map((day) => ({
      day,
      opened: opened.filter((line) => line.day === day),
      lists: lists.filter((line) => line.day === day),
      refused: refused.filter((line) => dayOf(line) === day),
    }))
}

/** What was found about the same colleague on other lines, the latest day first: somebody who is asked about often is no chance. */
export const signedBefore = (line: SheetLine, lines: readonly SheetLine[]): readonly SheetLine[] =>
  lines
    .filter((other) => other.readerId === line.readerId && other.id !== line.id && other.signed !== null)
    .toSorted((a, b) => (a.day > b.day ? -1 : 1))

/** What verifying came to: in one sentence what was looked at, and in another what is wrong, if anything is. */
export function verified(step: Pick<VerifyStep, 'eventsTo' | 'sealsTo' | 'readsSeen' | 'wrong'>): {
  readonly good: boolean
  readonly says: string
} {
  const count = (n: number, one: string): string => `${n.toLocaleString('en-GB')} ${one}${n === 1 ? '' : 's'}`
  const seen = `${count(step.eventsTo, 'event')} and ${count(step.readsSeen, 'read')} under ${count(step.sealsTo, 'seal')}`
  if (step.wrong === null) return { good: true, says: `Nothing is wrong: ${seen} were checked.` }
  return { good: false, says: `${wrongWords[step.wrong.what](step.wrong.row)} Before it, ${seen} are right.` }
}
