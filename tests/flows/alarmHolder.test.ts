import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { alarms } from '#shared/deadlines/contract.ts'
import { answerHandover, handoverNow, offerHandover } from '#shared/handover/contract.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { aShift } from '#tests/builders/allocations.ts'
import { aReferral, type Saved } from '#tests/builders/referrals.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
const loop = new AlarmLoop(hub)
afterAll(async () => {
  await loop.close()
  await hub.close()
})

let service: TestService
let jo: Person
let amir: Person
let kwame: Person
let referral: Saved
let limit: Instant
beforeEach(async () => {
  hub.clockIs(addHours(hub.now(), 24 * 90))
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  kwame = await service.has({ name: 'Kwame Boateng', roles: ['edt'] })
  for (const one of [jo, amir]) await aShift(hub, service, one, { from: 15, to: 36, role: 'practice-consultant' })
  const startedAt = addHours(hub.now(), -3)
  limit = addHours(startedAt, 24)
  referral = await aReferral(hub, jo, { power: { kind: 's136', startedAt, startSource: 'PC Daniels' } })
})

async function takenOver(from: Person, by: Person, kind: 'out-of-hours' | 'morning'): Promise<void> {
  const items = [{ referralId: referral.referralId as ReferralId, note: '', nextBy: null }]
  const { handoverId } = await from.sends(offerHandover, { kind, words: '', items })
  const taken = { handoverId, taken: [referral.referralId as ReferralId], left: [], words: '' }
  await by.sends(answerHandover, taken)
}
const told = async () =>
  (await jo.asks(alarms, {})).filter(({ kind }) => kind === 's136').map(({ toldName }) => toldName)

/** Whether it is offered again unasked by whoever asks. */
const isWithOther = async (who: Person) => (await who.asks(handoverNow, {})).open.map((one) => one.isWithOther)

describe('an alarm of a referral that was taken over', () => {
  it('goes first to whoever took it, then to the others, and after the morning to whoever has it then', async () => {
    await takenOver(jo, kwame, 'out-of-hours')
    hub.clockIs(addHours(limit, -4))
    await loop.turns()
    expect(await told()).toEqual(['Kwame Boateng'])
    hub.clockMovesOn({ minutes: 10 })
    await loop.turns()
    const [next] = await told()
    expect(['Jo Marsh', 'Amir Shah']).toContain(next)

    await takenOver(kwame, amir, 'morning')
    hub.clockIs(addHours(limit, -2))
    await loop.turns()
    expect(await told()).toEqual(['Amir Shah'])
  })

  it('goes next to whoever takes it over while it climbs', async () => {
    hub.clockIs(addHours(limit, -4))
    await loop.turns()
    expect(['Jo Marsh', 'Amir Shah']).toContain((await told())[0])
    await takenOver(jo, kwame, 'out-of-hours')
    hub.clockMovesOn({ minutes: 10 })
    await loop.turns()
    expect(await told()).toEqual(['Kwame Boateng'])
  })

  it('goes to the desk as before when whoever took it has gone home', async () => {
    await aShift(hub, service, kwame, { from: -1, to: 2, role: 'out-of-hours' })
    await takenOver(jo, kwame, 'out-of-hours')
    hub.clockIs(addMinutes(limit, 1))
    await loop.turns()
    expect(['Jo Marsh', 'Amir Shah']).toContain((await told())[0])
  })
})

describe('what is with a colleague', () => {
  it('is told to everybody else until whoever took it has gone home', async () => {
    expect(await isWithOther(jo)).toEqual([false])
    await aShift(hub, service, kwame, { from: -1, to: 2, role: 'out-of-hours' })
    await takenOver(jo, kwame, 'out-of-hours')
    expect([await isWithOther(jo), await isWithOther(kwame)]).toEqual([[true], [false]])
    hub.clockMovesOn({ hours: 3 })
    expect(await isWithOther(jo)).toEqual([false])
  })
})
