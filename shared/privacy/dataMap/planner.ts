import type { TableData } from '../dataKinds.ts'

export const plannerData: readonly TableData[] = [
  {
    table: 'plan_jobs',
    holds: 'Rotas that were worked out and shifts that were tried: what went in and what came out',
    purpose: 'plan the rota',
    basis: 'legal obligation, staff',
    keep: 'rota',
    seenBy: 'Those who plan the rota',
    columns: {
      service_id: 'public',
      id: 'public',
      kind: 'public',
      state: 'public',
      asked: 'staff',
      result: 'staff',
      progress: 'public',
      open_so_far: 'public',
      tries: 'public',
      stop_asked: 'public',
      asked_by: 'staff',
      asked_at: 'public',
      beat_at: 'public',
      ended_at: 'public',
      drafted_at: 'public',
    },
  },
]
