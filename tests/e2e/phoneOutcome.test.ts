import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clockTimeOf } from '#shared/time/london.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { aReferral, aShift, given, workedTo, type MadeReferral } from '#tests/builders/allocations.ts'
import { hasPolicy } from '#tests/builders/toil.ts'
import {
  hasNetworkAgain,
  isAccessible,
  Journey,
  losesNetwork,
  PHONE,
  picture,
  settled,
} from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'

/** The end of a job on the phone: nothing that is done asks for a second press, and nothing lies over the next one. */
let journey: Journey
let phone: Page
let ewa: Person, tess: Person
let referral: MadeReferral

beforeAll(async () => {
  // The night on which the clocks go back, before they do: 01:40 BST.
  journey = await Journey.open(instant('2026-10-25T00:40:00Z'))
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await hasPolicy(hub, service)
  await aShift(hub, service, ewa, { from: -8, to: 1.52 })
  tess = await service.has({ name: 'Tess Ali', roles: ['trainee'], supervisedBy: ewa })
  referral = await aReferral(hub, service, jo)
  const allocationId = await given(jo, referral, ewa)
  await workedTo(hub, ewa, allocationId, 'arrived')
  hub.clockIs(instant('2026-10-25T02:05:00Z'))
  phone = await journey.signIn(ewa, { viewport: PHONE })
})
afterAll(() => journey.close())

const press = (name: RegExp | string) => phone.getByRole('button', { name }).first().click()

it('asks which of the two is meant, of a time that the clocks made twice', async () => {
  await phone.getByRole('link', { name: 'Delayed' }).click()
  await phone.getByText('Type the time instead').click()
  await phone.getByLabel('Time', { exact: true }).fill('0145')
  const shown = phone.locator('.ctr b')
  for (const [one, ago] of [
    ['01:45 BST', '1h 20m so far'],
    ['01:45 GMT', '20m so far'],
  ] as const) {
    await phone.getByRole('radio', { name: one }).check({ force: true })
    await expect.poll(() => shown.textContent()).toBe(one)
    await phone.getByText(ago).waitFor()
  }
  await isAccessible(phone, 'which of the two times')
  await picture(phone, 'phone-time-came-twice-390')
  await phone.locator('a.back').click()
})

it('asks for no outcome again once it was saved with words, before the hub has answered anew', async () => {
  await phone.getByRole('link', { name: 'Record outcome' }).click()
  await press('Save outcome')
  await phone.getByText('One thing to fix').waitFor()
  await phone
    .getByRole('radio', { name: /community/i })
    .first()
    .check({ force: true })
  // What is mended is no longer to fix.
  await phone.getByText('One thing to fix').waitFor({ state: 'detached' })
  await phone.getByLabel('Reasons for the decision').fill('She will see the crisis team tonight.')
  // From now on the page knows only what it pressed itself.
  await phone.route('**/api/allocations.myDuty*', () => undefined)
  await press('Save outcome')
  await phone.getByRole('button', { name: 'Finished' }).waitFor()
  expect(await phone.getByRole('link', { name: 'Record outcome' }).count()).toBe(0)
  await phone.unroute('**/api/allocations.myDuty*')
})

it('shows the time of an outcome that is put right, and counts from there', async () => {
  const { hub } = journey
  const decided = hub.now()
  hub.clockMovesOn({ minutes: 20 })
  await phone.reload()
  await phone.getByRole('link', { name: 'Change it' }).click()
  const shown = phone.locator('.ctr b')
  await expect.poll(() => shown.textContent()).toBe(clockTimeOf(decided))
  await press('5 minutes later')
  await expect.poll(() => shown.textContent()).toBe(clockTimeOf(addMinutes(decided, 5)))
  await press('5 minutes earlier')
  await phone.goto(`${hub.address}/me`)
})

it('lets no toast lie over what is pressed next, however the page is scrolled', async () => {
  await press('Finished')
  const send = phone.getByRole('button', { name: 'Send claim' })
  await send.waitFor()
  await phone.locator('.toast').waitFor()
  for (const top of [70, 300, 640]) {
    await send.evaluate((button, y) => window.scrollBy(0, button.getBoundingClientRect().top - y), top)
    await expect
      .poll(() =>
        send.evaluate((button) => {
          const { left, width, top: y, height } = button.getBoundingClientRect()
          const under = document.elementFromPoint(left + width / 2, y + height / 2)
          return button.contains(under) || (under?.closest('.tabbar, .next-step') ?? null) !== null
        }),
      )
      .toBe(true)
  }
  await picture(phone, 'toast-beside-send-claim-390')
  expect(journey.faults).toEqual([])
})

it('sends a claim once however it is tapped, and is calm when another phone of the same AMHP has sent it', async () => {
  const other = await journey.signIn(ewa, { viewport: PHONE })
  const onOther = other.getByRole('button', { name: 'Send claim' })
  await onOther.waitFor()
  await losesNetwork(other)
  await onOther.click()
  await other.getByText('1 waiting to send').first().waitFor()

  const asked: string[] = []
  phone.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const answered = phone.waitForResponse('**/api/toil.submit')
  // The page hears nothing anew, as on a slow line: the second tap comes while the claim still looks unsent.
  await phone.route(/\/api\/(?:allocations\.myDuty|toil\.)(?!submit)/, () => undefined)
  await phone.getByRole('button', { name: 'Send claim' }).dblclick()
  await answered
  await phone.getByText('Sent to your manager.').waitFor()
  expect(await phone.getByRole('button', { name: 'Send claim' }).count()).toBe(0)
  expect(asked.filter((path) => path === '/api/toil.submit')).toHaveLength(1)
  expect(await phone.getByText('Not accepted.').count()).toBe(0)

  await hasNetworkAgain(other)
  const told = other.locator('.note', { hasText: 'Done already.' })
  await told.getByText(/You sent this claim at .*\d\d:\d\d\. Nothing more to do\./).waitFor()
  expect(await told.getAttribute('class')).not.toMatch(/warn|breach/)
  expect(await other.getByText('Not accepted.').count()).toBe(0)
  await isAccessible(other, 'a claim that another phone has sent')
  await picture(other, 'claim-sent-by-another-phone-390')
})

it('asks for nothing that a trainee may not read when they open the record of their AMHP’s job', async () => {
  const page = await journey.signIn(tess)
  const denied: string[] = []
  page.on('response', (response) => response.status() === 403 && denied.push(new URL(response.url()).pathname))
  await page.goto(`${journey.hub.address}/referrals/${referral.number}`)
  await page.getByRole('heading', { name: /Lindqvist/ }).waitFor()
  await settled(page)
  expect(denied).toEqual([])
})
