import type { Candidates } from '#shared/allocations/candidatesAnswer.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allocateReferral, candidates, takeBack } from '#shared/allocations/contract.ts'
import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aDesk, aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

async function listFor(consultant: Person, { id }: { readonly id: ReferralId }): Promise<Candidates> {
  const list = await consultant.asks(candidates, { referralId: id })
  if (!list) throw new Error('no list')
  return list
}

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
      likelyMinutes: { median: 187, eightInTen: 262 },
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
