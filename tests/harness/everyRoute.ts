import { commandDoors, queryDoors } from '#server/doors.ts'

/** Headers of every answer, with what they must say; `null` for those that no answer has. */
export const EXACT: Readonly<Record<string, string | null>> = {
  'content-security-policy':
    "default-src 'self';img-src 'self' data:;connect-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none';report-uri /csp-report",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'x-powered-by': null,
  server: null,
  'access-control-allow-origin': null,
  'access-control-allow-credentials': null,
}
const JSON_TYPE = /^application\/json; charset=utf-8$/
const SCIM_TYPE = /^application\/(?:scim\+)?json; charset=utf-8$/
const HTML_TYPE = /^text\/html; charset=utf-8$/i
/** A cookie as this hub sets it: for this host alone. */
export const COOKIE =
  /^__Host-[\w-]+=[^;]*; Path=\/; HttpOnly; SameSite=(?:Strict|Lax|None)(?:; Max-Age=\d+)?; Secure(?:; Priority=High)?$/
const YEAR = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'public, max-age=0, must-revalidate'

/** What kind an answer is and how long it may be kept; `tagged` when it may carry an ETag. */
export interface Rule {
  readonly type: RegExp
  readonly cache: string
  readonly tagged?: true
}
export const API: Rule = { type: JSON_TYPE, cache: 'no-store' }
export const SCIM: Rule = { type: SCIM_TYPE, cache: 'no-store', tagged: true }
const PAGE: Rule = { type: HTML_TYPE, cache: 'no-store', tagged: true }

/** Answers that serve many askers say which they are. */
export const SHARED: Rule = { ...API, tagged: true }
export const shared: ReadonlySet<string> = new Set(
  queryDoors.filter((door) => door.shared !== null).map(({ name }) => `/api/${name}`),
)

/** The doors of the features. */
export const doors = [...commandDoors, ...queryDoors].map(({ name }) => `/api/${name}`)
/** Signing in and one's own account: what is no door of a feature. */
const own = (
  'sign-in sign-in/factor sign-in/passkey sign-in/providers passkey/options service session session/now session/standing session/stay step-up ' +
  'password/forgotten password/link password/choose account account/told account/password account/app account/app/confirm ' +
  'account/app/remove account/passkey/options account/passkey account/passkey/name account/passkey/remove account/codes sign-out'
)
  .split(' ')
  .map((path) => `/api/${path}`)
const ID = '7e1c2b60-0000-4000-8000-000000000001'
const scim = [
  'ServiceProviderConfig',
  'ResourceTypes',
  'ResourceTypes/User',
  'Schemas',
  'Schemas/none',
  'Users',
  `Users/${ID}`,
  'Groups',
  '',
].map((path) => `/scim/v2/${path}`)
const sso = ['with/away', 'with/nobody', 'return/away', 'return/nobody', 'ended/away', 'ended/nobody'].map(
  (path) => `/sign-in/${path}`,
)

const partner = ['openapi.json', 'referrals', 'form', 'nothing'].map((path) => `/partner/v1/${path}`)

/** Each path with the rule of its answers; a fixed file answers GET and HEAD by its own rule and all else as JSON. */
export const paths = (): readonly (readonly [path: string, rule: Rule])[] => [
  ...[
    ...doors,
    ...own,
    ...partner,
    '/api/nothing',
    '/api/',
    '/health',
    '/health/live',
    '/health/ready',
    '/health/alarms',
    '/health/promises',
    '/.well-known/nothing.txt',
    '/nothing.js',
    '/council.json',
  ].map((path) => [path, shared.has(path) ? SHARED : API] as const),
  ...scim.map((path) => [path, SCIM] as const),
  ...[...sso, '/csp-report', '/socket.io/'].map(
    (path) =>
      [path, { type: /^(?:application\/json|text\/html); charset=utf-8$/i, cache: 'no-store', tagged: true }] as const,
  ),
  // A calendar’s address that nobody has; what one that somebody has answers is in the flow of calendar feeds.
  [`/calendar/${'x'.repeat(43)}.ics`, API],
  ['/sign-in/hop.js', { type: /^text\/javascript; charset=utf-8$/i, cache: 'no-store', tagged: true }],
  ['/', PAGE],
  ['/index.html', PAGE],
  ['/referrals/2424?tab=triage', PAGE],
  ['/refer', PAGE],
  ['/assets/main-abc.js', { type: /^text\/javascript; charset=utf-8$/i, cache: YEAR, tagged: true }],
  ['/assets/main-abc.css', { type: /^text\/css; charset=utf-8$/i, cache: YEAR, tagged: true }],
  ['/assets/font-abc.woff2', { type: /^font\/woff2$/i, cache: YEAR, tagged: true }],
  ['/assets/main-old.js', API],
  ['/favicon.svg', { type: /^image\/svg\+xml; charset=utf-8$/i, cache: ASK_AGAIN, tagged: true }],
  // The worker that opens the app without a signal is looked for anew each time, so that no phone is left with an old one.
  ['/sw.js', { type: /^text\/javascript; charset=utf-8$/i, cache: ASK_AGAIN, tagged: true }],
  ['/site.webmanifest', { type: /^application\/manifest\+json; charset=utf-8$/i, cache: ASK_AGAIN, tagged: true }],
  ['/icons/icon-192.png', { type: /^image\/png$/i, cache: ASK_AGAIN, tagged: true }],
  [
    '/.well-known/security.txt',
    { type: /^text\/plain; charset=utf-8$/i, cache: 'public, max-age=86400', tagged: true },
  ],
]
