import {
  cacheOf,
  COUNCIL,
  outlived,
  PAGE,
  readHanded,
  readPushed,
  readShell,
  wayOf,
  wordOf,
  WORD_WAY,
  WORDS_KEPT,
  type Handed,
} from './shellRules.ts'

/** The parts of a service worker that are used here; the browser's own types for it and for a page cannot be had together. */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends LastingEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface PushEvent extends LastingEvent {
  readonly data: { text(): string } | null
}
interface HandedEvent extends LastingEvent {
  readonly data: unknown
}
interface TapEvent extends LastingEvent {
  readonly notification: Notification
}
interface OpenPage {
  readonly url: string
  focus(): Promise<unknown>
  postMessage(said: string): void
}
interface Worker {
  readonly location: Location
  readonly registration: ServiceWorkerRegistration
  readonly clients: {
    claim(): Promise<void>
    matchAll(which: { readonly type: 'window' }): Promise<readonly OpenPage[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', hear: (event: LastingEvent) => void): void
  addEventListener(type: 'fetch', hear: (event: FetchEvent) => void): void
  addEventListener(type: 'message', hear: (event: HandedEvent) => void): void
  addEventListener(type: 'push', hear: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', hear: (event: TapEvent) => void): void
}
declare const self: Worker

/** The build writes its version and its files in this place. */
const shell = readShell('__SHELL_OF_THIS_BUILD__')

/** All of a build or none of it: a phone that loses its signal meanwhile keeps what it had, and tries again later. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheOf(shell))
  await cache.addAll(shell.files.map((path) => new Request(path, { cache: 'reload', credentials: 'omit' })))
  // Safe at once: pages that are open find their own build's files in the cache before this one, and what waits to be sent is not here.
  await self.skipWaiting()
}

async function activate(): Promise<void> {
  await Promise.all(outlived(await caches.keys(), shell).map((name) => caches.delete(name)))
  await self.clients.claim()
}

const kept = async (path: string): Promise<Response> =>
  (await (await caches.open(cacheOf(shell))).match(path)) ?? (await caches.match(path)) ?? fetch(path)

/** From the hub, and from the phone when no answer comes. */
async function freshOrKept(request: Request, path: string): Promise<Response> {
  try {
    const answer = await fetch(request)
    if (path === COUNCIL && answer.ok) await (await caches.open(cacheOf(shell))).put(path, answer.clone())
    return answer
  } catch {
    return kept(path)
  }
}

/** How long it waits before each try: no signal for a moment is common on a doorstep. */
const TRIES_AFTER_MS = [0, 1000, 2000, 4000, 8000, 15_000]
const inHand = new Set<string>()
const passes = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** The page sends it too, under the same key, for as long as there is one: the hub takes it once, whichever comes first. */
async function sendOn({ path, headers, body, key }: Handed): Promise<void> {
  for (const waitMs of TRIES_AFTER_MS) {
    await passes(waitMs)
    try {
      const how = { credentials: 'same-origin', cache: 'no-store', redirect: 'error' } as const
      const answer = await fetch(path, { ...how, method: 'POST', headers: { ...headers }, body })
      const word = wordOf(answer.status, answer.headers.get('x-hub-time'))
      if (word !== null) return await leaveWord(key, word)
    } catch {
      // No signal: again in a moment.
    }
  }
}

/** For the page that is opened next, as the one that pressed has gone; one that is open already reads it now. */
async function leaveWord(key: string, word: string): Promise<void> {
  try {
    await (await caches.open(WORDS_KEPT)).put(`${WORD_WAY}${key}`, new Response(word))
    for (const page of await self.clients.matchAll({ type: 'window' })) page.postMessage(WORDS_KEPT)
  } catch {
    // A phone that keeps nothing: the hub has it all the same.
  }
}

async function takeInHand(press: Handed | null): Promise<void> {
  if (press === null || inHand.has(press.key)) return
  inHand.add(press.key)
  await sendOn(press).finally(() => inHand.delete(press.key))
}

/** A notice holds no word about anybody: it stands on a lock screen. */
function show({ data }: PushEvent): Promise<void> {
  const { title, body, path, tag } = readPushed(data?.text() ?? '')
  return self.registration.showNotification(title, { body, tag, icon: '/icons/icon-192.png', data: path })
}

/** A page of the hub that is open already comes to the front; what is typed there must not be lost, so it is not sent elsewhere. */
async function open(path: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' })
  const there = pages.find(({ url }) => new URL(url).pathname === path) ?? pages[0]
  if (there) await there.focus()
  else await self.clients.openWindow(path)
}

self.addEventListener('message', (event) => event.waitUntil(takeInHand(readHanded(event.data))))
self.addEventListener('push', (event) => event.waitUntil(show(event)))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(readPushed(JSON.stringify({ path: event.notification.data as unknown })).path))
})
self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  const path = url.origin === self.location.origin ? url.pathname : null
  const way = wayOf({ method: request.method, path, opensPage: request.mode === 'navigate' }, shell)
  if (way === 'kept-page') event.respondWith(kept(PAGE))
  else if (way === 'kept' && path !== null) event.respondWith(kept(path))
  else if (way === 'page') event.respondWith(freshOrKept(request, PAGE))
  else if (way === 'fresh') event.respondWith(freshOrKept(request, COUNCIL))
})
