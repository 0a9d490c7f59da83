import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyCommand, SentTo } from '#shared/kernel/command.ts'
import {
  acceptAllocation,
  arrive,
  candidates,
  declineAllocation,
  endWait,
  finish,
  homeSafe,
  openAllocation,
  recordOutcome,
  setOff,
  startWait,
} from '#shared/allocations/contract.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aDesk, aJob, given, onRecord, spoilt } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const bodies = (allocationId: AllocationId) => ({
  'allocations.accept': { allocationId, seenVersion: 1, occurredAt: hub.now() },
  'allocations.decline': { allocationId, seenVersion: 1, occurredAt: hub.now(), why: 'On another job' },
  'allocations.setOff': { allocationId, seenVersion: 1, occurredAt: hub.now() },
  'allocations.arrive': { allocationId, seenVersion: 1, occurredAt: hub.now() },
  'allocations.recordOutcome': {
    allocationId,
    seenVersion: 1,
    occurredAt: hub.now(),
    outcome: 'DETAINED_S2',
    subReason: null,
    reasons: '',
  },
  'allocations.finish': { allocationId, seenVersion: 1, occurredAt: hub.now() },
  'allocations.homeSafe': { allocationId, seenVersion: 1, occurredAt: hub.now() },
  'allocations.open': { allocationId },
  'allocations.startWait': { allocationId, kind: 'bed', startedAt: hub.now(), note: '' },
  'allocations.endWait': { allocationId, waitId: randomUUID(), endedAt: hub.now() },
})
const post = (person: Person, command: string, body: unknown) =>
  person.posts(`/api/${command}`, body, { 'idempotency-key': randomUUID() })

describe('whose job it is', () => {
  it('is the AMHP’s own: another AMHP, another service and the desk get nowhere', async () => {
    const { service, jo, allocationId } = await aJob(hub)
    const there = await aDesk(hub)
    const other = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const before = await onRecord(hub, service)
    for (const [command, body] of Object.entries(bodies(allocationId))) {
      expect([command, (await post(other, command, body)).body['code']]).toEqual([command, 'allocation-not-found'])
      expect([command, (await post(there.ewa, command, body)).status]).toEqual([command, 404])
      expect([command, (await post(jo, command, body)).status]).toEqual([command, 403])
    }
    expect(await onRecord(hub, service)).toBe(before)
  })

  it('takes nothing but what each step asks for', async () => {
    const { service, ewa, allocationId } = await aJob(hub)
    const before = await onRecord(hub, service)
    for (const [command, good] of Object.entries(bodies(allocationId))) {
      const extra =
        command === 'allocations.startWait'
          ? [['an unknown kind', { ...good, kind: 'weather' }]]
          : [
              ['a time without a zone', { ...good, occurredAt: '2026-11-12T16:40' }],
              ['an unknown outcome', { ...good, outcome: 'SORTED' }],
            ]
      for (const [what, body] of [...spoilt(good), ...extra]) {
        const { status } = await post(ewa, command, body)
        expect([command, what, [400, 428].includes(status)]).toEqual([command, what, true])
      }
    }
    expect(await onRecord(hub, service)).toBe(before)
  })
})

describe('one step after the other', () => {
  it('records each, raises the version, and every screen hears', async () => {
    const { jo, ewa, allocationId, row } = await aJob(hub)
    const screen = await jo.opensScreen()
    const opened = await ewa.sends(openAllocation, { allocationId })
    expect(opened).toEqual({ version: 2 })
    await screen.hearsOf('allocations')
    screen.close()
    expect(await ewa.sends(openAllocation, { allocationId })).toEqual({ version: 2 })
    const steps = [acceptAllocation, setOff, arrive] as const
    for (const [index, step] of steps.entries()) {
      hub.clockMovesOn({ minutes: 5 })
      const asked = { allocationId, seenVersion: index + 2, occurredAt: hub.now() }
      expect(await ewa.sends(step, asked)).toEqual({ version: index + 3 })
    }
    expect(await row()).toMatchObject({
      version: 5,
      arrivedAt: hub.now(),
      setOffAt: addMinutes(hub.now(), -5),
      acceptedAt: addMinutes(hub.now(), -10),
    })
  })

  it('refuses every step that is out of order, naming the one to take first', async () => {
    const { service, ewa, allocationId } = await aJob(hub)
    const asked = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
    const said = (seenVersion: number) => ({
      ...asked(seenVersion),
      outcome: 'DETAINED_S2' as const,
      subReason: null,
      reasons: '',
    })
    const first = async (command: AnyCommand, body: SentTo<AnyCommand>) => {
      const before = await onRecord(hub, service)
      const refused = await ewa.tries(command, body)
      expect(refused.status).toBe(409)
      expect(await onRecord(hub, service)).toBe(before)
      return [refused.body['code'], refused.body['first'] ?? refused.body['step']]
    }
    const soon = async (version: number, notYet: string) => {
      for (const command of [setOff, arrive, finish, homeSafe]) {
        if (command.name !== `allocations.${notYet}`)
          expect(await first(command, asked(version))).toEqual(['step-out-of-order', expect.any(String)])
      }
    }
    await soon(1, 'accept')
    expect(await first(recordOutcome, said(1))).toEqual(['step-out-of-order', 'accepted'])
    await ewa.sends(acceptAllocation, asked(1))
    expect(await first(acceptAllocation, asked(2))).toEqual(['step-already-done', 'accepted'])
    expect(await first(declineAllocation, { ...asked(2), why: 'No' })).toEqual(['already-accepted', undefined])
    await soon(2, 'setOff')
    expect(await first(recordOutcome, said(2))).toEqual(['step-out-of-order', 'travelling'])
    await ewa.sends(setOff, asked(2))
    expect(await first(finish, asked(3))).toEqual(['step-out-of-order', 'arrived'])
    await ewa.sends(arrive, asked(3))
    expect(await first(finish, asked(4))).toEqual(['step-out-of-order', 'outcome-recorded'])
    const cancelled = await ewa.tries(recordOutcome, { ...said(4), outcome: 'CANCELLED_BEFORE_ATTENDANCE' })
    expect(cancelled).toMatchObject({ status: 422, body: { code: 'outcome-after-arrival', field: 'outcome' } })
    await ewa.sends(recordOutcome, said(4))
    expect(await first(homeSafe, asked(5))).toEqual(['step-out-of-order', 'finished'])
    await ewa.sends(finish, asked(5))
    expect(await first(finish, asked(6))).toEqual(['step-already-done', 'finished'])
    await ewa.sends(homeSafe, asked(6))
    expect(await first(homeSafe, asked(7))).toEqual(['step-already-done', 'home-safe'])
  })

  it('refuses a time in the future or before the step before it, beside its field', async () => {
    const { ewa, allocationId, row } = await aJob(hub)
    const at = (minutes: number, seenVersion: number) => ({
      allocationId,
      seenVersion,
      occurredAt: addMinutes(hub.now(), minutes),
    })
    expect(await ewa.tries(acceptAllocation, at(3, 1))).toMatchObject({
      status: 422,
      body: { code: 'step-in-future', field: 'occurredAt' },
    })
    expect(await ewa.tries(acceptAllocation, at(-1, 1))).toMatchObject({
      status: 422,
      body: { code: 'step-before-previous', previousAt: hub.now() },
    })
    await ewa.sends(acceptAllocation, at(2, 1))
    expect(await row()).toMatchObject({ acceptedAt: hub.now() })
  })

  it('takes what a telephone without signal sends later, each as when it happened', async () => {
    const { ewa, allocationId, row } = await aJob(hub)
    const given = hub.now()
    hub.clockMovesOn({ minutes: 110 })
    const at = (minutes: number, seenVersion: number) => ({
      allocationId,
      seenVersion,
      occurredAt: addMinutes(given, minutes),
    })
    await ewa.sends(acceptAllocation, at(2, 1))
    await ewa.sends(setOff, at(10, 2))
    await ewa.sends(arrive, at(31, 3))
    expect(await row()).toMatchObject({
      acceptedAt: addMinutes(given, 2),
      setOffAt: addMinutes(given, 10),
      arrivedAt: addMinutes(given, 31),
    })
    const events = await hub.owner`
      select data ->> 'occurredAt' as occurred, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded
      from hub.events where data ->> 'allocationId' = ${allocationId} and type = 'amhp-arrived'`
    expect(events).toEqual([{ occurred: addMinutes(given, 31), recorded: hub.now() }])
  })

  it('refuses an old version, naming who was quicker', async () => {
    const { ewa, allocationId } = await aJob(hub)
    await ewa.sends(openAllocation, { allocationId })
    const refused = await ewa.tries(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen', byName: 'Ewa Kowalska', at: hub.now(), version: 2 },
    })
  })

  it('has one effect with one key, for every step', async () => {
    const { service, ewa, allocationId } = await aJob(hub)
    const twice = async <C extends AnyCommand>(command: C, body: SentTo<C>) => {
      const key = randomUUID()
      const first = await ewa.tries(command, body, key)
      expect([command.name, first.status]).toEqual([command.name, 200])
      const before = await onRecord(hub, service)
      const second = await ewa.tries(command, body, key)
      expect(second.body['value']).toEqual(first.body['value'])
      expect(await onRecord(hub, service)).toBe(before)
      return first.body['value']
    }
    const asked = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
    await twice(openAllocation, { allocationId })
    await twice(acceptAllocation, asked(2))
    await twice(setOff, asked(3))
    await twice(arrive, asked(4))
    const made = await twice(startWait, { allocationId, kind: 'bed', startedAt: hub.now(), note: 'Ward 3 asked' })
    await twice(endWait, { allocationId, waitId: (made as { waitId: string }).waitId, endedAt: hub.now() })
    await twice(recordOutcome, { ...asked(5), outcome: 'INFORMAL_ADMISSION', subReason: null, reasons: '' })
    await twice(finish, asked(6))
    await twice(homeSafe, asked(7))
  })
})

describe('declining', () => {
  it('gives it back to the desk with the reason, and can be given to the same AMHP again', async () => {
    const { jo, ewa, referral, allocationId, row } = await aJob(hub)
    const screen = await jo.opensScreen()
    const why = 'The person’s brother is my neighbour'
    expect(await ewa.sends(declineAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now(), why })).toEqual({
      version: 2,
    })
    expect((await screen.hearsOf('referrals')).touches).toContain('allocations')
    screen.close()
    expect(await row()).toMatchObject({
      endedHow: 'declined',
      endedWhy: why,
      declinedAt: hub.now(),
      endedByName: 'Ewa Kowalska',
    })
    const refused = await ewa.tries(acceptAllocation, { allocationId, seenVersion: 2, occurredAt: hub.now() })
    expect(refused.body).toMatchObject({ code: 'allocation-ended', how: 'declined' })
    expect((await ewa.tries(openAllocation, { allocationId })).body).toMatchObject({ code: 'allocation-ended' })
    const list = await jo.asks(candidates, { referralId: referral.id })
    const back = list?.ranked.find(({ personId }) => personId === ewa.id)
    expect(back).toMatchObject({ standing: 'set-aside' })
    expect(back?.reasons).toContainEqual({ weighs: 'against', code: 'gave-back', how: 'declined', at: hub.now() })
    expect(await given(jo, referral, ewa, 3)).not.toBe(allocationId)
  })
})
