import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { SLOW_MS, tellMetrics } from '#server/kernel/measured.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'practice-consultant'] })
})
afterAll(() => hub.close())

const template = (name: string) =>
  ({ name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 }) as const

/** The number that stands behind a name and its labels; 0 when it is not told. */
const figure = async (name: string): Promise<number> => {
  const line = (await hub.metrics()).split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? 0 : Number(line.slice(name.length + 1))
}

describe('the figures', () => {
  it('count answers, statements and repeats by door, and say how the node stands', async () => {
    const door = addShiftTemplate.name
    const names = [
      `hub_requests_total{door="${door}",status="200"}`,
      `hub_request_seconds_count{door="${door}"}`,
      'hub_replays_total',
    ]
    const before = await Promise.all(names.map(figure))
    const key = randomUUID()
    for (let turn = 0; turn < 2; turn += 1) await ruth.tries(addShiftTemplate, template('Late'), key)
    await ruth.asks(board, {})
    await expect
      .poll(async () => (await Promise.all(names.map(figure))).map((now, place) => now - (before[place] ?? 0)))
      .toEqual([2, 2, 1])
    expect(await figure(`hub_statements_total{door="${board.name}"}`)).toBeGreaterThan(2)
    const told = await hub.metrics()
    expect([await figure('hub_database_up'), await figure('hub_draining')]).toEqual([1, 0])
    expect(await figure('hub_resident_bytes')).toBeGreaterThan(10_000_000)
    // Doors, statuses and numbers: nothing of anybody, and no address that somebody made up.
    await fetch(`${hub.address}/api/someone@example.org`)
    const again = await hub.metrics()
    expect(again).not.toMatch(/Banerjee|example\.org|[0-9a-f]{8}-[0-9a-f]{4}/)
    for (const line of told.split('\n').filter((one) => one !== '' && !one.startsWith('#')))
      expect(line).toMatch(/^hub_[a-z0-9_]+(\{(?:(?:door|status|code|le)="[^"]*",?)+\})? (?:[\d.e+-]+)$/)
  })

  it('stand at a port of their own, and never at the public one', async () => {
    const server = await tellMetrics(hub.metrics, 0, '127.0.0.1')
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answer = await fetch(`${at}/metrics`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    expect(await answer.text()).toContain('# TYPE hub_request_seconds histogram')
    expect((await fetch(at)).status).toBe(404)
    expect((await fetch(`${hub.address}/metrics`)).status).toBe(404)
    server.closeAllConnections()
    server.close()
  })
})

it('gives each answer a number by which a press is found on the other screens', async () => {
  const kim = await service.has({ name: 'Kim Vale', roles: ['manager'] })
  const screen = await kim.opensScreen()
  const hints = await figure('hub_hints_total')
  const { headers } = await ruth.tries(addShiftTemplate, template('Early'))
  const number = headers.get('x-request-id')
  expect(number).toMatch(/^[0-9a-f-]{36}$/)
  expect((await screen.hearsOf('rota')).requestId).toBe(number)
  expect(await figure('hub_hints_total')).toBeGreaterThan(hints)
  expect(await figure('hub_hint_seconds_count')).toBeGreaterThan(0)
  const [event] = await hub.owner<{ requestId: string }[]>`
    select request_id as "requestId" from hub.events where service_id = ${service.id} order by seq desc limit 1`
  expect(event?.requestId).toBe(number)
  screen.close()
})

it('writes down what was slow: the door, the number and the time, and nothing of what was asked', async () => {
  let waiting: Promise<{ headers: Headers }> | undefined
  await hub.owner.begin(async (sql) => {
    await sql`select from hub.service_counters where service_id = ${service.id} for update`
    waiting = ruth.tries(addShiftTemplate, template('Slow'))
    await new Promise((resolve) => setTimeout(resolve, SLOW_MS + 100))
  })
  const number = (await waiting)?.headers.get('x-request-id')
  const slow = () =>
    hub.logged.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ msg }) => msg === 'answered late')
  await expect.poll(slow).toMatchObject({ level: 40, door: addShiftTemplate.name, requestId: number, status: 200 })
  expect(JSON.stringify(slow())).not.toMatch(/Slow|select|insert/)
})
