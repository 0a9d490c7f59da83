declare global {
  /** What was made of typed text so far, in a browser that watches for it. */
  var whatWasMade: () => readonly string[]
}

/**
 * A script for a page, to be run before any other: notes every element and attribute that can only have come from text with this mark
 * in it, from the first moment on and wherever it goes afterwards.
 *
 * @param mark stands as an attribute in every text that could become an element, and nowhere in what we wrote ourselves
 */
export const watchForMade = (mark: string): string => `(${watch.toString()})(${JSON.stringify(mark)})`

/** Runs in the browser. */
function watch(mark: string): void {
  const made = new Set<string>()
  const LEADS = new Set([
    'href',
    'src',
    'srcdoc',
    'action',
    'formaction',
    'xlink:href',
    'data',
    'poster',
    'background',
    'srcset',
  ])
  const NAMES = new Set(['id', 'name', 'class', 'style', 'for', 'target', 'http-equiv', 'is'])
  const HOLDERS = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'TITLE', 'IFRAME', 'OBJECT', 'EMBED'])
  const SAFE_LEAD = /^(?:https?:\/\/localhost[:/]|\/(?!\/)|#|tel:|geo:)/i

  const isWrong = (name: string, value: string): boolean =>
    name.includes(mark) ||
    name.startsWith('on') ||
    (NAMES.has(name) && value.includes(mark)) ||
    (LEADS.has(name) && value.includes(mark) && !SAFE_LEAD.test(value)) ||
    (LEADS.has(name) && /^\s*(?:javascript|vbscript|data:text)/i.test(value))

  const look = (node: Node): void => {
    if (!(node instanceof Element)) return
    const tag = node.tagName
    if (tag.toLowerCase().includes(mark)) made.add(tag)
    for (const { name, value } of node.attributes)
      if (isWrong(name.toLowerCase(), value)) made.add(`${tag} ${name}=${value.slice(0, 80)}`)
    if (HOLDERS.has(tag.toUpperCase()) && (node.textContent ?? '').includes(mark)) made.add(`${tag} with text`)
    for (const child of node.children) look(child)
  }
  const watching = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element) look(target)
      for (const node of addedNodes) look(node)
    }
  })
  watching.observe(document, { childList: true, subtree: true, attributes: true })
  document.addEventListener('securitypolicyviolation', (event) => made.add(`a report about ${event.violatedDirective}`))
  globalThis.whatWasMade = () => {
    look(document.documentElement)
    return [...made]
  }
}
