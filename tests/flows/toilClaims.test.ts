import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCallIn, recordAsk } from '#shared/rota/coverContract.ts'
import { myToil } from '#shared/toil/contract.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { times } from '#tests/builders/rota.ts'
import { finishes, hasClaim, hasJob, hasPolicy, hasShift, type ShiftOptions } from '#tests/builders/toil.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const at = (text: string): Instant => instant(text)
const tuesday: ShiftOptions = { startsAt: at('2026-11-10T08:00:00Z'), endsAt: at('2026-11-10T16:00:00Z') }

async function withAmhp(): Promise<{ service: TestService; ewa: Person }> {
  const service = await hub.service()
  return { service, ewa: await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] }) }
}

const claimsOf = async (amhp: Person) => (await amhp.asks(myToil, {})).claims

describe('a late finish', () => {
  it('becomes a claim by itself, with the sum line by line and the causes from the waits', async () => {
    const { service, ewa } = await withAmhp()
    const policyId = await hasPolicy(hub, service)
    const screen = await ewa.opensScreen()
    const claim = await hasClaim(hub, service, ewa, {
      shift: tuesday,
      late: 50,
      waits: [{ kind: 'bed', startedAt: at('2026-11-10T15:30:00Z'), endedAt: at('2026-11-10T16:30:00Z') }],
    })
    await screen.hearsOf('toil')
    screen.close()
    expect(claim).toMatchObject({
      day: '2026-11-10',
      rawMinutes: 50,
      minutes: 50,
      policyId,
      state: 'made',
      primaryCause: 'BED',
      matchesRecord: true,
    })
    expect(claim.workedOut).toEqual([{ said: 'Finished 16:50, shift ended 16:00', minutes: 50 }])
    expect(claim.causes.map(({ code, minutes }) => [code, minutes])).toEqual([
      ['BED', 30],
      ['PAPER', 20],
    ])
  })

  it('is judged by the policy in force on the day of the shift, whenever it is recorded', async () => {
    const { service, ewa } = await withAmhp()
    const old = await hasPolicy(
      hub,
      service,
      { rounding: { unit: 15, mode: 'down', scope: 'claim' } },
      { from: '2026-01-01' },
    )
    await hasPolicy(hub, service, {}, { from: '2026-11-11' })
    const claim = await hasClaim(hub, service, ewa, { shift: tuesday, late: 50 })
    expect(claim).toMatchObject({ policyId: old, rawMinutes: 50, minutes: 45 })
    expect(claim.workedOut.reduce((sum, line) => sum + line.minutes, 0)).toBe(45)
  })

  it('of a job that began in the last two hours of the shift says so', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T14:30:00Z') })
    await finishes(ewa, job, at('2026-11-10T17:00:00Z'))
    expect(await claimsOf(ewa)).toMatchObject([{ primaryCause: 'REF_LATE', minutes: 60 }])
  })
})

describe('no claim', () => {
  it.each([
    ['the job finished in its shift', {}, '2026-11-10T15:59:00Z', 'dedicated'],
    ['it finished as the shift ended', {}, '2026-11-10T16:00:00Z', 'dedicated'],
    ['it was no later than the policy lets pass', { graceMinutes: 15 }, '2026-11-10T16:15:00Z', 'dedicated'],
    ['it is less than the policy claims', { minClaimMinutes: 30 }, '2026-11-10T16:29:00Z', 'dedicated'],
    ['the policy earns no TOIL', { earnsToil: false }, '2026-11-10T18:00:00Z', 'dedicated'],
    ['the AMHP is paid by the session', {}, '2026-11-10T18:00:00Z', 'sessional'],
  ])('is made when %s', async (_why, policy, finishedAt, contract) => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service, policy)
    await hub.owner`update hub.amhps set contract = ${contract}, version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T09:00:00Z') })
    await finishes(ewa, job, at(finishedAt))
    expect(await claimsOf(ewa)).toEqual([])
  })

  it('is made without a policy', async () => {
    const { service, ewa } = await withAmhp()
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const first = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T09:00:00Z') })
    await finishes(ewa, first, at('2026-11-10T18:00:00Z'))
    expect(await claimsOf(ewa)).toEqual([])
  })
})

describe('work off the rota', () => {
  it('is claimed whole, from taking the job, and no minute twice', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service, { rounding: { unit: 15, mode: 'down', scope: 'claim' } })
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const late = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T09:00:00Z') })
    await finishes(ewa, late, at('2026-11-10T18:00:00Z'))
    // Given another at half past five, on no shift: until six they were still on the first.
    const after = await hasJob(hub, service, ewa, { shiftId: null, acceptedAt: at('2026-11-10T17:30:00Z') })
    await finishes(ewa, after, at('2026-11-10T21:10:00Z'))
    const claims = await claimsOf(ewa)
    expect(claims.map(({ minutes, rawMinutes, offRota, day }) => [minutes, rawMinutes, offRota, day])).toEqual([
      [120, 120, false, '2026-11-10'],
      [180, 190, true, '2026-11-10'],
    ])
    expect(claims[1]).toMatchObject({
      primaryCause: 'PAPER',
      matchesRecord: true,
      shiftStartedAt: '2026-11-10T17:30:00.000Z',
    })
    expect(claims[1]?.workedOut[0]?.said).toBe('Called in off the rota, 18:00 to 21:10')
  })

  it.each([
    ['toil', [[330, '2026-11-10']] as const],
    ['paid', []],
  ] as const)('on a call-in for which %s was agreed', async (pay, claimed) => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'practice-consultant'] })
    const { callInId } = await ruth.sends(openCallIn, { day: '2026-11-10', ...times('12:30', '20:30'), why: 'Short' })
    const asked = { callInId, seenVersion: 1, personId: ewa.id, answer: 'yes' as const, pay, note: '' }
    const { shiftId } = await ruth.sends(recordAsk, asked)
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T14:00:00Z') })
    await finishes(ewa, job, at('2026-11-10T18:00:00Z'))
    expect((await claimsOf(ewa)).map(({ minutes, day }) => [minutes, day])).toEqual(claimed)
  })
})

describe('elapsed minutes', () => {
  it.each([
    // Clocks go forward at 01:00 on Sunday 29 March 2026 and back at 02:00 BST on Sunday 25 October 2026.
    ['the night the clocks go forward', '2026-03-28T15:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T01:30:00Z', 150],
    [
      'a night shift that ends after they went forward',
      '2026-03-28T22:00:00Z',
      '2026-03-29T07:00:00Z',
      '2026-03-29T08:00:00Z',
      60,
    ],
    ['the hour that comes twice', '2026-10-24T14:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T01:30:00Z', 210],
    [
      'a night shift that ends after they went back',
      '2026-10-24T21:00:00Z',
      '2026-10-25T08:00:00Z',
      '2026-10-25T08:50:00Z',
      50,
    ],
    ['a shift to midnight', '2026-11-10T16:00:00Z', '2026-11-11T00:00:00Z', '2026-11-11T01:15:00Z', 75],
  ])('are counted on %s', async (_night, startsAt, endsAt, finishedAt, minutes) => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, { startsAt: at(startsAt), endsAt: at(endsAt) })
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at(startsAt) })
    await finishes(ewa, job, at(finishedAt))
    const [claim] = await claimsOf(ewa)
    expect(claim).toMatchObject({ rawMinutes: minutes, minutes, day: startsAt.slice(0, 10) })
    expect(claim?.causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(minutes)
  })
})

describe('no minute counts twice', () => {
  it('when two jobs of one shift finish late: the second counts from the finish of the first', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const first = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T09:00:00Z') })
    const second = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T13:00:00Z') })
    await finishes(ewa, first, at('2026-11-10T17:00:00Z'))
    await finishes(ewa, second, at('2026-11-10T18:30:00Z'))
    expect((await claimsOf(ewa)).map(({ minutes, matchesRecord }) => [minutes, matchesRecord])).toEqual([
      [60, true],
      [90, true],
    ])
  })

  it('when the earlier finish is recorded after the later one: each has the minutes that it would have had in order', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const first = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T09:00:00Z') })
    const second = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T13:00:00Z') })
    await finishes(ewa, second, at('2026-11-10T18:30:00Z'))
    await finishes(ewa, first, at('2026-11-10T17:00:00Z'))
    expect((await claimsOf(ewa)).map(({ minutes, matchesRecord }) => [minutes, matchesRecord])).toEqual([
      [60, true],
      [90, true],
    ])
  })

  it('when six jobs of one shift are finished at once', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const finishTimes = ['17:10', '17:20', '17:30', '17:40', '17:50', '17:59']
    const jobs = await Promise.all(
      finishTimes.map(() => hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T09:00:00Z') })),
    )
    await Promise.all(jobs.map((job, index) => finishes(ewa, job, at(`2026-11-10T${finishTimes[index] ?? ''}:00Z`))))
    const claims = await claimsOf(ewa)
    expect(claims.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(119)
  })

  it('and finishing waits for nobody who allocates to the same AMHP, who waits for the referral', async () => {
    const { service, ewa } = await withAmhp()
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T09:00:00Z') })
    await hub.owner.begin(async (tx) => {
      // As allocating does: the person and their entry on the register first, then the referral.
      await tx`select from hub.people where service_id = ${service.id} and id = ${ewa.id} for no key update`
      await tx`select from hub.amhps where service_id = ${service.id} and person_id = ${ewa.id} for share`
      await finishes(ewa, job, at('2026-11-10T17:00:00Z'))
      await tx`select from hub.referrals where service_id = ${service.id} and id = ${job.referralId} for no key update`
    })
    expect((await claimsOf(ewa)).map(({ minutes }) => minutes)).toEqual([60])
  })
})
