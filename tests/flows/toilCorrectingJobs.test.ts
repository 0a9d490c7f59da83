import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  approveClaims,
  claimsDecided,
  claimsToDecide,
  myToil,
  refuseClaim,
  undoDecisions,
} from '#shared/toil/contract.ts'
import {
  correctFinish,
  correctFinishOf,
  correctFinishOfJob,
  jobsWithoutClaim,
} from '#shared/toil/correctionContract.ts'
import { closePayroll, payroll, setPolicy } from '#shared/toil/ledgerContract.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { finishes, hasClaim, hasJob, hasPolicy, hasShift, submits, type ShiftOptions } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-10T20:00:00Z'))
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})

const at = (text: string): Instant => instant(text)
const tuesday: ShiftOptions = { startsAt: at('2026-11-10T08:00:00Z'), endsAt: at('2026-11-10T16:00:00Z') }

/** A job on Tuesday that was recorded as finished so many minutes after the shift; before it, when less than nothing. */
async function finishedJob(late: number, shiftId?: Awaited<ReturnType<typeof hasShift>>) {
  const on = shiftId ?? (await hasShift(hub, service, ewa, tuesday))
  const job = await hasJob(hub, service, ewa, { shiftId: on, acceptedAt: at('2026-11-10T10:00:00Z') })
  await finishes(ewa, job, addMinutes(tuesday.endsAt, late))
  return job
}
const claimsNow = async () => (await ewa.asks(myToil, {})).claims
const wrongHour = { why: 'Typed the wrong hour' }

describe('a job whose finish was entered as inside its shift', () => {
  it('makes its claim once the finish is corrected to later: by its AMHP only, and with what was said beside it', async () => {
    await hasPolicy(hub, service)
    const { allocationId, number } = await finishedJob(-20)
    const [job, ...others] = await ewa.asks(jobsWithoutClaim, {})
    expect(others).toEqual([])
    expect(job).toEqual({
      allocationId,
      version: 2,
      referralNumber: number,
      day: '2026-11-10',
      shiftEndsAt: '2026-11-10T16:00:00.000Z',
      finishedAt: '2026-11-10T15:40:00.000Z',
    })
    const right = { allocationId, seenVersion: 2, finishedAt: at('2026-11-10T17:10:00Z'), ...wrongHour }
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    expect((await dan.tries(correctFinishOfJob, right)).status).toBe(404)
    expect((await ruth.tries(correctFinishOfJob, right)).status).toBe(403)
    expect((await ewa.tries(correctFinishOfJob, { ...right, seenVersion: 1 })).body['code']).toBe('job-changed')
    expect(
      (await ewa.tries(correctFinishOfJob, { ...right, finishedAt: at('2026-11-10T23:00:00Z') })).body,
    ).toMatchObject({ code: 'finish-ahead', field: 'finishedAt' })
    expect(await claimsNow()).toEqual([])
    const screen = await ewa.opensScreen()
    expect(await ewa.sends(correctFinishOfJob, right)).toEqual({ minutes: 70 })
    expect((await screen.hearsOf('toil')).touches).toContain('toil')
    screen.close()
    const [claim, ...rest] = await claimsNow()
    expect(rest).toEqual([])
    expect(claim).toMatchObject({ state: 'made', minutes: 70, matchesRecord: true })
    expect(claim?.acts.map(({ act, said }) => [act, said])).toEqual([
      ['finish-corrected', 'Tue 10 November 15:40 put right to Tue 10 November 17:10: Typed the wrong hour'],
    ])
    expect((await ewa.tries(correctFinishOfJob, { ...right, seenVersion: 3 })).body['code']).toBe('job-has-claim')
    expect(await ewa.asks(jobsWithoutClaim, {})).toEqual([])
    const sent = await submits(ewa, claim ?? { id: '' as never, version: 0, primaryCause: 'BED' })
    const [row] = await ruth.asks(claimsToDecide, {})
    expect(row?.look).toEqual(['Finish corrected after it was recorded'])
    await ruth.sends(approveClaims, { claims: [sent] })
    expect((await ewa.asks(myToil, {})).balance).toBe(70)
  })

  it('makes none while it is inside its shift still, or no policy holds; set later, the policy makes it', async () => {
    const { allocationId } = await finishedJob(-60)
    const to = (finishedAt: string, seenVersion: number) =>
      ewa.sends(correctFinishOfJob, { allocationId, seenVersion, finishedAt: at(finishedAt), ...wrongHour })
    expect(await to('2026-11-10T15:30:00Z', 2)).toEqual({ minutes: 0 })
    expect(await to('2026-11-10T16:50:00Z', 3)).toEqual({ minutes: 0 })
    expect(await claimsNow()).toEqual([])
    const kept =
      await hub.owner`select ended_why from hub.allocations where service_id = ${service.id} and id = ${allocationId}`
    expect(kept[0]?.['ended_why']).toBe(
      'Tue 10 November 15:30 put right to Tue 10 November 16:50: Typed the wrong hour\n\n' +
        'Tue 10 November 15:00 put right to Tue 10 November 15:30: Typed the wrong hour',
    )
    const lead = await service.has({ name: 'Priya Nair', roles: ['amhp-lead', 'manager'] })
    await lead.sends(setPolicy, {
      employerId: service.employerId,
      effectiveFrom: '2026-11-01',
      appliesTo: 'everybody',
      policy: {},
    })
    expect((await claimsNow()).map(({ minutes }) => minutes)).toEqual([50])
  })

  it('of a day that payroll has closed leaves the closing as it was: what it earns comes with the next', async () => {
    await hasPolicy(hub, service)
    const { allocationId } = await finishedJob(-20)
    await ruth.sends(closePayroll, { upTo: '2026-11-10' })
    await ewa.sends(correctFinishOfJob, {
      allocationId,
      seenVersion: 2,
      finishedAt: at('2026-11-10T16:45:00Z'),
      ...wrongHour,
    })
    const [claim] = await claimsNow()
    if (!claim) throw new Error('a claim')
    await ruth.sends(approveClaims, { claims: [await submits(ewa, claim)] })
    expect((await ewa.asks(myToil, {})).balance).toBe(45)
    expect((await ruth.asks(payroll, {})).closings).toMatchObject([
      { upTo: '2026-11-10', lines: [], reopened: null, dependsOn: ['1 entry was added since; they stay.'] },
    ])
  })
})

describe('a claim whose finish was inside the shift after all', () => {
  it('comes to nothing, is approved for nothing, and counts again when the finish is put back', async () => {
    await hasPolicy(hub, service)
    const sent = await submits(ewa, await hasClaim(hub, service, ewa, { shift: tuesday, late: 50 }))
    await ruth.sends(approveClaims, { claims: [sent] })
    const version = async () => (await claimsNow())[0]?.version ?? 0
    const { claimId } = sent
    const to = async (finishedAt: string) => ({
      claimId,
      seenVersion: await version(),
      finishedAt: at(finishedAt),
      ...wrongHour,
    })
    expect(await ruth.sends(correctFinishOf, await to('2026-11-10T15:40:00Z'))).toEqual({ minutes: 0 })
    expect((await ewa.asks(myToil, {})).balance).toBe(0)
    await ruth.sends(approveClaims, { claims: [{ claimId, seenVersion: await version() }] })
    const settled = await ewa.asks(myToil, {})
    expect([settled.balance, settled.entries.map(({ kind, minutes }) => [kind, minutes])]).toEqual([
      0,
      [
        ['ACCRUE', 50],
        ['REVERSE', -50],
      ],
    ])
    expect(await ruth.sends(correctFinishOf, await to('2026-11-10T16:50:00Z'))).toEqual({ minutes: 50 })
    await ruth.sends(approveClaims, { claims: [{ claimId, seenVersion: await version() }] })
    expect((await ewa.asks(myToil, {})).balance).toBe(50)
  })

  it('leaves its minutes to another job that lasted through them and had nothing to claim before', async () => {
    await hasPolicy(hub, service)
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    await finishedJob(60, shiftId)
    const [long] = await claimsNow()
    if (!long) throw new Error('a claim')
    await ruth.sends(approveClaims, { claims: [await submits(ewa, long)] })
    await finishedJob(40, shiftId)
    expect((await claimsNow()).map(({ minutes }) => minutes)).toEqual([60])
    const decided = (await claimsNow())[0]
    const right = {
      claimId: long.id,
      seenVersion: decided?.version ?? 0,
      finishedAt: at('2026-11-10T16:10:00Z'),
      ...wrongHour,
    }
    expect(await ruth.sends(correctFinishOf, right)).toEqual({ minutes: 10 })
    expect((await claimsNow()).map(({ minutes }) => minutes)).toEqual([10, 30])
  })

  it('is still its AMHP’s until it is sent', async () => {
    await hasPolicy(hub, service)
    const { id: claimId, version: seenVersion } = await hasClaim(hub, service, ewa, { shift: tuesday, late: 50 })
    const in_ = { claimId, seenVersion, finishedAt: at('2026-11-10T15:40:00Z'), ...wrongHour }
    expect(await ewa.sends(correctFinish, in_)).toEqual({ minutes: 0 })
    const out = { ...in_, seenVersion: (await claimsNow())[0]?.version ?? 0, finishedAt: at('2026-11-10T16:20:00Z') }
    expect(await ewa.sends(correctFinish, out)).toEqual({ minutes: 20 })
  })
})

describe('two managers who undo the same decision', () => {
  it('are told apart: the second hears who undid it and when, and nothing is reversed twice', async () => {
    await hasPolicy(hub, service)
    const amir = await service.has({ name: 'Amir Shah', roles: ['manager'] })
    const sent = await submits(ewa, await hasClaim(hub, service, ewa, { shift: tuesday, late: 50 }))
    await ruth.sends(approveClaims, { claims: [sent] })
    const [decided] = await amir.asks(claimsDecided, {})
    const both = { claims: [{ claimId: sent.claimId, seenVersion: decided?.version ?? 0 }] }
    await ruth.sends(undoDecisions, both)
    hub.clockMovesOn({ minutes: 2 })
    expect((await amir.tries(undoDecisions, both)).body).toMatchObject({
      code: 'undone-already',
      byName: 'Ruth Banerjee',
      at: '2026-11-10T20:00:00.000Z',
      message:
        'Ruth Banerjee undid that decision at Tue 10 November 20:00. Your press did nothing: the claim waits again.',
    })
    const { balance, entries, claims } = await ewa.asks(myToil, {})
    expect([balance, entries.length, claims[0]?.state]).toEqual([0, 2, 'submitted'])
    // Nobody undid what was never decided.
    const other = await hasClaim(hub, service, ewa, {
      shift: { startsAt: at('2026-11-09T08:00:00Z'), endsAt: at('2026-11-09T16:00:00Z') },
      late: 30,
    })
    const { claimId, seenVersion } = await submits(ewa, other)
    expect((await amir.tries(undoDecisions, { claims: [{ claimId, seenVersion }] })).body['code']).toBe('not-decided')
    const refused = await ruth.sends(refuseClaim, { claimId, seenVersion, why: 'Not agreed' })
    const stale = { claims: [{ claimId, seenVersion }] }
    expect(refused.version).toBeGreaterThan(seenVersion)
    expect((await amir.tries(undoDecisions, stale)).body['code']).toBe('changed-since-seen')
  })
})
