import type { TableData } from '../dataKinds.ts'

const care = {
  purpose: 'act under the Mental Health Act',
  basis: 'public task, health and social care',
  keep: 'referral',
  seenBy: 'Whoever sees the record whole',
} as const
const line = {
  service_id: 'public',
  referral_id: 'personal',
  set_by: 'staff',
  set_at: 'personal',
  version: 'public',
} as const

export const papersData: readonly TableData[] = [
  {
    table: 'examinations',
    holds: 'Doctors for one referral: when asked, when they examined, what they recommend',
    ...care,
    columns: {
      ...line,
      id: 'personal',
      doctor_name: 'personal, emptied',
      phone: 'personal, emptied',
      is_section_12: 'personal',
      knows_person: 'special',
      asked_at: 'special',
      expected_at: 'special',
      examined_at: 'special',
      recommendation: 'special',
      signed_on: 'special',
      note: 'special, emptied',
      struck_out: 'personal',
      rests_on: 'special',
    },
  },
  {
    table: 'papers',
    holds: 'Where each form or paper of a referral is, and since when',
    ...care,
    columns: {
      ...line,
      id: 'personal',
      form: 'special',
      held_by: 'personal, emptied',
      received_at: 'special',
      note: 'special, emptied',
      struck_out: 'personal',
    },
  },
  {
    table: 'statutory_relatives',
    holds: 'The nearest relative or nominated person: who, how worked out, told, consulted, whether they object',
    ...care,
    columns: {
      ...line,
      kind: 'personal',
      name: 'personal, emptied',
      relation: 'personal, emptied',
      phone: 'personal, emptied',
      basis: 'special, emptied',
      informed_at: 'special',
      consulted_at: 'special',
      not_consulted_why: 'special, emptied',
      objects: 'special',
      displacement: 'special',
    },
  },
]
