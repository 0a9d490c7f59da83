import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import {
  answerAboutClaim,
  approveClaims,
  askAboutClaim,
  claimsDecided,
  claimsToDecide,
  myToil,
  recordTaken,
  refuseClaim,
  submitClaim,
  undoDecisions,
} from '#shared/toil/contract.ts'
import { agreeBeforehand, closePayroll, payroll, reopenPayroll } from '#shared/toil/ledgerContract.ts'
import { instant } from '#shared/time/instant.ts'

import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { hasClaim, hasPolicy, submits } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
let maya: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  maya = await service.has({ name: 'Maya Lindqvist', roles: ['amhp-lead'] })
})

const shiftOn = (day: string) => ({ startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) })
const claimed = async (day: string, late: number) =>
  submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftOn(day), late }))
const owed = async (): Promise<number> => (await ewa.asks(myToil, {})).balance
const later = ({ claimId, seenVersion }: { claimId: string; seenVersion: number }, by = 1) => ({
  claimId,
  seenVersion: seenVersion + by,
})

describe('a decision taken back', () => {
  beforeEach(() => hasPolicy(hub, service))

  it('reverses what it added exactly, and the claim can be decided again', async () => {
    const first = await claimed('2026-11-09', 50)
    const second = await claimed('2026-11-10', 30)
    await ruth.sends(approveClaims, { claims: [first, second] })
    expect(await ruth.asks(claimsDecided, {})).toHaveLength(2)
    expect(await ruth.sends(undoDecisions, { claims: [later(first), later(second)] })).toEqual({
      undone: 2,
      minutes: -80,
    })
    expect(await owed()).toBe(0)
    expect(await ruth.asks(claimsToDecide, {})).toMatchObject([{ state: 'submitted' }, {}])
    expect(await ruth.sends(approveClaims, { claims: [later(first, 2)] })).toMatchObject({ approved: 1, minutes: 50 })
    const account = await ewa.asks(myToil, {})
    expect(account.balance).toBe(50)
    expect(account.entries.map(({ kind, minutes, day }) => [kind, minutes, day])).toEqual([
      ['ACCRUE', 50, '2026-11-09'],
      ['ACCRUE', 30, '2026-11-10'],
      ['REVERSE', -50, '2026-11-09'],
      ['REVERSE', -30, '2026-11-10'],
      ['ACCRUE', 50, '2026-11-09'],
    ])
    const [one] = account.claims
    expect(one?.acts.map(({ act }) => act)).toEqual(['sent', 'approved', 'undone', 'approved'])
  })

  it('also of a refusal; not of what is undecided, not one’s own, not twice', async () => {
    const claim = await claimed('2026-11-09', 50)
    expect((await ruth.tries(undoDecisions, { claims: [claim] })).body).toMatchObject({ code: 'not-decided' })
    await ruth.sends(refuseClaim, { ...claim, why: 'Paid instead' })
    expect((await ewa.tries(undoDecisions, { claims: [later(claim)] })).status).toBe(403)
    expect(await maya.sends(undoDecisions, { claims: [later(claim)] })).toEqual({ undone: 1, minutes: 0 })
    expect((await ruth.tries(undoDecisions, { claims: [later(claim)] })).status).toBe(409)
    expect(await owed()).toBe(0)
  })

  it('is no more once payroll has closed over it, until that is opened again with a reason', async () => {
    const claim = await claimed('2026-11-09', 50)
    await ruth.sends(approveClaims, { claims: [claim] })
    const { closingId, people } = await ruth.sends(closePayroll, { upTo: '2026-11-10' })
    expect(people).toBe(1)
    const before = await ruth.asks(payroll, {})
    expect(before).toMatchObject({
      closedTo: '2026-11-10',
      closings: [{ lines: [{ earned: 50, balance: 50 }], dependsOn: [] }],
    })
    expect(before.open).toMatchObject([{ earned: 0, balance: 50 }])
    expect(await ruth.tries(undoDecisions, { claims: [later(claim)] })).toMatchObject({
      status: 409,
      body: { code: 'payroll-closed' },
    })
    expect(await ruth.tries(recordTaken, { personId: ewa.id, day: '2026-11-10', minutes: 10, note: '' })).toMatchObject(
      { body: { code: 'payroll-closed' } },
    )
    await ruth.sends(recordTaken, { personId: ewa.id, day: '2026-11-11', minutes: 10, note: '' })
    // A claim that comes late for a closed day is counted in the next closing.
    await ruth.sends(approveClaims, { claims: [await claimed('2026-11-06', 20)] })
    await maya.sends(closePayroll, { upTo: '2026-11-12' })
    const { closings } = await ruth.asks(payroll, {})
    expect(closings[0]).toMatchObject({ upTo: '2026-11-12', lines: [{ earned: 20, taken: -10, balance: 60 }] })
    expect(closings[1]?.dependsOn).toEqual([
      'Payroll closed to 12 November 2026 opens too.',
      '2 entries were added since; they stay.',
    ])
    expect(await ruth.sends(reopenPayroll, { closingId, why: 'A claim was approved by mistake' })).toEqual({
      reopened: 2,
    })
    expect(await ruth.sends(undoDecisions, { claims: [later(claim)] })).toMatchObject({ minutes: -50 })
    expect((await ruth.asks(payroll, {})).closings[1]?.reopened).toMatchObject({
      byName: 'Ruth Banerjee',
      why: 'A claim was approved by mistake',
    })
    expect((await ruth.tries(reopenPayroll, { closingId, why: 'Again' })).body).toMatchObject({
      code: 'closing-open-already',
    })
    for (const upTo of ['2026-11-13', '2030-01-01'])
      expect((await ruth.tries(closePayroll, { upTo })).body).toMatchObject({ code: 'closes-in-future' })
    expect((await ewa.tries(closePayroll, { upTo: '2026-11-12' })).status).toBe(403)
  })
})

describe('payroll closed to a day', () => {
  it('holds what is of its days, whenever it is closed, and leaves later ones open', async () => {
    await hasPolicy(hub, service)
    const october = await claimed('2026-10-30', 50)
    const november = await claimed('2026-11-09', 30)
    await ruth.sends(approveClaims, { claims: [october, november] })
    await ruth.sends(closePayroll, { upTo: '2026-10-31' })
    const page = await ruth.asks(payroll, {})
    expect(page.closings).toMatchObject([{ lines: [{ earned: 50, balance: 50 }] }])
    expect(page.open).toMatchObject([{ earned: 30, balance: 80 }])
    expect((await ruth.tries(undoDecisions, { claims: [later(october)] })).body).toMatchObject({
      code: 'payroll-closed',
    })
    expect((await ruth.asks(claimsDecided, {})).map(({ day }) => day)).toEqual(['2026-11-09'])
    expect((await ewa.asks(myToil, {})).entries.map(({ locked }) => locked)).toEqual([true, false])
    expect(await ruth.sends(undoDecisions, { claims: [later(november)] })).toMatchObject({ minutes: -30 })
    await ruth.sends(approveClaims, { claims: [later(november, 2)] })
    await ruth.sends(closePayroll, { upTo: '2026-11-10' })
    expect((await ruth.asks(payroll, {})).closings[0]).toMatchObject({ lines: [{ earned: 30, balance: 80 }] })
  })
})

describe('what waits for a decision', () => {
  it('is counted for whoever can take it: not one’s own, and a second approval not for who gave the first', async () => {
    await hasPolicy(hub, service, { approverChain: ['manager', 'manager'] })
    const sam = await service.has({ name: 'Sam Reid', roles: ['amhp', 'manager'] })
    const claim = await claimed('2026-11-09', 50)
    await submits(sam, await hasClaim(hub, service, sam, { shift: shiftOn('2026-11-10'), late: 30 }))
    const waits = async (who: Person) =>
      (await who.asks(lateWorkingReport, { to: '2026-11-08', weeks: '4' })).toApprove.claims
    expect([await waits(ruth), await waits(sam)]).toEqual([2, 1])
    await ruth.sends(approveClaims, { claims: [claim] })
    expect([await waits(ruth), await waits(sam)]).toEqual([1, 1])
  })
})

describe('a claim that is asked about', () => {
  it('waits for its AMHP, who answers; nobody else does', async () => {
    await hasPolicy(hub, service)
    const claim = await claimed('2026-11-09', 50)
    await ruth.sends(askAboutClaim, { ...claim, question: 'Which ward had the bed?' })
    expect((await ruth.tries(approveClaims, { claims: [later(claim)] })).body).toMatchObject({
      code: 'waits-for-answer',
    })
    expect(await ruth.asks(claimsToDecide, {})).toMatchObject([{ state: 'queried', matchesRecord: false }])
    const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
    expect((await tom.tries(answerAboutClaim, { ...later(claim), answer: 'Mine' })).status).toBe(404)
    await ewa.sends(answerAboutClaim, { ...later(claim), answer: 'Oakridge, ward 2' })
    const [row] = await ruth.asks(claimsToDecide, {})
    expect(row?.acts.map(({ act, said }) => [act, said])).toEqual([
      ['sent', ''],
      ['queried', 'Which ward had the bed?'],
      ['answered', 'Oakridge, ward 2'],
    ])
    expect(await ruth.sends(approveClaims, { claims: [later(claim, 2)] })).toMatchObject({ approved: 1 })
  })
})

describe('reasons', () => {
  beforeEach(() => hasPolicy(hub, service))

  it('in two levels, several at once, share the minutes of the claim', async () => {
    const claim = await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-09'), late: 120 })
    const at = (clock: string) => `2026-11-09T${clock}:00.000Z`
    const reasons = [
      { code: 'BED' as const, sub: 'WITHDRAWN', startedAt: at('16:00'), endedAt: at('17:00') },
      { code: 'AMB' as const, sub: null, startedAt: at('16:30'), endedAt: at('17:30') },
      { code: 'DEP' as const, sub: 'PETS', startedAt: null, endedAt: null },
    ]
    const sent = { claimId: claim.id, seenVersion: 1, primaryCause: 'BED' as const, primarySub: 'WITHDRAWN', note: '' }
    for (const [wrong, code] of [
      [{ ...sent, reasons: [{ ...reasons[0], sub: 'LOCKSMITH' }] }, 'reason-word-unknown'],
      [{ ...sent, primaryCause: 'POL' as const, primarySub: null, reasons }, 'main-reason-not-given'],
      [{ ...sent, primarySub: 'LOCKSMITH', reasons: [] }, 'reason-word-unknown'],
    ] as const)
      expect((await ewa.posts('/api/toil.submit', wrong, { 'idempotency-key': randomUUID() })).body).toMatchObject({
        code,
      })
    await ewa.sends(submitClaim, { ...sent, reasons })
    const [row] = await ruth.asks(claimsToDecide, {})
    expect(row).toMatchObject({ primaryCause: 'BED', primarySub: 'WITHDRAWN', minutes: 120 })
    expect(row?.causes.map(({ code, minutes }) => [code, minutes])).toEqual([
      ['BED', 45],
      ['AMB', 45],
      ['DEP', 30],
    ])
  })
})

describe('what was agreed beforehand', () => {
  it('is with the claim, and an emergency is looked at by a person', async () => {
    await hasPolicy(hub, service, { agreement: 'beforehand' })
    const day = '2026-11-12'
    await ruth.sends(agreeBeforehand, { personId: ewa.id, day, upToMinutes: 60, why: 'Court at nine' })
    expect(
      (await ruth.tries(agreeBeforehand, { personId: ewa.id, day, upToMinutes: 30, why: 'Twice' })).body,
    ).toMatchObject({ code: 'agreed-already' })
    expect(
      (await ruth.tries(agreeBeforehand, { personId: ewa.id, day: '2026-11-11', upToMinutes: 30, why: 'Past' })).body,
    ).toMatchObject({ code: 'agreed-day-past' })
    expect((await maya.tries(agreeBeforehand, { personId: maya.id, day, upToMinutes: 30, why: 'Own' })).status).toBe(
      403,
    )
    await claimed('2026-11-10', 50)
    const early = { startsAt: instant('2026-11-12T07:30:00Z'), endsAt: instant('2026-11-12T15:30:00Z') }
    await submits(ewa, await hasClaim(hub, service, ewa, { shift: early, late: 50 }))
    expect(await ruth.asks(claimsToDecide, {})).toMatchObject([
      {
        agreedMinutes: null,
        matchesRecord: false,
        look: [expect.stringContaining('Finish typed'), 'Not agreed beforehand: was it an emergency?'],
      },
      { agreedMinutes: 60, matchesRecord: true },
    ])
  })
})

describe('where two people approve', () => {
  it('the second is somebody else and the AMHP lead; minutes come with the second', async () => {
    await hasPolicy(hub, service, { approverChain: ['manager', 'amhp-lead'] })
    const claim = await claimed('2026-11-09', 50)
    expect(await ruth.sends(approveClaims, { claims: [claim] })).toEqual({ approved: 0, minutes: 0, agreed: 1 })
    expect(await owed()).toBe(0)
    expect((await ruth.tries(approveClaims, { claims: [later(claim)] })).body).toMatchObject({
      code: 'needs-second-person',
    })
    const gareth = await service.has({ name: 'Gareth Moss', roles: ['manager'] })
    expect((await gareth.tries(approveClaims, { claims: [later(claim)] })).body).toMatchObject({
      code: 'needs-amhp-lead',
    })
    expect(await maya.sends(approveClaims, { claims: [later(claim)] })).toMatchObject({ approved: 1, minutes: 50 })
    expect(await owed()).toBe(50)
  })

  it('a limit that is escalated needs the AMHP lead, and one that blocks a written reason', async () => {
    await hasPolicy(hub, service, { cap: { minutes: 60, onExceed: 'escalate' } }, { from: '2020-01-01' })
    await hasPolicy(
      hub,
      service,
      { periodCap: { minutes: 60, per: 'month', onExceed: 'block' } },
      { from: '2026-11-11' },
    )
    const first = await claimed('2026-11-09', 50)
    const second = await claimed('2026-11-10', 50)
    expect(await ruth.sends(approveClaims, { claims: [first, second] })).toEqual({
      approved: 1,
      minutes: 50,
      agreed: 1,
    })
    const blocked = await claimed('2026-11-11', 50)
    expect((await ruth.tries(approveClaims, { claims: [blocked] })).body).toMatchObject({
      code: 'needs-written-reason',
      by: 40,
    })
    await ruth.sends(approveClaims, { claims: [blocked], despite: 'Two deaths that week' })
    expect(await owed()).toBe(100)
  })
})
