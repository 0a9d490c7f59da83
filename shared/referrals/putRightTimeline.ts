import { formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { powerNames } from './clockRules.ts'
import type { PowerRow, ReferralRecord, TimelineRow } from './record.ts'
import { sentences } from './sentences.ts'
import type { LineWords } from './timeline.ts'

const extensionWords = ({ extension }: Pick<PowerRow, 'extension'>): string =>
  extension === null
    ? 'not extended'
    : `extended by ${formatMinutes(extension.minutes)}, authorised ${formatInstant(extension.authorisedAt)} by ${extension.authoriser}`

const endWords = ({ endedAt, endedWhy }: Pick<PowerRow, 'endedAt' | 'endedWhy'>): string =>
  endedAt === null ? 'running' : `ended ${formatInstant(endedAt)}${endedWhy === '' ? '' : ` (${endedWhy})`}`

/** What stood there, what stands there now, and why: the extension or the end of a power was put right. */
export function putRight(row: TimelineRow, { powers }: ReferralRecord): LineWords {
  const [after, before] = ['powerId', 'correctsId'].map((key) => powers.find(({ id }) => id === row.data[key]))
  const name = after ? powerNames[after.kind].full : 'Power'
  const what = row.data['what'] === 'end' ? 'end' : row.data['what'] === 'extension' ? 'extension' : 'extension and end'
  const head = `${name}: ${what} put right`
  if (!before || !after) return { head, look: 'bad' }
  const words = what === 'end' ? endWords : extensionWords
  return {
    head,
    look: 'bad',
    about: 'decision',
    quote: [
      { text: `${name}: `, mark: 'same' },
      { text: words(before), mark: 'was' },
      { text: words(after), mark: 'is' },
      {
        text: `. ${sentences(after.correctionReason, what === 'extension and end' ? `It is ${endWords(after)}` : '', 'What stood there is kept')}`,
        mark: 'same',
      },
    ],
  }
}
