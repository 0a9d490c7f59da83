import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DraftId, ReferralId } from '#shared/kernel/ids.ts'
import {
  addCall,
  linkReferrals,
  mergeReferral,
  referralFile,
  undoMerge,
  unlinkReferrals,
} from '#shared/referrals/contactContract.ts'
import { keepDraft, receiveReferral, triageReferral } from '#shared/referrals/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aCall, aCommunityCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let amir: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})
afterAll(() => hub.close())

const again = (
  of: Pick<Saved, 'referralId'>,
  differs: Partial<SentTo<typeof addCall>> = {},
): SentTo<typeof addCall> => ({
  referralId: of.referralId,
  draftId: null,
  receivedAt: hub.now(),
  source: 'CRISIS_HTT',
  request: null,
  callerName: 'Nurse Adair',
  callerPhone: '01632 960 231',
  place: '',
  happening: 'She rang the crisis line twice.',
  riskToStaff: 'not-asked',
  riskDetail: '',
  power: null,
  ...differs,
})
const file = (of: Pick<Saved, 'referralId'>, who = jo) => who.asks(referralFile, { referralId: of.referralId })

describe('a further call', () => {
  it('is added to an open referral once, and its draft is put away', async () => {
    const referral = await aReferral(hub, jo)
    const draftId = randomUUID() as DraftId
    await amir.sends(keepDraft, { draftId, content: { lastName: 'Whitlock' } })
    const screen = await jo.opensScreen()
    const key = randomUUID()
    const call = again(referral, { draftId })
    const [first, second] = await Promise.all([amir.sends(addCall, call, key), amir.sends(addCall, call, key)])
    expect(first).toEqual(second)
    await screen.hearsOf('referrals')
    screen.close()
    expect(await hub.owner`select from hub.referral_drafts where id = ${draftId}`).toHaveLength(0)
    expect(await amir.tries(keepDraft, { draftId, content: { lastName: 'late' } })).toMatchObject({ status: 404 })
    expect((await file(referral)).calls).toMatchObject([
      {
        callerName: 'Nurse Adair',
        takenByName: 'Amir Shah',
        happening: 'She rang the crisis line twice.',
        began: false,
      },
    ])
    const { timeline, referral: detail } = await recordOf(jo, referral)
    expect(timeline.at(-1)).toMatchObject({ type: 'call-added', data: { source: 'CRISIS_HTT', clock: 'none' } })
    expect(JSON.stringify(timeline)).not.toContain('crisis line')
    expect(detail.version).toBe(1)
  })

  it('brings a clock and a risk that nobody had told of, and never overwrites a start', async () => {
    const referral = await jo.sends(receiveReferral, aCommunityCall(hub.now()))
    const startedAt = addMinutes(hub.now(), -40)
    const police = again(referral, {
      source: 'POLICE_136',
      power: { kind: 's136', startedAt },
      riskToStaff: 'yes',
      riskDetail: 'Dog loose',
    })
    expect(await amir.sends(addCall, police)).toMatchObject({ clock: 'recorded' })
    const record = await recordOf(jo, referral)
    expect(record.powers).toMatchObject([{ kind: 's136', startedAt, startSource: 'Nurse Adair, Police' }])
    expect(record.referral).toMatchObject({ riskToStaff: 'yes', riskDetail: 'Dog loose', version: 2 })
    const other = again(referral, {
      power: { kind: 's136', startedAt: addMinutes(startedAt, 25) },
      riskToStaff: 'none-known',
    })
    expect(await jo.sends(addCall, other)).toMatchObject({ clock: 'differs' })
    const after = await recordOf(jo, referral)
    expect(after.powers).toMatchObject([{ startedAt }])
    expect(after.referral).toMatchObject({ riskToStaff: 'yes', version: 2 })
  })

  it('asks why before it brings a clock that does not go with what is recorded, and then counts it as the desk would', async () => {
    const nurseAt = addMinutes(hub.now(), -300)
    const reportAt = addMinutes(hub.now(), -120)
    const power = { kind: 's5-4', startedAt: nurseAt, startSource: 'Nurse in charge' } as const
    const ward = await aReferral(hub, jo, { request: 's5-4', source: 'INPATIENT_WARD', power })
    hub.clockMovesOn({ minutes: 1 })
    const doctor = again(ward, { power: { kind: 's5-2', startedAt: reportAt } })
    expect(await amir.sends(addCall, doctor)).toMatchObject({ clock: 'recorded' })
    const before = await recordOf(jo, ward)
    expect(before.powers).toMatchObject([
      { kind: 's5-4', endedAt: reportAt },
      { kind: 's5-2', startedAt: nurseAt },
    ])
    hub.clockMovesOn({ minutes: 1 })
    const police = again(ward, { power: { kind: 's136', startedAt: addMinutes(hub.now(), -10) } })
    const asked = { code: 'power-beside', field: 'correctionReason', told: 's136', kind: 's5-2' }
    expect(await amir.tries(addCall, police)).toMatchObject({ status: 422, body: asked })
    expect(await recordOf(jo, ward)).toMatchObject({ powers: before.powers, referral: { version: 2 } })
    const why = 'Went away from the ward, found in the street'
    expect(await amir.sends(addCall, { ...police, correctionReason: why })).toMatchObject({ clock: 'recorded' })
    expect((await recordOf(jo, ward)).powers.at(-1)).toMatchObject({ kind: 's136', correctionReason: why })
  })

  it('is refused on a closed referral, in the future, to an AMHP and to another service', async () => {
    const referral = await jo.sends(receiveReferral, aCommunityCall(hub.now()))
    expect(await jo.tries(addCall, again(referral, { receivedAt: addMinutes(hub.now(), 30) }))).toMatchObject({
      status: 422,
      body: { field: 'receivedAt' },
    })
    expect((await ewa.tries(addCall, again(referral))).status).toBe(403)
    const ben = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    expect((await ben.tries(addCall, again(referral))).status).toBe(404)
    await jo.sends(
      triageReferral,
      aDecision(referral, hub.now(), { outcome: 'WITHDRAWN_BY_REFERRER', urgency: null, assessBy: null }),
    )
    expect(await jo.tries(addCall, again(referral))).toMatchObject({ status: 409, body: { code: 'referral-closed' } })
  })
})

describe('links and merges', () => {
  it('links a new call to the earlier ones that were chosen while it was typed', async () => {
    const earlier = await aReferral(hub, jo, { lastName: 'Vellacott' })
    const made = await jo.sends(
      receiveReferral,
      aCall(hub.now(), { lastName: 'Vellacott', linkTo: [earlier.referralId] }),
    )
    expect((await file(made)).links).toMatchObject([{ kind: 're-referral', number: earlier.number, incoming: false }])
    expect((await file(earlier)).links).toMatchObject([{ number: made.number, incoming: true }])
    const unknown = aCall(hub.now(), { linkTo: [randomUUID() as ReferralId] })
    expect((await jo.tries(receiveReferral, unknown)).status).toBe(404)
  })

  it('are ended with a reason, once, and stay on both', async () => {
    const [one, two] = [await aReferral(hub, jo), await aReferral(hub, jo)]
    const pair = { referralId: one.referralId, otherId: two.referralId, kind: 'same-event', why: 'Same house' } as const
    const { linkId } = await jo.sends(linkReferrals, pair)
    expect(
      await amir.tries(linkReferrals, { ...pair, referralId: two.referralId, otherId: one.referralId }),
    ).toMatchObject({ status: 409, body: { code: 'already-linked' } })
    expect(await jo.tries(linkReferrals, { ...pair, otherId: one.referralId })).toMatchObject({
      status: 422,
      body: { code: 'same-referral' },
    })
    await amir.sends(unlinkReferrals, { linkId, why: 'Two houses' })
    expect(await jo.tries(unlinkReferrals, { linkId, why: 'Again' })).toMatchObject({
      status: 409,
      body: { code: 'already-ended' },
    })
    for (const of of [one, two]) {
      expect((await file(of)).links).toMatchObject([
        { why: 'Same house', endedByName: 'Amir Shah', endedWhy: 'Two houses' },
      ])
      expect((await recordOf(jo, of)).timeline.map(({ type }) => type).slice(-2)).toEqual([
        'referral-linked',
        'referral-unlinked',
      ])
    }
  })

  it('merge one call into another, keep both histories, and part them again where the one stood', async () => {
    const gp = await jo.sends(receiveReferral, aCommunityCall(hub.now(), { lastName: 'Larkspur' }))
    const police = await aReferral(hub, jo, { lastName: 'Larkspur' })
    const decided = await jo.sends(triageReferral, aDecision(gp, hub.now()))
    const merging = {
      referralId: gp.referralId,
      seenVersion: decided.version,
      intoId: police.referralId,
      why: 'One woman, two callers',
    }
    const { linkId, into } = await amir.sends(mergeReferral, merging)
    expect(into).toBe(police.number)
    expect((await recordOf(jo, gp)).referral).toMatchObject({ state: 'closed', closedAs: 'DUPLICATE_LINKED' })
    const beside = await file(police)
    expect(beside.calls).toMatchObject([{ began: true, number: gp.number, callerName: 'Dr Hale' }])
    expect(beside.links).toMatchObject([
      { kind: 'merged', number: gp.number, incoming: true, why: 'One woman, two callers' },
    ])
    expect((await recordOf(jo, police)).timeline.at(-1)).toMatchObject({
      type: 'merged-in',
      data: { other: gp.number },
    })
    expect(await jo.tries(unlinkReferrals, { linkId, why: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'merge-has-its-own-undo' },
    })

    const parted = await jo.sends(undoMerge, { linkId, why: 'Two women of one name' })
    const back = await recordOf(jo, gp)
    expect(back.referral).toMatchObject({
      state: 'to-allocate',
      closedAs: null,
      closedAt: null,
      version: parted.version,
      assessBy: aDecision(gp, hub.now()).assessBy,
    })
    expect(back.decisions).toHaveLength(1)
    expect((await file(police)).calls).toEqual([])
    expect(await jo.tries(undoMerge, { linkId, why: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'already-ended' },
    })
  })

  it('never lose a clock, an AMHP on the way or the race between two merges', async () => {
    const [police, gp] = [await aReferral(hub, jo), await jo.sends(receiveReferral, aCommunityCall(hub.now()))]
    const into = (from: Saved, to: Saved) => ({
      referralId: from.referralId,
      seenVersion: from.version,
      intoId: to.referralId,
      why: 'Same',
    })
    expect(await jo.tries(mergeReferral, into(police, gp))).toMatchObject({
      status: 422,
      body: { code: 'power-would-be-lost' },
    })
    expect(await jo.tries(mergeReferral, { ...into(gp, police), seenVersion: 7 })).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen' },
    })
    expect((await ewa.tries(mergeReferral, into(gp, police))).status).toBe(403)
    const other = await jo.sends(receiveReferral, aCommunityCall(hub.now()))
    const [a, b] = await Promise.all([
      jo.tries(mergeReferral, into(gp, other)),
      amir.tries(mergeReferral, into(other, gp)),
    ])
    expect([a.status, b.status].toSorted((x, y) => x - y)).toEqual([
      200,
      expect.toSatisfy((status: number) => status === 409 || status === 422),
    ])
    const open =
      await hub.owner`select from hub.referrals where id in (${gp.referralId}, ${other.referralId}) and state <> 'closed'`
    expect(open).toHaveLength(1)
  })
})
