import axeCore from 'axe-core'
import type { Page } from 'playwright-core'

declare global {
  var axe: typeof axeCore
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What axe finds on a page, each with the first places. Contrast, which costs three times as much as all other rules together, is looked
 * at on three of each kind of text: those of the same colour, size and weight on the same grounds. Style sheets are not loaded anew for it:
 * the one rule that needs that, about the way in which a screen is held, is kept by `tests/rules/styles.test.ts`.
 *
 * @example await violationsOn(page) // ['color-contrast at .dim']
 */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  // Run in the page itself: our pages have no frames, for which axe’s own driver would serialise every page and open another.
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axeCore.source)
  // A browser may leave rows that are out of sight in the colours of before, until they come into it: all are drawn here, and looked at.
  // A sheet that a script makes: the pages themselves let in no style from elsewhere.
  await page.evaluate(() => {
    const drawn = new CSSStyleSheet()
    drawn.replaceSync('* { content-visibility: visible !important }')
    document.adoptedStyleSheets.push(drawn)
    return new Promise((isDrawn) => requestAnimationFrame(() => requestAnimationFrame(isDrawn)))
  })
  const found = await page.evaluate(look, RULES)
  await page.evaluate(() => void document.adoptedStyleSheets.pop())
  return found
}

/** Runs in the browser. */
async function look(tags: readonly string[]): Promise<readonly string[]> {
  const A_KIND = 3
  const CLEAR = 'rgba(0, 0, 0, 0)'

  interface Ground {
    readonly look: string
    /** What lies behind is not an ancestor, perhaps: then no other place stands for it. */
    readonly floats: boolean
  }
  const grounds = new Map<Element, Ground>()
  const groundOf = (element: Element | null): Ground => {
    if (element === null) return { look: '', floats: false }
    const known = grounds.get(element)
    if (known) return known
    const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(element)
    const own = [backgroundColor, backgroundImage, opacity, filter].join(' ')
    const solid = backgroundColor.startsWith('rgb(') && backgroundImage === 'none' && opacity === '1'
    const under = solid ? { look: '', floats: false } : groundOf(element.parentElement)
    const plain = own === `${CLEAR} none 1 none`
    const ground = {
      look: plain ? under.look : `${own} / ${under.look}`,
      floats: under.floats || (!solid && (position === 'absolute' || position === 'fixed')),
    }
    grounds.set(element, ground)
    return ground
  }

  const wordsIn = (element: Element): string =>
    [...element.childNodes]
      .map((node) => (node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : ''))
      .join('')
  const holdsWords = (element: Element): boolean =>
    wordsIn(element) !== '' || element.matches('input, textarea, select')

  const kinds = new Map<string, Element[]>()
  for (const [index, element] of [...document.body.querySelectorAll('*')].entries()) {
    if (!holdsWords(element) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const { color, fontSize, fontWeight, fill, textShadow } = getComputedStyle(element)
    const ground = groundOf(element)
    const off = element.closest('[disabled], [aria-disabled="true"]') !== null
    const short = wordsIn(element).length < 2
    const kind = [
      color,
      fontSize,
      fontWeight,
      fill,
      textShadow,
      off,
      short,
      ground.look,
      ground.floats ? index : '',
    ].join('|')
    const same = kinds.get(kind) ?? []
    if (same.length < A_KIND) kinds.set(kind, [...same, element])
  }

  const { axe } = globalThis
  const contrast = { 'color-contrast': { enabled: false } }
  const results = [
    await axe.run(document, { runOnly: [...tags], preload: false, resultTypes: ['violations'], rules: contrast }),
  ]
  const texts = [...kinds.values()].flat()
  if (texts.length > 0)
    results.push(
      await axe.run(
        { include: texts },
        { runOnly: { type: 'rule', values: ['color-contrast'] }, preload: false, resultTypes: ['violations'] },
      ),
    )
  return results
    .flatMap(({ violations }) => violations)
    .map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(' | ')}`,
    )
}
