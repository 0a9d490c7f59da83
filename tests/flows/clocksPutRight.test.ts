import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import { correctPower, endPower, extendPower, recordPower, triageReferral } from '#shared/referrals/contract.ts'
import { addCall } from '#shared/referrals/contactContract.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let referral: Saved
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'], onRegister: true })
  referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
})

const version = async (): Promise<number> => (await recordOf(jo, referral)).referral.version
const powers = async () => (await recordOf(jo, referral)).powers
const standing = async () =>
  (await powers())
    .filter(({ supersededAt }) => supersededAt === null)
    .toSorted((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1))

/** Records a start with what the desk types. */
async function starts(
  kind: PowerKind,
  startedAt: Instant | null,
  differs: Partial<SentTo<typeof recordPower>> = {},
): Promise<Awaited<ReturnType<typeof recorded>>> {
  return recorded({ kind, startedAt, startSource: 'Ward', correctionReason: '', ...differs })
}
const recorded = async (told: Omit<SentTo<typeof recordPower>, 'referralId' | 'seenVersion'>) =>
  jo.sends(recordPower, { referralId: referral.referralId, seenVersion: await version(), ...told })

describe('an end that is recorded late', () => {
  const ends = async (kind: PowerKind, endedAt: Instant) => {
    const power = (await standing()).find((one) => one.kind === kind)
    if (!power) throw new Error(`no ${kind}`)
    const seenVersion = await version()
    const { referralId } = referral
    return jo.sends(endPower, { referralId, powerId: power.id, seenVersion, endedAt, why: 'The ward rang' })
  }

  it('ends nothing that began after it: that binds', async () => {
    const [admitted, over, held] = [-3, -2, -1].map((hours) => addHours(hub.now(), hours)) as [
      Instant,
      Instant,
      Instant,
    ]
    await starts('s4', admitted)
    await starts('s5-2', held, { correctionReason: 'The ward says so' })
    await ends('s4', over)
    expect(await standing()).toMatchObject([
      { kind: 's4', endedAt: over },
      { kind: 's5-2', startedAt: held, endedAt: null },
    ])
    const ended = (await recordOf(jo, referral)).timeline.filter(({ type }) => type === 'power-ended')
    expect(ended).toHaveLength(1)
  })

  it('of a doctor’s hold leaves the nurse’s power of that evening', async () => {
    const [report, over, nurse] = [-9, -8, -1].map((hours) => addHours(hub.now(), hours)) as [Instant, Instant, Instant]
    await starts('s5-2', report)
    await starts('s5-4', nurse, { correctionReason: 'The doctor’s hold was over, the ward thinks' })
    await ends('s5-2', over)
    expect(await standing()).toMatchObject([
      { kind: 's5-2', endedAt: over },
      { kind: 's5-4', startedAt: nurse, endedAt: null },
    ])
  })

  it('takes with it what had no effect while it ran', async () => {
    const [report, nurse, over] = [-5, -2, -1].map((hours) => addHours(hub.now(), hours)) as [Instant, Instant, Instant]
    await starts('s5-2', report)
    await starts('s5-4', nurse, { correctionReason: 'It was written all the same' })
    await ends('s5-2', over)
    expect(await standing()).toMatchObject([{ endedAt: over }, { kind: 's5-4', startedAt: nurse, endedAt: over }])
  })
})

/** The law's own rules for an extension, as a doctor gave it. */
const extension = (authorisedAt: Instant, minutes = 720) =>
  ({
    minutes,
    authorisedAt,
    authority: 'registered-medical-practitioner',
    authoriser: 'Dr S. Rao',
    superintendent: '',
    reason: 'condition-of-person',
  }) as const

describe('what was recorded wrongly of a power', () => {
  let start: Instant
  let powerId: Awaited<ReturnType<typeof starts>>['powerId']
  beforeEach(async () => {
    start = addHours(hub.now(), -20)
    powerId = (await starts('s136', start)).powerId
  })
  const on = async () => ({ referralId: referral.referralId, powerId, seenVersion: await version() })
  const limits = async () => {
    const rows = await hub.owner<{ at: Date }[]>`
      select due_at as at from hub.deadlines
      where service_id = ${service.id} and kind = 's136' and point = 'limit' and superseded_at is null`
    return rows.map(({ at }) => at.toISOString())
  }

  it('of an extension is put right with a reason, and what stood there is kept', async () => {
    await jo.sends(extendPower, { ...(await on()), ...extension(addHours(start, 19)) })
    const right = { extension: extension(addHours(start, 18), 180), correctionReason: 'Three hours, not twelve' }
    const screen = await jo.opensScreen()
    const answer = await jo.sends(correctPower, { ...(await on()), ...right })
    await screen.hearsOf('referrals')
    screen.close()
    expect(answer.limitAt).toBe(addHours(start, 27))
    expect(await limits()).toEqual([addHours(start, 27)])
    const { powers: all, timeline } = await recordOf(jo, referral)
    expect(all.find(({ id }) => id === powerId)).toMatchObject({ supersededAt: hub.now(), extension: { minutes: 720 } })
    expect((await standing())[0]).toMatchObject({
      extension: { minutes: 180, authoriser: 'Dr S. Rao' },
      correctionReason: 'Three hours, not twelve',
      correctsId: powerId,
    })
    expect(timeline.at(-1)).toMatchObject({ type: 'power-put-right', data: { what: 'extension', kind: 's136' } })
    expect(JSON.stringify(timeline)).not.toContain('Rao')
  })

  it('of an extension that nobody gave is taken back, and does not return with a corrected start', async () => {
    await jo.sends(extendPower, { ...(await on()), ...extension(addHours(start, 19)) })
    const none = { extension: null, correctionReason: 'Recorded on the wrong person' }
    powerId = (await jo.sends(correctPower, { ...(await on()), ...none })).powerId
    expect(await limits()).toEqual([addHours(start, 24)])
    await starts('s136', addMinutes(start, -5), { correctionReason: 'Police log' })
    expect((await standing())[0]?.extension).toBeNull()
  })

  it('of a start loses no extension once it is corrected back', async () => {
    await jo.sends(extendPower, { ...(await on()), ...extension(addHours(start, 19)) })
    await starts('s136', addHours(start, -6), { correctionReason: 'Read from another log' })
    expect((await standing())[0]?.extension).toBeNull()
    await starts('s136', start, { correctionReason: 'It was the right log after all' })
    expect((await standing())[0]?.extension).toMatchObject({ minutes: 720, authoriser: 'Dr S. Rao' })
    expect(await limits()).toEqual([addHours(start, 36)])
  })

  it('of an end is another end, or none: then its clock and its alarms run on', async () => {
    const endedAt = addHours(hub.now(), -2)
    await jo.sends(endPower, { ...(await on()), endedAt, why: 'Seen, went home' })
    expect(await limits()).toEqual([])
    const earlier = { ended: { endedAt: addHours(hub.now(), -3), why: 'Went home at one' }, correctionReason: 'A slip' }
    powerId = (await jo.sends(correctPower, { ...(await on()), ...earlier })).powerId
    expect((await standing())[0]).toMatchObject({ endedAt: addHours(hub.now(), -3), endedWhy: 'Went home at one' })
    await jo.sends(correctPower, { ...(await on()), ended: null, correctionReason: 'Another person' })
    expect((await standing())[0]).toMatchObject({ endedAt: null, startedAt: start })
    expect(await limits()).toEqual([addHours(start, 24)])
    expect(await powers()).toHaveLength(3)
  })

  it('is refused in words: no reason, against the law, a row that was corrected since, an old version, another role', async () => {
    const asked = { ...(await on()), extension: extension(addHours(start, 19)), correctionReason: 'Told late' }
    expect((await jo.tries(correctPower, { ...asked, correctionReason: ' ' })).status).toBe(400)
    const late = { ...asked, extension: extension(addHours(start, 24)) }
    expect(await jo.tries(correctPower, late)).toMatchObject({ status: 422, body: { code: 'extension-too-late' } })
    expect(await jo.tries(correctPower, { ...asked, seenVersion: 1 })).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen' },
    })
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    expect((await ruth.tries(correctPower, asked)).status).toBe(403)
    await jo.sends(correctPower, asked)
    const gone = { ...asked, seenVersion: await version() }
    expect(await jo.tries(correctPower, gone)).toMatchObject({ status: 404, body: { code: 'power-not-found' } })
  })
})

describe('on a referral that was closed by triage', () => {
  const closes = async () => {
    const differs = { outcome: 'CONSIDERED_NO_MHAA', assessBy: null, evenThoughPowerRuns: true } as const
    await jo.sends(triageReferral, { ...aDecision(referral, hub.now(), differs), seenVersion: await version() })
  }

  it('the clock that runs on is corrected and lawfully extended', async () => {
    const start = addHours(hub.now(), -20)
    await starts('s136', start)
    await closes()
    const { powerId } = await starts('s136', addMinutes(start, -30), { correctionReason: 'Police log' })
    const on = { referralId: referral.referralId, powerId, seenVersion: await version() }
    const { limitAt } = await jo.sends(extendPower, { ...on, ...extension(addHours(start, 19), 60) })
    expect(limitAt).toBe(addMinutes(addHours(start, 25), -30))
  })

  it('a recall is recorded when its start is learned; what never ran on it is not', async () => {
    await closes()
    await starts('cto-recall', addHours(hub.now(), -5))
    expect(await standing()).toMatchObject([{ kind: 'cto-recall', endedAt: null }])
    const told = { kind: 's136', startedAt: hub.now(), startSource: '', correctionReason: '' } as const
    const asked = { referralId: referral.referralId, seenVersion: await version(), ...told }
    expect(await jo.tries(recordPower, asked)).toMatchObject({ status: 409, body: { code: 'referral-closed' } })
  })
})

describe('a detention that is recorded anew after a move', () => {
  it('goes on from its first start, with its extension; the end that was recorded for the move is kept', async () => {
    const start = addHours(hub.now(), -20)
    const { powerId } = await starts('s136', start)
    const on = { referralId: referral.referralId, powerId }
    await jo.sends(extendPower, { ...on, seenVersion: await version(), ...extension(addHours(start, 18), 360) })
    const movedAt = addHours(hub.now(), -1)
    await jo.sends(endPower, { ...on, seenVersion: await version(), endedAt: movedAt, why: 'Moved to the suite' })
    await starts('s136-kept', movedAt, { again: 'moved' })
    expect(await standing()).toMatchObject([
      { kind: 's136', startedAt: start, endedAt: null, correctsId: powerId, extension: { minutes: 360 } },
    ])
    const { powers: all, timeline } = await recordOf(jo, referral)
    expect(all.find(({ id }) => id === powerId)).toMatchObject({ endedAt: movedAt, supersededAt: hub.now() })
    expect(timeline.at(-1)).toMatchObject({ type: 'power-corrected', data: { goesOn: true, movedAt } })
  })

  it('is asked about of a further call too', async () => {
    const start = addHours(hub.now(), -5)
    const { powerId } = await starts('s136', start)
    const ended = { endedAt: addHours(hub.now(), -1), why: 'Moved' }
    await jo.sends(endPower, { referralId: referral.referralId, powerId, seenVersion: await version(), ...ended })
    const call: SentTo<typeof addCall> = {
      referralId: referral.referralId,
      draftId: null,
      receivedAt: hub.now(),
      source: 'POLICE_136',
      request: 's136',
      callerName: 'PC Ilyas',
      callerPhone: '07700 900 318',
      place: 'The suite',
      happening: '',
      riskToStaff: 'not-asked',
      riskDetail: '',
      correctionReason: 'Moved',
      power: { kind: 's136', startedAt: ended.endedAt },
    }
    const same = { code: 'same-detention', field: 'again' }
    expect(await jo.tries(addCall, call)).toMatchObject({ status: 422, body: same })
    await jo.sends(addCall, { ...call, again: 'moved' })
    expect(await standing()).toMatchObject([{ kind: 's136', startedAt: start, endedAt: null }])
  })
})
