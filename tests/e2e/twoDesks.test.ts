import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocateReferral } from '#shared/allocations/contract.ts'
import type { Role } from '#shared/kernel/permission.ts'
import { changeReferral } from '#shared/referrals/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aReferral, aShift, given, workedTo, type MadeReferral } from '#tests/builders/allocations.ts'
import { aReferral as aCallSaved, recordOf } from '#tests/builders/referrals.ts'
import { isAccessible, Journey, picture, settled } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import { listenToTheRegion } from '#tests/harness/politeRegion.ts'
import { decides, keepsTyping } from '#tests/harness/triageForm.ts'

let journey: Journey
let jo: Person, amir: Person, ewa: Person, tom: Person
let marta: MadeReferral, sean: MadeReferral, kofi: MadeReferral
/** Jo’s desk and Amir’s, side by side. */
let desk: Page, colleague: Page

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  const service = await hub.service()
  const has = (name: string, role: Role) => service.has({ name, roles: [role] })
  jo = await has('Jo Marsh', 'practice-consultant')
  amir = await has('Amir Shah', 'practice-consultant')
  ewa = await has('Ewa Kowalska', 'amhp')
  tom = await has('Tom Ellis', 'amhp')
  await aShift(hub, service, ewa)
  await aShift(hub, service, tom, { from: -4, to: 3 })
  marta = await aReferral(hub, service, jo)
  kofi = await aReferral(hub, service, jo, { lastName: 'Adeyemi', firstName: 'Kofi' })
  const power = { kind: 's136' as const, startedAt: addHours(hub.now(), -2) }
  sean = await aReferral(hub, service, jo, {
    lastName: 'Doyle',
    firstName: 'Sean',
    state: 'to-triage',
    urgency: null,
    power,
  })
  desk = await journey.signIn(jo)
  colleague = await journey.signIn(amir)
})
afterAll(() => journey.close())

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const says = (page: Page, words: RegExp | string) => page.getByText(words).first().waitFor()
const go = (page: Page, path: string) => page.goto(`${journey.hub.address}${path}`)
const row = (page: Page, name: string) => page.locator('.qr').filter({ hasText: name })

it('each desk sees what the other has open, and two triage decisions at once are both kept', async () => {
  await go(desk, `/referrals/${sean.number}?tab=triage`)
  await row(colleague, 'Doyle').getByText('Jo Marsh has this open').waitFor()
  await decides(desk, 'Fit to be interviewed now.')
  await row(colleague, 'Doyle').getByText('Jo Marsh is typing in this').waitFor()
  await picture(colleague, 'presence-1440')

  await keepsTyping(desk)
  await go(colleague, `/referrals/${sean.number}?tab=triage`)
  await says(colleague, /is writing in this record now/)
  expect(await colleague.getByLabel('Why now').isDisabled()).toBe(true)
  await isAccessible(colleague, 'a form that a colleague is writing in')
  await picture(colleague, 'soft-lock-1440')
  await press(colleague, 'Write mine all the same')
  await decides(colleague, 'His mother cannot have him home.')
  await press(colleague, /Record the decision/)
  await says(colleague, /Decision recorded/)
  const both = desk.getByRole('region', { name: 'Decision: two choices' })
  await both.getByText('His mother cannot have him home.').waitFor()
  await both.getByText('Fit to be interviewed now.').waitFor()
  await isAccessible(desk, 'two decisions at once')
  await picture(desk, 'two-decisions-1440')
  await both.getByRole('button', { name: /^Go on with mine/ }).click()
  await desk.getByLabel('Why the decision changes').fill('The nurse rang: he is fit to be seen.')
  await press(desk, /Record version 2/)
  await says(desk, /Version 2/)
  const { decisions } = await recordOf(jo, sean)
  expect(decisions.map(({ whyNow }) => whyNow)).toEqual([
    'His mother cannot have him home.',
    'Fit to be interviewed now.',
  ])
})

it('the same fact changed by two is shown twice, and whoever is second chooses', async () => {
  await go(desk, `/referrals/${kofi.number}?tab=details`)
  await desk.getByLabel('Where they are now').fill('At his brother’s, 9 Quay Street')
  await desk.getByLabel('Way in').fill('Ring twice')
  await amir.sends(changeReferral, {
    referralId: kofi.id,
    seenVersion: kofi.version,
    changes: { place: 'Thornwick station' },
  })
  const both = desk.getByRole('region', { name: 'Where they are now: two choices' })
  await both.getByText('Thornwick station').waitFor()
  await both.getByText('At his brother’s, 9 Quay Street').waitFor()
  await isAccessible(desk, 'a fact changed by two')
  await both.getByRole('button', { name: /^Keep Amir’s/ }).click()
  await both.waitFor({ state: 'detached' })
  await expect.poll(() => desk.getByLabel('Way in').inputValue()).toBe('Ring twice')
  await press(desk, 'I have looked')
  await press(desk, /Save changes/)
  await says(desk, 'Details changed.')
  const { referral } = await recordOf(jo, kofi)
  expect([referral.place, referral.wayIn]).toEqual(['Thornwick station', 'Ring twice'])
})

it('an allocation that came second is told who was first and is not sent; an undo is seen by both', async () => {
  await go(desk, `/board/r/${marta.number}`)
  await go(colleague, '/board')
  await desk.locator('.sug').first().waitFor()
  await settled(desk)
  // Allocating waits until the line to the hub stands.
  await says(desk, /^Live, /)
  // Amir’s press arrives while Jo’s is on its way, and Tom is there before Jo has read of it. A press that took long is sent again.
  let quicker: Promise<unknown> | null = null
  await desk.route(`**/api/${allocateReferral.name}`, async (route) => {
    quicker ??= given(amir, marta, tom).then((id) => workedTo(journey.hub, tom, id, 'arrived'))
    await quicker
    await route.continue()
  })
  await desk.keyboard.press('1')
  const told = desk.getByRole('alertdialog')
  await told.getByText(/^Amir allocated this/).waitFor()
  await told.getByText('Your choice, not sent').waitFor()
  await told.getByText('“Knows the person”').waitFor()
  await isAccessible(desk, 'an allocation that came second')
  await picture(desk, 'conflict-1440')
  await desk.unroute(`**/api/${allocateReferral.name}`)
  await desk.route(`**/api/${allocateReferral.name}`, (route) => route.abort())
  await press(desk, 'Change to Ewa, and say why')
  await desk.getByLabel('Why Ewa and not Tom').fill('Ewa has seen her before')
  await press(desk, /^Take it back from Tom/)
  await says(desk, /to take it back all the same, confirm/)
  await desk.getByLabel('I know that somebody new must interview again').check({ force: true })
  await isAccessible(desk, 'a contested job whose AMHP has arrived')
  await press(desk, /^Take it back from Tom/)
  await says(desk, 'Taken back, and with nobody now')
  await isAccessible(desk, 'taken back, and not given on')
  await picture(desk, 'with-nobody-1440')
  await desk.unroute(`**/api/${allocateReferral.name}`)
  await press(desk, 'Try Ewa again')
  await says(desk, /allocated to Ewa/)

  await go(desk, `/board/r/${kofi.number}`)
  await desk.locator('.sug').first().waitFor()
  await desk.keyboard.press('1')
  await says(desk, /allocated to Tom/)
  await row(colleague, 'Adeyemi').getByText('Tom Ellis').first().waitFor()
  await isAccessible(desk, 'allocated, with the way to undo it')
  await desk.keyboard.press('z')
  await says(desk, /^Undone\./)
  await row(colleague, 'Adeyemi').getByText('not allocated').waitFor()
})

it('a view is an address for a colleague, and a second screen follows the board', async () => {
  await go(desk, '/board')
  await press(desk, 'Views')
  // What is chosen goes by way of the address.
  for (const name of ['To allocate', 'Bed']) {
    await desk.getByRole('radio', { name }).click({ force: true })
    await desk.getByRole('radio', { name, checked: true }).waitFor({ state: 'attached' })
  }
  await isAccessible(desk, 'how to look at the board')
  await picture(desk, 'views-1440')
  await press(desk, 'Done')
  await desk.getByRole('button', { name: 'To allocate · waiting for a bed' }).waitFor()
  expect(new URL(desk.url()).search).toBe('?show=allocate&waiting=bed')
  await colleague.goto(desk.url())
  await says(colleague, 'waiting for a bed')
  expect(await colleague.getByRole('heading', { name: 'Out now' }).count()).toBe(0)
  await go(colleague, '/board?waiting=bed')
  await colleague.getByRole('button', { name: 'Waiting for a bed', exact: true }).waitFor()

  await go(desk, '/board')
  const second = await desk.context().newPage()
  await go(second, `/referrals/${sean.number}?follow=board`)
  await says(second, 'This window follows the board on your other screen.')
  await row(desk, 'Lindqvist').waitFor()
  const order = await desk.locator('.qr a[id^="row-"]').evaluateAll((links) => links.map(({ id }) => id.slice(4)))
  expect(order).toHaveLength(3)
  for (const number of order) {
    await desk.keyboard.press('j')
    await second.waitForURL(`**/referrals/${number}?follow=board`)
  }
  await second.close()
})

it('rows stay under the pointer and under the focus, and a screen reader hears at most one message in 20 seconds', async () => {
  const { hub } = journey
  const arrives = (lastName: string) =>
    aCallSaved(hub, amir, {
      lastName,
      receivedAt: addMinutes(hub.now(), -2),
      power: { kind: 's136', startedAt: addHours(hub.now(), -23), startSource: 'Police log' },
    })
  await go(desk, '/board')
  const lowest = row(desk, 'Lindqvist')
  // What stands above the board, like who is out alone, comes a moment after it.
  await settled(desk)
  await lowest.hover()
  const before = await lowest.boundingBox()
  await arrives('Harcastle')
  await desk.getByRole('button', { name: '1 new', exact: true }).waitFor()
  expect((await lowest.boundingBox())?.y).toBe(before?.y)
  await isAccessible(desk, 'the board with news that waits')
  await picture(desk, 'held-rows-1440')
  await desk.mouse.move(2, 2)
  await row(desk, 'Harcastle').waitFor()

  await lowest.getByRole('link').first().focus()
  await desk.keyboard.press('k')
  await desk.keyboard.press('j')
  const focused = await lowest.boundingBox()
  await arrives('Ingleby')
  await desk.getByRole('button', { name: '1 new', exact: true }).waitFor()
  expect((await lowest.boundingBox())?.y).toBe(focused?.y)
  await press(desk, '1 new')
  await row(desk, 'Ingleby').waitFor()

  await desk.clock.install()
  await desk.reload()
  await row(desk, 'Ingleby').waitFor()
  await desk.evaluate(listenToTheRegion)
  for (const name of ['Jessop', 'Kettley', 'Larwood', 'Mossley']) {
    await arrives(name)
    await row(desk, name).waitFor()
    await desk.clock.runFor(9_000)
  }
  await desk.clock.runFor(45_000)
  const spoken = await desk.evaluate(() => (globalThis as unknown as { spoken: [number, string][] }).spoken)
  const gaps = spoken.slice(1).map(([at], place) => at - (spoken[place]?.[0] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20_000)
  const arrived = spoken.flatMap(([, words]) => Number(/(\d+) new to triage/.exec(words)?.[1] ?? 0))
  expect(arrived.reduce((sum, count) => sum + count, 0)).toBe(4)
  expect(journey.faults.splice(0)).toEqual([])
})
