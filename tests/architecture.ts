import { posix } from 'node:path'
import { features, mayReach } from './mayReach.ts'

/** One file of the tree, as text. The rules below look at nothing else, so they can be tried on files that do not exist. */
export interface Source {
  readonly path: string
  readonly text: string
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
