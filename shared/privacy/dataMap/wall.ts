import type { TableData } from '../dataKinds.ts'

export const wallData: readonly TableData[] = [
  {
    table: 'wall_displays',
    holds: 'Which screens on walls may show the board in initials',
    purpose: 'run the service',
    basis: 'public task, staff',
    keep: 'service',
    seenBy: 'Administrators and the AMHP lead',
    columns: {
      service_id: 'public',
      id: 'public',
      label: 'public',
      token_hash: 'secret',
      made_by: 'staff',
      made_at: 'staff',
      expires_at: 'public',
      last_seen_at: 'public',
      ended_by: 'staff',
      ended_at: 'staff',
    },
  },
]
