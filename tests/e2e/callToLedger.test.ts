import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { arrange, referralRecord, type ArrangementKind, type ArrangementState } from '#shared/referrals/contract.ts'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { instant } from '#shared/time/instant.ts'
import { toilOf } from '#shared/toil/contract.ts'
import { hasPolicy, hasShift } from '#tests/builders/toil.ts'
import { DESK, Journey, PHONE, settled } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD } from '#tests/harness/service.ts'

/** London keeps Greenwich time in November, so these read as the clock on the wall. */
const at = (time: string) => instant(`2026-11-12T${time}:00.000Z`)

let journey: Journey
let jo: Person, amir: Person, ewa: Person, ruth: Person
let desk: Page, colleague: Page, phone: Page, manager: Page

beforeAll(async () => {
  journey = await Journey.open(at('16:43'))
  const service = await journey.hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
  await hasPolicy(journey.hub, service, { cap: { minutes: 2220, onExceed: 'warn' } })
  await hasShift(journey.hub, service, ewa, { startsAt: at('15:00'), endsAt: at('23:00') })
  await hasShift(journey.hub, service, tom, { startsAt: at('08:00'), endsAt: at('16:00') })
  desk = await journey.signIn(jo, { viewport: DESK })
  colleague = await journey.signIn(amir, { viewport: DESK })
  phone = await journey.signIn(ewa, { viewport: PHONE, theme: 'dark' })
})
afterAll(() => journey.close())

const chip = (page: Page, name: RegExp) => page.getByRole('radio', { name }).first().check({ force: true })
const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const onRow = (page: Page, words: string) => page.locator('.queue .act').getByText(words).first().click()
const onBoard = (text: RegExp | string) => colleague.locator('.board').getByText(text).first().waitFor()

/** Moves the hub's clock, and waits until the phone and the second desk have heard of it over their live line. */
async function clockIs(time: string): Promise<void> {
  // An answer of before that comes after the jump would set a page's clock back.
  await Promise.all([phone, colleague].map(settled))
  journey.hub.clockIs(at(time))
  await phone.getByText(`Up to date ${time}`).first().waitFor()
  const shown = colleague.locator('.ribbon').getByText(time).first()
  await shown.or(colleague.getByRole('heading', { name: 'Sign in' })).waitFor()
  // A desk that nobody touched for half an hour is covered: whoever comes back signs in, and is where they were.
  if (!(await shown.isVisible())) await journey.signInAgain(colleague, amir)
  await shown.waitFor()
}

it('takes a section 136 from the telephone call to the TOIL ledger, on four screens at once', async () => {
  await theCallComesIn()
  await itIsTriaged()
  await itIsAllocatedInTwoClicks()
  await sheWorksItFromHerPhone()
  await theLatenessBecomesToil()
  await everythingAgrees()
  expect(journey.faults).toEqual([])
})

async function theCallComesIn(): Promise<void> {
  await colleague.getByRole('heading', { name: 'To triage' }).waitFor()
  await desk.keyboard.press('n')
  await chip(desk, /^Police/)
  await desk.getByLabel('Name or number').fill('PC 2208 Ilyas')
  await desk.getByLabel('Call back on').fill('07700 900318')
  await desk.getByLabel('Last name').fill('Adeyemi')
  await desk.getByLabel('First name').fill('Kofi')
  await desk.getByLabel('Date of birth or age').fill('34')
  await chip(desk, /^Section 136/)
  await desk.getByLabel('Arrived at place of safety').fill('16:05')
  await desk.getByText(/will end at/).waitFor()
  expect(await desk.getByText(/will end at/).textContent()).toMatch(/16:05 on Friday 13 November/)
  await desk.getByLabel('Place', { exact: true }).fill('Place of safety, St Aldhelm’s Hospital, Kelsham')
  await chip(desk, /^None known/)
  await onBoard(/Draft R-\d+/)
  await desk.keyboard.press('Control+Enter')
  await desk.getByRole('heading', { name: 'Who is on' }).waitFor()
  await onBoard('Adeyemi, Kofi')
}

async function itIsTriaged(): Promise<void> {
  await onRow(desk, 'Triage')
  await chip(desk, /^Arrange a Mental Health Act assessment/)
  await desk.getByLabel('Why now').fill('Section 136 since 16:05. Fit to be interviewed.')
  await desk.getByLabel('Less restrictive options').fill('Crisis team has no plan that would hold tonight.')
  await desk.getByLabel('Risk', { exact: true }).fill('None known to staff. Police stay.')
  await press(desk, /Record the decision/)
  await desk
    .getByText(/Decision recorded/)
    .first()
    .waitFor()
  await colleague.getByRole('heading', { name: /To allocate/ }).waitFor()
  const { rows } = await amir.asks(board, {})
  expect(rows).toMatchObject([{ lastName: 'Adeyemi', state: 'to-allocate', urgency: 'U0' }])
}

async function itIsAllocatedInTwoClicks(): Promise<void> {
  await desk.goto(`${journey.hub.address}/board`)
  await phone.getByText(/Nothing for you now/).waitFor()
  await onRow(desk, 'Allocate')
  await desk.locator('.sug').first().getByText('Ewa Kowalska', { exact: true }).waitFor()
  await desk
    .locator('.sug')
    .first()
    .getByRole('button', { name: /^Allocate/ })
    .click()
  await desk
    .getByText(/allocated to Ewa/i)
    .first()
    .waitFor()
  await phone.getByText('Kofi Adeyemi').first().waitFor()
  await onBoard(/Ewa Kowalska/)
}

async function sheWorksItFromHerPhone(): Promise<void> {
  await press(phone, /^Accept/)
  // The clock moves on once the hub has it, not while it is on its way.
  await phone
    .getByRole('button', { name: /On my way/ })
    .first()
    .waitFor()
  await clockIs('16:55')
  await press(phone, /On my way/)
  await onBoard(/travelling/i)
  await clockIs('17:20')
  // A double tap is one step: its second half does not open the outcome.
  await phone.getByRole('button', { name: /I’ve arrived/ }).dblclick()
  await onBoard(/with person/i)
  await phone.getByRole('link', { name: 'Record outcome' }).waitFor()
  expect(await phone.getByRole('heading', { name: 'How did it end?' }).count()).toBe(0)
  await clockIs('19:05')
  await theDeskAsksFor('bed', 'asked')
  await clockIs('21:00')
  await theDeskAsksFor('bed', 'agreed')
  await clockIs('21:10')
  await phone.getByRole('link', { name: 'Delayed' }).click()
  await chip(phone, /ambulance/i)
  // A time that is typed is used by the press that saves, or said to be none: never left behind.
  await phone.getByText('Type the time instead').click()
  const typedTime = phone.getByLabel('Time', { exact: true })
  await typedTime.fill('25:10')
  await press(phone, 'Save delay')
  await phone.locator('.typed [aria-invalid="true"]').waitFor()
  await typedTime.press('Backspace')
  await phone.locator('.typed [aria-invalid="true"]').waitFor({ state: 'detached' })
  expect(await typedTime.isVisible(), 'the box stays open while it is put right').toBe(true)
  await typedTime.fill('21:10')
  await press(phone, 'Save delay')
  await onBoard(/waiting for (an )?ambulance/i)
  await clockIs('22:50')
  await theDeskAsksFor('second-doctor', 'asked')
  await clockIs('23:40')
  await press(phone, /It is over/)
  await phone.getByRole('link', { name: 'Record outcome' }).click()
  await chip(phone, /section 2\b/i)
  // What the record lacks is said before the finish and after it, and keeps nobody from finishing.
  const lacks = phone.getByText('No doctor’s recommendation for section 2 is recorded: section 2 needs two.')
  await lacks.waitFor()
  await press(phone, 'Save outcome')
  await phone.getByText('You can finish all the same: then the hub follows it up.').waitFor()
  await clockIs('23:50')
  await press(phone, /^Finished/)
  await phone.getByText('50m late').waitFor()
  await lacks.waitFor()
  await whatIsMissingIsAdded()
}

/** One tap from what is missing to the box in which it is typed; the desk has it to follow up until then. */
async function whatIsMissingIsAdded(): Promise<void> {
  const toFollowUp = colleague.getByRole('region', { name: 'Detention records to complete' })
  await toFollowUp.getByText('Lacks both doctors’ recommendations').waitFor()
  for (const doctor of ['Dr S. Rao', 'Dr P. Hale']) {
    await phone.goto(`${journey.hub.address}/me`)
    await phone.getByRole('link', { name: 'Add a doctor' }).click()
    const box = phone.getByLabel('Doctor', { exact: true })
    await box.and(phone.locator(':focus')).waitFor()
    await box.fill(doctor)
    await phone.getByLabel('Examined').fill('2026-11-12T18:00')
    await chip(phone, /^Section 2$/)
    await press(phone, 'Save doctor')
    await phone.getByRole('rowheader', { name: doctor }).waitFor()
  }
  await toFollowUp.waitFor({ state: 'detached' })
  await phone.goto(`${journey.hub.address}/me`)
}

async function theDeskAsksFor(kind: ArrangementKind, state: ArrangementState): Promise<void> {
  await jo.signsIn(TEST_PASSWORD)
  const { rows } = await jo.asks(board, {})
  const row = rows[0]
  if (!row) throw new Error('the board is empty')
  await jo.sends(arrange, { referralId: row.id, kind, state, note: 'Oakridge', seenVersion: state === 'asked' ? 0 : 1 })
}

async function theLatenessBecomesToil(): Promise<void> {
  await press(phone, 'Send claim')
  await phone
    .getByText(/with your manager|sent/i)
    .first()
    .waitFor()
  await press(phone, /home/i)
  manager = await journey.signIn(ruth, { viewport: DESK })
  await manager.getByRole('heading', { name: 'Claims to approve' }).waitFor()
  await manager.getByText('50m').first().waitFor()
  await press(manager, /^Approve 1/)
  await manager.getByText('1 claim approved, 50m.').first().waitFor()
}

async function everythingAgrees(): Promise<void> {
  for (const person of [ruth, jo]) await person.signsIn(TEST_PASSWORD)
  const account = await ruth.asks(toilOf, { personId: ewa.id })
  expect(account.balance).toBe(50)
  expect(account.entries).toMatchObject([{ kind: 'ACCRUE', minutes: 50, balance: 50, recordedByName: 'Ruth Banerjee' }])
  const [claim] = account.claims
  expect(claim).toMatchObject({
    state: 'approved',
    minutes: 50,
    rawMinutes: 50,
    primaryCause: 'AMB',
    decidedByName: 'Ruth Banerjee',
  })
  expect(claim?.causes.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(50)
  const report = await ruth.asks(lateWorkingReport, { to: '2026-11-12', weeks: '12' })
  expect(report.owed).toBe(50)
  const record = await jo.asks(referralRecord, { number: String(claim?.referralNumber) })
  expect(record.referral).toMatchObject({ state: 'closed', closedAs: 'DETAINED_S2' })
  const told = record.timeline.map(({ type, data }) =>
    `${type} ${'occurredAt' in data ? clockTimeOf(instant(String(data['occurredAt']))) : ''}`.trim(),
  )
  for (const line of [
    'referral-received',
    'referral-triaged',
    'referral-allocated',
    'amhp-set-off 16:55',
    'amhp-arrived 17:20',
    'assessment-finished 23:50',
    'toil-claim-approved',
  ]) {
    expect(told).toContain(line)
  }
}
