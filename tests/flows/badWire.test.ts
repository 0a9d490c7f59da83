import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { evidence } from '#tests/harness/evidence.ts'
import { differences, fingerprintOf } from '#tests/harness/fingerprint.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

/** What no page of ours sends: a command that is as it should be, but for one thing on the wire. */
interface BadRequest {
  readonly what: string
  readonly method?: string
  readonly path?: string
  /** In place of what is sent as a rule; an empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The body in base 16. */
  readonly bytes?: string
  /** So many lists in each other. */
  readonly nested?: number
  /** Text of so many letters. */
  readonly letters?: number
  readonly status: number
  readonly code?: string
}

const requests = JSON.parse(
  readFileSync(new URL('../data/badInputs/wire.json', import.meta.url), 'utf8'),
) as readonly BadRequest[]

let hub: TestHub
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => hub.close())

const template = (name: string) =>
  ({ name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 }) as const

function bodyOf({ body, bytes, nested, letters }: BadRequest): string | Uint8Array<ArrayBuffer> {
  if (bytes !== undefined) return Uint8Array.from(Buffer.from(bytes, 'hex'))
  if (nested !== undefined) return `{"name":${'['.repeat(nested)}${']'.repeat(nested)}}`
  if (letters !== undefined) return JSON.stringify(template('x'.repeat(letters)))
  return body ?? JSON.stringify(template('On the wire'))
}

async function cameBack(request: BadRequest): Promise<string | null> {
  const given = {
    origin: hub.address,
    cookie: ruth.cookie,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...request.headers,
  }
  const response = await fetch(`${hub.address}${request.path ?? `/api/${addShiftTemplate.name}`}`, {
    method: request.method ?? 'POST',
    headers: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
    body: bodyOf(request),
  })
  const text = await response.text()
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>
  const isSaid = /^[A-Z].{8,}/s.test(String(body['message'])) && !/\n\s+at |node_modules|hub\./.test(text)
  const isRight = response.status === request.status && (request.code ?? body['code']) === body['code']
  return isRight && isSaid ? null : `${request.what}: ${response.status} ${text}`
}

it(`${requests.length} requests that no page of ours sends are refused in words, and change nothing`, async () => {
  const before = await fingerprintOf(hub.ownerUrl)
  const wrong: string[] = []
  for (const request of requests) {
    const one = await cameBack(request)
    if (one !== null) wrong.push(one)
  }
  evidence('F21-wire', { 'bad requests': requests.length, 'not as it should': wrong.length })
  expect(wrong).toEqual([])
  const touched = differences(before, await fingerprintOf(hub.ownerUrl))
  expect(touched.filter((table) => table !== 'sessions')).toEqual([])
  expect((await ruth.tries(addShiftTemplate, template('As ever'))).status).toBe(200)
})
