import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '#shared/kernel/permission.ts'
import { instant } from '#shared/time/instant.ts'
import { aReferral, aShift } from '#tests/builders/allocations.ts'
import { isAccessible, Journey, looksRight, PHONE } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open()
})
afterAll(() => journey.close())

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const says = (page: Page, words: RegExp | string) => page.getByText(words).first().waitFor()
const go = (page: Page, path: string) => page.goto(`${journey.hub.address}${path}`)

it('the desk is handed from shift to shift by name, what is not ticked stays, and in the morning it comes back', async () => {
  const { hub } = journey
  const service = await hub.service()
  const has = (name: string, role: Role) => service.has({ name, roles: [role] })
  const [giver, next, team] = [
    await has('Nia Rowe', 'practice-consultant'),
    await has('Omar Haddad', 'practice-consultant'),
    await has('Kwame Boateng', 'edt'),
  ]
  const { number } = await aReferral(hub, service, giver, { lastName: 'Tregear', firstName: 'Morwenna' })
  await aReferral(hub, service, giver, { lastName: 'Blythe', firstName: 'Colin' })
  const [day, evening] = [await journey.signIn(giver), await journey.signIn(next)]
  await isOffered(day)
  await isTakenBackWhileAnswered(day, evening)
  await isTakenInPart(evening)
  await says(day, '1 of 2 stays with you.')
  await says(day, 'With Omar Haddad since the last handover')

  const night = await journey.signIn(team, { viewport: PHONE, theme: 'dark' })
  await go(evening, '/handover')
  hub.clockMovesOn({ minutes: 2 })
  await press(evening, /^Offer 2 referrals to Emergency Duty Team/)
  await says(evening, 'Nobody has taken this over yet: it is still yours.')
  await takesAll(night, /^Omar Haddad hands over 2 referrals\./)
  await isToldOfTaking(evening)

  await isToldWhomToRing(night, number, '01632 960 001')
  await aShift(hub, service, next, { from: -1, to: 4, role: 'practice-consultant' })
  await isToldWhomToRing(night, number, 'Omar Haddad')

  hub.clockIs(instant('2026-11-13T08:25:00.000Z'))
  await journey.signInAgain(night, team)
  await go(night, '/handover')
  await press(night, /^Offer 2 referrals to The day hub, in the morning/)
  await says(night, 'Nobody has taken this over yet: it is still yours.')
  await journey.signInAgain(day, giver)
  await takesAll(day, /^Kwame Boateng hands over 2 referrals\./)
  await says(day, 'Nia Rowe took 2 of 2')
  expect(journey.faults).toEqual([])
})

async function isOffered(page: Page): Promise<void> {
  await go(page, '/handover')
  await page.getByRole('radio', { name: 'The next shift' }).check({ force: true })
  await page.getByLabel('What they must know of the shift').fill('Bed manager rings at 19:00.')
  await page.getByLabel(/must do or know about Tregear/).fill('Ring Dr Hale back.')
  const by = page.getByLabel(/^By when, for Tregear/)
  await by.fill('25:99')
  await press(page, /^Offer 2 referrals/)
  await says(page, /^Enter a time for R-\d+, like 17:30/)
  await isAccessible(page, 'a handover with a time that is none')
  await by.fill('17:30')
  await by.fill('09:00')
  await says(page, 'Tomorrow, Fri 13 November 09:00')
  await looksRight(page, 'handover-tomorrow')
  await by.fill('17:30')
  await says(page, 'Today 17:30')
  await looksRight(page, 'handover')
  await press(page, /^Offer 2 referrals to The next shift/)
  await says(page, 'Nobody has taken this over yet: it is still yours.')
}

/** The giver takes it back while a colleague answers: what either wrote stays before them. */
async function isTakenBackWhileAnswered(giver: Page, taker: Page): Promise<void> {
  const banner = giver.locator('[tabindex="-1"]:focus').getByText(/^Nobody has taken this over yet/)
  await banner.waitFor()
  await expect.poll(() => giver.getByText('You are handing this over.').count()).toBe(2)
  expect(await giver.getByRole('button', { name: /^Offer / }).count()).toBe(0)
  await looksRight(giver, 'handover-offered')
  await go(taker, '/handover')
  await taker.getByRole('link', { name: 'Read and take over' }).click()
  await taker.getByLabel('I take over Morwenna Tregear').check()
  const why = taker.getByLabel(/^Why it stays with Nia.*Colin Blythe/)
  await why.fill('I know his brother.')
  await press(giver, 'Take it back')
  await taker
    .getByRole('alert')
    .getByText(/^Nia Rowe took this back, .* \d\d:\d\d\.$/)
    .waitFor()
  await looksRight(taker, 'handover-ended')
  expect([await why.inputValue(), await why.getAttribute('readonly')]).toEqual(['I know his brother.', ''])
  expect(await taker.getByLabel('I take over Morwenna Tregear').isChecked()).toBe(true)
  await press(taker, 'Put it away')
  await giver.getByRole('button', { name: /^Offer 2 referrals to The next shift/ }).waitFor()
  const words = giver.getByLabel('What they must know of the shift')
  expect(await words.inputValue()).toBe('Bed manager rings at 19:00.')
  expect(await giver.getByLabel(/must do or know about Tregear/).inputValue()).toBe('Ring Dr Hale back.')
  expect(await giver.getByLabel(/^By when, for Tregear/).inputValue()).toBe('17:30')
  await press(giver, /^Offer 2 referrals to The next shift/)
  await says(giver, 'Nobody has taken this over yet: it is still yours.')
}

async function isTakenInPart(page: Page): Promise<void> {
  await go(page, '/board')
  await page.getByRole('link', { name: /Handover 1 to take over/ }).click()
  await page.getByRole('link', { name: 'Read and take over' }).click()
  await says(page, 'Ring Dr Hale back.')
  await page.getByLabel('I take over Morwenna Tregear').check()
  await page.getByLabel(/^Why it stays with Nia.*Colin Blythe/).fill('His own consultant will ring in an hour.')
  await looksRight(page, 'handover-to-take')
  await press(page, 'Take over 1, leave 1 with Nia')
  await says(page, 'Omar Haddad took 1 of 2')
  await says(page, /^Stays with the giver: His own consultant/)
}

/** The giver reads who took it and when, and what went over is not ready to be offered once more. */
async function isToldOfTaking(giver: Page): Promise<void> {
  await giver
    .getByRole('region', { name: 'What was just done' })
    .getByText(/^Kwame Boateng took 2 of 2 at \d\d:\d\d\./)
    .waitFor()
  await giver
    .locator('.note')
    .getByText(/^Kwame Boateng took 2 of 2 at \d\d:\d\d\.$/)
    .waitFor()
  await giver.getByText('They are no longer yours.').waitFor()
  await says(giver, 'With Kwame Boateng since the last handover')
  expect(await giver.getByRole('checkbox', { name: /^Hand over/, checked: true }).count()).toBe(0)
  expect(await giver.getByRole('button', { name: /^Offer / }).count()).toBe(0)
  await looksRight(giver, 'handover-taken')
}

/** Whoever holds a referral and may not allocate reads who can, on the record and beside the board. */
async function isToldWhomToRing(page: Page, number: number, whom: string): Promise<void> {
  for (const path of [`/referrals/${number}`, `/board/r/${number}`]) {
    await go(page, path)
    await page.locator('.note').getByText(whom).first().waitFor()
    await says(page, 'Nobody is allocated.')
    await looksRight(page, `whom-to-ring-${path.split('/')[1]}-${whom.slice(0, 4)}`)
  }
}

async function takesAll(page: Page, offered: RegExp): Promise<void> {
  await go(page, '/handover')
  await says(page, offered)
  await page.getByRole('link', { name: 'Read and take over' }).click()
  await press(page, 'Tick all')
  await press(page, 'Take over 2')
  await says(page, / took 2 of 2/)
}
