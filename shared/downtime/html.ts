const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in a page, whatever somebody typed. @example escaped('<b>') // '&lt;b&gt;' */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark)

/** A piece of a page that is already safe. Only `piece` makes one. */
export interface Html {
  readonly html: string
}

type Piece = string | number | Html | readonly Html[] | null

const asHtml = (piece: Piece): string => {
  if (piece === null) return ''
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece))
  return 'html' in piece ? piece.html : piece.map(asHtml).join('')
}

/**
 * A page is put together from pieces; whatever is not itself such a piece is text, and is escaped.
 *
 * @example piece`<td>${name}</td>`
 */
export const piece = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  html: parts.map((part, place) => part + (place < pieces.length ? asHtml(pieces[place] ?? null) : '')).join(''),
})
