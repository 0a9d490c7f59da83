import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import type { PowerId, ReferralId } from '#shared/kernel/ids.ts'
import { endPower, extendPower, recordPower, triageReferral } from '#shared/referrals/contract.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let referral: Saved
let startedAt: Instant
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'], onRegister: true })
  startedAt = addHours(hub.now(), -20)
  const power = { kind: 's136', startedAt, startSource: 'PC Daniels' } as const
  referral = await aReferral(hub, jo, { power })
})

type Start = SentTo<typeof recordPower>
const aStart = (differs: Partial<Start> = {}): Start => ({
  referralId: referral.referralId,
  seenVersion: 1,
  kind: 's136',
  startedAt: addMinutes(startedAt, -148),
  startSource: 'Police log',
  correctionReason: 'Read out by PC Daniels',
  ...differs,
})
const powerId = async (): Promise<PowerId> => {
  const running = (await recordOf(jo, referral)).powers.find(({ supersededAt }) => supersededAt === null)
  if (!running) throw new Error('no power runs')
  return running.id
}

describe('the start of a power', () => {
  it('is corrected by a new row; the earlier time is kept and the clock moves', async () => {
    const screen = await jo.opensScreen()
    const { version } = await jo.sends(recordPower, aStart())
    await screen.hearsOf('referrals')
    screen.close()
    expect(version).toBe(2)
    const { powers, timeline, referral: detail } = await recordOf(jo, referral)
    expect(detail.version).toBe(2)
    expect(powers).toMatchObject([
      { startedAt, supersededAt: hub.now(), startSource: 'PC Daniels' },
      { startedAt: addMinutes(startedAt, -148), supersededAt: null, correctionReason: 'Read out by PC Daniels' },
    ])
    expect(timeline.at(-1)).toMatchObject({
      type: 'power-corrected',
      data: { kind: 's136', before: startedAt, startedAt: addMinutes(startedAt, -148), extensionDropped: false },
    })
    expect(JSON.stringify(timeline)).not.toContain('Daniels')
  })

  it('needs a reason when one is recorded, and none to fill in one that was not', async () => {
    const noReason = await jo.tries(recordPower, aStart({ correctionReason: ' ' }))
    expect(noReason).toMatchObject({ status: 422, body: { code: 'correction-reason-missing', recorded: startedAt } })
    const power = { kind: 's136', startedAt: null, startSource: '' } as const
    const unknown = await aReferral(hub, jo, { power })
    const told = { referralId: unknown.referralId, correctionReason: '' }
    const noSource = await jo.tries(recordPower, aStart({ ...told, startSource: '' }))
    expect(noSource).toMatchObject({ body: { code: 'correction-reason-missing', recorded: null } })
    await jo.sends(recordPower, aStart(told))
    expect((await recordOf(jo, unknown)).powers).toHaveLength(2)
  })

  it('refuses what is no correction, the future, and what is a month old', async () => {
    const same = aStart({ startedAt, startSource: 'PC Daniels' })
    expect(await jo.tries(recordPower, same)).toMatchObject({ status: 422, body: { code: 'nothing-to-correct' } })
    const future = aStart({ startedAt: addMinutes(hub.now(), 1) })
    expect(await jo.tries(recordPower, future)).toMatchObject({ status: 422, body: { code: 'power-start-in-future' } })
    const old = aStart({ startedAt: addHours(hub.now(), -721) })
    expect(await jo.tries(recordPower, old)).toMatchObject({ status: 422, body: { code: 'power-start-too-old' } })
    expect((await recordOf(jo, referral)).powers).toHaveLength(1)
  })

  it('of another kind runs beside it, with a reason where it does not follow it in law', async () => {
    hub.clockMovesOn({ minutes: 1 })
    const beside = aStart({ kind: 's5-4', startedAt: addHours(hub.now(), -1), correctionReason: '' })
    const asked = { code: 'power-beside', field: 'correctionReason', told: 's5-4', kind: 's136', startedAt }
    expect(await jo.tries(recordPower, beside)).toMatchObject({ status: 422, body: asked })
    expect((await recordOf(jo, referral)).powers).toHaveLength(1)
    await jo.sends(recordPower, { ...beside, correctionReason: 'Let go at noon, taken in since' })
    const { powers, timeline } = await recordOf(jo, referral)
    expect(powers.map(({ kind, supersededAt }) => [kind, supersededAt])).toEqual([
      ['s136', null],
      ['s5-4', null],
    ])
    expect(timeline.at(-1)?.type).toBe('power-recorded')
  })

  it('is corrected by one of two at once; the other is told who was first', async () => {
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const [one, two] = await Promise.all([jo.tries(recordPower, aStart()), amir.tries(recordPower, aStart())])
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    const late = one.status === 409 ? one : two
    expect(late.body).toMatchObject({ code: 'changed-since-seen', byName: one === late ? 'Amir Shah' : 'Jo Marsh' })
    expect((await recordOf(jo, referral)).powers).toHaveLength(2)
  })

  it('is sent twice and corrected once', async () => {
    const key = randomUUID()
    const [one, two] = await Promise.all([jo.sends(recordPower, aStart(), key), jo.sends(recordPower, aStart(), key)])
    expect(one).toEqual(two)
    expect((await recordOf(jo, referral)).powers).toHaveLength(2)
  })
})

describe('an extension under section 136B', () => {
  type Extension = SentTo<typeof extendPower>
  const anExtension = async (differs: Partial<Extension> = {}): Promise<Extension> => ({
    referralId: referral.referralId,
    powerId: await powerId(),
    seenVersion: 1,
    minutes: 360,
    authorisedAt: addHours(hub.now(), -1),
    authority: 'registered-medical-practitioner',
    authoriser: 'Dr S. Rao',
    reason: 'condition-of-person',
    ...differs,
  })

  it('moves the limit, once', async () => {
    const { limitAt, version } = await jo.sends(extendPower, await anExtension())
    expect([limitAt, version]).toEqual([addHours(startedAt, 30), 2])
    const { powers, timeline } = await recordOf(jo, referral)
    expect(powers[0]?.extension).toMatchObject({ minutes: 360, authoriser: 'Dr S. Rao' })
    expect(timeline.at(-1)).toMatchObject({ type: 'power-extended', data: { minutes: 360, limitAt } })
    expect(JSON.stringify(timeline)).not.toContain('Rao')
    const again = await jo.tries(extendPower, await anExtension({ seenVersion: 2 }))
    expect(again).toMatchObject({ status: 409, body: { code: 'already-extended' } })
  })

  it.each([
    ['a reason that is not the person’s condition', { reason: 'no-bed' }, 'extension-reason'],
    ['somebody who may not', { authority: 'amhp' }, 'extension-authority'],
    ['more than twelve hours', { minutes: 721 }, 'extension-length'],
    ['no time at all', { minutes: 0 }, 'extension-length'],
  ] as const)('refuses %s', async (_, differs, code) => {
    const answer = await jo.tries(extendPower, await anExtension(differs))
    expect(answer).toMatchObject({ status: 422, body: { code } })
    expect((await recordOf(jo, referral)).referral.version).toBe(1)
  })

  it('refuses a time before the start, after the 24 hours, or still to come', async () => {
    const at = async (authorisedAt: Instant) =>
      (await jo.tries(extendPower, await anExtension({ authorisedAt }))).body['code']
    expect(await at(addMinutes(startedAt, -1))).toBe('extension-before-start')
    expect(await at(addHours(startedAt, 24))).toBe('extension-too-late')
    expect(await at(addMinutes(hub.now(), 5))).toBe('extension-in-future')
  })

  it('stays on a corrected start only while the law allows it there', async () => {
    await jo.sends(extendPower, await anExtension())
    await jo.sends(recordPower, aStart({ seenVersion: 2 }))
    expect((await recordOf(jo, referral)).powers.at(-1)?.extension?.minutes).toBe(360)
    await jo.sends(recordPower, aStart({ seenVersion: 3, startedAt: addHours(startedAt, -6) }))
    const { powers, timeline } = await recordOf(jo, referral)
    expect(powers.map(({ extension }) => extension?.minutes ?? null)).toEqual([360, 360, null])
    expect(timeline.at(-1)?.data).toMatchObject({ extensionDropped: true })
  })

  it('comes back with a start that was not known for a while', async () => {
    await jo.sends(extendPower, await anExtension())
    await jo.sends(recordPower, aStart({ seenVersion: 2, startedAt: null }))
    expect((await recordOf(jo, referral)).timeline.at(-1)?.data).toMatchObject({ extensionDropped: false })
    hub.clockMovesOn({ minutes: 1 })
    await jo.sends(recordPower, aStart({ seenVersion: 3 }))
    expect((await recordOf(jo, referral)).powers.at(-1)?.extension).toMatchObject({
      minutes: 360,
      authoriser: 'Dr S. Rao',
    })
  })

  it('is not given to a power of another referral', async () => {
    const other = await aReferral(hub, jo)
    const answer = await jo.tries(extendPower, await anExtension({ referralId: other.referralId }))
    expect(answer).toMatchObject({ status: 404, body: { code: 'power-not-found' } })
  })
})

describe('the end of a power', () => {
  it('is recorded, also after the referral was closed', async () => {
    const closing = aDecision(referral, hub.now(), {
      outcome: 'CONSIDERED_NO_MHAA',
      assessBy: null,
      evenThoughPowerRuns: true,
    })
    const { version } = await jo.sends(triageReferral, closing)
    const endedAt = addMinutes(hub.now(), -5)
    const end = {
      referralId: referral.referralId,
      powerId: await powerId(),
      seenVersion: version,
      endedAt,
      why: 'Discharged by the doctor',
    }
    const screen = await jo.opensScreen()
    await jo.sends(endPower, end)
    await screen.hearsOf('referrals')
    screen.close()
    expect((await recordOf(jo, referral)).powers).toMatchObject([{ endedAt, endedWhy: 'Discharged by the doctor' }])
    const again = await jo.tries(endPower, { ...end, seenVersion: version + 1 })
    expect(again).toMatchObject({ status: 409, body: { code: 'power-already-ended' } })
    const start = await jo.tries(recordPower, aStart({ seenVersion: version + 1 }))
    expect(start).toMatchObject({ status: 409, body: { code: 'referral-closed' } })
  })

  it('is neither before the start nor still to come', async () => {
    const id = await powerId()
    const end = { referralId: referral.referralId, powerId: id, seenVersion: 1, why: 'Ended' }
    const early = await jo.tries(endPower, { ...end, endedAt: addMinutes(startedAt, -1) })
    expect(early).toMatchObject({ status: 422, body: { code: 'ended-before-it-started', field: 'endedAt' } })
    const late = await jo.tries(endPower, { ...end, endedAt: addMinutes(hub.now(), 1) })
    expect(late).toMatchObject({ status: 422, body: { code: 'ended-in-future', field: 'endedAt' } })
    expect((await recordOf(jo, referral)).powers[0]?.endedAt).toBeNull()
  })

  it('does not let the same detention start again: another one is said to be that', async () => {
    const end = { referralId: referral.referralId, powerId: await powerId(), seenVersion: 1, why: 'Moved to the suite' }
    const endedAt = addHours(hub.now(), -2)
    await jo.sends(endPower, { ...end, endedAt })
    hub.clockMovesOn({ minutes: 1 })
    const anew = aStart({ seenVersion: 2, startedAt: endedAt, correctionReason: '' })
    const same = { code: 'same-detention', field: 'again', startedAt, limitAt: addHours(startedAt, 24) }
    expect(await jo.tries(recordPower, anew)).toMatchObject({ status: 422, body: same })
    expect(await jo.tries(recordPower, { ...anew, kind: 's136-kept' })).toMatchObject({ status: 422, body: same })
    const earlier = { ...anew, startedAt: addHours(startedAt, -12) }
    expect(await jo.tries(recordPower, earlier)).toMatchObject({ status: 422, body: same })
    expect((await recordOf(jo, referral)).powers).toHaveLength(1)
    const words = { ...anew, correctionReason: 'Let go at noon, detained again' }
    expect(await jo.tries(recordPower, words), 'words alone are no answer').toMatchObject({ status: 422, body: same })
    await jo.sends(recordPower, { ...words, again: 'released' })
    const { powers } = await recordOf(jo, referral)
    expect(powers.map((one) => [one.endedAt !== null, one.correctionReason])).toEqual([
      [true, ''],
      [false, 'Let go at noon, detained again'],
    ])
  })

  it('stays where it is when the start before it is corrected', async () => {
    const end = { referralId: referral.referralId, powerId: await powerId(), seenVersion: 1, why: 'Seen, went home' }
    const endedAt = addHours(hub.now(), -2)
    await jo.sends(endPower, { ...end, endedAt })
    hub.clockMovesOn({ minutes: 1 })
    const corrects = end.powerId
    const late = aStart({ seenVersion: 2, corrects, startedAt: addMinutes(endedAt, 1) })
    expect(await jo.tries(recordPower, late)).toMatchObject({ status: 422, body: { code: 'power-start-after-end' } })
    await jo.sends(recordPower, aStart({ seenVersion: 2, corrects }))
    const { powers } = await recordOf(jo, referral)
    const of = { endedAt, endedWhy: 'Seen, went home' }
    expect(powers).toMatchObject([
      { ...of, startedAt, supersededAt: hub.now() },
      { ...of, startedAt: addMinutes(startedAt, -148), supersededAt: null, correctsId: corrects },
    ])
  })
})

describe('whose powers', () => {
  it('are not another service’s, nor an AMHP’s or a manager’s to record', async () => {
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp', 'manager'] })
    const id = await powerId()
    const end = { referralId: referral.referralId, powerId: id, seenVersion: 1, endedAt: hub.now(), why: 'Ended' }
    const unknown = randomUUID()
    expect((await elsewhere.tries(recordPower, aStart())).status).toBe(404)
    expect((await elsewhere.tries(endPower, end)).status).toBe(404)
    expect((await ewa.tries(recordPower, aStart())).status).toBe(403)
    expect((await ewa.tries(endPower, end)).status).toBe(403)
    expect((await jo.tries(endPower, { ...end, powerId: unknown as PowerId })).status).toBe(404)
    expect((await jo.tries(endPower, { ...end, referralId: unknown as ReferralId })).status).toBe(404)
    expect((await recordOf(jo, referral)).referral.version).toBe(1)
  })

  it('can begin on a community referral', async () => {
    const call = aCommunityCall(hub.now())
    const community = await aReferral(hub, jo, call)
    await jo.sends(recordPower, aStart({ referralId: community.referralId, correctionReason: '' }))
    expect((await recordOf(jo, community)).powers).toMatchObject([{ kind: 's136', supersededAt: null }])
  })
})
