import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addAmhp, changeAmhp } from '#shared/register/contract.ts'
import { reportOf } from '#shared/reports/reportContract.ts'
import type { Report, ReportKey } from '#shared/reports/table.ts'
import { recordWorkforce, workforceCounted } from '#shared/reports/workforceContract.ts'
import { instant } from '#shared/time/instant.ts'
import { agrees, cell, golden, type Golden } from '#tests/builders/golden.ts'
import { anAmhp } from '#tests/builders/register.ts'
import { hasShift } from '#tests/builders/toil.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let of: Golden
const done = (received: string, outcome: string) => ({
  received,
  triaged: received,
  accepted: received,
  allocated: received,
  arrived: received,
  outcome,
  outcomeAt: received,
  closed: received,
})
beforeAll(async () => {
  hub = await TestHub.open()
  of = await golden(hub, [
    // 23:30 UTC on 31 March is 1 April in London: the next financial year.
    done('2024-03-31T22:30', 'DETAINED_S2'),
    done('2024-03-31T23:30', 'DETAINED_S2'),
    ...Array.from({ length: 9 }, (_, index) => done(`2024-06-0${index + 1}T10:00`, 'DETAINED_S3')),
    done('2025-03-31T10:00', 'DETAINED_S4'),
    done('2025-05-01T10:00', 'NOT_DETAINED_NFA'),
    { received: '2025-05-02T10:00', source: 'POLICE_136', age: 16 },
  ])
  const tom = await of.service.has({ name: 'Tom Ellis', roles: ['amhp'] })
  await hub.owner`
    update hub.amhps set approved_on = '2026-06-01', approval_ends_on = '2031-05-31', profession = 'nurse', contract = 'combined',
      contracted_minutes_per_week = 1110, version = version + 1 where person_id = ${tom.id}`
  await hasShift(hub, of.service, of.ewa, {
    startsAt: instant('2026-10-05T08:00:00Z'),
    endsAt: instant('2026-10-05T16:00:00Z'),
  })
})
afterAll(() => hub.close())

const ask = (report: ReportKey, from: string, to: string, view: 'work' | 'publication' = 'work'): Promise<Report> =>
  of.ruth.asks(reportOf, { report, from, to, view })
const inYear = (year: number, more = 'true'): string =>
  `select count(*) as n from hub.referrals r left join hub.allocations a on a.referral_id = r.id where r.service_id = $1
    and (r.received_at at time zone 'Europe/London')::date between '${year}-04-01' and '${year + 1}-03-31' and ${more}`

it('counts a financial year by London’s days, and each line as a second count does', async () => {
  const report = await ask('foi', '2023-04-01', '2026-03-31')
  const n = (label: string, year: string) => cell(report, 'foi', label, year)
  await agrees(of, n('Referrals received', '2023/24'), 1, inYear(2023))
  await agrees(of, n('Referrals received', '2024/25'), 11, inYear(2024))
  await agrees(of, n('Referrals received', '2025/26'), 2, inYear(2025))
  await agrees(of, n('Attended by an AMHP', '2024/25'), 11, inYear(2024, 'a.arrived_at is not null'))
  await agrees(of, n('Assessments completed', '2024/25'), 11, inYear(2024, 'a.outcome is not null'))
  for (const [section, byHand] of [
    ['2', 1],
    ['3', 9],
    ['4', 1],
  ] as const)
    await agrees(
      of,
      n(`Detained under section ${section}`, '2024/25'),
      byHand,
      inYear(2024, `a.outcome = 'DETAINED_S${section}'`),
    )
  await agrees(of, n('Completed, not detained', '2025/26'), 1, inYear(2025, `a.outcome = 'NOT_DETAINED_NFA'`))
  await agrees(of, n('Detained by the police, section 136', '2025/26'), 1, inYear(2025, `r.source = 'POLICE_136'`))
  await agrees(of, n('Aged under 18', '2025/26'), 1, inYear(2025, 'r.age_years < 18'))
  const approved = (day: string) =>
    `select count(*) as n from hub.amhps where service_id = $1 and '${day}' between approved_on and approval_ends_on`
  await agrees(of, cell(report, 'foi-amhps', 'AMHPs approved', '2025/26'), 1, approved('2026-03-31'))
})

it('publishes the yearly table so that a section cannot be found from the others', async () => {
  const report = await ask('foi', '2024-04-01', '2025-03-31', 'publication')
  const n = (label: string) => cell(report, 'foi', label, '2024/25')
  // Eleven, as everything is published: to the nearest five.
  expect(n('Referrals received')).toBe(10)
  expect(n('Detained under section 2')).toBe('hidden')
  expect(n('Detained under section 4')).toBe('hidden')
  // Eleven less nine would leave two, of whom each section has one.
  expect([n('Detained under section 3'), n('Assessments completed')]).toContain('hidden')
})

it('holds what the register does not, as numbers for a day, and reports it with who counted', async () => {
  const counts = { vacantTenths: 25, neededTenths: 180, retiring: 3, women: 2, men: 0, under35: 1 }
  const screen = await of.maya.opensScreen()
  const key = randomUUID()
  await of.ruth.sends(recordWorkforce, { day: '2026-10-01', counts }, key)
  await screen.hearsOf('register')
  screen.close()
  await of.ruth.sends(recordWorkforce, { day: '2026-10-01', counts }, key)
  await of.maya.sends(recordWorkforce, { day: '2026-10-20', counts: { ...counts, retiring: 4 } })
  expect(await hub.owner`select from hub.workforce_counts where service_id = ${of.service.id}`).toHaveLength(2)
  expect(await of.ruth.asks(workforceCounted, { day: '2026-10-19' })).toMatchObject({
    last: { day: '2026-10-01', byName: 'Ruth Banerjee', counts: { retiring: 3, trainingShort: null } },
  })
  expect(await of.ruth.asks(workforceCounted, { day: '2026-09-30' })).toEqual({ last: null })
  const report = await ask('survey', '2025-11-01', '2026-10-31')
  const answer = (label: string) => cell(report, 'survey', label, 'Answer')
  expect(answer('Vacant, full-time equivalents')).toBe(2.5)
  expect(answer('Can retire within five years')).toBe(4)
  expect(answer('Men')).toBe(0)
  expect(answer('Short of 18 hours’ training in their year of approval')).toBe('Not recorded')
  const approved = `select count(*) as n from hub.amhps m where m.service_id = $1 and '2026-10-31' between m.approved_on and m.approval_ends_on`
  await agrees(of, answer('AMHPs approved'), 2, approved)
  await agrees(of, answer('Nurses'), 1, `${approved} and m.profession = 'nurse'`)
  await agrees(
    of,
    answer('Not regularly on the rota'),
    1,
    `${approved} and not exists (select from hub.shifts s where s.person_id = m.person_id and s.day > date '2026-10-31' - 91 and s.day <= '2026-10-31')`,
  )
  expect(answer('Started in the year')).toBe(1)
  expect(answer('Full-time equivalents in post')).toBe(1.5)
  const workforce = await ask('workforce', '2026-03-31', '2026-10-31')
  expect(cell(workforce, 'register', 'Acting: a duty in the 13 weeks before', '31 October 2026')).toBe(1)
  expect(cell(workforce, 'recorded', 'Needed for 24 hours a day, full-time equivalents', 'Number')).toBe(18)
})

it('is for those who see reports, of days that have come, in numbers that can be', async () => {
  expect((await of.ewa.tries(recordWorkforce, { day: '2026-10-01', counts: {} })).status).toBe(403)
  expect(await of.ruth.tries(recordWorkforce, { day: '2030-01-01', counts: {} })).toMatchObject({
    status: 422,
    body: { code: 'day-not-come', field: 'day' },
  })
  for (const counts of [{ women: -1 }, { women: 1.5 }, { women: 9999 }, { names: 1 }])
    expect(
      (
        await of.ruth.posts(
          '/api/reports.recordWorkforce',
          { day: '2026-10-01', counts },
          { 'idempotency-key': randomUUID() },
        )
      ).status,
    ).toBe(400)
  await expect(
    hub.owner`update hub.workforce_counts set counts = '{}' where service_id = ${of.service.id}`,
  ).rejects.toThrow()
})

it('leaves whoever renewed their approval on the register of earlier days, and not among those newly approved', async () => {
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'amhp-lead'] })
  const first = { approvedOn: '2021-12-01', approvalEndsOn: '2026-11-30' }
  const { personId } = await ruth.sends(addAmhp, anAmhp(service, first))
  const renewed = anAmhp(service, { approvedOn: '2026-11-10', approvalEndsOn: '2031-11-09' })
  await ruth.sends(changeAmhp, { ...renewed, personId, seenVersion: 1 })
  const report = await ruth.asks(reportOf, { report: 'workforce', from: '2026-04-01', to: '2026-11-11', view: 'work' })
  expect(report.tables[0]?.rows[0]).toEqual({ label: 'Approved', cells: [1, 1, 0] })
  expect(cell(report, 'risk', 'Newly approved between the days', 'Number')).toBe(0)
})
