import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDisplay } from '#shared/wall/contract.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { DESK, Journey, picture, settled } from '#tests/harness/journey.ts'
import { TEST_PASSWORD } from '#tests/harness/service.ts'

/** A full wall on screens of more than one shape: no room stays empty while a referral is only counted. */
let journey: Journey
let token: string

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const owen = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
  for (let count = 0; count < 26; count++) await aReferral(hub, service, jo)
  await owen.stepsUp(TEST_PASSWORD)
  token = (await owen.sends(makeDisplay, { label: 'Hub office', days: 30 })).token ?? ''
})
afterAll(() => journey.close())

it('shows as many rows as the screen has room for, and counts the rest', async () => {
  const wall = await journey.open(`/wall#${token}`, { viewport: DESK })
  const rows = wall.locator('.w-rows li')
  const more = wall.locator('.w-more')
  for (const viewport of [DESK, { width: 1920, height: 1080 }, { width: 1280, height: 1024 }]) {
    await wall.setViewportSize(viewport)
    await settled(wall)
    const left = async (): Promise<{ readonly rows: number; readonly counted: boolean }> => {
      const [row, last, end] = [await rows.first().boundingBox(), await more.boundingBox(), await endOf()]
      if (row === null || last === null) return { rows: -1, counted: false }
      const said = Number(/\d+/.exec((await more.textContent()) ?? '')?.[0])
      return {
        rows: Math.floor((end - last.y - last.height) / row.height),
        counted: said + (await rows.count()) === 26,
      }
    }
    const endOf = (): Promise<number> => wall.locator('.w-body').evaluate((body) => body.getBoundingClientRect().bottom)
    await expect.poll(left).toEqual({ rows: 0, counted: true })
    await picture(wall, `wall-full-${viewport.width}`)
  }
  expect(journey.faults).toEqual([])
})
