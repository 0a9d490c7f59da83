import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocateReferral } from '#shared/allocations/contract.ts'
import { aReferral, aShift, type MadeReferral } from '#tests/builders/allocations.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import type { Answer, Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const RACES = many('RACES', 1000)
const AT_ONCE = 8

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

interface Race {
  readonly answers: readonly [Answer, Answer]
}

/** Two consultants give one referral to two AMHPs in the same moment. */
async function race(
  referral: MadeReferral,
  [jo, amir]: readonly [Person, Person],
  [ewa, dan]: readonly [Person, Person],
): Promise<Race> {
  const give = (consultant: Person, amhp: Person) =>
    consultant.tries(allocateReferral, {
      referralId: referral.id,
      personId: amhp.id,
      seenVersion: 1,
      reason: 'Nearest',
    })
  const answers = await Promise.all([give(jo, ewa), give(amir, dan)])
  return { answers }
}

/** How many of these referrals are not with exactly one AMHP. */
async function doubled(referrals: readonly MadeReferral[]): Promise<number> {
  const ids = referrals.map(({ id }) => id)
  const live = await hub.owner<{ count: number }[]>`
    select count(*)::int as count from hub.allocations
    where referral_id = any(${ids}::uuid[]) and ended_at is null group by referral_id`
  return ids.length - live.filter(({ count }) => count === 1).length
}

/** Ends the work of a batch, so that the next one meets the same two AMHPs free. */
const clear = async (service: TestService): Promise<unknown> =>
  hub.owner`
    update hub.allocations set ended_at = allocated_at, ended_how = 'taken-back', version = version + 1
    where service_id = ${service.id} and ended_at is null`

it(`lets one of two allocations stand, ${RACES} times`, { timeout: 240_000 + RACES * 200 }, async () => {
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
  for (const amhp of [ewa, dan]) await aShift(hub, service, amhp)
  const count = { stood: 0, told: 0, doubles: 0, faults: 0, others: 0, toEwa: 0 }
  const began = performance.now()
  for (let done = 0; done < RACES; done += AT_ONCE) {
    const referrals = await Promise.all(Array.from({ length: AT_ONCE }, () => aReferral(hub, service, jo)))
    const races = await Promise.all(referrals.map((referral) => race(referral, [jo, amir], [ewa, dan])))
    for (const { answers } of races) {
      const stood = answers.filter(({ status }) => status === 200)
      const [told] = answers.filter(({ status }) => status === 409)
      count.stood += stood.length
      count.faults += answers.filter(({ status }) => status >= 500).length
      count.others += answers.filter(({ status }) => status !== 200 && status !== 409 && status < 500).length
      if (told) {
        const firstWon = answers[0].status === 200
        count.told += 1
        count.toEwa += firstWon ? 1 : 0
        const winner = firstWon
          ? { byName: 'Jo Marsh', toName: 'Ewa Kowalska' }
          : { byName: 'Amir Shah', toName: 'Dan Okoro' }
        expect(told.body).toMatchObject({ code: 'already-allocated', ...winner, at: hub.now() })
      }
    }
    count.doubles += await doubled(referrals)
    await clear(service)
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(
    `allocation races: ${RACES} races in ${seconds} s: ${count.stood} stood, ${count.told} told who was quicker, ` +
      `${count.doubles} doubles, ${count.faults} faults, ${count.others} others; ${count.toEwa} went to the first\n`,
  )
  evidence('F1', { races: RACES, ...count })
  expect(count).toEqual({ stood: RACES, told: RACES, doubles: 0, faults: 0, others: 0, toEwa: count.toEwa })
  const [events] = await hub.owner<{ count: number; last: number }[]>`
    select count(*)::int as count, max(seq)::int as last from hub.events where service_id = ${service.id} and type = 'referral-allocated'`
  expect(events).toEqual({ count: RACES, last: RACES })
})
