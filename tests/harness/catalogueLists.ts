// What the catalogue of the database may hold: each exception with why. A new table, key or function is named here on the day it is made.

/** Tables that belong to no service, each with why. */
export const SHARED_TABLES: Record<string, string> = {
  services: 'the list of services itself; its id is the service',
  accounts: 'a person may work in several services; seen only through the functions of sign-in',
  epochs: 'one row: the name of this database’s history',
  notice_channels: 'which ways of telling people the settings of the installation name',
  emptied_columns: 'names of our own columns; nothing of any service',
  authenticator_apps: 'of an account; seen only in a transaction that names it',
  passkeys: 'of an account; seen only in a transaction that names it',
  recovery_codes: 'of an account; seen only in a transaction that names it',
  account_links: 'of an account; seen only in a transaction that names it',
  letters: 'of an account; seen only in a transaction that names it',
  known_devices: 'of an account; seen only in a transaction that names it',
  account_log: 'of an account; seen only in a transaction that names it',
  sign_in_tries: 'hashes of what is counted; seen only through the functions of sign-in',
  passkey_challenges: 'random questions that live five minutes; seen only through the functions of sign-in',
}

/** Tables of an account: their rows are for a transaction that names it. */
export const ofAnAccount = [
  'authenticator_apps',
  'passkeys',
  'recovery_codes',
  'account_links',
  'letters',
  'known_devices',
  'account_log',
]

/** Policies that are not "own service only", each with why. */
export const OTHER_POLICIES: Record<string, string> = {
  'emptied_columns.read_by_the_release': 'the owner’s functions only',
  'partners.signing_only': 'the check of a signature only, before the service is known',
  'partner_keys.signing_only': 'the check of a signature only, before the service is known',
  'referral_index.finding_only': 'the owner’s functions only: they compare the service themselves',
  'commands.answers_are_forgotten': 'the owner’s functions only',
  'notice_channels.owner_writes': 'a start with other settings changes it',
  ...Object.fromEntries(
    ['outgoing_notices', 'notice_sends', 'rota_notices'].map((table) => [
      `${table}.due_in_every_service`,
      'the loop that tells people, through the owner’s functions, told ids only',
    ]),
  ),
  'epochs.everybody_reads': 'holds nothing of anybody',
  'epochs.owner_writes': 'a restore changes it',
  'accounts.sign_in_only': 'the owner’s functions only',
  'sessions.sign_in_only': 'the owner’s functions only',
  'people.sign_in_only': 'the owner’s functions only',
  'session_limits.sign_in_only': 'the owner’s functions only',
  'services.sign_in_only': 'the owner’s functions only',
  'identity_providers.sign_in_only': 'the owner’s functions only',
  'sso_sessions.sign_in_only': 'the owner’s functions only',
  'scim_tokens.sign_in_only': 'the owner’s functions only',
  'wall_displays.shown_by_token': 'the owner’s functions only',
  'calendar_feeds.shown_by_token': 'the owner’s functions only',
  'service_counters.positions_only': 'the owner’s functions only',
  'openings.ends_with_the_roles': 'roles change also where no service is chosen',
  'seals.sealing_only': 'the owner’s functions only',
  'reads.sealing_only': 'the owner’s functions only',
  'events.sealing_only': 'the owner’s functions only',
  'deadlines.due_in_every_service': 'the loop that raises alarms, through the owner’s functions, told ids only',
  'watches.due_in_every_service':
    'the loop that climbs the ladder of a missed check-in, through the owner’s functions, told ids only',
  'alarms.due_in_every_service': 'the loop that raises alarms, through the owner’s functions, told ids only',
  ...Object.fromEntries(
    [...ofAnAccount, 'sign_in_tries', 'passkey_challenges'].map((table) => [
      `${table}.sign_in_only`,
      'the owner’s functions only',
    ]),
  ),
}

export const GLOBAL_KEYS: Record<string, string> = {
  accounts_pkey: 'accounts belong to no service',
  one_account_per_email: 'accounts belong to no service',
  services_pkey: 'the list of services itself',
  epochs_pkey: 'one row',
  notice_channels_pkey: 'one row a way of telling people, of the installation',
  one_line_per_emptied_column: 'names of our own columns',
  sessions_pkey: 'looked up before the service is known; a random id',
  one_provider_per_name: 'looked up before the service is known; a public name',
  one_integration_per_token: 'looked up before the service is known; a hash of 256 random bits',
  one_display_per_token: 'looked up before the service is known; a hash of 256 random bits',
  one_feed_per_token: 'looked up before the service is known; a hash of 256 random bits',
  one_session_per_token: 'looked up before the service is known; a hash of 256 random bits',
  one_account_per_passkey: 'looked up before the account is known; a random id',
  one_link_per_token: 'looked up before the account is known; a hash of 256 random bits',
  sign_in_tries_pkey: 'a hash of what is counted',
  passkey_challenges_pkey: 'a random question',
}

export const FOREIGN_KEYS_TO_SHARED = new Set(['services', 'accounts'])

export { DEFINERS } from './definers.ts'

/** Tables of which even somebody of the service is shown only what is in their sight: what narrows them must stand. */
export const NARROWED: Record<string, string> = {
  referrals: 'only_in_sight',
  powers: 'only_in_sight',
  time_limits: 'only_in_sight',
  triage_decisions: 'only_in_sight',
  undone_decisions: 'only_in_sight',
  arrangements: 'only_in_sight',
  referral_calls: 'only_in_sight',
  referral_notes: 'only_in_sight',
  referral_links: 'only_in_sight',
  referral_answers: 'only_in_sight',
  referral_asks: 'only_in_sight',
  urgency_ratings: 'only_in_sight',
  checklist_ticks: 'only_in_sight',
  duty_tasks: 'only_in_sight',
  referral_letters: 'only_in_sight',
  referral_redirects: 'only_in_sight',
  referral_holds: 'only_in_sight',
  restrictions: 'only_in_sight',
  restriction_people: 'only_in_sight',
  openings: 'only_in_sight',
  corrections: 'only_in_sight',
  record_marks: 'only_in_sight',
  notices: 'only_ones_own',
  unsent_texts: 'only_ones_own',
  saved_views: 'only_ones_own',
  handovers: 'only_those_who_read_records',
  handover_items: 'only_in_sight',
  examinations: 'only_in_sight',
  papers: 'only_in_sight',
  statutory_relatives: 'only_in_sight',
}

export const MAY_DELETE = [
  'partner_nonces',
  'outgoing_notices',
  'notice_sends',
  'saved_views',
  'draft_shifts',
  'shared_duty_people',
  'unsent_texts',
  'referral_drafts',
  'acting_for',
  'days_away',
  'identity_links',
  'authenticator_apps',
  'passkeys',
  'recovery_codes',
]
export const NEVER_CHANGED = [
  'rota_settings',
  'contracts_held',
  'choosing_rules',
  'rota_publications',
  'shift_history',
  'call_in_asks',
  'rest_settlements',
  'next_start_decisions',
  'referral_calls',
  'referral_notes',
  'urgency_ratings',
  'corrections',
  'retention_rules',
  'subject_exports',
  'events',
  'reads',
  'seals',
  'review_sheets',
  'review_lines',
  'review_signs',
  'triage_decisions',
  'undone_decisions',
  'toil_entries',
  'toil_policies',
  'toil_claim_acts',
  'toil_extensions',
  'report_packs',
  'workforce_counts',
  'account_log',
]
export const UNSEEN = ['referral_index', 'accounts', 'sessions', 'sign_in_tries', 'passkey_challenges']
