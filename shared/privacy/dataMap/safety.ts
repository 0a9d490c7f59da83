import type { TableData } from '../dataKinds.ts'

export const safetyData: readonly TableData[] = [
  {
    table: 'watches',
    holds:
      'That an AMHP is out, by when they will be back, their last sign of life, and who was told when it was missed',
    purpose: 'run the service',
    basis: 'legal obligation, staff',
    keep: 'rota',
    seenBy: 'Those who answer alarms, and the colleague who was told; the AMHP sees their own',
    columns: {
      service_id: 'public',
      id: 'staff',
      person_id: 'staff',
      allocation_id: 'personal',
      begun_at: 'staff',
      back_by: 'staff',
      own_time: 'staff',
      seen_at: 'staff',
      seen_recorded_at: 'staff',
      rung: 'staff',
      climbs: 'public',
      told_to: 'staff',
      told_out_of_hours: 'staff',
      told_at: 'staff',
      next_at: 'staff',
      lease_until: 'public',
      help_at: 'staff',
      help_how: 'staff',
      police_rung_by: 'staff',
      police_rung_at: 'staff',
      handed_to_name: 'staff',
      handed_by: 'staff',
      handed_at: 'staff',
      ended_at: 'staff',
    },
  },
]
