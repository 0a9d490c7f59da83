import type { TableData } from '../dataKinds.ts'

const list = {
  purpose: 'run the service',
  basis: 'no personal data',
  keep: 'service',
  seenBy: 'Everybody of the service',
} as const
const register = {
  purpose: 'keep the register',
  basis: 'legal obligation, staff',
  keep: 'register',
  seenBy: 'Everybody of the service; why somebody is suspended, managers only',
} as const

export const registerData: readonly TableData[] = [
  {
    table: 'councils',
    holds: 'Councils the service acts for, and neighbours',
    ...list,
    columns: { service_id: 'public', id: 'public', name: 'public', acted_for: 'public' },
  },
  {
    table: 'employers',
    holds: 'Employers of AMHPs',
    ...list,
    columns: { service_id: 'public', id: 'public', name: 'public', kind: 'public' },
  },
  {
    table: 'places',
    holds: 'Places of safety, wards and bases; never somebody’s home',
    ...list,
    columns: {
      service_id: 'public',
      id: 'public',
      name: 'public',
      kind: 'public',
      town: 'public',
      address: 'public',
      phone: 'public',
      way_in: 'staff',
    },
  },
  {
    table: 'amhps',
    holds: 'The register of AMHPs: approval, employer, contract',
    ...register,
    columns: {
      service_id: 'public',
      person_id: 'staff',
      profession: 'staff',
      approving_council_id: 'staff',
      approved_on: 'staff',
      approval_ends_on: 'staff',
      suspended_at: 'staff',
      suspended_why: 'restricted',
      employer_id: 'staff',
      contract: 'staff',
      contracted_minutes_per_week: 'staff',
      home_team: 'staff',
      base_id: 'staff',
      needs_buddy: 'staff',
      gender: 'staff',
      languages: 'staff',
      version: 'public',
    },
  },
  {
    table: 'acting_for',
    holds: 'For which councils an AMHP may act',
    ...register,
    columns: { service_id: 'public', person_id: 'staff', council_id: 'staff' },
  },
]
