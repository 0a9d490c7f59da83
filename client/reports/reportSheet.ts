import { csvSheet, type Cell } from '#shared/kernel/csv.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { sheetOf, type Sheet } from '#client/ui/workbook.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'

/**
 * The report as comma-separated text, in minutes, with everything that is on the page. Text that a spreadsheet would take for a
 * formula is kept as text.
 *
 * @example reportSheet(report).split('\r\n')[0] // '\uFEFFTOIL and late working,2026-08-17,2026-11-08'
 */
export const reportSheet = (report: LateWorkingReport): string => csvSheet(lateLines(report))

/** The same page as lines of cells, several small tables under each other. */
export function lateLines(report: LateWorkingReport): readonly (readonly Cell[])[] {
  const { balances, causes, heat, staggered, late } = report
  return [
    ['TOIL and late working', report.firstDay, report.lastDay],
    ['Counted at', report.asOf],
    [],
    ['AMHP', 'Owed, minutes', 'Change over 4 weeks, minutes', 'Limit, minutes', 'Mostly from'],
    ...balances.map(({ name, balance, change, limit, mostly }) => [name, balance, change, limit, mostlyText(mostly)]),
    [],
    ['Jobs finished', late.n],
    ['Finished late', late.late],
    ['Claims to approve', report.toApprove.claims, report.toApprove.minutes],
    [],
    ['Why late', 'Whose to change', 'Minutes', 'Percent'],
    ...causes.rows.map(({ words, owner, minutes, percent }) => [words, owner, minutes, percent]),
    [],
    ['Late finishes, Monday first', ...heat.hours],
    ...heat.days.map(({ weekday, counts }) => [weekday, ...counts]),
    ...(staggered ? [[], ['Month from', 'TOIL earned, minutes', 'AMHPs', 'Shifts', 'Minutes each']] : []),
    ...(staggered?.periods ?? []).map((one) => [one.firstDay, one.minutes, one.amhps, one.shifts, one.perAmhp]),
  ]
}

const mostlyText = (mostly: LateWorkingReport['balances'][number]['mostly']): string =>
  mostly === null ? '' : mostly === 'TOIL_TAKEN' ? 'Took TOIL' : delayFacts(mostly).words

/** What each part of it counts, for the sheet of definitions. */
const means: readonly (readonly Cell[])[] = [
  ['Part', 'What it counts'],
  ['Owed', 'The sum of the ledger’s entries up to the last day, in minutes.'],
  ['Change over 4 weeks', 'Owed on the last day less owed four weeks before it.'],
  [
    'Limit',
    'The most that the policy of the person’s employer lets them be owed on the last day, scaled to their hours.',
  ],
  [
    'Finished late',
    'Jobs whose finish is after the rostered end of the shift on which they were given, by day of the shift.',
  ],
  ['Why late', 'Late minutes by cause. Waits side by side share their time, so a minute counts once.'],
  ['Late finishes', 'Late finishes by weekday and hour of the finish, London time.'],
  ['Month from', 'TOIL earned in a month, shared among AMHPs with a duty shift in it.'],
]

/**
 * The page as the sheets of a workbook: the figures, and what each counts.
 *
 * @example lateBook(report).map(({ sheet }) => sheet) // ['TOIL and late working', 'Definitions']
 */
export const lateBook = (report: LateWorkingReport): readonly Sheet[] => [
  sheetOf('TOIL and late working', lateLines(report), 0),
  sheetOf('Definitions', means, 0),
]
