import { shiftRoles } from '../contract.ts'
import { checkedShift, ofTemplate, readCell, readRole, timeInCell, type CellMeaning } from './cells.ts'
import { readDay } from './days.ts'
import { findPerson } from './names.ts'
import type { Cells, Known, Said } from './sheet.ts'

/** Where a list has what. Either start and end are there, or a column that says both, or a code. */
export interface ListColumns {
  readonly person: number
  readonly day: number
  readonly start: number | null
  readonly end: number | null
  readonly shift: number | null
  readonly role: number | null
}

/** What stands over the columns of a list, and over the names of a grid. */
export const headings: Readonly<Record<keyof ListColumns, readonly string[]>> = {
  person: ['person', 'name', 'amhp', 'who', 'staff', 'employee', 'member of staff'],
  day: ['date', 'day', 'on', 'shift date'],
  start: ['start', 'starts', 'from', 'start time', 'begins'],
  end: ['end', 'ends', 'to', 'until', 'finish', 'end time', 'finishes'],
  shift: ['shift', 'code', 'times', 'shift type', 'duty'],
  role: ['role', 'as'],
}

/** Where the columns of a list are, by its headings; `null` when these are not the headings of one. */
export function listColumnsOf(row: readonly string[]): ListColumns | null {
  const words = row.map((text) => text.trim().toLowerCase().replace(/:$/, ''))
  const at = (what: keyof ListColumns): number | null => {
    const found = words.findIndex((word) => headings[what].includes(word))
    return found < 0 ? null : found
  }
  const [person, day, start, end, shift] = [at('person'), at('day'), at('start'), at('end'), at('shift')]
  if (person === null || day === null || ((start === null || end === null) && shift === null)) return null
  return { person, day, start, end, shift, role: at('role') }
}

/** Reads the lines under the headings of a list, one shift each. Lines without anything are left out. */
export const readList = (cells: Cells, from: number, columns: ListColumns, known: Known): readonly Said[] =>
  cells
    .slice(from)
    .flatMap((row, index) =>
      row.every((text) => text.trim() === '') ? [] : [readLine(row, from + index + 1, columns, known)],
    )

function readLine(row: readonly string[], number: number, columns: ListColumns, known: Known): Said {
  const textAt = (column: number | null): string => (column === null ? '' : (row[column] ?? '').trim())
  const at = (column: number) => ({ row: number, column: column + 1, text: textAt(column) })
  const nothing = { person: null, day: null, means: [] } as const
  const name = textAt(columns.person)
  const found = findPerson(name, known.people)
  if (name === '')
    return { ...at(columns.person), ...nothing, problem: 'There is no name in this row. Write who it is.' }
  if (!found.ok) return { ...at(columns.person), ...nothing, problem: found.refusal }
  const day = readDay(textAt(columns.day), known.first)
  if (!day.ok) return { ...at(columns.day), ...nothing, person: found.value, problem: day.refusal }
  const said = { person: found.value, day: day.value, problem: null }
  const shift = textAt(columns.shift)
  const [start, end] = [textAt(columns.start), textAt(columns.end)]
  if (start === '' && end === '' && columns.shift !== null && shift !== '')
    return { ...at(columns.shift), ...said, means: withRole(readCell(shift, known.templates), textAt(columns.role)) }
  const place = at(columns.start ?? columns.shift ?? columns.day)
  const meant = ofTemplate(timesMeaning(start, end, textAt(columns.role)), known.templates)
  return { ...place, text: `${start}–${end}`, ...said, means: [meant] }
}

function timesMeaning(start: string, end: string, roleText: string): CellMeaning {
  const [startsAt, endsAt] = [timeInCell(start), timeInCell(end)]
  const wrong = startsAt === null ? start : endsAt === null ? end : null
  if (startsAt === null || endsAt === null)
    return {
      kind: 'unread',
      problem:
        wrong === ''
          ? 'A start and an end are needed, like 08:30 and 16:30.'
          : `“${wrong ?? ''}” is not a time of day. Write it like 08:30.`,
    }
  const role = roleText === '' ? 'duty' : readRole(roleText)
  return role === null ? noSuchRole(roleText) : checkedShift(startsAt, endsAt, role)
}

const noSuchRole = (text: string): CellMeaning => ({
  kind: 'unread',
  problem: `“${text}” is no role. Write ${Object.values(shiftRoles).join(', ')}.`,
})

/** A role of its own column goes before that of a template. */
function withRole(means: readonly CellMeaning[], roleText: string): readonly CellMeaning[] {
  if (roleText === '') return means
  const role = readRole(roleText)
  if (role === null) return [noSuchRole(roleText)]
  return means.map((one) => (one.kind === 'shift' && one.role !== role ? { ...one, role, templateId: null } : one))
}
