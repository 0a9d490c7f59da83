import type { PersonId, ShiftId, ShiftTemplateId } from '../../kernel/ids.ts'
import { overlaps } from '../../time/span.ts'
import { addDays, formatDate, formatDayShort, type LondonDay } from '../../time/london.ts'
import { changeWords, timesOf, type ShiftPlan } from '../changes.ts'
import { awayKinds, type AwayKind } from '../contract.ts'
import { spanOf } from '../roster.ts'
import { shiftSpan } from '../shiftTemplate.ts'
import type { SaidShift } from './cells.ts'
import type { Said } from './sheet.ts'

/** A shift as it stands now: on the rota, with the draft laid over it. */
export interface Standing extends ShiftPlan {
  readonly shiftId: ShiftId
}

/** How things stand for the people and days that a sheet is about. */
export interface Stands {
  readonly shifts: readonly Standing[]
  readonly away: readonly { readonly personId: PersonId; readonly day: LondonDay; readonly kind: AwayKind }[]
  readonly today: LondonDay
}

export type ImportDoes = 'add' | 'change' | 'take-off' | 'same' | 'note' | 'problem'

/** One difference that a sheet makes, beside the cell that makes it. */
export interface ImportStep {
  readonly row: number
  readonly column: number
  readonly text: string
  readonly does: ImportDoes
  readonly words: string
  /** The shift that is changed or taken off; `null` for one that is put on. */
  readonly shiftId: ShiftId | null
  readonly after: (ShiftPlan & { readonly templateId: ShiftTemplateId | null }) | null
}

/** A year ahead is as far as anybody plans; a day beyond it is a mistyped year. */
const DAYS_AHEAD = 366

/**
 * What a sheet would change, cell by cell, against how things stand. A cell says the whole of a day: shifts that it does not name come
 * off, the one whose times differ moves. An empty cell says nothing, and neither does a day that is gone by.
 *
 * @example importSteps(sheet.said, stands, nameOf).filter(({ does }) => does === 'add')
 */
export function importSteps(said: readonly Said[], stands: Stands): readonly ImportStep[] {
  const days = new Map<string, Said[]>()
  const steps: ImportStep[] = []
  for (const one of said) {
    const wrong = wrongWith(one, stands.today)
    if (wrong !== null) steps.push(problemAt(one, wrong))
    else {
      const key = `${one.person?.personId ?? ''} ${one.day ?? ''}`
      const own = days.get(key)
      if (own) own.push(one)
      else days.set(key, [one])
    }
  }
  for (const cells of days.values()) steps.push(...dayOf(cells, stands))
  return withoutOverlaps(steps, stands).toSorted((a, b) => a.row - b.row || a.column - b.column)
}

const stepAt = ({ row, column, text }: Said, does: ImportDoes, words: string): ImportStep => ({
  row,
  column,
  text,
  does,
  words,
  shiftId: null,
  after: null,
})
const problemAt = (said: Said, words: string): ImportStep => stepAt(said, 'problem', words)

function wrongWith({ problem, person, day, means }: Said, today: LondonDay): string | null {
  const unread = means.find((one) => one.kind === 'unread')
  if (problem !== null) return problem
  if (unread) return unread.problem
  if (person === null || day === null) return 'Nothing can be made of this cell.'
  if (day < today) return `${formatDayShort(day)} is gone by. What was worked stays as it is.`
  if (day > addDays(today, DAYS_AHEAD)) return `${formatDate(day)} is more than a year ahead. Check the year.`
  return null
}

interface Wanted {
  readonly said: Said
  readonly plan: NonNullable<ImportStep['after']>
}

/** One person’s day: what is there and meant stays, what differs moves, what is new comes on, and the rest comes off. */
function dayOf(cells: readonly Said[], stands: Stands): readonly ImportStep[] {
  const [first] = cells
  const person = first?.person
  const day = first?.day
  if (!first || !person || !day) return []
  const nameOf = (): string => person.name
  const wanted = cells.flatMap((said) =>
    said.means.flatMap((one) => (one.kind === 'shift' ? [{ said, plan: planOf(one, person.personId, day) }] : [])),
  )
  const against = wanted.length > 0 ? cells.filter(({ means }) => means.every(({ kind }) => kind !== 'shift')) : []
  const steps = against.map((said) => problemAt(said, `Another cell gives ${person.name} a shift on this day.`))
  const there = stands.shifts.filter((one) => one.personId === person.personId && one.day === day)
  const { same, left, gone } = matched(wanted, there)
  steps.push(...same.map(({ said }) => stepAt(said, 'same', 'As it is already.')))
  for (const [index, { said, plan }] of left.entries()) {
    const before = gone[index] ?? null
    const words = changeWords({ shiftId: before?.shiftId ?? NEW, before, after: plan }, nameOf)
    steps.push({ ...stepAt(said, before ? 'change' : 'add', words), shiftId: before?.shiftId ?? null, after: plan })
  }
  for (const before of gone.slice(left.length)) {
    const words = changeWords({ shiftId: before.shiftId, before, after: null }, nameOf)
    steps.push({ ...stepAt(first, 'take-off', words), shiftId: before.shiftId })
  }
  return [...steps, ...(wanted.length > 0 ? [] : absence(cells, there.length, stands))]
}

/** A shift that is not there yet has no id that another could have. */
const NEW = '' as ShiftId

const planOf = ({ startsAt, endsAt, role, templateId }: SaidShift, personId: PersonId, day: LondonDay) => {
  const { start, end } = shiftSpan({ startsAt, endsAt }, day)
  return { personId, day, startsAt: start, endsAt: end, role, templateId }
}

const isSame = (a: ShiftPlan, b: ShiftPlan): boolean =>
  a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.role === b.role

function matched(wanted: readonly Wanted[], there: readonly Standing[]) {
  const gone = there.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const [same, left]: [Wanted[], Wanted[]] = [[], []]
  for (const one of wanted) {
    const at = gone.findIndex((shift) => isSame(shift, one.plan))
    if (at < 0) left.push(one)
    else {
      same.push(one)
      gone.splice(at, 1)
    }
  }
  return { same, left, gone }
}

/** “AL” and “off”: leave itself is not part of a draft, so it is said where it still has to be put down. */
function absence(cells: readonly Said[], shifts: number, { away }: Stands): readonly ImportStep[] {
  return cells.flatMap((said): readonly ImportStep[] => {
    const kind = said.means.flatMap((one) => (one.kind === 'away' ? [one.away] : []))[0]
    if (kind === undefined) return shifts > 0 ? [] : [stepAt(said, 'same', 'Off already.')]
    const known = away.some(({ personId, day }) => personId === said.person?.personId && day === said.day)
    if (known) return shifts > 0 ? [] : [stepAt(said, 'same', 'Away already.')]
    const words = `${kind === null ? 'A day away' : awayKinds[kind]} of ${said.person?.name ?? ''} on ${said.day ? formatDayShort(said.day) : ''} is not in the hub. Put it down under leave: a sheet changes only shifts.`
    return [stepAt(said, 'note', words)]
  })
}

/** Nobody is in two places at once: of two shifts that would overlap, the one that the sheet brings stays out. */
function withoutOverlaps(steps: readonly ImportStep[], { shifts }: Stands): ImportStep[] {
  const changed = new Set(steps.flatMap(({ shiftId }) => (shiftId === null ? [] : [shiftId])))
  const standing: ShiftPlan[] = shifts.filter(({ shiftId }) => !changed.has(shiftId))
  return steps.map((step) => {
    const { after } = step
    if (after === null) return step
    const other = standing.find((one) => one.personId === after.personId && overlaps(spanOf(one), spanOf(after)))
    if (other) {
      standing.push(...shifts.filter(({ shiftId }) => shiftId === step.shiftId))
      const words = `They would have two shifts at once: the other is ${formatDayShort(other.day)} ${timesOf(other)}.`
      return { ...step, does: 'problem', words, after: null, shiftId: null }
    }
    standing.push(after)
    return step
  })
}
