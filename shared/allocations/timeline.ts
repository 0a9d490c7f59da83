import type { TimelineRow } from '../referrals/record.ts'
import type { LineWords } from '../referrals/timeline.ts'
import { instantInput, minutesBetween, type Instant } from '../time/instant.ts'
import { formatInstant, londonDayOf } from '../time/london.ts'
import { formatMinutes } from '../time/minutes.ts'
import type { AllocationRow } from './contract.ts'
import type { AllocationEvent } from './events.ts'
import { outcomes, outcomeWords } from './outcomes.ts'
import { unapprovedWords } from './unapproved.ts'
import { waitFacts } from './waits.ts'

type Wording = (row: TimelineRow) => LineWords

const who = ({ personName }: TimelineRow): string => personName ?? 'an AMHP'

function momentIn({ data }: TimelineRow, key: string): Instant | null {
  const read = instantInput.safeParse(data[key])
  return read.success ? read.data : null
}

const has = <List extends object>(list: List, key: unknown): key is keyof List =>
  typeof key === 'string' && Object.hasOwn(list, key)

/** A phone without signal tells of a step later than it was taken: both times are said wherever they read as two. */
function toldLater(row: TimelineRow): string {
  const occurredAt = momentIn(row, 'occurredAt')
  const day = londonDayOf(row.at)
  if (occurredAt === null || occurredAt > row.at) return ''
  const happened = formatInstant(occurredAt, day)
  return happened === formatInstant(row.at, day) ? '' : `happened ${happened}`
}

const step =
  (head: (row: TimelineRow) => string, look: LineWords['look'] = 'plain'): Wording =>
  (row) => ({ head: head(row), look, about: 'contact', by: toldLater(row) })

const outcomeOf = ({ data: { outcome } }: TimelineRow): string =>
  has(outcomes, outcome) ? outcomes[outcome].words : 'recorded'

const waitOf = ({ data: { kind } }: TimelineRow): string => (has(waitFacts, kind) ? waitFacts[kind].words : 'Waiting')

const waitBegan: Wording = (row) => {
  const startedAt = momentIn(row, 'startedAt')
  const by = startedAt === null ? '' : `since ${formatInstant(startedAt, londonDayOf(row.at))}`
  return { head: waitOf(row), about: 'contact', by }
}

const waitOver: Wording = (row) => {
  const [startedAt, endedAt] = [momentIn(row, 'startedAt'), momentIn(row, 'endedAt')]
  const length = startedAt && endedAt ? `, ${formatMinutes(minutesBetween(startedAt, endedAt))}` : ''
  return { head: `${waitOf(row)}: over${length}`, about: 'contact' }
}

const undone: Record<string, string> = { accepted: 'Accepted', travelling: 'Set off', arrived: 'Arrived' }
const stepUndone = ({ data: { step: taken } }: TimelineRow): string => undone[String(taken)] ?? 'Step'

/** An outcome; in red where the register did not let its AMHP act when it was decided. */
const outcome: Wording = (row) => {
  const said = insteadOf(row).quote ?? []
  const words = { head: `Outcome: ${outcomeOf(row)}`, about: 'decision', by: toldLater(row) } as const
  const { approval } = row.data
  if (!has(unapprovedWords, approval)) return { ...words, look: 'key', quote: said }
  const warned = `${who(row)} ${unapprovedWords[approval]}. `
  return { ...words, look: 'bad', quote: [{ text: warned, mark: 'same' }, ...said] }
}

/** What an allocation was made against, each a sentence. */
function allTheSame(data: TimelineRow['data']): readonly string[] {
  const overrides = typeof data['overrides'] === 'string' ? data['overrides'].split(' ') : []
  return [
    data['riskNotAsked'] === true ? 'Risk to the worker had not been asked; given all the same.' : null,
    overrides.includes('declared-conflict')
      ? 'Against a conflict of interest that they declared about the place.'
      : null,
    overrides.includes('approval-condition') ? 'Against a condition on their approval.' : null,
  ].filter((one) => one !== null)
}

const withQuote = (said: readonly string[]) =>
  said.length > 0 && { quote: [{ text: said.join(' '), mark: 'same' as const }] }

const wordings: Record<AllocationEvent, Wording> = {
  'referral-allocated': (row) => ({
    head: `Allocated to ${who(row)}`,
    look: 'key',
    about: 'decision',
    ...withQuote(allTheSame(row.data)),
  }),
  'allocation-undone': (row) => ({ head: `Allocation to ${who(row)} undone`, about: 'decision' }),
  'allocation-opened': () => ({ head: 'Opened on the phone' }),
  'allocation-accepted': step(() => 'Accepted'),
  'allocation-declined': step((row) => `Declined by ${who(row)}`, 'bad'),
  'allocation-taken-back': (row) => ({ head: `Taken back from ${who(row)}`, look: 'bad', about: 'decision' }),
  'amhp-set-off': step(() => 'Set off'),
  'amhp-arrived': step(() => 'Arrived'),
  'amhp-step-undone': (row) => ({ head: `${stepUndone(row)}: undone by the AMHP`, about: 'contact' }),
  'wait-started': waitBegan,
  'wait-ended': waitOver,
  'outcome-recorded': outcome,
  'assessment-finished': step(() => 'Finished', 'key'),
  'amhp-home-safe': step(() => 'Home safe'),
}

/** What an outcome was put in the place of. */
const insteadOf = ({ data }: TimelineRow): Pick<LineWords, 'quote'> => {
  const before = data['insteadOf']
  return typeof before === 'string'
    ? { quote: [{ text: `Put right. It said: ${outcomeWords(before)}`, mark: 'same' }] }
    : {}
}

/** Who had it, as far as a line of the timeline needs it. */
export type Had = Pick<AllocationRow, 'id' | 'endedWhy'>

/**
 * The words for what happened with an AMHP, or null for an event of another feature.
 *
 * @param had everybody who had the referral, for the reason of a take-back or of declining: words stand with the allocation, where they
 *   are shown to whoever may read them, and not in the event
 */
export function allocationWordsFor(row: TimelineRow, had: readonly Had[] = []): LineWords | null {
  if (!has(wordings, row.type)) return null
  const words = wordings[row.type](row)
  if (row.type !== 'allocation-taken-back' && row.type !== 'allocation-declined') return words
  const why = had.find(({ id }) => id === row.data['allocationId'])?.endedWhy ?? ''
  return why === '' ? words : { ...words, quote: [{ text: why, mark: 'same' }] }
}
