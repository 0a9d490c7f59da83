import { saveFile } from '#client/ui/takeAway.ts'
import type { ExportDocument } from '#shared/privacy/exportDocument.ts'
import { londonDayOf } from '#shared/time/london.ts'

/** Hands a document to the browser as a file. Its name says what it is and when it was made, never whom it is about. */
export function saveAsJson(given: ExportDocument, what: 'subject-access' | 'my-data'): void {
  const day = londonDayOf(given.madeAt)
  const text = JSON.stringify(given, null, 2)
  if (what === 'my-data') saveFile(`my-data-${day}.json`, text, 'application/json')
  else saveFile(`subject-access-${day}.json`, text, 'application/json')
}
