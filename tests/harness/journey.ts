import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Request, Response, Route } from 'playwright-core'
import { expect } from 'vitest'
import { violationsOn } from './axe.ts'
import { openBrowser } from './browser.ts'
import { openPages } from './openPages.ts'
import { PHONE_BROWSER } from './person.ts'
import { TestHub, TEST_PASSWORD, type HubOptions } from './service.ts'
import type { Instant } from '#shared/time/instant.ts'

const BUILT = 'dist/client'

export type Theme = 'light' | 'dark'

/** The desk's screen, and the phone's. */
export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** As a browser that was asked to save data: to fetch every screen ahead, at each of hundreds of pages, is most of what a test run would do. */
const SPARE_THE_LINE = `Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })`

/** A real browser against the real server, with a clock that the journey moves. */
export class Journey {
  readonly hub: TestHub
  readonly #browser: Browser
  /** What the pages complained of: scripts that threw, answers of 500, requests to elsewhere. */
  readonly faults: string[] = []

  private constructor(hub: TestHub, browser: Browser) {
    this.hub = hub
    this.#browser = browser
  }

  static async open(at?: Instant, options: HubOptions = {}): Promise<Journey> {
    if (!existsSync(`${BUILT}/index.html`)) throw new Error('build the screens first: npm run build')
    const hub = await TestHub.open({ ...options, clientFolder: BUILT, ...(at !== undefined && { at }) })
    return new Journey(hub, await openBrowser())
  }

  /** Somebody sits down at a browser of their own and signs in as people do: by typing. */
  async signIn(
    { email, password = TEST_PASSWORD }: { readonly email: string; readonly password?: string },
    options: { viewport?: typeof DESK; theme?: Theme; watching?: string } = {},
  ): Promise<Page> {
    const context = await this.context(options)
    if (options.watching !== undefined) await context.addInitScript(options.watching)
    const page = await context.newPage()
    // What is not there after half a minute, on the slowest machine, is not coming.
    page.setDefaultTimeout(30_000)
    this.#watch(page)
    // Whoever has not signed in yet has done nothing wrong: the page that asks them to may not begin with a refusal.
    const refused = (response: Response) =>
      response.status() >= 400 && this.faults.push(`${response.status()} ${response.url()}`)
    page.on('response', refused)
    await page.goto(this.hub.address)
    await page.getByLabel(/e-?mail/i).waitFor()
    page.off('response', refused)
    await this.signInAgain(page, { email, password })
    return page
  }

  /**
   * Somebody else takes the same browser: whoever was there signs out, and they sign in. A browser that has run all scripts before is much
   * sooner there than a new one.
   */
  async signInInstead(page: Page, who: { readonly email: string; readonly password?: string }): Promise<void> {
    await page.evaluate(() =>
      fetch('/api/sign-out', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
    )
    await page.goto(this.hub.address)
    await this.signInAgain(page, who)
  }

  /** The same at a page that asks for it: its session has ended, or nobody was signed in. */
  async signInAgain(
    page: Page,
    { email, password = TEST_PASSWORD }: { readonly email: string; readonly password?: string },
  ): Promise<void> {
    await page.getByLabel(/e-?mail/i).fill(email)
    await page
      .getByLabel(/password/i)
      .first()
      .fill(password)
    await page.getByRole('button', { name: /sign in/i }).click()
    await page
      .getByLabel(/password/i)
      .first()
      .waitFor({ state: 'detached' })
  }

  /** Somebody opens a page in a browser of their own, without signing in. */
  async open(address: string, options: { viewport?: typeof DESK; theme?: Theme } = {}): Promise<Page> {
    const page = await (await this.context(options)).newPage()
    page.setDefaultTimeout(30_000)
    this.#watch(page)
    await page.goto(`${this.hub.address}${address}`)
    return page
  }

  async context({
    viewport = DESK,
    theme = 'light',
  }: { viewport?: typeof DESK; theme?: Theme } = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      viewport,
      // The hub tells a phone from a desk by what the browser says of itself.
      ...(viewport.width < 600 && { userAgent: PHONE_BROWSER }),
      colorScheme: theme,
      timezoneId: 'America/Los_Angeles',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    })
    await context.addInitScript(SPARE_THE_LINE)
    return context
  }

  #watch(page: Page): void {
    openPages.add(page)
    page.on('close', () => openPages.delete(page))
    const out = new Set<Request>()
    underWay.set(page, out)
    page.on('request', (request) => !request.url().includes('/socket.io/') && out.add(request))
    page.on('requestfinished', (request) => out.delete(request))
    page.on('requestfailed', (request) => out.delete(request))
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.message}`))
    page.on(
      'response',
      (response) => response.status() >= 500 && this.faults.push(`${response.status()} ${response.url()}`),
    )
    page.on(
      'request',
      (request) =>
        !request.url().startsWith(this.hub.address) &&
        !request.url().startsWith('data:') &&
        this.faults.push(`asked ${request.url()}`),
    )
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        /Content Security Policy/.test(message.text()) &&
        this.faults.push(message.text()),
    )
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.hub.close()
  }
}

/** How many answers a page still waits for; its live connection, which never ends, does not count. */
const underWay = new WeakMap<Page, Set<Request>>()

/**
 * Goes to an address and waits until it stands as it will: it has its heading, no question is out, nothing says that it is still waiting, and
 * the browser has had time to draw what came. From another page of the hub it goes as a link does, without loading all scripts anew, which
 * takes most of the processor’s time; to open an address as from an e-mail, use `page.goto`.
 *
 * @example await goTo(page, `${journey.hub.address}/audit`)
 */
export async function goTo(page: Page, url: string): Promise<void> {
  const { origin, pathname, search } = new URL(url)
  if (page.url().startsWith(`${origin}/`)) await page.evaluate((to) => history.pushState({}, '', to), pathname + search)
  else await page.goto(url)
  await page.locator('h1').first().waitFor()
  await settled(page)
}

/** Waits until a page that was opened by {@link Journey} has drawn all that it asked for. */
export async function settled(page: Page): Promise<void> {
  const out = underWay.get(page)
  if (!out) throw new Error('only pages of a Journey can be waited for')
  await expect
    .poll(
      async () => {
        // What came may lead to the next question: that is out once the browser has nothing else to do.
        await page.evaluate(() => new Promise((idle) => requestAnimationFrame(() => requestIdleCallback(idle))))
        return out.size + (await page.locator('.skeleton').count())
      },
      { timeout: 60_000, interval: 20, message: 'answers that are still out' },
    )
    .toBe(0)
}

/**
 * Takes the network away from a page, and waits until nothing that it sends arrives: the browser says that it has done so a little earlier
 * than it has, and of a worker that has to be started first only after its first request. `hasNetworkAgain` gives it back.
 */
export async function losesNetwork(page: Page): Promise<void> {
  await page.context().route('**', cutsOffWorkers)
  await page.context().setOffline(true)
  const sent = () =>
    page.evaluate(() =>
      fetch('/health').then(
        () => 'arrived',
        () => 'was lost',
      ),
    )
  await expect.poll(sent).toBe('was lost')
}

export async function hasNetworkAgain(page: Page): Promise<void> {
  await page.context().unroute('**', cutsOffWorkers)
  await page.context().setOffline(false)
}

const cutsOffWorkers = (route: Route): Promise<void> =>
  route.request().serviceWorker() === null ? route.fallback() : route.abort('internetdisconnected')

/** Holds a page to WCAG 2.2 AA as far as a machine can tell, and to no sideways scroll. */
export async function isAccessible(page: Page, where: string): Promise<void> {
  expect((await violationsOn(page)).map((what) => `${where}: ${what}`)).toEqual([])
  const [scroll, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(scroll, `${where} scrolls sideways`).toBeLessThanOrEqual(width ?? 0)
  expect(await page.locator('h1').count(), `${where} has one h1`).toBe(1)
}

/** Looked at by whoever works on these screens: set PICTURES to a folder, and there is one of each. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

/** Holds a screen to the same by day at a desk, and at night on a phone. It is asked for once, and is by day again afterwards. */
export async function looksRight(page: Page, where: string): Promise<void> {
  await isAccessible(page, `${where}, at a desk by day`)
  await picture(page, `${where}-1440`)
  await page.setViewportSize(PHONE)
  await page.emulateMedia({ colorScheme: 'dark' })
  // Colours have changed once the page has heard of it and a frame has been drawn.
  await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' })
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await isAccessible(page, `${where}, on a phone at night`)
  await picture(page, `${where}-390-dark`)
  await page.setViewportSize(DESK)
  await page.emulateMedia({ colorScheme: 'light' })
}
