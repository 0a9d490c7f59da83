import type { ShiftTemplateId } from '../../kernel/ids.ts'
import { clockTime, type ClockTime } from '../../time/london.ts'
import { shiftRoles, type AwayKind, type ShiftRole } from '../contract.ts'
import { checkShiftTimes } from '../shiftTemplate.ts'

/** A shift as a cell of a spreadsheet says it. */
export interface SaidShift {
  readonly kind: 'shift'
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: ShiftRole
  readonly templateId: ShiftTemplateId | null
}

/** What one cell says of somebody’s day. An empty cell says nothing: what is on the rota stays. */
export type CellMeaning =
  | SaidShift
  | { readonly kind: 'off' }
  /** `null` where the sheet does not say why, as one that the hub wrote does not. */
  | { readonly kind: 'away'; readonly away: AwayKind | null }
  | { readonly kind: 'unread'; readonly problem: string }

export interface KnownTemplate {
  readonly id: ShiftTemplateId
  readonly name: string
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: ShiftRole
  readonly placeName?: string | null
}

const offWords = new Set([
  'off',
  'day off',
  'd/o',
  'do',
  'rd',
  'rest',
  'rest day',
  'nwd',
  'not working',
  '-',
  '–',
  '—',
  'x',
])
const awayWords: Readonly<Record<string, AwayKind | null>> = {
  away: null,
  al: 'annual-leave',
  'a/l': 'annual-leave',
  'annual leave': 'annual-leave',
  leave: 'annual-leave',
  holiday: 'annual-leave',
  hol: 'annual-leave',
  toil: 'toil',
  'toil day': 'toil',
  sick: 'sickness',
  sickness: 'sickness',
  ill: 'sickness',
  training: 'training',
  trg: 'training',
  course: 'training',
  'other duty': 'other-duty',
}

/** Words and letters that stand behind times for what the shift is for; without one it is a duty shift. */
const roleWords: Readonly<Record<string, ShiftRole>> = {
  second: 'second',
  '2nd': 'second',
  '2': 'second',
  backup: 'backup',
  b: 'backup',
  consultant: 'practice-consultant',
  pc: 'practice-consultant',
  edt: 'out-of-hours',
  'out of hours': 'out-of-hours',
  duty: 'duty',
  // A Map would lose the types of its keys.
  ...Object.fromEntries(
    (Object.entries(shiftRoles) as [ShiftRole, string][]).flatMap(([role, words]) => [
      [role, role],
      [words.toLowerCase(), role],
    ]),
  ),
}

/** @example readRole('Backup AMHP') // 'backup'; null when it is no role */
export const readRole = (text: string): ShiftRole | null => roleWords[plain(text)] ?? null

const plain = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/**
 * Everything that a cell says: a code of a template, times with or without a role, a kind of absence, or “off”. Several shifts of one
 * day stand on lines of their own, or with ; or + between them.
 *
 * @example readCell('15-23', []) // [{ kind: 'shift', startsAt: '15:00', endsAt: '23:00', role: 'duty', templateId: null }]
 */
export function readCell(text: string, templates: readonly KnownTemplate[]): readonly CellMeaning[] {
  return text
    .split(/[;+\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => readPart(part, templates))
}

function readPart(part: string, templates: readonly KnownTemplate[]): CellMeaning {
  const word = plain(part)
  const named = templates.find(({ name }) => plain(name) === word)
  if (named) return fromTemplate(named)
  if (offWords.has(word)) return { kind: 'off' }
  const away = awayWords[word]
  if (away !== undefined) return { kind: 'away', away }
  const [said, place] = withPlace(part)
  const times = readTimes(said)
  return times ? ofTemplate(times, templates, place) : readCode(part, word, templates)
}

/**
 * A shift with the times and the role of one template is one of that template: it keeps its name, place and break.
 *
 * @param place where the cell says that it is worked: of several templates the one of that place is meant
 * @example ofTemplate(checkedShift(clockTime('08:30'), clockTime('16:30'), 'duty'), [early]) // { …, templateId: early.id }
 */
export function ofTemplate(
  said: CellMeaning,
  templates: readonly KnownTemplate[],
  place: string | null = null,
): CellMeaning {
  if (said.kind !== 'shift') return said
  const fits = templates.filter(
    ({ startsAt, endsAt, role }) => startsAt === said.startsAt && endsAt === said.endsAt && role === said.role,
  )
  const there = fits.filter(({ placeName }) => place !== null && plain(placeName ?? '') === plain(place))
  const meant = fits.length === 1 ? fits : there
  const [only] = meant
  return only && meant.length === 1 ? { ...said, templateId: only.id } : said
}

/** Times, and after them where they are worked. @example withPlace('08:30–16:30 at North House') // ['08:30–16:30', 'North House'] */
function withPlace(part: string): readonly [string, string | null] {
  const found = /^(\d.*?)\s+at\s+(.+)$/is.exec(part)
  return found ? [found[1] ?? part, found[2] ?? null] : [part, null]
}

const fromTemplate = ({ id, startsAt, endsAt, role }: KnownTemplate): SaidShift => ({
  kind: 'shift',
  startsAt,
  endsAt,
  role,
  templateId: id,
})

/** The beginning of a template’s name will do where no other begins so: E for Early. */
function readCode(part: string, word: string, templates: readonly KnownTemplate[]): CellMeaning {
  const begun = templates.filter(({ name }) => plain(name).startsWith(word))
  const [only] = begun
  if (only && begun.length === 1) return fromTemplate(only)
  const problem =
    begun.length > 1
      ? `“${part}” could be ${begun.map(({ name }) => name).join(' or ')}. Write more of the name, or the times.`
      : `“${part}” is no times, no shift template and no kind of leave. Write times, like 08:30-16:30.`
  return { kind: 'unread', problem }
}

// Spreadsheets write whole minutes with their seconds: 08:00:00.
const TIME = /^(\d{1,2})(?:[:.h]?(\d{2})(?::00)?)?\s?(am|pm)?$/i
const TIMES =
  /^(\d{1,2})(?:[:.h]?(\d{2})(?::00)?)?\s?(am|pm)?\s?(?:-|–|—|to|until)\s?(\d{1,2})(?:[:.h]?(\d{2})(?::00)?)?\s?(am|pm)?(?:\s(.{1,30}))?$/i

function readTimes(part: string): CellMeaning | null {
  const found = TIMES.exec(part.replaceAll(/\s+/g, ' '))
  if (!found) return null
  const [startsAt, endsAt] = [timeOf(found[1], found[2], found[3]), timeOf(found[4], found[5], found[6])]
  if (startsAt === null || endsAt === null)
    return { kind: 'unread', problem: `“${part}” is not two times of day. Write them like 08:30-16:30.` }
  const role = found[7] === undefined ? 'duty' : readRole(found[7])
  if (role === null)
    return { kind: 'unread', problem: `“${found[7] ?? ''}” is no role. Write ${Object.values(shiftRoles).join(', ')}.` }
  return checkedShift(startsAt, endsAt, role)
}

/** A shift from its times, or what is wrong with its length. @example checkedShift(clockTime('08:00'), clockTime('08:00'), 'duty').kind // 'unread' */
export function checkedShift(startsAt: ClockTime, endsAt: ClockTime, role: ShiftRole): CellMeaning {
  if (startsAt === endsAt) return { kind: 'unread', problem: `This starts and ends at ${startsAt}. Give a later end.` }
  if (!checkShiftTimes({ startsAt, endsAt }).ok)
    return { kind: 'unread', problem: `${startsAt} to ${endsAt} is longer than 16 hours. Check which is the start.` }
  return { kind: 'shift', startsAt, endsAt, role, templateId: null }
}

function timeOf(hours = '', minutes = '00', half = ''): ClockTime | null {
  const [hour, minute] = [Number(hours), Number(minutes)]
  const late = half.toLowerCase()
  if (late !== '' && (hour < 1 || hour > 12)) return null
  const whole = late === 'pm' ? (hour % 12) + 12 : late === 'am' ? hour % 12 : hour === 24 && minute === 0 ? 0 : hour
  if (whole > 23 || minute > 59) return null
  return clockTime(`${String(whole).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
}

/**
 * One time of day in a cell: 08:30, 8.30, 0830, 8:30 am. A bare hour is of the 24-hour clock, as rotas are written; where a limit of the law
 * hangs on it, `readTime` of typed times asks instead.
 *
 * @example timeInCell('4.30pm') // '16:30'
 */
export function timeInCell(text: string): ClockTime | null {
  const found = TIME.exec(plain(text))
  return found ? timeOf(found[1], found[2], found[3]) : null
}
