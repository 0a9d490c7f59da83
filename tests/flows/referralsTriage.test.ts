import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { arrange, changeReferral, triageReferral } from '#shared/referrals/contract.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
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
  referral = await aReferral(hub, jo)
})

const decision = (differs: Partial<Decision> = {}): Decision => aDecision(referral, hub.now(), differs)
const closing = { outcome: 'SIGNPOSTED', urgency: null, assessBy: null } as const

describe('a triage decision', () => {
  it('is kept with its decider and time, and moves the referral on', async () => {
    const screen = await amir.opensScreen()
    expect(await jo.sends(triageReferral, decision())).toEqual({ version: 2, decision: 1, state: 'to-allocate' })
    await screen.hearsOf('referrals')
    screen.close()
    const { referral: detail, decisions, timeline } = await recordOf(jo, referral)
    expect(detail).toMatchObject({
      state: 'to-allocate',
      urgency: 'U2',
      acceptedAt: hub.now(),
      assessBy: addHours(hub.now(), 3),
      version: 2,
    })
    expect(decisions).toMatchObject([
      {
        versionNumber: 1,
        outcome: 'ACCEPT_MHAA',
        duty: 's13-1',
        decidedByName: 'Jo Marsh',
        decidedAt: hub.now(),
        changeReason: '',
      },
    ])
    expect(timeline.at(-1)).toMatchObject({
      type: 'referral-triaged',
      data: { decision: 1, outcome: 'ACCEPT_MHAA', state: 'to-allocate' },
    })
    expect(JSON.stringify(timeline)).not.toContain('Crisis team')
  })

  it('may give the class of a running clock where none is on the record, and the record says so', async () => {
    const community = await aReferral(hub, jo, aCommunityCall(hub.now()))
    const given = { referralId: community.referralId, urgency: 'U0' } as const
    await jo.sends(triageReferral, decision(given))
    expect((await recordOf(jo, community)).timeline.at(-1)).toMatchObject({ data: { urgency: 'U0', noClock: true } })
    await jo.sends(triageReferral, decision({ urgency: 'U0' }))
    expect((await recordOf(jo, referral)).timeline.at(-1)?.data).not.toHaveProperty('noClock')
  })

  it('is not for a year that was mistyped', async () => {
    const assessBy = '2298-11-12T16:00:00.000Z' as Instant
    const asked = { code: 'time-too-far', field: 'assessBy' }
    expect(await jo.tries(triageReferral, decision({ assessBy }))).toMatchObject({ status: 422, body: asked })
    expect((await recordOf(jo, referral)).decisions).toEqual([])
  })

  it('is superseded by a new version with a reason; the earlier one stays', async () => {
    await jo.sends(triageReferral, decision())
    const acceptedAt = hub.now()
    hub.clockMovesOn({ minutes: 29 })
    const second = decision({
      seenVersion: 2,
      assessBy: addHours(hub.now(), 1),
      changeReason: 'Arrival corrected by police.',
    })
    expect(await jo.tries(triageReferral, { ...second, changeReason: ' ' })).toMatchObject({
      status: 422,
      body: { code: 'change-reason-missing' },
    })
    expect(await amir.sends(triageReferral, second)).toMatchObject({ decision: 2, version: 3 })
    const { decisions, referral: detail, timeline } = await recordOf(jo, referral)
    expect(decisions.map(({ decidedByName, changeReason }) => [decidedByName, changeReason])).toEqual([
      ['Jo Marsh', ''],
      ['Amir Shah', 'Arrival corrected by police.'],
    ])
    expect(detail.acceptedAt).toBe(acceptedAt)
    expect(timeline.at(-1)?.type).toBe('triage-changed')
  })

  it('cannot be edited or taken away, even behind the server', async () => {
    await jo.sends(triageReferral, decision())
    await expect(
      hub.owner`update hub.triage_decisions set why_now = '' where service_id = ${service.id}`,
    ).rejects.toThrow(/only ever added to/)
    await expect(hub.owner`delete from hub.triage_decisions where service_id = ${service.id}`).rejects.toThrow(
      /only ever added to/,
    )
  })

  it('to ask for more keeps it on the desk until a time before the limit', async () => {
    const more = { outcome: 'MORE_INFO_NEEDED', urgency: null, assessBy: null } as const
    const tried = async (differs: Partial<Decision>) =>
      (await jo.tries(triageReferral, decision({ ...more, ...differs }))).body['code']
    expect(await tried({})).toBe('review-time-missing')
    expect(await tried({ reviewAt: hub.now() })).toBe('time-has-passed')
    expect(await tried({ reviewAt: addHours(hub.now(), 30) })).toBe('review-after-limit')
    const reviewAt = addHours(hub.now(), 1)
    expect(await jo.sends(triageReferral, decision({ ...more, reviewAt }))).toMatchObject({ state: 'to-triage' })
    const { decisions, referral: detail } = await recordOf(jo, referral)
    expect(decisions).toMatchObject([{ reviewAt, outcome: 'MORE_INFO_NEEDED' }])
    expect(detail).toMatchObject({ state: 'to-triage', acceptedAt: null })
  })

  it('that closes while a power runs must say that it means it', async () => {
    const refused = await jo.tries(triageReferral, decision(closing))
    expect(refused).toMatchObject({ status: 422, body: { code: 'power-still-running', field: 'outcome' } })
    expect((await recordOf(jo, referral)).referral.state).toBe('to-triage')
    expect(await jo.sends(triageReferral, decision({ ...closing, evenThoughPowerRuns: true }))).toMatchObject({
      state: 'closed',
    })
    const { referral: detail } = await recordOf(jo, referral)
    expect(detail).toMatchObject({ state: 'closed', closedAt: hub.now(), closedAs: 'SIGNPOSTED', assessBy: null })
  })

  it('that closed is not reopened, and nothing is added to the referral', async () => {
    await jo.sends(triageReferral, decision({ ...closing, evenThoughPowerRuns: true }))
    const again = decision({ seenVersion: 2, changeReason: 'Changed my mind' })
    expect(await jo.tries(triageReferral, again)).toMatchObject({ status: 409, body: { code: 'referral-closed' } })
    const change = { referralId: referral.referralId, seenVersion: 2, changes: { place: 'Ward 4' } }
    expect(await jo.tries(changeReferral, change)).toMatchObject({ status: 409, body: { code: 'referral-closed' } })
    const bed = { referralId: referral.referralId, kind: 'bed', state: 'asked', note: '', seenVersion: 0 } as const
    expect(await jo.tries(arrange, bed)).toMatchObject({ status: 409, body: { code: 'referral-closed' } })
  })

  it('says how urgent, and gives a time that is to come and before the limit', async () => {
    const tried = async (differs: Partial<Decision>) => {
      const { status, body } = await jo.tries(triageReferral, decision(differs))
      return [status, body['code'], body['field']]
    }
    expect(await tried({ urgency: null })).toEqual([422, 'urgency-missing', 'urgency'])
    expect(await tried({ assessBy: hub.now() })).toEqual([422, 'time-has-passed', 'assessBy'])
    expect(await tried({ assessBy: addHours(hub.now(), 30) })).toEqual([422, 'assess-by-after-limit', 'assessBy'])
    expect(await tried({ whyNow: ' ' })).toEqual([400, 'invalid', 'whyNow'])
    expect(await tried({ assessBy: null })).toEqual([200, undefined, undefined])
  })

  it('of two at once one stands, and the other is told whose', async () => {
    const [one, two] = await Promise.all([jo.tries(triageReferral, decision()), amir.tries(triageReferral, decision())])
    const late = one.status === 409 ? one : two
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(late.body).toMatchObject({
      code: 'changed-since-seen',
      byName: late === one ? 'Amir Shah' : 'Jo Marsh',
      version: 2,
    })
    expect((await recordOf(jo, referral)).decisions).toHaveLength(1)
  })

  it('sent twice is one decision', async () => {
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => jo.sends(triageReferral, decision(), key)))
    expect(answers).toEqual([answers[0], answers[0], answers[0]])
    expect((await recordOf(jo, referral)).decisions).toHaveLength(1)
  })

  it('that asks for more takes an accepted referral back to the desk', async () => {
    const calm = await aReferral(hub, jo, aCommunityCall(hub.now()))
    await jo.sends(triageReferral, aDecision(calm, hub.now()))
    const more = aDecision({ ...calm, version: 2 }, hub.now(), {
      outcome: 'MORE_INFO_NEEDED',
      urgency: null,
      assessBy: null,
      reviewAt: addHours(hub.now(), 48),
      changeReason: 'The GP rang again.',
    })
    await jo.sends(triageReferral, more)
    expect((await recordOf(jo, calm)).referral).toMatchObject({ state: 'to-triage', acceptedAt: null, urgency: 'U2' })
  })

  it('leaves a referral with the AMHP who has it, and is not closed over their head', async () => {
    await jo.sends(triageReferral, decision())
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    await hub.owner`
      insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice)
      values (${service.id}, ${randomUUID()}, ${referral.referralId}, ${ewa.id}, ${jo.id}, ${hub.now()}, '{}')`
    await hub.owner`update hub.referrals set state = 'allocated', version = 3 where id = ${referral.referralId}`
    const changed = { seenVersion: 3, changeReason: 'Crisis team can visit.' }
    const over = await jo.tries(triageReferral, decision({ ...closing, ...changed, evenThoughPowerRuns: true }))
    expect(over).toMatchObject({ status: 409, body: { code: 'already-allocated', toName: 'Ewa Kowalska' } })
    expect(await jo.sends(triageReferral, decision(changed))).toMatchObject({ state: 'allocated', decision: 2 })
  })

  it('is for those who triage, in their own service', async () => {
    const others = [
      await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] }),
      await service.has({ name: 'Maya Lowe', roles: ['manager', 'admin'] }),
    ]
    for (const person of others) expect((await person.tries(triageReferral, decision())).status).toBe(403)
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    expect(await elsewhere.tries(triageReferral, decision())).toMatchObject({
      status: 404,
      body: { code: 'referral-not-found' },
    })
    const unknown = decision({ referralId: randomUUID() as ReferralId })
    expect((await jo.tries(triageReferral, unknown)).status).toBe(404)
    expect((await recordOf(jo, referral)).decisions).toEqual([])
  })
})

describe('who we are waiting for', () => {
  const bed = (differs: { state?: 'asked' | 'agreed' | 'trouble'; note?: string; seenVersion?: number } = {}) =>
    ({
      referralId: referral.referralId,
      kind: 'bed',
      state: 'asked',
      note: 'Bed manager',
      seenVersion: 0,
      ...differs,
    }) as const

  it('is set, counts from when it came to stand so, and leaves the referral’s version alone', async () => {
    const screen = await amir.opensScreen()
    const asked = hub.now()
    expect(await jo.sends(arrange, bed())).toEqual({ version: 1 })
    await screen.hearsOf('referrals')
    screen.close()
    hub.clockMovesOn({ minutes: 27 })
    await amir.sends(arrange, bed({ note: 'No female bed in county', seenVersion: 1 }))
    const waiting = await recordOf(jo, referral)
    expect(waiting.arrangements).toEqual([
      {
        kind: 'bed',
        state: 'asked',
        note: 'No female bed in county',
        since: asked,
        setByName: 'Amir Shah',
        version: 2,
      },
    ])
    await amir.sends(arrange, bed({ state: 'agreed', seenVersion: 2 }))
    const agreed = await recordOf(jo, referral)
    expect(agreed.arrangements).toMatchObject([{ state: 'agreed', since: addMinutes(asked, 27), version: 3 }])
    expect(agreed.referral.version).toBe(1)
    expect(agreed.timeline.at(-1)).toMatchObject({
      type: 'arrangement-set',
      data: { kind: 'bed', state: 'agreed', before: 'asked' },
    })
    expect(JSON.stringify(agreed.timeline)).not.toContain('female')
  })

  it('of two at once one stands', async () => {
    const [one, two] = await Promise.all([jo.tries(arrange, bed()), amir.tries(arrange, bed({ state: 'agreed' }))])
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    const late = one.status === 409 ? one : two
    expect(late.body).toMatchObject({ code: 'changed-since-seen', byName: late === one ? 'Amir Shah' : 'Jo Marsh' })
    const stale = await jo.tries(arrange, bed({ seenVersion: 7 }))
    expect(stale).toMatchObject({ status: 409, body: { code: 'changed-since-seen', version: 1 } })
  })

  it('never set says so to whoever saw another version', async () => {
    const answer = await jo.tries(arrange, bed({ seenVersion: 7 }))
    expect(answer).toMatchObject({ status: 409, body: { code: 'changed-since-seen', version: 0 } })
    expect(JSON.stringify(answer.body)).toContain('This is not as it was when you looked.')
    expect((await jo.sends(arrange, bed())).version).toBe(1)
  })

  it('sent twice is set once', async () => {
    const key = randomUUID()
    await Promise.all([jo.sends(arrange, bed(), key), jo.sends(arrange, bed(), key)])
    expect((await recordOf(jo, referral)).arrangements).toMatchObject([{ version: 1 }])
  })

  it('does not stand in the way of a decision made meanwhile', async () => {
    await amir.sends(arrange, bed())
    expect((await jo.sends(triageReferral, decision())).version).toBe(2)
  })

  it('is not another service’s nor an AMHP’s to set', async () => {
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    expect((await elsewhere.tries(arrange, bed())).status).toBe(404)
    expect((await ewa.tries(arrange, bed())).status).toBe(403)
    expect((await recordOf(jo, referral)).arrangements).toEqual([])
  })
})
