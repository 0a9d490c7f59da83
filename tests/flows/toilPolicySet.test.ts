import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { myToil, toilPolicies } from '#shared/toil/contract.ts'
import { setPolicy } from '#shared/toil/ledgerContract.ts'
import { toilPolicy } from '#shared/toil/policy.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { finishes, hasJob, hasShift } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let maya: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-12T20:00:00Z'))
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  maya = await service.has({ name: 'Maya Lindqvist', roles: ['amhp-lead'] })
})

const worksLate = async (day: string, late: number) => {
  const shift = { startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) }
  const shiftId = await hasShift(hub, service, ewa, shift)
  const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: shift.startsAt })
  await finishes(ewa, job, addMinutes(shift.endsAt, late))
}
const asked = (effectiveFrom: string, policy = {}) => ({
  employerId: service.employerId,
  effectiveFrom,
  appliesTo: 'everybody' as const,
  policy: toilPolicy.parse(policy),
})
const claimed = async () => (await ewa.asks(myToil, {})).claims.map(({ day, minutes }) => [day, minutes])

it('makes the claims of late work that no policy covered, from its day on', async () => {
  for (const [day, late] of [
    ['2026-11-04', 30],
    ['2026-11-09', 45],
    ['2026-11-10', 60],
    ['2026-11-11', 0],
  ] as const)
    await worksLate(day, late)
  expect([await claimed(), (await ewa.asks(myToil, {})).policy]).toEqual([[], null])
  await maya.sends(setPolicy, asked('2026-11-09'))
  expect(await claimed()).toEqual([
    ['2026-11-09', 45],
    ['2026-11-10', 60],
  ])
})

it('puts a policy right for its own day until a claim was judged by it, and keeps the wrong one', async () => {
  await maya.sends(setPolicy, asked('2026-11-12', { graceMinutes: 150 }))
  await maya.sends(setPolicy, asked('2026-11-12', { graceMinutes: 15 }))
  await worksLate('2026-11-12', 40)
  expect(await claimed()).toEqual([['2026-11-12', 40]])
  const rows = await maya.asks(toilPolicies, {})
  expect(new Map(rows.map(({ policy, replaced }) => [policy.graceMinutes, replaced]))).toEqual(
    new Map([
      [15, false],
      [150, true],
    ]),
  )
  expect(rows).toHaveLength(2)
  const late = await maya.tries(setPolicy, asked('2026-11-12', { graceMinutes: 20 }))
  expect([late.status, late.body['code']]).toEqual([422, 'judged-already'])
})

it('is set once when two put it right at the same moment', async () => {
  await maya.sends(setPolicy, asked('2026-11-12', { graceMinutes: 150 }))
  const both = await Promise.all(
    [15, 20].map((graceMinutes) => maya.tries(setPolicy, asked('2026-11-12', { graceMinutes }))),
  )
  const standing = (await maya.asks(toilPolicies, {})).filter(({ replaced }) => !replaced)
  expect([standing.length, both.some(({ status }) => status === 200)]).toEqual([1, true])
})
