import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { DESK, isAccessible, Journey, PHONE, picture } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
})
afterAll(() => journey.close())

it('a manager drafts, checks, publishes and agrees to a swap; an AMHP sees it on their phone and offers a shift', async () => {
  const ruth = await journey.signIn(signInOf('ruth.banerjee'), { viewport: DESK, theme: 'light' })
  const ewa = await journey.signIn(signInOf('ewa.kowalska'), { viewport: PHONE, theme: 'dark' })
  await ewa.goto(`${journey.hub.address}/me/rota`)
  // Her published shifts are there, and the Saturday that is only in the draft is not.
  await ewa
    .getByRole('button', { name: /^Swap or give away/ })
    .first()
    .waitFor()
  expect(await ewa.getByRole('button', { name: 'Swap or give away Sat 21' }).count()).toBe(0)

  await ruth.goto(`${journey.hub.address}/rota/2026-W47`)
  await ruth.getByText(/2 changes not published/).waitFor()
  await ruth.getByRole('heading', { name: 'In the draft' }).waitFor()
  await isAccessible(ruth, 'the week with a draft')
  await picture(ruth, 'rota-draft-1440')

  await ruth.getByRole('button', { name: 'Check and publish' }).click()
  const dialog = ruth.getByRole('dialog')
  await dialog.getByText('Ewa Kowalska is put on Sat 21 November 12:00–20:00.').waitFor()
  await isAccessible(ruth, 'checking before publishing')
  await picture(ruth, 'rota-publish-1440')
  for (const reason of await dialog.getByRole('textbox').all()) await reason.fill('Agreed with her on Thursday')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await ruth.getByText(/changes? not published/).waitFor({ state: 'detached' })

  await ruth.getByRole('heading', { name: 'Swaps asked for' }).waitFor()
  await ruth.getByRole('button', { name: 'Agree', exact: true }).first().click()
  await ruth.getByRole('heading', { name: 'Swaps asked for' }).waitFor({ state: 'detached' })

  await ewa.getByText('Your rota has changed.').waitFor()
  await isAccessible(ewa, 'a rota that has changed, on a phone')
  await picture(ewa, 'my-rota-390-dark')
  await ewa.getByRole('button', { name: 'I have seen this' }).click()
  await ewa.getByText('Your rota has changed.').waitFor({ state: 'detached' })
  await ewa.getByRole('button', { name: 'Swap or give away Sat 21' }).click()
  await ewa.getByRole('radio', { name: 'Give away' }).check({ force: true })
  await isAccessible(ewa, 'offering a shift')
  await picture(ewa, 'offer-390-dark')
  await ewa.getByRole('button', { name: 'Ask colleagues' }).click()
  await ewa.getByText('Nobody has taken it yet. It is yours.').waitFor()
  await ruth.getByText(/Give away: Sat 21/).waitFor()
  expect(journey.faults.splice(0)).toEqual([])
})
