// The screens of a service, in a process of their own: what a click costs them is not counted as the hub's.
import { Agent, get } from 'node:http'
import { RawScreen } from './rawScreen.ts'
import { pause, stopwatch } from './stopwatch.ts'
import { answerCalls } from './worker.ts'

interface Heard {
  readonly firstAt: number
  lastAt: number
  screens: number
}

interface Group {
  readonly screens: RawScreen[]
  readonly cookies: readonly string[]
  readonly port: number
  readonly origin: string
  readonly heard: Map<number, Heard>
  readonly boards: Map<number, { readonly bodies: string[]; lastAt: number }>
  readonly wake: Set<() => void>
  asksFor: string | null
  doubled: number
  /** Boards that were asked for and not given: the hub was too busy. */
  refused: number
}

const groups = new Map<string, Group>()
const agent = new Agent({ keepAlive: true, maxSockets: Infinity, noDelay: true })
const AT_ONCE = 50
/** The client's own patience, kept the same here. */
const TRIES = 3
const RETRY_MS = 400

function groupOf(name: string): Group {
  const found = groups.get(name)
  if (!found) throw new Error(`there are no screens called ${name}`)
  return found
}

async function connect(asked: {
  name: string
  port: number
  origin: string
  cookies: readonly string[]
}): Promise<null> {
  const { name, port, origin, cookies } = asked
  const group: Group = {
    screens: [],
    cookies,
    port,
    origin,
    heard: new Map(),
    boards: new Map(),
    wake: new Set(),
    asksFor: null,
    doubled: 0,
    refused: 0,
  }
  groups.set(name, group)
  for (let first = 0; first < cookies.length; first += AT_ONCE) {
    const some = cookies.slice(first, first + AT_ONCE).map((cookie) => screenOf(group, cookie))
    group.screens.push(...some)
    await Promise.all(some.map((screen) => screen.ready))
  }
  return null
}

function screenOf(group: Group, cookie: string): RawScreen {
  let last = 0
  const onNews = (seq: number): void => {
    const at = stopwatch()
    if (seq <= last) return void (group.doubled += 1)
    last = seq
    const heard = group.heard.get(seq) ?? { firstAt: at, lastAt: at, screens: 0 }
    heard.lastAt = at
    heard.screens += 1
    group.heard.set(seq, heard)
    if (group.asksFor !== null) void askForBoard(group, group.asksFor, cookie, seq)
    for (const wake of group.wake) wake()
  }
  return new RawScreen({ port: group.port, origin: group.origin, cookie, onNews })
}

/** As the client does: news names what has changed, and each screen asks again under its own permission, up to three times. */
async function askForBoard(group: Group, path: string, cookie: string, seq: number): Promise<void> {
  let body = ''
  for (let failed = 0; failed < TRIES; failed += 1) {
    if (failed > 0) await pause(RETRY_MS * 2 ** (failed - 1))
    body = await getBody(group, path, cookie)
    if (body.startsWith('200 ')) break
    group.refused += 1
  }
  const answered = group.boards.get(seq) ?? { bodies: [], lastAt: 0 }
  answered.lastAt = stopwatch()
  answered.bodies.push(body)
  group.boards.set(seq, answered)
  for (const wake of group.wake) wake()
}

const getBody = ({ origin, port }: Group, path: string, cookie: string): Promise<string> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, agent, headers: { cookie, origin } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(`${response.statusCode} ${Buffer.concat(chunks).toString('utf8')}`))
    }).on('error', (error) => resolve(`0 ${error.message}`))
  })

async function until(group: Group, withinMs: number, isSo: () => boolean): Promise<void> {
  if (isSo()) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(finish, withinMs)
    function finish(): void {
      clearTimeout(timer)
      group.wake.delete(look)
      resolve()
    }
    const look = (): void => void (isSo() && finish())
    group.wake.add(look)
  })
}

/** When the first and the last screen heard of a change, and how many did in the time given. */
async function hears({ name, seq, withinMs }: { name: string; seq: number; withinMs: number }) {
  const group = groupOf(name)
  await until(group, withinMs, () => group.heard.get(seq)?.screens === group.screens.length)
  const { firstAt, lastAt, screens } = group.heard.get(seq) ?? { firstAt: 0, lastAt: 0, screens: 0 }
  return { firstAt, lastAt, screens, of: group.screens.length }
}

/** When the last screen had its new board, and how many boards hold what was just changed. */
async function boards({
  name,
  seq,
  needle,
  withinMs,
}: {
  name: string
  seq: number
  needle: string
  withinMs: number
}) {
  const group = groupOf(name)
  await until(group, withinMs, () => group.boards.get(seq)?.bodies.length === group.screens.length)
  const { bodies, lastAt } = group.boards.get(seq) ?? { bodies: [], lastAt: 0 }
  group.boards.delete(seq)
  return {
    lastAt,
    answered: bodies.length,
    right: bodies.filter((body) => body.startsWith('200 ') && body.includes(needle)).length,
    of: group.screens.length,
  }
}

const calls = {
  connect,
  hears,
  boards,
  async asksFor({ name, path }: { name: string; path: string | null }) {
    groupOf(name).asksFor = path
  },
  async state({ name }: { name: string }) {
    const { screens, doubled, refused } = groupOf(name)
    return { open: screens.filter((screen) => screen.open).length, of: screens.length, doubled, refused }
  },
  async close({ name }: { name: string }) {
    for (const screen of groupOf(name).screens) screen.close()
    groups.delete(name)
    agent.destroy()
  },
}
export type Fleet = typeof calls

answerCalls(calls)
