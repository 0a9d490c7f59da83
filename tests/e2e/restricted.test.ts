import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { restrictRecord } from '#shared/restricted/contract.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import { aRestriction } from '#tests/builders/restricted.ts'
import { DESK, isAccessible, Journey, PHONE, goTo, looksRight } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open()
})
afterAll(() => journey.close())

const SHOTS = process.env['SCREENSHOTS']
const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS === undefined) return
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

it('a record is opened with a reason, its guardian hears at once, and somebody else signs', async () => {
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  const referral = await aReferral(hub, jo, { lastName: 'Quillfeather', firstName: 'Nora' })
  await jo.sends(restrictRecord, aRestriction(referral.referralId, jo.id))

  const [guardian, page] = [await journey.signIn(jo), await journey.signIn(amir)]
  await page.getByRole('heading', { name: 'Restricted' }).waitFor()
  expect(await page.content()).not.toContain('Quillfeather')
  await shot(page, 'board-restricted-1440')
  await isAccessible(page, 'the board with a restricted row')

  await page.getByRole('link', { name: `R-${referral.number}`, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: /restricted/ }).waitFor()
  expect(await page.content()).not.toContain('Quillfeather')
  await isAccessible(page, 'a closed record')
  await shot(page, 'closed-1440')

  await page.getByRole('button', { name: /open for 60 minutes/i }).click()
  await page.getByText('Choose why you need it').first().waitFor()
  await page.getByLabel(/a legal clock is running/i).check()
  await page.getByLabel(/in your own words/i).fill('Night, alone')
  await page.getByRole('button', { name: /open for 60 minutes/i }).click()
  await page
    .getByText(/at least 15 letters/i)
    .first()
    .waitFor()
  await shot(page, 'closed-error-1440')
  await page.getByLabel(/in your own words/i).fill('Section 136 runs out tonight and nobody else is here')
  await page.getByRole('button', { name: /open for 60 minutes/i }).click()

  await page.getByRole('heading', { level: 1, name: /Quillfeather/ }).waitFor()
  await page.getByText(/It closes at/).waitFor()
  await isAccessible(page, 'a record opened with a reason')
  await shot(page, 'opened-1440')
  await goTo(page, `${journey.hub.address}/referrals/${referral.number}?tab=access`)
  await page.getByText(/The records of this person are restricted/).waitFor()
  expect(await page.getByText(/Restrict this person’s records/).count()).toBe(0)
  await looksRight(page, 'who may open it, opened with a reason')

  await guardian.getByText(`Amir Shah opened R-${referral.number} with a reason.`).first().waitFor()
  await shot(guardian, 'guardian-notice-1440')
  await guardian.getByRole('link', { name: 'Look at it' }).click()
  await guardian.getByRole('heading', { level: 1, name: 'Opened with a reason' }).waitFor()
  await guardian.getByText(/nobody else is here/).waitFor()
  await isAccessible(guardian, 'the openings to sign')
  await shot(guardian, 'openings-1440')
  await guardian.getByLabel('It was right to open it').check()
  await guardian.getByRole('button', { name: /^Sign/ }).click()
  await guardian.getByText('Nothing waits for a signature').waitFor()

  await page.getByRole('button', { name: 'Close it now' }).click()
  await page.getByRole('heading', { level: 1, name: /restricted/ }).waitFor()
  expect(await page.content()).not.toContain('Quillfeather')
  expect(journey.faults).toEqual([])
})

it('restricting, roles, the matrix and the board without names can be used by everybody who may', async () => {
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ada = await service.has({ name: 'Ada Lund', roles: ['admin'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const referral = await aReferral(hub, jo, { lastName: 'Quillfeather', firstName: 'Nora' })

  const desk = await journey.signIn(jo, { theme: 'dark' })
  await desk.goto(`${hub.address}/referrals/${referral.number}?tab=access`)
  await desk.getByRole('button', { name: /restrict this person/i }).click()
  await desk.getByLabel('Reason', { exact: true }).selectOption('well-known')
  await desk.getByLabel(/in your own words/i).fill('In the regional news.')
  await isAccessible(desk, 'the form to restrict')
  await shot(desk, 'restrict-1440-dark')
  await desk.getByRole('button', { name: 'Restrict', exact: true }).click()
  await desk.getByText(/It lies on every referral of this person/).waitFor()

  const phone = await journey.signIn(ewa, { viewport: PHONE })
  await phone.goto(`${hub.address}/board`)
  await phone.getByText(`R-${referral.number}`).waitFor()
  expect(await phone.content()).not.toContain('Quillfeather')
  await isAccessible(phone, 'the board without names on a phone')
  await shot(phone, 'nameless-390')
  await phone.getByText(`R-${referral.number}`).click()
  await phone.getByRole('heading', { level: 1, name: /restricted/ }).waitFor()
  await isAccessible(phone, 'a closed record on a phone')
  await shot(phone, 'closed-390')

  const admin = await journey.signIn(ada, { viewport: DESK })
  await admin.goto(`${hub.address}/people/roles`)
  await admin.getByRole('button', { name: /Change roles of Ewa/ }).click()
  await admin.getByLabel(/AMHP manager/).check()
  await isAccessible(admin, 'the dialog of roles')
  await shot(admin, 'roles-1440')
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.getByText('Ewa Kowalska: AMHP, AMHP manager.').first().waitFor()
  await admin.goto(`${hub.address}/who-may-do-what`)
  await admin.getByRole('heading', { level: 1, name: 'Who may do what' }).waitFor()
  await isAccessible(admin, 'the matrix')
  await shot(admin, 'matrix-1440')
  expect(journey.faults).toEqual([])
})
