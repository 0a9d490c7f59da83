import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unsent } from '#shared/identity/unsent.ts'
import { handoverNow } from '#shared/handover/contract.ts'
import type { Role } from '#shared/kernel/permission.ts'
import { addHours, addMinutes, instant, msOf } from '#shared/time/instant.ts'
import { aReferral, aShift, given, workedTo, type MadeReferral } from '#tests/builders/allocations.ts'
import { thePapers } from '#tests/builders/wholePapers.ts'
import { wireThatCanBeCut } from '#tests/harness/cutWire.ts'
import { DESK, isAccessible, Journey, looksRight, picture, settled } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

let journey: Journey
let service: TestService
let jo: Person, owen: Person, ruth: Person, ewa: Person
let marta: MadeReferral, novak: MadeReferral
let desk: Page

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  service = await hub.service()
  const has = (name: string, role: Role) => service.has({ name, roles: [role] })
  jo = await has('Jo Marsh', 'practice-consultant')
  owen = await has('Owen Tasker', 'admin')
  ruth = await has('Ruth Banerjee', 'manager')
  ewa = await has('Ewa Kowalska', 'amhp')
})
afterAll(() => journey.close())

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const says = (page: Page, words: RegExp | string) => page.getByText(words).first().waitFor()
const go = (page: Page, path: string) => page.goto(`${journey.hub.address}${path}`)

it('the board says what nobody knows and what nobody can take, and asks before a grave step', async () => {
  const { hub } = journey
  const unknown = { kind: 's136' as const, startedAt: null }
  const okafor = await aReferral(hub, service, jo, { lastName: 'Okafor', state: 'to-triage', power: unknown })
  novak = await aReferral(hub, service, jo, { lastName: 'Novak' })
  const power = { kind: 's136' as const, startedAt: addHours(hub.now(), -20) }
  marta = await aReferral(hub, service, jo, { placeId: service.baseId, power, request: 's136' })
  desk = await journey.signIn(jo)
  await go(desk, `/board/r/${marta.number}`)
  await says(desk, /^Nobody is free to take this now/)
  await says(desk, /start missing/)
  await isAccessible(desk, 'nobody can take it, and a start that nobody knows')
  await picture(desk, 'board-nobody-free-1440')

  await go(desk, `/referrals/${okafor.number}?tab=triage`)
  await press(desk, /Record the decision/)
  await desk.locator('.es').first().waitFor()
  await isAccessible(desk, 'a decision with things to fix')

  await aShift(hub, service, ewa)
  await workedTo(hub, ewa, await given(jo, marta, ewa), 'arrived')
  await go(desk, `/board/r/${marta.number}`)
  await press(desk, 'Take back…')
  await says(desk, /^Ewa has already been with/)
  await isAccessible(desk, 'taking back after the interview')
  await press(desk, 'Leave with Ewa')
  expect(journey.faults.splice(0)).toEqual([])
})

it('whoever is choosing when a colleague is quicker is told who and when, and can put it away', async () => {
  const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  await go(desk, `/board/r/${novak.number}`)
  await press(desk, /^Choose somebody else/)
  const dialog = desk.getByRole('dialog')
  await dialog.waitFor()
  await given(amir, novak, ewa)
  await dialog.getByText(/^Amir Shah gave this to Ewa Kowalska at /).waitFor()
  await isAccessible(desk, 'choosing what a colleague has just given')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  await desk.getByRole('button', { name: 'Take back…' }).waitFor()
  expect(journey.faults.splice(0)).toEqual([])
})

it('papers and planning can be used at a desk and on a phone', async () => {
  await thePapers(journey.hub, jo, marta.id)
  await go(desk, `/referrals/${marta.number}?tab=papers`)
  await desk.getByRole('heading', { name: 'What the law’s days say' }).waitFor()
  await looksRight(desk, 'papers')
  await press(desk, 'Say on which it rests')
  await isAccessible(desk, 'on which the application rests')
  const asked = desk.getByRole('group', { name: /does the application rest/ })
  await asked.getByRole('checkbox').first().check({ force: true })
  await press(desk, 'Save on which it rests')
  await says(desk, /^The application rests on/)
  const manager = await journey.signIn(ruth)
  for (const [path, title] of [
    ['/plan/shifts', 'Plan: which shifts'],
    ['/plan/fill', 'Plan: fill the rota'],
  ] as const) {
    await go(manager, path)
    await manager.getByRole('heading', { name: title }).waitFor()
    await settled(manager)
    await looksRight(manager, path.slice(1).replace('/', '-'))
  }
  await manager.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('a call is written down by keyboard, outlives its tab, and is corrected beside itself', async () => {
  const typed = 'Rang the crisis team.\nThey visit at 18:00.'
  const words = (page: Page) => page.getByLabel('What was said or done')
  const kept = async () => (await jo.asks(unsent, {})).content[`note.${marta.id}`]
  await go(desk, `/referrals/${marta.number}`)
  await words(desk).fill(typed)
  await expect.poll(kept).toMatchObject({ words: typed })
  const context = desk.context()
  await desk.close()
  desk = await context.newPage()
  await go(desk, `/referrals/${marta.number}`)
  await expect.poll(() => words(desk).inputValue()).toBe(typed)
  await desk.getByLabel('When', { exact: true }).fill('25:00')
  await desk.keyboard.press('Control+Enter')
  await says(desk, /“25:00” is not a time of day/)
  await looksRightFromItsTop(desk, 'record-note-to-fix')
  await desk.getByLabel('When', { exact: true }).fill('')
  await desk.getByRole('radio', { name: 'Call made' }).check()
  await words(desk).focus()
  for (let tabs = 0; tabs < 9 && !(await focusIsOn(desk, /^With whom/)); tabs += 1) await desk.keyboard.press('Tab')
  await desk.keyboard.type('Sam Reed')
  await desk.keyboard.press('Control+Enter')
  await says(desk, /^Last contact: call made, just now, Sam Reed/)
  await desk.getByText(/^Call made at /).waitFor()
  await expect.poll(kept).toBe(undefined)
  await press(desk, /^Correct/)
  await expect.poll(() => words(desk).inputValue()).toBe(typed)
  await words(desk).fill('They visit at 19:00.')
  await looksRightFromItsTop(desk, 'record-note-correcting')
  await desk.keyboard.press('Control+Enter')
  await says(desk, /^Correction: call made at /)
  await says(desk, 'Rang the crisis team.')
  // What was just done stands over the page for twenty seconds, and would be looked at in place of what lies below it.
  await press(desk, 'Close')
  await desk.getByText(/^The correction is on the record/).waitFor({ state: 'detached' })
  await looksRightFromItsTop(desk, 'record-note')
  expect(journey.faults.splice(0)).toEqual([])
})

/** From its top, with the clock in view while its colours are looked at: whoever writes a note has scrolled past it. */
async function looksRightFromItsTop(page: Page, where: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0))
  await looksRight(page, where)
}

const focusIsOn = (page: Page, label: RegExp): Promise<boolean> =>
  page.getByLabel(label).evaluate((box) => box === document.activeElement)

it('a wall shows initials by its link alone, and nothing once that is ended', async () => {
  const admin = await journey.signIn(owen)
  await go(admin, '/wall-displays')
  await says(admin, 'No screen yet')
  await looksRight(admin, 'wall-displays')
  await admin.getByLabel('Where it hangs').fill('Hub office')
  await press(admin, 'Make a link')
  const again = admin.getByLabel('Your password')
  await again.or(admin.getByLabel('Link', { exact: true })).waitFor()
  if (await again.isVisible()) {
    await again.fill(TEST_PASSWORD)
    await press(admin, 'Go on')
  }
  const link = await admin.getByLabel('Link', { exact: true }).inputValue()
  await press(admin, 'I have it')
  const wall = await journey.open(link.slice(journey.hub.address.length))
  await wall.getByText('ML', { exact: true }).waitFor()
  expect(wall.url()).toBe(`${journey.hub.address}/wall`)
  expect(await wall.content()).not.toMatch(/Marta|Lindqvist|Doyle|Kowalska|Marsh/)
  await looksRight(wall, 'wall')
  await press(admin, /^End/)
  await press(admin, 'End it')
  await says(wall, 'This screen may not show the board')
  await Promise.all([admin, wall].map((page) => page.context().close()))
  expect(journey.faults.splice(0)).toEqual([])
})

it('the page for an outage is saved, and opens from the disk of a computer that is cut off', async () => {
  await go(desk, '/downtime')
  await says(desk, 'Take one now')
  await looksRight(desk, 'downtime')
  const [download] = await Promise.all([desk.waitForEvent('download'), press(desk, 'Download now')])
  const folder = await mkdtemp(join(tmpdir(), 'duty-hub-outage-'))
  const file = join(folder, download.suggestedFilename())
  await download.saveAs(file)
  const away = await journey.context()
  await away.setOffline(true)
  const paper = await away.newPage()
  await paper.goto(pathToFileURL(file).href)
  await says(paper, /Lindqvist/)
  await says(paper, /01632 960 001/)
  await isAccessible(paper, 'the page for an outage')
  await picture(paper, 'outage')
  await away.close()
  await rm(folder, { recursive: true })
})

it('an empty board is calm, and a page that waits, fails, is cut off or old says so', async () => {
  const { hub } = journey
  const start = hub.now()
  const elsewhere = await hub.service()
  const amir = await elsewhere.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  const page = await journey.signIn(amir)
  const wire = await wireThatCanBeCut(page)
  await page.clock.install()
  await go(page, '/board')
  await says(page, 'Nothing to triage.')
  await looksRight(page, 'board-empty')
  await go(page, '/referrals')
  await page.getByLabel('Find a referral').fill('Linquist')
  await says(page, 'Nothing was found for “Linquist”')
  await isAccessible(page, 'nothing found')

  await waitsAndFails(page)

  await go(page, '/board')
  await says(page, 'Nothing to triage.')
  await says(page, /^Live, /)
  // The page’s clock and the hub’s go on together, as they do on a wall.
  wire.cut()
  hub.clockIs(instant(msOf(start) + 8_000))
  await page.clock.runFor(8_000)
  await says(page, 'Reconnecting.')
  await isAccessible(page, 'a board that reconnects')
  await picture(page, 'reconnecting-1440')
  hub.clockIs(addMinutes(start, 2))
  await page.clock.fastForward(112_000)
  await says(page, /^This board is .* old\.$/)
  await isAccessible(page, 'a board that is old')
  await picture(page, 'stale-1440')
  await page.setViewportSize({ width: DESK.width, height: 240 })
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(100)
  expect((await page.getByLabel('Connection to the hub').boundingBox())?.y).toBe(0)
  await page.setViewportSize(DESK)
  wire.mend()
  await says(page, 'Back.')
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('a service is set up by its own people: what is in use stays, a council gets its last day, and each change is listed', async () => {
  const page = await journey.signIn(owen)
  await go(page, '/people')
  await page.getByRole('link', { name: 'The service' }).click()
  await says(page, '01632 960 001')
  await press(page, /^Change/)
  await page.getByLabel('Telephone of the hub').fill('01632 960 555')
  await page.getByLabel('The way of working changed').fill('2026-09-07')
  await press(page, 'Keep the details')
  await says(page, '7 September 2026')
  await page.getByRole('link', { name: 'Employers' }).click()
  await says(page, 'None: no claims')
  await press(page, /^Change Westmarch/)
  await press(page, 'End it')
  await says(page, /has it on the register/)
  await isAccessible(page, 'an employer that is in use')
  await press(page, 'Cancel')
  await page.getByRole('link', { name: 'Councils' }).click()
  await press(page, 'Add a council')
  await page.getByLabel('Name').fill('Southbury Council')
  await press(page, 'Keep the council')
  await press(page, /^Change Southbury/)
  await page.getByLabel('Last day').fill('2027-03-31')
  await press(page, 'Keep the council')
  await says(page, 'Until 31 March 2027')
  await page.getByRole('link', { name: 'Changes' }).click()
  await says(page, 'Last day: none, now 31 March 2027')
  await looksRight(page, 'service-changes')
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

async function waitsAndFails(page: Page): Promise<void> {
  const asked = `**/api/${handoverNow.name}*`
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(asked, async (route) => {
    await held
    await route.abort()
  })
  await go(page, '/handover')
  await page.locator('.skeleton').first().waitFor()
  await isAccessible(page, 'a page that waits')
  letGo()
  await says(page, 'This could not be loaded')
  await isAccessible(page, 'a page that could not be loaded')
  await picture(page, 'failed-1440')
  await page.unroute(asked)
  await press(page, 'Try again')
  await says(page, 'Nothing is open')
}
