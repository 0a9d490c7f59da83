import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DraftId, ReferralId } from '#shared/kernel/ids.ts'
import { addCall, linkReferrals, referralFile, unlinkReferrals } from '#shared/referrals/contactContract.ts'
import { keepDraft, receiveReferral, triageReferral } from '#shared/referrals/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { triageFormOf } from '#shared/referrals/triageForm.ts'
import { lettersFor } from '#shared/referrals/triaging/letters.ts'
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

  it('by which a nearest relative requires it begins the same duty as a first one', async () => {
    const referral = await jo.sends(receiveReferral, aCommunityCall(hub.now(), { lastName: 'Rowan' }))
    await jo.sends(addCall, again(referral, { source: 'NEAREST_RELATIVE_13_4', request: 's13-4' }))
    const [due] = await hub.owner`
      select from hub.deadlines where referral_id = ${referral.referralId} and kind = 's13-4' and superseded_at is null`
    expect(due).toBeDefined()
    const record = await recordOf(jo, referral)
    expect(triageFormOf(record, hub.now()).duty).toBe('s13-4')
    const no = { outcome: 'SIGNPOSTED', urgency: null, assessBy: null, duty: 's13-1', decidedBy: ewa.id } as const
    const seen = { ...referral, version: record.referral.version }
    await jo.sends(triageReferral, aDecision(seen, hub.now(), no))
    expect((await file(referral)).tasks).toMatchObject([{ kind: 's13-4-reasons' }])
    const { decisions, calls = [], referral: after } = await recordOf(jo, referral)
    expect(lettersFor({ referral: after, decision: decisions.at(-1) ?? null, calls })[0]).toBe('nr-reasons')
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
})
