import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveClaims, claimsToDecide, myToil, refuseClaim, submitClaim, toilOf } from '#shared/toil/contract.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { hasClaim, hasOpeningBalance, hasPolicy, submits, type ShiftOptions } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  await hasPolicy(hub, service, { cap: { minutes: 2220, onExceed: 'warn' }, debitAllowedMinutes: 60 })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})

const at = (text: string): Instant => instant(text)
/** Today's shift ended an hour ago, so that a finish is typed as it happens. */
const shiftToday: ShiftOptions = { startsAt: at('2026-11-12T07:40:00Z'), endsAt: at('2026-11-12T15:40:00Z') }
const shiftOn = (day: string): ShiftOptions => ({ startsAt: at(`${day}T08:00:00Z`), endsAt: at(`${day}T16:00:00Z`) })

const minutesIn = async (personId: string): Promise<number> => {
  const [row] = await hub.owner<
    { sum: string }[]
  >`select coalesce(sum(minutes), 0)::text as sum from hub.toil_entries where person_id = ${personId}`
  return Number(row?.sum)
}
const entriesOf = (claimId: string) =>
  hub.owner`select * from hub.toil_entries where service_id = ${service.id} and claim_id = ${claimId}`
const stateOf = async (claimId: string) =>
  (await hub.owner`select state, version from hub.toil_claims where service_id = ${service.id} and id = ${claimId}`)[0]

describe('sending a claim', () => {
  it('gives it to the managers, with the reason the AMHP chose', async () => {
    const claim = await hasClaim(hub, service, ewa, { shift: shiftToday, late: 50 })
    const screen = await ruth.opensScreen()
    const key = randomUUID()
    const said = { claimId: claim.id, seenVersion: claim.version, primaryCause: 'BED', note: '' } as const
    await ewa.sends(submitClaim, said, key)
    await screen.hearsOf('toil')
    screen.close()
    expect(await ewa.sends(submitClaim, said, key)).toEqual({ version: 2 })
    expect(await ruth.asks(claimsToDecide, {})).toMatchObject([
      { id: claim.id, version: 2, primaryCause: 'BED', matchesRecord: true, look: [] },
    ])
  })

  it('is for the AMHP whose it is, once, and as they saw it', async () => {
    const claim = await hasClaim(hub, service, ewa, { shift: shiftToday, late: 50 })
    const said = { claimId: claim.id, seenVersion: claim.version, primaryCause: 'PAPER', note: '' } as const
    const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
    const elsewhere = await (await hub.service('Norbeck')).has({ name: 'Ida Holm', roles: ['amhp'] })
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    expect((await tom.tries(submitClaim, said)).status).toBe(404)
    expect((await elsewhere.tries(submitClaim, said)).status).toBe(404)
    expect((await jo.tries(submitClaim, said)).status).toBe(403)
    expect(await ewa.tries(submitClaim, { ...said, seenVersion: 7 })).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen' },
    })
    expect(await stateOf(claim.id)).toMatchObject({ state: 'made', version: 1 })
    await ewa.sends(submitClaim, said)
    expect(await ewa.tries(submitClaim, said)).toMatchObject({ status: 409, body: { code: 'already-submitted' } })
  })

  it.each([
    ['nothing', {}],
    ['no claim', { claimId: undefined }],
    ['a claim that is not an id', { claimId: 'R-2424' }],
    ['a version of nought', { seenVersion: 0 }],
    ['half a version', { seenVersion: 1.5 }],
    ['a version as text', { seenVersion: '1' }],
    ['no cause', { primaryCause: undefined }],
    ['a cause that is not in the list', { primaryCause: 'AMHP_CHOICE' }],
    ['no note', { note: undefined }],
    ['a note that is too long', { note: 'x'.repeat(20_001) }],
    ['a note with a control character', { note: 'late\u0000' }],
    ['minutes of one’s own', { minutes: 600 }],
  ])('is refused with %s', async (what, wrong) => {
    const right = { claimId: randomUUID(), seenVersion: 1, primaryCause: 'BED', note: '' }
    const sent = what === 'nothing' ? {} : { ...right, ...wrong }
    const answer = await ewa.posts('/api/toil.submit', sent, { 'idempotency-key': randomUUID() })
    expect([400, 428]).toContain(answer.status)
  })
})

describe('approving', () => {
  it('adds each claim’s minutes to the ledger, once, and shows where they came from', async () => {
    const first = await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-10'), late: 50 })
    const second = await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-11'), late: 95 })
    const claims = [await submits(ewa, first), await submits(ewa, second)]
    const screen = await ewa.opensScreen()
    const key = randomUUID()
    expect(await ruth.sends(approveClaims, { claims }, key)).toEqual({ approved: 2, minutes: 145, agreed: 0 })
    await screen.hearsOf('toil')
    screen.close()
    expect(await ruth.sends(approveClaims, { claims }, key)).toEqual({ approved: 2, minutes: 145, agreed: 0 })
    const { balance, entries } = await ewa.asks(myToil, {})
    expect(balance).toBe(145)
    expect(entries).toMatchObject([
      {
        kind: 'ACCRUE',
        minutes: 50,
        day: '2026-11-10',
        claimId: first.id,
        referralNumber: first.referralNumber,
        policyId: first.policyId,
        policyFrom: '2020-01-01',
        recordedByName: 'Ruth Banerjee',
        balance: 50,
      },
      { kind: 'ACCRUE', minutes: 95, day: '2026-11-11', claimId: second.id, balance: 145 },
    ])
  })

  it('approves all of them or none', async () => {
    const ready = await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-10'), late: 50 }))
    const unsent = await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-11'), late: 50 })
    const claims = [ready, { claimId: unsent.id, seenVersion: unsent.version }]
    expect(await ruth.tries(approveClaims, { claims })).toMatchObject({
      status: 409,
      body: { code: 'not-submitted', claimId: unsent.id },
    })
    expect(await stateOf(ready.claimId)).toMatchObject({ state: 'submitted' })
    expect(await minutesIn(ewa.id)).toBe(0)
    const unknown = { claimId: randomUUID(), seenVersion: 1 }
    expect((await ruth.tries(approveClaims, { claims: [ready, unknown] })).status).toBe(404)
    expect((await ruth.tries(approveClaims, { claims: [ready, ready] })).body['code']).toBe('same-claim-twice')
    expect(await minutesIn(ewa.id)).toBe(0)
  })

  it('counts once when it is pressed again, by anybody', async () => {
    const claim = await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftToday, late: 50 }))
    const anna = await service.has({ name: 'Anna Frost', roles: ['manager'] })
    await ruth.sends(approveClaims, { claims: [claim] })
    for (const manager of [ruth, anna]) {
      expect(await manager.tries(approveClaims, { claims: [claim] })).toMatchObject({
        status: 409,
        body: { code: 'already-decided', byName: 'Ruth Banerjee', state: 'approved' },
      })
    }
    expect(await entriesOf(claim.claimId)).toHaveLength(1)
  })

  it('counts once when two hundred press at the same moment, also in bundles that overlap', async () => {
    const claims = [
      await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-09'), late: 50 })),
      await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-10'), late: 20 })),
      await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-11'), late: 30 })),
    ]
    const bundles = [claims, claims.toReversed(), claims.slice(0, 2), claims.slice(1)]
    const presses = Array.from({ length: 200 }, (_, press) =>
      ruth.tries(approveClaims, { claims: bundles[press % bundles.length] ?? claims }),
    )
    const statuses = (await Promise.all(presses)).map(({ status }) => status)
    expect(statuses.filter((status) => ![200, 409, 503].includes(status))).toEqual([])
    for (const claim of claims) await ruth.tries(approveClaims, { claims: [claim] })
    expect(await minutesIn(ewa.id)).toBe(100)
    for (const { claimId } of claims) expect(await entriesOf(claimId)).toHaveLength(1)
  })

  it('is never for one’s own claim: the rule says so, and so does the database', async () => {
    const sam = await service.has({ name: 'Sam Reid', roles: ['amhp', 'manager'] })
    const own = await submits(sam, await hasClaim(hub, service, sam, { shift: shiftToday, late: 50 }))
    const other = await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftToday, late: 50 }))
    expect(await sam.tries(approveClaims, { claims: [other, own] })).toMatchObject({
      status: 403,
      body: { code: 'own-claim', claimId: own.claimId },
    })
    expect(await sam.tries(refuseClaim, { ...own, why: 'Mine' })).toMatchObject({ status: 403 })
    expect(await minutesIn(sam.id)).toBe(0)
    expect(await stateOf(other.claimId)).toMatchObject({ state: 'submitted' })
    await expect(
      hub.owner`update hub.toil_claims set state = 'approved', decided_by = person_id, decided_at = now(), version = version + 1 where service_id = ${service.id} and id = ${own.claimId}`,
    ).rejects.toThrow('nobody_decides_their_own_claim')
  })

  it('is for managers of the same service', async () => {
    const claim = await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftToday, late: 50 }))
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    const away = await (await hub.service('Norbeck')).has({ name: 'Ola Berg', roles: ['manager'] })
    expect((await jo.tries(approveClaims, { claims: [claim] })).status).toBe(403)
    expect((await ewa.tries(approveClaims, { claims: [claim] })).status).toBe(403)
    expect((await away.tries(approveClaims, { claims: [claim] })).status).toBe(404)
    expect(await ruth.tries(approveClaims, { claims: [{ ...claim, seenVersion: 1 }] })).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen', version: 2 },
    })
    expect(await minutesIn(ewa.id)).toBe(0)
  })

  it.each([
    ['nothing', {}],
    ['no claims', { claims: [] }],
    ['claims that are not a list', { claims: 'all' }],
    ['a claim without its version', { claims: [{ claimId: randomUUID() }] }],
    ['a claim that is not an id', { claims: [{ claimId: '1 or 1=1', seenVersion: 1 }] }],
    ['a version below one', { claims: [{ claimId: randomUUID(), seenVersion: -1 }] }],
    ['a version beyond all numbers', { claims: [{ claimId: randomUUID(), seenVersion: 1e20 }] }],
    [
      'more than it takes at once',
      { claims: Array.from({ length: 201 }, () => ({ claimId: randomUUID(), seenVersion: 1 })) },
    ],
    ['a claim with more in it', { claims: [{ claimId: randomUUID(), seenVersion: 1, minutes: 900 }] }],
    ['a list of nothing', { claims: [null] }],
    ['a list of texts', { claims: [randomUUID()] }],
  ])('is refused with %s', async (_what, sent) => {
    const answer = await ruth.posts('/api/toil.approve', sent, { 'idempotency-key': randomUUID() })
    expect([400, 428]).toContain(answer.status)
  })
})

describe('refusing', () => {
  it('says why, adds nothing, and stands', async () => {
    const claim = await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftToday, late: 50 }))
    expect((await ruth.tries(refuseClaim, { ...claim, why: '  ' })).status).toBe(400)
    expect((await ewa.tries(refuseClaim, { ...claim, why: 'No' })).status).toBe(403)
    await ruth.sends(refuseClaim, { ...claim, why: 'Paid as overtime instead' })
    expect(await minutesIn(ewa.id)).toBe(0)
    expect((await ewa.asks(myToil, {})).claims).toMatchObject([
      { state: 'refused', decisionReason: 'Paid as overtime instead', decidedByName: 'Ruth Banerjee' },
    ])
    expect(await ruth.tries(approveClaims, { claims: [{ ...claim, seenVersion: 3 }] })).toMatchObject({
      status: 409,
      body: { code: 'already-decided', state: 'refused' },
    })
  })
})

describe('what a manager sees', () => {
  it('names no referred person, and nothing clinical', async () => {
    await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftToday, late: 50 }))
    const shown = JSON.stringify([await ruth.asks(claimsToDecide, {}), await ruth.asks(toilOf, { personId: ewa.id })])
    for (const secret of ['Doyle', 'Sean', 'Mill Lane', 'Not slept', 'Crisis team', 'Hale'])
      expect(shown).not.toContain(secret)
    const reads = await hub.owner`select * from hub.reads where service_id = ${service.id} and actor_id = ${ruth.id}`
    expect(reads).toEqual([])
  })

  it('asks for a look where a claim is not plain, and says why', async () => {
    await hasOpeningBalance(hub, service, ewa, 2150)
    await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftToday, late: 60 }))
    const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
    await submits(tom, await hasClaim(hub, service, tom, { shift: shiftOn('2026-11-11'), late: 30 }))
    const ines = await service.has({ name: 'Ines Duarte', roles: ['amhp'] })
    const other = await hasClaim(hub, service, ines, { shift: shiftToday, late: 20 })
    await submits(ines, { ...other, primaryCause: 'OTH' })
    const looks = new Map((await ruth.asks(claimsToDecide, {})).map((row) => [row.personName, row]))
    expect(looks.get('Ewa Kowalska')).toMatchObject({ matchesRecord: true })
    expect(looks.get('Tom Ellis')).toMatchObject({
      matchesRecord: false,
      look: ['Finish typed in Thu 12 November 16:43'],
    })
    expect(looks.get('Ines Duarte')).toMatchObject({ matchesRecord: false, look: ['Reason not given'] })
    await hasOpeningBalance(hub, service, ewa, 11, '2026-11-01')
    const [past] = (await ruth.asks(claimsToDecide, {})).filter(({ personId }) => personId === ewa.id)
    expect(past?.look).toEqual(['Takes the balance to 37h 1m, past 37h'])
  })

  it('asks for a look at the one of two claims that takes the balance past the limit', async () => {
    await hasOpeningBalance(hub, service, ewa, 2150)
    const morning = { startsAt: at('2026-11-12T04:00:00Z'), endsAt: at('2026-11-12T11:00:00Z') }
    const later = { startsAt: at('2026-11-12T12:00:00Z'), endsAt: at('2026-11-12T15:40:00Z') }
    await submits(ewa, await hasClaim(hub, service, ewa, { shift: morning, late: 40 }))
    await submits(ewa, await hasClaim(hub, service, ewa, { shift: later, late: 40 }))
    const rows = await ruth.asks(claimsToDecide, {})
    expect(rows.map(({ matchesRecord }) => matchesRecord)).toEqual([true, false])
  })

  it('shows when the rota or the job record was changed after the claim was made', async () => {
    const claim = await hasClaim(hub, service, ewa, { shift: shiftToday, late: 60 })
    await submits(ewa, claim)
    await hub.owner`update hub.shifts set ends_at = ${addMinutes(shiftToday.endsAt, 30)}, version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
    const [row] = await ruth.asks(claimsToDecide, {})
    expect(row).toMatchObject({ matchesRecord: false, minutes: 60 })
    expect(row?.look).toEqual(['The rota now has the shift end at Thu 12 November 16:10', 'The record makes it 30m'])
  })
})
