import type { Page } from 'playwright-core'

/** Every page that is open now: what they show is told of a journey that failed. */
export const openPages = new Set<Page>()

/** A page in words, for somebody who has only the log: where it is, what has the focus, and what can be read on it. */
export async function shownOn(page: Page): Promise<string> {
  const read = () => {
    const { tagName = '', id = '' } = document.activeElement ?? {}
    return `focus on ${tagName.toLowerCase()}${id && `#${id}`}\n${document.body.innerText.replaceAll(/\s*\n\s*/g, ' · ')}`
  }
  const words = await page.evaluate(read).catch((fault: unknown) => String(fault))
  return `${page.url()} when it failed: ${words.slice(0, 3_000)}`
}
