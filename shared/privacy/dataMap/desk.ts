import type { TableData } from '../dataKinds.ts'

export const deskData: readonly TableData[] = [
  {
    table: 'saved_views',
    holds: 'How a colleague likes to look at the board, under a name of their own',
    purpose: 'run the service',
    basis: 'public task, staff',
    keep: 'account',
    seenBy: 'Whoever saved it',
    columns: {
      service_id: 'public',
      id: 'staff',
      person_id: 'staff',
      name: 'staff',
      show: 'staff',
      area: 'staff',
      team: 'staff',
      waiting: 'staff',
      look: 'staff',
      opens_first: 'staff',
      saved_at: 'staff',
    },
  },
  {
    table: 'own_keys',
    holds: 'Which single keys a colleague works by',
    purpose: 'run the service',
    basis: 'public task, staff',
    keep: 'account',
    seenBy: 'Whoever set them',
    columns: {
      service_id: 'public',
      person_id: 'staff',
      is_on: 'staff',
      changed: 'staff',
      set_at: 'staff',
    },
  },
]
