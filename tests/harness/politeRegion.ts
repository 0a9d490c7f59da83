/** In the page: writes down each thing that the polite region says, with the page’s own time. */
export function listenToTheRegion(): void {
  const spoken: [number, string][] = []
  Object.assign(globalThis, { spoken })
  const region = document.querySelector('.vh > [role="status"]')
  if (region === null) throw new Error('no polite region')
  new MutationObserver(() => {
    const words = region.textContent ?? ''
    if (words !== '') spoken.push([Date.now(), words])
  }).observe(region, { childList: true, subtree: true, characterData: true })
}
