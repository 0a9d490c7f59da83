import type { Cells } from './sheet.ts'

/**
 * Cells from text: pasted out of a spreadsheet (tabs), or a CSV file with commas or semicolons, with quotes by RFC 4180. Which of the
 * three divides the cells is what the first lines have most of outside of quotes: over the headings may stand a title, or nothing. Empty
 * lines stay, so that a row has the number that it has in the spreadsheet; those at the end go.
 *
 * @example cellsOfText('a\tb\r\n"c\nd"\te') // [['a', 'b'], ['c\nd', 'e']]
 */
export function cellsOfText(text: string): Cells {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const divider = dividerOf(plain)
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let at = 0; at < plain.length; at++) {
    const letter = plain.charAt(at)
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (plain.charAt(at + 1) === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === divider) endCell()
    else if (letter === '\n') {
      endCell()
      rows.push([])
    } else cell += letter
  }
  endCell()
  return rows.slice(0, rows.findLastIndex((row) => row.some((text) => text !== '')) + 1)
}

/** A title and the headings are among them. */
const LINES_LOOKED_AT = 12

function dividerOf(text: string): string {
  const lines = text.replaceAll(/"(?:[^"]|"")*"/g, '').split('\n')
  const first = lines.filter((line) => line.trim() !== '').slice(0, LINES_LOOKED_AT)
  const counts = ['\t', ';', ','].map((divider) => ({ divider, count: first.join('\n').split(divider).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]?.divider ?? ','
}
