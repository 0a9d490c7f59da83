import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { recordPower, triageReferral } from '#shared/referrals/contract.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { aDecision, aReferral, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let referral: Saved
let recordedAt: Instant
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'], onRegister: true })
  recordedAt = hub.now()
  referral = await aReferral(hub, jo, { power: { kind: 's136', startedAt: null, startSource: '' } })
})

describe('a power whose start nobody knows', () => {
  it('is over a whole period after it was first recorded at the latest, however often the row is corrected', async () => {
    const due = async () => {
      const rows = await hub.owner<{ at: Date; limitAt: Date }[]>`
        select due_at as at, limit_at as "limitAt" from hub.deadlines
        where service_id = ${service.id} and kind = 's136' and superseded_at is null order by due_at`
      return rows.map(({ at, limitAt }) => [at.toISOString(), limitAt.toISOString()])
    }
    const latest = addHours(recordedAt, 24)
    const expected = [0.25, 1, 3, 20, 22, 23, 24].map((hours) => [addHours(recordedAt, hours), latest])
    expect(await due()).toEqual(expected)
    hub.clockMovesOn({ minutes: 30 })
    const told = {
      kind: 's136',
      startedAt: null,
      startSource: 'The ward',
      correctionReason: 'The police do not know',
    } as const
    await jo.sends(recordPower, { referralId: referral.referralId, seenVersion: 1, ...told })
    expect(await due()).toEqual(expected)
  })

  it('is looked at again before that: more information is no resting place', async () => {
    const asks = (reviewAt: Instant) => {
      const more = { outcome: 'MORE_INFO_NEEDED', urgency: null, assessBy: null, reviewAt } as const
      return jo.tries(triageReferral, aDecision(referral, hub.now(), more))
    }
    const latest = addHours(recordedAt, 24)
    expect(await asks(addHours(latest, 1))).toMatchObject({
      status: 422,
      body: { code: 'review-after-latest', field: 'reviewAt', limitAt: latest },
    })
    expect((await asks(addHours(latest, -1))).status).toBe(200)
  })
})
