import type { TableData } from '../dataKinds.ts'

const rota = {
  purpose: 'plan the rota',
  basis: 'legal obligation, staff',
  keep: 'rota',
  seenBy: 'Everybody who may see the rota',
} as const

export const rotaData: readonly TableData[] = [
  {
    table: 'shift_templates',
    holds: 'Starts and ends of shifts, to be put on days',
    purpose: 'plan the rota',
    basis: 'no personal data',
    keep: 'service',
    seenBy: 'Everybody who may see the rota',
    columns: {
      service_id: 'public',
      id: 'public',
      name: 'public',
      starts_at: 'public',
      ends_at: 'public',
      role: 'public',
      break_minutes: 'public',
      place_id: 'public',
      retired: 'public',
      version: 'public',
    },
  },
  {
    table: 'shifts',
    holds: 'Who works when',
    ...rota,
    columns: {
      service_id: 'public',
      id: 'staff',
      person_id: 'staff',
      template_id: 'staff',
      day: 'staff',
      starts_at: 'staff',
      ends_at: 'staff',
      role: 'staff',
      layer: 'staff',
      planned_for: 'staff',
      turn_starts_at: 'staff',
      part_of: 'staff',
      break_minutes: 'staff',
      place_id: 'staff',
      cancelled_at: 'staff',
      cancelled_why: 'staff',
      version: 'public',
    },
  },
  {
    table: 'days_away',
    holds: 'Whole days of leave, sickness, training or TOIL',
    ...rota,
    seenBy: 'Everybody who may see the rota; that it is sickness, those who plan it',
    columns: {
      service_id: 'public',
      person_id: 'staff',
      day: 'staff',
      kind: 'restricted',
      leave_id: 'staff',
      worked_shift_ids: 'staff',
    },
  },
]
