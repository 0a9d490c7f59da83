import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endWait, startWait, takeBack } from '#shared/allocations/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aJob, onRecord, workedTo } from '#tests/builders/allocations.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

describe('waits', () => {
  it('begun and ended without a signal arrive in order under the id that the phone made, once each', async () => {
    const { ewa, allocationId, row } = await aJob(hub)
    await workedTo(hub, ewa, allocationId, 'arrived')
    hub.clockMovesOn({ minutes: 30 })
    const waitId = randomUUID()
    const begun = { allocationId, kind: 'bed', startedAt: addMinutes(hub.now(), -20), note: '', waitId } as const
    const over = { allocationId, waitId, endedAt: addMinutes(hub.now(), -5) }
    const keys = [randomUUID(), randomUUID()] as const
    for (let times = 0; times < 2; times += 1) {
      expect(await ewa.sends(startWait, begun, keys[0])).toEqual({ waitId })
      await ewa.sends(endWait, over, keys[1])
    }
    expect((await row()).waits).toMatchObject([{ id: waitId, startedAt: begun.startedAt, endedAt: over.endedAt }])
    const { ewa: other, allocationId: theirs } = await aJob(hub)
    await workedTo(hub, other, theirs, 'arrived')
    expect((await ewa.tries(startWait, { ...begun, startedAt: hub.now() })).body['code']).toBe('wait-id-taken')
  })

  it('run beside each other, one of each kind, and begin earlier than they are said', async () => {
    const { service, ewa, allocationId, row } = await aJob(hub)
    const early = await ewa.tries(startWait, { allocationId, kind: 'bed', startedAt: hub.now(), note: '' })
    expect(early).toMatchObject({ status: 409, body: { code: 'not-yet-accepted' } })
    const acceptedAt = hub.now()
    await workedTo(hub, ewa, allocationId, 'arrived')
    hub.clockMovesOn({ minutes: 110 })
    const wait = (kind: 'bed' | 'ambulance', minutes: number) => ({
      allocationId,
      kind,
      startedAt: addMinutes(hub.now(), minutes),
      note: '',
    })
    const bed = await ewa.sends(startWait, wait('bed', -81))
    await ewa.sends(startWait, wait('ambulance', -10))
    const before = await onRecord(hub, service)
    expect((await ewa.tries(startWait, wait('bed', 0))).body).toMatchObject({
      code: 'already-waiting',
      kind: 'bed',
      since: addMinutes(hub.now(), -81),
    })
    expect(await ewa.tries(startWait, { ...wait('bed', 5), kind: 'police' })).toMatchObject({
      status: 422,
      body: { code: 'wait-in-future', field: 'startedAt' },
    })
    expect((await ewa.tries(startWait, { ...wait('bed', -111), kind: 'police' })).body).toMatchObject({
      code: 'wait-before-accepted',
      acceptedAt,
    })
    const end = (minutes: number, waitId = bed.waitId) => ({
      allocationId,
      waitId,
      endedAt: addMinutes(hub.now(), minutes),
    })
    expect((await ewa.tries(endWait, end(-82))).body).toMatchObject({ code: 'wait-ends-before-start' })
    expect((await ewa.tries(endWait, end(5))).body).toMatchObject({ code: 'wait-in-future', field: 'endedAt' })
    expect(await ewa.tries(endWait, { ...end(0), waitId: randomUUID() })).toMatchObject({
      status: 404,
      body: { code: 'wait-not-found' },
    })
    expect(await onRecord(hub, service)).toBe(before)
    await ewa.sends(endWait, end(-1))
    expect((await ewa.tries(endWait, end(0))).body).toMatchObject({
      code: 'wait-already-ended',
      at: addMinutes(hub.now(), -1),
    })
    expect((await ewa.tries(startWait, wait('bed', -2))).body).toMatchObject({
      code: 'wait-overlaps-earlier',
      field: 'startedAt',
    })
    expect((await row()).waits.map(({ kind, endedAt }) => [kind, endedAt])).toEqual([
      ['bed', addMinutes(hub.now(), -1)],
      ['ambulance', null],
    ])
  })

  it('cannot be two of a kind, however many taps arrive at once', async () => {
    const { ewa, allocationId, row } = await aJob(hub)
    await workedTo(hub, ewa, allocationId, 'accepted')
    const taps = await Promise.all(
      Array.from({ length: 8 }, () =>
        ewa.tries(startWait, { allocationId, kind: 'doctor', startedAt: hub.now(), note: '' }),
      ),
    )
    expect(taps.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(taps.filter(({ status }) => status === 409)).toHaveLength(7)
    expect((await row()).waits).toHaveLength(1)
  })

  it('end when the job is taken back', async () => {
    const { jo, ewa, allocationId, row } = await aJob(hub)
    const seenVersion = await workedTo(hub, ewa, allocationId, 'arrived')
    await ewa.sends(startWait, { allocationId, kind: 'police', startedAt: hub.now(), note: '' })
    hub.clockMovesOn({ minutes: 30 })
    await jo.sends(takeBack, { allocationId, seenVersion, why: 'Relief', knowsInterviewed: true })
    expect((await row()).waits).toMatchObject([{ kind: 'police', endedAt: hub.now() }])
    const refused = await ewa.tries(startWait, { allocationId, kind: 'bed', startedAt: hub.now(), note: '' })
    expect(refused.body).toMatchObject({ code: 'allocation-ended', how: 'taken-back', byName: 'Jo Marsh' })
  })
})
