import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { aShift } from '#tests/builders/allocations.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import { DESK, isAccessible, Journey, PHONE } from '#tests/harness/journey.ts'

let journey: Journey
let loop: AlarmLoop
beforeAll(async () => {
  journey = await Journey.open()
  loop = new AlarmLoop(journey.hub)
})
afterAll(async () => {
  await loop.close()
  await journey.close()
})

const SHOTS = process.env['SCREENSHOTS']
const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS === undefined) return
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

it('a limit is recorded, renewed and shown; an alarm comes by itself, is taken by one, and a passed limit stays for all', async () => {
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  const startedAt = addHours(hub.now(), -20)
  const referral = await aReferral(hub, jo, {
    lastName: 'Quillfeather',
    source: 'NEAREST_RELATIVE_13_4',
    power: { kind: 's136', startedAt, startSource: 'PC Daniels' },
  })
  const [desk, phone] = [await journey.signIn(jo), await journey.signIn(amir, { viewport: PHONE, theme: 'dark' })]

  await desk.goto(`${hub.address}/referrals/${referral.number}?tab=clock`)
  await desk.getByText('Written reasons for the relative who asked: start not recorded.').waitFor()
  await desk.getByRole('button', { name: 'Record a limit' }).click()
  await desk.getByLabel('What is counted').selectOption('s3')
  await desk.getByRole('button', { name: 'Record it', exact: true }).click()
  await desk.getByText('Choose the day, or say that it is not known yet').first().waitFor()
  await desk.getByLabel('The day of admission').fill('2026-06-01')
  await desk.getByText('Monday 30 November 2026, to midnight').first().waitFor()
  await desk.getByLabel('Who says so').fill('Form H3')
  await isAccessible(desk, 'the form of a limit')
  await desk.getByRole('button', { name: 'Record it', exact: true }).click()
  await desk.getByRole('heading', { name: 'Section 3, detention for treatment' }).waitFor()
  await desk.getByRole('button', { name: 'Record a renewal' }).click()
  await desk.getByLabel('Who renewed it').selectOption('amhp')
  await desk.getByLabel('The day of the report').fill('2026-11-05')
  await desk.getByRole('button', { name: 'Record the renewal' }).click()
  await desk
    .getByText(/Only the responsible clinician/)
    .first()
    .waitFor()
  await isAccessible(desk, 'the clocks of a record')
  await shot(desk, 'clocks-1440')

  await loop.turns()
  const warning = `R-${referral.number}: Section 136 is in its last 4h`
  await desk.getByRole('region', { name: 'Alarms' }).getByText(warning).waitFor()
  await phone.getByRole('region', { name: 'Alarms' }).getByText(warning).waitFor()
  expect(await phone.getByRole('region', { name: 'Alarms' }).textContent()).not.toContain('Quillfeather')
  await isAccessible(phone, 'the board with an alarm, on a phone')
  await shot(phone, 'alarm-390-dark')
  await isAccessible(desk, 'a record with an alarm')
  const take = (page: Page, words: string) =>
    page
      .getByRole('listitem')
      .filter({ hasText: words })
      .getByRole('button', { name: /I’ll take it/ })
      .click()
  const passOn = (page: Page) =>
    page
      .getByRole('listitem')
      .filter({ hasText: warning })
      .getByRole('button', { name: /Pass on/ })
      .click()
  await passOn(phone)
  await phone.getByText(/Amir Shah passed it on. Jo Marsh was told/).waitFor()
  await desk.getByText(/Amir Shah passed it on. You were told/).waitFor()
  await passOn(desk)
  await desk.getByText(/Everybody further who can take this has been told/).waitFor()
  await shot(desk, 'alarm-passed-on-1440')
  await shot(phone, 'alarm-passed-on-390-dark')
  await take(phone, warning)
  await phone.getByText('You have taken this alarm.').waitFor()
  // It keeps its place while somebody's pointer is there.
  await phone.mouse.move(1, 1)
  await desk.getByText('No longer open.').waitFor()
  await desk.mouse.move(1, 1)
  const listed = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })
  await listed(phone, warning).waitFor({ state: 'detached' })
  await listed(desk, warning).waitFor({ state: 'detached' })
  // It was said aloud, off the board and on it.
  for (const page of [desk, phone])
    await page.getByRole('status').filter({ hasText: warning }).waitFor({ state: 'attached' })

  hub.clockIs(addHours(startedAt, 24))
  await loop.turns()
  await journey.signInAgain(desk, jo)
  const passed = `R-${referral.number}: Section 136 has passed its legal limit`
  await desk.getByRole('region', { name: 'Alarms' }).getByText(passed).waitFor()
  await take(desk, passed)
  await desk.getByText(/You have taken it/).waitFor()
  await listed(desk, passed).waitFor()
  await shot(desk, 'alarm-passed-1440')
  expect(journey.faults).toEqual([])
})

/** A loudspeaker that counts its tones: a browser without a screen may have none. It sounds only after a press, as browsers do. */
const COUNTS_TONES = `
  window.tones = 0
  const to = (next) => next
  window.AudioContext = class extends EventTarget {
    state = 'suspended'
    currentTime = 0
    async resume() { this.state = 'running'; this.dispatchEvent(new Event('statechange')) }
    createOscillator() { return { frequency: {}, connect: to, start() { window.tones += 1 }, stop() {} } }
    createGain() { return { gain: { setValueAtTime() {}, linearRampToValueAtTime() {} }, connect: to } }
  }`

it('whoever is on a shift at the desk hears a limit pass although they turned sounds off, and can try each sound', async () => {
  const { hub } = journey
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  await aShift(hub, service, jo, { role: 'practice-consultant' })
  const startedAt = addMinutes(hub.now(), -(24 * 60 - 5))
  const referral = await aReferral(hub, jo, { power: { kind: 's136', startedAt, startSource: 'PC Daniels' } })
  const desk = await journey.signIn(jo, { watching: COUNTS_TONES })
  const tones = () => desk.evaluate<number>('window.tones')

  await desk.getByRole('button', { name: 'Sounds: only passed limits and missed check-ins' }).click()
  const panel = desk.getByRole('dialog', { name: 'Sounds' })
  await panel.getByText(/a passed limit and a missed check-in are heard all the same/).waitFor()
  const before = await tones()
  await panel.getByRole('button', { name: /^Play.*A check-in was missed/ }).click()
  await expect.poll(tones).toBe(before + 5)
  await isAccessible(desk, 'the sounds')
  await shot(desk, 'sounds-1440')
  await panel.getByRole('button', { name: 'Turn sounds on' }).click()
  await panel.getByText('Sounds are on for you, on this computer.').waitFor()
  await panel.getByRole('button', { name: 'Turn sounds off' }).click()
  await desk.setViewportSize(PHONE)
  await shot(desk, 'sounds-390')
  await desk.setViewportSize(DESK)
  await panel.getByRole('button', { name: 'Close' }).click()

  const quiet = await tones()
  hub.clockIs(addHours(startedAt, 24))
  await loop.turns()
  const passed = `R-${referral.number}: Section 136 has passed its legal limit`
  await desk.getByRole('region', { name: 'Alarms' }).getByText(passed).waitFor()
  await expect.poll(tones).toBe(quiet + 3)
  expect(journey.faults).toEqual([])
})
