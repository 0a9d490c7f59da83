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
  const roles = { claim: 'groups', map: { 'hub-desk': ['practice-consultant' as const] } }
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
})
