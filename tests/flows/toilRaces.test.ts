import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveClaims, myToil, recordTaken, undoDecisions } from '#shared/toil/contract.ts'
import { adjustToil } from '#shared/toil/ledgerContract.ts'
import { instant } from '#shared/time/instant.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { hasClaim, hasOpeningBalance, hasPolicy, submits } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
let maya: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  maya = await service.has({ name: 'Maya Lindqvist', roles: ['amhp-lead'] })
})

const shiftOn = (day: string) => ({ startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) })

/** Rounds of four at once: 120 here, more when asked: RACES=5000. */
const RACES = many('RACES', 120)
const SEED = many('SEED', 20_261_112)

describe(`races, ${RACES} rounds of four at once`, () => {
  it('loses and doubles no minute, and lets nobody approve their own', { timeout: 60_000 + RACES * 400 }, async () => {
    await hasPolicy(hub, service, { debitAllowedMinutes: 60 })
    const both = await service.has({ name: 'Sam Reid', roles: ['amhp', 'manager'] })
    await hasOpeningBalance(hub, service, ewa, 600)
    let seed = SEED
    const chance = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % most
    }
    const pool = await Promise.all(
      [ewa, both].map(async (amhp, index) =>
        submits(amhp, await hasClaim(hub, service, amhp, { shift: shiftOn(`2026-11-0${4 + index}`), late: 50 })),
      ),
    )
    const states = async () =>
      hub.owner<{ id: string; version: number; personId: PersonId }[]>`
        select id, version, person_id as "personId" from hub.toil_claims where service_id = ${service.id}`
    for (let round = 0; round < RACES; round += 1) {
      const now = await states()
      await Promise.all(
        Array.from({ length: 4 }, () => {
          const claim = now[chance(now.length)]
          const who = [ruth, maya, both][chance(3)] ?? ruth
          if (!claim) throw new Error('no claim')
          const claims = [{ claimId: claim.id, seenVersion: claim.version }]
          switch (chance(5)) {
            case 0:
              return who.tries(undoDecisions, { claims })
            case 1:
              return who.tries(recordTaken, { personId: ewa.id, day: '2026-11-12', minutes: 1 + chance(90), note: '' })
            case 2:
              return who.tries(adjustToil, {
                personId: ewa.id,
                day: '2026-11-12',
                minutes: 1 + chance(60),
                why: 'Race',
              })
            default:
              return who.tries(approveClaims, { claims })
          }
        }),
      )
    }
    expect(pool).toHaveLength(2)
    const wrong = await hub.owner`
      select c.id from hub.toil_claims c where c.service_id = ${service.id} and (case when c.state = 'approved' then c.minutes else 0 end) <> (
        select coalesce(sum(e.minutes), 0) from hub.toil_entries e where e.claim_id = c.id)`
    expect(wrong).toEqual([])
    const own = await hub.owner`
      select e.id from hub.toil_entries e where e.service_id = ${service.id} and e.recorded_by = e.person_id
      union select c.id from hub.toil_claims c where c.service_id = ${service.id} and c.decided_by = c.person_id`
    expect(own).toEqual([])
    const lowest = await hub.owner<{ low: number; kind: string }[]>`
      select min(b.balance)::int as low from (select sum(e.minutes) over (order by e.position) as balance, e.kind from hub.toil_entries e
        where e.service_id = ${service.id} and e.person_id = ${ewa.id}) b where b.kind = 'TAKE'`
    expect(lowest[0]?.low ?? 0).toBeGreaterThanOrEqual(-60)
    const account = await ewa.asks(myToil, {})
    expect(account.balance).toBe(account.entries.reduce((sum, { minutes }) => sum + minutes, 0))
    evidence('F4', { rounds: RACES, entries: account.entries.length, wrong: wrong.length, own: own.length, seed: SEED })
  })
})
