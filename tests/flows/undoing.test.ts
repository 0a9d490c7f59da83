import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { allocateReferral } from '#shared/allocations/contract.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { changeReferral, findReferrals, triageReferral } from '#shared/referrals/contract.ts'
import { keepLetter } from '#shared/referrals/triaging/contract.ts'
import { undoTriage } from '#shared/referrals/triaging/undoTriage.ts'
import { addHours } from '#shared/time/instant.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Decision, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let amir: Person
let referral: Saved
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'], onRegister: true })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
})

const decides = (differs: Partial<Decision> = {}, by = jo) =>
  by.sends(triageReferral, aDecision(referral, hub.now(), differs))
const undo = (decision: number) => ({ referralId: referral.referralId, decision })
const due = () => hub.owner<{ kind: string; point: string; dueAt: Date }[]>`
  select kind, point, due_at as "dueAt" from hub.deadlines
  where service_id = ${service.id} and referral_id = ${referral.referralId} and superseded_at is null order by due_at, kind`
const closing = { outcome: 'SIGNPOSTED', urgency: null, assessBy: null, duty: 's13-4' } as const

describe('undoing a triage decision', () => {
  it('puts the referral back as it was, and keeps the decision on the record as undone', async () => {
    await decides()
    const screen = await amir.opensScreen()
    hub.clockMovesOn({ minutes: 1 })
    expect(await jo.sends(undoTriage, undo(1))).toEqual({ version: 3, state: 'to-triage' })
    await screen.hearsOf('referrals')
    screen.close()
    const { referral: detail, decisions, undoneDecisions, timeline } = await recordOf(jo, referral)
    expect(detail).toMatchObject({ state: 'to-triage', urgency: null, acceptedAt: null, assessBy: null })
    expect(decisions).toEqual([])
    expect(undoneDecisions).toMatchObject([
      { versionNumber: 1, decidedByName: 'Jo Marsh', undoneByName: 'Jo Marsh', undoneAt: hub.now() },
    ])
    expect(timeline.slice(-2).map(({ type }) => type)).toEqual(['referral-triaged', 'triage-undone'])
    await expect(
      hub.owner`delete from hub.undone_decisions where service_id = ${service.id}`,
      'what was undone is never forgotten',
    ).rejects.toThrow(/only ever added to/)
  })

  it('leaves the way to a new decision, which needs no reason for a change of what never stood', async () => {
    await decides()
    await jo.sends(undoTriage, undo(1))
    expect(await decides({ seenVersion: 3, urgency: 'U1' })).toEqual({ version: 4, decision: 2, state: 'to-allocate' })
    const { decisions, timeline } = await recordOf(jo, referral)
    expect(decisions).toMatchObject([{ versionNumber: 2, urgency: 'U1' }])
    expect(timeline.at(-1)?.type).toBe('referral-triaged')
  })

  it('of a later version brings the earlier one into force, with its times', async () => {
    await decides()
    const acceptedAt = hub.now()
    hub.clockMovesOn({ minutes: 9 })
    const reviewAt = addHours(hub.now(), 2)
    const more = { outcome: 'MORE_INFO_NEEDED', urgency: null, assessBy: null, reviewAt } as const
    await decides({ ...more, seenVersion: 2, changeReason: 'The GP rang again' }, amir)
    expect(await amir.sends(undoTriage, undo(2))).toEqual({ version: 4, state: 'to-allocate' })
    const { referral: detail, decisions } = await recordOf(jo, referral)
    expect(detail).toMatchObject({ state: 'to-allocate', urgency: 'U2', acceptedAt, assessBy: addHours(acceptedAt, 3) })
    expect(decisions).toMatchObject([{ versionNumber: 1 }])
    expect((await jo.tries(undoTriage, undo(1))).body).toMatchObject({
      code: 'changed-since-then',
      byName: 'Amir Shah',
    })
  })

  it('opens what it closed, and takes away what it left to be done', async () => {
    await decides(closing)
    expect(await jo.asks(referralFile, { referralId: referral.referralId })).toMatchObject({
      tasks: [{ doneAt: null }],
    })
    const finishedToday = () => jo.asks(findReferrals, { text: '', show: 'closed-today' })
    expect(await finishedToday()).toMatchObject([{ number: referral.number, closedAs: 'SIGNPOSTED' }])
    expect(await jo.sends(undoTriage, undo(1))).toMatchObject({ state: 'to-triage' })
    expect(await finishedToday()).toEqual([])
    expect((await recordOf(jo, referral)).referral).toMatchObject({
      state: 'to-triage',
      closedAt: null,
      closedAs: null,
    })
    expect(await jo.asks(referralFile, { referralId: referral.referralId })).toMatchObject({
      tasks: [{ doneAt: hub.now(), doneNote: 'The decision that asked for it was undone' }],
    })
  })

  it('leaves nothing due that only the undone decision asked for, and all that was due before it', async () => {
    const before = await due()
    expect(before.map(({ kind }) => kind)).toEqual(['triage'])
    const reviewAt = addHours(hub.now(), 24)
    await decides({ outcome: 'MORE_INFO_NEEDED', urgency: null, assessBy: null, reviewAt })
    expect(await due()).toMatchObject([{ kind: 'review' }])
    await jo.sends(undoTriage, undo(1))
    expect(await due(), 'the target to triage counts as before').toEqual(before)
    await decides({ ...closing, seenVersion: 3 })
    expect((await due()).map(({ kind }) => kind)).toContain('s13-4')
    await jo.sends(undoTriage, undo(2))
    expect(await due(), 'no reasons are owed for a decision that does not stand').toEqual(before)
  })

  it('is minded by whatever in the database asks what was decided', async () => {
    const minding = await hub.owner<{ name: string }[]>`
      select p.proname as name from pg_proc p
      where p.pronamespace = 'hub'::regnamespace and p.prosrc ~ 'from\\s+(hub\\.)?triage_decisions' and p.prosrc !~ 'undone_decisions'`
    expect(minding).toEqual([])
  })

  it('is refused after a minute, twice, and for what never was; sent twice it is undone once', async () => {
    await decides()
    hub.clockMovesOn({ minutes: 61 / 60 })
    expect(await jo.tries(undoTriage, undo(1))).toMatchObject({ status: 409, body: { code: 'too-late-to-undo' } })
    expect((await jo.tries(undoTriage, undo(2))).body).toMatchObject({ code: 'nothing-decided' })
    await decides({ seenVersion: 2, changeReason: 'Looked again' })
    const key = randomUUID()
    const answers = await Promise.all([1, 2].map(() => jo.sends(undoTriage, undo(2), key)))
    expect(answers[0]).toEqual(answers[1])
    expect((await amir.tries(undoTriage, undo(2))).body).toMatchObject({ code: 'already-undone', byName: 'Jo Marsh' })
    expect((await recordOf(jo, referral)).undoneDecisions).toHaveLength(1)
  })

  it('is refused once somebody has it, has changed it, or has built on it', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'], onRegister: true })
    await decides()
    const given = { referralId: referral.referralId, personId: ewa.id, seenVersion: 2, reason: 'Knows the family' }
    await amir.sends(allocateReferral, given)
    expect((await jo.tries(undoTriage, undo(1))).body).toMatchObject({
      code: 'already-allocated',
      toName: 'Ewa Kowalska',
    })
    referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
    await decides()
    const changes = { wayIn: 'Side gate' }
    await amir.sends(changeReferral, { referralId: referral.referralId, seenVersion: 2, changes })
    expect((await jo.tries(undoTriage, undo(1))).body).toMatchObject({
      code: 'changed-since-then',
      byName: 'Amir Shah',
    })
    referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
    await decides()
    const letter = { kind: 'message', addressee: 'Dr Hale', text: 'Received' } as const
    await amir.sends(keepLetter, { referralId: referral.referralId, letterId: null, ...letter })
    const refused = await jo.tries(undoTriage, undo(1))
    expect(refused.body).toMatchObject({ code: 'acted-on-since', what: 'letter-kept', byName: 'Amir Shah' })
    expect(String(refused.body['message'])).toContain('Amir Shah wrote a letter about it')
    expect((await recordOf(jo, referral)).decisions).toHaveLength(1)
  })

  it('is for those who triage, in their own service', async () => {
    await decides()
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    expect((await ewa.tries(undoTriage, undo(1))).status).toBe(403)
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    expect((await elsewhere.tries(undoTriage, undo(1))).status).toBe(404)
  })
})
