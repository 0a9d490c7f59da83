import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMinutes } from '#shared/time/instant.ts'
import { aReferral, aShift, given, type MadeReferral } from '#tests/builders/allocations.ts'
import { hasNetworkAgain, isAccessible, Journey, losesNetwork, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'

/** One phone that goes from hand to hand: what somebody tapped on it is theirs, whoever holds it when there is a signal again. */
let journey: Journey
let jo: Person, ewa: Person, ola: Person
let marta: MadeReferral
let phone: Page

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  const service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ola = await service.has({ name: 'Ola Adeyemi', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  const power = { kind: 's136', startedAt: addMinutes(hub.now(), -20 * 60) } as const
  marta = await aReferral(hub, service, jo, { power })
  await given(jo, marta, ewa)
  phone = await journey.signIn(ewa, { viewport: PHONE })
})
afterAll(() => journey.close())

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const says = (page: Page, words: RegExp | string) => page.getByText(words).first().waitFor()
const lost = '**/api/allocations.setOff'

const happened = () =>
  journey.hub.owner<{ type: string; actor: string }[]>`
    select type, actor_id as actor from hub.events
    where (referral_id = ${marta.id} and type in ('amhp-set-off', 'amhp-arrived')) or type = 'help-called' order by seq`

it('keeps a tap of Ewa’s for Ewa while somebody else is signed in, and says so', async () => {
  await press(phone, /^Accept/)
  await phone.getByRole('button', { name: 'On my way' }).waitFor()
  await phone.route(lost, (route) => route.abort())
  await press(phone, 'On my way')
  await says(phone, '1 waiting to send')
  await phone.unroute(lost)
  await phone.evaluate(() =>
    fetch('/api/sign-out', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
  )
  await phone.goto(journey.hub.address)
  await says(phone, '1 tap of Ewa’s waits for Ewa to sign in.')
  await isAccessible(phone, 'signing in where somebody else’s tap waits')
  await picture(phone, 'phone-others-tap-sign-in-390')
  await journey.signInAgain(phone, ola)
  await says(phone, '1 tap of Ewa’s waits for Ewa to sign in.')
  await picture(phone, 'phone-others-tap-390')
  await phone.emulateMedia({ colorScheme: 'dark' })
  await picture(phone, 'phone-others-tap-390-dark')
  await phone.emulateMedia({ colorScheme: 'light' })
  expect(await phone.getByText('Lindqvist').count()).toBe(0)
  expect(await happened()).toEqual([])
  await journey.signInInstead(phone, ewa)
  await says(phone, 'Marta Lindqvist')
  await phone.getByRole('button', { name: 'I’ve arrived' }).waitFor()
  await expect.poll(happened).toEqual([{ type: 'amhp-set-off', actor: ewa.id }])
})

it('does nothing in the name of whoever signed in in another tab', async () => {
  const tab = await phone.context().newPage()
  await tab.goto(journey.hub.address)
  await tab.getByText('Marta Lindqvist').first().waitFor()
  await journey.signInInstead(tab, ola)
  await tab.locator('.duty', { hasText: 'Ola Adeyemi' }).waitFor()
  // The first tab may have heard of it, and says that it is signed out or goes to Ola’s page; then there is nothing to press there.
  const arrived = phone.getByRole('button', { name: 'I’ve arrived' })
  if (await arrived.isVisible()) await arrived.click({ timeout: 5_000 }).catch(() => null)
  await tab.reload()
  await tab.locator('.duty', { hasText: 'Ola Adeyemi' }).waitFor()
  expect((await happened()).filter(({ actor }) => actor === ola.id)).toEqual([])
  await tab.close()
})

it('names a call for help that did not go through for what it was, with numbers to ring', async () => {
  await journey.signInInstead(phone, ewa)
  await says(phone, 'Marta Lindqvist')
  await losesNetwork(phone)
  await phone.getByRole('button', { name: 'Hold to call for help' }).focus()
  await phone.keyboard.press('Enter')
  await says(phone, 'Nobody knows yet. Call 999.')
  // By the time there is a signal again the session is over.
  journey.hub.clockMovesOn({ minutes: 13 * 60 })
  await hasNetworkAgain(phone)
  await says(phone, 'nobody knows of it yet.')
  await picture(phone, 'phone-others-help-390')
  journey.hub.clockMovesOn({ minutes: 12 * 60 })
  await phone.reload()
  await journey.signInAgain(phone, ewa)
  await says(phone, 'Your call for help was NOT received.')
  const refused = phone.locator('.note', { hasText: 'NOT received' })
  expect(await refused.getByRole('link').count()).toBeGreaterThan(1)
  expect(await phone.getByText('A note to the hub').count()).toBe(0)
  await isAccessible(phone, 'a call for help that was never received')
  await picture(phone, 'phone-help-refused-390')
  expect((await happened()).map(({ type }) => type)).not.toContain('help-called')
})

it('says that the hub has a call for help that the phone’s worker sent on, also when the session is over', async () => {
  await press(phone, 'I have read this')
  await phone.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await phone.getByRole('button', { name: 'Hold to call for help' }).focus()
  await phone.keyboard.press('Enter')
  await says(phone, /^Calling in \d/)
  await phone.goto('about:blank')
  await expect.poll(async () => (await happened()).at(-1)).toEqual({ type: 'help-called', actor: ewa.id })
  journey.hub.clockMovesOn({ minutes: 13 * 60 })
  await phone.goto(journey.hub.address)
  await says(phone, /^The hub has Ewa’s call for help of /)
  expect(await phone.getByText(/nobody knows|waits for Ewa/).count()).toBe(0)
  await isAccessible(phone, 'signing in where the hub has a call for help')
  await picture(phone, 'phone-others-help-received-390')
  journey.hub.clockMovesOn({ minutes: 12 * 60 })
  await phone.reload()
  await journey.signInAgain(phone, ewa)
  await says(phone, /^Your call for help was received at /)
  expect(await phone.getByText('NOT received').count()).toBe(0)
  await picture(phone, 'phone-help-received-390')
  await press(phone, 'I have read this')
  await phone.getByText(/^Your call for help was received at /).waitFor({ state: 'detached' })
  expect(await phone.evaluate(async () => (await (await caches.open('duty-hub.handed')).keys()).length)).toBe(0)
})

it('signs nobody in again by a reload while the hub has not heard of a sign-out, and says so', async () => {
  const lostToo = '**/api/sign-out'
  await phone.route(lostToo, (route) => route.abort())
  await press(phone, /: account$/)
  await phone.getByRole('menuitem', { name: 'Sign out' }).click()
  await says(phone, 'The hub has not heard that you signed out.')
  expect(await phone.getByLabel('Password').count()).toBe(0)
  // Of calls for help that the worker sent on, nothing stays with whoever comes next.
  await expect.poll(() => phone.evaluate(() => caches.has('duty-hub.handed'))).toBe(false)
  await isAccessible(phone, 'a sign-out of which the hub has not heard')
  await picture(phone, 'phone-sign-out-owed-390')
  await phone.reload()
  await says(phone, 'The hub has not heard that you signed out.')
  expect(await phone.getByText('Lindqvist').count()).toBe(0)
  await phone.unroute(lostToo)
  await phone.getByLabel('Password', { exact: true }).waitFor()
  const now = await phone.evaluate(async () => (await fetch('/api/session/now')).text())
  expect(now).toContain('nobody')
})
