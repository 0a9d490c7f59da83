import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { behindNumber, reportOf } from '#shared/reports/reportContract.ts'
import { reportKeys } from '#shared/reports/table.ts'
import { agrees, ask, cell, golden, inOctober, month, type Golden } from '#tests/builders/golden.ts'
import { CLINICAL } from '#tests/builders/histories.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

describe('a quiet month', () => {
  let of: Golden
  beforeAll(async () => {
    of = await golden(hub, [
      // In summer time until the 25th: 23:30 UTC on 30 September is 00:30 on 1 October in London.
      {
        received: '2026-09-30T23:30',
        triaged: '2026-10-01T00:10',
        accepted: '2026-10-01T00:10',
        allocated: '2026-10-01T08:00',
        arrived: '2026-10-01T10:00',
        outcome: 'DETAINED_S2',
        outcomeAt: '2026-10-01T13:00',
        closed: '2026-10-01T13:00',
      },
      {
        received: '2026-10-05T09:00',
        source: 'POLICE_136',
        triaged: '2026-10-05T09:20',
        urgency: 'U0',
        accepted: '2026-10-05T09:20',
        allocated: '2026-10-05T09:30',
        arrived: '2026-10-05T11:00',
        outcome: 'NOT_DETAINED_NFA',
        outcomeAt: '2026-10-05T12:00',
        closed: '2026-10-05T12:00',
      },
      {
        received: '2026-10-06T09:00',
        triaged: '2026-10-06T10:00',
        triageOutcome: 'SIGNPOSTED',
        closed: '2026-10-06T10:00',
        closedAs: 'SIGNPOSTED',
      },
      {
        received: '2026-10-07T09:00',
        triaged: '2026-10-07T13:00',
        accepted: '2026-10-07T13:00',
        allocated: '2026-10-08T09:00',
        arrived: '2026-10-08T18:30',
        outcome: 'APPLICATION_NOT_MADE_NO_BED',
        outcomeAt: '2026-10-08T21:00',
      },
      { received: '2026-10-09T09:00' },
      { received: '2026-10-10T09:00', closed: '2026-10-10T09:05', closedAs: 'DUPLICATE_LINKED' },
      // 00:30 UTC on 1 November is November in London too.
      { received: '2026-11-01T00:30', triaged: '2026-11-01T00:40' },
    ])
  })

  it('counts what came in, and how far it came', async () => {
    const report = await ask(of, 'referrals')
    const funnel = (label: string) => cell(report, 'funnel', label, 'Number')
    await agrees(of, funnel('Received'), 5, `select count(*) as n from hub.referrals r where ${inOctober}`)
    await agrees(
      of,
      funnel('Triaged'),
      4,
      `select count(distinct d.referral_id) as n from hub.triage_decisions d join hub.referrals r on r.id = d.referral_id where ${inOctober}`,
    )
    await agrees(
      of,
      funnel('Accepted'),
      3,
      `select count(*) as n from hub.referrals r where ${inOctober} and r.accepted_at is not null`,
    )
    await agrees(
      of,
      funnel('Attended'),
      3,
      `select count(distinct a.referral_id) as n from hub.allocations a join hub.referrals r on r.id = a.referral_id where ${inOctober} and a.arrived_at is not null`,
    )
    await agrees(
      of,
      funnel('Completed'),
      2,
      `select count(*) as n from hub.allocations a join hub.referrals r on r.id = a.referral_id where ${inOctober} and a.outcome in ('DETAINED_S2', 'NOT_DETAINED_NFA')`,
    )
    await agrees(
      of,
      cell(report, 'source', 'Police', 'Number'),
      1,
      `select count(*) as n from hub.referrals r where ${inOctober} and r.source = 'POLICE_136'`,
    )
    expect(cell(report, 'source', 'All', 'Share')).toBe(100)
    expect(cell(report, 'hour', '00:00', 'Number')).toBe(1)
    expect(cell(report, 'age', 'Not recorded', 'Number')).toBe(5)
    expect(report.provisional).toBe('2 of 5 are still open, so these figures can move.')
  })

  it('measures each stage, with what is not recorded apart', async () => {
    const report = await ask(of, 'stages')
    const lengths = `from hub.triage_decisions d join hub.referrals r on r.id = d.referral_id where ${inOctober}`
    // 40, 20, 60 and 240 minutes: the middle is between 40 and 60.
    await agrees(
      of,
      cell(report, 'stages', 'Receipt to triage decision', 'Median'),
      50,
      `select round(percentile_cont(0.5) within group (order by extract(epoch from d.decided_at - r.received_at) / 60)) as n ${lengths}`,
    )
    await agrees(
      of,
      cell(report, 'stages', 'Receipt to triage decision', '9 in 10 within'),
      240,
      `select percentile_disc(0.9) within group (order by extract(epoch from d.decided_at - r.received_at) / 60) as n ${lengths}`,
    )
    await agrees(
      of,
      cell(report, 'stages', 'Receipt to triage decision', 'Within 1 h'),
      75,
      `select round(100.0 * count(*) filter (where d.decided_at - r.received_at <= interval '1 hour') / count(*)) as n ${lengths}`,
    )
    await agrees(
      of,
      cell(report, 'stages', 'Receipt to triage decision', 'Not recorded'),
      1,
      `select count(*) as n from hub.referrals r where ${inOctober} and not exists (select from hub.triage_decisions d where d.referral_id = r.id)`,
    )
    await agrees(
      of,
      cell(report, 'clock', 'Receipt to attendance', 'Median'),
      120,
      `select extract(epoch from a.arrived_at - r.received_at) / 60 as n from hub.allocations a join hub.referrals r on r.id = a.referral_id where ${inOctober} and r.urgency = 'U0'`,
    )
    expect(cell(report, 'stages', 'Acceptance to attendance', 'Measured')).toBe(3)
  })

  it('says how they ended and when, for the service', async () => {
    const report = await ask(of, 'outcomes')
    await agrees(
      of,
      cell(report, 'headline', 'Detained, of completed', 'Share'),
      50,
      `select round(100.0 * count(*) filter (where a.outcome like 'DETAINED%') / count(*)) as n from hub.allocations a join hub.referrals r on r.id = a.referral_id where ${inOctober} and a.outcome in ('DETAINED_S2', 'NOT_DETAINED_NFA')`,
    )
    await agrees(
      of,
      cell(report, 'headline', 'Not made for want of a bed, of attended', 'Number'),
      1,
      `select count(*) as n from hub.allocations a where a.service_id = $1 and a.outcome = 'APPLICATION_NOT_MADE_NO_BED'`,
    )
    const hours = await ask(of, 'hours')
    // 18:30 UTC is 19:30 in London's summer.
    await agrees(
      of,
      cell(hours, 'hours', 'Attended at 17:00 or later', 'Number'),
      1,
      `select count(*) as n from hub.allocations a join hub.referrals r on r.id = a.referral_id where ${inOctober} and extract(hour from a.arrived_at at time zone 'Europe/London') >= 17`,
    )
    await agrees(
      of,
      cell(hours, 'carried', 'Open at 17:00', 'Most'),
      2,
      `select max(c.open) as n from (select count(*) as open from generate_series(date '2026-10-01', date '2026-10-31', interval '1 day') g(day) join hub.referrals r on ${inOctober} and r.received_at <= ((g.day + interval '17 hours') at time zone 'Europe/London') and (r.closed_at is null or r.closed_at > ((g.day + interval '17 hours') at time zone 'Europe/London')) group by g.day) c`,
    )
  })

  it('shows who stands behind a number to whoever reads records, and to nobody else', async () => {
    const behind = { report: 'referrals', ...month, table: 'funnel', row: '4', column: '0' } as const
    expect(await of.maya.asks(behindNumber, behind)).toHaveLength(2)
    expect(await of.ruth.asks(behindNumber, behind)).toEqual([])
    expect((await of.ewa.gets(`/api/reports.behind?${new URLSearchParams(behind).toString()}`)).status).toBe(403)
    expect((await of.ewa.gets('/api/reports.of?report=outcomes&from=2026-10-01&to=2026-10-31&view=work')).status).toBe(
      403,
    )
    for (const wrong of [
      { ...behind, to: '2026-09-01' },
      { ...behind, report: 'everything' },
      { ...behind, table: 'people; drop' },
    ])
      expect((await of.maya.gets(`/api/reports.behind?${new URLSearchParams(wrong).toString()}`)).status).toBe(400)
  })

  it('never holds a name or a word about anybody, whichever report it is', async () => {
    for (const report of reportKeys)
      for (const view of ['work', 'publication'] as const) {
        const days = view === 'work' ? month : { from: '2026-07-01', to: '2026-09-30' }
        const text = JSON.stringify(await of.ruth.asks(reportOf, { report, ...days, view }))
        expect(text.includes(CLINICAL), report).toBe(false)
        expect(text.includes('Zzsurname'), report).toBe(false)
        if (view === 'publication') expect(text.includes('Ewa Kowalska'), report).toBe(false)
      }
    // Also straight from the database, a colleague who may not see reports is given nothing.
    const [row] = await hub.owner.begin(async (sql) => {
      await sql`select set_config('app.service_id', ${of.service.id}, true), set_config('app.actor_id', ${of.ewa.id}, true)`
      return sql<{ n: number; text: string | null }[]>`
        select count(*)::int as n, hub.report_cases('2026-01-01', '2027-01-01', '{id,gender}') as text from hub.report_referrals('2026-01-01', '2027-01-01')`
    })
    expect(row).toEqual({ n: 0, text: null })
  })
})
