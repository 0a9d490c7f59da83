import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { findReferrals, referralRecord } from '#shared/referrals/contract.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { makeDueSheets } from '#server/audit/makeSheets.ts'
import { openLog } from '#server/kernel/log.ts'
import { sealOnce } from '#server/kernel/sealing.ts'
import { DEMO_NOW, signInOf } from '#tests/harness/demo.ts'
import { goTo, isAccessible, Journey, PHONE } from '#tests/harness/journey.ts'
import { Person } from '#tests/harness/person.ts'
import { sealable } from '#tests/harness/seals.ts'

const FRIDAY_MORNING = instant('2026-11-13T07:10:00.000Z')
/** A closed record of the demo, and one that is open. */
const NUMBER = 2424

let journey: Journey
let app: Database
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
  app = openDatabase(journey.hub.appUrl, { connections: 2 })
  await aDayOfLooking()
})
afterAll(async () => {
  await app.end()
  await journey.close()
})

async function colleague(who: string): Promise<Person> {
  const { email, password } = signInOf(who)
  const [row] = await journey.hub.owner<{ id: PersonId; name: string }[]>`
    select p.id, p.name from hub.people p join hub.accounts a on a.id = p.account_id where a.email = ${email}`
  if (!row) throw new Error(`nobody signs in as ${email}`)
  const person = new Person(journey.hub.address, row.id, row.name, email)
  await person.signsIn(password)
  return person
}

async function seal(): Promise<void> {
  await sealable(journey.hub.owner)
  await sealOnce({ database: app, clock: journey.hub.now, log: openLog('silent'), anchors: null }, new Set())
}

/** Work, a look that stays unexplained, a manager at a door that is shut, and searches that nothing came of. */
async function aDayOfLooking(): Promise<void> {
  const { hub } = journey
  const [jo, amir, ruth] = [await colleague('jo.marsh'), await colleague('amir.shah'), await colleague('ruth.banerjee')]
  for (const number of [NUMBER, NUMBER, 2431]) await jo.asks(referralRecord, { number: String(number) })
  await jo.asks(board, {})
  await ruth.gets(`/api/${referralRecord.name}?number=${NUMBER}`)
  hub.clockIs(addHours(DEMO_NOW, 3))
  await amir.signsIn(signInOf('amir.shah').password)
  for (let count = 0; count < 6; count++) {
    await amir.posts(`/api/${findReferrals.name}`, { text: `Ashdown ${count}` })
    hub.clockMovesOn({ minutes: 2 })
  }
  hub.clockIs(addHours(DEMO_NOW, 6))
  await (await colleague('miriam.stone')).asks(referralRecord, { number: '2411' })
  await seal()
  journey.hub.clockIs(FRIDAY_MORNING)
  await makeDueSheets(app, FRIDAY_MORNING)
}

/** Looked at by whoever works on these screens: set PICTURES to a folder. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const go = (page: Page, address: string): Promise<void> => goTo(page, `${journey.hub.address}${address}`)

const fieldsOf = (page: Page) => page.getByRole('group', { name: 'What did you find' })

it('an auditor signs the morning’s sheet, finds out who looked, makes a breach pack and verifies the whole', async () => {
  const page = await journey.signIn(signInOf('felix.auer'))
  await page.getByRole('heading', { name: 'To sign' }).waitFor()
  await picture(page, 'audit-sheet-1440')
  await isAccessible(page, 'the review sheet')
  const line = page
    .getByRole('listitem')
    .filter({ hasText: 'Searched again and again' })
    .filter({ hasText: 'Amir Shah' })
  await line.getByText('Amir Shah', { exact: true }).waitFor()
  await line.getByRole('button', { name: /^Sign/ }).click()
  await page.getByRole('button', { name: 'Sign it' }).click()
  await page.getByText('Choose what you found').first().waitFor()
  await isAccessible(page, 'signing, with what is missing')
  await picture(page, 'audit-sign-1440')
  await fieldsOf(page).getByText('Spoken to them').click()
  await page.getByLabel('In a few words').fill('A caller gave the name in six spellings')
  await page.getByRole('button', { name: 'Sign it' }).click()
  await page.getByRole('heading', { name: 'Signed before' }).waitFor()
  await page.getByText('A caller gave the name in six spellings').waitFor()

  await page.getByRole('link', { name: 'Who looked at a person' }).click()
  await page.getByLabel('Reference').fill('Lindqvist')
  await page.getByRole('button', { name: 'Show who looked' }).click()
  await page.getByText('Type a reference, like 2424').first().waitFor()
  await page.getByLabel('Reference').fill(`R-${NUMBER}`)
  await page.getByRole('button', { name: 'Show who looked' }).click()
  await page.getByRole('heading', { name: `Who looked at R-${NUMBER}` }).waitFor()
  await page
    .getByText(/Opened the record: all of it/)
    .first()
    .waitFor()
  await page.getByText('Was refused at the record').waitFor()
  await isAccessible(page, 'who looked at a person')
  await picture(page, 'audit-looked-1440')

  await page.getByRole('link', { name: 'All that Jo Marsh looked at' }).click()
  await page.getByRole('heading', { name: 'What Jo Marsh looked at' }).waitFor()
  await isAccessible(page, 'what a colleague looked at')
  await picture(page, 'audit-colleague-1440')

  journey.hub.clockMovesOn({ minutes: 8 })
  await go(page, `/audit?tab=pack&by=record&value=${NUMBER}&from=2026-11-12&to=2026-11-13`)
  await isAccessible(page, 'asking for a breach pack')
  await picture(page, 'audit-ask-pack-1440')
  await page.getByRole('button', { name: 'Make the pack' }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/password/i)
    .fill(signInOf('felix.auer').password)
  await page.getByRole('dialog').getByRole('button').first().click()
  await page.getByRole('heading', { name: /^Breach pack: R-/ }).waitFor()
  await isAccessible(page, 'a breach pack')
  await picture(page, 'audit-pack-1440')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Spreadsheet' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('breach-pack-2026-11-13.csv')
  const sheet = readFileSync(await download.path(), 'utf8')
  expect(sheet).toMatch(/^\uFEFFBreach pack,/)
  expect(sheet).toMatch(/2026-11-12,16:47,Ruth Banerjee,Refused: the record,R-2424/)
  expect(sheet).not.toMatch(/Lindqvist|Doyle/)
  const exports = await journey.hub
    .owner`select filter from hub.reads where query = 'audit.exportPack' and kind = 'export'`
  expect(exports).toMatchObject([{ filter: { by: 'record', value: String(NUMBER) } }])
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(/\/MediaBox ?\[[^\]]+\]/.exec(paper)?.[0], 'A4, lying').toMatch(/0 0 84\d[.\d]* 59\d/)

  await go(page, '/audit?tab=verify')
  await page.getByRole('button', { name: 'Check everything' }).click()
  await page.getByText(/^Nothing is wrong: .* were checked\./).waitFor()
  await isAccessible(page, 'verified')
  await picture(page, 'audit-verify-1440')
  const [sealed] = await journey.hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    return sql`update hub.reads set query = 'allocations.board' where id = (select min(id) from hub.reads) returning id`
  })
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByText(`Read ${String(sealed?.['id'])} was changed after it was sealed.`).waitFor()
  await isAccessible(page, 'verified, and wrong')
  // The pages of this morning wait for a seal, and nothing seals here.
  journey.hub.clockMovesOn({ minutes: 4 })
  await go(page, '/audit?tab=verify')
  await page.getByText(/have waited \d+ minutes for a seal/).waitFor()
  await picture(page, 'audit-alarm-1440')
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('a lead sees on the record who has looked, and whatever is printed, copied or saved is kept', async () => {
  const lead = await journey.signIn(signInOf('miriam.stone'), { viewport: PHONE, theme: 'dark' })
  const events = async (type: string) =>
    Number((await journey.hub.owner`select count(*)::int as n from hub.events where type = ${type}`)[0]?.['n'])
  await go(lead, `/referrals/${NUMBER}?tab=looked`)
  await lead.getByRole('heading', { name: 'Who has looked, in 30 days' }).waitFor()
  await lead.getByRole('rowheader', { name: 'Ruth Banerjee' }).waitFor()
  await isAccessible(lead, 'who has looked, on the record')
  await picture(lead, 'record-looked-390-dark')
  await lead.getByRole('link', { name: 'The whole of it' }).click()
  await lead.getByRole('heading', { name: `Who looked at R-${NUMBER}` }).waitFor()
  await lead.getByText('Find the reference by name').click()
  await lead.getByLabel('Name, NHS number or telephone').fill('Lindqvist')
  await lead.getByRole('button', { name: 'Find', exact: true }).click()
  await lead
    .getByRole('button', { name: /Lindqvist/ })
    .first()
    .waitFor()
  expect(lead.url()).not.toMatch(/Lindqvist/i)
  await isAccessible(lead, 'who looked, on a phone at night')
  await picture(lead, 'audit-looked-390-dark')
  for (const tab of ['sheet', 'colleague', 'pack', 'verify']) {
    await go(lead, `/audit?tab=${tab}`)
    await isAccessible(lead, `audit ${tab}, on a phone at night`)
    await picture(lead, `audit-${tab}-390-dark`)
  }

  await go(lead, `/referrals/${NUMBER}`)
  await lead.getByRole('button', { name: 'Print', exact: true }).click()
  await expect.poll(() => events('record-printed')).toBe(1)
  await lead.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect.poll(() => events('record-printed')).toBe(2)
  await lead.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await lead.getByRole('button', { name: 'More to do with this referral' }).click()
  await lead.getByRole('menuitem', { name: 'Copy as text' }).click()
  await lead.getByText('Copied as text.').waitFor()
  await expect.poll(() => events('record-copied')).toBe(1)

  await go(lead, '/reports/toil')
  const [download] = await Promise.all([
    lead.waitForEvent('download'),
    lead.getByRole('button', { name: 'Spreadsheet' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^toil-/)
  await expect.poll(() => events('figures-saved')).toBe(1)
  await lead.getByRole('button', { name: 'Print', exact: true }).click()
  await expect.poll(() => events('figures-printed')).toBe(1)
  await lead.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('an administrator sets how long people stay signed in, and is told beside the field what is wrong', async () => {
  const admin = await journey.signIn(signInOf('owen.tasker'))
  await go(admin, '/people')
  await admin.getByRole('link', { name: 'Session limits' }).click()
  await admin.getByLabel('Minutes without anything done').first().fill('45')
  await admin.getByRole('button', { name: 'Keep these limits' }).click()
  await admin.getByText('Minutes without anything done at a desk: 30 at most').first().waitFor()
  await isAccessible(admin, 'session limits, with an error')
  await picture(admin, 'session-limits-1440')
  await admin.getByLabel('Minutes without anything done').first().fill('15')
  await admin.getByRole('button', { name: 'Keep these limits' }).click()
  await admin.getByText('Kept.').waitFor()
  const [row] = await journey.hub.owner`select desk_idle_minutes::int as idle from hub.session_limits`
  expect(row).toEqual({ idle: 15 })
  await admin.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})
