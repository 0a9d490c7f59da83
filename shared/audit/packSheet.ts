import { csvFileName, csvSheet, type Cell } from '../kernel/csv.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeOf, formatDate, londonDayOf } from '../time/london.ts'
import type { BreachPack, PackKey, PackRow } from './contract.ts'
import type { Period } from './lookingBack.ts'
import { deedName, doorName, kindNames, partsWords } from './words.ts'

/** What a pack was asked by, in words. */
export const packKeyNames: Record<PackKey, string> = {
  record: 'Everything seen and done of one person',
  person: 'Everything that one colleague saw and did',
  session: 'Everything in one session',
  address: 'Everything from one address',
}

/** Who it was. What no person did, the hub did: an alarm that was due, a draft that was forgotten. */
export const whoOf = ({ actorName }: Pick<PackRow, 'actorName'>): string => (actorName === '' ? 'The hub' : actorName)

/** What happened, in words. @example rowWords(row) // 'Opened: the record' */
export const rowWords = ({ kind, what, stub }: Pick<PackRow, 'kind' | 'what' | 'stub'>): string =>
  kind === 'did'
    ? `Did: ${deedName(what)}`
    : `${kindNames[kind]}: ${doorName(what)}${stub ? ', only that it is restricted' : ''}`

/** When, with its year: a pack is read long afterwards. @example packMoment(at) // '12 November 2026, 16:47' */
export const packMoment = (at: Instant): string => `${formatDate(londonDayOf(at))}, ${clockTimeOf(at)}`

export const refsOf = (numbers: readonly number[]): string => numbers.map((number) => `R-${number}`).join(', ')

/** Which parts of the records were shown, in words; nothing for what was done. */
export const partsOf = ({ fields }: Pick<PackRow, 'fields'>): string => (fields.length === 0 ? '' : partsWords(fields))

export interface PackHead {
  readonly by: PackKey
  readonly period: Period
  readonly madeByName: string
}

const headings = [
  'Day',
  'London time',
  'Who',
  'What',
  'People',
  'Parts shown',
  'Opened with a reason',
  'Session',
  'Address',
  'Request',
]

/**
 * A breach pack as comma-separated text: what it is, then a row an act. Text that a spreadsheet would take for a formula is kept as text.
 *
 * @example packSheet(pack, head).split('\r\n')[0] // '\uFEFFBreach pack,Everything that one colleague saw and did'
 */
export function packSheet(pack: BreachPack, { by, period, madeByName }: PackHead): string {
  const rows: readonly (readonly Cell[])[] = [
    ['Breach pack', packKeyNames[by]],
    ['About', pack.about],
    ['From', period.from, 'to', period.to],
    ['Made', packMoment(pack.madeAt), 'by', madeByName],
    ['Rows', pack.rows.length, pack.cut ? 'There are more: ask for a shorter time' : ''],
    ['People shown', refsOf(pack.people)],
    [],
    headings,
    ...pack.rows.map((row) => [
      londonDayOf(row.at),
      clockTimeOf(row.at),
      whoOf(row),
      rowWords(row),
      refsOf(row.numbers),
      partsOf(row),
      row.grantId === null ? '' : 'yes',
      row.sessionId ?? '',
      row.address,
      row.requestId,
    ]),
  ]
  return csvSheet(rows)
}

/** What its file is called: what it is and when it was made, never whom it is about. */
export const packFile = (pack: BreachPack): string => csvFileName('breach-pack', londonDayOf(pack.madeAt))

/** @example periodWords({ from: '2026-11-01', to: '2026-11-12' }) // '1 November 2026 to 12 November 2026' */
export const periodWords = ({ from, to }: Period): string =>
  from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`
