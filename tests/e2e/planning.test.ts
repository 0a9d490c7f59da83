import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { isAccessible, Journey, PHONE, picture } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
})
afterAll(() => journey.close())

it('planning: a pattern is tried and read, weeks are filled, what is open says why, and a draft is left to publish', async () => {
  const page = await journey.signIn(signInOf('ruth.banerjee'))
  await page.goto(`${journey.hub.address}/rota`)
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await page.getByRole('heading', { name: 'Plan: which shifts' }).waitFor()

  // Two early people begin in the afternoon instead.
  const early = page.getByLabel('People, Early, each weekday')
  await early.fill('x')
  await page.getByRole('button', { name: 'Try these shifts' }).click()
  await page.getByText('Give the number of people, 0 to 20.').first().waitFor()
  await early.fill('0')
  const late = page.getByLabel('People, Late, each weekday')
  await late.fill('4')
  await page.getByRole('button', { name: 'Try these shifts' }).click()
  await page.getByRole('heading', { name: 'What these shifts would do' }).waitFor({ timeout: 60_000 })
  await page.getByText(/^Work past the end of shifts: .* a week today/).waitFor()
  await page.getByText(/It reproduces the past|Take care with some figures/).waitFor()
  await expect.poll(() => early.inputValue()).toBe('0')
  await isAccessible(page, 'shifts that were tried')
  await picture(page, 'plan-shifts-1440')
  await page
    .getByRole('button', { name: /^Put into the form/ })
    .first()
    .click()
  expect(
    await page
      .getByLabel(/^From, .*, each weekday$/)
      .first()
      .inputValue(),
  ).toMatch(/^\d{2}:\d{2}$/)

  await page.getByRole('link', { name: 'Fill', exact: true }).click()
  await page.getByRole('heading', { name: 'Plan: fill the rota' }).waitFor()
  await page.getByLabel('For', { exact: true }).selectOption('1')
  await page.getByLabel('People on a weekday, Twilight').fill('6')
  await page.getByRole('button', { name: 'Fill these weeks' }).click()
  await page.getByRole('heading', { name: 'What came of it' }).waitFor({ timeout: 60_000 })
  await page.getByText(/duties are covered\. \d+ (is|are) open/).waitFor()
  const open = page.locator('.plan-open summary').first()
  await open.click()
  await page.locator('.plan-open details[open] li').first().waitFor()
  await isAccessible(page, 'a filled rota')
  await picture(page, 'plan-fill-1440')

  await page.getByRole('button', { name: 'Put into the draft of the rota' }).click()
  await page.getByText(/shifts are in the draft\./).waitFor()
  const [drafted] = await journey.hub.owner<{ count: number }[]>`select count(*)::int as count from hub.draft_shifts`
  expect(drafted?.count).toBeGreaterThan(30)
  await page.setViewportSize(PHONE)
  await picture(page, 'plan-fill-390')
  await isAccessible(page, 'a filled rota on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})
