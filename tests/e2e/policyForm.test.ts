import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { DESK, goTo, Journey, looksRight } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
})
afterAll(() => journey.close())

it('the form of a policy says beside each field what it takes, and keeps what was typed', async () => {
  const ruth = await journey.signIn(signInOf('ruth.banerjee'), { viewport: DESK, theme: 'light' })
  await goTo(ruth, `${journey.hub.address}/reports/toil`)
  await ruth.getByRole('link', { name: 'Policies' }).click()
  await ruth.getByText('Begin with the policy shown above').click()
  await ruth.getByLabel('Not counted up to').fill('999')
  await ruth.getByLabel('Limit of what is owed').fill('much')
  await ruth.getByRole('button', { name: 'Set the policy' }).click()
  for (const words of [
    'Give the day of the first shift that it holds for, like 01/01/2027',
    'Not counted up to: give whole minutes from 0 to 240, like 15',
    'Limit of what is owed: give whole minutes from 0 to 60,000, like 2220 for 37h',
  ])
    // Once in the summary, once beside its field.
    await expect.poll(() => ruth.getByText(words).count()).toBe(2)
  await looksRight(ruth, 'policy-form-errors')
  await ruth.getByRole('link', { name: 'TOIL and late working' }).first().click()
  await ruth.getByRole('heading', { name: 'Claims to approve' }).waitFor()
  await ruth.getByRole('link', { name: 'Policies' }).click()
  await ruth.getByText('Begin with the policy shown above').click()
  expect(await ruth.getByLabel('Limit of what is owed').inputValue()).toBe('much')
  expect(journey.faults.splice(0)).toEqual([])
})
