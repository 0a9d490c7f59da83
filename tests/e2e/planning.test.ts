import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { DESK, isAccessible, Journey, PHONE, picture } from '#tests/harness/journey.ts'

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
  // A start is moved along the day with its end, by hand or by key.
  const starts = page.getByLabel('From, Late, each weekday')
  const [from, moved] = [await starts.inputValue(), page.getByLabel('Move Late, each weekday')]
  await moved.press('ArrowLeft')
  await page.getByLabel('People, Late, each weekday').waitFor({ state: 'detached' })
  await page.getByLabel(/^Move Start \d, each weekday$/).press('ArrowRight')
  expect(await starts.inputValue()).toBe(from)
  await page.getByRole('button', { name: 'Try these shifts' }).click()
  await page.getByRole('heading', { name: 'What these shifts would do' }).waitFor({ timeout: 60_000 })
  await page.getByText(/^Work past the end of shifts: .* a week today/).waitFor()
  await page.getByText(/It reproduces the past|Take care with some figures/).waitFor()
  // Six ways of giving out the work, the past first, and what a hand-over is worth.
  await page.getByText(/^First the past/).waitFor()
  expect(await page.getByRole('table', { name: 'Each week, in each of six ways' }).getByRole('row').count()).toBe(7)
  const worth = page.getByLabel('Handing a job over is worth this much late working of an AMHP')
  await worth.press('Home')
  const cheap = await page.getByText(/^At .* a week worked past the end of shifts/).textContent()
  await worth.press('End')
  await page.getByText(/^At 10h: .* a week worked past the end of shifts/).waitFor()
  expect(await page.getByText(/^At 10h: .* a week worked past the end of shifts/).textContent()).not.toBe(cheap)
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

  // What was tried becomes numbers to fill weeks with.
  await page.getByRole('link', { name: 'Fill weeks with these numbers' }).click()
  await page.getByRole('heading', { name: 'Plan: fill the rota' }).waitFor()
  await page.getByText('The numbers below are those of the shifts you tried.').waitFor()
  await expect.poll(() => page.getByLabel('People on a weekday, Early').inputValue()).toBe('0')
  expect(await page.getByLabel('People on a weekday, Late').inputValue()).toBe('4')

  // Six weeks are begun and stopped half-way: the best so far is there.
  await page.getByLabel('For', { exact: true }).selectOption('6')
  await page.getByRole('button', { name: 'Fill these weeks' }).click()
  await page.getByText(/Best so far: /).waitFor({ timeout: 60_000 })
  await picture(page, 'plan-fill-running-1440')
  await page.getByRole('button', { name: 'Stop here' }).click()
  await page.getByText('The best so far is below.').waitFor({ timeout: 60_000 })
  await page.getByRole('heading', { name: 'What came of it' }).waitFor()

  await page.getByLabel('For', { exact: true }).selectOption('1')
  await page.getByLabel('People on a weekday, Twilight').fill('6')
  await page.getByText('Experience wanted on duty').click()
  const experience = page.getByLabel(/^On a weekday, /).first()
  await experience.fill('x')
  await page.getByRole('button', { name: 'Fill these weeks' }).click()
  await page
    .getByText(/^Give the number of people with .*, 0 to 20\.$/)
    .first()
    .waitFor()
  await experience.fill('20')
  await page.getByRole('button', { name: 'Fill these weeks' }).click()
  await page.getByText('The best so far is below.').waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByRole('heading', { name: 'What came of it' }).waitFor({ timeout: 60_000 })
  await page.getByText(/duties are covered\. \d+ (is|are) open/).waitFor()
  const open = page.locator('.plan-open summary').first()
  await open.click()
  await page.locator('.plan-open details[open] li').first().waitFor()
  await page.getByRole('heading', { name: 'Minimums and experience not met, and why' }).waitFor()
  await experience.fill('0')
  await isAccessible(page, 'a filled rota')
  await picture(page, 'plan-fill-1440')

  // Taken further: what cannot be is proved, and the rules that make it so are named.
  await page.getByRole('button', { name: 'Look for a better one, and prove what cannot be' }).click()
  await page.getByRole('heading', { name: 'What was proved' }).waitFor({ timeout: 150_000 })
  await page.getByText(/whatever the rota: proved\./).waitFor()
  await page.getByRole('heading', { name: 'Why not everything can be met' }).waitFor({ timeout: 90_000 })
  await isAccessible(page, 'what was proved')
  await picture(page, 'plan-proved-1440')

  // What could not be met is given way on, and the weeks are filled again.
  await page.getByLabel('People on a weekday, Twilight').fill('1')
  await page.getByRole('button', { name: 'Fill these weeks' }).click()
  await page.getByRole('heading', { name: 'What was proved' }).waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByRole('heading', { name: 'What came of it' }).waitFor({ timeout: 60_000 })
  await page.setViewportSize(PHONE)
  await picture(page, 'plan-fill-390')
  await isAccessible(page, 'a filled rota on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await page.setViewportSize(DESK)
  await page.getByRole('button', { name: 'Put into the draft of the rota' }).click()
  await page.getByText(/shifts are in the draft\./).waitFor()
  const [drafted] = await journey.hub.owner<{ count: number }[]>`select count(*)::int as count from hub.draft_shifts`
  expect(drafted?.count).toBeGreaterThan(30)
  // A person looks at the first week, checks it and publishes.
  await page.getByRole('link', { name: 'Look at the first week' }).click()
  await page.getByRole('button', { name: 'Check and publish' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).waitFor()
  for (const reason of await dialog.getByRole('textbox').all()) await reason.fill('Agreed when the rota was planned')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByText(/changes? not published/).waitFor({ state: 'detached' })
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('planning: a server that goes half-way through is followed by another, which brings the weeks to their end on the same screen', async () => {
  const page = await journey.signIn(signInOf('ruth.banerjee'))
  await page.goto(`${journey.hub.address}/plan/fill`)
  await page.getByLabel('For', { exact: true }).selectOption('3')
  await page.getByLabel('From Monday').selectOption({ index: 7 })
  await page.getByRole('button', { name: 'Fill these weeks' }).click()
  await page.getByText(/Best so far: /).waitFor({ timeout: 60_000 })
  await journey.hub.restarts({})
  await page.getByText(/duties are covered/).waitFor({ timeout: 240_000 })
  const rows = await journey.hub.owner<{ tries: number; state: string }[]>`
    select tries, state from hub.plan_jobs order by asked_at desc limit 1`
  expect(rows).toEqual([{ tries: 1, state: 'done' }])
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
}, 300_000)
