import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrive, finish, recordOutcome, setOff } from '#shared/allocations/contract.ts'
import { watches } from '#shared/safety/contract.ts'
import { aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
import { isAccessible, Journey, PHONE, picture } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open()
})
afterAll(() => journey.close())

it('a trainee says on their own phone that they are home, and their page asks for nothing that it is refused', async () => {
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const tam = await service.has({ name: 'Tam Birch', roles: ['trainee'], onRegister: false, supervisedBy: ewa })
  await aShift(hub, service, ewa, { from: -8, to: 0.25 })
  const phone = await journey.signIn(tam, { viewport: PHONE, theme: 'dark' })
  const refused: string[] = []
  phone.on('response', (response) => response.status() === 403 && refused.push(response.url()))
  await phone.reload()
  await phone.getByText('Nothing for you now.').waitFor()
  const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  let seenVersion = await workedTo(hub, ewa, allocationId, 'accepted')
  const step = () => ({ allocationId, seenVersion: seenVersion++, occurredAt: hub.now() })
  await ewa.sends(setOff, step())
  await phone.getByText('You are with Ewa Kowalska.').waitFor()
  await ewa.sends(arrive, step())
  await ewa.sends(recordOutcome, { ...step(), outcome: 'DETAINED_S2', subReason: null, reasons: '' })
  await ewa.sends(finish, step())
  await phone.getByRole('heading', { name: /^Ewa Kowalska finished/ }).waitFor()
  await phone.getByRole('heading', { name: 'Tell us when you are home' }).waitFor()
  await isAccessible(phone, 'a trainee on the way home')
  await picture(phone, 'trainee-home-390-dark')
  const outNow = async () => (await jo.asks(watches, {})).rows.map(({ personName }) => personName).toSorted()
  expect(await outNow()).toEqual(['Ewa Kowalska', 'Tam Birch'])
  await phone.getByRole('button', { name: 'I’m home' }).click()
  await phone.getByRole('heading', { name: 'Tell us when you are home' }).waitFor({ state: 'detached' })
  await expect.poll(outNow).toEqual(['Ewa Kowalska'])
  expect([...refused, ...journey.faults]).toEqual([])
})
