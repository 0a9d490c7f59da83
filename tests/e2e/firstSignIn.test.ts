import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AuthenticatorApp, employ, type Employed } from '#tests/harness/doorstep.ts'
import { DESK, isAccessible, Journey, PHONE } from '#tests/harness/journey.ts'
import { TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

const GOOD = 'tramline copper jam nine'

let journey: Journey
let real: TestService
let owen: Employed
beforeAll(async () => {
  journey = await Journey.open()
  real = await journey.hub.service('Norbeck AMHP service', { real: true })
  owen = await employ(journey.hub, real, { name: 'Owen Tasker', roles: ['admin'] })
})
afterAll(() => journey.close())

const signsIn = async (page: Page, email: string, password: string): Promise<void> => {
  await page.getByLabel('Work e-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Sets up the app that the page shows, reading the key as somebody does whose camera is broken. */
async function setsUpApp(page: Page): Promise<AuthenticatorApp> {
  await page.getByText('The camera does not work?').click()
  const key = (await page.locator('.otp-key').textContent()) ?? ''
  const app = new AuthenticatorApp(key.replaceAll(' ', ''))
  await page.getByLabel('Type the code that the app shows now').fill(app.codeAt(journey.hub.now()))
  await page.getByRole('button', { name: 'Set it up' }).click()
  return app
}

it('takes somebody from an invitation to their work, and in again with the second factor', async () => {
  const admin = await journey.open('/')
  await signsIn(admin, owen.email, TEST_PASSWORD)
  await admin.getByRole('heading', { name: 'Set up a second factor' }).waitFor()
  await isAccessible(admin, 'setting up a second factor')
  await setsUpApp(admin)
  await admin.getByRole('button', { name: 'I have kept them' }).click()

  // The administrator invites, and is shown the link once.
  await admin.goto(`${journey.hub.address}/people/accounts`)
  await admin.getByRole('button', { name: 'Add somebody' }).click()
  await isAccessible(admin, 'adding somebody')
  await admin.getByLabel('Name').fill('Femi Ade')
  await admin.getByLabel('Work e-mail').fill('femi.ade@norbeck.example')
  await admin.getByLabel('AMHP manager').check({ force: true })
  await admin.getByRole('button', { name: 'Add and make a link' }).click()
  const link = await admin.getByLabel('Link').inputValue()
  await isAccessible(admin, 'a link to hand over')
  await admin.getByRole('button', { name: 'Done' }).click()
  await admin.getByRole('row', { name: /Femi Ade/ }).waitFor()
  await isAccessible(admin, 'accounts')

  const page = await journey.open(link.replace(journey.hub.address, ''), { viewport: PHONE, theme: 'dark' })
  await page.getByText('For femi.ade@norbeck.example').waitFor()
  expect(page.url()).not.toContain('#')
  await page.getByLabel('New password').fill('Norbeck2026')
  await page.getByText('Use 12 characters or more').waitFor()
  await page.getByRole('button', { name: 'Use this password' }).click()
  await page.getByText('One thing to fix').waitFor()
  await isAccessible(page, 'choosing a password, refused')
  await page.getByLabel('New password').fill(GOOD)
  await page.getByText('This is a good password').waitFor()
  await page.getByRole('button', { name: 'Use this password' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()

  await signsIn(page, 'femi.ade@norbeck.example', GOOD)
  const app = await setsUpApp(page)
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
  await isAccessible(page, 'recovery codes')
  const codes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allTextContents()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page
    .getByRole('button', { name: /Femi Ade/ })
    .first()
    .waitFor()

  // Out, and in again: a wrong code, the right one, and then a recovery code, which works once.
  const leaves = async (): Promise<void> => {
    await page
      .getByRole('button', { name: /Femi Ade/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  }
  await leaves()
  journey.hub.clockMovesOn({ minutes: 1 })
  await signsIn(page, 'femi.ade@norbeck.example', GOOD)
  await page.getByLabel('Code from your authenticator app').fill('000000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('That code is not right').first().waitFor()
  await isAccessible(page, 'the second step, refused')
  await page.getByLabel('Code from your authenticator app').fill(app.codeAt(journey.hub.now()))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page
    .getByRole('button', { name: /Femi Ade/ })
    .first()
    .waitFor()

  for (const expected of ['in', 'refused'] as const) {
    await leaves()
    await signsIn(page, 'femi.ade@norbeck.example', GOOD)
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click()
    await page.getByLabel('One of your recovery codes').fill(codes[3] ?? '')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    if (expected === 'in')
      await page
        .getByRole('button', { name: /Femi Ade/ })
        .first()
        .waitFor()
    else await page.getByText('That is not one of your codes').first().waitFor()
  }
  expect(journey.faults.splice(0)).toEqual([])
})

it('asks who is there before a grave step, keeps what was typed, and goes on', async () => {
  const who = await employ(journey.hub, await journey.hub.service(), { name: 'Ada Keys', roles: ['admin'] })
  const page = await journey.signIn({ email: who.email })
  await page.goto(`${journey.hub.address}/people/accounts`)
  await page.getByRole('button', { name: 'Add somebody' }).click()
  await page.getByLabel('Name').fill('Rose Quill')
  await page.getByLabel('Work e-mail').fill('rose.quill@westmarch.example')
  await page.getByLabel('Auditor').check({ force: true })
  journey.hub.clockMovesOn({ minutes: 6 })
  await page.getByRole('button', { name: 'Add and make a link' }).click()
  await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
  await isAccessible(page, 'showing again that it is you')
  await page.getByLabel('Your password').fill(TEST_PASSWORD)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('Hand this link to Rose Quill').waitFor()
  expect(journey.faults.splice(0)).toEqual([])
})

it('makes a passkey, signs in with it alone, names it anew and takes it off', async () => {
  const who = await employ(journey.hub, real, { name: 'Petra Lund', roles: ['manager'] })
  const page = await journey.open('/', { viewport: DESK })
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await signsIn(page, who.email, TEST_PASSWORD)
  await page.getByText('Passkey on this device').click()
  await isAccessible(page, 'setting up a passkey')
  await page.getByLabel('What to call it').fill('Work laptop')
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page
    .getByRole('button', { name: /Petra Lund/ })
    .first()
    .waitFor()

  await page
    .getByRole('button', { name: /Petra Lund/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Use a passkey instead' }).click()
  await page
    .getByRole('button', { name: /Petra Lund/ })
    .first()
    .waitFor()

  await page.goto(`${journey.hub.address}/account`)
  await page.getByText('Work laptop').waitFor()
  await isAccessible(page, 'my account')
  await page.getByRole('button', { name: 'Rename Work laptop' }).click()
  await page.getByLabel('What to call it').fill('Grey laptop')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await page.getByText('Grey laptop').waitFor()
  await page.getByRole('button', { name: 'Take off Grey laptop' }).click()
  await page.getByText('This is your only second factor').first().waitFor()
  expect(journey.faults.splice(0)).toEqual([])
})
