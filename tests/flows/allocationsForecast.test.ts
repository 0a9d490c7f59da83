import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ranked } from '#shared/allocations/candidates.ts'
import { board, candidates } from '#shared/allocations/contract.ts'
import { rankAgain, RANKING_RULE, type KeptInputs } from '#shared/allocations/ranking.ts'
import { openDatabase } from '#db/client.ts'
import { learnAhead } from '#server/allocations/learnedStore.ts'
import { touchedBy } from '#shared/catalogue.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { aDesk, aReferral, aShift, given } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

/** A job of days ago, offered at a moment and finished so many minutes later, as it was said it would be. */
async function finishedJob(service: TestService, by: Person, amhp: Person, at: Instant, length: number): Promise<void> {
  const { id } = await aReferral(hub, service, by, { state: 'closed', receivedAt: addMinutes(at, -30) })
  const after = (share: number): Instant => addMinutes(at, Math.round(length * share))
  const said = { personId: amhp.id, likelyAt: addMinutes(at, 200), eightInTenBy: addMinutes(at, 400) }
  await hub.owner`
    insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, opened_at, accepted_at, set_off_at,
      arrived_at, outcome, outcome_at, finished_at, ended_at, ended_how, ended_by, choice)
    values (${service.id}, ${randomUUID()}, ${id}, ${amhp.id}, ${by.id}, ${at}, ${at}, ${at}, ${at}, ${after(0.4)}, 'DETAINED_S2',
      ${after(0.6)}, ${after(1)}, ${after(1)}, 'finished', ${amhp.id}, ${JSON.stringify({ placed: [said] })}::text::jsonb)`
}

describe('a forecast', () => {
  it('goes by the usual lengths while nothing was finished here', async () => {
    const { service, jo } = await aDesk(hub)
    const list = await jo.asks(candidates, { referralId: (await aReferral(hub, service, jo)).id })
    expect(list).toMatchObject({ learnedFrom: 0, saidAndDone: null })
    expect(list?.likelyMinutes.median).toBeGreaterThan(200)
  })

  it('takes doctors to be free from when the service’s own offices close', async () => {
    const likely = async (officeUntil: string): Promise<number> => {
      const { service, jo } = await aDesk(hub)
      const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
      const effectiveFrom = addDays(londonDayOf(hub.now()), -1)
      await hub.owner`
        insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, at_once_hours, notice_days,
          rest_basis, why, set_by, set_at)
        values (${service.id}, ${effectiveFrom}, 'hub', 'approved', '00:05', ${officeUntil}, 24, 28, 'week', 'As they are', ${ruth.id}, ${hub.now()})`
      const list = await jo.asks(candidates, { referralId: (await aReferral(hub, service, jo)).id })
      return list?.likelyMinutes.median ?? 0
    }
    const [closed, open] = [await likely('00:10'), await likely('23:55')]
    expect(open - closed).toBe(30)
  })

  it('is learned from what the service itself finished before today, and says how well it has held', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const { service: other, jo: theirs } = await aDesk(hub)
    const lengths = Array.from({ length: 30 }, (_, day) => (day % 5 === 0 ? 460 : 380))
    for (const [day, length] of lengths.entries())
      await finishedJob(service, jo, ewa, addMinutes(hub.now(), -1440 * (day + 2)), length)
    const referral = await aReferral(hub, service, jo)
    const list = await jo.asks(candidates, { referralId: referral.id })
    expect(list?.learnedFrom).toBe(30)
    expect(list?.saidAndDone).toMatchObject({ finishes: 30, inTime: 0.8 })
    expect(list?.likelyMinutes.median).toBeGreaterThan(300)
    const elsewhere = await theirs.asks(candidates, { referralId: (await aReferral(hub, other, theirs)).id })
    expect(elsewhere?.learnedFrom).toBe(0)

    // The night before another day: by the morning it has been learned, and nobody's request waits for it.
    const loop = openDatabase(hub.appUrl, { connections: 1 })
    const tomorrow = addMinutes(hub.now(), 1440)
    for (let turns = 0; turns < 200; turns += 1) await learnAhead({ database: loop, touchedBy }, tomorrow)
    await loop.end({ timeout: 2 })
    await finishedJob(service, jo, ewa, addMinutes(hub.now(), -1440), 380)
    hub.clockIs(tomorrow)
    expect((await jo.asks(candidates, { referralId: referral.id }))?.learnedFrom).toBe(30)
    hub.clockIs(addMinutes(tomorrow, -1440))

    await given(jo, referral, ewa)
    const row = (await jo.asks(board, {})).rows.find(({ id }) => id === referral.id)
    expect(row?.course?.median).toBeGreaterThan(300)
    expect(row?.likelyFinish?.likelyAt).toBe(
      addMinutes(row?.course?.from ?? hub.now(), Math.round(row?.course?.median ?? 0)),
    )
  })
})

describe('a choice that was made', () => {
  it('is kept with all that it was worked out from, and gives the same order again', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const hannah = await service.has({ name: 'Hannah Cole', roles: ['amhp'] })
    await aShift(hub, service, hannah, { to: 3 })
    await service.has({ name: 'Off Duty', roles: ['amhp'] })
    const referral = await aReferral(hub, service, jo, { asksFor: 'A woman' })
    const shown = await jo.asks(candidates, { referralId: referral.id })
    const allocationId = await given(jo, referral, ewa)
    const [row] = await hub.owner<{ choice: { rule: string; rank: number; inputs: KeptInputs } }[]>`
      select choice from hub.allocations where service_id = ${service.id} and id = ${allocationId}`
    expect(row?.choice).toMatchObject({ rule: RANKING_RULE, rank: 1 })
    if (!row) throw new Error('the choice is kept')
    const again = rankAgain(row.choice.inputs)
    const plain = ({ personId, standing, burden, weighed, reasons }: Ranked) => ({
      personId,
      standing,
      burden,
      weighed,
      reasons,
    })
    expect(again.map(plain)).toEqual(shown?.ranked.map(plain))
    expect(again).toHaveLength(shown?.ranked.length ?? 0)
  })
})
