import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acceptAllocation,
  allocationsOf,
  openAllocation,
  takeBack,
  undoAllocation,
} from '#shared/allocations/contract.ts'
import { aDesk, aReferral, given, onRecord, spoilt, workedTo } from '#tests/builders/allocations.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const standing = async (referralId: string) => {
  const [row] = await hub.owner`select state, version from hub.referrals where id = ${referralId}`
  return row
}

describe('undoing', () => {
  it('puts it back as it was for 20 seconds, without a reason', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, ewa)
    hub.clockMovesOn({ minutes: 20 / 60 })
    const screen = await ewa.opensScreen()
    expect(await jo.sends(undoAllocation, { allocationId })).toEqual({ referralVersion: 3 })
    await screen.hearsOf('referrals')
    screen.close()
    expect(await standing(referral.id)).toEqual({ state: 'to-allocate', version: 3 })
    expect(await jo.asks(allocationsOf, { referralId: referral.id })).toMatchObject([
      { endedHow: 'undone', endedByName: 'Jo Marsh' },
    ])
    expect(await given(jo, referral, ewa, 3)).not.toBe(allocationId)
  })

  it('is refused after 20 seconds, once opened, and once ended', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const late = await given(jo, await aReferral(hub, service, jo), ewa)
    hub.clockMovesOn({ minutes: 21 / 60 })
    expect((await jo.tries(undoAllocation, { allocationId: late })).body).toMatchObject({
      code: 'too-late-to-undo',
      because: 'time',
    })
    const opened = await given(jo, await aReferral(hub, service, jo), ewa)
    await ewa.sends(openAllocation, { allocationId: opened })
    expect((await jo.tries(undoAllocation, { allocationId: opened })).body).toMatchObject({
      code: 'too-late-to-undo',
      because: 'opened',
    })
    const undone = await given(jo, await aReferral(hub, service, jo), ewa)
    await jo.sends(undoAllocation, { allocationId: undone })
    expect((await jo.tries(undoAllocation, { allocationId: undone })).body).toMatchObject({
      code: 'allocation-ended',
      how: 'taken-back',
      byName: 'Jo Marsh',
    })
  })

  it('has one effect with one key, is the desk’s alone, and stays in its service', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const there = await aDesk(hub)
    const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
    expect((await ewa.tries(undoAllocation, { allocationId })).status).toBe(403)
    expect((await there.jo.tries(undoAllocation, { allocationId })).body).toMatchObject({
      code: 'allocation-not-found',
    })
    const before = await onRecord(hub, service)
    for (const [what, body] of spoilt({ allocationId })) {
      expect([
        what,
        (await jo.posts('/api/allocations.undo', body, { 'idempotency-key': randomUUID() })).status,
      ]).toEqual([what, 400])
    }
    expect(await onRecord(hub, service)).toBe(before)
    const key = randomUUID()
    expect(await jo.sends(undoAllocation, { allocationId }, key)).toEqual(
      await jo.sends(undoAllocation, { allocationId }, key),
    )
  })
})

describe('taking back', () => {
  it('gives it back to the desk, with the reason, and the AMHP’s next tap says so', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, ewa)
    const screen = await ewa.opensScreen()
    expect(await jo.sends(takeBack, { allocationId, seenVersion: 1, why: 'Hannah knows the family' })).toEqual({
      referralVersion: 3,
    })
    await screen.hearsOf('allocations')
    screen.close()
    const rows = await jo.asks(allocationsOf, { referralId: referral.id })
    expect(rows).toMatchObject([
      { endedHow: 'taken-back', endedWhy: 'Hannah knows the family', endedByName: 'Jo Marsh', endedAt: hub.now() },
    ])
    const refused = await ewa.tries(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'allocation-ended', how: 'taken-back', byName: 'Jo Marsh', at: hub.now() },
    })
    expect(await given(jo, referral, ewa, 3)).toBeTruthy()
  })

  it('asks first when the AMHP has been with the person, and closes the waits', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, ewa)
    const seenVersion = await workedTo(hub, ewa, allocationId, 'arrived')
    const asked = { allocationId, seenVersion, why: 'Relief for the night' }
    const refused = await jo.tries(takeBack, asked)
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'has-interviewed', field: 'knowsInterviewed', name: 'Ewa Kowalska' },
    })
    expect(refused.body['message']).toContain('s.11(5)')
    expect(await jo.sends(takeBack, { ...asked, knowsInterviewed: true })).toEqual({ referralVersion: 3 })
  })

  it('is refused with an old version, a second time, for others, and without a reason', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const there = await aDesk(hub)
    const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
    await ewa.sends(openAllocation, { allocationId })
    const asked = { allocationId, seenVersion: 1, why: 'Two at once' }
    expect((await jo.tries(takeBack, asked)).body).toMatchObject({
      code: 'changed-since-seen',
      byName: 'Ewa Kowalska',
      version: 2,
    })
    expect((await ewa.tries(takeBack, asked)).status).toBe(403)
    expect((await there.jo.tries(takeBack, asked)).status).toBe(404)
    const before = await onRecord(hub, service)
    for (const [what, body] of [
      ...spoilt({ ...asked, knowsInterviewed: false }, ['knowsInterviewed']),
      ['no reason', { ...asked, why: ' ' }],
    ] as const) {
      const { status } = await jo.posts('/api/allocations.takeBack', body, { 'idempotency-key': randomUUID() })
      expect([what, [400, 428].includes(status)]).toEqual([what, true])
    }
    expect(await onRecord(hub, service)).toBe(before)
    const key = randomUUID()
    await jo.sends(takeBack, { ...asked, seenVersion: 2 }, key)
    expect(await jo.sends(takeBack, { ...asked, seenVersion: 2 }, key)).toEqual({ referralVersion: 3 })
    expect((await jo.tries(takeBack, { ...asked, seenVersion: 3 })).body).toMatchObject({
      code: 'allocation-ended',
      how: 'taken-back',
    })
  })
})
