import type { TableData } from '../dataKinds.ts'

const signIn = { purpose: 'sign people in', basis: 'public task, staff' } as const

export const identityData: readonly TableData[] = [
  {
    table: 'services',
    holds: 'The services, and what each is called',
    purpose: 'run the service',
    basis: 'no personal data',
    keep: 'service',
    seenBy: 'Everybody of the service',
    columns: {
      id: 'public',
      name: 'public',
      council_name: 'public',
      hub_phone: 'public',
      out_of_hours_name: 'public',
      out_of_hours_phone: 'public',
      triage_target_minutes: 'public',
      staggered_from: 'public',
      created_at: 'public',
    },
  },
  {
    table: 'accounts',
    holds: 'Who can sign in',
    ...signIn,
    keep: 'account',
    seenBy: 'Nobody: only the functions of sign-in',
    columns: { id: 'staff', email: 'staff', password_hash: 'secret', disabled_at: 'staff', created_at: 'staff' },
  },
  {
    table: 'people',
    holds: 'Colleagues in a service: name, telephone, roles',
    ...signIn,
    keep: 'account',
    seenBy: 'Everybody of the service',
    columns: {
      service_id: 'public',
      id: 'staff',
      account_id: 'staff',
      name: 'staff',
      phone: 'staff',
      roles: 'staff',
      supervised_by: 'staff',
      left_at: 'staff',
      version: 'public',
    },
  },
  {
    table: 'sessions',
    holds: 'Signed-in browsers',
    ...signIn,
    keep: 'session',
    seenBy: 'Whose session it is, and administrators, without the token',
    columns: {
      id: 'staff',
      token_hash: 'secret',
      account_id: 'staff',
      service_id: 'public',
      person_id: 'staff',
      created_at: 'staff',
      last_used_at: 'staff',
      expires_at: 'staff',
      revoked_at: 'staff',
    },
  },
]
