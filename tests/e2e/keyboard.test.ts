import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInOf } from '#tests/harness/demo.ts'
import { isAccessible, Journey, looksRight } from '#tests/harness/journey.ts'

let journey: Journey
let desk: Page
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
  desk = await journey.signIn(signInOf('jo.marsh'))
  await desk.getByText('Lindqvist, Marta').first().waitFor()
})
afterAll(() => journey.close())

/** What has the focus, as a screen reader would name it. */
const focused = (): Promise<string> =>
  desk.evaluate(() => {
    const at = document.activeElement
    const label =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement
        ? at.labels?.[0]?.textContent
        : null
    return `${at?.closest('fieldset')?.querySelector('legend')?.textContent ?? ''} ${label ?? at?.getAttribute('aria-label') ?? at?.textContent ?? ''}`.trim()
  })

async function tabTo(words: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (words.test(await focused())) return
    await desk.keyboard.press('Tab')
  }
  throw new Error(`the keyboard never gets to ${words.source}`)
}

it('allocates the first in order with two keys', async () => {
  await desk.keyboard.press('a')
  const first = desk
    .locator('.sug')
    .first()
    .getByRole('button', { name: /^Allocate to / })
  const named = /^Allocate ?to ([\p{L} ]+?)\d?$/u.exec(((await first.textContent()) ?? '').trim())?.[1]
  expect(named).toBeTruthy()
  await desk.keyboard.press('1')
  await desk
    .getByText(new RegExp(`allocated to ${named?.split(' ')[0] ?? ''}`, 'i'))
    .first()
    .waitFor()
})

it('takes that back with one key', async () => {
  await desk.keyboard.press('z')
  await desk
    .getByText(/undone|taken back|not allocated/i)
    .first()
    .waitFor()
})

it('triages with the keyboard alone', async () => {
  await desk.goto(`${journey.hub.address}/board`)
  await desk.getByText('Adeyemi, Kofi').first().waitFor()
  for (let moves = 0; moves < 6; moves++) {
    await desk.keyboard.press('j')
    if (/Adeyemi/.test(await desk.evaluate(() => document.activeElement?.closest('li')?.textContent ?? ''))) break
  }
  // From there the arrows go on through the list, and come back.
  const at = () => desk.evaluate(() => document.activeElement?.id)
  const here = await at()
  await desk.keyboard.press('ArrowDown')
  await expect.poll(at).not.toBe(here)
  await desk.keyboard.press('ArrowUp')
  await expect.poll(at).toBe(here)
  await desk.keyboard.press('t')
  await desk.getByRole('button', { name: /Record the decision/ }).waitFor()
  await tabTo(/^Decision/)
  await desk.keyboard.press('1')
  await tabTo(/Why now/)
  await desk.keyboard.type('Section 136 since 16:05. Fit to be interviewed.')
  await tabTo(/Less restrictive options/)
  await desk.keyboard.type('Crisis team has no plan that would hold tonight.')
  await desk.keyboard.press('Control+Enter')
  await desk
    .getByText(/Decision recorded on R-2431/)
    .first()
    .waitFor()
  // A slip is taken back with one key, and what was typed is in the form again.
  await desk.keyboard.press('z')
  await desk
    .getByText(/Undone\. R-2431 is to triage again/)
    .first()
    .waitFor()
  await desk.goBack()
  await desk.getByLabel('Why now').waitFor()
  expect(await desk.getByLabel('Why now').inputValue()).toContain('Section 136 since 16:05')
  await desk
    .getByRole('link', { name: /Overview/ })
    .first()
    .click()
  await desk.getByText('Decision undone: version 1').first().waitFor()
  expect(journey.faults).toEqual([])
})

/** Opens the menu of a row and goes to one of its entries, by the keyboard. */
async function moveTo(number: number, entry: RegExp): Promise<void> {
  await desk.getByRole('button', { name: `Move R-${number} to…` }).focus()
  await desk.keyboard.press('Enter')
  await desk.getByRole('menu', { name: `Move R-${number} to…` }).waitFor()
  for (let presses = 0; presses < 7 && !entry.test(await focused()); presses++) await desk.keyboard.press('ArrowDown')
  expect(await focused()).toMatch(entry)
}

it('moves a referral by the keyboard alone, in lanes by stage as in the list, and never past the act that a move is', async () => {
  await desk.goto(`${journey.hub.address}/board`)
  await desk.getByText('Adeyemi, Kofi').first().waitFor()
  await tabTo(/^By stage/)
  await desk.keyboard.press('Enter')
  await desk.getByRole('heading', { name: 'Finished today' }).waitFor()
  expect(new URL(desk.url()).searchParams.get('as')).toBe('stages')
  await looksRight(desk, 'board-by-stage')

  // A lane that one does not need is put away, and stays so on this computer.
  await desk.getByRole('button', { name: 'Fold Finished today' }).click()
  await desk.reload()
  await desk.getByRole('button', { name: 'Show Finished today' }).waitFor()
  await isAccessible(desk, 'a lane that was put away')
  await desk.getByRole('button', { name: 'Show Finished today' }).click()
  await desk.getByRole('button', { name: 'Fold Finished today' }).waitFor()

  await moveTo(2431, /^Allocated/)
  await isAccessible(desk, 'where a referral can be moved')
  await desk.keyboard.press('Enter')
  await desk.getByText(/R-2431 was not moved\. Nobody can be given this before a triage decision/).waitFor()
  await moveTo(2431, /^Held until/)
  await desk.keyboard.press('Enter')
  await desk.getByRole('dialog', { name: 'Hold until' }).waitFor()
  await desk.keyboard.press('Escape')
  await desk.getByRole('dialog', { name: 'Hold until' }).waitFor({ state: 'detached' })
  await moveTo(2431, /^To allocate/)
  await desk.keyboard.press('Enter')
  await desk.getByRole('button', { name: /Record the decision/ }).waitFor()

  // How it is looked at is remembered for this person.
  await desk.goto(`${journey.hub.address}/board`)
  await desk.getByRole('heading', { name: 'Finished today' }).waitFor()
  await desk.getByRole('button', { name: 'By stage', pressed: true }).click()
  await desk.getByRole('heading', { name: 'Finished today' }).waitFor({ state: 'detached' })
  expect(journey.faults).toEqual([])
})

it('takes no letter for a shortcut that is typed in a form: neither the call nor an alarm is pressed by mistake', async () => {
  await desk.goto(`${journey.hub.address}/referrals/new`)
  await desk.getByRole('radio', { name: /^GP/ }).waitFor()
  await tabTo(/Who is calling/)
  await desk.keyboard.press('4')
  const chosen = desk.getByRole('radio', { name: /^GP/ })
  await expect.poll(() => chosen.isChecked()).toBe(true)
  await desk.keyboard.press('Tab')
  await expect.poll(() => desk.url()).toMatch(/draft=/)
  const here = desk.url()
  await chosen.focus()
  for (const key of ['n', 's', 'p', 'i']) await desk.keyboard.press(key)
  expect(await focused()).toMatch(/GP/)
  expect([await chosen.isChecked(), desk.url()]).toEqual([true, here])
})

it('works by the keys that somebody has set for themselves, and by none when they want none', async () => {
  await desk.goto(`${journey.hub.address}/board`)
  await desk.getByText('Lindqvist, Marta').first().waitFor()
  await desk.keyboard.press('?')
  await desk.getByRole('button', { name: 'Change the keys' }).click()
  await desk.getByLabel('New referral', { exact: true }).fill('J')
  await desk.getByRole('button', { name: 'Keep these keys' }).click()
  await desk
    .getByText(/that key does “Next referral/)
    .first()
    .waitFor()
  await desk.getByLabel('New referral', { exact: true }).fill('X')
  await desk.getByLabel('Sound on or off').fill('')
  await looksRight(desk, 'own-keys')
  await desk.getByRole('button', { name: 'Keep these keys' }).click()
  await desk.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await desk.getByRole('dialog').getByText('off', { exact: true }).waitFor()
  await desk.getByRole('button', { name: 'Close' }).click()
  await desk.reload()
  const newReferral = desk.getByRole('link', { name: 'New referral' })
  await expect.poll(() => newReferral.getAttribute('aria-keyshortcuts')).toBe('x')
  expect(await newReferral.textContent()).toContain('X')
  await desk.keyboard.press('n')
  await desk.keyboard.press('x')
  await desk.waitForURL(/\/referrals\/new/)
  await desk.goto(`${journey.hub.address}/board`)
  await expect.poll(() => newReferral.getAttribute('aria-keyshortcuts')).toBe('x')
  await desk.keyboard.press('?')
  await desk.getByLabel('Single-letter shortcuts on').uncheck({ force: true })
  await desk.getByText('Single keys are off for you.').waitFor()
  await desk.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => newReferral.getAttribute('aria-keyshortcuts')).toBeNull()
  expect(journey.faults).toEqual([])
})
