import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { alarms, answerAlarm, myAlarms } from '#shared/deadlines/contract.ts'
import { ringWords } from '#shared/deadlines/words.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { aPower, aReferral, aShift, given, type MadeReferral } from '#tests/builders/allocations.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { Bleep } from '#tests/harness/bleep.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const SECRET = 'a secret that only the two ends know'.replaceAll(' ', '-')
let hub: TestHub
let service: TestService
let jo: Person
let ewa: Person
let referral: MadeReferral
let limit: Instant
let bleep: Bleep
let loop: AlarmLoop
let other: AlarmLoop
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

beforeEach(async () => {
  hub.clockIs(addHours(hub.now(), 24 * 90))
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, jo, { role: 'practice-consultant', to: 12 })
  bleep = await Bleep.open(SECRET)
  const webhook = { url: bleep.url, secret: SECRET }
  ;[loop, other] = [new AlarmLoop(hub, webhook), new AlarmLoop(hub, webhook)]
  referral = await aReferral(hub, service, jo)
  await aPower(hub, service, jo, referral.id, { kind: 's136', startedAt: addHours(hub.now(), -19) })
  limit = addHours(hub.now(), 5)
  await loop.sweeps()
  hub.clockIs(addHours(limit, -4))
  await loop.turns()
  return async () => {
    await Promise.all([loop.close(), other.close(), bleep.close()])
  }
})

const alarm = async () => (await jo.asks(alarms, {})).find(({ kind }) => kind === 's136')
/** What was heard of this test's referral: the loop looks after those of the tests before as well. */
const heard = () => bleep.heard.filter(({ body }) => body.includes(`"R-${referral.number}"`))
/** Some minutes later. @returns how many posts of this test's alarm came then */
const minutesLater = async (minutes: number): Promise<number> => {
  const before = heard().length
  hub.clockMovesOn({ minutes })
  await loop.relays()
  return heard().length - before
}

it('leaves the hub at once and once, signed, with a reference, a rule and a time', async () => {
  await Promise.all([loop.relays(), other.relays(), loop.relays()])
  expect(heard()).toHaveLength(1)
  const [only] = heard()
  expect(only?.isSigned).toBe(true)
  expect(JSON.parse(only?.body ?? '')).toEqual({
    reference: `R-${referral.number}`,
    rule: 'Section 136',
    dueAt: limit,
  })
  expect(`${only?.body} ${only?.delivery}`).not.toMatch(/Lindqvist|Marta|Mill Lane|Marsh|Kowalska/)
  expect(await alarm()).toMatchObject({ relayTries: 1, relayedAt: hub.now() })
  expect(await minutesLater(60)).toBe(0)
})

it('is tried again and again, says whom to ring, and is still the same delivery when it goes through', async () => {
  bleep.status = 503
  const screen = await jo.opensScreen()
  await loop.relays()
  expect(await minutesLater(0)).toBe(0)
  expect(await minutesLater(1)).toBe(1)
  await screen.hearsOf('alarms')
  expect(await alarm()).toMatchObject({ relayTries: 2, relayedAt: null, toldName: 'Jo Marsh' })
  expect(ringWords('Jo Marsh', 2)).toContain('ring Jo Marsh')
  bleep.status = 302
  expect(await minutesLater(2)).toBe(1)
  // Not followed: one request a try.
  expect(heard()).toHaveLength(3)
  bleep.status = 200
  expect(await minutesLater(5)).toBe(1)
  await screen.hearsOf('alarms')
  screen.close()
  expect(await alarm()).toMatchObject({ relayTries: 4, relayedAt: hub.now() })
  expect(new Set(heard().map(({ delivery }) => delivery)).size).toBe(1)
  expect(new Set(heard().map(({ nonce }) => nonce)).size).toBe(4)
  expect(heard().every(({ isSigned }) => isSigned)).toBe(true)
  const { timeline } = await recordOf(jo, { referralId: referral.id, number: referral.number } as never)
  const said = timeline.filter(({ type }) => type === 'alarm-not-delivered' || type === 'alarm-delivered')
  expect(new Set(said.map(({ type }) => type))).toEqual(new Set(['alarm-not-delivered', 'alarm-delivered']))
  expect(said.map(({ actorName }) => actorName)).toEqual([null, null])
})

it('wakes nobody about what somebody has taken, or what has ended', async () => {
  bleep.status = 500
  await loop.relays()
  const open = await alarm()
  if (!open) throw new Error('no alarm')
  await jo.sends(answerAlarm, { alarmId: open.id })
  expect(await minutesLater(60)).toBe(0)
  expect(heard()).toHaveLength(1)
})

it('is raised on the screens all the same when there is nobody to take it outside', async () => {
  await bleep.close()
  hub.clockIs(addHours(limit, -2))
  await loop.turns()
  expect(await loop.relays()).toBeGreaterThan(0)
  expect(await alarm()).toMatchObject({ minutesBefore: 120, relayTries: 1, relayedAt: null })
})

it('is on the phone of whoever has the job, with who is told now and who is told next, and on no other', async () => {
  const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  await aShift(hub, service, amir, { role: 'practice-consultant', from: -1, to: 8 })
  const tom = await service.has({ name: 'Tom Reed', roles: ['amhp'] })
  const trainee = await service.has({ name: 'Ruth Bell', roles: ['trainee'], supervisedBy: ewa })
  hub.clockIs(addHours(limit, -2))
  await loop.turns()
  expect(await ewa.asks(myAlarms, {})).toEqual([])
  await given(jo, referral, ewa)
  const mine = await ewa.asks(myAlarms, {})
  expect(mine).toMatchObject([
    {
      number: referral.number,
      kind: 's136',
      point: 'warning',
      minutesBefore: 120,
      limitAt: limit,
      toldName: 'Jo Marsh',
      nextName: 'Amir Shah',
      nextAt: addMinutes(hub.now(), 10),
    },
  ])
  expect(await trainee.asks(myAlarms, {})).toEqual(mine)
  expect(await tom.asks(myAlarms, {})).toEqual([])
  const open = await alarm()
  if (!open) throw new Error('no alarm')
  await jo.sends(answerAlarm, { alarmId: open.id })
  expect(await ewa.asks(myAlarms, {})).toEqual([])
})
