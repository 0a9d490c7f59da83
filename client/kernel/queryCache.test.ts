import { QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import type { Topic } from '#shared/kernel/topic.ts'
import { makeQueryCache, makeRefresher } from './queryCache.ts'
import { NotSent } from './wire.ts'

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 5))
let leave: () => void = () => {}

/** A screen that shows one answer, and the hub's end of it. */
function aScreen(reads: readonly Topic[]) {
  const cache = makeQueryCache()
  const waiting: (() => void)[] = []
  let asked = 0
  const queryFn = () => {
    asked += 1
    return new Promise<number>((resolve) => waiting.push(() => resolve(asked)))
  }
  leave = new QueryObserver(cache, { queryKey: ['x'], meta: { reads }, queryFn }).subscribe(() => {})
  const hubAnswers = async (): Promise<void> => {
    waiting.splice(0).forEach((answer) => answer())
    await aMoment()
  }
  return { refresh: makeRefresher(cache), asked: () => asked, hubAnswers }
}

afterEach(() => leave())

it('asks again for what the news touches, and for nothing else', async () => {
  const screen = aScreen(['rota'])
  await screen.hubAnswers()
  screen.refresh(new Set(['referrals']))
  await aMoment()
  expect(screen.asked()).toBe(1)
  screen.refresh(new Set(['rota', 'toil']))
  await aMoment()
  expect(screen.asked()).toBe(2)
  await screen.hubAnswers()
})

it('takes news that comes while an answer is on its way together, in one more round', async () => {
  const screen = aScreen(['rota'])
  await screen.hubAnswers()
  for (let news = 0; news < 20; news += 1) screen.refresh(new Set(['rota']))
  await aMoment()
  expect(screen.asked()).toBe(2)
  await screen.hubAnswers()
  expect(screen.asked()).toBe(3)
  await screen.hubAnswers()
  expect(screen.asked()).toBe(3)
})

it('asks again for a first answer that was on its way when the news came: it may be older than the news', async () => {
  const screen = aScreen(['toil'])
  screen.refresh(new Set(['toil']))
  await aMoment()
  expect(screen.asked()).toBe(1)
  await screen.hubAnswers()
  expect(screen.asked()).toBe(2)
  await screen.hubAnswers()
  expect(screen.asked()).toBe(2)
})

it('asks for everything after a cut', async () => {
  const screen = aScreen(['toil'])
  await screen.hubAnswers()
  screen.refresh('all')
  await aMoment()
  expect(screen.asked()).toBe(2)
  await screen.hubAnswers()
})

it('asks again by itself for what could not be had, until it is there, and then no more', async () => {
  const cache = makeQueryCache()
  cache.setDefaultOptions({ queries: { ...cache.getDefaultOptions().queries, retry: false } })
  let [asked, isDown] = [0, false]
  const queryFn = () => {
    asked += 1
    return isDown ? Promise.reject(new NotSent('hub-down', 503)) : Promise.resolve(asked)
  }
  const observer = new QueryObserver(cache, { queryKey: ['x'], meta: { reads: ['toil'] as const }, queryFn })
  leave = observer.subscribe(() => {})
  await aMoment()
  const refresh = makeRefresher(cache, 4)
  isDown = true
  refresh(new Set<Topic>(['toil']))
  await vi.waitUntil(() => asked >= 4)
  expect(observer.getCurrentResult().data, 'the old answer stands meanwhile').toBe(1)
  isDown = false
  await vi.waitUntil(() => observer.getCurrentResult().isSuccess)
  const then = asked
  expect(observer.getCurrentResult().data).toBe(then)
  for (let moment = 0; moment < 10; moment += 1) await aMoment()
  expect(asked).toBe(then)
})

it('asks at once for what could not be had when the hub is heard again, also where nothing was missed', async () => {
  const cache = makeQueryCache()
  cache.setDefaultOptions({ queries: { ...cache.getDefaultOptions().queries, retry: false } })
  let [asked, isDown] = [0, false]
  const queryFn = () => {
    asked += 1
    return isDown ? Promise.reject(new NotSent('no-signal')) : Promise.resolve(asked)
  }
  const observer = new QueryObserver(cache, { queryKey: ['x'], meta: { reads: ['toil'] as const }, queryFn })
  leave = observer.subscribe(() => {})
  await aMoment()
  const refresh = makeRefresher(cache, 60_000)
  isDown = true
  refresh(new Set<Topic>(['toil']))
  await aMoment()
  isDown = false
  refresh(new Set())
  await vi.waitUntil(() => observer.getCurrentResult().isSuccess)
  expect(asked).toBe(3)
})
