import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aReferral, aShift } from '#tests/builders/allocations.ts'
import { DESK, isAccessible, Journey, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

/** What was just done is told where it hides nothing, and the buttons of a long form stay in sight. */
let journey: Journey
let service: TestService
let jo: Person, ruth: Person

beforeAll(async () => {
  journey = await Journey.open()
  service = await journey.hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => journey.close())

/** Which of the things to read or press the toast lies over, in words. */
const liesOver = (page: Page) =>
  page.evaluate(() => {
    const toast = document.querySelector('.toast')?.getBoundingClientRect()
    if (!toast) return ['no toast']
    return [...document.querySelectorAll('.sug, .qr .btn, .f, .btn-p')].flatMap((one) => {
      const { top, bottom, left, right } = one.getBoundingClientRect()
      const covers = top < toast.bottom && bottom > toast.top && left < toast.right && right > toast.left
      return covers ? [one.textContent.slice(0, 40)] : []
    })
  })

it('a toast lies over no suggestion, and goes when another act begins', async () => {
  const { hub } = journey
  for (const name of ['Ewa Kowalska', 'Tom Ellis', 'Hannah Cole', 'Liam Farrell'])
    await aShift(hub, service, await service.has({ name, roles: ['amhp'] }))
  for (const lastName of ['Adeyemi', 'Brook', 'Cole', 'Dale']) await aReferral(hub, service, jo, { lastName })
  const desk = await journey.signIn(jo, { viewport: DESK, theme: 'light' })
  await desk.goto(`${hub.address}/board`)
  await desk.getByText(/^Live, /).waitFor()
  await desk
    .locator('.qr')
    .filter({ hasText: 'Adeyemi' })
    .getByRole('button', { name: /^Allocate/ })
    .click()
  await desk.locator('.sug').first().waitFor()
  await desk.keyboard.press('1')
  await desk.locator('.toast').waitFor()
  await desk
    .locator('.qr')
    .filter({ hasText: 'Brook' })
    .getByRole('button', { name: /^Allocate/ })
    .click()
  await desk.locator('.sug').first().waitFor()
  await expect.poll(() => liesOver(desk)).toEqual([])
  await isAccessible(desk, 'a toast beside suggestions')
  await picture(desk, 'toast-1440')
  await desk.keyboard.press('o')
  await desk.getByRole('dialog').waitFor()
  await desk.locator('.toast').waitFor({ state: 'detached' })
})

it('the buttons of “Add a shift” are in sight at once, and stay there', async () => {
  const page = await journey.signIn(ruth, { viewport: DESK, theme: 'light' })
  await page.goto(`${journey.hub.address}/rota/2026-W47`)
  await page.getByRole('button', { name: /Add a shift/ }).click()
  const dialog = page.getByRole('dialog')
  const save = dialog.getByRole('button', { name: 'Keep in the draft' })
  const foot = async () => (await save.boundingBox())?.y ?? Number.POSITIVE_INFINITY
  await save.waitFor()
  expect(await foot()).toBeLessThan(DESK.height - 40)
  await isAccessible(page, 'adding a shift')
  await picture(page, 'add-a-shift-1440')
  await page.setViewportSize({ width: 1440, height: 640 })
  expect(await foot()).toBeLessThan(600)
  expect(journey.faults).toEqual([])
})
