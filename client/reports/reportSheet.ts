import { csvSheet, type Cell } from '#shared/kernel/csv.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'

/**
 * The report as comma-separated text, in minutes, with everything that is on the page. Text that a spreadsheet would take for a
 * formula is kept as text.
 *
 * @example reportSheet(report).split('\r\n')[0] // '\uFEFFTOIL and late working,2026-08-17,2026-11-08'
 */
export function reportSheet(report: LateWorkingReport): string {
  const { balances, causes, heat, staggered, late } = report
  const rows: readonly (readonly Cell[])[] = [
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
  return csvSheet(rows)
}

const mostlyText = (mostly: LateWorkingReport['balances'][number]['mostly']): string =>
  mostly === null ? '' : mostly === 'TOIL_TAKEN' ? 'Took TOIL' : delayFacts(mostly).words
