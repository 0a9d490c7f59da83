import { addMinutes, instantInput, minutesBetween, type Instant } from '#shared/time/instant.ts'
import type { NoteId } from '#shared/kernel/ids.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { contactWordings } from './contactTimeline.ts'
import { triagingWordings } from './triaging/timeline.ts'
import { arrangementNames, arrangementStateNames } from './arrangementWords.ts'
import { powerNames, ruleInForce } from './clockRules.ts'
import { namedWithoutClock } from './clockClass.ts'
import { clockOf } from './clocks.ts'
import { decisionChanges, verdictWords } from './decisionWords.ts'
import type { ReferralEvent } from './events.ts'
import { fieldNames } from './fieldWords.ts'
import { limitWordings } from './law/limitTimeline.ts'
import { noteAdded } from './noteTimeline.ts'
import { movedEarlierBy } from './powers.ts'
import { putRight } from './putRightTimeline.ts'
import type { PowerRow, ReferralRecord, TimelineRow } from './record.ts'
import { sources, type ReferralState, type SourceCode } from './referral.ts'
import { stateNames } from './stateWords.ts'
import { endsWithStop, sentences, withoutStop } from './sentences.ts'
import type { Piece } from './wordDifference.ts'

/** One line of a timeline, in words. */
export interface TimelineLine {
  readonly key: string
  readonly at: Instant
  /** `key` for what was decided, `bad` for what somebody must notice, `auto` for what the clock did by itself. */
  readonly look: 'plain' | 'key' | 'bad' | 'auto'
  readonly about: 'decision' | 'contact' | 'record'
  readonly head: string
  /** Who, and in what way: "Jo Marsh · version 2". */
  readonly by: string
  readonly quote: readonly Piece[]
  /** The note that it tells of, so that it can be corrected. */
  readonly noteId?: NoteId
}

export type LineWords = Pick<TimelineLine, 'head'> & Partial<Omit<TimelineLine, 'key' | 'at' | 'head'>>
type Wording = (row: TimelineRow, record: ReferralRecord) => LineWords

const same = (text: string): readonly Piece[] => (text === '' ? [] : [{ text, mark: 'same' }])

const textIn = ({ data }: TimelineRow, key: string): string => (typeof data[key] === 'string' ? data[key] : '')
const countIn = ({ data }: TimelineRow, key: string): number => (typeof data[key] === 'number' ? data[key] : 0)

function momentIn({ data }: TimelineRow, key: string): Instant | null {
  const read = instantInput.safeParse(data[key])
  return read.success ? read.data : null
}

const startWords = (at: Instant | null): string => (at === null ? 'not recorded' : formatInstant(at))

const powerOf = (row: TimelineRow, { powers }: ReferralRecord): PowerRow | undefined =>
  powers.find(({ id }) => id === row.data['powerId'])

const sourceWords = (power: PowerRow | undefined): string => (power?.startSource ? `Source: ${power.startSource}` : '')

/** What was told of a section 5(2) after a section 5(4), and why its clock counts from another time. */
function reportWords(row: TimelineRow): string {
  const reportAt = momentIn(row, 'reportAt')
  return reportAt === null
    ? ''
    : `The report was given ${formatInstant(reportAt)}; after section 5(4) the 72 hours count from the nurse’s record, section 5(5)`
}

const nameOf = (power: PowerRow | undefined): string => (power ? powerNames[power.kind].full : 'Power')

const received: Wording = (row) => {
  const began = momentIn(row, 'receivedAt')
  const minutes = began === null ? 0 : minutesBetween(began, row.at)
  const source = sources[textIn(row, 'source') as SourceCode] ?? 'A caller'
  const length =
    minutes < 1 ? 'less than a minute after the call began' : `${formatMinutes(minutes)} after the call began`
  return { head: 'Referral saved', look: 'key', about: 'contact', by: `${source} · ${length}` }
}

const started: Wording = (row, record) => {
  const power = powerOf(row, record)
  const head = power?.startedAt === null ? 'clock running, start not recorded' : 'clock started'
  const look = power?.startedAt === null ? 'bad' : 'key'
  return {
    head: `${nameOf(power)}: ${head}`,
    look,
    quote: same(
      sentences(
        `Start: ${startWords(momentIn(row, 'startedAt'))}`,
        reportWords(row),
        sourceWords(power),
        power?.correctionReason,
      ),
    ),
  }
}

/** @example correctionHead(148) // 'Clock moved earlier by 2h 28m' */
export function correctionHead(movedMinutes: number | null): string {
  if (movedMinutes === null) return 'Start of the clock corrected'
  if (movedMinutes === 0) return 'Source of the start corrected'
  return `Clock moved ${movedMinutes > 0 ? 'earlier' : 'later'} by ${formatMinutes(Math.abs(movedMinutes))}`
}

/** A move, or recording it anew, does not begin a detention again: it goes on from its first start. */
function goesOn(row: TimelineRow, power: PowerRow | undefined): LineWords {
  const movedAt = momentIn(row, 'movedAt')
  const moved = movedAt === null ? '' : `They were moved ${formatInstant(movedAt)}`
  const head = `${nameOf(power)} goes on from its first start`
  const from = `It counts from ${startWords(power?.startedAt ?? null)}`
  return { head, look: 'key', quote: same(sentences(moved, from, power?.correctionReason)) }
}

const corrected: Wording = (row, record) => {
  const [before, after] = [momentIn(row, 'before'), momentIn(row, 'startedAt')]
  const power = powerOf(row, record)
  const reason = sentences(power?.correctionReason, reportWords(row), sourceWords(power), 'Earlier time kept')
  const dropped = row.data['extensionDropped'] === true ? ' The extension does not count from this start.' : ''
  if (row.data['goesOn'] === true) return goesOn(row, power)
  return {
    head: correctionHead(movedEarlierBy(before, after)),
    look: 'bad',
    quote: [
      { text: `${nameOf(power)} started `, mark: 'same' },
      { text: startWords(before), mark: 'was' },
      { text: startWords(after), mark: 'is' },
      { text: `. ${reason}${dropped}`, mark: 'same' },
    ],
  }
}

const extended: Wording = (row, record) => {
  const limit = momentIn(row, 'limitAt')
  const extension = powerOf(row, record)?.extension
  const by = extension?.authoriser ?? ''
  const approved = extension?.superintendent ?? ''
  const head = `${nameOf(powerOf(row, record))} extended by ${formatMinutes(countIn(row, 'minutes'))}`
  const until = limit === null ? '' : `Limit now ${formatInstant(limit)}`
  return {
    head,
    look: 'key',
    about: 'decision',
    quote: same(
      sentences(
        until,
        by === '' ? '' : `Authorised by ${withoutStop(by)}, section 136B`,
        approved === '' ? '' : `Approved by ${withoutStop(approved)}, for a police station`,
      ),
    ),
  }
}

const ended: Wording = (row, record) => {
  const power = powerOf(row, record)
  return {
    head: `${nameOf(power)} ended`,
    look: 'key',
    quote: same(sentences(`Ended ${startWords(momentIn(row, 'endedAt'))}`, power?.endedWhy)),
  }
}

const decided: Wording = (row, { decisions, undoneDecisions = [] }) => {
  const number = countIn(row, 'decision')
  const decision = [...decisions, ...undoneDecisions].find(({ versionNumber }) => versionNumber === number)
  const before = decisions.findLast(({ versionNumber }) => versionNumber < number)
  if (!decision) return { head: 'Triaged', look: 'key', about: 'decision' }
  const noClock = row.data['noClock'] === true
  const words = {
    look: noClock ? 'bad' : 'key',
    about: 'decision',
    by: `version ${number}`,
    quote: same(noClock ? `${namedWithoutClock}.` : ''),
  } as const
  if (!before)
    return {
      ...words,
      head: `Triaged: ${lowerFirst(verdictWords({ ...decision, reviewAt: null }, londonDayOf(row.at)).replace(/ today\.$|\.$/, ''))}`,
    }
  const quote = decisionChanges(before, decision).flatMap(({ what, pieces }) => [
    ...same(`${what}: `),
    ...pieces,
    ...same(endsWithStop(pieces.at(-1)?.text ?? '') ? ' ' : '. '),
  ])
  return {
    ...words,
    head: `Decision amended to version ${number}`,
    quote: [...quote, ...same(sentences(decision.changeReason)), ...same(noClock ? ` ${namedWithoutClock}.` : '')],
  }
}

/** What was undone stays readable above this line; what stood before it stands again. */
const undone: Wording = (row) => ({
  head: `Decision undone: version ${countIn(row, 'decision')}`,
  look: 'key',
  about: 'decision',
  quote: same(
    sentences(`As it stood before: ${lowerFirst(stateNames[textIn(row, 'state') as ReferralState] ?? 'open')}`),
  ),
})

const changed: Wording = ({ data }) => {
  const fields = Array.isArray(data['fields'])
    ? data['fields'].map((field) => fieldNames[String(field) as keyof typeof fieldNames] ?? '')
    : []
  return { head: 'Details changed', quote: same([...new Set(fields.filter(Boolean))].join(', ')) }
}

const arranged: Wording = (row) => {
  const kind = arrangementNames[textIn(row, 'kind') as keyof typeof arrangementNames] ?? 'Arrangement'
  const state = arrangementStateNames[textIn(row, 'state') as keyof typeof arrangementStateNames] ?? ''
  const noted = row.data['before'] === row.data['state']
  return { head: noted ? `${kind}: note changed` : `${kind}: ${lowerFirst(state)}`, about: 'contact' }
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

const wordings: Record<ReferralEvent, Wording> = {
  'draft-started': () => ({ head: 'Call began to be written down', about: 'contact' }),
  'draft-discarded': () => ({ head: 'Draft thrown away' }),
  'referral-received': received,
  'referral-changed': changed,
  'power-recorded': started,
  'power-corrected': corrected,
  'power-extended': extended,
  'power-put-right': putRight,
  'power-ended': ended,
  ...limitWordings,
  'referral-triaged': decided,
  'triage-changed': decided,
  'triage-undone': undone,
  'arrangement-set': arranged,
  ...contactWordings,
  'note-added': noteAdded,
  ...triagingWordings,
}

/** The words for what happened at the desk, or null for an event of a later feature. */
export function referralWordsFor(row: TimelineRow, record: ReferralRecord): LineWords | null {
  return isReferralEvent(row.type) ? wordings[row.type](row, record) : null
}

const isReferralEvent = (type: string): type is ReferralEvent => Object.hasOwn(wordings, type)

/** A line from its words. An event that nobody has words for is still said, from its name. */
export function lineOf(row: TimelineRow, words: LineWords | null): TimelineLine {
  const { by = '', ...told } = words ?? { head: readable(row.type) }
  const who = [row.actorName ?? 'by itself', by].filter(Boolean).join(' · ')
  return { key: `e${row.seq}`, at: row.at, look: 'plain', about: 'record', quote: [], ...told, by: who }
}

/** @example readable('assessment-finished') // 'Assessment finished' */
export const readable = (type: string): string => {
  const words = type.replaceAll('-', ' ').replace(/\b(?:amhp|toil)\b/g, (name) => name.toUpperCase())
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What the clocks did by themselves up to now: each warning that was reached, and the limit. Nobody records these; time does. */
export const clockLines = (powers: readonly PowerRow[], now: Instant): readonly TimelineLine[] =>
  powers.filter(({ supersededAt }) => supersededAt === null).flatMap((power) => linesOfClock(power, now))

function linesOfClock(power: PowerRow, now: Instant): readonly TimelineLine[] {
  const { limitAt } = clockOf(power, now)
  if (limitAt === null || power.startedAt === null) return []
  const until = power.endedAt ?? now
  const name = powerNames[power.kind].full
  const line = { about: 'record', by: 'by itself', quote: [] } as const
  const warnings = ruleInForce(power.kind, power.startedAt).warnAt.map((minutes): TimelineLine => {
    const at = addMinutes(limitAt, -minutes)
    return {
      ...line,
      key: `${power.id}-${minutes}`,
      at,
      look: 'auto',
      head: `${name} entered its last ${formatMinutes(minutes)}`,
    }
  })
  const over: TimelineLine = {
    ...line,
    key: `${power.id}-over`,
    at: limitAt,
    look: 'bad',
    head: `${name}: legal limit passed`,
  }
  // A warning that had gone by before anybody recorded the start warned nobody.
  return [...warnings.filter(({ at }) => at >= power.recordedAt), over].filter(({ at }) => at <= until)
}
