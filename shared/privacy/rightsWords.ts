import { fieldNames } from '../referrals/fieldWords.ts'
import { formatDate, formatInstant } from '../time/london.ts'
import { correctableFacts, type CorrectionAbout, type MarkKind, type RecordMark } from './rights.ts'

/** What each thing that can be corrected is called. */
export const aboutNames: Record<CorrectionAbout, string> = {
  ...(Object.fromEntries(correctableFacts.map((fact) => [fact, fieldNames[fact]])) as Record<
    (typeof correctableFacts)[number],
    string
  >),
  decision: 'A triage decision',
  power: 'A legal power',
  arrangement: 'An arrangement',
  allocation: 'What an AMHP recorded',
  'other-entry': 'Another entry',
}

export const markNames: Record<MarkKind, string> = {
  objection: 'Objection to processing',
  restriction: 'Restricted processing',
  death: 'Death recorded',
  'legal-hold': 'Legal hold',
}

/** What a mark means for whoever works with the record. */
export const markMeans: Record<MarkKind, string> = {
  objection: 'The person has objected (UK GDPR article 21). Weigh it before using this for anything but their care.',
  restriction:
    'Keep it, and use it only with the person’s agreement, for legal claims or to protect somebody (article 18).',
  death: 'The time of keeping is counted from the death, if that is sooner.',
  'legal-hold': 'It is not released while this stands.',
}

/** @example markSays(hold) // 'since Thursday 12 November 2026 at 16:43, until 1 March 2027' */
export function markSays({ kind, onDay, placedAt, endedAt }: RecordMark): string {
  const since = kind === 'death' && onDay !== null ? `on ${formatDate(onDay)}` : `since ${formatInstant(placedAt)}`
  const until = kind === 'legal-hold' && onDay !== null ? `, until ${formatDate(onDay)}` : ''
  return `${since}${until}${endedAt === null ? '' : `; ended ${formatInstant(endedAt)}`}`
}
