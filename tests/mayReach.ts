/** A later feature may use an earlier one's rules, never the other way. */
export const features = [
  'identity',
  'roles',
  'register',
  'rota',
  'referrals',
  'restricted',
  'partners',
  'allocations',
  'deadlines',
  'safety',
  'papers',
  'handover',
  'downtime',
  'wall',
  'desk',
  'toil',
  'reports',
  'planner',
  'audit',
  'privacy',
  'promises',
]

const pure = ['shared/kernel', 'shared/time']

const serving = [...pure, 'server/kernel', 'server/config', 'db', 'pino', 'node']
const ofAService = [...pure, 'shared/feature', 'server/kernel', 'server/identity', 'db', 'drizzle-orm']

/** Who may reach whom, besides itself. A place that is not named here may reach nothing, and nobody may reach it. */
export const mayReach: Readonly<Record<string, readonly string[]>> = {
  'shared/kernel': ['shared/time', 'zod'],
  'shared/time': ['shared/kernel', 'zod', 'date-fns', '@date-fns/tz'],
  // The list of common passwords is words, not code; one file reads it.
  'shared/feature': [...pure, 'zod', '@zxcvbn-ts/language-common'],
  'shared/catalogue': [...pure, 'shared/feature', 'zod'],
  db: [...pure, 'shared/feature', 'drizzle-orm', 'drizzle-kit', 'postgres', 'node'],
  'server/kernel': [
    ...pure,
    'db',
    'express',
    'express-static-gzip',
    'socket.io',
    'drizzle-orm',
    'zod',
    'pino',
    'helmet',
    '@node-rs/argon2',
    'node',
  ],
  'server/feature': [...ofAService, 'server/solver'],
  // What proves things about rotas: HiGHS, in the thread that plans are worked out in. It knows no request and no database.
  'server/solver': [...pure, 'shared/feature', 'highs', 'node'],
  // Signing in comes before there is a session, so it cannot go through the doors of the kernel: it answers HTTP by itself.
  'server/identity': [
    ...pure,
    'shared/feature',
    'server/kernel',
    'db',
    'express',
    'zod',
    'drizzle-orm',
    '@node-rs/argon2',
    // Single sign-on: the certified client of OpenID Connect, and what checks signatures of tokens.
    'openid-client',
    'jose',
    'shared/catalogue',
    'otpauth',
    '@simplewebauthn/server',
    'node',
  ],
  // Partners' systems come without a session too, and sign each request.
  'server/partners': [...ofAService, 'server/feature', 'express', 'zod', 'node'],
  'server/doors': ['server/kernel', 'server/identity', 'server/partners', 'server/feature'],
  'server/selfCheck': [...pure, 'server/config', 'db'],
  'server/limits': [...pure, 'server/kernel'],
  'server/config': [...pure, 'zod', 'node'],
  'server/app': [
    ...ofAService,
    'shared/catalogue',
    'server/partners',
    'server/feature',
    'server/doors',
    'server/limits',
    'server/config',
    'express',
    'socket.io',
    'helmet',
    'pino',
    '@node-rs/argon2',
    'node',
  ],
  // Copies the embedded database while it runs, and puts it back; speaks to PostgreSQL's files, never to a feature's tables but to check them.
  'server/backup': [
    ...pure,
    'server/kernel',
    'server/config',
    'server/verifyAudit',
    'server/feature',
    'db',
    'postgres',
    'zod',
    'node',
  ],
  'server/main': [
    ...serving,
    'server/backup',
    'server/identity',
    'server/app',
    'server/selfCheck',
    'server/tasks',
    '@node-rs/argon2',
  ],
  // Asks a database behind the server's back whether its audit is whole.
  'server/verifyAudit': [...pure, 'shared/feature', 'server/kernel', 'server/feature', 'server/config', 'db', 'node'],
  'server/tasks': [...ofAService, 'server/backup', 'server/feature', 'server/verifyAudit', 'server/config', 'node'],
  // Runs before anything is built, so it stands on Node alone.
  'server/start': ['node'],
  'client/kernel': [...pure, 'react', '@tanstack/react-query', 'socket.io-client', 'zod'],
  'client/ui': [
    ...pure,
    'client/kernel',
    'react',
    'react-aria-components',
    '@tanstack/react-router',
    // Reports and rotas as a spreadsheet: one small package, that a test opens again.
    'write-excel-file',
  ],
  'client/feature': [
    ...pure,
    'shared/feature',
    'client/kernel',
    'client/ui',
    'react',
    '@tanstack/react-router',
    // Signing in: what speaks to passkeys, and what draws the square that an authenticator app reads.
    '@simplewebauthn/browser',
    'uqr',
  ],
  'client/app': [
    ...pure,
    'shared/feature',
    'client/kernel',
    'client/ui',
    'client/feature',
    'react',
    'react-dom',
    '@tanstack/react-query',
    '@tanstack/react-router',
    'react-aria-components',
    '@fontsource-variable/atkinson-hyperlegible-next',
  ],
}
