import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveClaims, claimsToDecide, myToil, refuseClaim } from '#shared/toil/contract.ts'
import { claimAgain, correctFinish, correctFinishOf } from '#shared/toil/correctionContract.ts'
import { closePayroll } from '#shared/toil/ledgerContract.ts'
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
const minutesOf = async () => (await ewa.asks(myToil, {})).claims.map(({ minutes }) => minutes)
const now = async () => {
  const { claims, balance, entries } = await ewa.asks(myToil, {})
  const [claim] = claims
  if (!claim) throw new Error('a claim')
  return { claim, balance, kinds: entries.map(({ kind, minutes }) => [kind, minutes]) }
}

describe('a refused claim', () => {
  it('is claimed again with something new said, keeps its refusal, and is decided again', async () => {
    await hasPolicy(hub, service)
    const sent = await submits(ewa, await hasClaim(hub, service, ewa, { shift: tuesday, late: 50 }))
    const { version } = await ruth.sends(refuseClaim, { ...sent, why: 'No wait on the record' })
    const again = { claimId: sent.claimId, seenVersion: version, why: 'The ward kept no log' }
    const screen = await ruth.opensScreen()
    expect((await ruth.tries(claimAgain, again)).status).toBe(403)
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    expect((await dan.tries(claimAgain, again)).status).toBe(404)
    expect((await ewa.tries(claimAgain, { ...again, seenVersion: 1 })).body['code']).toBe('changed-since-seen')
    expect(await ewa.sends(claimAgain, again)).toEqual({ version: version + 1 })
    expect((await screen.hearsOf('toil')).touches).toContain('toil')
    screen.close()
    const { claim } = await now()
    expect(claim).toMatchObject({ state: 'submitted', minutes: 50, decidedByName: null })
    expect(claim.acts.map(({ act, said }) => [act, said])).toEqual([
      ['sent', ''],
      ['refused', 'No wait on the record'],
      ['claimed-again', 'The ward kept no log'],
    ])
    const waits = { claimId: claim.id, seenVersion: claim.version }
    const refused = await ruth.sends(refuseClaim, { ...waits, why: 'Still none' })
    const same = { ...again, seenVersion: refused.version, why: 'the ward  kept no log' }
    expect((await ewa.tries(claimAgain, same)).body).toMatchObject({ code: 'nothing-new-said', field: 'why' })
    await ewa.sends(claimAgain, { ...same, why: 'The night sister will confirm it' })
    const last = await now()
    await ruth.sends(approveClaims, { claims: [{ claimId: claim.id, seenVersion: last.claim.version }] })
    expect((await now()).balance).toBe(50)
  })
})

describe('a finish that was entered wrongly', () => {
  it('is its AMHP’s to correct until the claim is decided: the claim is counted again, and the old one stays to be read', async () => {
    await hasPolicy(hub, service)
    const made = await hasClaim(hub, service, ewa, { shift: tuesday, late: 50 })
    const right = {
      claimId: made.id,
      seenVersion: made.version,
      finishedAt: at('2026-11-10T17:50:00Z'),
      why: 'Wrong hour',
    }
    expect((await ruth.tries(correctFinishOf, right)).body['code']).toBe('finish-with-amhp')
    expect((await ewa.tries(correctFinish, { ...right, finishedAt: at('2026-11-10T21:00:00Z') })).body).toMatchObject({
      code: 'finish-ahead',
      field: 'finishedAt',
    })
    expect(await ewa.sends(correctFinish, right)).toEqual({ minutes: 110 })
    const { claim } = await now()
    expect(claim).toMatchObject({
      minutes: 110,
      finishedAt: '2026-11-10T17:50:00.000Z',
      state: 'made',
      matchesRecord: true,
    })
    await submits(ewa, claim)
    const [row] = await ruth.asks(claimsToDecide, {})
    expect(row).toMatchObject({ matchesRecord: false, look: ['Finish corrected after it was recorded'] })
    expect(row?.acts[0]?.said).toBe('Tue 10 November 16:50 put right to Tue 10 November 17:50: Wrong hour')
    // Inside the shift after all: nothing is left to claim.
    const none = { ...right, seenVersion: claim.version + 1, finishedAt: at('2026-11-10T15:40:00Z') }
    expect(await ewa.sends(correctFinish, none)).toEqual({ minutes: 0 })
  })

  it('is a manager’s afterwards: the decision is reversed exactly and the claim waits, unless payroll has closed over it', async () => {
    await hasPolicy(hub, service)
    const sent = await submits(ewa, await hasClaim(hub, service, ewa, { shift: tuesday, late: 50 }))
    await ruth.sends(approveClaims, { claims: [sent] })
    const { claim } = await now()
    const right = {
      claimId: claim.id,
      seenVersion: claim.version,
      finishedAt: at('2026-11-10T16:30:00Z'),
      why: 'Log says so',
    }
    expect((await ewa.tries(correctFinish, right)).body['code']).toBe('finish-with-manager')
    expect(await ruth.sends(correctFinishOf, right)).toEqual({ minutes: 30 })
    const after = await now()
    expect([after.claim.state, after.claim.minutes, after.balance, after.kinds]).toEqual([
      'submitted',
      30,
      0,
      [
        ['ACCRUE', 50],
        ['REVERSE', -50],
      ],
    ])
    await ruth.sends(approveClaims, { claims: [{ claimId: claim.id, seenVersion: after.claim.version }] })
    await ruth.sends(closePayroll, { upTo: '2026-11-10' })
    const closed = await now()
    const late = { ...right, seenVersion: closed.claim.version, finishedAt: at('2026-11-10T16:20:00Z') }
    expect((await ruth.tries(correctFinishOf, late)).body['code']).toBe('payroll-closed')
    expect((await now()).balance).toBe(30)
  })
})

describe('two late jobs of one shift', () => {
  it.each([
    ['the earlier first', [40, 60]],
    ['the later first', [60, 40]],
  ])('come to the same with %s recorded: 40 minutes and 20, whatever the grace', async (_words, order) => {
    await hasPolicy(hub, service, { graceMinutes: 30 })
    const shiftId = await hasShift(hub, service, ewa, tuesday)
    for (const late of order) {
      const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: at('2026-11-10T10:00:00Z') })
      await finishes(ewa, job, addMinutes(tuesday.endsAt, late))
    }
    expect(await minutesOf()).toEqual([40, 20])
    const { claims } = await ewa.asks(myToil, {})
    expect(claims.map(({ matchesRecord }) => matchesRecord)).toEqual([true, true])
  })
})
