import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { suspendAmhp } from '#shared/register/contract.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { recordPower, receiveReferral, triageReferral } from '#shared/referrals/contract.ts'
import {
  answerFacts,
  answerRedirect,
  askFor,
  chase,
  endHold,
  finishTask,
  holdReferral,
  keepLetter,
  letterSent,
  offerRedirect,
  reRate,
  settleAsk,
  tickItem,
} from '#shared/referrals/triaging/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import {
  aCall,
  aCommunityCall,
  aDecision,
  aReferral,
  recordOf,
  type Call,
  type Saved,
} from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let amir: Person
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'], onRegister: true })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => hub.close())

const community = (differs: Partial<Call> = {}) => jo.sends(receiveReferral, aCommunityCall(hub.now(), differs))
const file = (of: Pick<Saved, 'referralId'>, who = jo) => who.asks(referralFile, { referralId: of.referralId })
const code = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await answer
  return [status, body['code'] ?? null]
}

describe('the facts of a request', () => {
  it('are kept a few at a time, with what is not known, and those that others read on the referral itself', async () => {
    const referral = await community()
    const answers = [
      { field: 'dogs', how: 'not-asked', text: '' },
      { field: 'altCrisisTeam', how: 'said', text: 'tried 2026-11-10' },
      { field: 'nhsNumber', how: 'said', text: '999 000 0018' },
      { field: 'nearestRelative', how: 'refused', text: '' },
    ] as const
    const { version } = await jo.sends(answerFacts, {
      referralId: referral.referralId,
      seenVersion: 1,
      answers: [...answers],
    })
    expect(version).toBe(2)
    expect((await recordOf(jo, referral)).referral).toMatchObject({ nhsNumber: '9990000018', nearestRelative: '' })
    expect((await file(referral)).answers.map(({ field, how, text }) => [field, how, text])).toEqual([
      ['altCrisisTeam', 'said', 'tried 2026-11-10'],
      ['dogs', 'not-asked', ''],
      ['nearestRelative', 'refused', ''],
    ])
    const again = { referralId: referral.referralId, seenVersion: 1, answers: [answers[0]] }
    expect(await code(amir.tries(answerFacts, again))).toEqual([409, 'changed-since-seen'])
    const wrong = { ...again, seenVersion: 2, answers: [{ field: 'dogs', how: 'said', text: 'maybe' } as const] }
    expect(await jo.tries(answerFacts, wrong)).toMatchObject({
      status: 422,
      body: { code: 'answer-unreadable', field: 'dogs' },
    })
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.at(-1)).toMatchObject({
      type: 'facts-answered',
      data: { fields: answers.map(({ field }) => field) },
    })
    expect(JSON.stringify(timeline)).not.toContain('9990000018')
  })
})

describe('more information', () => {
  it('is asked of somebody by when, chased, and settled once', async () => {
    const referral = await community()
    const asked = {
      referralId: referral.referralId,
      agency: 'police',
      ofWhom: 'Sgt Hill',
      what: 'Custody record',
    } as const
    expect(await code(jo.tries(askFor, { ...asked, dueAt: hub.now() }))).toEqual([422, 'time-has-passed'])
    const { askId } = await jo.sends(askFor, { ...asked, dueAt: addHours(hub.now(), 1) })
    expect(await jo.sends(chase, { askId, dueAt: addHours(hub.now(), 2) })).toEqual({ chases: 1 })
    const [one, two] = await Promise.all([
      jo.tries(settleAsk, { askId, came: true, answer: 'Read out' }),
      amir.tries(settleAsk, { askId, came: false, answer: '' }),
    ])
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await file(referral)).asks).toMatchObject([{ agency: 'police', chases: 1, dueAt: addHours(hub.now(), 2) }])
    expect(await code(jo.tries(chase, { askId, dueAt: addHours(hub.now(), 2) }))).toEqual([409, 'already-settled'])
    const limited = await aReferral(hub, jo)
    const late = { ...asked, referralId: limited.referralId, dueAt: addHours(hub.now(), 30) }
    expect(await code(jo.tries(askFor, late))).toEqual([422, 'after-limit'])
  })
})

describe('urgency', () => {
  it('is rated again with a reason; earlier ratings stay', async () => {
    const referral = await community()
    const rated = { referralId: referral.referralId, why: 'Left the house' }
    const first = await jo.sends(reRate, { ...rated, seenVersion: 1, urgency: 'U2' })
    expect(await code(jo.tries(reRate, { ...rated, seenVersion: first.version, urgency: 'U2' }))).toEqual([
      422,
      'already-so',
    ])
    expect(await code(jo.tries(reRate, { ...rated, seenVersion: first.version, urgency: 'U1', why: ' ' }))).toEqual([
      400,
      'invalid',
    ])
    await amir.sends(reRate, { ...rated, seenVersion: first.version, urgency: 'U1', why: 'On the bridge' })
    expect((await file(referral)).ratings.map(({ before, urgency, byName }) => [before, urgency, byName])).toEqual([
      ['U2', 'U1', 'Amir Shah'],
      [null, 'U2', 'Jo Marsh'],
    ])
    const { referral: now } = await recordOf(jo, referral)
    expect(now.urgency).toBe('U1')
    const later = {
      seenVersion: now.version,
      urgency: 'U1',
      assessBy: addHours(hub.now(), 3),
      why: 'The doctor comes late',
    } as const
    await jo.sends(reRate, { ...rated, ...later })
    expect((await recordOf(jo, referral)).referral).toMatchObject({ urgency: 'U1', assessBy: later.assessBy })
    await expect(hub.owner`update hub.urgency_ratings set why = 'x'`).rejects.toThrow(/only ever added to/)
  })
})

describe('a checklist', () => {
  it('is ticked line by line and stands in nobody’s way', async () => {
    const referral = await aReferral(hub, jo)
    await jo.sends(tickItem, { referralId: referral.referralId, item: 'arrival', state: 'done' })
    await amir.sends(tickItem, { referralId: referral.referralId, item: 'arrival', state: 'not-needed' })
    expect(await code(jo.tries(tickItem, { referralId: referral.referralId, item: 'entry', state: 'done' }))).toEqual([
      422,
      'no-such-item',
    ])
    expect((await file(referral)).ticks).toMatchObject([
      { item: 'arrival', state: 'not-needed', listId: 'place-of-safety-1', byName: 'Amir Shah' },
    ])
    expect(await jo.sends(triageReferral, aDecision(referral, hub.now()))).toMatchObject({ state: 'to-allocate' })
  })
})

describe('a "no"', () => {
  const closing = { outcome: 'CONSIDERED_NO_MHAA', urgency: null, assessBy: null } as const

  it('is an approved AMHP’s: their own, or one who is named, and the register is asked at that moment', async () => {
    const referral = await community()
    const decision = (differs: object) => ({ ...aDecision(referral, hub.now(), closing), ...differs })
    expect(await code(jo.tries(triageReferral, decision({})))).toEqual([422, 'decider-not-approved'])
    expect(await code(jo.tries(triageReferral, decision({ decidedBy: ruth.id })))).toEqual([
      422,
      'decider-not-approved',
    ])
    expect(await code(jo.tries(triageReferral, decision({ decidedBy: randomUUID() as PersonId })))).toEqual([
      422,
      'person-unknown',
    ])
    await ruth.sends(suspendAmhp, { personId: ewa.id, seenVersion: 1, suspended: true, why: 'Registration lapsed' })
    const suspended = await jo.tries(triageReferral, decision({ decidedBy: ewa.id }))
    expect(suspended.body).toMatchObject({ code: 'decider-not-approved', because: 'suspended', field: 'decidedBy' })
    await ruth.sends(suspendAmhp, { personId: ewa.id, seenVersion: 2, suspended: false, why: 'Renewed' })
    await jo.sends(triageReferral, decision({ decidedBy: ewa.id }))
    expect((await recordOf(jo, referral)).decisions).toMatchObject([
      { decidedByName: 'Ewa Kowalska', recordedByName: 'Jo Marsh' },
    ])
    const own = await community()
    await amir.sends(triageReferral, aDecision(own, hub.now(), closing))
    expect((await recordOf(jo, own)).decisions).toMatchObject([{ decidedByName: 'Amir Shah', recordedByName: null }])
  })

  it('to a nearest relative leaves written reasons to be given; a letter with a gap is not sent', async () => {
    const referral = await community({ source: 'NEAREST_RELATIVE_13_4', request: 's13-4' })
    await amir.sends(
      triageReferral,
      aDecision(referral, hub.now(), { ...closing, outcome: 'SIGNPOSTED', duty: 's13-4' }),
    )
    const [task] = (await file(referral)).tasks
    expect(task).toMatchObject({ kind: 's13-4-reasons', doneAt: null })
    const letter = { referralId: referral.referralId, kind: 'nr-reasons', addressee: 'Anna Whitlock' } as const
    const { letterId } = await jo.sends(keepLetter, { ...letter, letterId: null, text: 'Reasons: [Say why]' })
    const sending = { letterId, how: 'post', sentAt: hub.now() } as const
    expect(await code(jo.tries(letterSent, sending))).toEqual([422, 'letter-unfinished'])
    await jo.sends(keepLetter, { ...letter, letterId, text: 'Reasons: the crisis team visits daily.' })
    expect(await code(jo.tries(letterSent, { ...sending, sentAt: addMinutes(hub.now(), 5) }))).toEqual([
      422,
      'sent-in-future',
    ])
    await jo.sends(letterSent, sending)
    expect(await code(jo.tries(keepLetter, { ...letter, letterId, text: 'x' }))).toEqual([409, 'already-sent'])
    // One duty: it is over with the letter.
    expect((await file(referral)).tasks).toMatchObject([
      { doneAt: hub.now(), doneNote: 'The letter was sent: by post' },
    ])
    expect(await code(amir.tries(finishTask, { taskId: task?.id ?? '', note: 'x' }))).toEqual([409, 'already-done'])
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['duty-task-made', 'letter-sent', 'duty-task-done']),
    )
    expect(JSON.stringify(timeline)).not.toContain('crisis team')
  })

  it('that something is a duplicate is a merge, and another council’s once they have accepted it', async () => {
    const referral = await community()
    const decision = (outcome: 'DUPLICATE_LINKED' | 'REDIRECT_OTHER_LSSA') =>
      aDecision(referral, hub.now(), { outcome, urgency: null, assessBy: null })
    expect(await code(amir.tries(triageReferral, decision('DUPLICATE_LINKED')))).toEqual([422, 'merge-instead'])
    expect(await code(amir.tries(triageReferral, decision('REDIRECT_OTHER_LSSA')))).toEqual([
      422,
      'redirect-not-accepted',
    ])
    const offer = {
      referralId: referral.referralId,
      council: 'Norbeck City Council',
      spokenTo: 'Sam Reed',
      phone: '01632 960 500',
      why: 'She lives there',
    }
    await amir.sends(offerRedirect, offer)
    expect(await code(jo.tries(offerRedirect, offer))).toEqual([409, 'already-offered'])
    const answered = { referralId: referral.referralId, byWhom: 'Sam Reed', answeredAt: hub.now(), why: '' }
    await amir.sends(answerRedirect, { ...answered, accepted: false, why: 'She moved in August' })
    expect(await code(amir.tries(triageReferral, decision('REDIRECT_OTHER_LSSA')))).toEqual([
      422,
      'redirect-not-accepted',
    ])
    await amir.sends(offerRedirect, { ...offer, why: 'Tenancy found' })
    await amir.sends(answerRedirect, { ...answered, accepted: true })
    expect(await code(amir.tries(answerRedirect, { ...answered, accepted: true }))).toEqual([409, 'nothing-offered'])
    expect(await amir.sends(triageReferral, decision('REDIRECT_OTHER_LSSA'))).toMatchObject({ state: 'closed' })
    expect((await file(referral)).redirects.map(({ state }) => state).toSorted()).toEqual(['accepted', 'declined'])
  })
})

describe('a hold', () => {
  it('cannot pass a legal limit, needs a start that is recorded, and gives way to the next', async () => {
    const referral = await aReferral(hub, jo)
    const hold = (hours: number) => ({
      referralId: referral.referralId,
      until: addHours(hub.now(), hours),
      why: 'Sedated',
    })
    expect(await code(jo.tries(holdReferral, hold(24)))).toEqual([422, 'after-limit'])
    await jo.sends(holdReferral, hold(2))
    await amir.sends(holdReferral, hold(3))
    expect((await file(referral)).holds.map(({ heldByName, endedAt }) => [heldByName, endedAt])).toEqual([
      ['Amir Shah', null],
      ['Jo Marsh', hub.now()],
    ])
    const onBoard = async () => (await jo.asks(board, {})).rows.find(({ id }) => id === referral.referralId)?.hold
    expect(await onBoard()).toEqual({ until: addHours(hub.now(), 3), byName: 'Amir Shah', why: 'Sedated' })
    await jo.sends(endHold, { referralId: referral.referralId })
    expect(await onBoard()).toBeNull()
    expect(await code(jo.tries(endHold, { referralId: referral.referralId }))).toEqual([409, 'not-held'])
    const unknown = await jo.sends(
      receiveReferral,
      aCall(hub.now(), { power: { kind: 's136', startedAt: null, startSource: '' } }),
    )
    const unheld = { ...hold(1), referralId: unknown.referralId }
    expect(await code(jo.tries(holdReferral, unheld))).toEqual([422, 'start-not-recorded'])
    await jo.sends(recordPower, {
      referralId: unknown.referralId,
      seenVersion: 1,
      kind: 's136',
      startedAt: addMinutes(hub.now(), -10),
      startSource: 'Log',
      correctionReason: 'Log read',
    })
    await jo.sends(holdReferral, unheld)
  })
})
