import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocationsOf, takeBack } from '#shared/allocations/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { aReferral, aShift, given, type MadeReferral } from '#tests/builders/allocations.ts'
import { wireThatCanBeCut } from '#tests/harness/cutWire.ts'
import { hasNetworkAgain, isAccessible, Journey, losesNetwork, PHONE, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import { kill } from '#tests/harness/hands.ts'
import { keptOn } from '#tests/harness/phoneStorage.ts'
import { TEST_PASSWORD } from '#tests/harness/service.ts'

/** An AMHP's phone that loses its signal, is killed and opened again: RELIABILITY of the outbox, seen from the hand that holds it. */
let journey: Journey
let jo: Person, ewa: Person
let marta: MadeReferral
let phone: Page
let context: BrowserContext
let wire: { readonly cut: () => void; readonly mend: () => void }
let began: Instant

beforeAll(async () => {
  journey = await Journey.open()
  const { hub } = journey
  began = hub.now()
  const service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  const power = { kind: 's136', startedAt: addMinutes(began, -20 * 60) } as const
  marta = await aReferral(hub, service, jo, { power })
  await given(jo, marta, ewa)
  phone = await journey.signIn(ewa, { viewport: PHONE })
  context = phone.context()
})
afterAll(() => journey.close())

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const says = (page: Page, words: RegExp | string) => page.getByText(words).first().waitFor()
const chip = (page: Page, name: RegExp) => page.getByRole('radio', { name }).first().check({ force: true })
const ready = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.scriptURL))
const clock = (minutes: number): string => clockTimeOf(addMinutes(began, minutes))
/** The hub's time goes on; a phone without signal counts on from the last that it heard. */
const hubIs = (minutes: number): Instant => journey.hub.clockIs(addMinutes(began, minutes))

async function loseSignal(): Promise<void> {
  await losesNetwork(phone)
  wire.cut()
}

async function signalIsBack(): Promise<void> {
  wire.mend()
  await hasNetworkAgain(phone)
}

/** Opens the app again in the same phone, as somebody does whose phone had closed it. */
async function opensAgain(): Promise<void> {
  phone = await context.newPage()
  phone.setDefaultTimeout(30_000)
  wire = await wireThatCanBeCut(phone)
  await phone.goto(`${journey.hub.address}/me`)
}

/** What happened to the job, in the order in which the hub recorded it, each with when it happened and when it was recorded. */
const happened = () =>
  journey.hub.owner<{ type: string; occurred: Instant | null; at: Instant }[]>`
    select type, coalesce(data->>'occurredAt', data->>'startedAt') as occurred,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from hub.events
    where referral_id = ${marta.id} and type not in ('allocation-opened') order by seq`

it('opens from the phone once the app is kept there', async () => {
  expect(await ready(phone)).toBe(`${journey.hub.address}/sw.js`)
  await phone.close()
  await opensAgain()
  await says(phone, 'Marta Lindqvist')
  const served = await phone.evaluate(() =>
    performance.getEntriesByType('navigation').map((entry) => (entry as PerformanceNavigationTiming).workerStart > 0),
  )
  expect(served).toEqual([true])
})

it('keeps three taps through a lost signal and a killed app, and sends each once and in order', async () => {
  await press(phone, /^Accept/)
  await phone.getByRole('button', { name: 'On my way' }).waitFor()
  await loseSignal()
  await press(phone, 'On my way')
  await press(phone, 'I’ve arrived')
  await phone.getByRole('link', { name: 'Delayed' }).click()
  await chip(phone, /ambulance/i)
  await press(phone, 'Save delay')
  await says(phone, '3 waiting to send')
  await says(phone, /Not sent yet/)
  await picture(phone, 'phone-no-signal-390')
  const before = await happened()
  // Killed outright: a page that is closed has its network back for its last moment.
  await kill(phone, 'process')

  await opensAgain()
  await says(phone, '3 taps of Ewa’s wait on this phone.')
  await says(phone, /^On my way, /)
  await says(phone, /^R-\d+: Section 136 ends /)
  await says(phone, /^As the hub said at /)
  expect(await phone.locator('ol li').allTextContents()).toEqual([
    expect.stringMatching(/^On my way, /),
    expect.stringMatching(/^I’ve arrived, /),
    expect.stringMatching(/^Delayed, /),
  ])
  await isAccessible(phone, 'opened without a signal')
  await picture(phone, 'phone-opened-offline-390')
  await phone.emulateMedia({ colorScheme: 'dark' })
  await picture(phone, 'phone-opened-offline-390-dark')
  await phone.emulateMedia({ colorScheme: 'light' })

  const kept = await keptOn(phone)
  const personal = /Marta|Lindqvist|Mill Lane|Ashmere|four nights|Hale|01632 960 144|Kowalska|Marsh/i
  expect(kept.filter(({ text }) => personal.test(text)).map(({ where }) => where)).toEqual([])
  expect(kept.filter(({ where }) => /\/api\//.test(where))).toEqual([])
  console.info(`phone: ${kept.length} things kept on it, 0 with anybody’s name, address or story`)
  expect(kept.filter(({ where }) => where.includes('outbox'))).toHaveLength(1)

  hubIs(25)
  await signalIsBack()
  await phone.getByText('Marta Lindqvist').first().waitFor()
  await phone.getByText(/^Up to date/).waitFor()
  const after = (await happened()).slice(before.length)
  expect(after.map(({ type }) => type)).toEqual(['amhp-set-off', 'amhp-arrived', 'wait-started'])
  for (const { occurred, at } of after) {
    expect(at).toBe(addMinutes(began, 25))
    expect(occurred === null || occurred < at).toBe(true)
  }
  await phone.reload()
  await says(phone, /Up to date/)
  expect((await happened()).length).toBe(before.length + 3)
})

it('says what the hub has when a tap made without signal is refused, and that a job was taken back', async () => {
  await loseSignal()
  await phone.getByRole('link', { name: 'Record outcome' }).click()
  await chip(phone, /community/i)
  await press(phone, 'Save outcome')
  await says(phone, '1 waiting to send')
  await jo.signsIn(TEST_PASSWORD)
  const [row] = await jo.asks(allocationsOf, { referralId: marta.id })
  if (!row) throw new Error('no allocation')
  hubIs(40)
  await jo.sends(takeBack, {
    allocationId: row.id,
    seenVersion: row.version,
    why: 'Her relief is there',
    knowsInterviewed: true,
  })
  hubIs(50)
  await signalIsBack()
  await says(phone, 'Not accepted.')
  const refused = phone.locator('.note', { hasText: 'Not accepted.' })
  const words = await refused.textContent()
  expect(words).toMatch(
    /You said: Outcome, \d\d:\d\d \(tapped \d\d:\d\d, sent \d\d:\d\d\)\. The hub says: Jo Marsh took it back/,
  )
  expect(words).toMatch(new RegExp(`took it back at .*${clock(40)}\\. Ring the hub before you go in\\.`))
  await says(phone, new RegExp(`Jo Marsh took R-${marta.number} back at ${clock(40)}`))
  await says(phone, /before you go in/)
  await isAccessible(phone, 'taken back while the phone had no signal')
  await picture(phone, 'phone-taken-back-390')
  await refused.getByRole('button', { name: 'I have read this' }).click()
  await refused.waitFor({ state: 'detached' })
  await press(phone, 'I have read this')
  await says(phone, 'Nothing for you now.')
  expect((await happened()).map(({ type }) => type)).not.toContain('outcome-recorded')
  expect(journey.faults).toEqual([])
})
