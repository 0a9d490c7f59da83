import { posix } from 'node:path'

/** One file of the tree, as text. The rules below look at nothing else, so they can be tried on files that do not exist. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** A later feature may use an earlier one's rules, never the other way. */
const features = [
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
const mayReach: Readonly<Record<string, readonly string[]>> = {
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
    'socket.io',
    'drizzle-orm',
    'zod',
    'pino',
    'helmet',
    '@node-rs/argon2',
    'node',
  ],
  'server/feature': ofAService,
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
  'server/main': [...serving, 'server/identity', 'server/app', 'server/selfCheck', 'server/tasks', '@node-rs/argon2'],
  // Asks a database behind the server's back whether its audit is whole.
  'server/verifyAudit': [...pure, 'shared/feature', 'server/kernel', 'server/feature', 'server/config', 'db', 'node'],
  'server/tasks': [...ofAService, 'server/feature', 'server/verifyAudit', 'server/config', 'node'],
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

const tops = ['shared', 'db', 'server', 'client', 'tests']
const topOf = (path: string): string => path.split('/')[0] ?? ''
const featureOf = (path: string): number => features.indexOf(path.split('/')[1] ?? '')

/** The place of a file, or of what is imported: a row of the table, `node`, or the name of a package. */
function placeOf(path: string): string {
  const [top = '', next = ''] = path.split('/')
  if (top === 'db' || top === 'tests') return top
  if (path.startsWith('node:')) return 'node'
  if (!tops.includes(top)) return path.startsWith('@') ? `${top}/${next}` : top
  if (path.startsWith('server/identity/')) return 'server/identity'
  if (path.startsWith('server/partners/')) return 'server/partners'
  return featureOf(path) >= 0 ? `${top}/feature` : `${top}/${next.replace(/\.[a-z.]+$/, '')}`
}

function mayImport(from: string, to: string): boolean {
  const [here, there] = [placeOf(from), placeOf(to)]
  if (there.endsWith('/feature') && featureOf(from) >= 0) {
    if (here.startsWith('client') && there.startsWith('client')) return featureOf(from) === featureOf(to)
    if (!here.startsWith('client') && featureOf(to) > featureOf(from)) return false
  }
  return here === there || (mayReach[here] ?? []).includes(there)
}

/** The text without its comments, so that a rule may be explained in words that it forbids in code. */
export const codeOf = (text: string): string =>
  text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, quoted: string | undefined) => quoted ?? ' ',
  )

const FROM = /(?:^|[;\n])\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g
const BARE = /(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]/g
const CALLED = /\b(?:import|require)\s*\(\s*['"`]([^'"`$]+)['"`]/g
const COMPUTED = /\b(?:import|require)\s*\(\s*(?:[^'"`\s]|`[^`]*\$)/

/** What a file imports, by any of the ways there are, as it is written there. */
export const importsOf = (text: string, code = codeOf(text)): readonly string[] =>
  [FROM, BARE, CALLED].flatMap((way) => [...code.matchAll(way)].map(([, to = '']) => to))

/** Where an import leads: a path from the root, or a package. */
const targetOf = (from: string, to: string): string =>
  to.startsWith('.') ? posix.join(posix.dirname(from), to) : to.replace(/^#/, '').replace(/\?\w+$/, '')

const isTest = ({ path }: Source): boolean => path.startsWith('tests/') || /\.test\.tsx?$/.test(path)
const isCode = ({ path }: Source): boolean => /\.(?:tsx?|mjs)$/.test(path)

/** The same for styles and markup, where two slashes are part of an address. */
const shownOf = (file: Source): string =>
  isCode(file) ? codeOf(file.text) : file.text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, ' ')

export interface Rule {
  readonly name: string
  /** Which files it is about. */
  readonly about: (file: Source) => boolean
  /** What is wrong with one of them; nothing when it is as it should be. */
  readonly wrongs: (file: Source) => readonly string[]
}

const product = (file: Source): boolean => isCode(file) && !isTest(file)
const everywhereBut =
  (...places: readonly RegExp[]) =>
  (file: Source): boolean =>
    product(file) && !places.some((place) => place.test(file.path))

/** The program that builds what has changed and starts the server: plain Node, no part of the product yet loaded. */
const launcher = /^server\/start\.mjs$/

/** A rule that forbids words in code. */
const never = (name: string, about: Rule['about'], words: RegExp): Rule => ({
  name,
  about,
  wrongs: ({ text }) => codeOf(text).match(new RegExp(words, `${words.flags.replace('g', '')}g`)) ?? [],
})

export const rules: readonly Rule[] = [
  {
    name: 'imports go only where the table lets them',
    about: product,
    wrongs: ({ path, text }) => importsOf(text).filter((to) => !mayImport(path, targetOf(path, to))),
  },
  {
    name: 'every file stands in a place that the table knows',
    about: product,
    wrongs: ({ path }) => (path.endsWith('.d.ts') || placeOf(path) in mayReach ? [] : [placeOf(path)]),
  },
  {
    name: 'imports between the top folders use their alias, and all of ours name the file’s extension',
    about: isCode,
    wrongs: ({ path, text }) =>
      importsOf(text).filter((to) => {
        const leaves = to.startsWith('.') && topOf(targetOf(path, to)) !== topOf(path)
        const nameless = /^[#.]/.test(to) && !/\.\w+(?:\?\w+)?$/.test(to)
        return leaves || nameless
      }),
  },
  {
    name: 'what is imported can be read, except by what starts the database and the server',
    about: everywhereBut(/^db\/embedded/, launcher),
    wrongs: ({ text }) => codeOf(text).match(COMPUTED) ?? [],
  },
  never(
    'only the clocks ask what time it is',
    everywhereBut(/^(?:server|client)\/kernel\/clock\.tsx?$/, launcher),
    /\bDate\.now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\s(]))|(?<![\w.]|new\s)Date\(\s*\)|\bTemporal\.Now\b/,
  ),
  never('one file names the zone', everywhereBut(/^shared\/time\/london\.ts$/), /Europe\/London|\bGB-Eire\b/),
  {
    name: 'no file has outgrown one sitting',
    about: (file) => isCode(file) || file.path.endsWith('.css'),
    wrongs: ({ text }) => (text.trimEnd().split('\n').length > 300 ? ['more than 300 lines'] : []),
  },
  never(
    'no text becomes markup',
    product,
    /\bdangerouslySetInnerHTML\b|\.(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b/,
  ),
  never(
    'what leaves on paper or as a file leaves through one file, which has it recorded',
    everywhereBut(/^client\/ui\/takeAway\.ts$/),
    /\bwindow\s*\.\s*print\b|\bcreateObjectURL\b|\.\s*download\s*=/,
  ),
  never('no text becomes code', product, /(?<![\w.])eval\s*\(|(?<![\w.])Function\s*\(/),
  never(
    'SQL takes parameters',
    everywhereBut(/^db\//, /^server\/kernel\/transaction\.ts$/),
    /\bsql\s*\.\s*raw\b|\.\s*unsafe\s*\(/,
  ),
  never(
    'only the embedded database and main start programs',
    everywhereBut(/^db\/embedded/, /^server\/main\.ts$/, launcher),
    /\bchild_process\b/,
  ),
  never(
    'settings are read in one place',
    everywhereBut(/^db\//, /^server\/(?:main|config)\.ts$/, launcher),
    /\bprocess\s*\.\s*env\b|\bprocess\s*\[/,
  ),
  {
    name: 'nothing of somebody else’s brand is in the client',
    about: ({ path }) => path.startsWith('client/') && !/\.test\.tsx?$/.test(path),
    // The Crown Court is a place that refers people; a crown is not ours to show.
    wrongs: (file) => shownOf(file).match(/GDS[\s_-]*Transport|Frutiger|crown(?!s?[\s_-]*court)/gi) ?? [],
  },
  {
    name: 'files are named for what is in them',
    about: isCode,
    wrongs: ({ path }) => path.match(/(?:^|\/)(?:index|utils?|helpers?|types|misc|common)\.(?:tsx?|mjs)$/) ?? [],
  },
  {
    name: 'nothing is left undone, and no check is switched off',
    about: isCode,
    wrongs: ({ text }) =>
      text.match(/\b(?:TO[D]O|FIX[M]E)\b|@ts-(?:ignore|expect-error|nocheck)|(?:es|ox)lint-disable/g) ?? [],
  },
]

/** Everything that is wrong with a tree, one line each. */
export const brokenIn = (rule: Rule, files: readonly Source[]): readonly string[] =>
  files.filter(rule.about).flatMap((file) => rule.wrongs(file).map((wrong) => `${file.path}: ${wrong.trim()}`))
