import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { importId, type ImportId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS } from './importing/bounds.ts'
import type { ImportDoes } from './importing/plan.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

/** The cells of one sheet as text, row by row. What a file holds besides them never reaches the hub. */
const sheetFields = {
  cells: z
    .array(z.array(z.string().max(LONGEST_CELL)).max(MOST_COLUMNS))
    .min(1)
    .max(MOST_ROWS),
  /** The first day that the sheet is about, for headings that say no more than Mon or 16. */
  firstDay: londonDayInput,
}

/** One cell with what it does to the rota, in words. Rows and columns count from 1, as the spreadsheet shows them. */
export interface ImportLine {
  readonly row: number
  readonly column: number
  readonly cell: string
  readonly does: ImportDoes
  readonly words: string
}

export interface ImportPreview {
  /** `null` when no headings were found. */
  readonly form: 'grid' | 'list' | null
  /** All but what is as it was. */
  readonly lines: readonly ImportLine[]
  readonly counts: Readonly<Record<ImportDoes, number>>
  /** Sent back with the import: it puts in what was looked at, or nothing. */
  readonly seen: string
}

export const previewImport = defineQuery(
  'rota.previewImport',
  'What a spreadsheet would change in the draft of the rota, cell by cell',
  z.strictObject(sheetFields),
  ['rota', 'register'],
).answering<ImportPreview>()

export const importSheet = defineCommand(
  'rota.importSheet',
  'Put what a spreadsheet says of the rota into the draft',
  z.strictObject({ ...sheetFields, seen: z.string().max(64) }),
).answering<{ importId: ImportId; drafted: number; left: number }, RotaRefusal>(rotaWords)

export const undoImport = defineCommand(
  'rota.undoImport',
  'Take a whole import out of the draft again, but for what has been changed by hand since',
  z.strictObject({ importId }),
).answering<{ undone: number; kept: number }, RotaRefusal>(rotaWords)

export interface RotaImports {
  readonly imports: readonly {
    readonly id: ImportId
    readonly byName: string
    readonly at: Instant
    readonly firstDay: LondonDay
    readonly lastDay: LondonDay
    /** Changes that it brought, and how many of them are in the draft as it left them. */
    readonly drafted: number
    readonly inDraft: number
    readonly undoneAt: Instant | null
  }[]
}

export const rotaImports = defineQuery(
  'rota.imports',
  'The last imports into the draft of the rota',
  z.strictObject({}),
  ['rota'],
).answering<RotaImports>()
