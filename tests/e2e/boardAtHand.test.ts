import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '#shared/kernel/permission.ts'
import { aReferral, aShift, given, workedTo, type MadeReferral } from '#tests/builders/allocations.ts'
import { isAccessible, Journey, looksRight, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

let journey: Journey
let service: TestService
let amir: Person, leila: Person, musa: Person
let ada: MadeReferral, noor: MadeReferral, sam: MadeReferral
let desk: Page

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  service = await hub.service()
  const has = (name: string, role: Role) => service.has({ name, roles: [role] })
  const jo = await has('Jo Marsh', 'practice-consultant')
  amir = await has('Amir Shah', 'practice-consultant')
  leila = await has('Leila Aziz', 'amhp')
  musa = await has('Musa Kamara', 'amhp')
  await aShift(hub, service, leila)
  await aShift(hub, service, musa)
  ada = await aReferral(hub, service, jo, { lastName: 'Okoro', firstName: 'Ada' })
  noor = await aReferral(hub, service, jo, { lastName: 'Rahman', firstName: 'Noor' })
  sam = await aReferral(hub, service, jo, { lastName: 'Osei', firstName: 'Sam' })
  desk = await journey.signIn(jo)
})
afterAll(() => journey.close())

const says = (page: Page, words: RegExp | string) => page.getByText(words).first().waitFor()
const go = (page: Page, path: string) => page.goto(`${journey.hub.address}${path}`)
const row = (page: Page, name: string) => page.locator('.qr').filter({ hasText: name })

it('whoever is pressed is meant, and not whoever was chosen for the same referral before', async () => {
  await go(desk, `/board/r/${ada.number}`)
  const second = desk.locator('.sug').nth(1)
  await second.waitFor()
  const names = ['Leila', 'Musa']
  const [pressed, before] = (await second.innerText()).includes('Leila') ? names : names.toReversed()
  await desk.keyboard.press('o')
  const choosing = desk.getByRole('dialog')
  await choosing.getByRole('radio', { name: new RegExp(`^${before} `) }).check({ force: true })
  await choosing.getByRole('radio', { name: 'Knows the person' }).check({ force: true })
  await choosing.getByRole('button', { name: `Allocate ${before}` }).click()
  await says(desk, new RegExp(`allocated to ${before}`))
  await desk.keyboard.press('z')
  await says(desk, /^Undone\./)
  await row(desk, 'Okoro')
    .getByRole('button', { name: /^Allocate/ })
    .click()
  await second.waitFor()
  await desk.keyboard.press('2')
  await choosing.getByRole('button', { name: `Allocate ${pressed}` }).waitFor()
  expect(await choosing.getByRole('radio', { name: 'Knows the person' }).isChecked()).toBe(false)
  await desk.keyboard.press('Escape')
  await choosing.waitFor({ state: 'detached' })
})

it('rows stay in their lane too while somebody is at them, and what is asked of one stays open when it moves', async () => {
  const { hub } = journey
  const inLane = (lane: string, name: string) =>
    desk.locator(`[aria-labelledby="lane-${lane}"]`).locator(row(desk, name))
  await go(desk, '/board?as=stages')
  await inLane('allocate', 'Rahman').hover()
  const place = async () => {
    const box = await row(desk, 'Rahman').boundingBox()
    return [box?.x, box?.y]
  }
  const before = await place()
  const job = await given(amir, noor, leila)
  await desk.getByRole('button', { name: '1 new or moved' }).waitFor()
  expect(await place()).toEqual(before)
  await picture(desk, 'held-lanes-1440')
  await desk.mouse.move(2, 2)
  await inLane('allocated', 'Rahman').waitFor()

  // By the keyboard: one step of the work leaves its group as it is, and would still move it.
  await inLane('allocated', 'Rahman').getByRole('link').first().focus()
  await desk.keyboard.press('k')
  await desk.keyboard.press('j')
  await workedTo(hub, leila, job, 'travelling')
  await desk.getByRole('button', { name: '1 new or moved' }).waitFor()
  expect(await inLane('allocated', 'Rahman').count()).toBe(1)
  await desk.getByRole('button', { name: '1 new or moved' }).click()
  await desk.mouse.move(2, 2)
  await inLane('out', 'Rahman').waitFor()

  await desk.getByRole('button', { name: `Move R-${sam.number} to…` }).focus()
  await desk.keyboard.press('Enter')
  await desk.getByRole('menuitem', { name: /^Held until/ }).focus()
  await desk.keyboard.press('Enter')
  await desk.getByLabel('What it waits for').fill('Dr Hale comes at six')
  await given(amir, sam, musa)
  await inLane('allocated', 'Osei').waitFor()
  expect(await desk.getByLabel('What it waits for').inputValue()).toBe('Dr Hale comes at six')
  await desk.keyboard.press('Escape')
  await expect.poll(() => desk.evaluate(() => document.activeElement?.closest('.qr')?.textContent)).toMatch(/Osei/)
  expect(journey.faults.splice(0)).toEqual([])
})

it('stands as the service has laid it out, with nothing left out and what needs somebody now on top', async () => {
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const plan = await journey.signIn(ruth)
  await go(plan, '/people/lanes')
  await plan.getByLabel('Name of “To triage”').fill('New calls')
  await plan.getByLabel('Name of “Out now”').fill('new calls')
  await plan.getByRole('button', { name: 'Move up Out now' }).click()
  await plan.getByRole('button', { name: 'Move up Out now' }).click()
  await plan.getByRole('checkbox', { name: /^Folded To allocate/ }).check({ force: true })
  await plan.getByLabel('Why').fill('As the desk works')
  await plan.getByRole('button', { name: 'Set from that day' }).click()
  await says(plan, 'Another lane has that name.')
  await looksRight(plan, 'lanes-of-the-board')
  await plan.getByLabel('Name of “Out now”').fill('With somebody')
  await plan.getByRole('button', { name: 'Set from that day' }).click()
  await says(plan, /Needs you now, With somebody, New calls, To allocate \(folded\)/)
  await go(desk, '/board?show=all')
  const headings = desk.locator('.qg-h h2')
  await desk.getByRole('heading', { name: 'New calls' }).waitFor()
  const named = (await headings.allTextContents()).filter((words) => words !== 'Needs you now')
  expect(named).toEqual(['With somebody', 'New calls', 'To allocate'])
  const allocate = desk.locator('[aria-labelledby="g-allocate"]')
  await allocate.getByText(/^\d+ folded away$/).waitFor()
  expect(await allocate.locator('.qr').count()).toBe(0)
  await isAccessible(desk, 'the board with a lane folded')
  await picture(desk, 'own-lanes-1440')
  await allocate.getByRole('button', { name: 'Show To allocate' }).click()
  await allocate.locator('.qr').first().waitFor()
  expect(journey.faults).toEqual([])
})
