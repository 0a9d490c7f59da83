import { instantInput } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import type { ReferralEvent } from '../events.ts'
import { namedWithoutClock } from '../clockClass.ts'
import { fieldNames } from '../fieldWords.ts'
import type { TimelineRow } from '../record.ts'
import { urgencies } from '../referral.ts'
import type { LineWords } from '../timeline.ts'
import { agencies } from './asks.ts'
import { dataFields } from './dataset.ts'
import { letterKinds, sentWays } from './letters.ts'
import { taskKinds } from './tasks.ts'

type Told = Extract<
  ReferralEvent,
  | 'facts-answered'
  | 'information-asked'
  | 'information-chased'
  | 'information-settled'
  | 'urgency-re-rated'
  | 'checklist-ticked'
  | 'duty-task-made'
  | 'duty-task-done'
  | 'letter-kept'
  | 'letter-sent'
  | 'redirect-offered'
  | 'redirect-answered'
  | 'referral-held'
  | 'hold-ended'
>

const nameIn = (names: Readonly<Record<string, string>>, code: unknown, otherwise: string): string =>
  typeof code === 'string' && Object.hasOwn(names, code) ? (names[code] ?? otherwise) : otherwise

/** The class as the service called it then; what was rated by an earlier release has the code alone. */
const classIn = ({ words, urgency }: TimelineRow['data']): string =>
  typeof words === 'string' ? `“${words}”` : nameIn(urgencies, urgency, 'another class').toLowerCase()

function untilIn({ data }: TimelineRow, key: string): string {
  const read = instantInput.safeParse(data[key])
  return read.success ? formatInstant(read.data) : 'a time that was not kept'
}

const labels: Readonly<Record<string, string>> = {
  ...fieldNames,
  ...Object.fromEntries(Object.entries(dataFields).map(([code, { label }]) => [code, label])),
}
const taskWords = Object.fromEntries(Object.entries(taskKinds).map(([code, { words }]) => [code, words]))

const says = (head: string, about: LineWords['about'] = 'record', look: LineWords['look'] = 'plain'): LineWords => ({
  head,
  look,
  about,
})
const agencyIn = ({ data }: TimelineRow): string => nameIn(agencies, data['agency'], 'somebody')

const answered = ({ data }: TimelineRow): LineWords => {
  const fields = Array.isArray(data['fields'])
    ? data['fields'].map((code) => nameIn(labels, code, '')).filter(Boolean)
    : []
  const words = says(fields.length === 1 ? 'Asked about one thing' : `Asked about ${fields.length} things`)
  return { ...words, quote: fields.length === 0 ? [] : [{ text: fields.join(', '), mark: 'same' }] }
}

/** How the desk's own work is said on the timeline. Why, and what was written, is beside the record, never in an event. */
export const triagingWordings: Record<Told, (row: TimelineRow) => LineWords> = {
  'facts-answered': answered,
  'information-asked': (row) => says(`Asked ${agencyIn(row)} for information, by ${untilIn(row, 'dueAt')}`, 'contact'),
  'information-chased': (row) => says(`Chased ${agencyIn(row)}`, 'contact'),
  'information-settled': (row) =>
    says(
      row.data['came'] === true
        ? `Information came from ${agencyIn(row)}`
        : `No information will come from ${agencyIn(row)}`,
      'contact',
    ),
  'urgency-re-rated': ({ data }) => ({
    ...says(`Urgency changed to: ${classIn(data)}`, 'decision', 'key'),
    ...(data['noClock'] === true && { look: 'bad', quote: [{ text: `${namedWithoutClock}.`, mark: 'same' }] }),
  }),
  'checklist-ticked': ({ data }) =>
    says(data['state'] === 'open' ? 'A line of the checklist opened again' : 'A line of the checklist settled'),
  'duty-task-made': ({ data }) =>
    says(`To do: ${nameIn(taskWords, data['kind'], 'a duty').toLowerCase()}`, 'decision', 'auto'),
  'duty-task-done': ({ data }) =>
    data['undone'] === true
      ? says(`Not to do any more: ${nameIn(taskWords, data['kind'], 'a duty').toLowerCase()}`, 'decision', 'auto')
      : says(`Done: ${nameIn(taskWords, data['kind'], 'a duty').toLowerCase()}`, 'decision', 'key'),
  'letter-kept': ({ data }) => says(`Letter written. ${nameIn(letterKinds, data['kind'], 'A letter')}`, 'contact'),
  'letter-sent': ({ data }) =>
    says(
      `Letter sent, ${nameIn(sentWays, data['how'], 'somehow').toLowerCase()}. ${nameIn(letterKinds, data['kind'], 'A letter')}`,
      'contact',
      'key',
    ),
  'redirect-offered': () => says('Offered to another council: ours until they accept', 'decision'),
  'redirect-answered': ({ data }) =>
    says(data['accepted'] === true ? 'Accepted by another council' : 'Declined by another council', 'decision', 'key'),
  'referral-held': (row) => says(`Held until ${untilIn(row, 'until')}`, 'decision'),
  'hold-ended': () => says('Taken up again', 'decision'),
}
