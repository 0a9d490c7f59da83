import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { tidyCells } from '#shared/rota/importing/bounds.ts'
import { cellsOfText } from '#shared/rota/importing/delimited.ts'
import type { Cells } from '#shared/rota/importing/sheet.ts'
import { cellsOfSheet, sheetsOf, type WorkbookParts } from '#shared/rota/importing/workbook.ts'
import { NotAnArchive, openArchive } from './unzip.ts'

/** The largest file that is looked at, in bytes, and what a workbook may unpack to. A year’s rota of sixty people is a tenth of it. */
export const LARGEST_FILE = 2 * 1024 * 1024
export const LARGEST_UNPACKED = 8 * 1024 * 1024

/** One sheet of a file: a workbook may have several. */
export interface NamedSheet {
  readonly name: string
  readonly cells: Cells
}

const WORKBOOK_PARTS = { workbook: 'xl/workbook.xml', relations: 'xl/_rels/workbook.xml.rels' } as const

/**
 * The sheets of a file that somebody chose, read in their own browser: what leaves it are the cells as text. A file is told by what is
 * in it, not by its name.
 *
 * @example await readRotaFile(new File([bytes], 'rota.xlsx')) // done([{ name: 'November', cells: [['', 'Mon 16'], …] }])
 */
export async function readRotaFile(file: Blob): Promise<Outcome<readonly NamedSheet[], string>> {
  if (file.size > LARGEST_FILE)
    return refuse('This file is larger than 2 MB. Save the rota alone in a file of its own.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isOldWorkbook(bytes))
    return refuse(
      'This is an .xls file of an old spreadsheet, or has a password. Save it as .xlsx without one, or as CSV.',
    )
  if (!isArchive(bytes)) return readText(bytes)
  try {
    const sheets = await sheetsIn(bytes)
    return sheets.length > 0 ? done(sheets) : refuse('There is nothing in this workbook.')
  } catch (fault) {
    if (fault instanceof NotAnArchive) return refuse(fault.message)
    throw fault
  }
}

const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b
const isOldWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf

function readText(bytes: Uint8Array): Outcome<readonly NamedSheet[], string> {
  const cells = tidyCells(cellsOfText(textOf(bytes)))
  return cells.ok ? done([{ name: '', cells: cells.value }]) : cells
}

/** Text of today is UTF-8; what cannot be was written by an older spreadsheet in the letters of Western Europe. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

async function sheetsIn(bytes: Uint8Array<ArrayBuffer>): Promise<readonly NamedSheet[]> {
  const archive = openArchive(bytes, LARGEST_UNPACKED)
  const [workbook, relations] = [
    await archive.text(WORKBOOK_PARTS.workbook),
    await archive.text(WORKBOOK_PARTS.relations),
  ]
  if (workbook === null || relations === null)
    throw new NotAnArchive('This is an archive, but no workbook. Choose the .xlsx file itself.')
  const strings = (await archive.text('xl/sharedStrings.xml')) ?? ''
  const styles = (await archive.text('xl/styles.xml')) ?? ''
  const parts: WorkbookParts = { workbook, relations, strings, styles }
  const sheets: NamedSheet[] = []
  for (const { name, path } of sheetsOf(parts)) {
    const xml = await archive.text(path)
    const cells = xml === null ? [] : cellsOfSheet(xml, parts)
    if (cells.length > 0) sheets.push({ name, cells })
  }
  return sheets
}
