import type { TableData } from '../dataKinds.ts'

const hours = {
  purpose: 'plan the rota',
  basis: 'legal obligation, staff',
  keep: 'rota',
  seenBy: 'Themselves, and those who plan the rota',
} as const

/** What the law of working time asks to be kept of each colleague (Working Time Regulations 1998 regs 5 and 9). */
export const workingTimeData: readonly TableData[] = [
  {
    table: 'opt_outs',
    holds: 'Written agreements to work more than 48 hours a week on average, and notice given of them',
    ...hours,
    columns: {
      service_id: 'public',
      id: 'staff',
      person_id: 'staff',
      signed_on: 'staff',
      first_day: 'staff',
      last_day: 'staff',
      recorded_by: 'staff',
      recorded_at: 'staff',
      ended_by: 'staff',
      ended_at: 'staff',
      version: 'public',
    },
  },
  {
    table: 'other_jobs',
    holds: 'Work for other employers, as its person has declared it',
    ...hours,
    columns: {
      service_id: 'public',
      id: 'staff',
      person_id: 'staff',
      employer: 'restricted',
      days: 'staff',
      starts_at: 'staff',
      ends_at: 'staff',
      break_minutes: 'staff',
      first_day: 'staff',
      last_day: 'staff',
      kept_by: 'staff',
      kept_at: 'staff',
      version: 'public',
    },
  },
  {
    table: 'rest_settlements',
    holds: 'Rest that was owed after a start that came too early, and how it was settled',
    ...hours,
    columns: {
      service_id: 'public',
      shift_id: 'staff',
      person_id: 'staff',
      owed: 'staff',
      later_starts_at: 'staff',
      how: 'staff',
      given_from: 'staff',
      given_to: 'staff',
      why: 'restricted',
      settled_by: 'staff',
      settled_at: 'staff',
    },
  },
  {
    table: 'next_start_decisions',
    holds: 'What was decided about shifts that would have begun before their person had rested from a late finish',
    ...hours,
    columns: {
      service_id: 'public',
      shift_id: 'staff',
      person_id: 'staff',
      rested_at: 'staff',
      planned_start: 'staff',
      decision: 'staff',
      why: 'restricted',
      decided_by: 'staff',
      decided_at: 'staff',
    },
  },
]
