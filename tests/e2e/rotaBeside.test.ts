import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { offerOwnShift, putLeave, takeOffer } from '#shared/rota/coverContract.ts'
import { previewPublish, publishRota, putInDraft } from '#shared/rota/planContract.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { myToil } from '#shared/toil/contract.ts'
import { rosters, times } from '#tests/builders/rota.ts'
import { hasOpeningBalance, hasPolicy } from '#tests/builders/toil.ts'
import { DESK, goTo, isAccessible, Journey, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

let journey: Journey
let service: TestService
let ruth: Person
let ewa: Person
let dan: Person
beforeAll(async () => {
  journey = await Journey.open()
})
afterAll(() => journey.close())
beforeEach(async () => {
  service = await journey.hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
})

const week = (): string => `${journey.hub.address}/rota/2026-W47`
const offer = { seenVersion: 1, kind: 'give-away', part: null, meantFor: null, note: '' } as const
const isAway = (person: Person, firstDay: string, lastDay = firstDay) =>
  ruth.sends(putLeave, {
    personId: person.id,
    kind: 'annual-leave',
    firstDay,
    lastDay,
    note: '',
    knowsWhatBreaks: true,
    offerShifts: false,
  })

it('Published, Swapped and Away say so while there is nothing', async () => {
  const page = await journey.signIn(ruth, { viewport: DESK, theme: 'light' })
  await goTo(page, week())
  await page.getByText('Nobody is away or will be.').waitFor()
  await page.getByText('Nothing has been published yet.').waitFor()
  expect(await page.getByRole('heading', { name: 'Swapped' }).count()).toBe(0)
  expect(await page.getByRole('heading', { name: 'Swaps asked for' }).count()).toBe(0)
  await page.getByRole('button', { name: 'All, and as it was' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Everybody has seen their changes.').waitFor()
  await dialog.getByText('None yet.').waitFor()
  await isAccessible(page, 'Published, with nothing in it')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await awayForHours(page)
  expect(journey.faults.splice(0)).toEqual([])
})

/** Somebody takes two hours as TOIL: the first day on the rota that is no whole day away. */
async function awayForHours(page: Page): Promise<void> {
  await hasPolicy(journey.hub, service, {})
  await hasOpeningBalance(journey.hub, service, ewa, 120)
  await page.getByRole('button', { name: 'Put somebody down as away' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Who').selectOption('Ewa Kowalska')
  await dialog.getByLabel('Why').selectOption('TOIL day')
  await dialog.getByLabel('First day').fill('2026-11-17')
  await dialog.getByLabel('Last day').fill('2026-11-17')
  await dialog.getByLabel('From').fill('15:00')
  await dialog.getByRole('button', { name: 'Put down as away' }).click()
  await dialog.getByText('Enter until when on that day, like 17:00, or how long, like 2h').first().waitFor()
  await dialog.getByLabel('Until, or for how long').fill('2h')
  await dialog.getByText('Cover does not fall short without them then.').waitFor()
  await isAccessible(page, 'away for hours')
  await picture(page, 'away-for-hours-1440')
  await dialog.getByRole('button', { name: 'Put down as away' }).click()
  await page.getByText('Ewa Kowalska: TOIL, Tue 17 November, 15:00 to 17:00').waitFor()
  await page
    .getByRole('row', { name: /Ewa Kowalska/ })
    .getByText('Away 15:00 to 17:00')
    .waitFor()
  expect((await ewa.asks(myToil, {})).balance).toBe(0)
}

it('Published, Swapped and Away show what was published, what changed hands over leave and why, and who is away', async () => {
  const days = { firstDay: '2026-11-16', lastDay: '2026-11-22' }
  await ruth.sends(putInDraft, {
    shiftId: null,
    seenVersion: 0,
    personId: ewa.id,
    day: '2026-11-17',
    times: times('08:30', '16:30'),
  })
  const { seen, findings } = await ruth.asks(previewPublish, days)
  const accepted = findings.filter(({ grade }) => grade === 'accept').map(({ key }) => ({ key, why: 'Agreed' }))
  await ruth.sends(publishRota, { ...days, seen: [...seen], accepted })
  await ruth.sends(putInDraft, {
    shiftId: null,
    seenVersion: 0,
    personId: dan.id,
    day: '2026-11-18',
    times: times('08:30', '16:30'),
  })
  const shiftId = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
  await isAway(dan, '2026-11-19')
  for (const day of ['2026-12-01', '2026-12-03', '2026-12-05', '2026-12-07', '2026-12-09']) await isAway(ewa, day)
  const asked = await rosters(ruth, ewa.id, '2026-11-20', '12:30', '20:30')
  await ewa.sends(offerOwnShift, { ...offer, shiftId: asked, meantFor: dan.id })
  const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId })
  await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })

  const page = await journey.signIn(ruth, { viewport: DESK, theme: 'light' })
  await goTo(page, week())
  await page.getByText('Asked of Dan Okoro, who has not answered yet.').waitFor()
  await page.getByText(/^Put there by hand, Ruth Banerjee, Thu 12 November/).waitFor()
  await page.getByText(/^Last by Ruth Banerjee, .*: Mon 16 November to Sun 22 November\./).waitFor()
  await page.getByRole('button', { name: 'Show all 6' }).click()
  await page.getByText('Ewa Kowalska: Annual leave, Wed 9 December').waitFor()
  await page.getByRole('button', { name: 'Agree', exact: true }).click()
  await page
    .getByText(/^Dan Okoro is away on Thu 19 November \(annual leave\)\. If they are to work all the same/)
    .waitFor()
  await page.getByRole('button', { name: 'Agree over their leave' }).click()
  await page.getByText('Say why they work over their leave').waitFor()
  await isAccessible(page, 'a swap over leave, without a word')
  await picture(page, 'swap-over-leave-1440')
  await page.getByLabel('Why they work over their leave').fill('He offered, and takes Friday instead')
  await page.getByRole('button', { name: 'Agree over their leave' }).click()
  await page.getByRole('heading', { name: 'Swapped' }).waitFor()
  await page.getByText('Dan Okoro has Ewa Kowalska’s Thu 19, 12:30 to 20:30.').waitFor()
  await page.getByText('Over their leave: “He offered, and takes Friday instead”').waitFor()
  await page.getByRole('button', { name: 'All, and as it was' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/^Ewa Kowalska, told .*New for you: Tue 17 November 08:30–16:30\.$/).waitFor()
  await dialog.getByText(/^No\. 1, Mon 16 November to Sun 22 November: one change, by Ruth Banerjee/).click()
  await dialog.getByText('Ewa Kowalska is put on Tue 17 November 08:30–16:30.').waitFor()
  await isAccessible(page, 'Published, with what was published')
  await picture(page, 'published-1440')
  expect(journey.faults.splice(0)).toEqual([])
})

it('an AMHP reads on their phone whose word a swap waits for, and undoes the one that both agreed to', async () => {
  await journey.hub
    .owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
    values (${service.id}, '2026-01-01', 'hub', 'none', '09:00', '17:00', ${ruth.id}, ${journey.hub.now()})`
  const thursday = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
  const friday = await rosters(ruth, dan.id, '2026-11-20', '12:30', '20:30')
  const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId: thursday, kind: 'swap', meantFor: dan.id })
  const page = await journey.signIn(ewa, { viewport: PHONE, theme: 'dark' })
  await goTo(page, `${journey.hub.address}/me/rota`)
  await page.getByText('Asked of Dan Okoro, who has not answered yet. It is yours.').waitFor()
  await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: friday })
  await page.getByText(/^Dan Okoro has said yes, and gives you Fri 20, 12:30 to 20:30 for it/).waitFor()
  await ewa.sends(agreeToReturn, { offerId, seenVersion: 2 })
  await page
    .getByText('Dan Okoro has Ewa Kowalska’s Thu 19, 12:30 to 20:30; Ewa Kowalska has Fri 20, 12:30 to 20:30 for it.')
    .waitFor()
  await isAccessible(page, 'one’s own swap, on a phone')
  await picture(page, 'my-swap-390-dark')
  await page.getByRole('button', { name: 'Undo this swap' }).click()
  await page.getByText('Undone. Both shifts are as they were. It waits for your yes again.').waitFor()
  await page.getByRole('button', { name: 'Agree to this swap' }).waitFor()
  expect(journey.faults.splice(0)).toEqual([])
})
