import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportOf } from '#shared/reports/reportContract.ts'
import { instant } from '#shared/time/instant.ts'
import { agrees, ask, cell, golden, inOctober, type Golden } from '#tests/builders/golden.ts'
import type { Past } from '#tests/builders/histories.ts'
import { TEST_PASSWORD, TestHub, THURSDAY_AFTERNOON } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

describe('who came back', () => {
  it('is counted within 7 and 28 days of closing, also past the end of the period', async () => {
    const done = (received: string, closed: string, nhsNumber: string, outcome = 'NOT_DETAINED_NFA'): Past => ({
      received,
      triaged: received,
      accepted: received,
      allocated: received,
      arrived: received,
      outcome,
      outcomeAt: closed,
      closed,
      nhsNumber,
    })
    const of = await golden(hub, [
      done('2026-10-01T09:00', '2026-10-02T09:00', '9990000018'),
      { received: '2026-10-08T09:00', nhsNumber: '9990000018' },
      done('2026-10-03T09:00', '2026-10-04T09:00', '9990000026', 'DETAINED_S2'),
      { received: '2026-10-29T09:00', nhsNumber: '9990000026' },
      done('2026-10-28T09:00', '2026-10-29T09:00', '9990000034'),
      { received: '2026-11-10T09:00', nhsNumber: '9990000034' },
      done('2026-10-10T09:00', '2026-10-11T09:00', '9990000042'),
    ])
    const report = await ask(of, 'again')
    const within = (days: number) =>
      `select count(*) as n from hub.referrals r where r.service_id = $1 and r.closed_at between '2026-10-01' and '2026-11-01' and exists (select from hub.referrals o where o.nhs_number = r.nhs_number and o.id <> r.id and o.received_at > r.closed_at and o.received_at <= r.closed_at + interval '${days} days')`
    await agrees(
      of,
      cell(report, 'again', 'All', 'Closed'),
      4,
      `select count(*) as n from hub.referrals r where r.service_id = $1 and r.closed_at is not null`,
    )
    await agrees(of, cell(report, 'again', 'All', 'Back within 7 days'), 1, within(7))
    await agrees(of, cell(report, 'again', 'All', 'Back within 28 days'), 3, within(28))
    expect(cell(report, 'again', 'Detained', 'Back within 28 days')).toBe(1)
    expect(cell(report, 'again', 'All', 'Share, 28 days')).toBe(75)
  })
})

describe('a small town', () => {
  let of: Golden
  beforeAll(async () => {
    const some = (count: number, gender: string, age: number, outcome: string): readonly Past[] =>
      Array.from({ length: count }, (_, index) => {
        const received = `2026-10-${String(1 + ((index * 7) % 28)).padStart(2, '0')}T09:00`
        return {
          received,
          gender,
          age,
          triaged: received,
          accepted: received,
          allocated: received,
          arrived: received.replace('T09', 'T12'),
          outcome,
          outcomeAt: received.replace('T09', 'T14'),
          closed: received.replace('T09', 'T14'),
        }
      })
    of = await golden(hub, [
      ...some(14, 'Woman', 30, 'NOT_DETAINED_NFA'),
      ...some(9, 'woman', 40, 'DETAINED_S2'),
      ...some(11, 'Man', 55, 'DETAINED_S3'),
      ...some(12, 'male', 20, 'NOT_DETAINED_NFA'),
      ...some(2, 'Non-binary', 17, 'DETAINED_S2'),
      ...some(1, '', 70, 'NOT_DETAINED_NFA'),
    ])
  })

  it('counts by who people are, and agrees with the records', async () => {
    const report = await ask(of, 'equality')
    await agrees(
      of,
      cell(report, 'gender', 'Women', 'Referrals'),
      23,
      `select count(*) as n from hub.referrals r where ${inOctober} and lower(r.gender) = 'woman'`,
    )
    await agrees(
      of,
      cell(report, 'gender', 'Women', 'Detained'),
      9,
      `select count(*) as n from hub.referrals r join hub.allocations a on a.referral_id = r.id where ${inOctober} and lower(r.gender) = 'woman' and a.outcome like 'DETAINED%'`,
    )
    await agrees(
      of,
      cell(report, 'gender', 'Men', 'Detained, of completed'),
      48,
      `select round(100.0 * count(*) filter (where a.outcome like 'DETAINED%') / count(*)) as n from hub.referrals r join hub.allocations a on a.referral_id = r.id where ${inOctober} and lower(r.gender) in ('man', 'male')`,
    )
    await agrees(
      of,
      cell(report, 'gender', 'Not recorded', 'Referrals'),
      1,
      `select count(*) as n from hub.referrals r where ${inOctober} and r.gender = ''`,
    )
    await agrees(
      of,
      cell(report, 'age', 'Under 18', 'Referrals'),
      2,
      `select count(*) as n from hub.referrals r where ${inOctober} and r.age_years < 18`,
    )
    await agrees(
      of,
      cell(report, 'gender', 'All', 'Median wait'),
      180,
      `select percentile_cont(0.5) within group (order by extract(epoch from a.arrived_at - r.received_at) / 60) as n from hub.referrals r join hub.allocations a on a.referral_id = r.id where ${inOctober}`,
    )
  })

  it('is published so that no small group can be worked out by subtracting', async () => {
    const quarter = { from: '2026-10-01', to: '2026-12-31', view: 'publication' } as const
    expect((await ask(of, 'equality', quarter)).tables, 'not before it is over').toEqual([])
    expect(
      (await of.ruth.gets('/api/reports.of?report=equality&from=2026-10-01&to=2026-10-30&view=publication')).status,
    ).toBe(400)
    hub.clockIs(instant('2027-01-11T09:00:00Z'))
    await of.ruth.signsIn(TEST_PASSWORD)
    const report = await ask(of, 'equality', quarter)
    hub.clockIs(THURSDAY_AFTERNOON)
    await of.ruth.signsIn(TEST_PASSWORD)
    for (const table of report.tables) {
      const column = table.rows.map((row) => row.cells[0])
      const hidden = column.filter((one) => one === 'hidden').length
      const total = table.total?.cells[0]
      const known = column.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0)
      expect(
        column.some((one) => typeof one === 'number' && one > 0 && one < 5),
        table.key,
      ).toBe(false)
      // What is hidden is never one group, and never fewer than five people between several.
      if (hidden > 0 && typeof total === 'number') {
        expect(hidden, table.key).toBeGreaterThan(1)
        expect(total - known, table.key).toBeGreaterThanOrEqual(5)
      }
    }
    expect(cell(report, 'gender', 'Another gender', 'Referrals')).toBe('hidden')
    expect(cell(report, 'gender', 'Another gender', 'Detained')).toBe('hidden')
    expect(cell(report, 'gender', 'Another gender', 'Detained, of completed')).toBe('hidden')
  })

  it('says how complete referrals are, agency by agency', async () => {
    const report = await ask(of, 'completeness')
    await agrees(
      of,
      cell(report, 'completeness', 'GP', 'Birth or age'),
      100,
      `select round(100.0 * count(*) filter (where r.age_years is not null) / count(*)) as n from hub.referrals r where ${inOctober}`,
    )
    await agrees(
      of,
      cell(report, 'completeness', 'GP', 'NHS number'),
      0,
      `select round(100.0 * count(*) filter (where r.nhs_number <> '') / count(*)) as n from hub.referrals r where ${inOctober}`,
    )
  })
})

describe('the register at two dates', () => {
  it('counts approvals, employers and full-time equivalents on each', async () => {
    const of = await golden(hub, [])
    const tom = await of.service.has({ name: 'Tom Ellis', roles: ['amhp'] })
    await of.service.has({ name: 'Ines Duarte', roles: ['amhp'] })
    await hub.owner`update hub.amhps set approved_on = '2026-06-01', approval_ends_on = '2031-05-31', profession = 'nurse', contracted_minutes_per_week = 1110, contract = 'combined', version = version + 1 where person_id = ${tom.id}`
    const report = await of.ruth.asks(reportOf, {
      report: 'workforce',
      from: '2026-03-31',
      to: '2026-10-31',
      view: 'work',
    })
    const on = (day: string) =>
      `from hub.amhps m where m.service_id = $1 and '${day}' between m.approved_on and m.approval_ends_on`
    await agrees(
      of,
      cell(report, 'register', 'Approved', '31 March 2026'),
      2,
      `select count(*) as n ${on('2026-03-31')}`,
    )
    await agrees(
      of,
      cell(report, 'register', 'Approved', '31 October 2026'),
      3,
      `select count(*) as n ${on('2026-10-31')}`,
    )
    await agrees(
      of,
      cell(report, 'register', 'Nurses', '31 October 2026'),
      1,
      `select count(*) as n ${on('2026-10-31')} and m.profession = 'nurse'`,
    )
    await agrees(
      of,
      cell(report, 'register', 'Full-time equivalents, 37 hours', '31 October 2026'),
      2.5,
      `select round(sum(m.contracted_minutes_per_week) / 2220.0, 1) as n ${on('2026-10-31')}`,
    )
    await agrees(
      of,
      cell(report, 'risk', 'Newly approved between the days', 'Number'),
      1,
      `select count(*) as n ${on('2026-10-31')} and m.approved_on > '2026-03-31'`,
    )
  })
})
