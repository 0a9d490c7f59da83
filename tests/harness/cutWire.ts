import type { Page, WebSocketRoute } from 'playwright-core'

/** The live line of a page, to be cut and mended while everything else goes on. Before the page is opened. */
export async function wireThatCanBeCut(page: Page) {
  const lines = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/socket\.io/, (line) => {
    if (isCut) return void line.close()
    lines.add(line)
    line.connectToServer()
  })
  return {
    cut(): void {
      isCut = true
      for (const line of lines) void line.close()
      lines.clear()
    },
    mend: () => void (isCut = false),
  }
}
