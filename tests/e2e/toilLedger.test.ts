import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { myToil } from '#shared/toil/contract.ts'
import { instant } from '#shared/time/instant.ts'
import { hasOpeningBalance, hasPolicy, hasShift } from '#tests/builders/toil.ts'
import { DESK, Journey, looksRight, picture, settled } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

let journey: Journey
let service: TestService
let ruth: Person, ewa: Person
let page: Page

/** Ewa is owed 9h 20m: 2h has run out and nobody has decided, 1h 20m runs out within four weeks. */
beforeAll(async () => {
  journey = await Journey.open(instant('2026-11-16T08:45:00.000Z'))
  const { hub } = journey
  service = await hub.service()
  await hasPolicy(hub, service, {
    cap: { minutes: 2220, onExceed: 'warn' },
    expiry: { afterDays: 60, onExpiry: 'review' },
  })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await hasOpeningBalance(hub, service, ewa, 120, '2026-09-10')
  await hasOpeningBalance(hub, service, ewa, 80, '2026-10-10')
  await hasOpeningBalance(hub, service, ewa, 360, '2026-11-12')
  await hasShift(hub, service, ewa, {
    startsAt: instant('2026-11-19T08:00:00Z'),
    endsAt: instant('2026-11-19T16:00:00Z'),
  })
  page = await journey.signIn(ruth, { viewport: DESK })
})
afterAll(() => journey.close())

const press = (name: RegExp | string): Promise<void> => page.getByRole('button', { name }).first().click()
const says = (words: RegExp | string): Promise<void> => page.getByText(words).first().waitFor()
const chooses = (name: string): Promise<void> => page.getByText(name, { exact: true }).first().click()
const types = async (label: string, value: string): Promise<void> => page.getByLabel(label).first().fill(value)
const owed = async (words: string): Promise<void> =>
  page.getByRole('region', { name: 'Balance' }).getByText(words, { exact: true }).waitFor()

it('takes a manager from what runs out to each kind of entry, with errors beside the field and a way back', async () => {
  await page.goto(`${journey.hub.address}/reports/toil`)
  const soon = page.getByRole('region', { name: 'Runs out soon' })
  await soon.getByText('9 November 2026 is past: decide').waitFor()
  await picture(page, 'runs-out-soon-1440')
  await soon.getByRole('link', { name: 'Ewa Kowalska' }).first().click()
  await page.getByRole('heading', { name: 'Ewa Kowalska: TOIL' }).waitFor()
  await owed('9h 20m')
  await decidesExpiry()
  await books()
  await corrects()
  await agrees()
  await looksRight(page, 'person-toil')
  expect(journey.faults).toEqual([])
})

async function decidesExpiry(): Promise<void> {
  await press(/^Decide… about 2h/)
  await press(/^Decide$/)
  await says('Choose what becomes of it')
  await says('Say why: they read it')
  await chooses('A later last day')
  await page.getByLabel('Why').last().fill('Short of AMHPs in October')
  await page.getByLabel('New last day').fill('2026-11-09')
  await press(/^Decide$/)
  await says('It can be taken until 9 November 2026 already. Give a later day.')
  await expect.poll(() => page.getByLabel('Why').last().inputValue()).toBe('Short of AMHPs in October')
  await picture(page, 'decide-expiry-1440')
  await page.getByLabel('New last day').fill('2027-02-28')
  await press(/^Decide$/)
  await says('It can be taken longer.')
  await page.getByText(/2h earned on 10 September 2026/).waitFor({ state: 'detached' })
}

/** A day with a shift is refused beside the day, nothing typed is lost; the next day goes on the rota and comes off it again. */
async function books(): Promise<void> {
  await chooses('Book time off')
  await types('Day off', '2026-11-19')
  await types('How long', '7h 24m')
  await press('Book time off')
  await says('They have a shift that day. Take it off the rota first, or choose another day.')
  await expect.poll(() => page.getByLabel('How long').inputValue()).toBe('7h 24m')
  await owed('9h 20m')
  await types('Day off', '2026-11-20')
  await press('Book time off')
  await says(/Booked: 7h 24m off for Ewa Kowalska/)
  await owed('1h 56m')
  expect(await awayOn('2026-11-20')).toEqual(['toil'])
  await press(/^Undo/)
  await says('Taken back. Both entries stay in the ledger.')
  await owed('9h 20m')
  expect(await awayOn('2026-11-20')).toEqual([])
}

async function corrects(): Promise<void> {
  await chooses('Correct')
  await chooses('Take off it')
  await types('By how much', '1h')
  await press('Correct the balance')
  await says('Say why: it stays beside the entry')
  await page.getByLabel('Why').first().fill('Counted twice in June')
  await press('Correct the balance')
  await says(/Corrected by/)
  await owed('8h 20m')
  await press(/^Take back… .*1h/)
  await press('Take it back')
  await says('Say why: it stays beside the entry')
  await page.getByLabel('Why').last().fill('It was right')
  await press('Take it back')
  await owed('9h 20m')
  await chooses('Pay out')
  await types('How long', '20h')
  await page.getByLabel('Why').first().fill('With the November salary')
  await press('Record the payment')
  await says(/They are owed 9h 20m/)
  await types('How long', '1h 20m')
  await press('Record the payment')
  await owed('8h')
  await chooses('Bring forward')
  await types('How much it was', '10h')
  await page.getByLabel('Where it comes from').fill('The old list')
  await press('Bring it forward')
  await says(/was brought forward already/)
}

async function agrees(): Promise<void> {
  await chooses('Agree a late finish')
  await types('Day of the shift', '2026-11-19')
  await types('Up to how long', '2h')
  await page.getByLabel('Why').first().fill('A warrant at 15:30')
  await press('Agree to it')
  await says('Agreed beforehand for Thu 19 November: up to 2h late, by Ruth Banerjee. A warrant at 15:30')
  await settled(page)
}

it('shows the AMHP the same page, with nothing to press', async () => {
  await ewa.signsIn(TEST_PASSWORD)
  const account = await ewa.asks(myToil, {})
  expect(account.balance).toBe(480)
  expect(account.entries.map(({ kind, minutes }) => [kind, minutes])).toEqual([
    ['OPENING_BALANCE', 120],
    ['OPENING_BALANCE', 80],
    ['OPENING_BALANCE', 360],
    ['TAKE', -444],
    ['REVERSE', 444],
    ['ADJUST', -60],
    ['REVERSE', 60],
    ['PAY_OUT', -80],
  ])
  const own = await journey.signIn(ewa, { viewport: DESK })
  await own.goto(`${journey.hub.address}/me/toil`)
  await own.getByText('Agreed beforehand for Thu 19 November').waitFor()
  await own.getByText('Counted twice in June').first().waitFor()
  expect(await own.getByRole('button', { name: /Take back|Decide|Record/ }).count()).toBe(0)
  await looksRight(own, 'my-toil')
  await own.goto(`${journey.hub.address}/reports/toil/people/${ewa.id}`)
  await own.getByRole('heading', { name: 'You do not have access to this page' }).waitFor()
})

const awayOn = async (day: string): Promise<readonly string[]> =>
  (
    await journey.hub.owner<{ kind: string }[]>`
      select kind from hub.days_away where service_id = ${service.id} and person_id = ${ewa.id} and day = ${day}`
  ).map(({ kind }) => kind)
