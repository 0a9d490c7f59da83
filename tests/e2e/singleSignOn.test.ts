import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESK, isAccessible, Journey, PHONE } from '#tests/harness/journey.ts'
import { PROVIDER_PASSWORD, RealProvider } from '#tests/harness/realProvider.ts'
import { addressesAt, setProviders } from '#tests/harness/ssoDesk.ts'

let journey: Journey
let provider: RealProvider
beforeAll(async () => {
  journey = await Journey.open()
  const service = await journey.hub.service()
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['practice-consultant'] })
  const una = await service.has({ name: 'Una Reed', roles: ['practice-consultant'] })
  provider = await RealProvider.open(addressesAt(journey.hub, 'westmarch', 'nhs'))
  const known = { groups: ['hub-desk'], amr: ['pwd', 'mfa'] }
  provider.has({ ...known, sub: 'ewa', email: ewa.email, name: 'Ewa Kowalska' })
  provider.has({ ...known, sub: 'una', email: una.email, name: 'Una Reed', groups: ['gym'] })
  const ida = await service.has({ name: 'Ida Cole', roles: ['admin'] })
  await service.has({ name: 'Pat Long', roles: ['manager'] })
  provider.has({ ...known, sub: 'ida', email: ida.email, name: 'Ida Cole', groups: ['hub-it'] })
  const roles = { claim: 'groups', map: { 'hub-desk': ['practice-consultant' as const], 'hub-it': ['admin' as const] } }
  await setProviders(
    journey.hub,
    { name: 'westmarch', issuer: provider.issuer, ownsDomains: ['westmarch.example'], roles },
    { name: 'nhs', issuer: 'https://login.nhs.example', label: 'NHS.net' },
  )
})
afterAll(async () => {
  await provider.close()
  await journey.close()
})

const button = 'Sign in with Westmarch Council'

/** At the provider's own login page, on its own site. */
async function signsInThere(page: Page, name: string): Promise<void> {
  const [account] = [...provider.accounts.values()].filter((one) => one.name === name)
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/interaction\//)
  await page.getByLabel('Work account').fill(account?.email ?? '')
  await page.getByLabel('Council password').fill(PROVIDER_PASSWORD)
  await page.getByRole('button', { name: 'Sign in to Westmarch' }).click()
}

describe('signing in with the council', () => {
  it('leads over the council’s own page to the board, with the keyboard alone, and out again', async () => {
    const context = await journey.context({ viewport: DESK })
    const page = await context.newPage()
    const refused: string[] = []
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()))
    await page.goto(`${journey.hub.address}/board`)
    await page.getByRole('link', { name: button }).waitFor()
    await isAccessible(page, 'sign-in with providers')
    await page.getByRole('link', { name: button }).focus()
    await page.keyboard.press('Enter')
    await signsInThere(page, 'Ewa Kowalska')
    await page.waitForURL(`${journey.hub.address}/board`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const cookies = await context.cookies(journey.hub.address)
    expect(cookies.find(({ name }) => name === 'hub')).toMatchObject({ sameSite: 'Strict', httpOnly: true })
    expect(cookies.find(({ name }) => name === 'hub-sso')).toBeUndefined()
    await page.getByRole('button', { name: /Ewa Kowalska/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: button }).waitFor()
    await page.goto(`${journey.hub.address}/board`)
    await page.getByRole('link', { name: button }).waitFor()
    expect(refused).toEqual([])
    await context.close()
  })

  it('says whom to ask when the council gives no role, on a phone in the dark', async () => {
    const context = await journey.context({ viewport: PHONE, theme: 'dark' })
    const page = await context.newPage()
    await page.goto(journey.hub.address)
    await page.getByRole('link', { name: button }).click()
    await signsInThere(page, 'Una Reed')
    await page.getByRole('heading', { name: 'You do not have access yet' }).waitFor()
    expect(page.url()).toBe(`${journey.hub.address}/`)
    await isAccessible(page, 'no role')
    await page.getByRole('link', { name: 'Back to sign in' }).click()
    await page.getByRole('link', { name: button }).waitFor()
    await context.close()
  })

  it('offers the password when the council’s sign-in is away', async () => {
    const context = await journey.context({ viewport: PHONE })
    const page = await context.newPage()
    await page.goto(journey.hub.address)
    await page.getByRole('link', { name: 'Sign in with NHS.net' }).click()
    await page.getByRole('alert').filter({ hasText: 'is not answering' }).waitFor()
    await page.getByLabel('Password', { exact: true }).waitFor()
    await isAccessible(page, 'provider away')
    await context.close()
  })

  it('lets an administrator make a key for a directory and end those who have left', async () => {
    const context = await journey.context({ viewport: DESK })
    const page = await context.newPage()
    await page.goto(`${journey.hub.address}/people/sign-in`)
    await page.getByRole('link', { name: button }).click()
    await signsInThere(page, 'Ida Cole')
    await page.getByRole('heading', { name: 'Sign-in and leavers' }).waitFor()
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByLabel('Which directory is it for?').fill('Entra ID')
    await page.getByRole('button', { name: 'Make the key' }).click()
    const shown = page.getByRole('alertdialog', { name: 'Copy the key now' })
    await expect.poll(() => shown.getByLabel('Key', { exact: true }).inputValue()).toMatch(/^scim-[\w-]{43}$/)
    await shown.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('cell', { name: 'add, change and end people' }).waitFor()
    const [pat] = await journey.hub.owner<{ email: string }[]>`
      select a.email from hub.people p join hub.accounts a on a.id = p.account_id where p.name = 'Pat Long'`
    await page.getByLabel('List of leavers').fill(`email\n${pat?.email ?? ''}\nnobody@westmarch.example`)
    await page.getByRole('button', { name: 'Check the list' }).click()
    await page.getByText('1 person would be ended.').waitFor()
    await isAccessible(page, 'sign-in and leavers')
    await page.getByRole('button', { name: 'End 1 person' }).click()
    await page.getByText('1 person ended.').waitFor()
    const [left] = await journey.hub.owner`select left_at is not null as gone from hub.people where name = 'Pat Long'`
    expect(left).toEqual({ gone: true })
    await context.close()
  })
})
