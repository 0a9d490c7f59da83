import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lateWorkingReport, type LateWorkingReport } from '#shared/reports/contract.ts'
import { approveClaims, recordTaken } from '#shared/toil/contract.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDay, type LondonDay } from '#shared/time/london.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { finishes, hasClaim, hasJob, hasOpeningBalance, hasPolicy, hasShift, submits } from '#tests/builders/toil.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const shiftOn = (day: LondonDay) => ({ startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) })
const lateness = [0, 0, 10, 25, 50, 95, 180, 260]

interface Busy {
  readonly service: TestService
  readonly ruth: Person
  readonly people: readonly Person[]
}

/** Three AMHPs, two jobs a week each over sixteen weeks; some finish late, some wait for a bed, most claims are approved. */
async function busyService(): Promise<Busy> {
  const service = await hub.service()
  await hasPolicy(hub, service, { graceMinutes: 15, cap: { minutes: 600, onExceed: 'warn' } })
  await hub.owner`update hub.services set staggered_from = '2026-09-07' where id = ${service.id}`
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const people = [
    await service.has({ name: 'Priya Nair', roles: ['amhp'] }),
    await service.has({ name: 'Tom Ellis', roles: ['amhp'] }),
    await service.has({ name: 'Ines Duarte', roles: ['amhp'] }),
  ]
  for (const [who, amhp] of people.entries()) {
    for (let week = 0; week < 16; week += 1) {
      const day = addDays(londonDay('2026-07-21'), week * 7 + who)
      const late = lateness[(week * 3 + who) % lateness.length] ?? 0
      await works(service, ruth, amhp, { day, late, decide: week < 15 })
    }
  }
  return { service, ruth, people }
}

async function works(
  service: TestService,
  ruth: Person,
  amhp: Person,
  { day, late, decide }: { day: LondonDay; late: number; decide: boolean },
): Promise<void> {
  const shift = shiftOn(day)
  const bed = { kind: 'bed', startedAt: shift.endsAt, endedAt: addMinutes(shift.endsAt, 40) } as const
  if (late <= 15) {
    const shiftId = await hasShift(hub, service, amhp, shift)
    const job = await hasJob(hub, service, amhp, { shiftId, acceptedAt: shift.startsAt })
    await finishes(amhp, job, addMinutes(shift.endsAt, late - 5))
    return
  }
  const claim = await submits(amhp, await hasClaim(hub, service, amhp, { shift, late, waits: late > 60 ? [bed] : [] }))
  if (decide) await ruth.sends(approveClaims, { claims: [claim] })
}

const ask = (manager: Person, to = '2026-11-08', weeks = '12'): Promise<LateWorkingReport> =>
  manager.asks(lateWorkingReport, { to, weeks })

async function one(query: string, ...values: readonly (string | Instant)[]): Promise<number> {
  const [row] = await hub.owner.unsafe<{ n: string }[]>(query, [...values])
  return Number(row?.n)
}

describe('the late-working report', () => {
  let busy: Busy
  let report: LateWorkingReport
  beforeAll(async () => {
    busy = await busyService()
    report = await ask(busy.ruth)
  })

  it('adds up to the ledger exactly', async () => {
    const id = busy.service.id
    const ledger = (upTo: string) =>
      one(`select coalesce(sum(minutes), 0) as n from hub.toil_entries where service_id = $1 and day <= $2`, id, upTo)
    expect(report.owed).toBe(await ledger('2026-11-08'))
    expect(report.owedFourWeeksAgo).toBe(await ledger('2026-10-11'))
    expect(report.balances.reduce((sum, row) => sum + row.balance, 0)).toBe(report.owed)
    for (const row of report.balances) {
      expect(row.balance).toBe(
        await one(
          `select coalesce(sum(minutes), 0) as n from hub.toil_entries where service_id = $1 and person_id = $2 and day <= '2026-11-08'`,
          id,
          row.personId,
        ),
      )
    }
    const earned = report.staggered?.periods.reduce((sum, period) => sum + period.minutes, 0)
    expect(earned).toBe(
      await one(
        `select sum(minutes) as n from hub.toil_entries where service_id = $1 and kind = 'ACCRUE' and day between '2026-03-01' and '2026-11-08'`,
        id,
      ),
    )
  })

  it('adds up to the claims and the job record exactly', async () => {
    const id = busy.service.id
    const late = await one(
      `select sum(minutes) as n from (
        select extract(epoch from max(a.finished_at) - s.ends_at) / 60 as minutes
        from hub.allocations a join hub.shifts s on s.id = a.shift_id
        where a.service_id = $1 and s.day between $2 and '2026-11-08' and a.finished_at > s.ends_at group by s.id, s.ends_at) as shifts`,
      id,
      report.firstDay,
    )
    expect(report.causes.lateMinutes).toBe(late)
    expect(report.causes.rows.reduce((sum, row) => sum + row.minutes, 0)).toBe(late)
    expect(report.causes.rows.reduce((sum, row) => sum + row.percent, 0)).toBe(100)
    const finished = `from hub.allocations a join hub.shifts s on s.id = a.shift_id where a.service_id = $1 and s.day between $2 and '2026-11-08'`
    expect(report.late.n).toBe(await one(`select count(*) as n ${finished}`, id, report.firstDay))
    expect(report.late.late).toBe(
      await one(`select count(*) as n ${finished} and a.finished_at > s.ends_at`, id, report.firstDay),
    )
    expect(report.heat.n).toBe(report.late.late)
    expect(report.heat.days.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0)).toBe(
      report.late.late,
    )
    expect(report.toApprove.claims).toBe(
      await one(`select count(*) as n from hub.toil_claims where service_id = $1 and state = 'submitted'`, id),
    )
  })

  it('says which partner or which of ours the minutes waited on', () => {
    expect(report.causes.rows.map(({ code }) => code).toSorted()).toEqual(['BED', 'PAPER'])
    expect(report.causes.sides.partner.percent + report.causes.sides.ours.percent).toBe(100)
  })

  it('puts the share of late jobs beside what it was before staggered shifts, each with its n', async () => {
    const { staggered, late } = report
    expect(late.percent).toBe(Math.round((100 * late.late) / late.n))
    expect(staggered?.from).toBe('2026-09-07')
    const before = `from hub.allocations a join hub.shifts s on s.id = a.shift_id where a.service_id = $1 and s.day < '2026-09-07'`
    expect(staggered?.before.late.n).toBe(await one(`select count(*) as n ${before}`, busy.service.id))
    expect(staggered?.periods.find(({ side }) => side === 'changing')?.firstDay).toBe('2026-09-01')
    expect(staggered?.before.periods).toBe(2)
  })

  it('shows the people over their limit first, with what changed in four weeks', async () => {
    const { ruth, people, service } = busy
    const [priya] = people
    if (!priya) throw new Error('the service has people')
    await hasOpeningBalance(hub, service, priya, 5000, '2026-11-05')
    const over = await ask(ruth)
    expect(over.balances[0]).toMatchObject({ personId: priya.id, name: 'Priya Nair', standing: 'over', limit: 600 })
    expect(over.peopleOver).toBeGreaterThanOrEqual(1)
    expect(over.peopleOverWeekAgo).toBeLessThan(over.peopleOver + 1)
    await ruth.sends(recordTaken, { personId: priya.id, day: '2026-11-08', minutes: 1440, note: '' })
    expect((await ask(ruth)).owed).toBe(over.owed - 1440)
  })
})

it('counts a minute once when two jobs of one shift are late, claimed or not', async () => {
  const service = await hub.service()
  await hasPolicy(hub, service, { graceMinutes: 15 })
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const shift = shiftOn(londonDay('2026-11-03'))
  const shiftId = await hasShift(hub, service, ewa, shift)
  const jobs = await Promise.all(
    [0, 1, 2].map(() => hasJob(hub, service, ewa, { shiftId, acceptedAt: shift.startsAt })),
  )
  for (const [index, late] of [10, 50, 60].entries()) {
    const job = jobs[index]
    if (job) await finishes(ewa, job, addMinutes(shift.endsAt, late))
  }
  const report = await ask(ruth)
  expect(report).toMatchObject({ late: { late: 3, n: 3, percent: 100 }, heat: { n: 3 }, lateWithoutClaim: 1 })
  expect(report.causes).toMatchObject({ lateMinutes: 60, lateJobs: 3 })
})

describe('an empty service', () => {
  it('has a report of noughts, and no comparison until the day of the change is known', async () => {
    const ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
    expect(await ask(ruth)).toMatchObject({
      balances: [],
      owed: 0,
      late: { late: 0, n: 0, percent: null },
      causes: { rows: [], lateMinutes: 0 },
      heat: { n: 0, peak: null },
      staggered: null,
      toApprove: { claims: 0, minutes: 0 },
    })
  })
})

describe('the door', () => {
  it('is for those who see reports', async () => {
    const service = await hub.service()
    for (const role of ['amhp', 'practice-consultant', 'admin'] as const) {
      const person = await service.has({ name: 'Jo Marsh', roles: [role] })
      expect((await person.gets('/api/reports.lateWorking?to=2026-11-08&weeks=12')).status).toBe(403)
    }
  })

  it('shows nothing of another service', async () => {
    const away = await (await hub.service('Norbeck')).has({ name: 'Ola Berg', roles: ['manager'] })
    expect(await ask(away)).toMatchObject({ balances: [], late: { n: 0 } })
  })

  it.each([
    'to=2026-11-08',
    'weeks=12',
    'to=2026-11-08&weeks=0',
    'to=2026-11-08&weeks=105',
    'to=2026-11-08&weeks=-1',
    'to=2026-11-08&weeks=1.5',
    'to=2026-11-08&weeks=twelve',
    'to=2026-02-30&weeks=12',
    'to=yesterday&weeks=12',
    'to=2026-11-08T00:00:00Z&weeks=12',
    'to=2026-11-08&weeks=12&service=all',
    'to=2026-11-08&weeks=12&weeks=13',
  ])('refuses %s', async (search) => {
    const ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
    expect((await ruth.gets(`/api/reports.lateWorking?${search}`)).status).toBe(400)
  })
})
