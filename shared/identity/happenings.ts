/** What is written down of an account's door, each with the words that its person is told; `null` is not worth telling. */
export const accountHappenings = {
  'signed-in': null,
  'sign-in-failed': null,
  'wrong-code': null,
  'stepped-up': null,
  'signed-out': null,
  'new-device': 'Somebody signed in as you with a browser that we had not seen before.',
  'recovery-code-used': 'A recovery code was used to sign in as you.',
  'password-changed': 'Your password was changed.',
  'app-added': 'An authenticator app was set up for your account.',
  'app-removed': 'The authenticator app was taken off your account.',
  'passkey-added': 'A passkey was added to your account.',
  'passkey-removed': 'A passkey was taken off your account.',
  'codes-made': 'New recovery codes were made. The old ones no longer work.',
  'link-made': 'An administrator made a link with which you can choose a password.',
  'added-to-service': 'An administrator added you to another service.',
  'link-opened': 'Somebody opened the link with which you were invited to another service.',
  'link-asked-for': 'Somebody asked for a link to choose a new password for your account.',
  'factors-reset': 'An administrator took away your second factor, so that you can set up a new one.',
  unlocked: null,
} as const satisfies Readonly<Record<string, string | null>>
export type AccountHappening = keyof typeof accountHappenings

/** Those of which somebody is told at their next sign-in (ASVS 5.0 V6.3.7). */
export const toldHappenings = (Object.keys(accountHappenings) as AccountHappening[]).filter(
  (what) => accountHappenings[what] !== null,
)
