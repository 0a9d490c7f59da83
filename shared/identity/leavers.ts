/** One line of a leavers list: who has left, by whatever the list names them with. */
export interface Leaver {
  /** As in the file, from 1, so that a line can be found again. */
  readonly line: number
  readonly email: string | null
  /** The directory's own id of the person, as SCIM's `externalId`. */
  readonly externalId: string | null
}

export interface LeaversList {
  readonly leavers: readonly Leaver[]
  /** Lines that name nobody, and why. */
  readonly unreadable: readonly { readonly line: number; readonly why: string }[]
}

/** What heads of columns are called in the lists that councils have: HR's, Entra's, Google's. */
const EMAIL_HEADS = ['email', 'e-mail', 'mail', 'emailaddress', 'userprincipalname', 'upn', 'username', 'workemail']
const ID_HEADS = ['id', 'externalid', 'objectid', 'oid', 'userid']
/** More lines than any council has staff: a list this long is the wrong file. */
export const MOST_LINES = 20_000

const plainHead = (text: string): string => text.toLowerCase().replaceAll(/[\s_]/g, '')

/**
 * Reads a list of leavers: CSV with a head line that names an e-mail or an id column, or bare addresses one a line.
 * Commas, semicolons and tabs separate; quotes as in RFC 4180; the mark that spreadsheets put in front is taken off.
 *
 * @example readLeavers('userPrincipalName,left on\nkim@westmarch.gov.uk,2026-11-01').leavers // [{ line: 2, email: 'kim@…', externalId: null }]
 */
export function readLeavers(text: string): LeaversList {
  const rows = rowsOf(text.replace(/^\uFEFF/, ''))
  const heads = (rows[0]?.cells ?? []).map(plainHead)
  const email = heads.findIndex((head) => EMAIL_HEADS.includes(head))
  const id = heads.findIndex((head) => ID_HEADS.includes(head))
  const headed = email >= 0 || id >= 0
  const read = rows
    .slice(headed ? 1 : 0, MOST_LINES)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => leaverIn(line, cells[headed ? email : 0], headed ? cells[id] : undefined))
  return {
    leavers: read.flatMap((one) => ('why' in one ? [] : [one])),
    unreadable: [
      ...read.flatMap((one) => ('why' in one ? [one] : [])),
      ...(rows.length > MOST_LINES
        ? [{ line: MOST_LINES + 1, why: 'The list is too long: the rest was not read' }]
        : []),
    ],
  }
}

function leaverIn(line: number, emailCell = '', idCell = ''): Leaver | { line: number; why: string } {
  const email = emailCell.trim().toLowerCase()
  const externalId = idCell.trim()
  if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) return { line, why: 'This is not an e-mail address' }
  if (email === '' && externalId === '') return { line, why: 'There is no e-mail address and no id on this line' }
  return { line, email: email === '' ? null : email, externalId: externalId === '' ? null : externalId }
}

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** Cells by RFC 4180. A quoted cell may hold separators and line ends, so the text is walked once, letter by letter. */
function rowsOf(text: string): readonly Row[] {
  const separator = separatorIn(text)
  const rows: Row[] = []
  let [cells, cell, quoted, line, started]: [string[], string, boolean, number, number] = [[], '', false, 1, 1]
  const endRow = (): void => {
    rows.push({ line: started, cells: [...cells, cell] })
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === '\n') line++
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else quoted = false
    } else if (letter === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (letter === separator) {
      cells.push(cell)
      cell = ''
    } else if (letter === '\n') {
      endRow()
      started = line
    } else if (letter !== '\r') cell += letter
  }
  if (cell !== '' || cells.length > 0) endRow()
  return rows
}

const separatorIn = (text: string): string => {
  const head = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'))
  return head.includes('\t') ? '\t' : head.includes(';') && !head.includes(',') ? ';' : ','
}
