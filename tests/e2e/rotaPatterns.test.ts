import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { DESK, goTo, isAccessible, Journey, PHONE, picture } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
})
afterAll(() => journey.close())

it('a manager builds four weeks from patterns, finds too little rest, fixes it, and publishes', async () => {
  const ruth = await journey.signIn(signInOf('ruth.banerjee'), { viewport: DESK, theme: 'light' })
  await goTo(ruth, `${journey.hub.address}/plan/patterns`)
  await ruth.getByRole('heading', { name: 'Twilights, four days' }).waitFor()
  await isAccessible(ruth, 'patterns')
  await picture(ruth, 'patterns-1440')

  // Twilight to midnight on Monday, and in at eight on Tuesday.
  await ruth.getByRole('button', { name: 'Add an exception' }).click()
  const exception = ruth.getByRole('dialog')
  await exception.getByLabel('Who').selectOption({ label: 'Liam Farrell' })
  await exception.getByLabel('Day', { exact: true }).fill('2027-01-05')
  await exception.getByLabel('Instead of the pattern').selectOption({ label: '08:00–16:00 Early' })
  await exception.getByRole('button', { name: 'Set this day' }).click()
  await exception.getByText('Say why: it is shown with the day').first().waitFor()
  await isAccessible(ruth, 'an exception without a reason')
  await exception.getByLabel('Why').fill('Covers the early')
  await exception.getByRole('button', { name: 'Set this day' }).click()
  await exception.waitFor({ state: 'detached' })

  await ruth.getByRole('textbox', { name: 'From' }).fill('2027-01-04')
  await ruth.getByRole('button', { name: 'Show what changes' }).click()
  await ruth.getByText(/Mon 4 January.* to Sun 31 January/).waitFor()
  await isAccessible(ruth, 'what building changes')
  await picture(ruth, 'patterns-build-1440')
  await ruth.getByRole('button', { name: 'Put into the draft' }).click()
  await ruth.getByText(/^In the draft: \d+ put on or moved/).waitFor()
  await ruth.getByRole('link', { name: 'Open the first week' }).click()

  await ruth.getByText(/changes not published/).waitFor()
  await ruth.getByRole('button', { name: 'Check and publish' }).click()
  const publishing = ruth.getByRole('dialog')
  await publishing.getByText('Liam Farrell: 8h of rest').first().waitFor()
  await picture(ruth, 'patterns-rest-1440')
  await publishing.getByRole('button', { name: 'Not yet' }).click()
  await ruth.getByRole('button', { name: /^Show all \d+/ }).click()
  await ruth
    .getByRole('listitem')
    .filter({ hasText: 'Liam Farrell Tue 5' })
    .getByRole('button', { name: 'Change' })
    .click()
  const shift = ruth.getByRole('dialog')
  await shift.getByRole('radio', { name: /12:00 to 20:00/ }).check({ force: true })
  await shift.getByRole('button', { name: 'Keep in the draft' }).click()
  await shift.waitFor({ state: 'detached' })
  await ruth.getByRole('button', { name: 'Check and publish' }).click()
  await publishing.getByText(/Liam Farrell is put on Tue 5 January 12:00–20:00/).waitFor()
  expect(await publishing.getByText('Liam Farrell: 8h of rest').count()).toBe(0)
  for (const reason of await publishing.getByRole('textbox').all()) await reason.fill('Agreed with them')
  await publishing.getByRole('button', { name: 'Publish', exact: true }).click()
  await publishing.waitFor({ state: 'detached' })
  await ruth.getByText(/Draft · \d+ on other weeks/).waitFor()
  expect(journey.faults.splice(0)).toEqual([])
})

it('fairness is whole for a manager, and one’s own line on a phone; minimums are a list', async () => {
  const ruth = await journey.signIn(signInOf('ruth.banerjee'), { viewport: DESK, theme: 'dark' })
  await goTo(ruth, `${journey.hub.address}/plan/fairness`)
  await ruth.getByRole('button', { name: 'Lates' }).click()
  await isAccessible(ruth, 'fairness')
  await picture(ruth, 'fairness-1440-dark')
  await goTo(ruth, `${journey.hub.address}/plan/minimums`)
  await ruth
    .getByRole('button', { name: /^Change Duty AMHP, Mon to Fri/ })
    .first()
    .click()
  await ruth.getByRole('dialog').getByLabel('A rota that falls short of it needs a reason').check({ force: true })
  await isAccessible(ruth, 'a minimum')
  await ruth.getByRole('button', { name: 'Keep the minimum' }).click()
  await ruth.getByRole('cell', { name: 'Needs a reason' }).waitFor()
  await picture(ruth, 'minimums-1440-dark')

  const ewa = await journey.signIn(signInOf('ewa.kowalska'), { viewport: PHONE, theme: 'light' })
  await goTo(ewa, `${journey.hub.address}/me/rota`)
  await ewa.getByRole('heading', { name: 'My part of the duties' }).waitFor()
  await isAccessible(ewa, 'my part, on a phone')
  await picture(ewa, 'my-part-390')
  const phone = await journey.signIn(signInOf('ruth.banerjee'), { viewport: PHONE, theme: 'light' })
  for (const page of ['patterns', 'fairness', 'minimums']) {
    await goTo(phone, `${journey.hub.address}/plan/${page}`)
    await isAccessible(phone, `${page} on a phone`)
    await picture(phone, `${page}-390`)
  }
  expect(journey.faults.splice(0)).toEqual([])
})
