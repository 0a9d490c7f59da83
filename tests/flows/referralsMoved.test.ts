import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { board, myDuty } from '#shared/allocations/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import type { PlaceId } from '#shared/kernel/ids.ts'
import { addCall, referralFile } from '#shared/referrals/contactContract.ts'
import { changeReferral } from '#shared/referrals/contract.ts'
import { aReferral, aShift, given } from '#tests/builders/allocations.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('makes where a further caller says they are now the place of the job, everywhere, and keeps what stood before', async () => {
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  const { id: referralId, number } = await aReferral(hub, service, jo)
  const mine = { referralId, number }
  await given(jo, { id: referralId }, ewa)
  const again = (differs: Partial<SentTo<typeof addCall>>): SentTo<typeof addCall> => ({
    referralId,
    draftId: null,
    receivedAt: hub.now(),
    source: 'CRISIS_HTT',
    request: null,
    callerName: 'Nurse Adair',
    callerPhone: '01632 960 231',
    place: '4 Mill Lane',
    happening: '',
    riskToStaff: 'not-asked',
    riskDetail: '',
    power: null,
    ...differs,
  })
  const { version } = (await recordOf(jo, mine)).referral
  await jo.sends(changeReferral, { referralId, seenVersion: version, changes: { wayIn: 'Side gate' } })
  const before = (await recordOf(jo, mine)).referral
  expect(await jo.sends(addCall, again({}))).toMatchObject({ anotherPlace: { withName: 'Ewa Kowalska' }, moved: null })
  expect((await recordOf(jo, mine)).referral).toMatchObject({ place: before.place, wayIn: 'Side gate' })
  // And again: now they are there. The job goes on at the new place in the same act, everywhere, and the call keeps what stood before.
  const moves = { place: ' 4 Mill Lane ', isNowThere: true, happening: 'She has gone home.' }
  expect(await jo.tries(addCall, again({ ...moves, place: ' ' }))).toMatchObject({
    status: 422,
    body: { code: 'place-missing', field: 'place' },
  })
  expect(await jo.tries(addCall, again({ ...moves, placeId: randomUUID() as PlaceId }))).toMatchObject({
    status: 422,
    body: { code: 'place-unknown' },
  })
  hub.clockMovesOn({ minutes: 1 })
  const moved = await jo.sends(addCall, again(moves))
  expect(moved).toMatchObject({ anotherPlace: null, moved: { withName: 'Ewa Kowalska' } })
  const after = await recordOf(jo, mine)
  expect(after.referral).toMatchObject({ place: '4 Mill Lane', placeId: null, wayIn: '' })
  expect(after.referral.version).toBeGreaterThan(before.version)
  expect(after.timeline.at(-1)).toMatchObject({
    type: 'referral-changed',
    data: { fields: expect.arrayContaining(['place']) },
  })
  const [job] = (await ewa.asks(myDuty, {})).jobs
  expect(job).toMatchObject({ referral: { place: '4 Mill Lane' }, placePhone: '' })
  const was = `${before.place}. Way in: Side gate`
  expect(job?.calls?.at(-1)).toMatchObject({ placeBefore: was })
  expect((await jo.asks(referralFile, { referralId })).calls.at(-1)).toMatchObject({
    place: '4 Mill Lane',
    placeBefore: was,
  })
  const row = (await jo.asks(board, {})).rows.find(({ id }) => id === referralId)
  expect(row?.place).toBe('4 Mill Lane')
  // The same place told again moves nobody.
  expect(await jo.sends(addCall, again(moves))).toMatchObject({ anotherPlace: null, moved: null })
})
