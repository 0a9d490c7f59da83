import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { allocateReferral, allocationsOf, board, candidates, takeBack } from '#shared/allocations/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aDesk, aReferral, given, onRecord, spoilt } from '#tests/builders/allocations.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const waitingForUs = async (sql: TransactionSql): Promise<number> =>
  (await sql`select 1 from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))`).length

const standing = async (referralId: string) => {
  const [row] = await hub.owner`select state, version from hub.referrals where id = ${referralId}`
  return row
}

describe('allocating a referral', () => {
  it('gives it to the AMHP on their shift, and every other screen hears', async () => {
    const { service, jo, ewa, shift } = await aDesk(hub)
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const referral = await aReferral(hub, service, jo)
    const screen = await amir.opensScreen()
    const done = await jo.sends(allocateReferral, {
      referralId: referral.id,
      personId: ewa.id,
      seenVersion: 1,
      reason: '',
    })
    expect(done).toMatchObject({ version: 2, personName: 'Ewa Kowalska' })
    expect((await screen.hearsOf('allocations')).touches).toContain('referrals')
    screen.close()
    const [row] = await jo.asks(allocationsOf, { referralId: referral.id })
    expect(row).toMatchObject({
      id: done.allocationId,
      shiftId: shift.id,
      allocatedByName: 'Jo Marsh',
      version: 1,
      endedAt: null,
    })
    expect(await standing(referral.id)).toEqual({ state: 'allocated', version: 2 })
  })

  it('keeps the suggestion as it was, in codes and numbers, without a name', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo, { lastName: 'Quennell' })
    const allocationId = await given(jo, referral, ewa)
    const [row] = await hub.owner`select choice from hub.allocations where id = ${allocationId}`
    expect(row?.['choice']).toMatchObject({
      rank: 1,
      outOf: 1,
      chosen: ewa.id,
      placed: [{ personId: ewa.id, standing: 'suggested' }],
    })
    const [event] =
      await hub.owner`select data from hub.events where type = 'referral-allocated' and referral_id = ${referral.id}`
    expect(JSON.stringify([row, event])).not.toMatch(/Quennell|Ewa|Kowalska/)
  })

  it('begins again, and tells who has it, when somebody gave it away without holding the referral', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const referral = await aReferral(hub, service, jo)
    await jo.asks(candidates, { referralId: referral.id })
    const asked = { referralId: referral.id, personId: ewa.id, seenVersion: 1, reason: '' }
    const refused = await hub.owner.begin(async (sql) => {
      await sql`
        insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, reason, choice)
        values (${service.id}, ${randomUUID()}, ${referral.id}, ${ewa.id}, ${amir.id}, ${hub.now()}, '', '{}')`
      const trying = jo.tries(allocateReferral, asked)
      await vi.waitUntil(async () => (await waitingForUs(sql)) === 1, { timeout: 5000 })
      return { trying }
    })
    expect((await refused.trying).body).toMatchObject({ code: 'already-allocated', byName: 'Amir Shah' })
    expect(await hub.owner`select id from hub.allocations where referral_id = ${referral.id}`).toHaveLength(1)
  })

  it('tells the second consultant who has it, from whom and when', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(amir, referral, ewa)
    const before = await onRecord(hub, service)
    const refused = await jo.tries(allocateReferral, {
      referralId: referral.id,
      personId: ewa.id,
      seenVersion: 1,
      reason: '',
    })
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({
      code: 'already-allocated',
      toName: 'Ewa Kowalska',
      byName: 'Amir Shah',
      at: hub.now(),
      allocationId,
    })
    expect(refused.body['message']).toContain('Amir Shah allocated this to Ewa Kowalska')
    expect(await onRecord(hub, service)).toBe(before)
  })

  it('refuses what was changed since it was seen, naming who and when', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(amir, referral, ewa)
    await amir.sends(takeBack, { allocationId, seenVersion: 1, why: 'Two at once' })
    const refused = await jo.tries(allocateReferral, {
      referralId: referral.id,
      personId: ewa.id,
      seenVersion: 1,
      reason: '',
    })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen', byName: 'Amir Shah', at: hub.now(), version: 3 },
    })
  })

  it('refuses what has not been triaged, and what is closed', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const codes: unknown[] = []
    for (const state of ['to-triage', 'closed'] as const) {
      const referral = await aReferral(hub, service, jo, { state })
      const refused = await jo.tries(allocateReferral, {
        referralId: referral.id,
        personId: ewa.id,
        seenVersion: 1,
        reason: 'x',
      })
      expect(refused.status).toBe(409)
      codes.push(refused.body['code'])
    }
    expect(codes).toEqual(['not-triaged', 'referral-closed'])
  })

  it('refuses somebody who may not act for this council today', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const tries = async (options = {}) => {
      const referral = await aReferral(hub, service, jo, options)
      const refused = await jo.tries(allocateReferral, {
        referralId: referral.id,
        personId: ewa.id,
        seenVersion: 1,
        reason: 'Only one in',
      })
      expect([409, 422]).toContain(refused.status)
      return refused.body
    }
    expect(await tries({ forOtherCouncil: true })).toMatchObject({
      code: 'not-acting-for',
      name: 'Ewa Kowalska',
      councilName: 'Norbeck City Council',
      field: 'personId',
    })
    await hub.owner`update hub.amhps set suspended_at = ${addMinutes(hub.now(), -10)}, suspended_why = 'x', version = version + 1 where person_id = ${ewa.id}`
    expect(await tries()).toMatchObject({ code: 'suspended', name: 'Ewa Kowalska' })
    await hub.owner`update hub.amhps set suspended_at = null, approval_ends_on = '2026-11-11', version = version + 1 where person_id = ${ewa.id}`
    expect(await tries()).toMatchObject({ code: 'approval-ended', lastDay: '2026-11-11' })
    const mia = await service.has({ name: 'Mia Holt', roles: ['amhp'], onRegister: false })
    const referral = await aReferral(hub, service, jo)
    const refused = await jo.tries(allocateReferral, {
      referralId: referral.id,
      personId: mia.id,
      seenVersion: 1,
      reason: 'x',
    })
    expect(refused.body).toMatchObject({ code: 'not-approved', name: 'Mia Holt' })
  })

  it('lets the last day of an approval count to its London midnight', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    await hub.owner`update hub.amhps set approval_ends_on = '2026-11-12', version = version + 1 where person_id = ${ewa.id}`
    const referral = await aReferral(hub, service, jo)
    expect(await given(jo, referral, ewa)).toBeTruthy()
  })

  it('knows nobody and nothing of another service', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const there = await aDesk(hub)
    const ours = await aReferral(hub, service, jo)
    const theirs = await aReferral(hub, there.service, there.jo)
    const asked = { seenVersion: 1, reason: 'x' }
    expect(await jo.tries(allocateReferral, { ...asked, referralId: theirs.id, personId: ewa.id })).toMatchObject({
      status: 404,
      body: { code: 'referral-not-found' },
    })
    expect(await jo.tries(allocateReferral, { ...asked, referralId: ours.id, personId: there.ewa.id })).toMatchObject({
      status: 404,
      body: { code: 'person-not-found' },
    })
    expect(await jo.tries(allocateReferral, { ...asked, referralId: randomUUID(), personId: ewa.id })).toMatchObject({
      status: 404,
    })
  })

  it('is not for AMHPs or managers', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const manager = await service.has({ name: 'Nia Price', roles: ['manager'] })
    const referral = await aReferral(hub, service, jo)
    for (const person of [ewa, manager]) {
      const answer = await person.tries(allocateReferral, {
        referralId: referral.id,
        personId: ewa.id,
        seenVersion: 1,
        reason: '',
      })
      expect(answer).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
      expect(await person.gets(`/api/${board.name}`)).toMatchObject({ status: 403 })
      expect(await person.gets(`/api/${candidates.name}?referralId=${referral.id}`)).toMatchObject({ status: 403 })
    }
    const who = `/api/${allocationsOf.name}?referralId=${referral.id}`
    expect(await manager.gets(who)).toMatchObject({ status: 403 })
    expect(await ewa.gets(who)).toMatchObject({ status: 200, body: [] })
  })

  it('has one effect however often it is sent', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const key = randomUUID()
    const asked = { referralId: referral.id, personId: ewa.id, seenVersion: 1, reason: '' }
    const answers = await Promise.all([1, 2, 3].map(() => jo.tries(allocateReferral, asked, key)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    for (const { body } of answers) expect(body['value']).toEqual(answers[0]?.body['value'])
    expect(await jo.asks(allocationsOf, { referralId: referral.id })).toHaveLength(1)
  })

  it('takes nothing but what it asks for', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const before = await onRecord(hub, service)
    const good = { referralId: referral.id, personId: ewa.id, seenVersion: 1, reason: '' }
    const bad = [
      ...spoilt(good),
      ['version 0', { ...good, seenVersion: 0 }],
      ['half a version', { ...good, seenVersion: 1.5 }],
      ['a reason of 20,001 letters', { ...good, reason: 'x'.repeat(20_001) }],
      ['a name for an id', { ...good, personId: 'Ewa' }],
    ] as const
    for (const [what, body] of bad) {
      const { status } = await jo.posts('/api/allocations.allocate', body, { 'idempotency-key': randomUUID() })
      expect([what, [400, 428].includes(status)]).toEqual([what, true])
    }
    expect(await onRecord(hub, service)).toBe(before)
  })
})
