import { describe, expect, it } from 'vitest'
import { plainName } from '#client/ui/takeAway.ts'
import { allSingleKeys } from '#shared/kernel/singleKeys.ts'
import { codeOf, type Source } from '#tests/architecture.ts'
import { readProduct } from '#tests/tree.ts'

/** What the client does with the browser, read from its sources: OWASP ASVS 5.0 V1.2, V3.3, V3.5, V6.2, V14.2 and V14.3. */
const product = readProduct()
const client = product.filter(({ path }) => path.startsWith('client/'))

/** Every place in the client where a pattern is found: `file: what was found`. Comments do not count. */
const found = (pattern: RegExp, files: readonly Source[] = client): readonly string[] =>
  files.flatMap(({ path, text }) =>
    [...(/\.(?:tsx?|mjs)$/.test(path) ? codeOf(text) : text).matchAll(pattern)].map(
      ([all, part]) => `${path}: ${(part ?? all).trim()}`,
    ),
  )
const filesOf = (places: readonly string[]): readonly string[] => [
  ...new Set(places.map((place) => place.slice(0, place.indexOf(':')))),
]

/** The only files that write to the browser's storage, each with what it keeps. */
const STORES: Readonly<Record<string, string>> = {
  'client/kernel/theme.ts': 'light or dark',
  'client/kernel/shortcuts.ts':
    'whether keys are shortcuts, and whether the usual ones, until the hub has said how whoever is signed in set them',
  'client/allocations/personNames.ts': 'names or initials on the board',
  'client/allocations/Strip.tsx': 'who is on, as a picture or as a list',
  'client/app/board/useLaneAtHand.ts': 'which lane of the board a phone shows',
  'client/app/board/foldedLanes.ts': 'which lanes of the board are put away on this computer',
  'client/app/guarded.tsx': 'of which build this tab has fetched the screens, and how many',
  'client/kernel/sound.ts': 'who, by id, wants sounds on this computer',
  'client/kernel/desktopAlert.ts': 'who, by id, wants notices of the computer',
  'client/kernel/keptClocks.ts':
    'clocks of the jobs in hand: references, codes and times (a schema lets nothing else in), gone with the session',
  'client/kernel/outbox.ts':
    'presses that wait for a signal: ids, codes, numbers and times (`isCoded` lets nothing else in), and the given name of whoever pressed',
  'client/kernel/signOutOwed.ts': 'that somebody signed out here and the hub has not heard of it: nothing about whom',
  'client/kernel/shellWorker.ts':
    'the app’s own files of one build, and `council.json`: never an answer of the hub (`wayOf`). Of a press that it sent on, the key and the answer’s status and time (`wordOf`)',
  'client/kernel/handedWords.ts':
    'nothing: takes away what the worker left of a press, as it is read, and the place itself at sign-out',
}

/** Addresses that are worked out, each with why it can be nothing but one of ours, https, or a telephone or map link. */
const WORKED_OUT: readonly RegExp[] = [
  /^`(?:#|tel:|geo:0,0\?q=\$\{encodeURIComponent\()/,
  /^(?:\w+ \? )?telOf\(/,
  // A citation of the law, from our own rules.
  /^clock\.rule\.citation$/,
  // Begins with `/sign-in/with/`: the hub's own page, which knows where the provider is.
  /^wayTo\(/,
  // A file that this page has just made itself (`URL.createObjectURL`).
  /^address$/,
]

/** Patterns that are put together, each from words in our own code. */
const PATTERNS: readonly string[] = [
  'shared/referrals/finding.ts',
  'shared/referrals/birthOrAge.ts',
  'shared/allocations/asks.ts',
]

describe('the client', () => {
  it('was read at all', () => expect(client.length).toBeGreaterThan(100))

  it('keeps nothing in the browser but what is listed', () => {
    const uses = found(/\b(localStorage|sessionStorage|indexedDB|cookieStore)\b|\bcaches\s*\.\s*\w+/g)
    expect(filesOf(uses).toSorted()).toEqual(Object.keys(STORES).toSorted())
  })

  it('reads no cookie', () => expect(found(/\bdocument\s*\.\s*cookie\b/g)).toEqual([]))

  it('hears no window but its own', () => {
    // A BroadcastChannel reaches pages of our own origin only; messages between windows may come from anywhere.
    const ways =
      /\b(?:window|self|globalThis|parent|top|opener)\s*\.\s*(?:postMessage|onmessage|addEventListener\(\s*['"`]message)|(?<![\w.])(?:postMessage\(|onmessage\b|addEventListener\(\s*['"`]message)|\.opener\b|\bwindow\.name\b/g
    // Only a page of the same origin can reach a worker, and what it says is read before it is believed (`readHanded`).
    expect(filesOf(found(ways, product))).toEqual(['client/kernel/shellWorker.ts'])
  })

  it('loads nothing from elsewhere', () => {
    const elsewhere = found(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}[^'"`\s)<]*/gi)
    expect(elsewhere.filter((place) => !place.endsWith('http://www.w3.org/2000/svg'))).toEqual([])
  })

  it('links lead only to our own paths, https, a telephone or a map', () => {
    const said = found(/\bhref="([^"]*)"/g).filter((place) => !/: (?:#|\/(?!\/)|tel:|mailto:|https:)/.test(place))
    const workedOut = found(/\bhref=\{((?:[^{}]|\{[^}]*\})*)\}|\.href\s*=\s*([^\n;]+)/g)
      .map((place) => [place, place.slice(place.indexOf(': ') + 2).replace(/^\.href\s*=\s*/, '')] as const)
      .filter(([, address]) => !WORKED_OUT.some((known) => known.test(address)))
    expect([said, workedOut.map(([place]) => place)]).toEqual([[], []])
  })

  it('passwords are typed into fields that hide them and tell password managers what they are for', () => {
    const fields = found(
      /<\w*(?:Field|input|Input)\b(?:(?!\/>)[\s\S])*?\bname="\w*[pP]assword\w*"(?:(?!\/>)[\s\S])*?\/>/g,
    )
    expect(fields.length).toBeGreaterThan(1)
    expect(fields.filter((field) => !/autoComplete="(?:current|new)-password"/.test(field))).toEqual([])
    // Hidden, unless its person asks to see it.
    expect(fields.filter((field) => !/\btype=(?:"password"|\{shown \? 'text' : 'password'\})/.test(field))).toEqual([])
  })

  it('names its downloads itself, in letters that need no escaping', () => {
    expect(found(/\.download\s*=\s*([^\n;]+)|\bdownload=(\S+)/g)).toEqual(['client/ui/takeAway.ts: plainName(name)'])
    expect(plainName('Müller, Ann\r\n../1 “x”.CSV')).toBe('m-ller-ann-..-1-x-.csv')
    const names = found(/(?<!function )\bsaveFile\(\s*(`[^`]*`|[^,]+),/g)
    expect(names.length).toBeGreaterThan(3)
    // Fixed words, and between them days, numbers and references of ours; or a name that is made so where the sheet is.
    const plain =
      /: (?:`(?:[a-z0-9.-]|\$\{[\w.]*(?:[dD]ay|[nN]umber|reference|on|report\.key)\})+\.(?:csv|xlsx|json|html|zip|txt)`|'[a-z-]+\.ics'|packFile\(pack\)|pack\.fileName)$/
    expect(names.filter((name) => !plain.test(name))).toEqual([])
  })

  it('stands “Sign out” on every page of somebody who is signed in', () => {
    const textOf = (path: string): string => codeOf(client.find((file) => file.path === path)?.text ?? '')
    expect(textOf('client/app/MeMenu.tsx')).toContain("label: 'Sign out'")
    expect(textOf('client/app/MeButton.tsx')).toMatch(/MeMenu/)
    for (const bar of ['client/app/DeskBar.tsx', 'client/app/FieldBars.tsx']) expect(textOf(bar)).toContain('<MeButton')
    expect(textOf('client/app/Layout.tsx')).toMatch(/<FieldTop \/>[\s\S]*<DeskBar /)
    expect(textOf('client/app/Shell.tsx')).toContain('<Layout')
    expect(textOf('client/app/rootRoute.tsx').match(/createRootRoute\(/g)).toHaveLength(1)
  })

  it('lets each person change every single key, and turn it off (WCAG 2.1.4)', () => {
    const keys = found(/\bkeys: ?'([^' ]+)'/g).map((place) => place.slice(place.indexOf(': ') + 2))
    expect(keys.length).toBeGreaterThan(10)
    expect(keys.filter((key) => !allSingleKeys.some((known) => known === key))).toEqual([])
    // Printed by what knows how its person has set it, and told to screen readers so.
    expect(found(/aria-keyshortcuts="[^"]*"/g)).toEqual([])
    expect(filesOf(found(/className="kbd"/g))).toEqual(['client/ui/Kbd.tsx'])
  })

  it('nothing stops a paste', () => {
    expect(found(/\bon(?:Before)?(?:Paste|Input)Capture\b|\bonPaste\b|addEventListener\(\s*['"`]\w*paste/gi)).toEqual(
      [],
    )
  })
})

describe('the product', () => {
  it('no pattern is made of what somebody typed', () => {
    expect(filesOf(found(/(?<![\w.])RegExp\(/g, product)).toSorted()).toEqual(PATTERNS.toSorted())
  })
})
