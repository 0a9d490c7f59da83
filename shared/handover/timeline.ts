import type { TimelineRow } from '../referrals/record.ts'
import type { LineWords } from '../referrals/timeline.ts'

/** The words for a referral that went from one desk to another, or null for any other event. */
export const handoverWordsFor = (row: TimelineRow): LineWords | null =>
  row.type === 'referral-handed-over'
    ? {
        head: `Handed over by ${row.personName ?? 'a colleague'}`,
        look: 'key',
        about: 'contact',
        by: 'taken over by name',
      }
    : null
