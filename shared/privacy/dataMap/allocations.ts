import type { TableData } from '../dataKinds.ts'

const care = {
  purpose: 'act under the Mental Health Act',
  basis: 'public task, health and social care',
  keep: 'referral',
  seenBy: 'Practice consultants, and the AMHP to whom it was allocated',
} as const

export const allocationData: readonly TableData[] = [
  {
    table: 'allocations',
    holds: 'One AMHP’s time with one referral, from the offer to home safe, and what they decided',
    ...care,
    columns: {
      service_id: 'public',
      id: 'personal',
      referral_id: 'personal',
      person_id: 'staff',
      shift_id: 'staff',
      allocated_by: 'staff',
      allocated_at: 'staff',
      reason: 'special, emptied',
      opened_at: 'staff',
      accepted_at: 'staff',
      declined_at: 'staff',
      set_off_at: 'staff',
      arrived_at: 'staff',
      outcome: 'special',
      outcome_detail: 'special, emptied',
      outcome_reasons: 'special, emptied',
      outcome_at: 'special',
      finished_at: 'staff',
      home_safe_at: 'staff',
      ended_at: 'staff',
      ended_how: 'staff',
      ended_by: 'staff',
      ended_why: 'special, emptied',
      choice: 'staff, emptied',
      version: 'public',
    },
  },
  {
    table: 'waits',
    holds: 'What an AMHP waited for, from when to when',
    ...care,
    columns: {
      service_id: 'public',
      id: 'personal',
      allocation_id: 'personal',
      referral_id: 'personal',
      kind: 'special',
      started_at: 'special',
      ended_at: 'special',
      note: 'special, emptied',
    },
  },
]
