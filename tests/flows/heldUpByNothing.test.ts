import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptAllocation, setOff } from '#shared/allocations/contract.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { checkIn, watches } from '#shared/safety/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aReferral, aShift, given } from '#tests/builders/allocations.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/** What cannot be done for one holds up nobody else: neither a colleague nor another service. */
let hub: TestHub
let loop: AlarmLoop
beforeAll(async () => {
  hub = await TestHub.open()
  loop = new AlarmLoop(hub)
})
afterAll(async () => {
  await loop.close()
  await hub.close()
})

interface Out {
  readonly service: TestService
  readonly jo: Person
  readonly amhps: readonly Person[]
  readonly jobs: readonly AllocationId[]
}

/** A service with a consultant and two AMHPs who are out and were expected back two hours after they set off. */
async function withTwoOut(): Promise<Out> {
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const [amhps, jobs]: [Person[], AllocationId[]] = [[], []]
  for (const name of ['Ewa Kowalska', 'Tom Ellis']) {
    const amhp = await service.has({ name, roles: ['amhp'] })
    await aShift(hub, service, amhp)
    const allocationId = await given(jo, await aReferral(hub, service, jo), amhp)
    await amhp.sends(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
    await amhp.sends(setOff, { allocationId, seenVersion: 2, occurredAt: hub.now() })
    amhps.push(amhp)
    jobs.push(allocationId)
  }
  return { service, jo, amhps, jobs }
}
const rungs = async ({ jo }: Out): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await jo.asks(watches, {})).rows.map(({ personName, rung }) => [personName, rung]))

it('a check-in that cannot be climbed leaves every other one to climb, here and in other services', async () => {
  const [here, there] = [await withTwoOut(), await withTwoOut()]
  const stuck = here.amhps[0]
  await hub.owner.unsafe(`
    create function hub.stuck() returns trigger language plpgsql as $$ begin raise check_violation; end $$;
    create trigger stuck before update on hub.watches for each row when (new.person_id = '${stuck?.id}' and new.climbs > old.climbs) execute function hub.stuck();`)
  hub.clockMovesOn({ minutes: 136 })
  await expect(loop.turns()).rejects.toThrow('1 of what fell due')
  expect(await rungs(here)).toEqual({ 'Ewa Kowalska': 'in-time', 'Tom Ellis': 'buddy' })
  expect(await rungs(there)).toEqual({ 'Ewa Kowalska': 'buddy', 'Tom Ellis': 'buddy' })
  await hub.owner`drop trigger stuck on hub.watches`
  // Whoever had it keeps it from the others for five seconds.
  const goesOn = async (): Promise<Readonly<Record<string, string>>> => {
    await loop.turns()
    return rungs(here)
  }
  await expect.poll(goesOn).toEqual({ 'Ewa Kowalska': 'buddy', 'Tom Ellis': 'buddy' })
})

it('nobody can take the place of a climb by sending something under the id of its watch', async () => {
  const out = await withTwoOut()
  const backBy = addMinutes(hub.now(), 120)
  for (const { id, personId } of (await out.jo.asks(watches, {})).rows) {
    const index = out.amhps.findIndex((amhp) => amhp.id === personId)
    const said = { allocationId: out.jobs[index] ?? '', occurredAt: hub.now(), backBy }
    await out.amhps[index]?.sends(checkIn, said, id)
    // Nor by working out what the hub itself will use: ids of that kind are no press's.
    const own = `${randomUUID().slice(0, 14)}8${randomUUID().slice(15)}`
    const refused = await out.amhps[index]?.tries(checkIn, said, own)
    expect([refused?.status, refused?.body['code']]).toEqual([400, 'command-id-missing'])
  }
  hub.clockMovesOn({ minutes: 136 })
  await loop.turns()
  expect(await rungs(out)).toEqual({ 'Ewa Kowalska': 'buddy', 'Tom Ellis': 'buddy' })
})
