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
import { addMinutes } from '#shared/time/instant.ts'
import { aDesk, anArrangement, aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
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
      // The record of the detention lacks its papers: the desk is asked to follow it up.
      'duty-task-made',
      'amhp-home-safe',
    ])
    expect(events.find(({ type }) => type === 'assessment-finished')?.data).toMatchObject({
      allocationId,
      finishedAt: addMinutes(began, 250),
      shiftId: shift.id,
      lateMinutes: 70,
      outcome: 'DETAINED_S2',
    })
    const [ended] = await hub.owner`
      select ended_why, ended_at = ${addMinutes(began, 90)} as at_decision from hub.powers where referral_id = ${referral.id}`
    expect(ended?.['ended_why']).toBe('assessment finished: Detained under section 2')
    // By law at the decision, not at the finish hours later.
    expect(ended?.['at_decision']).toBe(true)
    expect(events.find(({ type }) => type === 'power-ended')?.data).toMatchObject({ endedAt: addMinutes(began, 90) })
    const [closed] = await hub.owner`select state, closed_as from hub.referrals where id = ${referral.id}`
    expect(closed).toEqual({ state: 'closed', closed_as: 'DETAINED_S2' })
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
