import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addCall,
  linkReferrals,
  mergeReferral,
  referralFile,
  undoMerge,
  unlinkReferrals,
} from '#shared/referrals/contactContract.ts'
import { receiveReferral, triageReferral } from '#shared/referrals/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { allocateReferral, myDuty } from '#shared/allocations/contract.ts'
import { restrictRecord } from '#shared/restricted/contract.ts'
import { alarms } from '#shared/deadlines/contract.ts'
import { askFor, settleAsk } from '#shared/referrals/triaging/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { recordLimit } from '#shared/referrals/law/contract.ts'
import { aRestriction } from '#tests/builders/restricted.ts'
import { aLimit } from '#tests/builders/limits.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
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

describe('two referrals that are merged, or linked', () => {
  it('say why to nobody whom one of the two shuts out, and count in nothing that is told to them', async () => {
    const [mine, other] = [
      await aReferral(hub, jo, { lastName: 'Sedge' }),
      await jo.sends(receiveReferral, aCommunityCall(hub.now(), { lastName: 'Reed' })),
    ]
    const why = 'They live at one address'
    await jo.sends(linkReferrals, { referralId: mine.referralId, otherId: other.referralId, kind: 'same-person', why })
    const accepted = await jo.sends(triageReferral, aDecision(mine, hub.now()))
    await jo.sends(allocateReferral, {
      referralId: mine.referralId,
      seenVersion: accepted.version,
      personId: ewa.id,
      reason: 'She is near',
    })
    expect((await file(mine, ewa)).links).toMatchObject([{ why }])
    // Somebody rings again while she is on her way: she sees what was told, is told that there is news, and the desk whom to ring.
    const told = again(mine, {
      place: '4 Mill Lane',
      riskToStaff: 'yes',
      riskDetail: 'A dog',
      happening: 'She went home.',
    })
    const added = await jo.sends(addCall, told)
    expect(added.anotherPlace).toEqual({ withName: 'Ewa Kowalska' })
    expect((await ewa.asks(myDuty, {})).jobs[0]?.calls).toMatchObject([
      { place: '4 Mill Lane', riskDetail: 'A dog', happening: 'She went home.', receivedAt: told.receivedAt },
    ])
    const news = await hub.owner`select from hub.outgoing_notices where person_id = ${ewa.id} and kind = 'job-news'`
    expect(news).toHaveLength(1)
    const lead = await service.has({ name: 'Ruth Lead', roles: ['amhp-lead'] })
    await lead.sends(restrictRecord, aRestriction(other.referralId, lead.id, { kind: 'deny', personIds: [ewa.id] }))
    expect((await file(mine, ewa)).links).toEqual([])
    expect((await file(mine)).links).toMatchObject([{ why }])
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

  it('take the earlier of two clocks off nobody’s board: a later end, or no start, watches for nothing', async () => {
    const begun = (minutes: number | null, lastName: string) =>
      aReferral(hub, jo, {
        lastName,
        power: { kind: 's136', startedAt: minutes === null ? null : addMinutes(hub.now(), -minutes), startSource: '' },
      })
    const [early, late, unknown] = [await begun(90, 'Ash'), await begun(20, 'Ash'), await begun(null, 'Ash')]
    const merging = (from: Saved, to: Saved) => ({
      referralId: from.referralId,
      seenVersion: from.version,
      intoId: to.referralId,
      why: 'Same',
    })
    const lost = { status: 422, body: { code: 'power-would-be-lost' } }
    expect(await jo.tries(mergeReferral, merging(early, late))).toMatchObject(lost)
    const said = await jo.tries(mergeReferral, merging(early, unknown))
    expect(said).toMatchObject(lost)
    expect(said.body['message']).toContain('Merge the other way round')
    // A running limit is a clock too.
    const started = startOfDay(londonDayOf(hub.now()))
    const limit = await jo.sends(
      recordLimit,
      aLimit(late.referralId, started, { kind: 's11-4', seenVersion: late.version }),
    )
    const seen = { ...late, version: limit.version }
    expect(await jo.tries(mergeReferral, merging(seen, early))).toMatchObject(lost)
    await jo.sends(mergeReferral, merging(unknown, early))
    const clocks = await hub.owner`
      select d.referral_id from hub.deadlines d where d.superseded_at is null and d.source = 'power'
        and d.referral_id in (${early.referralId}, ${unknown.referralId})`
    expect(new Set(clocks.map((one) => one['referral_id']))).toEqual(new Set([early.referralId]))
  })

  it('carry the risk, every call and what was asked over to the one that stays, however often it was merged', async () => {
    const call = (callerName: string, differs = {}) =>
      jo.sends(receiveReferral, aCommunityCall(hub.now(), { lastName: 'Briar', callerName, ...differs }))
    const [first, second, third] = [
      await call('Dr Hale', { riskToStaff: 'yes', riskDetail: 'A dog in the yard' }),
      await call('Mrs Briar', { source: 'NEAREST_RELATIVE_13_4', request: 's13-4' }),
      await call('Nurse Adair'),
    ]
    const dueAt = addMinutes(hub.now(), 240)
    const { askId } = await jo.sends(askFor, {
      referralId: first.referralId,
      agency: 'gp',
      ofWhom: '',
      what: 'Medication',
      dueAt,
    })
    const into = async (from: Saved, to: Saved) => {
      const { referral } = await recordOf(jo, from)
      return jo.sends(mergeReferral, {
        referralId: from.referralId,
        seenVersion: referral.version,
        intoId: to.referralId,
        why: 'Same',
      })
    }
    await into(first, second)
    const { linkId } = await into(second, third)
    const { referral, calls, timeline } = await recordOf(jo, third)
    expect(referral).toMatchObject({ riskToStaff: 'yes', riskDetail: 'A dog in the yard' })
    expect(timeline.map(({ type }) => type)).toContain('referral-changed')
    expect(calls).toHaveLength(2)
    expect((await file(third)).calls.map(({ callerName }) => callerName).toSorted()).toEqual(['Dr Hale', 'Mrs Briar'])
    expect((await file(third)).asks).toMatchObject([{ id: askId, number: first.number }])
    const due = async (kind: string) =>
      (
        await hub.owner<{ referral_id: string }[]>`
          select distinct referral_id from hub.deadlines where superseded_at is null and kind = ${kind}
            and referral_id in (${first.referralId}, ${second.referralId}, ${third.referralId})`
      ).map((one) => one.referral_id)
    expect(await due('asked')).toEqual([third.referralId])
    expect(await due('s13-4')).toEqual([third.referralId])
    expect(await due('triage')).toEqual([third.referralId])
    await jo.sends(undoMerge, { linkId, why: 'Two women' })
    expect(await due('asked')).toEqual([second.referralId])
    expect(await due('s13-4')).toEqual([second.referralId])
    expect((await due('triage')).toSorted()).toEqual([second.referralId, third.referralId].toSorted())
    await jo.sends(settleAsk, { askId, came: true, answer: '' })
    expect(await due('asked')).toEqual([])
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

  it('take down the alarm of a target that nobody can meet any more', async () => {
    const [gp, other] = [
      await jo.sends(receiveReferral, aCommunityCall(hub.now(), { lastName: 'Fern' })),
      await jo.sends(receiveReferral, aCommunityCall(hub.now(), { lastName: 'Fern' })),
    ]
    const loop = new AlarmLoop(hub)
    hub.clockMovesOn({ minutes: 45 })
    await loop.turns()
    await loop.close()
    const raised = async () =>
      (await jo.asks(alarms, {})).filter(({ kind }) => kind === 'triage').map(({ number }) => number)
    expect(await raised()).toEqual(expect.arrayContaining([gp.number, other.number]))
    await jo.sends(mergeReferral, {
      referralId: gp.referralId,
      seenVersion: gp.version,
      intoId: other.referralId,
      why: 'Same',
    })
    expect(await raised()).not.toContain(gp.number)
    expect(await raised()).toContain(other.number)
  })
})
