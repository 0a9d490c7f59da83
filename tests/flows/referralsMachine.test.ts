import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { roles, type Role } from '#shared/kernel/permission.ts'
import { referralStates, type ReferralState } from '#shared/referrals/referral.ts'
import { moveIn, moveNames } from '#shared/referrals/triaging/machine.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { referralSamples } from '#tests/separation/referralSamples.ts'
import { thingsThatNeverWere } from '#tests/separation/things.ts'

let hub: TestHub
let service: TestService
let jo: Person
let ewa: Person
const people = new Map<Role, Person>()
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  for (const role of roles)
    people.set(
      role,
      await service.has({
        name: role,
        roles: [role],
        onRegister: role !== 'trainee',
        ...(role === 'trainee' && { supervisedBy: ewa }),
      }),
    )
  jo = personOf('practice-consultant')
})
afterAll(() => hub.close())

function personOf(role: Role): Person {
  const found = people.get(role)
  if (!found) throw new Error(`nobody is a ${role}`)
  return found
}

/** A referral in a state, with somebody on their way where the state says so. */
async function inState(state: ReferralState): Promise<string> {
  const { id } = await aReferral(hub, service, jo, { state, request: 'assessment' })
  if (state === 'allocated')
    await hub.owner`
      insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice)
      values (${service.id}, ${randomUUID()}, ${id}, ${ewa.id}, ${jo.id}, ${hub.now()}, '{}')`
  return id
}

/** What is sent: the sample of the door, about this referral and another that is open. */
async function inputFor(name: (typeof moveNames)[number], referral: string): Promise<Record<string, unknown>> {
  const never = thingsThatNeverWere()
  const others = name === 'referrals.merge' || name === 'referrals.link'
  const other = others ? (await aReferral(hub, service, jo, { state: 'to-triage' })).id : never.allocatedReferral
  const of = {
    ...never,
    referral,
    allocatedReferral: other,
    person: ewa.id,
    council: service.councilId,
    place: service.baseId,
  }
  if (name === 'allocations.allocate')
    return { referralId: referral, personId: ewa.id, seenVersion: 1, reason: 'Knows the family' }
  const input: Record<string, unknown> = { ...referralSamples[name](of as never, hub.now() as never) }
  if (name === 'referrals.keepLetter') input['letterId'] = null
  if (name === 'referrals.triage') input['decidedBy'] = null
  if (name === 'referrals.recordPower') input['startedAt'] = addMinutes(hub.now(), -5)
  if (name === 'referrals.hold') input['until'] = addHours(hub.now(), 1)
  return input
}

it('every command in every state, as every role, goes through the real doors as the table of moves says', async () => {
  const counted = { allowed: 0, refused: 0, 'not-allowed': 0 }
  const wrong: string[] = []
  for (const state of referralStates) {
    for (const name of moveNames) {
      await Promise.all(
        roles.map(async (role) => {
          const expected = moveIn(state, name, [role])
          counted[expected.is] += 1
          const input = await inputFor(name, await inState(state))
          const answer = await personOf(role).posts(`/api/${name}`, input, { 'idempotency-key': randomUUID() })
          const { code, message } = answer.body
          const fits =
            expected.is === 'not-allowed'
              ? answer.status === 403
              : expected.is === 'refused'
                ? answer.status === 409 && code === expected.code && String(message).length > 20
                : answer.status === 200
          if (!fits)
            wrong.push(
              `${role}, ${name}, ${state}: ${JSON.stringify(expected)}, but got ${answer.status} ${String(code)}`,
            )
        }),
      )
    }
  }
  expect(wrong).toEqual([])
  console.info(
    `referral machine: ${referralStates.length} states x ${moveNames.length} commands x ${roles.length} roles = ` +
      `${counted.allowed + counted.refused + counted['not-allowed']} triples through the doors: ${counted.allowed} allowed, ` +
      `${counted.refused} refused with their reason, ${counted['not-allowed']} not allowed to the role`,
  )
}, 240_000)
