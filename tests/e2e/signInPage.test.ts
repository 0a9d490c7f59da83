import { afterAll, beforeAll, expect, it } from 'vitest'
import { isAccessible, Journey, PHONE } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
})
afterAll(() => journey.close())

it('says that the hub cannot be reached when it cannot, keeps whom to ring, and says when it answers again', async () => {
  const page = await journey.open('/', { viewport: PHONE })
  const hubPhone = page.locator('a[href^="tel:"]').first()
  await page.getByText('The hub is answering.').waitFor()
  await hubPhone.waitFor()
  const number = await hubPhone.textContent()

  await page.context().setOffline(true)
  await page.getByText('The hub cannot be reached.').waitFor()
  expect(await page.getByText('The hub is answering.').count()).toBe(0)
  expect(await hubPhone.textContent()).toBe(number)
  await isAccessible(page, 'signing in without a signal')

  await page.context().setOffline(false)
  await page.getByText('The hub is answering.').waitFor()
})

it('looks again by itself: a hub that goes away without a word from the phone is told of', async () => {
  const page = await journey.open('/')
  await page.getByText('The hub is answering.').waitFor()
  const name = await page.locator('.council').textContent()
  await page.route(/\/(?:health|council\.json)$/, (route) => route.abort('connectionrefused'))
  await page.getByText('The hub cannot be reached.').waitFor({ timeout: 90_000 })
  expect(await page.locator('.council').textContent()).toBe(name)
  expect(name).not.toBe('')
  await page.unroute(/\/(?:health|council\.json)$/)
  await page.getByText('The hub is answering.').waitFor()
})
