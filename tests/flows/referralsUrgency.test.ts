import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { triageReferral } from '#shared/referrals/contract.ts'
import { reRate } from '#shared/referrals/triaging/contract.ts'
import { setUrgencyBands, urgencyScheme, withdrawUrgencyBands } from '#shared/referrals/urgencyContract.ts'
import { standardBands } from '#shared/referrals/urgencyTargets.ts'
import { addHours, addMinutes, startOfMinute } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { aCommunityCall, aDecision, aReferral, recordOf } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let ruth: Person
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'], onRegister: true })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})

type Bands = SentTo<typeof setUrgencyBands>
const today = () => londonDayOf(hub.now())
const { words, startWithin, targets } = standardBands
const bands = (differs: Partial<Bands> = {}): Bands => ({
  effectiveFrom: today(),
  words: { ...words, U1: 'Now' },
  startWithin: startWithin === null ? null : Number(startWithin),
  targets: { ...targets, U1: { by: 'elapsed', minutes: 120 } },
  why: 'Agreed with the trust',
  ...differs,
})
const community = () => aReferral(hub, jo, aCommunityCall(hub.now()))
const inTwoHours = () => startOfMinute(addMinutes(hub.now(), 120))

describe('the scheme of urgency', () => {
  it('is the defaults, said as such, until the service sets its own from a day on', async () => {
    expect(await ruth.asks(urgencyScheme, {})).toMatchObject({ now: { effectiveFrom: null, words }, rows: [] })
    const screen = await ruth.opensScreen()
    const from = addDays(today(), 2)
    expect(await ruth.sends(setUrgencyBands, bands({ effectiveFrom: from }))).toEqual({ effectiveFrom: from })
    await screen.hearsOf('choosing')
    screen.close()
    expect((await ruth.asks(urgencyScheme, {})).now.effectiveFrom).toBeNull()
    hub.clockMovesOn({ minutes: 2 * 1440 })
    expect(await ruth.asks(urgencyScheme, {})).toMatchObject({
      now: { effectiveFrom: from, words: { U1: 'Now' }, targets: { U1: { by: 'elapsed', minutes: 120 } } },
      rows: [{ effectiveFrom: from, why: 'Agreed with the trust', byName: 'Ruth Banerjee' }],
    })
  })

  it('refuses what is no target, a day that has passed or is taken, and whoever may not set it', async () => {
    const tried = async (differs: Partial<Bands>, who = ruth) => {
      const { status, body } = await who.tries(setUrgencyBands, bands(differs))
      return [status, body['code']]
    }
    const elapsed = (count: number) => ({ targets: { ...targets, U1: { by: 'elapsed' as const, minutes: count } } })
    for (const count of [0, -5, 1.5, 30 * 1440 + 1]) expect(await tried(elapsed(count))).toEqual([400, 'invalid'])
    expect(await tried({ startWithin: 0 })).toEqual([400, 'invalid'])
    expect(await tried({ startWithin: 1441 })).toEqual([400, 'invalid'])
    expect(await tried({ why: ' ' })).toEqual([400, 'invalid'])
    expect(await tried({ words: { ...words, U3: 'x'.repeat(41) } })).toEqual([400, 'invalid'])
    expect(await tried({ effectiveFrom: addDays(today(), -1) })).toEqual([422, 'bands-not-ahead'])
    expect(await tried({}, jo)).toEqual([403, 'not-allowed'])
    expect((await ruth.asks(urgencyScheme, {})).rows).toEqual([])
    const planned = { targets: { ...targets, U4: { by: 'elapsed' as const, minutes: 30 * 1440 } } }
    expect(await tried(planned)).toEqual([200, undefined])
    expect(await tried({})).toEqual([422, 'bands-day-taken'])
    await expect(hub.owner`update hub.urgency_bands set why = 'x'`).rejects.toThrow()
  })

  it('refuses what holds already, one name for two classes, and more time for what is more urgent, beside the field', async () => {
    const tried = async (differs: Partial<Bands>) => {
      const { status, body } = await ruth.tries(setUrgencyBands, bands(differs))
      return [status, body['code'], body['field']]
    }
    expect(await tried({ words, targets })).toEqual([422, 'bands-unchanged', 'effectiveFrom'])
    expect(await tried({ words: { ...words, U2: ' at once' } })).toEqual([422, 'bands-same-name', 'words.U2'])
    const longer = { targets: { ...targets, U1: { by: 'elapsed' as const, minutes: 5000 } } }
    expect(await tried(longer)).toEqual([422, 'bands-longer-when-graver', 'targets.U1.minutes'])
    await ruth.sends(setUrgencyBands, bands())
    expect(await tried({ effectiveFrom: addDays(today(), 9) })).toEqual([422, 'bands-unchanged', 'effectiveFrom'])
    expect((await ruth.asks(urgencyScheme, {})).rows).toHaveLength(1)
  })

  it('is replaced on its own day, and withdrawn before it begins; what was set stays listed, and old decisions keep its names', async () => {
    await ruth.sends(setUrgencyBands, bands())
    const referral = await community()
    await jo.sends(triageReferral, aDecision(referral, hub.now(), { urgency: 'U1', assessBy: inTwoHours() }))
    hub.clockMovesOn({ minutes: 1 })
    const instead = bands({ words: { ...words, U1: 'Straight away' }, replaces: 1, why: 'Mistyped' })
    await ruth.sends(setUrgencyBands, instead)
    expect(await ruth.tries(setUrgencyBands, instead)).toMatchObject({ body: { code: 'bands-changed-since' } })
    const { now, rows } = await ruth.asks(urgencyScheme, {})
    expect(now.words.U1).toBe('Straight away')
    expect(rows).toMatchObject([
      { version: 2, withdrawnAt: null },
      { version: 1, withdrawnAt: hub.now(), withdrawnByName: 'Ruth Banerjee', withdrawnWhy: 'Mistyped' },
    ])
    expect((await recordOf(jo, referral)).decisions[0]?.urgencyWords).toBe('Now')

    const effectiveFrom = addDays(today(), 1)
    await ruth.sends(setUrgencyBands, bands({ effectiveFrom }))
    const why = 'Not agreed after all'
    const [begun, ahead] = [
      { effectiveFrom: today(), version: 2, why },
      { effectiveFrom, version: 1, why },
    ]
    expect(await ruth.tries(withdrawUrgencyBands, begun)).toMatchObject({
      status: 409,
      body: { code: 'bands-in-force' },
    })
    expect((await jo.tries(withdrawUrgencyBands, ahead)).status).toBe(403)
    await ruth.sends(withdrawUrgencyBands, ahead)
    expect((await ruth.tries(withdrawUrgencyBands, ahead)).body['code']).toBe('bands-withdrawn-already')
    expect((await ruth.tries(withdrawUrgencyBands, { ...ahead, version: 7 })).body['code']).toBe('bands-unknown')
    hub.clockMovesOn({ minutes: 1440 })
    expect((await ruth.asks(urgencyScheme, {})).now.words.U1).toBe('Straight away')
    await ruth.sends(setUrgencyBands, bands())
  })

  it('is each service’s own', async () => {
    await ruth.sends(setUrgencyBands, bands())
    const other = await hub.service()
    const sam = await other.has({ name: 'Sam Field', roles: ['amhp-lead'] })
    expect(await sam.asks(urgencyScheme, {})).toMatchObject({ now: { effectiveFrom: null }, rows: [] })
  })
})

describe('a decision', () => {
  it('keeps the target that it was made by and why, beside a later time that was typed', async () => {
    await ruth.sends(setUrgencyBands, bands())
    const referral = await community()
    const assessBy = addHours(hub.now(), 5)
    const [targetAt, said] = [inTwoHours(), aDecision(referral, hub.now(), { urgency: 'U1', assessBy })]
    await jo.sends(triageReferral, said)
    hub.clockMovesOn({ minutes: 1440 })
    await ruth.sends(setUrgencyBands, bands({ words: { ...words, U1: 'Straight away' } }))
    const { decisions, urgencyBands } = await recordOf(jo, referral)
    expect(decisions).toMatchObject([{ urgency: 'U1', urgencyWords: 'Now', assessBy, targetAt }])
    expect(decisions[0]?.targetBecause).toMatch(/^2 hours from the decision: local target for “Now”, not law \(from /)
    expect(urgencyBands?.words.U1).toBe('Straight away')
  })

  it('of somebody who is kept under section 136 has the target to start, and one that closes has none', async () => {
    const [kept, closes] = [await aReferral(hub, jo), await community()]
    await jo.sends(triageReferral, aDecision(kept, hub.now(), { urgency: 'U0' }))
    const none = { outcome: 'SIGNPOSTED', urgency: null, assessBy: null } as const
    await jo.sends(triageReferral, aDecision(closes, hub.now(), none))
    expect((await recordOf(jo, kept)).decisions[0]?.targetAt).toBe(startOfMinute(addMinutes(hub.now(), 160)))
    expect((await recordOf(jo, closes)).decisions[0]).toMatchObject({ targetAt: null, targetBecause: null })
  })
})

describe('rating again', () => {
  it('carries the new time to assess by when it is given, and keeps it and the target with the reason', async () => {
    await ruth.sends(setUrgencyBands, bands())
    const referral = await community()
    const first = aDecision(referral, hub.now(), { urgency: 'U3', assessBy: addHours(hub.now(), 40) })
    const { version } = await jo.sends(triageReferral, first)
    const rated = {
      referralId: referral.referralId,
      seenVersion: version,
      urgency: 'U1',
      why: 'On the bridge',
    } as const
    expect(await jo.tries(reRate, { ...rated, assessBy: hub.now() })).toMatchObject({
      status: 422,
      body: { code: 'time-has-passed', field: 'assessBy' },
    })
    const assessBy = inTwoHours()
    await jo.sends(reRate, { ...rated, assessBy })
    expect((await recordOf(jo, referral)).referral).toMatchObject({ urgency: 'U1', assessBy })
    const file = await jo.asks(referralFile, { referralId: referral.referralId })
    expect(file?.ratings).toMatchObject([
      { words: 'Now', beforeWords: words.U3, targetAt: assessBy, assessBy, why: 'On the bridge' },
    ])
    await jo.sends(reRate, { ...rated, seenVersion: version + 1, urgency: 'U2' })
    expect((await recordOf(jo, referral)).referral).toMatchObject({ urgency: 'U2', assessBy })
  })

  it('is refused past the limit of the law', async () => {
    const kept = await aReferral(hub, jo)
    const { version } = await jo.sends(triageReferral, aDecision(kept, hub.now(), { urgency: 'U0' }))
    const rated = { referralId: kept.referralId, seenVersion: version, urgency: 'U3', why: 'Settled' } as const
    expect(await jo.tries(reRate, { ...rated, assessBy: addHours(hub.now(), 30) })).toMatchObject({
      status: 422,
      body: { code: 'after-limit', field: 'assessBy' },
    })
  })
})
