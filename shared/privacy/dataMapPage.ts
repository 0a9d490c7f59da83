import {
  dataClasses,
  lawfulBases,
  purposes,
  recordClasses,
  type ColumnSays,
  type DataClass,
  type TableData,
} from './dataKinds.ts'

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const head = (...cells: readonly string[]): readonly string[] => [row(...cells), row(...cells.map(() => '---'))]

/** The rest may be an abbreviation, like AMHP. */
const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

const list = (all: Readonly<Record<string, string>>, title: string): readonly string[] => [
  ...head(title, 'meaning'),
  ...Object.entries(all).map(([name, meaning]) => row(name, meaning)),
]

/** Columns of one class on one line: the page stays short enough to be read. */
function columnLines(columns: TableData['columns']): readonly string[] {
  const classes = Object.keys(dataClasses) as DataClass[]
  const said = classes.flatMap((name): ColumnSays[] => [name, `${name}, emptied`])
  return said.flatMap((says) => {
    const names = Object.keys(columns).filter((column) => columns[column] === says)
    return names.length === 0 ? [] : [row(says, names.map((name) => `\`${name}\``).join(', '))]
  })
}

const tableLines = ({ table, holds, purpose, basis, keep, seenBy, columns }: TableData): readonly string[] => [
  `## ${table}`,
  '',
  `${holds}.`,
  '',
  `- Purpose: ${purpose}.`,
  `- Basis: ${basis}.`,
  `- Kept by the rule for: ${lowerFirst(recordClasses[keep])} (\`${keep}\`).`,
  `- Seen by: ${seenBy}.`,
  '',
  ...head('class', 'columns'),
  ...columnLines(columns),
  '',
]

/** The data map as a page for a data protection officer, in Markdown. */
export const dataMapPage = (tables: readonly TableData[]): string =>
  [
    '# Data map',
    '',
    'Every column of the database: what class of data it holds, what for, on what basis, how long and for whose eyes. Written by `npm run data-map` from `shared/privacy/dataMap`; tests hold it equal to that and to the database itself.',
    '',
    ...list(dataClasses, 'class'),
    '',
    '`emptied` after a class: when a record is released at the end of its time, the words are taken away and the row stays, with its ids and codes.',
    '',
    ...list(purposes, 'purpose'),
    '',
    ...list(lawfulBases, 'basis'),
    '',
    ...tables.toSorted((a, b) => (a.table < b.table ? -1 : 1)).flatMap(tableLines),
  ].join('\n')
