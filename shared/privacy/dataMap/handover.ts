import type { TableData } from '../dataKinds.ts'

const care = {
  purpose: 'act under the Mental Health Act',
  basis: 'public task, health and social care',
  keep: 'referral',
  seenBy: 'Whoever reads records: practice consultants, the Emergency Duty Team, the AMHP lead',
} as const

export const handoverData: readonly TableData[] = [
  {
    table: 'handovers',
    holds:
      'The desk offered by one person and answered by another; its words go with the last of its records that is released',
    ...care,
    columns: {
      service_id: 'public',
      id: 'staff',
      kind: 'public',
      state: 'staff',
      given_by: 'staff',
      offered_at: 'staff',
      words: 'special',
      items: 'public',
      answered_by: 'staff',
      answered_at: 'staff',
      answer_words: 'special',
      withdrawn_at: 'staff',
      withdrawn_why: 'special',
    },
  },
  {
    table: 'handover_items',
    holds: 'One referral in a handover, as it was when it was offered, and whether it was taken',
    ...care,
    columns: {
      service_id: 'public',
      handover_id: 'personal',
      referral_id: 'personal',
      place: 'public',
      facts: 'special, emptied',
      note: 'special, emptied',
      next_by: 'special',
      answer: 'staff',
      left_why: 'special, emptied',
    },
  },
]
