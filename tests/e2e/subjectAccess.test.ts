import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExportDocument } from '#shared/privacy/exportDocument.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import {
  aCrew,
  aWholeRecord,
  canary,
  CANARY_BORN,
  CANARY_PHONE,
  type Crew,
  type WholeRecord,
} from '#tests/builders/wholeRecord.ts'
import { DESK, goTo, isAccessible, Journey, PHONE } from '#tests/harness/journey.ts'

let journey: Journey
let crew: Crew
let whole: WholeRecord
beforeAll(async () => {
  journey = await Journey.open()
  crew = await aCrew(journey.hub)
  whole = await aWholeRecord(journey.hub, crew)
})
afterAll(() => journey.close())

/** Looked at by whoever works on these screens: set PICTURES to a folder. */
const picture = async (page: Awaited<ReturnType<Journey['signIn']>>, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

it('subject-access export: found, marked, withheld, exported, saved, with nothing of anybody else', async () => {
  const page = await journey.signIn(crew.ada)
  await page.getByRole('link', { name: 'Privacy' }).click()
  await page.getByLabel('NHS number, name or reference').fill(canary('rightName'))
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByText('A name alone is not enough').first().waitFor()
  await page.getByLabel('Date of birth').fill(CANARY_BORN.split('-').toReversed().join(' '))
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByRole('checkbox', { name: `R-${whole.number}` }).waitFor()
  await isAccessible(page, 'finding a person')
  await picture(page, 'privacy-find-1440')
  await page.getByRole('button', { name: /Look at what would be given/ }).click()

  await page.getByRole('heading', { name: /What would be given/ }).waitFor()
  await isAccessible(page, 'preview of an export')
  await picture(page, 'privacy-preview-1440')
  expect(await page.getByRole('button', { name: 'Withheld: this in Who rang' }).getAttribute('aria-pressed')).toBe(
    'true',
  )
  await page.getByRole('button', { name: 'Withhold “Margaret Holt” in What was happening' }).click()
  await page.getByLabel('Why “Margaret Holt” in What was happening is withheld').selectOption('confidence')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByText('Read the free text for other people').first().waitFor()
  await page.getByLabel(/I have read all/).check()
  await page.getByRole('button', { name: 'Export', exact: true }).click()

  await page.getByText('Exported.').waitFor()
  await isAccessible(page, 'an export')
  await picture(page, 'privacy-export-1440')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^subject-access-[\d-]+\.json$/)
  const text = readFileSync(await download.path(), 'utf8')
  const saved = JSON.parse(text) as ExportDocument
  expect(saved.sections.length).toBeGreaterThan(5)
  expect(text).toContain(`[withheld] rang. ${canary('happening')}`)
  for (const gone of ['Margaret Holt', CANARY_PHONE, canary('callerName'), canary('nearestRelative')])
    expect(text).not.toContain(gone)
  const events = await journey.hub.owner`select type from hub.events where type = 'person-exported'`
  expect(events).toHaveLength(1)
  expect(page.url()).not.toMatch(/Zq7|999/)
  await page.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('a record past its time: one proposes, another releases, and both screens say so', async () => {
  const old = await aReferral(journey.hub, crew.service, crew.jo, { state: 'closed' })
  await journey.hub.owner`
    update hub.referrals set closed_at = closed_at - interval '30 years', received_at = received_at - interval '30 years', version = version + 1
    where id = ${old.id}`
  const ada = await journey.signIn(crew.ada)
  await ada.goto(`${journey.hub.address}/privacy?tab=retention`)
  await ada.getByText('Nobody has confirmed this rule').waitFor()
  await isAccessible(ada, 'records to release')
  await ada.getByRole('button', { name: `Propose R-${old.number}` }).click()
  await ada.getByLabel('Why now').fill('Thirty years are over')
  await picture(ada, 'privacy-propose-1440')
  await ada.getByRole('button', { name: 'Propose', exact: true }).click()
  await ada.getByText('A colleague releases it').waitFor()
  await picture(ada, 'privacy-retention-1440')

  const ruth = await journey.signIn(crew.ruth, { viewport: PHONE, theme: 'dark' })
  await ruth.goto(`${journey.hub.address}/privacy?tab=retention`)
  await ruth.getByRole('button', { name: `Release R-${old.number}` }).click()
  await isAccessible(ruth, 'the question before a release')
  await ruth.getByRole('button', { name: 'Release for good' }).click()
  await ruth.getByText(/is released: \d+ entries emptied/).waitFor()
  await isAccessible(ruth, 'records to release, on a phone')
  await picture(ruth, 'privacy-retention-390-dark')
  await ada.getByText('Ruth Banerjee').first().waitFor()
  await ada.goto(`${journey.hub.address}/referrals/${old.number}`)
  await ada.getByText('This record was released').waitFor()
  await ada.context().close()
  await ruth.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('a record shows what people asked for about it, and rules and own data can be read anywhere', async () => {
  const jo = await journey.signIn(crew.jo, { viewport: DESK })
  await jo.goto(`${journey.hub.address}/referrals/${whole.number}?tab=rights`)
  await jo.getByRole('button', { name: 'Correct something' }).click()
  await jo.getByLabel('What is wrong').selectOption('gender')
  await jo.getByLabel('What is right').fill('Woman')
  await jo.getByLabel('Who asked').fill('The person')
  await picture(jo, 'privacy-correct-1440')
  await jo.getByRole('button', { name: 'Correct it' }).click()
  await jo.getByText('Woman').first().waitFor()
  await isAccessible(jo, 'corrections of a record')
  await picture(jo, 'privacy-record-1440')
  await jo.context().close()
  for (const [viewport, theme, name] of [
    [DESK, 'dark', '1440-dark'],
    [PHONE, 'light', '390'],
  ] as const) {
    const ada = await journey.signIn(crew.ada, { viewport, theme })
    for (const [path, what] of [
      ['/privacy?tab=person', 'find'],
      ['/privacy?tab=rules', 'rules'],
      ['/me/data', 'my-data'],
    ] as const) {
      await goTo(ada, `${journey.hub.address}${path}`)
      await isAccessible(ada, `${path}, ${name}`)
      await picture(ada, `privacy-${what}-${name}`)
    }
    await ada.context().close()
  }
  expect(journey.faults.splice(0)).toEqual([])
})
