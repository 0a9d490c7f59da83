import { bigint, foreignKey, index, integer, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { AccountId } from '#shared/kernel/ids.ts'
import type { AccountHappening } from '#shared/identity/happenings.ts'
import { bytesColumn, codeColumn, codesColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { accounts } from './service.ts'

// What belongs to an account, not to a service: seen only in a transaction that names the account (`hub.current_account`).

const ofAccount = () =>
  idColumn<AccountId>()('account_id')
    .notNull()
    .references(() => accounts.id)

/** An authenticator app. One is in use; another may be on its way to replace it. */
export const authenticatorApps = hub.table(
  'authenticator_apps',
  {
    accountId: ofAccount(),
    id: idColumn<string>()('id').notNull(),
    /** The seed, sealed under the key ring; the key's id stands in front. */
    sealedSeed: text('sealed_seed').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    /** When a first code from it was right; until then it is not a factor. */
    confirmedAt: instantColumn('confirmed_at'),
    /** The last thirty-second step whose code was taken: no code is taken twice. */
    lastStep: bigint('last_step', { mode: 'number' }),
  },
  (t) => [primaryKey({ name: 'authenticator_apps_pkey', columns: [t.accountId, t.id] })],
)

/** A passkey (WebAuthn credential): the public half only. */
export const passkeys = hub.table(
  'passkeys',
  {
    accountId: ofAccount(),
    id: idColumn<string>()('id').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: bytesColumn('public_key').notNull(),
    /** Goes up with each use where the device counts; a copy of the key shows itself by going down. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: codesColumn<string>()('transports').notNull(),
    name: text('name').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    usedAt: instantColumn('used_at'),
  },
  (t) => [
    primaryKey({ name: 'passkeys_pkey', columns: [t.accountId, t.id] }),
    uniqueIndex('one_account_per_passkey').on(t.credentialId),
  ],
)

/** Codes on paper, for the day on which the phone is lost: hashed with argon2id under one salt for the set. */
export const recoveryCodes = hub.table(
  'recovery_codes',
  {
    accountId: ofAccount(),
    hash: bytesColumn('hash').notNull(),
    salt: bytesColumn('salt').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    usedAt: instantColumn('used_at'),
  },
  (t) => [primaryKey({ name: 'recovery_codes_pkey', columns: [t.accountId, t.hash] })],
)

/** A link by which somebody chooses a password: single use, an hour at most. The token itself is in the link only. */
export const accountLinks = hub.table(
  'account_links',
  {
    accountId: ofAccount(),
    id: idColumn<string>()('id').notNull(),
    purpose: codeColumn<'activate' | 'reset'>()('purpose').notNull(),
    tokenHash: bytesColumn('token_hash').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    usedAt: instantColumn('used_at'),
  },
  (t) => [
    primaryKey({ name: 'account_links_pkey', columns: [t.accountId, t.id] }),
    uniqueIndex('one_link_per_token').on(t.tokenHash),
  ],
)

/** Letters that are to go: whose and which. The link is made as the letter goes, so it lies nowhere. */
export const letters = hub.table(
  'letters',
  {
    accountId: ofAccount(),
    id: idColumn<string>()('id').notNull(),
    kind: codeColumn<'activate' | 'reset'>()('kind').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    sentAt: instantColumn('sent_at'),
    tries: integer('tries').notNull().default(0),
    triedAt: instantColumn('tried_at'),
  },
  (t) => [primaryKey({ name: 'letters_pkey', columns: [t.accountId, t.id] })],
)

/** A browser that somebody has signed in with before: guesses from elsewhere do not slow it down. */
export const knownDevices = hub.table(
  'known_devices',
  {
    accountId: ofAccount(),
    hash: bytesColumn('hash').notNull(),
    label: text('label').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    usedAt: instantColumn('used_at').notNull(),
  },
  (t) => [primaryKey({ name: 'known_devices_pkey', columns: [t.accountId, t.hash] })],
)

/** What happened at the door of an account: only ever added to. Its person is told of the grave ones at the next sign-in. */
export const accountLog = hub.table(
  'account_log',
  {
    accountId: ofAccount(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    at: instantColumn('at').notNull(),
    what: codeColumn<AccountHappening>()('what').notNull(),
    sessionId: idColumn<string>()('session_id'),
    /** The caller's address as far as the trusted proxies tell it. */
    address: text('address').notNull().default(''),
    /** Browser and system in a few words. */
    device: text('device').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'account_log_pkey', columns: [t.accountId, t.id] }),
    index('account_log_by_time').on(t.accountId, t.at),
  ],
)

/** Wrong tries, counted for all nodes. A bucket is a hash of what is counted: an address, an address with an account, a device. */
export const signInTries = hub.table(
  'sign_in_tries',
  {
    bucket: text('bucket').primaryKey(),
    /** A hash of the account's e-mail where the bucket is about one, so that an administrator can let its person try again. */
    about: text('about'),
    failures: integer('failures').notNull(),
    lastAt: instantColumn('last_at').notNull(),
  },
  (t) => [index('tries_about_an_account').on(t.about), index('tries_by_time').on(t.lastAt)],
)

/** A question to a passkey that has not been answered yet: each is taken once. */
export const passkeyChallenges = hub.table(
  'passkey_challenges',
  {
    challenge: text('challenge').primaryKey(),
    purpose: codeColumn<'register' | 'sign-in' | 'step-up'>()('purpose').notNull(),
    accountId: idColumn<AccountId>()('account_id'),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (t) => [
    index('challenges_by_time').on(t.expiresAt),
    foreignKey({ name: 'challenge_of_an_account', columns: [t.accountId], foreignColumns: [accounts.id] }),
  ],
)
