import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptAllocation, setOff, takeBack } from '#shared/allocations/contract.ts'
import { receiveReferral, triageReferral } from '#shared/referrals/contract.ts'
import { refuseClaim } from '#shared/toil/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aReferral, aShift, given } from '#tests/builders/allocations.ts'
import { aCommunityCall, aDecision, recordOf } from '#tests/builders/referrals.ts'
import { hasClaim, hasPolicy, submits } from '#tests/builders/toil.ts'
import { Journey, looksRight, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

/** What a form that is open does when things change under it, and what it says before somebody is sent. */
let journey: Journey
let service: TestService
let jo: Person, ewa: Person, ruth: Person
let desk: Page

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  await hasPolicy(hub, service)
  desk = await journey.signIn(jo)
})
afterAll(() => journey.close())

it('keeps what was typed to correct a finish, and says who decided the claim meanwhile', async () => {
  const { hub } = journey
  const shift = { startsAt: addMinutes(hub.now(), -10 * 60), endsAt: addMinutes(hub.now(), -2 * 60) }
  const claim = await hasClaim(hub, service, ewa, { shift, late: 50 })
  const sent = await submits(ewa, claim)
  const phone = await journey.signIn(ewa, { viewport: PHONE })
  await phone.goto(`${hub.address}/me/toil`)
  await phone.getByRole('button', { name: 'Correct the finish…' }).click()
  await phone.getByLabel('Finished at').fill('15:17')
  await phone.getByLabel('Why it was wrong').fill('I tapped an hour late')
  await ruth.sends(refuseClaim, { ...sent, why: 'No wait on the record' })
  await phone.getByText('This claim changed while you were writing.').waitFor()
  await phone
    .getByText(/Ruth Banerjee refused it: “No wait on the record”/)
    .first()
    .waitFor()
  expect(await phone.getByLabel('Finished at').inputValue()).toBe('15:17')
  expect(await phone.getByLabel('Why it was wrong').inputValue()).toBe('I tapped an hour late')
  await picture(phone, 'claim-meanwhile-390')
  await phone.getByRole('button', { name: 'Leave it as it is' }).click()
  await phone.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await phone.getByRole('button', { name: 'Correct the finish…' }).count()).toBe(0)
  await phone.close()
})

it('begins anew with handing somebody over once they were taken back to the desk', async () => {
  const { hub } = journey
  await aShift(hub, service, ewa)
  const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  await ewa.sends(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
  await ewa.sends(setOff, { allocationId, seenVersion: 2, occurredAt: hub.now() })
  await desk.getByRole('button', { name: /1 out alone and in time/ }).click()
  await desk.getByRole('button', { name: /^Hand over to/ }).click()
  const name = desk.getByRole('textbox', { name: /^Who at/ })
  await name.fill('Nia Rees')
  await desk.getByRole('button', { name: 'Hand over', exact: true }).click()
  await desk.getByRole('button', { name: /^Take back to the desk/ }).click()
  await desk.getByRole('button', { name: /^Hand over to/ }).waitFor()
  expect(await name.count()).toBe(0)
  // Taken off it on the way: the board says what is known of her, and does not call her free.
  await jo.sends(takeBack, { allocationId, seenVersion: 3, why: 'Another team is there' })
  await desk.goto(`${hub.address}/board`)
  await desk
    .getByText(/was on the way to R-\d+, taken back 16:43; has not said where they are/)
    .first()
    .waitFor()
  await looksRight(desk, 'taken-back-on-the-way')
})

it('shows who was quicker before anything else while it asks about the risk, also over a choice that is filled in', async () => {
  const { hub } = journey
  const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  const [tom, ruby] = [
    await service.has({ name: 'Tom Ellis', roles: ['amhp'] }),
    await service.has({ name: 'Ruby Hart', roles: ['amhp'] }),
  ]
  for (const one of [tom, ruby]) await aShift(hub, service, one)
  const aFreeOne = async () => {
    const saved = await jo.sends(receiveReferral, aCommunityCall(hub.now()))
    const triaged = await jo.sends(triageReferral, aDecision(saved, hub.now()))
    await desk.goto(`${hub.address}/board/r/${saved.number}`)
    await desk.locator('.sug').first().waitFor()
    await desk.getByText(/^Live, /).waitFor()
    return { id: saved.referralId, version: triaged.version }
  }
  const risk = desk.getByText('Risk to the worker was not asked')
  const told = desk.getByRole('alertdialog')

  const first = await aFreeOne()
  await desk.keyboard.press('1')
  await risk.waitFor()
  await given(amir, first, tom, first.version)
  await told.getByText(/^Amir allocated this/).waitFor()
  expect(await risk.count()).toBe(0)
  await told.getByText('Your choice, not sent').waitFor()
  await looksRight(desk, 'quicker-than-the-risk-question')
  await told.getByRole('button', { name: 'Keep Tom' }).click()
  await told.waitFor({ state: 'detached' })

  const second = await aFreeOne()
  await desk.keyboard.press('o')
  const choosing = desk.getByRole('dialog')
  await choosing.getByRole('radio', { name: /^Ruby Hart/ }).check({ force: true })
  await choosing.getByRole('radio', { name: 'Other', exact: true }).check({ force: true })
  await choosing.getByRole('textbox', { name: 'Why', exact: true }).fill('Ruby speaks Polish')
  await choosing.getByRole('button', { name: 'Allocate Ruby' }).click()
  await risk.waitFor()
  await given(amir, second, tom, second.version)
  await told.getByText(/^Amir allocated this/).waitFor()
  expect(await risk.count()).toBe(0)
  await told.getByText(/Ruby speaks Polish/).waitFor()
  await told.getByRole('button', { name: 'Keep Tom' }).click()
})

it('says before somebody is sent that nobody asked about the risk, and takes one tap to go on', async () => {
  const { hub } = journey
  const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
  await aShift(hub, service, tom)
  const saved = await jo.sends(receiveReferral, aCommunityCall(hub.now()))
  await jo.sends(triageReferral, aDecision(saved, hub.now()))
  await desk.goto(`${hub.address}/board/r/${saved.number}`)
  await desk
    .locator('.sug')
    .first()
    .getByRole('button', { name: /^Allocate/ })
    .click()
  await desk.getByText('Risk to the worker was not asked').waitFor()
  await looksRight(desk, 'risk-not-asked')
  await desk.getByRole('button', { name: /all the same$/ }).click()
  await desk
    .getByText(/allocated to (?:Tom|Ewa|Ruby)/i)
    .first()
    .waitFor()
  const { timeline } = await recordOf(jo, saved)
  expect(timeline.find(({ type }) => type === 'referral-allocated')?.data).toMatchObject({ riskNotAsked: true })
  await desk.goto(`${hub.address}/referrals/${saved.number}`)
  await desk
    .getByText(/Risk to the worker had not been asked; given all the same/)
    .first()
    .waitFor()
  expect(journey.faults).toEqual([])
})
