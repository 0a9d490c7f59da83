import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acceptAllocation,
  allocateReferral,
  allocationsOf,
  arrive,
  board,
  endWait,
  finish,
} from '#shared/allocations/contract.ts'
import { homeSafe, myDuty, openAllocation, recordOutcome, setOff, startWait } from '#shared/allocations/contract.ts'
import { endsPowers, outcomeCodes, outcomes, stillNeedsSomebody } from '#shared/allocations/outcomes.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { triageReferral } from '#shared/referrals/contract.ts'
import { APPLICATION_MADE } from '#shared/referrals/triaging/tasks.ts'
import { suspendAmhp } from '#shared/register/contract.ts'
import { aDesk, aJob, anArrangement, aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
import { aDecision, recordOf } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

describe('one referral, all the way home', () => {
  it('goes from the desk to the door, waits for a bed and an ambulance at once, and ends past the shift', async () => {
    const service = await hub.service()
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const shift = await aShift(hub, service, ewa, { to: 3 })
    const began = hub.now()
    const power = { kind: 's136' as const, startedAt: addMinutes(began, -60) }
    const referral = await aReferral(hub, service, jo, {
      request: 's136',
      source: 'POLICE_136',
      power,
      place: 'Kelsham place of safety',
    })
    const later = (minutes: number) => hub.clockIs(addMinutes(began, minutes))
    const onBoard = async () => (await jo.asks(board, {})).rows.find(({ id }) => id === referral.id)

    const reason = 'Nearest'
    const { allocationId } = await jo.sends(allocateReferral, {
      referralId: referral.id,
      personId: ewa.id,
      seenVersion: 1,
      reason,
    })
    const offered = await onBoard()
    expect(offered).toMatchObject({ state: 'allocated', allocation: { openedAt: null, personName: 'Ewa Kowalska' } })
    expect(offered?.likelyFinish?.likelyAt).toBe(addMinutes(began, 170 + 17))

    later(1)
    await ewa.sends(openAllocation, { allocationId })
    const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
    await ewa.sends(acceptAllocation, step(2))
    later(6)
    await ewa.sends(setOff, step(3))
    later(25)
    await ewa.sends(arrive, step(4))
    expect((await ewa.asks(myDuty, {})).jobs).toMatchObject([
      { referral: { number: referral.number }, powers: [{ kind: 's136' }] },
    ])

    later(90)
    expect((await onBoard())?.allocation).toMatchObject({ arrivedAt: addMinutes(began, 25), outcome: null })
    const bed = await ewa.sends(startWait, {
      allocationId,
      kind: 'bed',
      startedAt: addMinutes(began, 80),
      note: 'Ward 3 asked',
    })
    await ewa.sends(recordOutcome, {
      ...step(5),
      outcome: 'DETAINED_S2',
      subReason: null,
      reasons: 'Two recommendations',
    })
    later(150)
    expect((await onBoard())?.allocation?.waits).toMatchObject([{ kind: 'bed', endedAt: null, note: 'Ward 3 asked' }])
    const ambulance = await ewa.sends(startWait, { allocationId, kind: 'ambulance', startedAt: hub.now(), note: '' })
    later(200)
    await ewa.sends(endWait, { allocationId, waitId: bed.waitId, endedAt: addMinutes(began, 195) })
    expect(await onBoard()).toMatchObject({ powers: [{ kind: 's136', endedAt: null }] })

    later(250)
    const screen = await jo.opensScreen()
    const done = await ewa.sends(finish, step(6))
    expect(done).toEqual({ version: 7, finishedAt: hub.now(), lateMinutes: 70 })
    expect((await screen.hearsOf('referrals')).touches).toContain('allocations')
    screen.close()
    expect(await onBoard()).toBeUndefined()
    const finished = (await ewa.asks(myDuty, {})).jobs
    expect(finished).toMatchObject([{ allocation: { endedHow: 'finished', homeSafeAt: null } }])
    later(280)
    await ewa.sends(homeSafe, step(7))
    expect((await ewa.asks(myDuty, {})).jobs).toEqual([])

    const [row] = await jo.asks(allocationsOf, { referralId: referral.id })
    expect(row).toMatchObject({
      shiftId: shift.id,
      reason,
      outcome: 'DETAINED_S2',
      outcomeAt: addMinutes(began, 90),
      homeSafeAt: hub.now(),
      version: 8,
    })
    expect(row?.waits).toMatchObject([
      { id: bed.waitId, startedAt: addMinutes(began, 80), endedAt: addMinutes(began, 195) },
      { id: ambulance.waitId, startedAt: addMinutes(began, 150), endedAt: addMinutes(began, 250) },
    ])
    const events = await hub.owner<{ type: string; data: Record<string, unknown> }[]>`
      select type, data from hub.events where service_id = ${service.id} and referral_id = ${referral.id} order by seq`
    expect(events.map(({ type }) => type).filter((type) => !type.startsWith('toil'))).toEqual([
      'referral-allocated',
      'allocation-opened',
      'allocation-accepted',
      'amhp-set-off',
      'amhp-arrived',
      'wait-started',
      'outcome-recorded',
      'duty-task-made',
      'wait-started',
      'wait-ended',
      'assessment-finished',
      'power-ended',
      'amhp-home-safe',
    ])
    expect(events.find(({ type }) => type === 'assessment-finished')?.data).toMatchObject({
      allocationId,
      finishedAt: addMinutes(began, 250),
      shiftId: shift.id,
      lateMinutes: 70,
      outcome: 'DETAINED_S2',
    })
    const [ended] = await hub.owner`select ended_why, ended_at from hub.powers where referral_id = ${referral.id}`
    expect(ended?.['ended_why']).toBe('assessment finished: Detained under section 2')
    const [closed] = await hub.owner`select state, closed_as from hub.referrals where id = ${referral.id}`
    expect(closed).toEqual({ state: 'closed', closed_as: 'DETAINED_S2' })
  })
})

describe('what each outcome leads to', () => {
  it.each(outcomeCodes)('%s', async (outcome) => {
    const { service, jo, ewa } = await aDesk(hub)
    const power = { kind: 's5-2' as const, startedAt: addMinutes(hub.now(), -60) }
    const referral = await aReferral(hub, service, jo, { request: 's5-2', power })
    const allocationId = await given(jo, referral, ewa)
    const subReason = outcome === 'NOT_COMPLETED' ? ('NO_ACCESS' as const) : null
    const cancelled = outcome === 'CANCELLED_BEFORE_ATTENDANCE'
    const seenVersion = await workedTo(hub, ewa, allocationId, cancelled ? 'accepted' : 'arrived')
    const said = { allocationId, seenVersion, occurredAt: hub.now(), outcome, reasons: '' }
    const wrong = await ewa.tries(recordOutcome, { ...said, subReason: subReason === null ? 'OTHER' : null })
    expect(wrong).toMatchObject({ status: 422, body: { field: 'subReason' } })
    await ewa.sends(recordOutcome, { ...said, subReason })
    await ewa.sends(finish, { allocationId, seenVersion: seenVersion + 1, occurredAt: hub.now() })
    const [row] = await hub.owner`
      select r.state, r.closed_as, p.ended_why from hub.referrals r join hub.powers p on p.referral_id = r.id and p.kind = 's5-2' where r.id = ${referral.id}`
    expect(row).toEqual({
      state: stillNeedsSomebody(outcome, true) ? 'to-allocate' : 'closed',
      closed_as: stillNeedsSomebody(outcome, true) ? null : outcome,
      ended_why: endsPowers(outcome) ? `assessment finished: ${outcomes[outcome].words}` : '',
    })
  })
})

it('that was recorded wrongly is put right until the finish, and the record keeps both', async () => {
  const { service, jo, ewa } = await aDesk(hub)
  const power = { kind: 's136' as const, startedAt: addMinutes(hub.now(), -60) }
  const referral = await aReferral(hub, service, jo, { request: 's136', power })
  const allocationId = await given(jo, referral, ewa)
  const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'NOT_DETAINED_NFA')
  const said = { allocationId, occurredAt: hub.now(), outcome: 'DETAINED_S2', subReason: null, reasons: '' } as const
  expect(await ewa.tries(recordOutcome, { ...said, seenVersion })).toMatchObject({
    status: 409,
    body: { code: 'step-already-done', message: expect.stringContaining('Change it') },
  })
  const early = { ...said, seenVersion, corrects: true, outcome: 'CANCELLED_BEFORE_ATTENDANCE' } as const
  expect((await ewa.tries(recordOutcome, early)).body).toMatchObject({ code: 'outcome-after-arrival' })
  await ewa.sends(recordOutcome, { ...said, seenVersion, corrects: true })
  await ewa.sends(finish, { allocationId, seenVersion: seenVersion + 1, occurredAt: hub.now() })
  const [row] = await hub.owner`select closed_as from hub.referrals where id = ${referral.id}`
  expect(row).toEqual({ closed_as: 'DETAINED_S2' })
  const events = await hub.owner`
    select data->>'outcome' as outcome, data->>'insteadOf' as before from hub.events
    where type = 'outcome-recorded' and referral_id = ${referral.id} order by seq`
  expect([...events]).toEqual([
    { outcome: 'NOT_DETAINED_NFA', before: null },
    { outcome: 'DETAINED_S2', before: 'NOT_DETAINED_NFA' },
  ])
  const late = await ewa.tries(recordOutcome, { ...said, seenVersion: seenVersion + 2, corrects: true })
  expect(late.body).toMatchObject({ code: 'outcome-settled' })
})

it('cancelled, it closes a referral over which no power runs', async () => {
  const { service, jo, ewa } = await aDesk(hub)
  const referral = await aReferral(hub, service, jo)
  const allocationId = await given(jo, referral, ewa)
  const seenVersion = await workedTo(hub, ewa, allocationId, 'accepted')
  const outcome = 'CANCELLED_BEFORE_ATTENDANCE'
  const said = { allocationId, seenVersion, occurredAt: hub.now(), outcome, subReason: null, reasons: '' } as const
  await ewa.sends(recordOutcome, said)
  await ewa.sends(finish, { allocationId, seenVersion: seenVersion + 1, occurredAt: hub.now() })
  const [row] = await hub.owner`select state, closed_as from hub.referrals where id = ${referral.id}`
  expect(row).toEqual({ state: 'closed', closed_as: outcome })
})

describe('an approval that is not in force any more', () => {
  it('is told to the desk, and is kept with a decision that is made all the same', async () => {
    const { service, jo, ewa, referral, allocationId } = await aJob(hub)
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    const onBoard = async () => (await jo.asks(board, {})).rows.find(({ id }) => id === referral.id)
    const seenVersion = await workedTo(hub, ewa, allocationId, 'arrived')
    expect(await onBoard()).not.toHaveProperty('lapsed')
    const screen = await jo.opensScreen()
    const suspension = { personId: ewa.id, seenVersion: 1, suspended: true, why: 'Registration suspended' }
    expect((await ruth.sends(suspendAmhp, suspension)).openReferrals).toEqual([referral.number])
    await screen.hearsOf('allocations')
    screen.close()
    hub.clockMovesOn({ minutes: 6 })
    expect(await onBoard()).toMatchObject({ lapsed: 'suspended' })
    const said = { allocationId, outcome: 'DETAINED_S2', subReason: null, reasons: '' } as const
    const done = await ewa.sends(recordOutcome, { ...said, seenVersion, occurredAt: hub.now() })
    expect(done).toEqual({ version: seenVersion + 1, approval: 'suspended' })
    const { timeline } = await recordOf(jo, referral)
    const decided = timeline.find(({ type }) => type === 'outcome-recorded')
    expect(decided).toMatchObject({ data: { approval: 'suspended' } })
    await ewa.sends(finish, { allocationId, seenVersion: seenVersion + 1, occurredAt: hub.now() })
    expect((await recordOf(jo, referral)).referral.closedAs).toBe('DETAINED_S2')
  })

  it('was in force where the decision was made before, however late it is told', async () => {
    const { service, jo, ewa, referral, allocationId } = await aJob(hub)
    const seenVersion = await workedTo(hub, ewa, allocationId, 'arrived')
    hub.clockMovesOn({ minutes: 1 })
    const occurredAt = hub.now()
    hub.clockMovesOn({ minutes: 5 })
    await hub.owner`update hub.amhps set suspended_at = ${hub.now()}, version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
    const said = { allocationId, outcome: 'NOT_DETAINED_NFA', subReason: null, reasons: '' } as const
    expect(await ewa.sends(recordOutcome, { ...said, seenVersion, occurredAt })).toEqual({ version: seenVersion + 1 })
    const decided = (await recordOf(jo, referral)).timeline.find(({ type }) => type === 'outcome-recorded')
    expect(decided?.data).not.toHaveProperty('approval')
  })
})

describe('written reasons for a nearest relative', () => {
  it('are owed after a decision without an application where triage named the duty, and not while it goes on', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo, { state: 'to-triage' })
    const decision = aDecision({ referralId: referral.id, version: 1 }, hub.now(), {
      outcome: 'ACCEPT_S13_4_CONSIDERATION',
      duty: 's13-4',
    })
    const { version } = await jo.sends(triageReferral, decision)
    const tasks = async () =>
      ((await jo.asks(referralFile, { referralId: referral.id })).tasks ?? []).map(({ kind }) => kind)
    const first = await given(jo, referral, ewa, version)
    const seenVersion = await workedTo(hub, ewa, first, 'outcome-recorded', 'NOT_COMPLETED')
    await ewa.sends(finish, { allocationId: first, seenVersion, occurredAt: hub.now() })
    expect(await tasks()).toEqual([])
    const { referral: open } = await recordOf(jo, referral)
    const second = await given(jo, referral, ewa, open.version)
    await workedTo(hub, ewa, second, 'outcome-recorded', 'NOT_DETAINED_NFA')
    expect(await tasks()).toEqual(['s13-4-reasons'])
  })

  it('are owed to nobody once an application is made', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo, { request: 's13-4', source: 'NEAREST_RELATIVE_13_4' })
    await hub.owner`
      insert into hub.duty_tasks (service_id, id, referral_id, kind, due_at, made_at)
      values (${service.id}, ${randomUUID()}, ${referral.id}, 's13-4-reasons', ${hub.now()}, ${hub.now()})`
    await workedTo(hub, ewa, await given(jo, referral, ewa), 'outcome-recorded', 'DETAINED_S3')
    const [task] = (await jo.asks(referralFile, { referralId: referral.id })).tasks
    expect(task).toMatchObject({ doneByName: 'Ewa Kowalska', doneNote: APPLICATION_MADE })
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.at(-1)).toMatchObject({ type: 'duty-task-done', data: { kind: 's13-4-reasons', undone: true } })
  })
})

describe('a finish', () => {
  it('is not held up by a limit that has passed, a doctor nobody found or reasons nobody typed', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const power = { kind: 's136' as const, startedAt: addMinutes(hub.now(), -30 * 60) }
    const referral = await aReferral(hub, service, jo, { request: 's136', power })
    await anArrangement(hub, service, jo, referral.id, { kind: 'first-doctor', state: 'trouble' })
    const allocationId = await given(jo, referral, ewa)
    const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'APPLICATION_NOT_MADE_NO_BED')
    hub.clockMovesOn({ minutes: 100 })
    expect(
      await ewa.sends(finish, { allocationId, seenVersion, occurredAt: addMinutes(hub.now(), -100) }),
    ).toMatchObject({ lateMinutes: 0 })
    const row = (await jo.asks(board, {})).rows.find(({ id }) => id === referral.id)
    expect(row).toMatchObject({
      state: 'to-allocate',
      allocation: null,
      version: 3,
      powers: [{ kind: 's136', endedAt: null }],
    })
    const hannah = await service.has({ name: 'Hannah Cole', roles: ['amhp'] })
    await aShift(hub, service, hannah)
    expect(await given(jo, referral, hannah, 3)).not.toBe(allocationId)
  })

  it('counts no lateness for somebody called in from off the rota', async () => {
    const { service, jo } = await aDesk(hub)
    const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
    await aShift(hub, service, tom, { from: -9, to: -1 })
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, tom)
    const seenVersion = await workedTo(hub, tom, allocationId, 'outcome-recorded')
    expect(await tom.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })).toMatchObject({
      lateMinutes: 0,
    })
    const [row] = await jo.asks(allocationsOf, { referralId: referral.id })
    expect(row?.shiftId).toBeNull()
  })
})
