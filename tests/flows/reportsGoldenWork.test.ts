import { afterAll, beforeAll, describe, it } from 'vitest'
import { agrees, ask, cell, golden } from '#tests/builders/golden.ts'
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
        power: { start: '2026-10-04T11:00', end: '2026-10-05T20:00', extended: true },
      },
      { received: '2026-10-05T11:00', power: { start: '2026-10-05T11:00', end: '2026-10-05T15:00' } },
      { received: '2026-10-06T11:00', power: { start: null } },
    ])
    const report = await ask(of, 'section136')
    const n = (label: string) => cell(report, 'section136', label, 'Number')
    const powers = `from hub.powers w where w.service_id = $1`
    await agrees(of, n('All'), 5, `select count(*) as n ${powers}`)
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
      1,
      `select count(*) as n ${powers} and w.extension_minutes is not null`,
    )
    await agrees(
      of,
      n('Past 24 hours, or 36 when extended'),
      1,
      `select count(*) as n ${powers} and w.ended_at - w.started_at > case when w.extension_minutes is null then interval '24 hours' else interval '36 hours' end`,
    )
    await agrees(
      of,
      cell(report, 'section136-times', 'To an AMHP’s arrival', 'Median'),
      120,
      `select percentile_cont(0.5) within group (order by extract(epoch from a.arrived_at - w.started_at) / 60) as n from hub.powers w join hub.allocations a on a.referral_id = w.referral_id where w.service_id = $1 and w.started_at is not null`,
    )
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
