import type { TableData } from '../dataKinds.ts'

const care = {
  purpose: 'act under the Mental Health Act',
  basis: 'public task, health and social care',
  keep: 'referral',
  seenBy: 'Practice consultants, and the AMHP to whom the referral is allocated',
} as const

export const contactData: readonly TableData[] = [
  {
    table: 'referral_calls',
    holds: 'Further calls about a referral that was open already',
    ...care,
    columns: {
      service_id: 'public',
      id: 'personal',
      referral_id: 'personal',
      received_at: 'personal',
      recorded_at: 'personal',
      taken_by: 'staff',
      source: 'personal',
      request: 'special',
      caller_name: 'personal, emptied',
      caller_phone: 'personal, emptied',
      place: 'special, emptied',
      happening: 'special, emptied',
      risk_to_staff: 'special',
      risk_detail: 'special, emptied',
      power_kind: 'special',
      power_started_at: 'special',
    },
  },
  {
    table: 'referral_links',
    holds: 'Which referrals belong together, and which was merged into which',
    ...care,
    columns: {
      service_id: 'public',
      id: 'personal',
      kind: 'special',
      referral_id: 'personal',
      other_id: 'personal',
      why: 'special, emptied',
      made_by: 'staff',
      made_at: 'special',
      state_before: 'special',
      assess_by_before: 'special',
      ended_by: 'staff',
      ended_at: 'special',
      ended_why: 'special, emptied',
    },
  },
  {
    table: 'referral_index',
    holds: 'What a referral is found by; kept by the database, read by its search only',
    ...care,
    seenBy: 'Nobody: only the search looks at it, and answers with referrals in sight',
    columns: {
      service_id: 'public',
      referral_id: 'personal',
      name: 'personal, emptied',
      sounds: 'personal, emptied',
      numbers: 'personal, emptied',
      phones: 'personal, emptied',
      homes: 'personal, emptied',
    },
  },
]
