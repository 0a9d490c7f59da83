import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finish, recordOutcome } from '#shared/allocations/contract.ts'
import type { OutcomeCode } from '#shared/allocations/outcomes.ts'
import { recordExamination } from '#shared/papers/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { aDesk, aPower, aReferral, given, workedTo } from '#tests/builders/allocations.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

/** Somebody at a place of safety is seen, and the tap that finishes it comes forty minutes late. Meanwhile the desk records a power. */
async function finishedLate(outcome: OutcomeCode, since: { kind: 's5-2' | 's136' | 's4'; startedAt: Instant | null }) {
  const { service, jo, ewa } = await aDesk(hub)
  const power = { kind: 's136' as const, startedAt: addMinutes(hub.now(), -60) }
  const referral = await aReferral(hub, service, jo, { request: 's136', power })
  const allocationId = await given(jo, referral, ewa)
  const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', outcome)
  const finishedAt = hub.now()
  hub.clockMovesOn({ minutes: 40 })
  await aPower(hub, service, jo, referral.id, since)
  await ewa.sends(finish, { allocationId, seenVersion, occurredAt: finishedAt })
  const { referral: detail, powers } = await recordOf(jo, referral)
  return { detail, powers: powers.map(({ kind, endedAt }) => [kind, endedAt]), finishedAt }
}

describe('a finish that is sent late', () => {
  it('leaves a power that began after it, and the referral stays open for that', async () => {
    const began = { kind: 's5-2', startedAt: addMinutes(hub.now(), 20) } as const
    const { detail, powers, finishedAt } = await finishedLate('NOT_DETAINED_NFA', began)
    expect(powers).toEqual([
      ['s136', finishedAt],
      ['s5-2', null],
    ])
    expect(detail).toMatchObject({ state: 'to-allocate', closedAt: null, closedAs: null })
  })

  it('leaves one whose start nobody knows and that was recorded after it', async () => {
    const { detail, powers, finishedAt } = await finishedLate('DETAINED_S2', { kind: 's5-2', startedAt: null })
    expect(powers).toEqual([
      ['s136', finishedAt],
      ['s5-2', null],
    ])
    expect(detail.state).toBe('to-allocate')
  })

  it('ends what ran already, recorded late or not, and closes; an admission after it is no reason to stay open', async () => {
    const before = await finishedLate('NOT_DETAINED_NFA', { kind: 's5-2', startedAt: addMinutes(hub.now(), -5) })
    expect(before.powers.map(([, endedAt]) => endedAt)).toEqual([before.finishedAt, before.finishedAt])
    expect(before.detail).toMatchObject({ state: 'closed', closedAs: 'NOT_DETAINED_NFA' })
    const admitted = await finishedLate('DETAINED_S4', { kind: 's4', startedAt: addMinutes(hub.now(), 30) })
    expect(admitted.powers).toEqual([
      ['s136', admitted.finishedAt],
      ['s4', null],
    ])
    expect(admitted.detail).toMatchObject({ state: 'closed', closedAs: 'DETAINED_S4' })
  })
})

it('a visit that is cancelled while somebody is held leaves the doctors’ limits running', async () => {
  const { service, jo, ewa } = await aDesk(hub)
  const power = { kind: 's136' as const, startedAt: addMinutes(hub.now(), -60) }
  const referral = await aReferral(hub, service, jo, { request: 's136', power })
  const allocationId = await given(jo, referral, ewa)
  const doctor = (doctorName: string, minutes: number) =>
    jo.sends(recordExamination, {
      referralId: referral.id,
      examinationId: null,
      seenVersion: 0,
      doctorName,
      phone: '',
      isSection12: 'yes',
      knowsPerson: 'no',
      askedAt: null,
      expectedAt: null,
      examinedAt: addMinutes(hub.now(), minutes),
      recommendation: 's2',
      signedOn: null,
      note: '',
      struckOut: false,
    })
  await doctor('Dr S. Rao', -20)
  await doctor('Dr M. Hale', -10)
  const running = async () =>
    (await recordOf(jo, referral)).limits.filter(({ endedAt }) => endedAt === null).map(({ kind }) => kind)
  expect(await running()).toEqual(['s6-1-a'])
  const seenVersion = await workedTo(hub, ewa, allocationId, 'accepted')
  const said = { outcome: 'CANCELLED_BEFORE_ATTENDANCE', subReason: null, reasons: '' } as const
  await ewa.sends(recordOutcome, { allocationId, seenVersion, occurredAt: hub.now(), ...said })
  await ewa.sends(finish, { allocationId, seenVersion: seenVersion + 1, occurredAt: hub.now() })
  expect((await recordOf(jo, referral)).referral.state).toBe('to-allocate')
  expect(await running()).toEqual(['s6-1-a'])
})
