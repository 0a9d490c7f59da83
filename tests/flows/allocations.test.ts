import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptAllocation, allocateReferral, allocationsOf, board, candidates } from '#shared/allocations/contract.ts'
import { openAllocation, takeBack, undoAllocation, type Candidates } from '#shared/allocations/contract.ts'
import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aDesk, aReferral, aShift, given, onRecord, spoilt, workedTo } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const standing = async (referralId: string) => {
  const [row] = await hub.owner`select state, version from hub.referrals where id = ${referralId}`
  return row
}

async function listFor(consultant: Person, { id }: { readonly id: ReferralId }): Promise<Candidates> {
  const list = await consultant.asks(candidates, { referralId: id })
  if (!list) throw new Error('no list')
  return list
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
      expect(await person.gets(`/api/${allocationsOf.name}?referralId=${referral.id}`)).toMatchObject({ status: 403 })
    }
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

describe('when a reason is asked for', () => {
  const because = async (jo: Person, referralId: ReferralId, personId: PersonId) => {
    const refused = await jo.tries(allocateReferral, { referralId, personId, seenVersion: 1, reason: ' ' })
    expect(refused).toMatchObject({ status: 422, body: { code: 'reason-needed', field: 'reason' } })
    return refused.body['because']
  }

  it('is when somebody else is suggested first', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const hannah = await service.has({ name: 'Hannah Cole', roles: ['amhp'] })
    await aShift(hub, service, hannah, { to: 1 })
    const referral = await aReferral(hub, service, jo)
    expect(await because(jo, referral.id, hannah.id)).toBe('Ewa Kowalska is suggested first.')
    const [first, second] = (await listFor(jo, referral)).ranked
    expect([first?.name, second?.name]).toEqual(['Ewa Kowalska', 'Hannah Cole'])
    expect(await given(jo, referral, hannah)).toBeTruthy()
    expect(ewa.name).toBe(first?.name)
  })

  it('is when somebody is not on shift, has not begun, has ended, or is out', async () => {
    const { service, jo } = await aDesk(hub)
    const [off, later, over, out] = await Promise.all(
      ['Off Duty', 'Late Starter', 'Gone Home', 'Out Already'].map((name) => service.has({ name, roles: ['amhp'] })),
    )
    if (!off || !later || !over || !out) throw new Error('four people')
    await aShift(hub, service, later, { from: 1, to: 7 })
    await aShift(hub, service, over, { from: -9, to: -0.5 })
    await aShift(hub, service, out)
    await given(jo, await aReferral(hub, service, jo), out)
    const referral = await aReferral(hub, service, jo)
    expect(await because(jo, referral.id, off.id)).toBe('Off Duty: not on the rota.')
    expect(await because(jo, referral.id, later.id)).toBe('Late Starter: shift starts at 17:43.')
    expect(await because(jo, referral.id, over.id)).toBe('Gone Home: shift ended at 16:13.')
    expect(await because(jo, referral.id, out.id)).toMatch(/^Out Already: not free until about \d\d:\d\d/)
  })

  it('is when the rest before the next shift would fall under eleven hours', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    await aShift(hub, service, ewa, { from: 13, to: 20 })
    const referral = await aReferral(hub, service, jo)
    expect(await because(jo, referral.id, ewa.id)).toMatch(
      /^Ewa Kowalska: under 11 hours’ rest before Fri 13 November 05:43/,
    )
  })
})

describe('candidates', () => {
  it('hides nobody, and says why each stands where they stand', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const others = await Promise.all(
      ['Hannah Cole', 'Tom Ellis', 'Liam Farrell'].map((name) => service.has({ name, roles: ['amhp'] })),
    )
    const [hannah, tom, liam] = others
    if (!hannah || !tom || !liam) throw new Error('three people')
    await aShift(hub, service, hannah, { from: -4, to: 3.25 })
    await aShift(hub, service, liam)
    await hub.owner`update hub.amhps set needs_buddy = true, version = version + 1 where person_id = ${liam.id}`
    await hub.owner`update hub.amhps set suspended_at = ${hub.now()}, version = version + 1 where person_id = ${tom.id}`
    await hub.owner`update hub.amhps set gender = 'woman', languages = '{Swedish}', version = version + 1 where person_id = ${ewa.id}`
    await hub.owner`insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by)
      values (${service.id}, ${randomUUID()}, ${hannah.id}, 'OPENING_BALANCE', 600, '2026-11-01', ${hub.now()}, ${jo.id}), (${service.id}, ${randomUUID()}, ${hannah.id}, 'TAKE', -90, '2026-11-02', ${hub.now()}, ${jo.id})`
    const power = { kind: 's136' as const, startedAt: addMinutes(hub.now(), -22 * 60) }
    const referral = await aReferral(hub, service, jo, {
      request: 's136',
      source: 'POLICE_136',
      power,
      place: 'Kelsham place of safety, Westmarch',
      asksFor: 'A woman AMHP, Swedish interpreter',
    })
    const { ranked, referralVersion, likelyMinutes } = await listFor(jo, referral)
    expect({ referralVersion, likelyMinutes }).toEqual({
      referralVersion: 1,
      likelyMinutes: { median: 170, eightInTen: 245 },
    })
    expect(ranked.map(({ name }) => name)).toHaveLength(4)
    expect(ranked[0]).toMatchObject({
      name: 'Ewa Kowalska',
      base: 'County Hall',
      travelMinutes: 10,
      standing: 'suggested',
    })
    const codes = (name: string) => ranked.find((one) => one.name === name)?.reasons.map(({ code }) => code)
    expect(codes('Ewa Kowalska')).toEqual(expect.arrayContaining(['gender-asked-for', 'speaks', 'there-before-limit']))
    expect(codes('Hannah Cole')).toContain('not-gender-asked-for')
    expect(codes('Liam Farrell')).toContain('needs-buddy')
    expect(codes('Tom Ellis')).toEqual(['suspended'])
    expect(ranked.at(-1)).toMatchObject({ name: 'Tom Ellis', standing: 'barred' })
  })

  it('says who has assessed the person before, by NHS number', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const earlier = await aReferral(hub, service, jo, { nhsNumber: '9990000018' })
    const allocationId = await given(jo, earlier, ewa)
    await workedTo(hub, ewa, allocationId, 'arrived')
    await jo.sends(takeBack, { allocationId, seenVersion: 4, why: 'Shift over', knowsInterviewed: true })
    const referral = await aReferral(hub, service, jo, { nhsNumber: '9990000018' })
    const { ranked } = await listFor(jo, referral)
    expect(ranked[0]?.reasons.map(({ code }) => code)).toContain('knows-person')
  })

  it('is recorded as a read, and 404 for another service’s referral', async () => {
    const { service, jo } = await aDesk(hub)
    const there = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    await jo.asks(candidates, { referralId: referral.id })
    const [read] =
      await hub.owner`select query from hub.reads where actor_id = ${jo.id} and ${referral.id} = any(referral_ids)`
    expect(read?.['query']).toBe('allocations.candidates')
    expect((await there.jo.gets(`/api/${candidates.name}?referralId=${referral.id}`)).status).toBe(404)
    expect((await jo.gets(`/api/${candidates.name}?referralId=nonsense`)).status).toBe(400)
  })
})

describe('undoing', () => {
  it('puts it back as it was for 20 seconds, without a reason', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, ewa)
    hub.clockMovesOn({ minutes: 20 / 60 })
    const screen = await ewa.opensScreen()
    expect(await jo.sends(undoAllocation, { allocationId })).toEqual({ referralVersion: 3 })
    await screen.hearsOf('referrals')
    screen.close()
    expect(await standing(referral.id)).toEqual({ state: 'to-allocate', version: 3 })
    expect(await jo.asks(allocationsOf, { referralId: referral.id })).toMatchObject([
      { endedHow: 'undone', endedByName: 'Jo Marsh' },
    ])
    expect(await given(jo, referral, ewa, 3)).not.toBe(allocationId)
  })

  it('is refused after 20 seconds, once opened, and once ended', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const late = await given(jo, await aReferral(hub, service, jo), ewa)
    hub.clockMovesOn({ minutes: 21 / 60 })
    expect((await jo.tries(undoAllocation, { allocationId: late })).body).toMatchObject({
      code: 'too-late-to-undo',
      because: 'time',
    })
    const opened = await given(jo, await aReferral(hub, service, jo), ewa)
    await ewa.sends(openAllocation, { allocationId: opened })
    expect((await jo.tries(undoAllocation, { allocationId: opened })).body).toMatchObject({
      code: 'too-late-to-undo',
      because: 'opened',
    })
    const undone = await given(jo, await aReferral(hub, service, jo), ewa)
    await jo.sends(undoAllocation, { allocationId: undone })
    expect((await jo.tries(undoAllocation, { allocationId: undone })).body).toMatchObject({
      code: 'allocation-ended',
      how: 'taken-back',
      byName: 'Jo Marsh',
    })
  })

  it('has one effect with one key, is the desk’s alone, and stays in its service', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const there = await aDesk(hub)
    const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
    expect((await ewa.tries(undoAllocation, { allocationId })).status).toBe(403)
    expect((await there.jo.tries(undoAllocation, { allocationId })).body).toMatchObject({
      code: 'allocation-not-found',
    })
    const before = await onRecord(hub, service)
    for (const [what, body] of spoilt({ allocationId })) {
      expect([
        what,
        (await jo.posts('/api/allocations.undo', body, { 'idempotency-key': randomUUID() })).status,
      ]).toEqual([what, 400])
    }
    expect(await onRecord(hub, service)).toBe(before)
    const key = randomUUID()
    expect(await jo.sends(undoAllocation, { allocationId }, key)).toEqual(
      await jo.sends(undoAllocation, { allocationId }, key),
    )
  })
})

describe('taking back', () => {
  it('gives it back to the desk, with the reason, and the AMHP’s next tap says so', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, ewa)
    const screen = await ewa.opensScreen()
    expect(await jo.sends(takeBack, { allocationId, seenVersion: 1, why: 'Hannah knows the family' })).toEqual({
      referralVersion: 3,
    })
    await screen.hearsOf('allocations')
    screen.close()
    const rows = await jo.asks(allocationsOf, { referralId: referral.id })
    expect(rows).toMatchObject([
      { endedHow: 'taken-back', endedWhy: 'Hannah knows the family', endedByName: 'Jo Marsh', endedAt: hub.now() },
    ])
    const refused = await ewa.tries(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'allocation-ended', how: 'taken-back', byName: 'Jo Marsh', at: hub.now() },
    })
    expect(await given(jo, referral, ewa, 3)).toBeTruthy()
  })

  it('asks first when the AMHP has been with the person, and closes the waits', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, ewa)
    const seenVersion = await workedTo(hub, ewa, allocationId, 'arrived')
    const asked = { allocationId, seenVersion, why: 'Relief for the night' }
    const refused = await jo.tries(takeBack, asked)
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'has-interviewed', field: 'knowsInterviewed', name: 'Ewa Kowalska' },
    })
    expect(refused.body['message']).toContain('s.11(5)')
    expect(await jo.sends(takeBack, { ...asked, knowsInterviewed: true })).toEqual({ referralVersion: 3 })
  })

  it('is refused with an old version, a second time, for others, and without a reason', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const there = await aDesk(hub)
    const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
    await ewa.sends(openAllocation, { allocationId })
    const asked = { allocationId, seenVersion: 1, why: 'Two at once' }
    expect((await jo.tries(takeBack, asked)).body).toMatchObject({
      code: 'changed-since-seen',
      byName: 'Ewa Kowalska',
      version: 2,
    })
    expect((await ewa.tries(takeBack, asked)).status).toBe(403)
    expect((await there.jo.tries(takeBack, asked)).status).toBe(404)
    const before = await onRecord(hub, service)
    for (const [what, body] of [
      ...spoilt({ ...asked, knowsInterviewed: false }, ['knowsInterviewed']),
      ['no reason', { ...asked, why: ' ' }],
    ] as const) {
      const { status } = await jo.posts('/api/allocations.takeBack', body, { 'idempotency-key': randomUUID() })
      expect([what, [400, 428].includes(status)]).toEqual([what, true])
    }
    expect(await onRecord(hub, service)).toBe(before)
    const key = randomUUID()
    await jo.sends(takeBack, { ...asked, seenVersion: 2 }, key)
    expect(await jo.sends(takeBack, { ...asked, seenVersion: 2 }, key)).toEqual({ referralVersion: 3 })
    expect((await jo.tries(takeBack, { ...asked, seenVersion: 3 })).body).toMatchObject({
      code: 'allocation-ended',
      how: 'taken-back',
    })
  })
})
