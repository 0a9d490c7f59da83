import { afterAll, beforeAll, expect, it } from 'vitest'
import { alarms } from '#shared/deadlines/contract.ts'
import { finish } from '#shared/allocations/contract.ts'
import type { TaskId } from '#shared/kernel/ids.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { endPower, recordPower } from '#shared/referrals/contract.ts'
import { askFor, chase, endHold, finishTask, holdReferral, settleAsk } from '#shared/referrals/triaging/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aJob, aPower, workedTo } from '#tests/builders/allocations.ts'
import { aCommunityCall, aReferral, recordOf } from '#tests/builders/referrals.ts'
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
  const alarmsOf = async (about: string) => (await desk.asks(alarms, {})).filter(({ kind }) => kind === about)
  const followOn = () => alarmsOf('s13-1b-follow-on')
  hub.clockIs(addMinutes(hub.now(), 15 * 24 * 60))
  await loop.turns()
  expect(await followOn()).toMatchObject([{ number: referral.number, point: 'target' }])
  expect(await alarmsOf('detention-record'), 'no doctor and no hospital').toMatchObject([{ number: referral.number }])
  const { tasks } = await desk.asks(referralFile, { referralId: referral.id })
  const done = (about: string, note: string) =>
    desk.sends(finishTask, { taskId: tasks.find(({ kind }) => kind === about)?.id as TaskId, note })
  await done('s13-1b-follow-on', 'The ward asks for section 3')
  expect([await followOn(), (await alarmsOf('detention-record')).length]).toEqual([[], 1])
  await done('detention-record', 'The ward keeps the papers')
  expect(await alarmsOf('detention-record')).toEqual([])
})

it('after an emergency detention its 72 hours run on the closed referral, from an admission that is told later', async () => {
  const { jo: desk, ewa, referral, allocationId } = await aJob(hub)
  const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'DETAINED_S4')
  await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
  const { powers, referral: closed } = await recordOf(desk, referral)
  expect(closed.closedAs).toBe('DETAINED_S4')
  expect(powers).toMatchObject([{ kind: 's4', startedAt: null, endedAt: null }])
  const told = async (kind: string) =>
    (await desk.asks(alarms, {})).filter((one) => one.kind === kind).map(({ point, dueAt }) => [point, dueAt])
  hub.clockMovesOn({ minutes: 15 })
  await loop.turns()
  expect(await told('s4')).toEqual([['start-not-recorded', hub.now()]])

  const admittedAt = addMinutes(hub.now(), -5)
  const start = { referralId: referral.id, kind: 's4', startedAt: admittedAt, startSource: 'Ward 3' } as const
  const { version, powerId } = await desk.sends(recordPower, {
    ...start,
    seenVersion: closed.version,
    correctionReason: '',
  })
  expect(await told('s4')).toEqual([])
  hub.clockIs(addHours(admittedAt, 50))
  await loop.turns()
  expect(await told('s4-4-second')).toMatchObject([['target', expect.any(String)]])
  hub.clockIs(addHours(admittedAt, 60))
  await loop.turns()
  expect(await told('s4')).toEqual([['warning', hub.now()]])
  hub.clockIs(addHours(admittedAt, 72))
  await loop.turns()
  expect(await told('s4')).toContainEqual(['limit', hub.now()])

  const why = 'Second recommendation received: section 2'
  await desk.sends(endPower, { referralId: referral.id, powerId, seenVersion: version, endedAt: hub.now(), why })
  const tasks = (await desk.asks(referralFile, { referralId: referral.id }))?.tasks ?? []
  expect(tasks.map(({ kind }) => kind).toSorted()).toEqual(['detention-record', 's4-4-second'])
  const task = tasks.find(({ kind }) => kind === 's4-4-second')
  await desk.sends(finishTask, { taskId: task?.id as TaskId, note: 'The ward has both' })
  expect([await told('s4'), await told('s4-4-second')]).toEqual([[], []])
})

it('a section 4 that is on the record already goes on when the assessment ends with it, and no other power does', async () => {
  const { service, jo: desk, ewa, referral, allocationId } = await aJob(hub)
  const startedAt = addMinutes(hub.now(), -20)
  await aPower(hub, service, desk, referral.id, { kind: 's4', startedAt })
  await aPower(hub, service, desk, referral.id, { kind: 's5-2', startedAt })
  const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'DETAINED_S4')
  await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
  const { powers } = await recordOf(desk, referral)
  expect(Object.fromEntries(powers.map(({ kind, endedAt }) => [kind, endedAt !== null]))).toEqual({
    s4: false,
    's5-2': true,
  })
})

it('a section 5(2) after a section 5(4) runs out 72 hours from the nurse’s record, whose power it ends; what was told is kept', async () => {
  const [nurseAt, reportAt] = [addHours(hub.now(), -5), addHours(hub.now(), -1)]
  const power = { kind: 's5-4', startedAt: nurseAt, startSource: 'Nurse in charge' } as const
  const ward = await aReferral(hub, jo, { request: 's5-4', source: 'INPATIENT_WARD', power })
  hub.clockMovesOn({ minutes: 1 })
  const report = { referralId: ward.referralId, kind: 's5-2', startedAt: reportAt, startSource: 'Form H1' } as const
  const { version } = await jo.sends(recordPower, { ...report, seenVersion: 1, correctionReason: '' })
  const { powers, timeline } = await recordOf(jo, ward)
  expect(powers).toMatchObject([
    { kind: 's5-4', startedAt: nurseAt, endedAt: reportAt, endedWhy: 'The doctor’s report was given, section 5(2)' },
    { kind: 's5-2', startedAt: nurseAt, endedAt: null, startSource: 'Form H1' },
  ])
  expect(timeline.slice(-2)).toMatchObject([
    { type: 'power-recorded', data: { kind: 's5-2', startedAt: nurseAt, reportAt } },
    { type: 'power-ended', data: { kind: 's5-4', endedAt: reportAt } },
  ])
  const [limit] = await hub.owner<{ dueAt: Date }[]>`
    select due_at as "dueAt" from hub.deadlines where referral_id = ${ward.referralId} and point = 'limit' and superseded_at is null`
  expect(limit?.dueAt.toISOString()).toBe(addHours(nurseAt, 72))
  const again = await jo.tries(recordPower, { ...report, seenVersion: version, correctionReason: 'Read again' })
  expect(again).toMatchObject({ status: 422, body: { code: 'nothing-to-correct' } })
})

it('a section 5(2) that was told before its section 5(4) runs out from the nurse’s record too, and follows a correction of it', async () => {
  const [nurseAt, reportAt] = [addHours(hub.now(), -5), addHours(hub.now(), -1)]
  const power = { kind: 's5-2', startedAt: reportAt, startSource: 'Form H1' } as const
  const ward = await aReferral(hub, jo, { request: 's5-2', source: 'INPATIENT_WARD', power })
  const limit = async () => {
    const rows = await hub.owner<{ dueAt: Date }[]>`
      select due_at as "dueAt" from hub.deadlines where referral_id = ${ward.referralId} and point = 'limit' and superseded_at is null`
    return rows.map(({ dueAt }) => dueAt.toISOString())
  }
  const nurse = { referralId: ward.referralId, kind: 's5-4', startSource: 'Ward log', correctionReason: '' } as const
  const { version } = await jo.sends(recordPower, { ...nurse, seenVersion: 1, startedAt: nurseAt })
  expect(await limit()).toEqual([addHours(nurseAt, 72)])
  const first = (await recordOf(jo, ward)).powers.find(({ kind }) => kind === 's5-4')
  expect(first).toMatchObject({ endedAt: reportAt, endedWhy: 'The doctor’s report was given, section 5(2)' })
  const startedAt = addMinutes(nurseAt, -90)
  const corrected = { ...nurse, startedAt, corrects: first?.id, correctionReason: 'Log read again' }
  await jo.sends(recordPower, { ...corrected, seenVersion: version })
  expect(await limit()).toEqual([addHours(startedAt, 72)])
  const { powers } = await recordOf(jo, ward)
  const stands = (kind: string) => powers.find((one) => one.kind === kind && one.supersededAt === null)
  expect(stands('s5-4')).toMatchObject({ startedAt, endedAt: reportAt })
  expect(stands('s5-2')).toMatchObject({ startedAt, endedAt: null, startSource: 'Ward log' })
})
