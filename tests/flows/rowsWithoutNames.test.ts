import type postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { boardWithoutNames } from '#shared/allocations/boardWithoutNames.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aPower, aReferral } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/** Open referrals beside those that are made by hand. `OPEN=900` is how many were measured. */
const OPEN = Number(process.env['OPEN'] ?? 120)

let hub: TestHub
let service: TestService
let jo: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})
afterAll(() => hub.close())

/** Copies a referral with its power, so that each of `count` has one that runs. */
async function many(count: number, from: number): Promise<void> {
  const power = { kind: 's136', startedAt: addMinutes(hub.now(), -60) } as const
  const { id } = await aReferral(hub, service, jo, { state: 'to-triage', power })
  await hub.owner`
    insert into hub.referrals select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', ${from}::int + n))).*
    from hub.referrals r, generate_series(1, ${count}) n where r.id = ${id}`
  await hub.owner`
    insert into hub.powers (service_id, id, referral_id, kind, started_at, start_source, rule_id, recorded_at, recorded_by)
    select r.service_id, gen_random_uuid(), r.id, 's136', ${power.startedAt}, 'Police log', 's136@test', ${hub.now()}, ${jo.id}
    from hub.referrals r where r.service_id = ${service.id} and r.number > ${from} and r.number <= ${from + count}`
}

/** How often this connection has read the powers: what its statistics have not handed over yet, so only a difference means something. */
async function readsOf(sql: postgres.TransactionSql): Promise<number> {
  const [row] = await sql<{ reads: number }[]>`
    select (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::int as reads from pg_stat_xact_user_tables
    where schemaname = 'hub' and relname = 'powers'`
  return row?.reads ?? 0
}

/** The rows as the application asks for them, how often the powers were read for it, and the same asked row by row. */
const asked = () =>
  hub.owner.begin(async (sql) => {
    await sql`select set_config('app.service_id', ${service.id}, true), set_config('app.sees_rows', 'on', true)`
    const before = await readsOf(sql)
    const rows = await sql<{ number: number; powers: unknown }[]>`select number, powers from hub.rows_without_names()`
    const reads = (await readsOf(sql)) - before
    const one = await sql<{ number: number; powers: unknown }[]>`
      select r.number, hub.clocks_of(r.id) as powers from hub.referrals r
      where r.service_id = ${service.id} and r.state <> 'closed' order by r.received_at, r.id`
    return { rows, reads, one }
  })

it('reads the clocks of all open referrals at once, and answers as one by one', async () => {
  const receivedAt = addMinutes(hub.now(), -600)
  // None, one without a start, two of which one has ended, one that was extended, and one whose referral is closed.
  await aReferral(hub, service, jo, { receivedAt })
  await aReferral(hub, service, jo, { receivedAt, power: { kind: 's136', startedAt: null } })
  const two = await aReferral(hub, service, jo, { receivedAt, power: { kind: 's5-4', startedAt: receivedAt } })
  await hub.owner`update hub.powers set ended_at = ${hub.now()} where referral_id = ${two.id}`
  await aPower(hub, service, jo, two.id, { kind: 's5-2', startedAt: receivedAt })
  const longer = await aReferral(hub, service, jo, { receivedAt, power: { kind: 's136', startedAt: receivedAt } })
  await hub.owner`
    update hub.powers set extension_minutes = 120, extension_authorised_at = ${hub.now()}, extension_reason = 'condition-of-person',
      extension_authority = 'registered-medical-practitioner', extension_authoriser = 'Dr Hale' where referral_id = ${longer.id}`
  await aReferral(hub, service, jo, { state: 'closed', power: { kind: 's136', startedAt: receivedAt } })

  const few = await asked()
  expect(few.rows).toEqual(few.one)
  await many(OPEN, 900_000)
  await hub.owner`analyze hub.referrals, hub.powers`
  const all = await asked()
  expect(all.rows).toHaveLength(few.rows.length + OPEN + 1)
  expect(all.rows).toEqual(all.one)
  expect([few.reads, all.reads]).toEqual([1, 1])
  const board = await ewa.asks(boardWithoutNames, {})
  expect(board.rows.filter(({ powers }) => powers.length > 0)).toHaveLength(OPEN + 4)
  console.info(
    `rows without names: ${all.rows.length} open referrals, the powers read ${all.reads} time, one by one the same`,
  )
})
