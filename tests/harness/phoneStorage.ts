import type { Page } from 'playwright-core'

/** One thing that is kept in a browser: where, and all that it says. */
export interface Kept {
  readonly where: string
  readonly text: string
}

/**
 * Everything that this site keeps in a page's browser: both storages, every database, and every cache, each entry as text.
 *
 * @example (await keptOn(phone)).filter(({ text }) => /Lindqvist/.test(text)) // [] if nobody is named
 */
export const keptOn = (page: Page): Promise<readonly Kept[]> =>
  page.evaluate(async () => {
    const found: { where: string; text: string }[] = []
    for (const [name, storage] of [
      ['localStorage', localStorage],
      ['sessionStorage', sessionStorage],
    ] as const)
      for (const key of Object.keys(storage)) found.push({ where: `${name} ${key}`, text: storage.getItem(key) ?? '' })
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const answer = await cache.match(request)
        found.push({ where: `cache ${request.url}`, text: (await answer?.text()) ?? '' })
      }
    }
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await new Promise<IDBDatabase>((opened, failed) => {
        const asked = indexedDB.open(name)
        asked.addEventListener('success', () => opened(asked.result))
        asked.addEventListener('error', () => failed(new Error(`${name} could not be read`)))
      })
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown>((read) => {
          const asked = database.transaction(store).objectStore(store).getAll()
          asked.addEventListener('success', () => read(asked.result))
        })
        found.push({ where: `database ${name} ${store}`, text: JSON.stringify(rows) })
      }
      database.close()
    }
    return found
  })
