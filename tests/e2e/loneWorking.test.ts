import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setOff } from '#shared/allocations/contract.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { checkIn } from '#shared/safety/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { isAccessible, Journey, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'

let journey: Journey
let loop: AlarmLoop
let jo: Person, ewa: Person
let service: Awaited<ReturnType<Journey['hub']['service']>>
let desk: Page, phone: Page
let began: Instant
let allocationId: AllocationId
let joOn: Awaited<ReturnType<typeof aShift>>

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  loop = new AlarmLoop(hub)
  began = hub.now()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  joOn = await aShift(hub, service, jo, { role: 'practice-consultant' })
  await aShift(hub, service, jo, { role: 'practice-consultant', from: 18, to: 26 })
  allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  const seenVersion = await workedTo(hub, ewa, allocationId, 'accepted')
  await ewa.sends(setOff, { allocationId, seenVersion, occurredAt: hub.now() })
  phone = await journey.signIn(ewa, { viewport: PHONE, theme: 'dark' })
  desk = await journey.signIn(jo)
})
afterAll(async () => {
  await loop.close()
  await journey.close()
})

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const says = (page: Page, words: RegExp | string) => page.getByText(words).first().waitFor()
const clock = (minutes: number): string => clockTimeOf(addMinutes(began, minutes))

/** A finger on a button for so long, as a phone tells it: touches, and the clicks that come of them. */
async function touches(page: Page, name: string, ms: number): Promise<void> {
  const button = page.getByRole('button', { name })
  await button.scrollIntoViewIfNeeded()
  const box = await button.boundingBox()
  if (!box) throw new Error(`${name} is not on the page`)
  const finger = await page.context().newCDPSession(page)
  await finger.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  await page.waitForTimeout(ms)
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await finger.send('Emulation.setTouchEmulationEnabled', { enabled: false })
}

it('an AMHP checks in with one tap, and a missed check-in stands above every page of the desk', async () => {
  await says(phone, `Check in by ${clock(120)}`)
  await isAccessible(phone, 'my duty with a check-in')
  await picture(phone, 'phone-check-in-390-dark')
  const rings = (name: string) => phone.getByRole('link', { name, exact: true }).first().getAttribute('href')
  expect([await rings('Ring the hub'), await rings('Call hub')]).toEqual(['tel:01632960001', 'tel:01632960001'])
  await press(phone, '30 min')
  await says(phone, new RegExp(`Check in by (?:${clock(30)}|${clock(31)})`))
  await press(desk, /1 out alone and in time/)
  await says(desk, /^Ewa Kowalska: back by/)
  // Nobody touches the desk meanwhile, and for less than the half hour after which it is covered.
  await ewa.sends(checkIn, { allocationId, occurredAt: journey.hub.now(), backBy: addMinutes(began, 5) })
  journey.hub.clockIs(addMinutes(began, 21))
  await loop.turns()
  await says(desk, /^Ewa Kowalska is 1\dm late/)
  await says(desk, /Jo Marsh was told at/)
  await isAccessible(desk, 'a missed check-in at the desk')
  await picture(desk, 'desk-missed-check-in-1440')
  await press(desk, /^I have spoken to them/)
  await says(desk, /you said that you have spoken to them/)
  // Its place is its own again once nobody's pointer is there.
  await desk.mouse.move(1, 1)
  await says(desk, /^Ewa Kowalska: back by/)
})

it('help is called by holding a button or one key, and can be taken back for five seconds', async () => {
  const button = phone.getByRole('button', { name: 'Hold to call for help' })
  await button.click()
  expect(await button.isVisible(), 'a tap is not enough').toBe(true)
  await button.focus()
  await phone.keyboard.press('Enter')
  await press(phone, /^Calling in \d/)
  // Held until it counts, and let go of where it was held: it goes on counting.
  await button.hover()
  await phone.mouse.down()
  await says(phone, /^Calling in \d/)
  await phone.mouse.up()
  await says(phone, /^Calling in [1-3]/)
  await press(phone, /^Calling in \d/)
  // The same with a finger: where it is lifted a phone makes a click, on the button that has come in the place of the held one.
  await touches(phone, 'Hold to call for help', 2500)
  await says(phone, /^Help called at/)
  await says(desk, /^Ewa Kowalska called for help at/)
  await loop.turns()
  await says(phone, /Jo Marsh was told\./)
  await isAccessible(phone, 'help was called')
  await phone.emulateMedia({ colorScheme: 'light' })
  await picture(phone, 'phone-help-called-390')
  await press(desk, /^Hand over to Emergency Duty Team/)
  await desk.getByLabel('Who at Emergency Duty Team has taken it').fill('Nia Rees')
  await isAccessible(desk, 'a call for help at the desk')
  await picture(desk, 'desk-help-called-1440')
  await desk.getByRole('button', { name: 'Hand over', exact: true }).click()
  await says(desk, /Handed to Nia Rees at/)
  // What is being counted is not lost with the page: opened under its worker, as on every visit but the first, its own request would be.
  await phone.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await phone.reload()
  await press(desk, /^I have spoken to them/)
  await isAccessible(desk, 'the question before a call for help is ended')
  await picture(desk, 'desk-end-call-1440')
  await press(desk, 'Not yet')
  await says(desk, /^Ewa Kowalska called for help at/)
  await press(desk, /^I have spoken to them/)
  await press(desk, 'They are safe: end the call')
  await desk.getByRole('status').getByText('Ewa Kowalska’s call for help is over.').waitFor()
  await says(desk, /^Jo Marsh spoke to them at/)
  await says(desk, /you said that you have spoken to them/)
  await button.focus()
  await phone.keyboard.press('Enter')
  await says(phone, /^Calling in \d/)
  await phone.goto('about:blank')
  await says(desk, /^Ewa Kowalska called for help at/)
  await phone.goBack()
  await says(phone, /^Help called at/)
  // The desk closes: whoever is there now comes first on the phone, and it does not say that the desk has what it has not.
  await journey.hub
    .owner`update hub.shifts set version = version + 1, ends_at = ${journey.hub.now()} where id = ${joOn.id}`
  await loop.turns()
  await says(phone, /Nobody is at the desk: ring Emergency Duty Team\./)
  const night = phone.getByRole('link', { name: 'Ring Emergency Duty Team', exact: true })
  expect(await night.getAttribute('href')).toBe('tel:01632960002')
  expect(await phone.getByRole('link', { name: /^Out of hours/ }).getAttribute('href')).toBe('tel:01632960002')
  await says(phone, /Nobody is at the desk until .* Or ring the hub on/)
  await isAccessible(phone, 'whom to ring at night')
  await picture(phone, 'phone-night-number-390')
  expect(journey.faults).toEqual([])
})

/** How many are late at once: more of them only to look at pictures. */
const LATE = Number(process.env['LATE'] ?? 3)
const NAMES = ['Tom Ellis', 'Ruth Adeyemi', 'Noor Khan', 'Sam Price', 'Ana Silva', 'Leo Grant']

it('with several late at once a second press answers for nobody else, and the bar leaves the page its room', async () => {
  const { hub } = journey
  const from = hub.now()
  for (const [place, name] of NAMES.slice(0, LATE).entries()) {
    const one = await service.has({ name, roles: ['amhp'] })
    await aShift(hub, service, one)
    const id = await given(jo, await aReferral(hub, service, jo), one)
    await workedTo(hub, one, id, place === 1 ? 'arrived' : 'travelling')
    await one.sends(checkIn, { allocationId: id, occurredAt: hub.now(), backBy: addMinutes(from, place + 1) })
  }
  hub.clockIs(addMinutes(from, 24))
  await loop.turns()
  await desk.setViewportSize({ width: 1366, height: 700 })
  const bar = desk.getByRole('region', { name: 'Out alone' })
  await bar.getByText(`1 call for help, ${LATE} late`).waitFor()
  await bar.getByText(/^Ewa Kowalska called for help at/).waitFor()
  const line = (name: string) => bar.getByRole('listitem').filter({ hasText: name })
  const answer = (name: string) => bar.getByRole('button', { name: new RegExp(`^Answer ?: ${name}`) })
  await answer('Tom Ellis').waitFor()
  await isAccessible(desk, 'several late at the desk')
  for (const [width, height] of [
    [1366, 700],
    [390, 844],
  ] as const) {
    await desk.setViewportSize({ width, height })
    await desk.waitForFunction(
      (most) => (document.querySelector('.watch-bar')?.clientHeight ?? 0) < most,
      height * 0.72,
    )
    await picture(desk, `desk-several-late-${width}`)
    await desk.emulateMedia({ colorScheme: 'dark' })
    await picture(desk, `desk-several-late-${width}-dark`)
    await desk.emulateMedia({ colorScheme: 'light' })
  }
  const small = await answer('Ruth Adeyemi').boundingBox()
  expect(small?.height).toBeGreaterThanOrEqual(44)
  await isAccessible(desk, 'several late on a phone')
  await desk.setViewportSize({ width: 1366, height: 700 })
  await answer('Tom Ellis').click()
  const spoken = line('Tom Ellis').getByRole('button', { name: /^I have spoken to them/ })
  await spoken.click()
  const said = bar.getByText(/you said that you have spoken to them/)
  await said.waitFor()
  expect(await desk.evaluate(() => document.activeElement?.textContent)).toContain('Tom Ellis')
  await desk.mouse.down()
  await desk.mouse.up()
  await picture(desk, 'desk-said-1366')
  await isAccessible(desk, 'what was said of somebody who was late')
  await bar.getByText(`1 call for help, ${LATE - 1} late`).waitFor()
  await answer('Ruth Adeyemi').waitFor()
  await bar.getByRole('button', { name: /^Undo ?: Tom Ellis/ }).click()
  await desk.getByText('Tom Ellis is looked for as before.').waitFor()
  await loop.turns()
  await bar.getByText(`1 call for help, ${LATE} late`).waitFor()
  await answer('Ruth Adeyemi').click()
  await line('Ruth Adeyemi')
    .getByRole('button', { name: /^They rang: they are home/ })
    .click()
  await desk.getByRole('heading', { name: 'Is Ruth Adeyemi home?' }).waitFor()
  await press(desk, 'They said that they are home')
  await bar.getByText(/you said that they are home/).waitFor()
  await bar.getByText(`1 call for help, ${LATE - 1} late`).waitFor()
  expect(journey.faults).toEqual([])
})
