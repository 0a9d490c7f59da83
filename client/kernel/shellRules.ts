/** The page itself, under the address by which it is kept. */
export const PAGE = '/index.html'
/** What a council says of itself, as its service last set it: the newest is asked for first. */
export const COUNCIL = '/council.json'

/** What one build keeps on a phone: app code, styles, fonts and icons. Never an answer of the hub. */
export interface Shell {
  /** Differs between any two builds that differ. */
  readonly version: string
  readonly files: readonly string[]
}

/** What the worker needs to know of a request. */
export interface Asked {
  readonly method: string
  /** Without the origin; `null` for another site. */
  readonly path: string | null
  /** Whether somebody opens a page, rather than a page asking for something. */
  readonly opensPage: boolean
}

/**
 * How a request is answered: `kept` from the phone, `kept-page` the page from the phone, `page` or `fresh` from the hub and from the phone
 * when the hub does not answer; `null` leaves it alone, as if there were no worker.
 */
export type Way = 'kept' | 'kept-page' | 'page' | 'fresh' | null

const isOwnWork = (path: string): boolean => path === '/me' || path.startsWith('/me/')
/** Addresses under which the hub answers about people, or signs somebody in: not for any worker. */
const ANSWERS = /^\/(?:api|socket\.io|partner|scim|sign-in\/with|health|csp-report|\.well-known)(?:\/|$)/

/**
 * What the worker does with a request. The phone's own pages open from the phone at once; every other page comes from the hub while
 * it can. Only files of the shell are ever answered from what is kept.
 *
 * @example wayOf({ method: 'GET', path: '/api/allocations.myDuty', opensPage: false }, shell) // null: never kept
 */
export function wayOf({ method, path, opensPage }: Asked, { files }: Shell): Way {
  if (method !== 'GET' || path === null || ANSWERS.test(path)) return null
  if (opensPage) return isOwnWork(path) ? 'kept-page' : /\.[a-z0-9]+$/i.test(path) ? null : 'page'
  if (path === COUNCIL) return 'fresh'
  return files.includes(path) ? 'kept' : null
}

const PREFIX = 'duty-hub.shell.'

/** What the files of a build are kept under. @example cacheOf({ version: 'a1b2', files }) // 'duty-hub.shell.a1b2' */
export const cacheOf = ({ version }: Shell): string => `${PREFIX}${version}`

/**
 * Which kept builds go when this one takes over: all but this one and the newest of the others, as a page that is open may still need
 * parts of the build that it was opened with.
 *
 * @param names in the order in which they were made
 */
export function outlived(names: readonly string[], shell: Shell): readonly string[] {
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== cacheOf(shell))
  return others.slice(0, -1)
}

/** Reads what the build wrote: its version, then its files, with spaces between. */
export function readShell(text: string): Shell {
  const [version = '', ...files] = text.split(' ')
  return { version, files }
}

/** A press that a page hands to the worker as well, because it may not outlive its own request. */
export interface Handed {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The same press handed over again is the same. */
  readonly key: string
}

/**
 * Reads what a page handed over; `null` for anything but a press of ours. Only pages of ours reach the worker, but one of another build may
 * say something else.
 */
export function readHanded(said: unknown): Handed | null {
  if (typeof said !== 'object' || said === null) return null
  const { path, headers, body, key } = said as Partial<Record<keyof Handed, unknown>>
  if (typeof path !== 'string' || typeof body !== 'string' || typeof key !== 'string') return null
  if (
    typeof headers !== 'object' ||
    headers === null ||
    !Object.values(headers).every((one) => typeof one === 'string')
  )
    return null
  return /^\/api\/[\w.]+$/.test(path) ? { path, headers: headers as Handed['headers'], body, key } : null
}

/** Where the worker leaves word of what became of a press: a cache of its own, which no build takes away (`outlived`). */
export const WORDS_KEPT = 'duty-hub.handed'
/** What each is kept under: this, then the press's key. */
export const WORD_WAY = '/handed/'

/**
 * What is kept of the hub's answer to a press: nothing of what it says. `null` while it is none: the press has to be sent again.
 *
 * @param hubTime as the answer's own header has it
 * @example wordOf(200, '2026-11-12T20:45:00.000Z') // '{"status":200,"at":"2026-11-12T20:45:00.000Z"}'
 */
export const wordOf = (status: number, hubTime: string | null): string | null =>
  status >= 500 || status === 429 ? null : JSON.stringify({ status, at: hubTime })

/** A notice as the phone shows it. */
export interface Pushed {
  readonly title: string
  readonly body: string
  /** The page of ours that a tap opens. */
  readonly path: string
  /** The same notice again takes the place of the first. */
  readonly tag: string
}

const textIn = (said: object, name: string, most: number): string | null => {
  const found: unknown = Object.entries(said).find(([key]) => key === name)?.[1]
  return typeof found === 'string' && found !== '' ? found.slice(0, most) : null
}

/**
 * Reads what the hub pushed. Whatever comes is shown as something, as browsers want of a page that may show notices; only pages of ours
 * are opened.
 *
 * @example readPushed('') // { title: 'Duty Hub', body: 'There is something for you. Open Duty Hub.', path: '/', tag: 'duty-hub' }
 */
export function readPushed(text: string): Pushed {
  let said: unknown = null
  try {
    said = JSON.parse(text)
  } catch {
    // Then it says only that there is something.
  }
  const of = (name: string, most: number): string | null =>
    typeof said === 'object' && said !== null ? textIn(said, name, most) : null
  const path = of('path', 100)
  return {
    title: of('title', 60) ?? 'Duty Hub',
    body: of('body', 300) ?? 'There is something for you. Open Duty Hub.',
    path: path !== null && /^\/(?:[a-z]+(?:\/[a-z]+)*)?$/.test(path) ? path : '/',
    tag: of('tag', 60) ?? 'duty-hub',
  }
}
