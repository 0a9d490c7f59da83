import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { missedNews } from '#shared/kernel/missed.ts'
import { addShift, addShiftTemplate, cancelShift } from '#shared/rota/contract.ts'
import { londonDay } from '#shared/time/london.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/** What screens and readers rest on: numbers in the order of the commits, an answer only for what is kept, and a look for what was missed. */
let hub: TestHub
let service: TestService
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => hub.close())

const template = (name: string) =>
  ({ name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 }) as const

it('a reader that goes by the last number misses nothing of what eight people write beside it', async () => {
  const read: number[] = []
  let over = false
  const reading = (async () => {
    for (let last = 0, done = false; !done;) {
      done = over
      const rows = await hub.owner<{ seq: number }[]>`
        select seq::int as seq from hub.events where service_id = ${service.id} and seq > ${last} order by seq`
      read.push(...rows.map(({ seq }) => seq))
      last = rows.at(-1)?.seq ?? last
    }
  })()
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async (_, who) => {
      const seen: number[] = []
      for (let turn = 0; turn < 12; turn += 1)
        seen.push((await ruth.tries(addShiftTemplate, template(`Reader ${who} ${turn}`))).status)
      return seen
    }),
  )
  over = true
  await reading
  const [row] = await hub.owner<{ last: number }[]>`
    select last_seq::int as last from hub.service_counters where service_id = ${service.id}`
  expect(new Set(statuses.flat())).toEqual(new Set([200]))
  expect(read).toEqual(Array.from({ length: row?.last ?? 0 }, (_, place) => place + 1))
})

it('what is answered is there, for whoever looks over another connection at once', async () => {
  for (let turn = 0; turn < 10; turn += 1) {
    const name = `Kept ${turn}`
    const { status } = await ruth.tries(addShiftTemplate, template(name))
    const found = await hub.owner`select from hub.shift_templates where service_id = ${service.id} and name = ${name}`
    expect([status, found.length]).toEqual([200, 1])
  }
})

it('a key under which something was refused is free: the same press takes effect once it may', async () => {
  const ewa = await service.has({ name: 'Ewa Nowak', roles: ['amhp'] })
  const day = londonDay('2026-11-20')
  const shiftId = await rosters(ruth, ewa.id, day, '08:00', '16:00')
  const [wanted, key] = [aShift(ewa.id, { day, times: times('12:00', '20:00') }), randomUUID()]
  expect(await ruth.tries(addShift, wanted, key)).toMatchObject({ body: { code: 'shifts-overlap' } })
  await ruth.sends(cancelShift, { shiftId, seenVersion: 1, why: 'Swapped' })
  const { status } = await ruth.tries(addShift, wanted, key)
  const stands = await hub.owner<{ id: string }[]>`
    select id from hub.shifts where service_id = ${service.id} and person_id = ${ewa.id} and cancelled_at is null`
  expect([status, stands.length]).toEqual([200, 1])
})

it('a screen that was cut off is asked who it is again, and is handed nothing that was said meanwhile', async () => {
  const screen = await ruth.opensScreen()
  const isBack = new Promise((resolve) => screen.socket.io.once('reconnect', resolve))
  screen.socket.io.engine.close()
  await ruth.sends(addShiftTemplate, template('Said meanwhile'))
  await isBack
  await expect.poll(() => screen.socket.connected).toBe(true)
  expect([Boolean(screen.socket.recovered), screen.heard]).toEqual([false, []])
  screen.close()
})

/** Where the stream of the service stands. */
const standing = async (): Promise<{ epoch: string; seq: number }> => {
  const [row] = await hub.owner<{ epoch: string; seq: number }[]>`
    select e.id as epoch, c.last_seq::int as seq from hub.epochs e, hub.service_counters c where c.service_id = ${service.id}`
  if (!row) throw new Error('no counter')
  return row
}

it('news says after which number it comes, so that a screen sees a hole before it', async () => {
  const screen = await ruth.opensScreen()
  const before = await standing()
  await ruth.sends(addShiftTemplate, template('Follows on'))
  await ruth.sends(addShiftTemplate, template('Follows on again'))
  await expect.poll(() => screen.heard.length).toBe(2)
  const [first, second] = screen.heard
  expect([first?.after, second?.after]).toEqual([before.seq, first?.seq])
  screen.close()
})

it('a screen that was away asks from its last number, and is told of what happened since and nothing more', async () => {
  const { epoch, seq } = await standing()
  const asks = (since: number, of = epoch) => ruth.asks(missedNews, { epoch: of, since: String(since) })
  expect(await asks(seq)).toEqual({ epoch, seq, touches: [] })
  const elsewhere = await hub.service()
  const uma = await elsewhere.has({ name: 'Uma Ode', roles: ['manager'] })
  await uma.sends(addShiftTemplate, template('Of another service'))
  expect(await asks(seq)).toEqual({ epoch, seq, touches: [] })
  await ruth.sends(addShiftTemplate, template('While away'))
  expect(await asks(seq)).toEqual({ epoch, seq: seq + 1, touches: ['rota'] })
  expect(await asks(seq + 1)).toEqual({ epoch, seq: seq + 1, touches: [] })
})

it('a screen of a database that was restored, of a number that never was, or of long ago asks for everything', async () => {
  const { epoch, seq } = await standing()
  const touches = async (since: number, of = epoch) =>
    (await ruth.asks(missedNews, { epoch: of, since: String(since) })).touches
  expect(await touches(seq, crypto.randomUUID())).toBe('all')
  expect(await touches(seq + 1)).toBe('all')
})

it('nobody is told of a stream who is not signed in, and bad numbers are answered in words', async () => {
  const { epoch } = await standing()
  const nobody = ruth.withCookie('')
  expect((await nobody.gets(`/api/identity.missed?epoch=${epoch}&since=0`)).status).toBe(401)
  const bad = await ruth.gets(`/api/identity.missed?epoch=${epoch}&since=-1`)
  expect([bad.status, JSON.stringify(bad.body)]).toEqual([400, expect.stringContaining('Give a whole number')])
})

it('a hole in the middle is seen: the news behind one that was lost names the number before it', async () => {
  const elsewhere = await hub.service()
  const uma = await elsewhere.has({ name: 'Uma Ode', roles: ['manager'] })
  const screen = await uma.opensScreen()
  // As when the listener's line is cut and comes back between two: of the first nobody is told.
  const [moved] = await hub.owner<{ seq: number }[]>`
    update hub.service_counters set last_seq = last_seq + 3 where service_id = ${elsewhere.id} returning last_seq::int as seq`
  const seq = moved?.seq ?? 0
  await hub.owner`select pg_notify('hub', hub.hint(${elsewhere.id}, ${seq}, 'rota', '', 2))`
  await expect.poll(() => screen.heard.length).toBe(1)
  expect(screen.heard[0]).toMatchObject({ seq, after: seq - 2 })
  screen.close()
})

// The last: the chain of events has a gap then, and nothing more is recorded in this service.
it('news that nobody told of is found by the look every few seconds', async () => {
  const screen = await ruth.opensScreen()
  await ruth.sends(addShiftTemplate, template('Told of'))
  await expect.poll(() => screen.heard.length).toBe(1)
  // As when the listener's line is cut at that very moment: the number moves and no NOTIFY comes.
  await hub.owner`update hub.service_counters set last_seq = last_seq + 1 where service_id = ${service.id}`
  await expect.poll(() => screen.heard.length).toBe(2)
  expect(screen.heard[1]?.seq).toBe((screen.heard[0]?.seq ?? 0) + 1)
  screen.close()
})
