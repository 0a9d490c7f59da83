import { afterAll, beforeAll, expect, it } from 'vitest'
import { alarms } from '#shared/deadlines/contract.ts'
import { finish } from '#shared/allocations/contract.ts'
import type { TaskId } from '#shared/kernel/ids.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { askFor, chase, endHold, finishTask, holdReferral, settleAsk } from '#shared/referrals/triaging/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aJob, workedTo } from '#tests/builders/allocations.ts'
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

it('an alarm comes for an answer that was asked for and has not come, until it is chased or settled', async () => {
  const { referralId, number } = await aReferral(hub, jo, aCommunityCall(hub.now()))
  const dueAt = addMinutes(hub.now(), 120)
  const { askId } = await jo.sends(askFor, {
    referralId,
    agency: 'gp',
    ofWhom: 'Mill Surgery',
    what: 'Medication',
    dueAt,
  })
  const asked = async () => (await amir.asks(alarms, {})).filter(({ kind }) => kind === 'asked')
  hub.clockIs(addMinutes(dueAt, -1))
  await loop.turns()
  expect(await asked()).toEqual([])
  hub.clockIs(dueAt)
  await loop.turns()
  expect(await asked()).toMatchObject([{ number, point: 'target', dueAt }])
  await jo.sends(chase, { askId, dueAt: addMinutes(dueAt, 60) })
  expect(await asked()).toEqual([])
  hub.clockIs(addMinutes(dueAt, 60))
  await loop.turns()
  expect(await asked()).toHaveLength(1)
  await jo.sends(settleAsk, { askId, came: false, answer: '' })
  expect(await asked()).toEqual([])
})

it('two weeks after a section 2 somebody is told to look at what follows, although the referral is closed', async () => {
  const { jo: desk, ewa, referral, allocationId } = await aJob(hub)
  const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'DETAINED_S2')
  await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
  const followOn = async () => (await desk.asks(alarms, {})).filter(({ kind }) => kind === 's13-1b-follow-on')
  hub.clockIs(addMinutes(hub.now(), 15 * 24 * 60))
  await loop.turns()
  expect(await followOn()).toMatchObject([{ number: referral.number, point: 'target' }])
  const [task] = (await desk.asks(referralFile, { referralId: referral.id }))?.tasks ?? []
  await desk.sends(finishTask, { taskId: task?.id as TaskId, note: 'The ward asks for section 3' })
  expect(await followOn()).toEqual([])
})
