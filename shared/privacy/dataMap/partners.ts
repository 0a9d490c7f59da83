import type { TableData } from '../dataKinds.ts'

const service = {
  purpose: 'run the service',
  basis: 'public task, health and social care',
  keep: 'service',
  seenBy: 'Administrators; the check of signatures',
} as const

export const partnerData: readonly TableData[] = [
  {
    table: 'partners',
    holds: 'Organisations whose systems send referrals',
    ...service,
    columns: {
      service_id: 'public',
      id: 'public',
      name: 'public',
      source: 'public',
      phone: 'public',
      made_by: 'staff',
      made_at: 'public',
    },
  },
  {
    table: 'partner_keys',
    holds: 'Keys with which partners sign: the hash that signs, what for, until when',
    ...service,
    columns: {
      service_id: 'public',
      id: 'public',
      partner_id: 'public',
      signing_hash: 'secret',
      label: 'public',
      scopes: 'public',
      made_by: 'staff',
      made_at: 'public',
      expires_at: 'public',
      revoked_at: 'public',
      revoked_why: 'staff',
      last_used_at: 'public',
    },
  },
  {
    table: 'partner_nonces',
    holds: 'Signatures that were used within the last hour',
    ...service,
    columns: { service_id: 'public', key_id: 'public', nonce: 'public', at: 'public' },
  },
  {
    table: 'partner_referrals',
    holds: 'What a partner calls a referral that it sent',
    ...service,
    keep: 'referral',
    columns: {
      service_id: 'public',
      partner_id: 'public',
      external_id: 'personal',
      referral_id: 'personal',
      body_hash: 'personal',
      accepted_at: 'personal',
    },
  },
]
