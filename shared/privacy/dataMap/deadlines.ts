import type { TableData } from '../dataKinds.ts'

const due = {
  purpose: 'act under the Mental Health Act',
  basis: 'public task, health and social care',
  keep: 'referral',
  seenBy: 'Those who answer alarms: reference, clock and times, without a name',
} as const

export const deadlineData: readonly TableData[] = [
  {
    table: 'deadlines',
    holds: 'What falls due on a referral: warnings, limits and targets, each with whether it has come',
    ...due,
    columns: {
      service_id: 'public',
      id: 'special',
      referral_id: 'personal',
      source: 'special',
      source_id: 'special',
      kind: 'special',
      rule_id: 'public',
      point: 'special',
      minutes_before: 'public',
      due_at: 'special',
      limit_at: 'special',
      made_at: 'special',
      lease_until: 'public',
      fired_at: 'special',
      overtaken: 'special',
      superseded_at: 'special',
    },
  },
  {
    table: 'alarms',
    holds: 'The alarm of a deadline that came: whom it was told to, and who has it',
    ...due,
    columns: {
      service_id: 'public',
      deadline_id: 'special',
      raised_at: 'special',
      late_seconds: 'public',
      step: 'staff',
      told_to: 'staff',
      told_at: 'staff',
      next_at: 'public',
      lease_until: 'public',
      answered_by: 'staff',
      answered_at: 'staff',
      settled_at: 'special',
      relay_at: 'public',
      relay_tries: 'public',
      relay_lease_until: 'public',
      round_told: 'staff',
      relayed_at: 'public',
    },
  },
]
