import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocationsOf, acceptAllocation } from '#shared/allocations/contract.ts'
import { aReferral, aShift, given, type MadeReferral } from '#tests/builders/allocations.ts'
import { isAccessible, Journey, looksRight, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'

/** Somebody rings again: the person is not where the record has them. One press adds the call and sends whoever goes there to the right door. */
let journey: Journey
let jo: Person, ewa: Person
let marta: MadeReferral
let desk: Page, phone: Page

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  const service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  marta = await aReferral(hub, service, jo, {})
  await given(jo, marta, ewa)
  const [row] = await ewa.asks(allocationsOf, { referralId: marta.id })
  if (!row) throw new Error('no allocation')
  await ewa.sends(acceptAllocation, { allocationId: row.id, seenVersion: row.version, occurredAt: hub.now() })
  desk = await journey.signIn(jo)
  phone = await journey.signIn(ewa, { viewport: PHONE })
})
afterAll(() => journey.close())

it('changes the place of an open referral with the call that tells of it, on the record, the board and the phone', async () => {
  await phone.getByText('12 Mill Lane, Ashmere').first().waitFor()
  await desk.goto(`${journey.hub.address}/referrals/new`)
  await desk.getByRole('radio', { name: /GP/ }).first().check({ force: true })
  await desk.getByLabel('Call back on').fill('01632 960 231')
  await desk.getByLabel('Last name').fill('Lindqvist')
  await desk.getByLabel('First name').fill('Marta')
  await desk.getByLabel('Date of birth or age').fill('42')
  await desk.getByLabel('Place', { exact: true }).fill('Ward 4, Kelsham Hospital')
  const move = desk.getByRole('button', { name: 'They are there now: add, and change the place' })
  await move.waitFor()
  await desk.getByText('The record has them at').waitFor()
  await looksRight(desk, 'another-place-told')
  await move.click()
  await desk.getByText('The place is changed. Ewa Kowalska is told').waitFor()
  await desk.getByText(/This became the place of the referral\. Before: 12 Mill Lane, Ashmere/).waitFor()
  await desk.getByText('Ward 4, Kelsham Hospital').first().waitFor()
  await phone.locator('.addr', { hasText: 'Ward 4, Kelsham Hospital' }).waitFor()
  await phone
    .locator('.note')
    .getByText(/The place is changed to Ward 4, Kelsham Hospital\. Before: 12 Mill Lane, Ashmere/)
    .waitFor()
  expect(await phone.getByRole('link', { name: 'Directions' }).getAttribute('href')).toBe(
    `geo:0,0?q=${encodeURIComponent('Ward 4, Kelsham Hospital')}`,
  )
  await isAccessible(phone, 'a job whose place was changed')
  await picture(phone, 'another-place-phone-390')
  expect(journey.faults).toEqual([])
})
