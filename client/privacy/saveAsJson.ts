import type { ExportDocument } from '#shared/privacy/exportDocument.ts'
import { londonDayOf } from '#shared/time/london.ts'

/** Hands a document to the browser as a file. Its name says what it is and when it was made, never whom it is about. */
export function saveAsJson(given: ExportDocument, what: 'subject-access' | 'my-data'): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(given, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  const day = londonDayOf(given.madeAt)
  link.download = what === 'my-data' ? `my-data-${day}.json` : `subject-access-${day}.json`
  link.click()
  URL.revokeObjectURL(address)
}
