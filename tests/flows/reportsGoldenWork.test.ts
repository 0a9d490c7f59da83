import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportKeys } from '#shared/reports/table.ts'
import { londonDay } from '#shared/time/london.ts'
import { openDatabase, type Connection } from '#db/client.ts'
import { countedReport } from '#server/reports/makeReport.ts'
import { contextOn } from '#server/kernel/transaction.ts'
import { agrees, ask, cell, golden, type Golden } from '#tests/builders/golden.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

describe('section 136 over a month', () => {
  it('counts from arrival, with extensions and what went past the limit', async () => {
    const base = {
      triaged: '2026-10-02T12:00',
      accepted: '2026-10-02T12:00',
      allocated: '2026-10-02T12:00',
      source: 'POLICE_136',
    }
    const of = await golden(hub, [
      {
        ...base,
        received: '2026-10-02T11:00',
        arrived: '2026-10-02T12:40',
        power: { start: '2026-10-02T11:00', end: '2026-10-02T16:00' },
      },
      {
        ...base,
        received: '2026-10-03T11:00',
        arrived: '2026-10-03T14:20',
        power: { start: '2026-10-03T11:00', end: '2026-10-04T11:30' },
      },
      {
        ...base,
        received: '2026-10-04T11:00',
        arrived: '2026-10-04T13:00',
        power: { start: '2026-10-04T11:00', end: '2026-10-05T20:00', extended: 720 },
      },
      { received: '2026-10-05T11:00', power: { start: '2026-10-05T11:00', end: '2026-10-05T15:00' } },
      { received: '2026-10-06T11:00', power: { start: null } },
      // Kept where they were already for 25 hours; and six hours granted, held for 33: both past what the law gives.
      {
        received: '2026-10-07T11:00',
        power: { start: '2026-10-07T11:00', end: '2026-10-08T12:00', kept: true },
      },
      {
        received: '2026-10-08T11:00',
        power: { start: '2026-10-08T11:00', end: '2026-10-09T20:00', extended: 360 },
      },
    ])
    const report = await ask(of, 'section136')
    const n = (label: string) => cell(report, 'section136', label, 'Number')
    const powers = `from hub.powers w where w.service_id = $1`
    await agrees(of, n('All'), 7, `select count(*) as n ${powers}`)
    await agrees(of, n('Arrival not recorded'), 1, `select count(*) as n ${powers} and w.started_at is null`)
    await agrees(
      of,
      n('An AMHP attended'),
      3,
      `select count(*) as n ${powers} and exists (select from hub.allocations a where a.referral_id = w.referral_id and a.arrived_at >= w.started_at)`,
    )
    await agrees(
      of,
      n('Attended within 3 hours'),
      2,
      `select count(*) as n ${powers} and exists (select from hub.allocations a where a.referral_id = w.referral_id and a.arrived_at - w.started_at between interval '0' and interval '3 hours')`,
    )
    await agrees(
      of,
      n('Extended by the doctor'),
      2,
      `select count(*) as n ${powers} and w.extension_minutes is not null`,
    )
    await agrees(
      of,
      n('Past 24 hours and what was granted'),
      3,
      `select count(*) as n ${powers} and w.ended_at - w.started_at > interval '24 hours' + make_interval(mins => coalesce(w.extension_minutes, 0))`,
    )
    await agrees(
      of,
      cell(report, 'section136-times', 'To an AMHP’s arrival', 'Median'),
      120,
      `select percentile_cont(0.5) within group (order by extract(epoch from a.arrived_at - w.started_at) / 60) as n from hub.powers w join hub.allocations a on a.referral_id = w.referral_id where w.service_id = $1 and w.started_at is not null`,
    )
  })
})

describe('called in', () => {
  it('is whoever was on no shift, and whoever a call-in put on one', async () => {
    const on = (day: string) => ({
      received: `${day}T08:00`,
      triaged: `${day}T09:00`,
      accepted: `${day}T09:00`,
      allocated: `${day}T10:00`,
      arrived: `${day}T11:00`,
      outcome: 'NOT_DETAINED_NFA',
      outcomeAt: `${day}T12:30`,
    })
    const of = await golden(hub, [
      on('2026-10-05'),
      { ...on('2026-10-06'), calledIn: true },
      { ...on('2026-10-07'), calledIn: 'asked' },
    ])
    const hours = await ask(of, 'hours')
    await agrees(
      of,
      cell(hours, 'hours', 'Called in from off the rota', 'Number'),
      2,
      `select (select count(*) from hub.call_ins i where i.service_id = $1) + (select count(*) from hub.allocations a where a.service_id = $1 and a.shift_id is null) as n`,
    )
    const cover = await ask(of, 'cover')
    // One job from taking it at ten to its finish, and a shift of an hour whose job went on to the same time.
    expect(cell(cover, 'kept-hours', 'All', 'Called in')).toBe(5)
    expect(cell(cover, 'kept', 'Put in as cover', 'Number')).toBe(0)
    expect(cell(cover, 'kept', 'Times somebody was called in', 'Number')).toBe(2)
  })
})

describe('partners', () => {
  it('are counted by the waits that were timed', async () => {
    const job = {
      triaged: '2026-10-02T09:00',
      accepted: '2026-10-02T09:00',
      allocated: '2026-10-02T09:00',
      arrived: '2026-10-02T10:00',
    }
    const of = await golden(hub, [
      {
        ...job,
        received: '2026-10-02T08:00',
        waits: [
          { kind: 'bed', from: '2026-10-02T11:00', to: '2026-10-02T14:00' },
          { kind: 'ambulance', from: '2026-10-02T13:00', to: '2026-10-02T15:30' },
        ],
      },
      {
        ...job,
        received: '2026-10-03T08:00',
        waits: [
          { kind: 'bed', from: '2026-10-03T11:00', to: '2026-10-03T12:00' },
          { kind: 'bed', from: '2026-10-03T20:00', to: '2026-10-04T02:00' },
        ],
      },
      { ...job, received: '2026-11-03T08:00', waits: [{ kind: 'bed', from: '2026-11-03T11:00', to: null }] },
    ])
    const report = await ask(of, 'partners')
    const beds = `from hub.waits w where w.service_id = $1 and w.kind = 'bed' and w.started_at < '2026-11-01'`
    const bed = (heading: string) => cell(report, 'partners', 'Waiting for a bed', heading)
    await agrees(of, bed('Waits'), 3, `select count(*) as n ${beds}`)
    await agrees(of, bed('Referrals'), 2, `select count(distinct w.referral_id) as n ${beds}`)
    await agrees(of, bed('In all'), 600, `select sum(extract(epoch from w.ended_at - w.started_at) / 60) as n ${beds}`)
    await agrees(
      of,
      bed('Median'),
      180,
      `select percentile_cont(0.5) within group (order by extract(epoch from w.ended_at - w.started_at) / 60) as n ${beds}`,
    )
    await agrees(
      of,
      bed('9 in 10 within'),
      360,
      `select percentile_disc(0.9) within group (order by extract(epoch from w.ended_at - w.started_at) / 60) as n ${beds}`,
    )
    await agrees(of, bed('Longest'), 360, `select max(extract(epoch from w.ended_at - w.started_at) / 60) as n ${beds}`)
    await agrees(
      of,
      cell(report, 'partners', 'Waiting for an ambulance', 'In all'),
      150,
      `select sum(extract(epoch from w.ended_at - w.started_at) / 60) as n from hub.waits w where w.service_id = $1 and w.kind = 'ambulance'`,
    )
  })
})

/** Tables to which every working day adds rows: whoever reads one of them through reads other services' years too. */
const GROWING =
  /Seq Scan on (referrals|allocations|triage_decisions|referral_answers|powers|waits|shifts|toil_entries|toil_claims|events|referral_asks|handovers|handover_items|duty_tasks|papers|examinations|statutory_relatives)\b/g

/** What a report asks of the database, statement by statement. */
async function statementsOf(of: Golden): Promise<ReadonlyMap<string, readonly string[]>> {
  const database = openDatabase(of.hub.appUrl, { connections: 1 })
  const asked: string[] = []
  database.options.debug = (_connection, text) => void asked.push(text)
  const sql = (await database.reserve()) as Connection
  const own = { serviceId: of.service.id, personId: of.ruth.id } as Parameters<typeof contextOn>[1]
  await sql`select set_config('app.service_id', ${of.service.id}, false), set_config('app.actor_id', ${of.ruth.id}, false)`
  const found = new Map<string, readonly string[]>()
  for (const report of reportKeys) {
    asked.length = 0
    const days = { from: londonDay('2026-10-01'), to: londonDay('2026-10-31') }
    await countedReport(contextOn(sql, own, of.hub.now()), { report, ...days })
    // The driver asks each new type once what it is.
    found.set(
      report,
      asked.filter((text) => !text.includes('pg_catalog')),
    )
  }
  sql.release()
  await database.end()
  return found
}

describe('what a report costs', () => {
  it('is a few statements however much it counts, each of which finds its own service’s rows by an index', async () => {
    const job = { triaged: '2026-10-02T09:00', accepted: '2026-10-02T09:00', allocated: '2026-10-02T09:00' }
    const of = await golden(
      hub,
      Array.from({ length: 12 }, (_, day) => ({ ...job, received: `2026-10-${10 + day}T08:00` })),
    )
    const statements = await statementsOf(of)
    const most = [...statements].map(([report, own]) => [report, own.length] as const)
    console.info(`statements: ${most.map(([report, count]) => `${report} ${count}`).join(', ')}`)
    for (const [report, count] of most) expect(count, report).toBeLessThanOrEqual(8)
    const inside = await hub.owner<{ text: string }[]>`
      select case when p.prosrc like '%$q$%' then split_part(p.prosrc, '$q$', 2)
        else regexp_replace(regexp_replace(p.prosrc, 'first_at', '$1::timestamptz', 'g'), 'last_at', '$2::timestamptz', 'g') end as text
      from pg_proc p where p.pronamespace = 'hub'::regnamespace
        and p.proname in ('report_powers', 'report_asks', 'report_handovers', 'report_open', 'report_clocks', 'report_reasons', 'report_doctors', 'report_papers')
      union all select hub.report_cases_question(array['triagedAt', 'outcome', 'ethnicity', 'person'], short) from (values (true), (false)) as lengths(short)`
    const plans = await hub.owner.begin(async (sql) => {
      await sql`set local search_path = hub, public`
      await sql`set local enable_seqscan = off`
      const asked = [...new Set([...statements.values()].flat()), ...inside.map(({ text }) => text)]
      const told: string[] = []
      for (const text of asked)
        for (const row of await sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain (generic_plan, costs off) ${text}`))
          told.push(row['QUERY PLAN'])
      return { asked: asked.length, text: told.join('\n') }
    })
    console.info(`plans: ${plans.asked} statements of ${statements.size} reports`)
    expect(inside).toHaveLength(10)
    expect(plans.text.match(GROWING) ?? []).toEqual([])
  })
})
