import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '#shared/kernel/command.ts'
import { post, sendNow, startOutbox, waitingHere } from './outbox.ts'
import { sessionIsOf, type Whose } from './whose.ts'

const setOff = defineCommand('x.setOff', 'Set off', z.strictObject({ id: z.string() })).answering<null, never>(() => '')
const ewa: Whose = { serviceId: 's', personId: 'ewa', givenName: 'Ewa' }
const ola: Whose = { serviceId: 's', personId: 'ola', givenName: 'Ola' }

let went: { readonly id: unknown; readonly as: string | null }[] = []
let storage: Map<string, string>
let stop: () => void = () => {}

/** A browser's storage, of which keys are properties as in a browser. */
function aStorage(): Storage {
  storage = new Map()
  return new Proxy({} as Storage, {
    get: (_, name) =>
      ({
        getItem: (key: string) => storage.get(key) ?? null,
        setItem: (key: string, text: string) => void storage.set(key, text),
      })[String(name)],
    ownKeys: () => [...storage.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}

beforeEach(() => {
  went = []
  vi.stubGlobal('localStorage', aStorage())
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('fetch', (_url: string, init: RequestInit & { readonly body: string }) => {
    went.push({
      id: (JSON.parse(init.body) as { id: unknown }).id,
      as: new Headers(init.headers).get('x-signed-in-as'),
    })
    return Promise.resolve(new Response(JSON.stringify({ value: null, seq: null })))
  })
})
afterEach(() => {
  stop()
  stop = () => {}
  sessionIsOf(null)
  vi.unstubAllGlobals()
})

async function signsIn(whose: Whose): Promise<void> {
  stop()
  sessionIsOf(whose)
  const end = startOutbox(`${whose.serviceId}.${whose.personId}`)
  stop = () => {
    end()
    sessionIsOf(null)
  }
  await settled()
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

it('sends a tap as whoever made it, and says to the hub who that is', async () => {
  await signsIn(ewa)
  post(setOff, { id: 'first' })
  await settled()
  expect(went).toEqual([{ id: 'first', as: 's.ewa' }])
})

it('lets a tap made while nobody is signed in wait for whoever was, however many sign in between', async () => {
  await signsIn(ewa)
  stop()
  post(setOff, { id: 'late' })
  await settled()
  expect(went).toEqual([])
  await signsIn(ola)
  await settled()
  expect(went).toEqual([])
  expect(waitingHere()).toMatchObject([{ owner: 's.ewa', givenName: 'Ewa', waiting: [{ command: 'x.setOff' }] }])
  await signsIn(ewa)
  await settled()
  expect(went).toEqual([{ id: 'late', as: 's.ewa' }])
  expect(waitingHere()).toEqual([])
})

it('keeps apart what one person pressed in two services', async () => {
  await signsIn(ewa)
  stop()
  post(setOff, { id: 'late' })
  await signsIn({ ...ewa, serviceId: 'other' })
  await settled()
  expect(went).toEqual([])
})

it('sends what somebody began as theirs, also when somebody else is in by the time it is posted', async () => {
  await signsIn(ola)
  post(setOff, { id: 'begun' }, { whose: ewa })
  await settled()
  expect(went).toEqual([])
  expect(waitingHere()).toMatchObject([{ owner: 's.ewa' }])
})

it('keeps a given name beside what waits, and nothing else of anybody', async () => {
  await signsIn(ewa)
  stop()
  post(setOff, { id: 'late' })
  expect(
    [...storage.entries()].map(([key, text]) => [key, Object.keys((JSON.parse(text) as object[])[0] ?? {})]),
  ).toEqual([['duty-hub.outbox.s.ewa', ['id', 'command', 'input', 'madeAt', 'refused', 'sentAt', 'whose']]])
})

it('keeps every press on a phone whose storage is full, and writes them once there is room', async () => {
  const full = new Error('QuotaExceededError')
  let isFull = true
  const kept = aStorage()
  vi.stubGlobal(
    'localStorage',
    new Proxy(kept, {
      get: (target, name) =>
        name === 'setItem' && isFull
          ? () => {
              throw full
            }
          : (Reflect.get(target, name) as unknown),
    }),
  )
  let hasSignal = false
  const sends = globalThis.fetch
  vi.stubGlobal('fetch', (...given: Parameters<typeof fetch>) =>
    hasSignal ? sends(...given) : Promise.reject(new TypeError('no signal')),
  )
  await signsIn(ola)
  for (const id of ['one', 'two', 'three']) post(setOff, { id })
  await settled()
  expect(waitingHere()[0]?.waiting.map(({ input }) => input)).toEqual([{ id: 'one' }, { id: 'two' }, { id: 'three' }])
  isFull = false
  post(setOff, { id: 'four' })
  expect([...storage.values()].join()).toMatch(/one.*two.*three.*four/)
  await settled()
  hasSignal = true
  sendNow()
  await vi.waitFor(() => expect(went.map(({ id }) => id)).toEqual(['one', 'two', 'three', 'four']))
})
