import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board, finish } from '#shared/allocations/contract.ts'
import { recordOutcome } from '#shared/allocations/contract.ts'
import { endsPowers, outcomeCodes, outcomes, stillNeedsSomebody } from '#shared/allocations/outcomes.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { triageReferral } from '#shared/referrals/contract.ts'
import { APPLICATION_MADE } from '#shared/referrals/triaging/tasks.ts'
import { suspendAmhp } from '#shared/register/contract.ts'
import { aDesk, aJob, aReferral, given, workedTo } from '#tests/builders/allocations.ts'
import { aDecision, recordOf } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

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
