import { instantInput, type Instant } from '#shared/time/instant.ts'
import { formatDay, isLondonDay, londonDay, londonDayOf, formatInstant } from '#shared/time/london.ts'
import type { ReferralRecord, TimelineRow } from '../record.ts'
import { sentences } from '../sentences.ts'
import type { LineWords } from '../timeline.ts'
import { endingsOf, limitFamilies, limitKinds, type LimitKind } from './limitKinds.ts'
import { limitMoment } from './limitWords.ts'

type Wording = (row: TimelineRow, record: ReferralRecord) => LineWords

const kindIn = ({ data }: TimelineRow): LimitKind | null => limitKinds.find((one) => one === data['kind']) ?? null
const nameOf = (row: TimelineRow): string => {
  const kind = kindIn(row)
  return kind === null ? 'A limit of the law' : limitFamilies[kind].full
}

function momentIn({ data }: TimelineRow, key: string): Instant | null {
  const read = instantInput.safeParse(data[key])
  return read.success ? read.data : null
}

/** A start as it was counted: a day, or to the minute. */
function startWords(row: TimelineRow, key = 'startedAt'): string {
  const [at, kind] = [momentIn(row, key), kindIn(row)]
  if (at === null) return 'not recorded'
  return kind !== null && limitFamilies[kind].takes === 'day' ? formatDay(londonDayOf(at)) : formatInstant(at)
}

const rowOf = (row: TimelineRow, { limits }: ReferralRecord) => limits.find(({ id }) => id === row.data['limitId'])

const recorded: Wording = (row, record) => {
  const unknown = momentIn(row, 'startedAt') === null
  const limit = rowOf(row, record)
  const source = limit?.startSource ? `Source: ${limit.startSource}` : ''
  return {
    head: unknown ? `${nameOf(row)}: start not recorded` : `${nameOf(row)}: counting began`,
    look: unknown ? 'bad' : 'key',
    quote: [
      {
        text: sentences(`From: ${startWords(row)}`, limit?.personName ? `For ${limit.personName}` : '', source),
        mark: 'same',
      },
    ],
  }
}

const corrected: Wording = (row, record) => ({
  head: `${nameOf(row)}: start corrected`,
  look: 'bad',
  quote: [
    { text: 'From ', mark: 'same' },
    { text: startWords(row, 'before'), mark: 'was' },
    { text: startWords(row), mark: 'is' },
    { text: `. ${sentences(rowOf(row, record)?.correctionReason, 'Earlier date kept')}`, mark: 'same' },
  ],
})

const renewed: Wording = (row) => {
  const [limit, kind] = [momentIn(row, 'limitAt'), kindIn(row)]
  const reported = row.data['reportedOn']
  const on = typeof reported === 'string' && isLondonDay(reported) ? `Report of ${formatDay(londonDay(reported))}` : ''
  const until = limit === null || kind === null ? '' : `Ends ${limitMoment(kind, limit)}`
  return {
    head: `${nameOf(row)} renewed`,
    look: 'key',
    about: 'decision',
    quote: [{ text: sentences(on, until), mark: 'same' }],
  }
}

const held: Wording = (row) => {
  const decided = momentIn(row, 'disposedAt')
  return {
    head:
      decided === null
        ? `${nameOf(row)} held open by an application to the county court`
        : `${nameOf(row)}: the county court has decided`,
    look: 'key',
    about: 'decision',
    quote: [
      {
        text: sentences(
          `Application made ${startWords(row, 'madeAt')}`,
          decided === null ? 'Section 29(4)' : `Decided ${startWords(row, 'disposedAt')}`,
          row.data['orderMade'] === true ? 'An order was made' : '',
        ),
        mark: 'same',
      },
    ],
  }
}

const ended: Wording = (row, record) => {
  const kind = kindIn(row)
  const how = String(row.data['how'])
  const words = kind === null ? '' : (endingsOf(kind)[how] ?? '')
  const objected = how === 'objected'
  return {
    head: `${nameOf(row)}: ${words === '' ? 'ended' : words.charAt(0).toLowerCase() + words.slice(1)}`,
    look: objected ? 'bad' : 'key',
    quote: [
      {
        text: sentences(`On ${formatInstant(momentIn(row, 'endedAt') ?? row.at)}`, rowOf(row, record)?.endedWhy),
        mark: 'same',
      },
    ],
  }
}

/** The words for what happened to the limits of the law beside the powers. */
export const limitWordings = {
  'limit-recorded': recorded,
  'limit-corrected': corrected,
  'limit-renewed': renewed,
  'limit-held': held,
  'limit-ended': ended,
} as const
