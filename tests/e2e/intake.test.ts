import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { instant } from '#shared/time/instant.ts'
import { chanceOf, Hands, kill, typesFor } from '#tests/harness/hands.ts'
import { hasNetworkAgain, isAccessible, Journey, losesNetwork, PHONE } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

let journey: Journey
let service: TestService
let jo: Person
let owen: Person
beforeAll(async () => {
  journey = await Journey.open(instant('2026-11-12T16:43:00.000Z'))
  service = await journey.hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  owen = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
})
afterAll(() => journey.close())

/** Looked at by whoever works on these screens: set PICTURES to a folder. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
const chip = (page: Page, name: RegExp) => page.getByRole('radio', { name }).first().check({ force: true })
const happening = (page: Page) => page.getByLabel('What is happening', { exact: true })

/** What the hub keeps of the newest draft. */
async function keptAtHub(): Promise<Readonly<Record<string, string>>> {
  const [row] = await journey.hub.owner<{ content: Record<string, string> }[]>`
    select content from hub.referral_drafts where service_id = ${service.id} order by number desc limit 1`
  return row?.content ?? {}
}

it('takes a call through another screen and a second call, and saves it with Ctrl and Enter', async () => {
  const page = await journey.signIn(jo)
  const hands = new Hands(page)
  await page.getByRole('heading', { name: 'To triage' }).waitFor()
  const began = performance.now()
  await hands.press('n')
  await hands.isAsked('Who is calling')
  await hands.press('1')
  await hands.tabTo(/^Name or number/)
  await hands.type('PC 2208 Ilyas')
  await hands.tabTo(/^Call back on/)
  await hands.type('07700 900318')
  await hands.tabTo(/^Last name/)
  await hands.type('Adeyemi')

  // A colleague asks who is on tomorrow, while the caller looks something up.
  await hands.click('link', 'Rota')
  await page.waitForURL(/\/rota\/2026/)
  await page.goBack()
  await page.getByLabel('Last name').waitFor()
  await expect.poll(() => page.getByLabel('Name or number').inputValue()).toBe('PC 2208 Ilyas')
  await hands.click('box', 'First name')
  await hands.type('Kofi')
  await hands.tabTo(/^Date of birth/)
  await hands.type('34')

  // The other telephone rings.
  await hands.click('link', /^New referral/)
  await hands.isAsked('Who is calling')
  await hands.press('4')
  await hands.tabTo(/^Call back on/)
  await hands.type('01632 960 222')
  await hands.tabTo(/^Last name/)
  await hands.type('Novak')
  await expect.poll(async () => (await keptAtHub())['lastName']).toBe('Novak')
  await hands.click('link', /^New referral/)
  await hands.click('link', /^Go on with R-\d+, Adeyemi/)

  await expect.poll(() => page.getByLabel('Last name').inputValue()).toBe('Adeyemi')
  await hands.click('box', 'Date of birth or age')
  await hands.tabTo(/^What is asked for/)
  await hands.press('1')
  await hands.tabTo(/^Arrived at place of safety/)
  await hands.type('16:05')
  await hands.tabTo(/^Place/)
  await hands.type('Place of safety, Kelsham')
  await hands.tabTo(/^What is happening/)
  await hands.type('Found on the bridge, cold, calm now.')
  await hands.tabTo(/^Risk to staff/)
  await page.getByRole('radio', { name: 'Not asked yet' }).focus()
  await hands.press('Space')
  await hands.press('Control+Enter')
  await page.getByText(/^R-\d+ saved/).waitFor()
  await page.getByRole('heading', { name: 'Who is on' }).waitFor()
  const seconds = (performance.now() - began) / 1000
  console.info(
    `intake: a call with two interruptions took ${hands.presses} key presses and ${hands.clicks} clicks, ${seconds.toFixed(1)} s at the script’s pace`,
  )

  const { rows, drafts } = await jo.asks(board, {})
  expect(rows).toMatchObject([
    {
      lastName: 'Adeyemi',
      firstName: 'Kofi',
      ageYears: 34,
      callerName: 'PC 2208 Ilyas',
      place: 'Place of safety, Kelsham',
    },
  ])
  expect(drafts).toHaveLength(1)
  expect(await keptAtHub()).toMatchObject({ lastName: 'Novak', callerPhone: '01632 960 222' })
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

const WORDS = 'Neighbours rang. She has not eaten for four days and says that the radio tells her why.'

it('loses nothing that was typed two seconds before its tab is killed, its session ends or the network goes', async () => {
  const seed = Number(process.env['SEED'] ?? 1983)
  const chance = chanceOf(seed)
  const first = await journey.signIn(jo)
  const context = first.context()
  await first.goto('about:blank')
  const kept: string[] = []
  for (let turn = 0; turn < 10; turn += 1) {
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await page.clock.install()
    await page.goto(`${journey.hub.address}/referrals/new`)
    await happening(page).click()
    const { typed, safe } = await typesFor(page, WORDS.slice(0, Math.round(12 + chance() * 30)), chance)
    await kill(page, turn % 2 === 0 ? 'process' : 'tab')
    const { happening: words = '' } = await keptAtHub()
    expect(typed.startsWith(words), `seed ${seed}, turn ${turn}: what is kept is what was typed`).toBe(true)
    expect(words.length, `seed ${seed}, turn ${turn}: “${words}” of “${typed}”`).toBeGreaterThanOrEqual(safe)
    kept.push(words)
  }
  console.info(
    `intake: tab killed at ten moments (seed ${seed}), kept ${kept.map(({ length }) => length).join(', ')} letters`,
  )

  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`${journey.hub.address}/referrals/new`)
  const [{ number } = { number: 0 }] = await journey.hub.owner<{ number: number }[]>`
    select max(number) as number from hub.referral_drafts where service_id = ${service.id}`
  await page.getByRole('link', { name: `Go on with R-${number}` }).click()
  await page.getByText(`R-${number} · draft kept`).waitFor()
  const shown = await happening(page).inputValue()
  expect(shown).toBe((await keptAtHub())['happening'])
  const atHub = async (): Promise<string> => {
    const [row] = await journey.hub.owner<{ words: string }[]>`
      select content ->> 'happening' as words from hub.referral_drafts where service_id = ${service.id} and number = ${number}`
    return row?.words ?? ''
  }
  await theSessionEnds(page, shown, atHub)
  await theNetworkGoes(page, `${shown} Then the line went.`, atHub)
  await context.close()
  expect(journey.faults.splice(0)).toEqual([])
})

async function theSessionEnds(page: Page, shown: string, atHub: () => Promise<string>): Promise<void> {
  journey.hub.clockMovesOn({ minutes: 40 })
  await happening(page).fill(`${shown} Then`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await journey.signInAgain(page, jo)
  await expect.poll(() => happening(page).inputValue()).toBe(`${shown} Then`)
  await happening(page).fill(`${shown} Then the line went.`)
  await expect.poll(atHub).toBe(`${shown} Then the line went.`)
}

async function theNetworkGoes(page: Page, before: string, atHub: () => Promise<string>): Promise<void> {
  await losesNetwork(page)
  await happening(page).fill(`${before} And came back.`)
  await page.getByText('The draft is not kept at the hub.').waitFor()
  expect(await atHub()).toBe(before)
  await hasNetworkAgain(page)
  await expect.poll(atHub, { timeout: 30_000 }).toBe(`${before} And came back.`)
  await expect.poll(() => happening(page).inputValue()).toBe(`${before} And came back.`)
}

it('an administrator makes a partner’s link; its page says Accepted or NOT SENT, and ends when the key ends', async () => {
  const admin = await journey.signIn(owen)
  const link = await makesALink(admin)
  await theWardRefers(link)
  await theKeyEnds(admin, link)
  await admin.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

async function makesALink(admin: Page): Promise<string> {
  await admin.getByRole('button', { name: /Owen Tasker/ }).click()
  await admin.getByRole('menuitem', { name: 'Partners and keys' }).click()
  await admin.getByText('No partner yet').waitFor()
  await isAccessible(admin, 'no partner yet')
  await admin.getByRole('button', { name: 'Add a partner' }).click()
  await admin.getByRole('button', { name: 'Add it' }).click()
  await admin.getByText('Three things to fix').waitFor()
  await admin.getByLabel('Name').fill('Norbeck Ward')
  await admin.getByLabel('What it is').selectOption('INPATIENT_WARD')
  await admin.getByLabel('Telephone').fill('01632 960 450')
  await isAccessible(admin, 'adding a partner')
  await admin.getByRole('button', { name: 'Add it' }).click()
  await admin.getByText('No key yet').waitFor()
  await admin.getByRole('button', { name: 'Make a key for Norbeck Ward' }).click()
  await admin.getByLabel('Where is it used?').fill('Nurses’ station')
  await admin.getByRole('button', { name: 'Make it' }).click()
  await admin.getByRole('heading', { name: 'Copy the link now' }).waitFor()
  await isAccessible(admin, 'a link that is shown once')
  const link = await admin.getByLabel('Link', { exact: true }).inputValue()
  await admin.getByRole('button', { name: 'I have it' }).click()
  await admin.getByText('Never used').waitFor()
  expect(await admin.content()).not.toContain(link.slice(-20))
  return link.slice(journey.hub.address.length)
}

async function theWardRefers(link: string): Promise<void> {
  const ward = await journey.open(link)
  await ward.getByRole('heading', { name: /^Refer to/ }).waitFor()
  await isAccessible(ward, 'the form of partners')
  await ward.getByLabel('Your name or number').fill('Staff nurse Adair')
  // Words are no number; and what was said of a box goes as soon as it is changed.
  await ward.getByLabel('Call back on').fill('switchboard')
  await ward.getByRole('button', { name: 'Send the referral' }).click()
  await ward.locator('#callerPhone-error').waitFor()
  await ward.getByLabel('Call back on').fill('01632 960 451')
  await expect.poll(() => ward.locator('#callerPhone-error').count()).toBe(0)
  expect(await ward.locator('#lastName-error').count()).toBe(1)
  await ward.getByLabel('Last name').fill('Whitlock')
  await ward.getByLabel('Date of birth or age').fill('14 2 55')
  await chip(ward, /^Section 5\(2\)/)
  await ward.getByLabel('Report given to the hospital managers').fill('15:10')
  await ward.getByLabel('Place', { exact: true }).fill('Norbeck Ward, room 4')
  await happening(ward).fill('Wants to leave tonight. Her doctor is still here.')
  await chip(ward, /^None known/)

  await losesNetwork(ward)
  await ward.getByRole('button', { name: 'Send the referral' }).click()
  const band = ward.getByRole('alert').filter({ hasText: 'NOT SENT. Telephone' })
  await band.waitFor()
  expect(await band.innerText()).toMatch(/NOT SENT\. Telephone [\d ]{8,}/)
  await picture(ward, 'refer-not-sent-1440')
  await expect.poll(() => ward.getByLabel('Last name').inputValue()).toBe('Whitlock')
  await expect.poll(() => happening(ward).inputValue()).toContain('Wants to leave tonight')
  await hasNetworkAgain(ward)
  await isAccessible(ward, 'a referral that was not sent')
  await ward.getByRole('button', { name: 'Send the referral' }).click()
  await ward.getByRole('heading', { name: /^Accepted: R-\d+, at \d\d:\d\d$/ }).waitFor()
  await isAccessible(ward, 'a referral that was accepted')
  expect(await ward.locator('body').innerText()).not.toMatch(/Whitlock|Adair|room 4/)
  await picture(ward, 'refer-accepted-1440')
  const { rows } = await jo.asks(board, {})
  expect(rows.filter(({ lastName }) => lastName === 'Whitlock')).toMatchObject([
    {
      state: 'to-triage',
      source: 'INPATIENT_WARD',
      callerName: 'Staff nurse Adair, Norbeck Ward',
      bornOn: '1955-02-14',
    },
  ])
  await ward.context().close()

  const phone = await journey.open(link, { viewport: PHONE, theme: 'dark' })
  await phone.getByRole('button', { name: 'Send the referral' }).click()
  await phone.getByText('NOT SENT. Telephone').waitFor()
  await isAccessible(phone, 'the form of partners with things missing, on a phone')
  await picture(phone, 'refer-missing-390-dark')
  await phone.context().close()
}

async function theKeyEnds(admin: Page, link: string): Promise<void> {
  await admin.reload()
  await admin.getByText('1 referral came in').waitFor()
  await admin.getByRole('button', { name: /^What came in lately/ }).click()
  await admin.getByText('Waiting for triage').waitFor()
  await isAccessible(admin, 'what came in lately')
  await picture(admin, 'partners-1440')
  await admin.getByRole('button', { name: /^End the key/ }).click()
  await admin.getByRole('button', { name: 'End it at once' }).click()
  await admin.getByText('Say why, like Laptop lost').first().waitFor()
  await admin.getByLabel('Why does it end?').fill('The ward has moved')
  await admin.getByRole('button', { name: 'End it at once' }).click()
  await admin.getByText(/^Ended .*: The ward has moved$/).waitFor()

  const ward = await journey.open(link)
  await ward.getByRole('heading', { name: 'This link does not work' }).waitFor()
  await isAccessible(ward, 'a link that has ended')
  await ward.context().close()
  const phone = await journey.signIn(owen, { viewport: PHONE, theme: 'dark' })
  await phone.goto(`${journey.hub.address}/people/partners`)
  await phone.getByText('The ward has moved').waitFor()
  await isAccessible(phone, 'partners and keys, on a phone')
  await picture(phone, 'partners-390-dark')
  await phone.context().close()
}
