import { afterAll, beforeAll, expect, it } from 'vitest'
import { recordOutcome } from '#shared/allocations/contract.ts'
import { instant } from '#shared/time/instant.ts'
import { aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
import { isAccessible, Journey, losesNetwork, PHONE, picture } from '#tests/harness/journey.ts'
import { TEST_PASSWORD } from '#tests/harness/service.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(instant('2026-11-12T23:20:00.000Z'))
})
afterAll(() => journey.close())

it('names the day of what was before midnight, and keeps every way to call for help after “I’m home” without a signal', async () => {
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa, { from: -7, to: 1 })
  const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  const seenVersion = await workedTo(hub, ewa, allocationId, 'arrived')

  hub.clockIs(instant('2026-11-13T00:40:00.000Z'))
  const phone = await journey.signIn(ewa, { viewport: PHONE })
  const says = (words: RegExp | string) => phone.getByText(words).first().waitFor()
  await phone.goto(`${hub.address}/me`)
  await phone.getByRole('list', { name: 'Progress' }).getByText('Thu 23:20').first().waitFor()
  await picture(phone, 'phone-after-midnight-390')

  await ewa.signsIn(TEST_PASSWORD)
  const outcome = { outcome: 'DETAINED_S2', subReason: null, reasons: 'Seen with Dr Hale' } as const
  await ewa.sends(recordOutcome, { allocationId, seenVersion, occurredAt: hub.now(), ...outcome })
  await phone.getByRole('button', { name: /^Finish/ }).click()
  await says('Tell us when you are home')
  await losesNetwork(phone)
  await phone.getByRole('button', { name: 'I’m home' }).click()
  await says('Nothing for you now.')
  await says('Not sent yet.')
  await phone.getByRole('button', { name: 'Hold to call for help' }).waitFor()
  expect(await phone.getByRole('link', { name: 'Call 999' }).getAttribute('href')).toBe('tel:999')
  await isAccessible(phone, 'home, and not sent yet')
  await picture(phone, 'phone-home-unsent-390')
  expect(journey.faults).toEqual([])
})
