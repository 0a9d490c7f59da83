import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arrive, board, myDuty, setOff } from '#shared/allocations/contract.ts'
import { undoStep } from '#shared/allocations/undoStep.ts'
import { MOST_VIEWS, ownKeys, removeView, savedViews, saveView, setOwnKeys } from '#shared/desk/contract.ts'
import { usualKeys } from '#shared/kernel/singleKeys.ts'
import { arrange } from '#shared/referrals/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aDesk, aJob, aReferral, onRecord, spoilt, workedTo } from '#tests/builders/allocations.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const kelsham = { name: 'Kelsham tonight', show: 'out', area: 'Kelsham', waiting: 'bed', opensFirst: true } as const

describe('saved views', () => {
  it('follow their person, are nobody else’s, and one opens first', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const screen = await jo.opensScreen()
    const { viewId } = await jo.sends(saveView, kelsham)
    await screen.hearsOf('desk')
    screen.close()
    await jo.sends(saveView, { ...kelsham, name: 'Waiting for doctors', show: null, area: '', waiting: 'doctor' })
    expect((await jo.asks(savedViews, {})).map(({ name, opensFirst }) => [name, opensFirst])).toEqual([
      ['Kelsham tonight', false],
      ['Waiting for doctors', true],
    ])
    expect(await amir.asks(savedViews, {})).toEqual([])
    expect((await amir.tries(removeView, { viewId })).status).toBe(404)
    expect((await ewa.tries(saveView, kelsham)).status).toBe(403)
    await jo.sends(saveView, { ...kelsham, area: 'Norbeck', look: 'stages', opensFirst: false })
    const again = await jo.asks(savedViews, {})
    expect(again.find(({ id }) => id === viewId)).toMatchObject({ area: 'Norbeck', look: 'stages' })
    await jo.sends(removeView, { viewId })
    expect(await jo.tries(removeView, { viewId })).toMatchObject({ status: 404, body: { code: 'view-not-found' } })
    expect(await jo.asks(savedViews, {})).toHaveLength(1)
  })

  it('are a dozen at most, and say what is wrong with one', async () => {
    const { jo } = await aDesk(hub)
    for (let count = 0; count < MOST_VIEWS; count++)
      await jo.sends(saveView, { ...kelsham, name: `View ${count}`, opensFirst: false })
    expect(await jo.tries(saveView, kelsham)).toMatchObject({ status: 409, body: { code: 'too-many-views' } })
    expect((await jo.tries(saveView, { ...kelsham, name: 'View 3' })).status).toBe(200)
    for (const [what, body] of spoilt(kelsham))
      expect([
        what,
        (await jo.posts(`/api/${saveView.name}`, body, { 'idempotency-key': crypto.randomUUID() })).status,
      ]).toEqual([what, 400])
  })

  it('narrow by area: the town of the place, or else the council', async () => {
    const { service, jo } = await aDesk(hub)
    await aReferral(hub, service, jo, { placeId: service.baseId })
    await aReferral(hub, service, jo, { forOtherCouncil: true })
    expect((await jo.asks(board, {})).rows.map(({ area }) => area).toSorted()).toEqual([
      'Norbeck City Council',
      'Westmarch',
    ])
  })
})

describe('the single keys', () => {
  it('are each person’s own, and each key does one thing', async () => {
    const { service, jo } = await aDesk(hub)
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const screen = await jo.opensScreen()
    expect(await jo.asks(ownKeys, {})).toEqual(usualKeys)
    const mine = { on: true, changed: { n: 'x', s: '' } }
    await jo.sends(setOwnKeys, mine)
    await screen.hearsOf('desk')
    screen.close()
    expect([await jo.asks(ownKeys, {}), await amir.asks(ownKeys, {})]).toEqual([mine, usualKeys])
    expect(await jo.tries(setOwnKeys, { on: true, changed: { n: 'j' } })).toMatchObject({
      status: 422,
      body: { code: 'key-taken', field: 'n' },
    })
    await jo.sends(setOwnKeys, { ...mine, on: false })
    expect(await jo.asks(ownKeys, {})).toEqual({ ...mine, on: false })
  })
})

describe('undo of the step just tapped', () => {
  it('takes the step back within a minute, tells the desk, and stays on the timeline', async () => {
    const { jo, ewa, referral, allocationId, row } = await aJob(hub)
    const version = await workedTo(hub, ewa, allocationId, 'travelling')
    const arrived = await ewa.sends(arrive, { allocationId, seenVersion: version, occurredAt: hub.now() })
    const screen = await jo.opensScreen()
    expect(await ewa.sends(undoStep, { allocationId, seenVersion: arrived.version, step: 'arrived' })).toEqual({
      version: arrived.version + 1,
    })
    await screen.hearsOf('allocations')
    screen.close()
    expect(await row()).toMatchObject({ arrivedAt: null, version: arrived.version + 1 })
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.map(({ type }) => type).slice(-2)).toEqual(['amhp-arrived', 'amhp-step-undone'])
    await ewa.sends(arrive, { allocationId, seenVersion: arrived.version + 1, occurredAt: hub.now() })
  })

  it('is refused after a minute, for another step, to others, and when something was seen too late', async () => {
    const { service, jo, ewa, allocationId } = await aJob(hub)
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const version = await workedTo(hub, ewa, allocationId, 'accepted')
    const before = await onRecord(hub, service)
    const asked = { allocationId, seenVersion: version, step: 'accepted' as const }
    expect((await dan.tries(undoStep, asked)).status).toBe(404)
    expect((await jo.tries(undoStep, asked)).status).toBe(403)
    const code = async (input: typeof asked | { step: 'arrived' }) =>
      (await ewa.tries(undoStep, { ...asked, ...input })).body['code']
    expect(await code({ step: 'arrived' })).toBe('step-not-the-last')
    expect(await code({ ...asked, seenVersion: version + 5 })).toBe('changed-since-seen')
    hub.clockMovesOn({ minutes: 2 })
    expect(await code(asked)).toBe('step-too-old')
    expect(await onRecord(hub, service)).toBe(before)
    expect((await ewa.asks(myDuty, {})).jobs[0]?.allocation.acceptedAt).not.toBeNull()
    await ewa.sends(setOff, { allocationId, seenVersion: version, occurredAt: hub.now() })
  })
})

describe('putting an arrangement back', () => {
  it('keeps since when it had stood so', async () => {
    const { service, jo } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const since = addMinutes(hub.now(), -27)
    const bed = { referralId: referral.id, kind: 'bed' as const }
    await jo.sends(arrange, { ...bed, state: 'asked', note: 'Bed manager', since, seenVersion: 0 })
    await jo.sends(arrange, { ...bed, state: 'trouble', note: '', seenVersion: 1 })
    await jo.sends(arrange, { ...bed, state: 'asked', note: 'Bed manager', since, seenVersion: 2 })
    const { arrangements } = await recordOf(jo, referral)
    expect(arrangements).toMatchObject([{ state: 'asked', note: 'Bed manager', since, version: 3 }])
    expect(
      await jo.tries(arrange, { ...bed, state: 'agreed', note: '', since: addHours(hub.now(), 1), seenVersion: 3 }),
    ).toMatchObject({ status: 422, body: { code: 'arranged-in-future', field: 'since' } })
  })
})
