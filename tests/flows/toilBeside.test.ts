import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveClaims, claimsToDecide, myToil, refuseClaim, undoDecisions } from '#shared/toil/contract.ts'
import { claimAgain, correctFinish } from '#shared/toil/correctionContract.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { finishes, hasJob, hasPolicy, hasShift, submits, type ShiftOptions } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-12T20:00:00Z'))
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  await hasPolicy(hub, service)
})

const at = (text: string): Instant => instant(text)
const tuesday: ShiftOptions = { startsAt: at('2026-11-10T08:00:00Z'), endsAt: at('2026-11-10T16:00:00Z') }
const wednesday: ShiftOptions = { startsAt: at('2026-11-11T08:00:00Z'), endsAt: at('2026-11-11T16:00:00Z') }
const claims = async () => (await ewa.asks(myToil, {})).claims
const minutesOf = async () => (await claims()).map(({ minutes }) => minutes)
const ofFinish = async (finished: string) => {
  const found = (await claims()).find(({ finishedAt }) => finishedAt.slice(11, 16) === finished)
  if (!found) throw new Error(`a claim to ${finished}`)
  return found
}
const approves = async (finished: string) =>
  ruth.sends(approveClaims, { claims: [await submits(ewa, await ofFinish(finished))] })

/** Two jobs on one shift to 16:00: one to 18:00, the other on to 19:00. */
async function twoJobs(laterBegan = '2026-11-10T10:00:00Z'): Promise<void> {
  const shiftId = await hasShift(hub, service, ewa, tuesday)
  const first = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T10:00:00Z') })
  const later = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at(laterBegan) })
  await finishes(ewa, first, at('2026-11-10T18:00:00Z'))
  await finishes(ewa, later, at('2026-11-10T19:00:00Z'))
  expect(await minutesOf()).toEqual([120, 60])
}

async function lateOnWednesday(): Promise<void> {
  const shiftId = await hasShift(hub, service, ewa, wednesday)
  const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-11T10:00:00Z') })
  await finishes(ewa, job, at('2026-11-11T16:30:00Z'))
}

describe('a claim beside one that was decided and finished later', () => {
  it('keeps its minutes when it is counted again: the decision covers only its own', async () => {
    await twoJobs()
    await approves('19:00')
    await lateOnWednesday()
    expect(await minutesOf()).toEqual([120, 60, 30])
    const first = await ofFinish('18:00')
    const right = { claimId: first.id, seenVersion: first.version, finishedAt: at('2026-11-10T18:20:00Z') }
    expect(await ewa.sends(correctFinish, { ...right, why: 'Ten minutes out' })).toEqual({ minutes: 120 })
    const corrected = { ...right, seenVersion: first.version + 1, finishedAt: at('2026-11-10T17:45:00Z') }
    expect(await ewa.sends(correctFinish, { ...corrected, why: 'The log says so' })).toEqual({ minutes: 105 })
    await submits(ewa, await ofFinish('17:45'))
    const [row] = await ruth.asks(claimsToDecide, {})
    expect(row?.look).toEqual(['Finish typed in Thu 12 November 20:00', 'Finish corrected after it was recorded'])
  })

  it('off the rota, is whole when it was over before the other began', async () => {
    const called = await hasJob(hub, service, ewa, { shiftId: null, acceptedAt: at('2026-11-10T06:00:00Z') })
    await finishes(ewa, called, at('2026-11-10T07:00:00Z'))
    await approves('07:00')
    const before = await hasJob(hub, service, ewa, { shiftId: null, acceptedAt: at('2026-11-10T05:00:00Z') })
    await finishes(ewa, before, at('2026-11-10T05:30:00Z'))
    expect((await ofFinish('05:30')).minutes).toBe(30)
    await submits(ewa, await ofFinish('05:30'))
    expect((await ruth.asks(claimsToDecide, {}))[0]?.look).toEqual(['Finish typed in Thu 12 November 20:00'])
  })
})

describe('time that was refused to one of two jobs', () => {
  const refuses = async (finished: string) => {
    const sent = await submits(ewa, await ofFinish(finished))
    return { ...sent, ...(await ruth.sends(refuseClaim, { ...sent, why: 'The other AMHP stayed' })) }
  }

  it('is claimed for the other that lasted through it, and goes back when the refusal is undone', async () => {
    await twoJobs()
    const { claimId, version } = await refuses('18:00')
    expect(await minutesOf()).toEqual([120, 180])
    expect((await ofFinish('19:00')).acts.map(({ act }) => act)).toEqual(['recounted'])
    await ruth.sends(undoDecisions, { claims: [{ claimId, seenVersion: version }] })
    expect(await minutesOf()).toEqual([120, 60])
  })

  it('is not claimed for one that began after it', async () => {
    await twoJobs('2026-11-10T18:00:00Z')
    await refuses('18:00')
    expect(await minutesOf()).toEqual([120, 60])
  })

  it('counts once when it is claimed again after the other was approved with it', async () => {
    await twoJobs()
    const { claimId, version } = await refuses('18:00')
    await approves('19:00')
    const again = await ewa.sends(claimAgain, { claimId, seenVersion: version, why: 'I was there as well' })
    const first = await ofFinish('18:00')
    expect([first.minutes, first.state, first.version]).toEqual([0, 'submitted', again.version])
  })
})
