import { afterAll, beforeAll, expect, it } from 'vitest'
import { finish } from '#shared/allocations/contract.ts'
import { endLimit } from '#shared/referrals/law/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import { aJob, given, workedTo } from '#tests/builders/allocations.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('an AMHP’s own fourteen days count from each sighting of theirs, whatever became of the one before', async () => {
  const { jo, ewa, referral, allocationId } = await aJob(hub)
  const NO_BED = 'APPLICATION_NOT_MADE_NO_BED'
  const today = () => startOfDay(londonDayOf(hub.now()))
  const goes = async (id: typeof allocationId) => {
    const seenVersion = await workedTo(hub, ewa, id, 'outcome-recorded', NO_BED)
    await ewa.sends(finish, { allocationId: id, seenVersion, occurredAt: hub.now() })
  }
  const again = async () => {
    hub.clockMovesOn({ hours: 24 })
    await goes(await given(jo, referral, ewa, (await recordOf(jo, referral)).referral.version))
  }
  const own = async () =>
    (await recordOf(jo, referral)).limits
      .filter(({ kind }) => kind === 's11-5')
      .map(({ startedAt, endedAt, supersededAt }) => [startedAt, endedAt !== null, supersededAt !== null])
  await goes(allocationId)
  const first = today()
  expect(await own()).toEqual([[first, false, false]])
  await again()
  const second = today()
  expect(await own()).toEqual([
    [first, false, true],
    [second, false, false],
  ])
  const { limits, referral: detail } = await recordOf(jo, referral)
  const limitId = limits.find(({ supersededAt }) => supersededAt === null)?.id
  if (!limitId) throw new Error('no limit')
  const ends = { referralId: referral.id, limitId, seenVersion: detail.version, how: 'not-applied', why: '' }
  await jo.sends(endLimit, { ...ends, endedAt: hub.now() })
  await again()
  expect((await own()).at(-1)).toEqual([today(), false, false])
})

it('the time to assess by is over with an assessment that found no bed, and goes on after one that did not take place', async () => {
  const { jo, ewa, referral, allocationId } = await aJob(hub)
  const by = addMinutes(hub.now(), 90)
  await hub.owner`update hub.referrals set assess_by = ${by}, version = version + 1 where id = ${referral.id}`
  const finishes = async (id: typeof allocationId, outcome: 'NOT_COMPLETED' | 'APPLICATION_NOT_MADE_NO_BED') => {
    const seenVersion = await workedTo(hub, ewa, id, 'outcome-recorded', outcome)
    await ewa.sends(finish, { allocationId: id, seenVersion, occurredAt: hub.now() })
    const { referral: now } = await recordOf(jo, referral)
    const due = await hub.owner<{ point: string }[]>`
      select point from hub.deadlines where referral_id = ${referral.id} and kind = 'assess-by' and superseded_at is null
      order by due_at`
    return { now, due: due.map(({ point }) => point) }
  }
  const absent = await finishes(allocationId, 'NOT_COMPLETED')
  expect(absent).toMatchObject({ now: { state: 'to-allocate', assessBy: by }, due: ['warning', 'target'] })
  const next = await given(jo, referral, ewa, absent.now.version)
  expect(await finishes(next, 'APPLICATION_NOT_MADE_NO_BED')).toMatchObject({
    now: { state: 'to-allocate', assessBy: null },
    due: [],
  })
})
