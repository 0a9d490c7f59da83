import type { Page } from 'playwright-core'

/** Fills in the triage form of the page as far as a decision that accepts needs. @example await decides(desk, 'Fit to be seen now.') */
export async function decides(page: Page, whyNow: string): Promise<void> {
  const accepts = page.getByRole('radio', { name: /^Arrange a Mental Health Act assessment/ })
  await accepts.first().check({ force: true })
  await page.getByLabel('Why now').fill(whyNow)
  await page.getByLabel('Less restrictive options').fill('Crisis team has no plan that would hold tonight.')
  await page.getByLabel('Risk', { exact: true }).fill('None known to staff.')
}

/** As somebody does who goes on writing where they are; what is written stays as it is. */
export const keepsTyping = (page: Page): Promise<void> =>
  page.evaluate(() => {
    setInterval(() => document.activeElement?.dispatchEvent(new Event('input', { bubbles: true })), 1000)
  })
