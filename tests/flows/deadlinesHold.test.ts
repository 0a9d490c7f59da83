import { afterAll, beforeAll, expect, it } from 'vitest'
import { alarms } from '#shared/deadlines/contract.ts'
import { endHold, holdReferral } from '#shared/referrals/triaging/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aCommunityCall, aReferral } from '#tests/builders/referrals.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let loop: AlarmLoop
let jo: Person
let amir: Person
beforeAll(async () => {
  hub = await TestHub.open()
  loop = new AlarmLoop(hub)
  const service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
})
afterAll(async () => {
  await loop.close()
  await hub.close()
})

it('an alarm comes when the time is over until which a referral was put by, unless somebody took it up before', async () => {
  const [quiet, taken] = [
    await aReferral(hub, jo, aCommunityCall(hub.now())),
    await aReferral(hub, jo, aCommunityCall(hub.now())),
  ]
  const until = addMinutes(hub.now(), 90)
  for (const { referralId } of [quiet, taken])
    await jo.sends(holdReferral, { referralId, until, why: 'The crisis team sees her first' })
  await jo.sends(endHold, { referralId: taken.referralId })
  const held = async () => (await amir.asks(alarms, {})).filter(({ kind }) => kind === 'hold-over')
  hub.clockIs(addMinutes(until, -1))
  await loop.turns()
  expect(await held()).toEqual([])
  hub.clockIs(until)
  await loop.turns()
  expect(await held()).toMatchObject([{ number: quiet.number, point: 'target', dueAt: until }])
  await jo.sends(endHold, { referralId: quiet.referralId })
  expect(await held()).toEqual([])
})
