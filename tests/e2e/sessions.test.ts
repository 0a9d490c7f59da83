import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { DESK, goTo, isAccessible, Journey, looksRight, PHONE } from '#tests/harness/journey.ts'

/** A referral of the demo service that waits for triage, and the person whom nobody may see once the screen is covered. */
const TRIAGE = '/referrals/2431?tab=triage'
const PERSON = /Adeyemi|Kofi/
const WORDS = 'Section 136 since 16:05. His sister will not have him home.'
const HOLD = 'Starters at 16:00'
const LATER_WORDS = `${WORDS} The crisis team has no plan for tonight.`

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
})
afterAll(() => journey.close())

const whyNow = (page: Page) => page.getByLabel('Why now')
const typed = (page: Page) => page.evaluate(() => document.body.innerText + document.title)

/** Types into the triage of a referral, and waits until the hub keeps it. */
async function typesAt(page: Page, words: string): Promise<void> {
  await page.goto(`${journey.hub.address}${TRIAGE}`)
  const kept = page.waitForResponse((response) => response.url().endsWith('/api/identity.keepUnsent'))
  await whyNow(page).fill(words)
  expect((await kept).status()).toBe(200)
}

/** Nothing of the person is left on the page, in its title or in what is read out. */
async function isCovered(page: Page, why: RegExp): Promise<void> {
  await page.getByText(why).first().waitFor()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await typed(page)).not.toMatch(PERSON)
  expect(await typed(page)).not.toContain(WORDS)
}

it('ends another session: that screen says so, asks to sign in, and keeps what was typed', async () => {
  const jo = signInOf('jo.marsh')
  const left = await journey.signIn(jo)
  const phone = await journey.signIn(jo, { viewport: PHONE })
  await typesAt(left, WORDS)
  await left.getByRole('button', { name: 'Hold until…' }).click()
  const hold = left.getByRole('dialog', { name: 'Hold until' })
  await hold.getByLabel('What it waits for').fill(HOLD)

  await phone.getByRole('button', { name: /Jo Marsh/ }).click()
  await phone.getByRole('menuitem', { name: 'Where you are signed in' }).click()
  await phone.getByRole('heading', { name: 'Where you are signed in' }).waitFor()
  await phone.getByText('Safari on iPhone').waitFor()
  await phone.getByText('This one').waitFor()
  await isAccessible(phone, 'where one is signed in, on a phone')
  await phone.getByRole('button', { name: /^Sign out on Chrome on Linux/ }).click()

  await isCovered(left, /signed out here from another of your devices/)
  await isAccessible(left, 'the covered screen')
  await phone.getByText('This device only').waitFor()

  await journey.signInAgain(left, jo)
  expect(new URL(left.url()).pathname + new URL(left.url()).search).toBe(TRIAGE)
  await whyNow(left).waitFor()
  await expect.poll(() => whyNow(left).inputValue()).toBe(WORDS)
  // The question that was open is open again, with what was typed into it.
  await hold.waitFor()
  await expect.poll(() => hold.getByLabel('What it waits for').inputValue()).toBe(HOLD)
  await hold.getByRole('button', { name: 'Leave it' }).click()
  await hold.waitFor({ state: 'detached' })
  // At a third computer too: it is kept at the hub, not in the browser.
  const third = await journey.signIn(jo)
  await third.goto(`${journey.hub.address}${TRIAGE}`)
  await expect.poll(() => whyNow(third).inputValue()).toBe(WORDS)
  await third.close()
  await phone.close()
  await left.close()
  expect(journey.faults).toEqual([])
})

it('warns two minutes before a desk is left too long, goes on at one key, then covers it and keeps what was typed', async () => {
  const jo = signInOf('jo.marsh')
  const desk = await journey.signIn(jo, { viewport: DESK })
  await typesAt(desk, LATER_WORDS)
  const warning = desk.getByRole('alertdialog', { name: 'Are you still there?' })

  journey.hub.clockMovesOn({ minutes: 28.5 })
  await warning.waitFor()
  await desk.getByText('Stay signed in').waitFor()
  await isAccessible(desk, 'the warning')
  await desk.keyboard.press('Shift')
  await warning.waitFor({ state: 'detached' })
  await expect.poll(() => whyNow(desk).inputValue()).toBe(LATER_WORDS)

  journey.hub.clockMovesOn({ minutes: 28.5 })
  await warning.waitFor()
  journey.hub.clockMovesOn({ minutes: 2 })
  await isCovered(desk, /nothing was done here for a while/)

  // Somebody else sits down: they begin at their own first page and find nothing.
  await journey.signInAgain(desk, signInOf('ruth.banerjee'))
  await desk.waitForURL(/reports/)
  await desk.goto(`${journey.hub.address}${TRIAGE}`)
  await desk.locator('h1').waitFor()
  expect(await desk.content()).not.toContain(LATER_WORDS)
  await desk.getByRole('button', { name: /Ruth Banerjee/ }).click()
  await desk.getByRole('menuitem', { name: 'Sign out' }).click()

  await journey.signInAgain(desk, jo)
  // After somebody else the page goes to one's own first page by itself: another address asked for meanwhile would be one too many.
  await desk.waitForURL(/board/)
  await desk.goto(`${journey.hub.address}${TRIAGE}`)
  await expect.poll(() => whyNow(desk).inputValue()).toBe(LATER_WORDS)
  await desk.close()
  expect(journey.faults).toEqual([])
})

it('lets an administrator see where a colleague is signed in, and sign them out', async () => {
  const jo = await journey.signIn(signInOf('jo.marsh'))
  const admin = await journey.signIn(signInOf('owen.tasker'), { theme: 'dark' })
  const [{ id } = { id: '' }] = await journey.hub.owner<
    { id: string }[]
  >`select id from hub.people where name = 'Jo Marsh'`
  await admin.goto(`${journey.hub.address}/people/${id}/sessions`)
  await admin.getByText('Chrome on Linux').first().waitFor()
  await isAccessible(admin, 'where a colleague is signed in')
  await admin.getByRole('button', { name: 'Sign out everywhere' }).click()
  await admin.getByText('Jo Marsh is not signed in anywhere').waitFor()
  await isCovered(jo, /An administrator ended your session/)
  expect(journey.faults).toEqual([])
})

it('says on a phone how one wants to be told; whom no notice reaches the consultant is told to ring', async () => {
  const { owner } = journey.hub
  await owner`insert into hub.notice_channels (channel, kept_at) values ('email', now()), ('sms', now())`
  const phone = await journey.signIn(signInOf('ewa.kowalska'), { viewport: PHONE })
  await phone.getByRole('button', { name: /Ewa Kowalska/ }).click()
  await phone.getByRole('menuitem', { name: 'Notices' }).click()
  await phone.getByRole('heading', { name: 'Notices', exact: true }).waitFor()
  const urgent = phone.getByRole('group', { name: 'A job, a check-in, an alarm' })
  await urgent.getByText('ewa.kowalska@').waitFor()
  for (const way of ['On my phone or computer', 'Text message'])
    await urgent.getByRole('checkbox', { name: way }).uncheck({ force: true })
  await phone.getByLabel('Quiet from').fill('22:00')
  await phone.getByRole('button', { name: 'Keep', exact: true }).click()
  await phone.getByText('Give both times, or neither').first().waitFor()
  await phone.getByLabel('Quiet until').fill('07:00')
  await phone.getByRole('button', { name: 'Keep', exact: true }).click()
  await phone.getByText('Choose at least one way').first().waitFor()
  await looksRight(phone, 'notices on a phone, refused')
  await phone.setViewportSize(PHONE)
  await urgent.getByRole('checkbox', { name: 'E-mail' }).check({ force: true })
  await phone.getByRole('button', { name: 'Keep', exact: true }).click()
  await phone.getByText('Kept.').first().waitFor()
  await phone.getByRole('button', { name: '4 hours' }).click()
  await phone.getByText(/^Snoozed until/).waitFor()
  await expect.poll(() => phone.getByLabel('Quiet from').inputValue()).toBe('22:00')

  await owner`
    insert into hub.outgoing_notices (service_id, id, key, person_id, kind, made_at, says, outcome, settled_at)
    select service_id, gen_random_uuid(), 'e2e', id, 'job-given', ${journey.hub.now()}, array['job-given'], 'undelivered', ${journey.hub.now()}
    from hub.people where name = 'Ewa Kowalska'`
  const desk = await journey.signIn(signInOf('jo.marsh'), { viewport: DESK })
  await goTo(desk, `${journey.hub.address}/board`)
  await desk.getByText('Ewa Kowalska has not been reached: ring them.').waitFor()
  await looksRight(desk, 'the board with somebody who was not reached')
  await desk.getByRole('button', { name: /^I have rung them/ }).click()
  await desk.getByText('has not been reached').waitFor({ state: 'detached' })
})
