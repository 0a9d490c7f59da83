import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveClaims, claimsToDecide, myToil, sayBreak, submitClaim, submitFor } from '#shared/toil/contract.ts'
import { payroll } from '#shared/toil/ledgerContract.ts'
import { instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { hasClaim, hasPolicy } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-11T09:00:00Z'))
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
const shift = { startsAt: instant('2026-11-10T08:00:00Z'), endsAt: instant('2026-11-10T16:00:00Z') }
const breakRule = { afterMinutes: 120, deductMinutes: 20, onlyIfTaken: true }
const claim = async () => {
  const [found] = (await ewa.asks(myToil, {})).claims
  if (!found) throw new Error('a claim')
  return found
}

describe('whether there was a break', () => {
  it('is asked with the claim, counts by the policy, and can be said otherwise until it is decided', async () => {
    await hasPolicy(hub, service, { breakRule })
    const made = await hasClaim(hub, service, ewa, { shift, late: 180 })
    expect([made.minutes, made.breakTaken]).toEqual([180, null])
    const { version } = await ewa.sends(submitClaim, {
      claimId: made.id,
      seenVersion: made.version,
      primaryCause: made.primaryCause,
      note: '',
      breakTaken: true,
    })
    expect(await claim()).toMatchObject({ minutes: 160, breakTaken: true, version, state: 'submitted' })
    const [row] = await ruth.asks(claimsToDecide, {})
    expect([row?.breakTaken, row?.workedOut.map(({ said }) => said)]).toEqual([
      true,
      ['Finished 19:00, shift ended 16:00', 'Break'],
    ])
    expect(row?.look).not.toContain('The record makes it 3h')
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const other = { claimId: made.id, seenVersion: version, breakTaken: false }
    expect((await dan.tries(sayBreak, other)).status).toBe(404)
    expect((await ewa.tries(sayBreak, { ...other, seenVersion: 1 })).body['code']).toBe('changed-since-seen')
    const said = await ewa.sends(sayBreak, other)
    expect(said).toEqual({ version: version + 1, minutes: 180 })
    await ruth.sends(approveClaims, { claims: [{ claimId: made.id, seenVersion: said.version }] })
    const decided = await ewa.tries(sayBreak, { ...other, seenVersion: said.version + 1, breakTaken: true })
    expect([decided.body['code'], (await claim()).minutes]).toEqual(['break-decided', 180])
  })
})

describe('a claim that its AMHP cannot send', () => {
  it('is named where payroll closes, sent by a manager with the reason, and decided', async () => {
    await hasPolicy(hub, service)
    const made = await hasClaim(hub, service, ewa, { shift, late: 50 })
    const unsent = async () => (await ruth.asks(payroll, {})).unsent
    expect(await unsent()).toMatchObject([{ name: 'Ewa Kowalska', day: '2026-11-10', minutes: 50 }])
    const asked = { claimId: made.id, seenVersion: made.version, why: 'Left on Friday' }
    const lead = await service.has({ name: 'Ann Hale', roles: ['amhp', 'manager'] })
    const own = await hasClaim(hub, service, lead, { shift, late: 30 })
    const forOneself = await lead.tries(submitFor, { claimId: own.id, seenVersion: own.version, why: 'Mine' })
    expect([forOneself.body['code'], (await ewa.tries(submitFor, asked)).status]).toEqual(['own-claim', 403])
    const { version } = await ruth.sends(submitFor, asked)
    expect((await ruth.tries(submitFor, { ...asked, seenVersion: version })).body['code']).toBe('already-submitted')
    expect((await claim()).acts).toMatchObject([{ act: 'sent-for', byName: 'Ruth Banerjee', said: 'Left on Friday' }])
    await ruth.sends(approveClaims, { claims: [{ claimId: made.id, seenVersion: version }] })
    expect([(await ewa.asks(myToil, {})).balance, (await unsent()).map(({ name }) => name)]).toEqual([50, ['Ann Hale']])
  })
})
