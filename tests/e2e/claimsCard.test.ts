import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { DESK, goTo, Journey, picture } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
})
afterAll(() => journey.close())

it('nothing of the claims to approve sticks out of its card, however wide the desk', async () => {
  const ruth = await journey.signIn(signInOf('ruth.banerjee'), { viewport: DESK, theme: 'light' })
  await goTo(ruth, `${journey.hub.address}/reports/toil`)
  await ruth.getByRole('heading', { name: 'Claims to approve' }).waitFor()
  await ruth.locator('.claims-card tbody tr').first().waitFor()
  for (const width of [1440, 1280, 1181, 1024]) {
    await ruth.setViewportSize({ width, height: 900 })
    const out = await ruth.evaluate(() => {
      const card = document.querySelector('.claims-card')?.getBoundingClientRect()
      const chips = [...document.querySelectorAll('.claims-card .tag')].map((chip) => chip.getBoundingClientRect())
      return { shown: chips.length, out: chips.filter(({ right }) => right > (card?.right ?? 0)).length }
    })
    expect(out.shown).toBeGreaterThan(2)
    expect(out.out, `chips outside the card at ${width} px`).toBe(0)
    await picture(ruth, `claims-card-${width}`)
  }
  expect(journey.faults.splice(0)).toEqual([])
})
