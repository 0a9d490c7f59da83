import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocationsOf, takeBack } from '#shared/allocations/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { aReferral, aShift, given, workedTo, type MadeReferral } from '#tests/builders/allocations.ts'
import { isAccessible, Journey, losesNetwork, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'

/** What an AMHP sees of a tap that does not count: never a word that it is done, and the refusal where they look. */
let journey: Journey
let jo: Person, ewa: Person
let marta: MadeReferral
let phone: Page
let began: Instant

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  began = hub.now()
  const service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  marta = await aReferral(hub, service, jo)
  await workedTo(hub, ewa, await given(jo, marta, ewa), 'accepted')
  hub.clockIs(addMinutes(began, 10))
  phone = await journey.signIn(ewa, { viewport: PHONE })
  await phone.getByRole('button', { name: 'On my way' }).waitFor()
})
afterAll(() => journey.close())

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const toFoot = (page: Page) => page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))

/** Whether all of it is on the screen as it is scrolled, and nothing lies over it. */
const inView = (what: Locator) =>
  what.evaluate((box) => {
    const { top, bottom, left, width, height } = box.getBoundingClientRect()
    const under = document.elementFromPoint(left + width / 2, top + height / 2)
    return top >= 0 && bottom <= window.innerHeight && box.contains(under)
  })

/** Types a time into the box that is folded away. */
async function types(page: Page, time: string): Promise<void> {
  await page.getByText('Type the time instead').click()
  await page.getByLabel('Time', { exact: true }).fill(time)
}

it('refuses on the phone, beside the box, a step before the one that came before it', async () => {
  await toFoot(phone)
  await press(phone, 'It happened earlier')
  await types(phone, clockTimeOf(addMinutes(began, -90)))
  await press(phone, 'On my way')
  const refusal = phone.getByText('“Accept” was at').first()
  await refusal.waitFor()
  await expect.poll(() => refusal.textContent()).toContain(clockTimeOf(began))
  await expect.poll(() => inView(phone.getByLabel('Time', { exact: true }))).toBe(true)
  // At each press, wherever the page has been scrolled to meanwhile.
  await phone.evaluate(() => window.scrollTo(0, 0))
  await press(phone, 'On my way')
  await expect.poll(() => inView(phone.getByLabel('Time', { exact: true }))).toBe(true)
  expect(await phone.locator('.toast').count()).toBe(0)
  expect(await phone.getByLabel('Time', { exact: true }).inputValue()).toBe(clockTimeOf(addMinutes(began, -90)))
  await picture(phone, 'step-too-early-390')
  await phone.getByLabel('Time', { exact: true }).fill('')
})

it('refuses a wait before acceptance in the same way, and announces none', async () => {
  await phone.getByRole('link', { name: 'Delayed' }).click()
  await phone
    .getByRole('radio', { name: /ambulance/i })
    .first()
    .check({ force: true })
  await types(phone, clockTimeOf(addMinutes(began, -60)))
  await press(phone, 'Save delay')
  await phone
    .getByText(/You accepted the job at .*A wait begins then or later/)
    .first()
    .waitFor()
  expect(await phone.getByText(/Waiting for an ambulance since/).count()).toBe(0)
  await phone.getByLabel('Time', { exact: true }).fill(clockTimeOf(addMinutes(began, 5)))
  await press(phone, 'Save delay')
  await phone
    .locator('.toast', { hasText: `Waiting for an ambulance since ${clockTimeOf(addMinutes(began, 5))}` })
    .waitFor()
})

it('says of a tap without signal that it is kept, and takes that away when the job has gone meanwhile', async () => {
  await losesNetwork(phone)
  await press(phone, 'On my way')
  const toast = phone.locator('.toast')
  await toast.filter({ hasText: /On my way \d\d:\d\d: kept on this phone/ }).waitFor()
  expect(await phone.getByText(/On your way/).count()).toBe(0)
  await picture(phone, 'tap-kept-390')
  const [row] = await jo.asks(allocationsOf, { referralId: marta.id })
  if (!row) throw new Error('no allocation')
  await jo.sends(takeBack, { allocationId: row.id, seenVersion: row.version, why: 'Her relief is there' })
  await toFoot(phone)
  await phone.context().setOffline(false)
  const refused = phone.locator('.note', { hasText: 'Not accepted.' })
  await refused.waitFor()
  await phone.getByText('It is no longer yours.').waitFor()
  await toast.waitFor({ state: 'detached' })
  await expect.poll(() => inView(refused)).toBe(true)
  await expect.poll(() => inView(phone.locator('.note.breach', { hasText: 'no longer yours' }))).toBe(true)
  expect(await phone.evaluate(() => document.activeElement?.classList.contains('note'))).toBe(true)
  expect(await phone.getByText(/On your way/).count()).toBe(0)
  await isAccessible(phone, 'a tap that came too late')
  await picture(phone, 'tap-refused-390')
  await phone.emulateMedia({ colorScheme: 'dark' })
  await picture(phone, 'tap-refused-390-dark')
})

it('says on the record when it was taken back, by the same minute in both places, and why', async () => {
  const desk = await journey.signIn(jo)
  await desk.goto(`${journey.hub.address}/referrals/${marta.number}`)
  const line = desk.locator('.tl li', { hasText: 'Taken back from Ewa Kowalska' })
  await line.getByText('Her relief is there').waitFor()
  await desk
    .getByText(`since ${clockTimeOf(journey.hub.now())}`)
    .first()
    .waitFor()
  await line.getByText(clockTimeOf(journey.hub.now())).waitFor()
  await picture(desk, 'taken-back-record-1440')
})
