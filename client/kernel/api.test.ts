import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '#shared/kernel/command.ts'
import { defineQuery } from '#shared/kernel/query.ts'
import { addressOf, ask, forgetAnswers, onSent, send } from './api.ts'
import { nowMs } from './clock.ts'
import { openStepUpDialog } from './stepUp.ts'
import { NotAnswered, NotSent, onSessionOver } from './wire.ts'

const takeBack = defineCommand('x.takeBack', 'Take back', z.strictObject({ id: z.string() })).answering<
  { version: number },
  { code: 'already-finished'; byName: string }
>(({ byName }) => byName)
const list = defineQuery('x.list', 'List', z.strictObject({ day: z.string() }), ['rota']).answering<readonly number[]>()

type Step = (init: RequestInit) => Response | Promise<Response>

let asked: { readonly url: string; readonly init: RequestInit }[] = []

/** The hub’s next answers, one after the other; the last is given again and again. */
function hubAnswers(...steps: readonly Step[]): void {
  asked = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const step = steps[Math.min(asked.length, steps.length - 1)]
    asked.push({ url, init })
    return Promise.resolve(step?.(init))
  })
}

const says = (status: number, body: unknown, headers: Record<string, string> = {}): Step => {
  return () => new Response(status === 304 ? null : JSON.stringify(body), { status, headers })
}
const noSignal: Step = () => Promise.reject(new TypeError('Failed to fetch'))
const keyOf = ({ init }: { readonly init: RequestInit }): string | null =>
  new Headers(init.headers).get('idempotency-key')

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(-0.49)
  forgetAnswers()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('sending a command', () => {
  it('posts it with a key of its own, and gives back the value', async () => {
    const sentUpTo: number[] = []
    onSent((seq) => sentUpTo.push(seq))
    hubAnswers(says(200, { value: { version: 2 }, seq: 41 }))
    expect(await send(takeBack, { id: 'a' })).toEqual({ ok: true, value: { version: 2 } })
    expect(asked[0]?.url).toBe('/api/x.takeBack')
    expect(asked[0]?.init.body).toBe('{"id":"a"}')
    expect(keyOf(asked[0] ?? { init: {} })).toMatch(/^[0-9a-f-]{36}$/)
    expect(sentUpTo).toEqual([41])
    onSent(() => {})
  })

  it('asks who is there before a grave step, and sends the same press again with the same key', async () => {
    const grave = says(403, { code: 'step-up-needed', message: 'Show that it is you.' })
    hubAnswers(grave)
    expect(await send(takeBack, { id: 'a' })).toMatchObject({ ok: false, refusal: { code: 'step-up-needed' } })
    const close = openStepUpDialog((question) => question.shown())
    hubAnswers(grave, says(200, { value: { version: 2 }, seq: 41 }))
    expect((await send(takeBack, { id: 'a' })).ok).toBe(true)
    expect(new Set(asked.map(keyOf)).size).toBe(1)
    close()
  })

  it('tries again with the same key when the signal or the hub is away for a moment', async () => {
    hubAnswers(noSignal, says(503, { code: 'starting' }), says(200, { value: { version: 2 }, seq: 41 }))
    expect((await send(takeBack, { id: 'a' })).ok).toBe(true)
    expect(asked).toHaveLength(3)
    expect(new Set(asked.map(keyOf)).size).toBe(1)
  })

  it('gives up after a few tries, and says so', async () => {
    hubAnswers(noSignal)
    await expect(send(takeBack, { id: 'a' }, { tries: 2 })).rejects.toMatchObject({
      name: 'NotSent',
      reason: 'no-signal',
    })
    expect(asked).toHaveLength(2)
  })

  it('does not try again when the hub has a fault', async () => {
    hubAnswers(says(500, { code: 'fault' }))
    await expect(send(takeBack, { id: 'a' })).rejects.toMatchObject({ reason: 'hub-down', status: 500 })
    expect(asked).toHaveLength(1)
  })

  it('gives back a refusal as an answer, with its facts and its words', async () => {
    hubAnswers(says(409, { code: 'already-finished', byName: 'Ewa', message: 'Ewa has finished.', requestId: 'r1' }))
    const sent = await send(takeBack, { id: 'a' })
    expect(sent).toEqual({
      ok: false,
      refusal: { code: 'already-finished', byName: 'Ewa', message: 'Ewa has finished.', requestId: 'r1' },
    })
  })

  it('finds words for a “no” that is not ours', async () => {
    hubAnswers(() => new Response('<html>', { status: 413 }))
    expect(await send(takeBack, { id: 'a' })).toMatchObject({
      ok: false,
      refusal: { code: 'too-large', message: /too long/ },
    })
  })

  it('tells that the session is over', async () => {
    const over = vi.fn()
    const stop = onSessionOver(over)
    hubAnswers(says(401, { code: 'signed-out' }))
    await expect(send(takeBack, { id: 'a' })).rejects.toMatchObject({ reason: 'signed-out' })
    expect(over).toHaveBeenCalledOnce()
    stop()
  })
})

describe('asking', () => {
  it('writes the question into the address, without what is not given', () => {
    expect(addressOf('x.list', { day: '2026-11-12', page: 2, area: undefined, none: null })).toBe(
      '/api/x.list?day=2026-11-12&page=2',
    )
    expect(addressOf('x.list', {})).toBe('/api/x.list')
  })

  it('shows the answer it has when the hub says that nothing changed', async () => {
    hubAnswers(says(200, [1, 2], { etag: '"7"' }), says(304, null))
    const first = await ask(list, { day: '2026-11-12' })
    expect(await ask(list, { day: '2026-11-12' })).toBe(first)
    expect(new Headers(asked[1]?.init.headers).get('if-none-match')).toBe('"7"')
  })

  it('tells “no” from “no answer”', async () => {
    hubAnswers(says(403, { code: 'not-allowed', message: 'Ask your manager.' }))
    await expect(ask(list, { day: 'x' })).rejects.toBeInstanceOf(NotAnswered)
    hubAnswers(noSignal)
    await expect(ask(list, { day: 'x' })).rejects.toBeInstanceOf(NotSent)
  })

  it('learns the hub’s time from the answer', async () => {
    const hub = nowMs() + 3 * 3_600_000
    hubAnswers(says(200, [], { 'x-hub-time': new Date(hub).toISOString() }))
    await ask(list, { day: 'x' })
    expect(Math.abs(nowMs() - hub)).toBeLessThan(2_000)
    hubAnswers(says(200, [], { 'x-hub-time': new Date(hub - 3 * 3_600_000).toISOString() }))
    await ask(list, { day: 'y' })
  })
})
