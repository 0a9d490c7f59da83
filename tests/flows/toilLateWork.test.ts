import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { finish, takeBack } from '#shared/allocations/contract.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { takeOver } from '#shared/rota/coverContract.ts'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { myToil } from '#shared/toil/contract.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { finishes, hasJob, hasPolicy, hasShift, submits, type ShiftOptions } from '#tests/builders/toil.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(() => hub.clockIs(instant('2026-11-16T09:00:00Z')))

const at = (text: string): Instant => instant(text)
const tuesday: ShiftOptions = { startsAt: at('2026-11-10T08:00:00Z'), endsAt: at('2026-11-10T16:00:00Z') }

async function withAmhp(): Promise<{ service: TestService; ewa: Person }> {
  const service = await hub.service()
  return { service, ewa: await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] }) }
}

const claimsOf = async (amhp: Person) => (await amhp.asks(myToil, {})).claims

describe('late work that ends by being relieved', () => {
  const morning: ShiftOptions = { startsAt: at('2026-11-10T08:30:00Z'), endsAt: at('2026-11-10T16:30:00Z') }
  const takenBack = async (
    service: TestService,
    { allocationId }: { allocationId: AllocationId },
    when: Instant,
    seenVersion = 1,
  ) => {
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    hub.clockIs(when)
    await jo.sends(takeBack, { allocationId, seenVersion, why: 'Night team', knowsInterviewed: true })
  }

  it('is claimed to then by whoever is relieved, from the waits, and a person looks at it', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, morning)
    const bed = { kind: 'bed' as const, startedAt: at('2026-11-10T15:00:00Z'), endedAt: null }
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T10:00:00Z'), waits: [bed] })
    await takenBack(service, job, at('2026-11-10T22:00:00Z'))
    const [claim] = await claimsOf(ewa)
    expect(claim).toMatchObject({
      minutes: 330,
      rawMinutes: 330,
      primaryCause: 'BED',
      offRota: false,
      day: '2026-11-10',
    })
    expect(claim).toMatchObject({ finishedAt: '2026-11-10T22:00:00.000Z', matchesRecord: true })
    if (claim) await submits(ewa, claim)
    expect((await claimsOf(ewa))[0]?.look).toEqual([
      'Ended when the job was taken back, Tue 10 November 22:00: did they work until then?',
    ])
    // Whoever relieves them has their own late work, and the report counts both.
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const night = await hasShift(hub, service, dan, {
      startsAt: at('2026-11-10T20:00:00Z'),
      endsAt: at('2026-11-11T00:00:00Z'),
    })
    const after = await hasJob(hub, service, dan, { shiftId: night, acceptedAt: at('2026-11-10T22:00:00Z') })
    hub.clockIs(at('2026-11-11T00:50:00Z'))
    await finishes(dan, after, at('2026-11-11T00:45:00Z'))
    expect((await claimsOf(dan)).map(({ minutes }) => minutes)).toEqual([45])
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    const report = await ruth.asks(lateWorkingReport, { to: '2026-11-10', weeks: '1' })
    expect([report.late.late, report.causes.lateMinutes]).toEqual([2, 375])
  })

  it('is none inside the shift, nor of a job that was never accepted', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, morning)
    const inside = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T10:00:00Z') })
    await takenBack(service, inside, at('2026-11-10T15:00:00Z'))
    const never = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T10:00:00Z') })
    await hub.owner`update hub.allocations set version = 2, accepted_at = null, set_off_at = null, arrived_at = null, outcome = null, outcome_at = null
      where service_id = ${service.id} and id = ${never.allocationId}`
    await takenBack(service, never, at('2026-11-10T20:00:00Z'), 2)
    // Accepted for the next morning, and taken back before anybody set off: no night of work.
    const planned = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T16:00:00Z') })
    await hub.owner`update hub.allocations set version = 2, set_off_at = null, arrived_at = null, outcome = null, outcome_at = null
      where service_id = ${service.id} and id = ${planned.allocationId}`
    await takenBack(service, planned, at('2026-11-11T09:00:00Z'), 2)
    expect(await claimsOf(ewa)).toEqual([])
  })
})

describe('a night call that was put on a later shift of the same day', () => {
  const late: ShiftOptions = { startsAt: at('2026-11-13T12:30:00Z'), endsAt: at('2026-11-13T20:30:00Z') }

  it('is what was put off by telephone before the shift: accepted at seven and cancelled before noon', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, late)
    const cancelled = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-13T07:00:00Z') })
    await hub.owner`update hub.allocations set version = 2, set_off_at = null, arrived_at = null,
      outcome = 'CANCELLED_BEFORE_ATTENDANCE', outcome_at = ${at('2026-11-13T07:40:00Z')}
      where service_id = ${service.id} and id = ${cancelled.allocationId}`
    hub.clockIs(at('2026-11-13T11:45:00Z'))
    await ewa.sends(finish, {
      allocationId: cancelled.allocationId,
      seenVersion: 2,
      occurredAt: at('2026-11-13T11:30:00Z'),
    })
    expect((await claimsOf(ewa)).map(({ minutes, offRota }) => [minutes, offRota])).toEqual([[40, true]])
    hub.clockIs(instant('2026-11-16T09:00:00Z'))
  })

  it('is claimed whole, from accepting it to its end', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, late)
    const night = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-13T02:05:00Z') })
    await finishes(ewa, night, at('2026-11-13T05:00:00Z'))
    const evening = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-13T18:00:00Z') })
    await finishes(ewa, evening, at('2026-11-13T21:00:00Z'))
    const said = (await claimsOf(ewa)).map(({ minutes, offRota, day, matchesRecord, workedOut }) => [
      [minutes, offRota, day, matchesRecord],
      workedOut.map((line) => line.said),
    ])
    expect(said).toEqual([
      [[175, true, '2026-11-13', true], ['Called in off the rota, 02:05 to 05:00']],
      [[30, false, '2026-11-13', true], ['Finished 21:00, shift ended 20:30']],
    ])
  })

  it('counts between the two shifts of a split day, each minute once', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const first = await hasShift(hub, service, ewa, {
      startsAt: at('2026-11-13T08:30:00Z'),
      endsAt: at('2026-11-13T16:30:00Z'),
    })
    const second = await hasShift(hub, service, ewa, {
      startsAt: at('2026-11-13T22:00:00Z'),
      endsAt: at('2026-11-14T06:00:00Z'),
    })
    const ran = await hasJob(hub, service, ewa, { shiftId: first, acceptedAt: at('2026-11-13T14:00:00Z') })
    const between = await hasJob(hub, service, ewa, { shiftId: second, acceptedAt: at('2026-11-13T17:00:00Z') })
    await finishes(ewa, ran, at('2026-11-13T17:30:00Z'))
    await finishes(ewa, between, at('2026-11-13T19:00:00Z'))
    expect((await claimsOf(ewa)).map(({ minutes, matchesRecord }) => [minutes, matchesRecord])).toEqual([
      [60, true],
      [90, true],
    ])
  })

  it('is no more than an hour before setting off, and none when they set off in the shift', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, late)
    const setsOff = async (when: string) => {
      const acceptedAt = at('2026-11-13T08:00:00Z')
      const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt, setOffAt: at(when) })
      await finishes(ewa, job, at('2026-11-13T15:00:00Z'))
    }
    await setsOff('2026-11-13T12:30:00Z')
    expect(await claimsOf(ewa)).toEqual([])
    await setsOff('2026-11-13T12:00:00Z')
    expect((await claimsOf(ewa)).map(({ minutes, matchesRecord }) => [minutes, matchesRecord])).toEqual([[90, true]])
  })
})

describe('a job to which nobody went', () => {
  it('is work from accepting it to putting it off by telephone on the same day, past the shift too, and none overnight', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const putOff = async (acceptedAt: Instant, outcomeAt: Instant) => {
      const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt })
      await hub.owner`update hub.allocations set version = 2, set_off_at = null, arrived_at = null,
        outcome = 'CANCELLED_BEFORE_ATTENDANCE', outcome_at = ${outcomeAt}
        where service_id = ${service.id} and id = ${job.allocationId}`
      hub.clockIs(at('2026-11-11T09:00:00Z'))
      await ewa.sends(finish, { allocationId: job.allocationId, seenVersion: 2, occurredAt: hub.now() })
    }
    await putOff(at('2026-11-10T15:30:00Z'), at('2026-11-11T08:30:00Z'))
    expect(await claimsOf(ewa)).toEqual([])
    await putOff(at('2026-11-10T15:30:00Z'), at('2026-11-10T17:10:00Z'))
    expect((await claimsOf(ewa)).map(({ minutes, finishedAt }) => [minutes, finishedAt])).toEqual([
      [70, at('2026-11-10T17:10:00Z')],
    ])
    hub.clockIs(instant('2026-11-16T09:00:00Z'))
  })

  it('is no work past what was put off by telephone, whatever was waited for and however it ended', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const acceptedAt = at('2026-11-10T15:30:00Z')
    const doctor = { kind: 'doctor' as const, startedAt: acceptedAt, endedAt: null }
    const stays = async (waits: readonly (typeof doctor)[], outcome: string | null) => {
      const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt, waits })
      await hub.owner`update hub.allocations set version = 2, set_off_at = null, arrived_at = null, outcome = ${outcome}, outcome_at = ${outcome && acceptedAt}
        where service_id = ${service.id} and id = ${job.allocationId}`
      return job.allocationId
    }
    const cancelled = 'CANCELLED_BEFORE_ATTENDANCE'
    const [plain, waited] = [await stays([], cancelled), await stays([doctor], cancelled)]
    const relieved = await stays([doctor], null)
    hub.clockIs(at('2026-11-11T09:00:00Z'))
    for (const allocationId of [plain, waited])
      await ewa.sends(finish, { allocationId, seenVersion: 2, occurredAt: at('2026-11-11T09:00:00Z') })
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    const goes = { allocationId: relieved, seenVersion: 2, why: 'Not needed', knowsInterviewed: true }
    await jo.sends(takeBack, goes)
    expect(await claimsOf(ewa)).toEqual([])
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    const report = await ruth.asks(lateWorkingReport, { to: '2026-11-10', weeks: '1' })
    // The two that were put off within the shift are work, but none of it late.
    expect([report.late.late, report.late.n]).toEqual([0, 2])
    hub.clockIs(instant('2026-11-16T09:00:00Z'))
  })
})

describe('work that goes along with a shift', () => {
  it('is claimed by whoever began it before the shift', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    const shiftId = await hasShift(hub, service, ewa, {
      startsAt: at('2026-11-13T12:30:00Z'),
      endsAt: at('2026-11-13T20:30:00Z'),
    })
    await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-13T11:00:00Z') })
    hub.clockIs(at('2026-11-13T14:00:00Z'))
    await ruth.sends(takeOver, { shiftId, seenVersion: 1, toPersonId: dan.id, reason: 'illness' })
    expect(
      (await claimsOf(ewa)).map(({ minutes, offRota, matchesRecord }) => [minutes, offRota, matchesRecord]),
    ).toEqual([[90, true, true]])
    hub.clockIs(instant('2026-11-16T09:00:00Z'))
  })
})

describe('late work that goes on past another shift', () => {
  it('pauses while that is worked, and no minute counts twice', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const next = await hasShift(hub, service, ewa, {
      startsAt: at('2026-11-10T18:00:00Z'),
      endsAt: at('2026-11-10T20:30:00Z'),
    })
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T14:30:00Z') })
    const other = await hasJob(hub, service, ewa, { shiftId: next, acceptedAt: at('2026-11-10T18:30:00Z') })
    await finishes(ewa, job, at('2026-11-10T22:30:00Z'))
    await finishes(ewa, other, at('2026-11-10T23:00:00Z'))
    const [claim, after] = await claimsOf(ewa)
    // Two hours before the second shift and two after it; what the other job adds is half an hour.
    expect(claim).toMatchObject({ minutes: 240, finishedAt: '2026-11-10T22:30:00.000Z', matchesRecord: true })
    expect(claim?.workedOut[1]).toEqual({ said: 'On shift, 18:00 to 20:30', minutes: -150 })
    expect(claim?.causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(240)
    expect(after).toMatchObject({ minutes: 30, matchesRecord: true })
  })

  it('does not pause for a shift of a day on which the AMHP is away', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, {
      startsAt: at('2026-11-10T16:00:00Z'),
      endsAt: at('2026-11-11T00:00:00Z'),
    })
    await hasShift(hub, service, ewa, { startsAt: at('2026-11-11T01:00:00Z'), endsAt: at('2026-11-11T09:00:00Z') })
    await hub.owner`insert into hub.days_away (service_id, person_id, day, kind) values (${service.id}, ${ewa.id}, '2026-11-11', 'annual-leave')`
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T20:00:00Z') })
    await finishes(ewa, job, at('2026-11-11T02:00:00Z'))
    expect((await claimsOf(ewa)).map(({ minutes }) => minutes)).toEqual([120])
  })
})
