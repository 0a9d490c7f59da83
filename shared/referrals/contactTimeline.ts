import type { ReferralEvent } from './events.ts'
import { linkKinds } from './links.ts'
import type { TimelineRow } from './record.ts'
import { referralNumber, sources } from './referral.ts'
import type { LineWords } from './timeline.ts'

type ContactEvent = Extract<
  ReferralEvent,
  | 'call-added'
  | 'referral-linked'
  | 'referral-unlinked'
  | 'referral-merged'
  | 'merged-in'
  | 'merge-undone'
  | 'merged-out'
>

const otherIn = ({ data }: TimelineRow): string =>
  typeof data['other'] === 'number' ? referralNumber(data['other']) : 'another referral'

const nameIn = (names: Readonly<Record<string, string>>, code: unknown, otherwise: string): string =>
  typeof code === 'string' ? (names[code] ?? otherwise) : otherwise

const says = (head: string, look: LineWords['look'] = 'plain'): LineWords => ({ head, look, about: 'contact' })

const callAdded = ({ data }: TimelineRow): LineWords => {
  const words = says(`Further call: ${nameIn(sources, data['source'], 'a caller')}`, 'key')
  if (data['clock'] !== 'differs') return words
  const told = 'This caller told another start of the clock than is recorded. Check it.'
  return { ...words, look: 'bad', quote: [{ text: told, mark: 'same' }] }
}

/** How further calls, links and merges are said on the timeline. Why is on the link itself, which stays. */
export const contactWordings: Record<ContactEvent, (row: TimelineRow) => LineWords> = {
  'call-added': callAdded,
  'referral-linked': (row) =>
    says(`Linked with ${otherIn(row)}: ${nameIn(linkKinds, row.data['kind'], 'linked').toLowerCase()}`),
  'referral-unlinked': (row) => says(`Link with ${otherIn(row)} ended`),
  'referral-merged': (row) => says(`Merged into ${otherIn(row)} and closed`, 'key'),
  'merged-in': (row) => says(`Merged into this: ${otherIn(row)}`, 'key'),
  'merge-undone': (row) => says(`Parted from ${otherIn(row)} and open again`, 'key'),
  'merged-out': (row) => says(`Parted from this: ${otherIn(row)}`, 'key'),
}
