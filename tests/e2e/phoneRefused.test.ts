import type { Locator, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocationsOf, takeBack } from '#shared/allocations/contract.ts'
import { addMinutes, instant, msOf, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { aReferral, aShift, given, workedTo, type MadeReferral } from '#tests/builders/allocations.ts'
import { hasPolicy } from '#tests/builders/toil.ts'
import { hasNetworkAgain, isAccessible, Journey, losesNetwork, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

/** What an AMHP sees of a tap that does not count: never a word that it is done, and the refusal where they look. */
let journey: Journey
let service: TestService
let jo: Person, ewa: Person
let marta: MadeReferral
let phone: Page
let began: Instant

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  began = hub.now()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  marta = await aReferral(hub, service, jo)
  await workedTo(hub, ewa, await given(jo, marta, ewa), 'accepted')
  hub.clockIs(addMinutes(began, 10))
  phone = await journey.signIn(ewa, { viewport: PHONE })
  await phone.getByRole('button', { name: 'On my way' }).waitFor()
})
afterAll(() => journey.close())

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const toFoot = (page: Page) => page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))

/** Whether all of it is on the screen as it is scrolled, and nothing lies over it. */
const inView = (what: Locator) =>
  what.evaluate((box) => {
    const { top, bottom, left, width, height } = box.getBoundingClientRect()
    const under = document.elementFromPoint(left + width / 2, top + height / 2)
    return top >= 0 && bottom <= window.innerHeight && box.contains(under)
  })

/** Types a time into the box that is folded away. */
async function types(page: Page, time: string): Promise<void> {
  await page.getByText('Type the time instead').click()
  await page.getByLabel('Time', { exact: true }).fill(time)
}

it('refuses on the phone, beside the box, a step before the one that came before it', async () => {
  await toFoot(phone)
  await press(phone, 'It happened earlier')
  await types(phone, clockTimeOf(addMinutes(began, -90)))
  await press(phone, 'On my way')
  const refusal = phone.getByText('“Accept” was at').first()
  await refusal.waitFor()
  await expect.poll(() => refusal.textContent()).toContain(clockTimeOf(began))
  await expect.poll(() => inView(phone.getByLabel('Time', { exact: true }))).toBe(true)
  // At each press, wherever the page has been scrolled to meanwhile.
  await phone.evaluate(() => window.scrollTo(0, 0))
  await press(phone, 'On my way')
  await expect.poll(() => inView(phone.getByLabel('Time', { exact: true }))).toBe(true)
  expect(await phone.locator('.toast').count()).toBe(0)
  expect(await phone.getByLabel('Time', { exact: true }).inputValue()).toBe(clockTimeOf(addMinutes(began, -90)))
  await picture(phone, 'step-too-early-390')
  await phone.getByLabel('Time', { exact: true }).fill('')
})

it('refuses a wait before acceptance in the same way, and announces none', async () => {
  await phone.getByRole('link', { name: 'Delayed' }).click()
  await phone
    .getByRole('radio', { name: /ambulance/i })
    .first()
    .check({ force: true })
  await types(phone, clockTimeOf(addMinutes(began, -60)))
  await press(phone, 'Save delay')
  await phone
    .getByText(/You accepted the job at .*A wait begins then or later/)
    .first()
    .waitFor()
  expect(await phone.getByText(/Waiting for an ambulance since/).count()).toBe(0)
  await phone.getByLabel('Time', { exact: true }).fill(clockTimeOf(addMinutes(began, 5)))
  await press(phone, 'Save delay')
  await phone
    .locator('.toast', { hasText: `Waiting for an ambulance since ${clockTimeOf(addMinutes(began, 5))}` })
    .waitFor()
})

it('says of a tap without signal that it is kept, and takes that away when the job has gone meanwhile', async () => {
  await losesNetwork(phone)
  await press(phone, 'On my way')
  const toast = phone.locator('.toast')
  await toast.filter({ hasText: /On my way \d\d:\d\d: kept on this phone/ }).waitFor()
  expect(await phone.getByText(/On your way/).count()).toBe(0)
  await picture(phone, 'tap-kept-390')
  // Taken back without a signal: it goes with the step that the hub refuses, and brings no second refusal.
  await toast.getByRole('button', { name: /Undo/ }).click()
  await phone.getByRole('button', { name: 'On my way' }).waitFor()
  const [row] = await jo.asks(allocationsOf, { referralId: marta.id })
  if (!row) throw new Error('no allocation')
  await jo.sends(takeBack, { allocationId: row.id, seenVersion: row.version, why: 'Her relief is there' })
  await toFoot(phone)
  await hasNetworkAgain(phone)
  const refused = phone.locator('.note', { hasText: 'Not accepted.' })
  await refused.waitFor()
  await phone.getByText('It is no longer yours.').waitFor()
  await toast.waitFor({ state: 'detached' })
  expect(await phone.locator('.note', { hasText: 'You said:' }).count()).toBe(1)
  await expect.poll(() => inView(refused)).toBe(true)
  await expect.poll(() => inView(phone.locator('.note.breach', { hasText: 'no longer yours' }))).toBe(true)
  expect(await phone.evaluate(() => document.activeElement?.classList.contains('note'))).toBe(true)
  expect(await phone.getByText(/On your way/).count()).toBe(0)
  await isAccessible(phone, 'a tap that came too late')
  await picture(phone, 'tap-refused-390')
  await phone.emulateMedia({ colorScheme: 'dark' })
  await picture(phone, 'tap-refused-390-dark')
})

it('says on the record when it was taken back, by the same minute in both places, and why', async () => {
  const desk = await journey.signIn(jo)
  await desk.goto(`${journey.hub.address}/referrals/${marta.number}`)
  const line = desk.locator('.tl li', { hasText: 'Taken back from Ewa Kowalska' })
  await line.getByText('Her relief is there').waitFor()
  await desk
    .getByText(`since ${clockTimeOf(journey.hub.now())}`)
    .first()
    .waitFor()
  await line.getByText(clockTimeOf(journey.hub.now())).waitFor()
  await picture(desk, 'taken-back-record-1440')
})

it('brings into view that a referral is not saved yet, once for each press', async () => {
  const desk = await journey.signIn(jo, { viewport: PHONE })
  await desk.goto(`${journey.hub.address}/referrals/new`)
  const chip = (name: RegExp) => desk.getByRole('radio', { name }).first().check({ force: true })
  await chip(/^GP/)
  await desk.getByLabel(/^Name or number/).fill('Dr Hale')
  await desk.getByLabel(/^Call back on/).fill('01632 960 144')
  await desk.getByLabel(/^Last name/).fill('Adeyemi')
  await desk.getByLabel(/^Date of birth/).fill('34')
  await chip(/^Assessment/)
  await desk.getByLabel('Place', { exact: true }).fill('12 Mill Lane, Ashmere')
  await desk.getByLabel('What is happening', { exact: true }).fill('Not slept for four nights.')
  await chip(/^Not asked yet/)
  await losesNetwork(desk)
  await press(desk, 'Save and triage')
  const unsaved = desk.getByRole('alert').filter({ hasText: 'Not saved yet.' })
  await unsaved.waitFor()
  await expect.poll(() => inView(unsaved)).toBe(true)
  await picture(desk, 'intake-not-saved-390')
  // It is tried again by itself: whoever has scrolled on is left where they are.
  await toFoot(desk)
  await desk.waitForRequest('**/api/referrals.receive')
  await expect.poll(() => inView(unsaved)).toBe(false)
  await hasNetworkAgain(desk)
  await desk.getByText(/R-\d+ saved/).waitFor()
  expect(journey.faults).toEqual([])
})

it('says at once that words are being sent, and after a finish in the minute of the shift’s end that nothing is claimed', async () => {
  const { hub } = journey
  const ben = await service.has({ name: 'Ben Achebe', roles: ['amhp'] })
  const { endsAt } = await aShift(hub, service, ben, { from: -4, to: 1 })
  const job = await aReferral(hub, service, jo, { lastName: 'Okoro', firstName: 'Ada' })
  await workedTo(hub, ben, await given(jo, job, ben), 'arrived')
  hub.clockIs(instant(new Date(msOf(endsAt) + 20_000).toISOString()))
  await phone.close()
  phone = await journey.signIn(ben, { viewport: PHONE })
  await phone.getByRole('link', { name: 'Record outcome' }).click()
  await phone
    .getByRole('radio', { name: /community/i })
    .first()
    .check({ force: true })
  await phone.getByLabel('Reasons for the decision').fill('She will see the crisis team tonight.')
  const held: Route[] = []
  await phone.route('**/api/allocations.recordOutcome', (route) => void held.push(route))
  await press(phone, 'Save outcome')
  const told = phone.getByText('Being sent to the hub.')
  await told.waitFor()
  await expect.poll(() => inView(told)).toBe(true)
  await picture(phone, 'outcome-being-sent-390')
  await expect.poll(() => held.length).toBe(1)
  await held[0]?.continue()
  await press(phone, 'Finished')
  await phone.getByText(/0 minutes late, so there is nothing to claim/).waitFor()
  expect(await phone.getByText('No claim has come back yet').count()).toBe(0)
  await picture(phone, 'finished-no-claim-390')
  expect(journey.faults).toEqual([])
})

it('says that the hub has a late finish and made no claim of it, where the policy counts nothing for that', async () => {
  const { hub } = journey
  await hasPolicy(hub, service, { graceMinutes: 10 })
  const cleo = await service.has({ name: 'Cleo Hart', roles: ['amhp'] })
  const { endsAt } = await aShift(hub, service, cleo, { from: -4, to: 1 })
  const job = await aReferral(hub, service, jo, { lastName: 'Novak', firstName: 'Petra' })
  await workedTo(hub, cleo, await given(jo, job, cleo), 'outcome-recorded', 'NOT_DETAINED_COMMUNITY_PLAN')
  hub.clockIs(addMinutes(endsAt, 4))
  await journey.signInInstead(phone, cleo)
  await press(phone, 'Finished')
  await phone.getByText(/^The hub has your finish, 4m late, and made no claim of it/).waitFor()
  await isAccessible(phone, 'a late finish without a claim')
  await picture(phone, 'finished-late-no-claim-390')
  expect(journey.faults).toEqual([])
})
