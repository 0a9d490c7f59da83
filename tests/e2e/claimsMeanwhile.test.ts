import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { approveClaims } from '#shared/toil/contract.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { hasClaim, hasPolicy, submits } from '#tests/builders/toil.ts'
import { Journey, looksRight, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD } from '#tests/harness/service.ts'

/** Two managers at the same claims: whoever comes second is told who was first and when, and nothing they typed is lost. */
let journey: Journey
let ruthsDesk: Page, garethsDesk: Page

const NOW = instant('2026-11-16T08:45:00.000Z')

beforeAll(async () => {
  journey = await Journey.open(NOW)
  const { hub } = journey
  const service = await hub.service()
  await hasPolicy(hub, service)
  const has = (name: string, role: 'manager' | 'amhp') => service.has({ name, roles: [role] })
  const [ruth, gareth] = [await has('Ruth Banerjee', 'manager'), await has('Gareth Pugh', 'manager')]
  const [tom, priya, ines] = [
    await has('Tom Ellis', 'amhp'),
    await has('Priya Nair', 'amhp'),
    await has('Ines Duarte', 'amhp'),
  ]
  const late = async (amhp: Person, index: number): Promise<void> => {
    const day = addDays(londonDay('2026-11-09'), index)
    const shift = { startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) }
    hub.clockIs(addMinutes(shift.endsAt, 50))
    await amhp.signsIn(TEST_PASSWORD)
    const waits = [{ kind: 'bed' as const, startedAt: shift.endsAt, endedAt: addMinutes(shift.endsAt, 30) }]
    await submits(amhp, await hasClaim(hub, service, amhp, { shift, late: 50, waits }))
  }
  await late(tom, 0)
  await late(priya, 1)
  for (const index of [0, 1, 2]) await late(ines, index)
  hub.clockIs(NOW)
  ruthsDesk = await journey.signIn(ruth)
  garethsDesk = await journey.signIn(gareth)
  for (const desk of [ruthsDesk, garethsDesk]) await desk.goto(`${hub.address}/reports/toil?to=2026-11-15&weeks=12`)
})
afterAll(() => journey.close())

const card = (desk: Page) => desk.locator('.claims-card')
const press = (desk: Page, name: string) => desk.getByRole('dialog').getByRole('button', { name, exact: true }).click()
const opens = (desk: Page, name: string) => card(desk).getByRole('button', { name, exact: true }).first().click()
/** The other’s press is done while this one is on its way. */
const letsFirst = (desk: Page, first: () => Promise<void>) =>
  desk.route(
    `**/api/${approveClaims.name}`,
    async (route) => {
      await first()
      await route.continue()
    },
    { times: 1 },
  )

it('tells whoever approves a claim second who approved it, and when', async () => {
  for (const desk of [ruthsDesk, garethsDesk]) await opens(desk, 'Tom Ellis')
  await letsFirst(garethsDesk, async () => {
    await press(ruthsDesk, 'Approve')
    await ruthsDesk.getByRole('dialog').waitFor({ state: 'detached' })
  })
  await press(garethsDesk, 'Approve')
  const told = garethsDesk.getByRole('dialog').getByRole('alert')
  await told.getByText('This claim was decided while you had it open.').waitFor()
  await told.getByText(/Mon 16 November 08:45, Ruth Banerjee approved it/).waitFor()
  expect(await garethsDesk.getByRole('dialog').getByRole('button', { name: 'Approve' }).count()).toBe(0)
  await looksRight(garethsDesk, 'claim-second')
  await press(garethsDesk, 'Close')
})

it('keeps the reason for refusing that somebody is typing while the claim is approved', async () => {
  for (const desk of [ruthsDesk, garethsDesk]) await opens(desk, 'Priya Nair')
  await press(garethsDesk, 'Refuse…')
  const why = garethsDesk.getByRole('dialog').getByRole('textbox', { name: 'Why' })
  await why.pressSequentially('The rota has her off')
  await press(ruthsDesk, 'Approve')
  const told = garethsDesk.getByRole('dialog').getByRole('alert')
  await told.getByText(/Mon 16 November 08:45, Ruth Banerjee approved it/).waitFor()
  await told.getByText(/What you wrote is still here, and was not sent/).waitFor()
  await garethsDesk.keyboard.type(' at 16:00.')
  expect(await why.inputValue()).toBe('The rota has her off at 16:00.')
  await looksRight(garethsDesk, 'claim-refused-second')
  await press(garethsDesk, 'Close')
  const decided = card(garethsDesk).getByText('Decided since payroll closed: can be undone')
  await decided.click()
  await card(garethsDesk).getByRole('button', { name: 'Undo the decision on Priya Nair' }).click()
  await opens(garethsDesk, 'Priya Nair')
  expect(await why.inputValue()).toBe('The rota has her off at 16:00.')
  await press(garethsDesk, 'Refuse the claim')
  await garethsDesk.getByText('Refused: the claim of Priya Nair.').waitFor()
})

it('tells whoever approves several second that nothing was approved by them, by whom they were, and when', async () => {
  const approves = (desk: Page, many: number) => card(desk).getByRole('button', { name: `Approve ${many}` })
  const told = card(garethsDesk).getByRole('alert')
  await approves(garethsDesk, 3).waitFor()
  const last = card(ruthsDesk).getByRole('checkbox', { name: 'Ines Duarte, Wed 11 November' })
  await last.uncheck()
  await letsFirst(garethsDesk, async () => {
    await approves(ruthsDesk, 2).click()
    await ruthsDesk.getByText(/2 claims approved/).waitFor()
  })
  await approves(garethsDesk, 3).click()
  await told.getByText('Your press approved nothing: somebody was there first.').waitFor()
  await told.getByText('Mon 16 November 08:45, Ruth Banerjee approved them: 2 of your 3.').waitFor()
  await told.getByText('The other one still waits: press again.').waitFor()
  expect(await garethsDesk.getByText('Refused: the claim of Priya Nair.').count()).toBe(0)
  await looksRight(garethsDesk, 'claims-second')

  // The last of them: what is said stays although no claim is left.
  await last.check()
  await letsFirst(garethsDesk, async () => {
    await approves(ruthsDesk, 1).click()
    await ruthsDesk.getByText(/1 claim approved/).waitFor()
  })
  await approves(garethsDesk, 1).click()
  await told.getByText(/^Ines Duarte, Wed 11 November: Mon 16 November 08:45, Ruth Banerjee approved it/).waitFor()
  await card(garethsDesk).getByText('No claims.').waitFor()
  await picture(garethsDesk, 'claims-none-left-1440')
  await told.getByRole('button', { name: 'I have looked' }).click()
  await told.waitFor({ state: 'detached' })
  expect(journey.faults).toEqual([])
})
