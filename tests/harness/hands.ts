import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Somebody at the keyboard, who counts what they press. */
export class Hands {
  presses = 0
  clicks = 0
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async press(key: string): Promise<void> {
    this.presses += 1
    await this.#page.keyboard.press(key)
  }

  async type(text: string): Promise<void> {
    this.presses += text.length
    await this.#page.keyboard.type(text)
  }

  async click(name: 'link' | 'box', words: string | RegExp): Promise<void> {
    this.clicks += 1
    const there = name === 'link' ? this.#page.getByRole('link', { name: words }) : this.#page.getByLabel(words)
    await there.first().click()
  }

  /** Tabs on until a box or a group has the focus. */
  async tabTo(words: RegExp): Promise<void> {
    for (let tabs = 0; tabs < 25; tabs += 1) {
      const at = await this.#page.evaluate(() => {
        const on = document.activeElement
        const legend = on?.closest('fieldset')?.querySelector('legend')?.textContent
        return (
          legend ??
          (on instanceof HTMLInputElement || on instanceof HTMLTextAreaElement ? on.labels?.[0]?.textContent : '')
        )
      })
      if (words.test(at ?? '')) return
      await this.press('Tab')
    }
    throw new Error(`the keyboard never gets to ${words.source}`)
  }

  /** The form begins at its first question by itself. */
  async isAsked(legend: string): Promise<void> {
    await this.#page.waitForFunction(
      (words) => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent === words,
      legend,
    )
  }
}

/** Numbers from 0 to 1, the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const SAFE_MS = 2000

/**
 * Types on the page's own clock, which moves only between letters and while the hub answers, so that a slow machine is no excuse and no
 * fault. @returns what was typed by then, and how much of it more than two seconds before the end
 */
export async function typesFor(
  page: Page,
  words: string,
  chance: () => number,
): Promise<{ readonly typed: string; readonly safe: number }> {
  const waiting = new Set<unknown>()
  page.on('request', (request) => request.url().endsWith('/api/referrals.keepDraft') && waiting.add(request))
  page.on('requestfinished', (request) => waiting.delete(request))
  page.on('requestfailed', (request) => waiting.delete(request))
  const moments: number[] = []
  const now = () => page.evaluate(() => Date.now())
  for (const letter of words) {
    await page.keyboard.type(letter)
    moments.push(await now())
    await page.clock.runFor(Math.round(40 + chance() * 260))
    await expect.poll(() => waiting.size, { interval: 5, timeout: 20_000 }).toBe(0)
  }
  const end = await now()
  return { typed: words, safe: moments.filter((at) => at <= end - SAFE_MS).length }
}

/** No warning, and no last words: the page's process dies, or the tab is gone. */
export async function kill(page: Page, how: 'process' | 'tab'): Promise<void> {
  if (how === 'process') {
    const devTools = await page.context().newCDPSession(page)
    const died = page.waitForEvent('crash')
    void devTools.send('Page.crash').catch(() => undefined)
    await died
  }
  await page.close()
}
