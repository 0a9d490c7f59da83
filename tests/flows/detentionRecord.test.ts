import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finish } from '#shared/allocations/contract.ts'
import {
  detentionRecorded,
  incompleteRecords,
  papersOf,
  recordExamination,
  recordHospital,
} from '#shared/papers/contract.ts'
import { recordGaps } from '#shared/papers/recordGaps.ts'
import { finishTask } from '#shared/referrals/triaging/contract.ts'
import { aDesk, aJob, workedTo } from '#tests/builders/allocations.ts'
import { aDoctor } from '#tests/builders/papers.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const openOf = async (desk: Person, number: number) =>
  (await desk.asks(incompleteRecords, {})).find((one) => one.number === number)

describe('the record of a detention', () => {
  it('is followed up when something is missing at the finish, until it is filled in', async () => {
    const { jo, ewa, referral, allocationId } = await aJob(hub)
    const referralId = referral.id
    const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'DETAINED_S2')
    const codes = async () => {
      const found = await ewa.asks(detentionRecorded, { referralId })
      return recordGaps(found.outcome, found).map(({ code }) => code)
    }
    expect(await codes()).toEqual(['recommendation', 'hospital'])
    expect(await openOf(jo, referral.number), 'nothing to follow up while they are still at it').toBeUndefined()
    await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
    expect(await openOf(jo, referral.number)).toMatchObject({
      outcome: 'DETAINED_S2',
      finishedByName: 'Ewa Kowalska',
      examinations: [],
      bed: null,
    })
    // Also after the finish, by whoever was there and by the desk.
    await ewa.sends(recordHospital, { referralId, seenVersion: 0, hospital: 'Willow House, ward 3' })
    expect((await jo.asks(papersOf, { referralId })).bed).toMatchObject({
      state: 'agreed',
      note: 'Willow House, ward 3',
      setByName: 'Ewa Kowalska',
    })
    const late = await jo.tries(recordHospital, { referralId, seenVersion: 0, hospital: 'Elsewhere' })
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-since-seen', byName: 'Ewa Kowalska' } })
    const s2 = { recommendation: 's2', examinedAt: hub.now() } as const
    await ewa.sends(recordExamination, aDoctor(hub, referralId, s2))
    expect(await codes()).toEqual(['recommendation'])
    const { examinationId } = await jo.sends(
      recordExamination,
      aDoctor(hub, referralId, { ...s2, doctorName: 'Dr Hale' }),
    )
    expect(await codes()).toEqual([])
    expect(await openOf(jo, referral.number)).toBeUndefined()
    // Struck out again, it is missing again.
    const out = { ...s2, doctorName: 'Dr Hale', examinationId, seenVersion: 1, struckOut: true }
    await jo.sends(recordExamination, aDoctor(hub, referralId, out))
    expect(await openOf(jo, referral.number)).toMatchObject({ examinations: [{ recommendation: 's2', isTimed: true }] })
    const kinds = (await recordOf(jo, referral)).timeline.flatMap(({ type, data }) =>
      data['kind'] === 'detention-record' ? [type] : [],
    )
    expect(kinds).toEqual(['duty-task-made', 'duty-task-done', 'duty-task-made'])
  })

  it('stays as it is where somebody says why, and is not asked after again', async () => {
    const { service, jo, ewa, referral, allocationId } = await aJob(hub)
    const referralId = referral.id
    const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'DETAINED_S3')
    await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
    const { openTask } = await jo.asks(detentionRecorded, { referralId })
    const note = 'The ward keeps the papers and sends no copies'
    if (openTask === null) throw new Error('nothing is followed up')
    await jo.sends(finishTask, { taskId: openTask, note })
    expect(await openOf(jo, referral.number)).toBeUndefined()
    await ewa.sends(recordExamination, aDoctor(hub, referralId))
    expect(await openOf(jo, referral.number)).toBeUndefined()
    expect(await ewa.asks(detentionRecorded, { referralId })).toMatchObject({
      openTask: null,
      leftAsItIs: { why: note, byName: 'Jo Marsh' },
    })
    const other = await service.has({ name: 'Sadia Malik', roles: ['amhp'] })
    expect((await other.tries(recordHospital, { referralId, seenVersion: 0, hospital: 'Willow House' })).status).toBe(
      404,
    )
    expect((await other.gets(`/api/${incompleteRecords.name}`)).status).toBe(403)
    const there = await aDesk(hub)
    expect(await there.jo.asks(incompleteRecords, {})).toEqual([])
  })

  it('leaves nothing to follow up where all was there, or where nobody was detained', async () => {
    for (const outcome of ['NOT_DETAINED_NFA', 'DETAINED_S4'] as const) {
      const { jo, ewa, referral, allocationId } = await aJob(hub)
      const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', outcome)
      await ewa.sends(recordExamination, aDoctor(hub, referral.id, { recommendation: 's4', examinedAt: hub.now() }))
      await ewa.sends(recordHospital, { referralId: referral.id, seenVersion: 0, hospital: 'Willow House' })
      await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
      expect(await openOf(jo, referral.number), outcome).toBeUndefined()
    }
  })
})
