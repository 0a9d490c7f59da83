import type { PersonId } from '#shared/kernel/ids.ts'
import { addDays, formatDate, londonDayOf } from '#shared/time/london.ts'
import { payroll, type Closing, type PayrollLine } from '#shared/toil/ledgerContract.ts'
import { answer } from '#server/kernel/handle.ts'
import { sessionalLate } from './keepingStore.ts'
import { closedTo, closingRows, openLines, type ClosingRow } from './ledgerStore.ts'
import { peopleNames } from './readStore.ts'

/** How far back hours of sessional staff are shown before payroll first closed. */
const FIRST_LOOK_DAYS = 31

export const payrollOf = answer(payroll, {
  needs: 'decide TOIL',
  async run(_input, context) {
    const closed = await closedTo(context)
    const since = closed ?? addDays(londonDayOf(context.now), -FIRST_LOOK_DAYS)
    const [names, rows, open, sessional] = await Promise.all([
      peopleNames(context),
      closingRows(context),
      openLines(context),
      sessionalLate(context, since),
    ])
    const named = (lines: readonly Omit<PayrollLine, 'name'>[]) => withNames(lines, names)
    const closings = rows.map((row) => closingOf(row, rows, named))
    return { closedTo: closed, closings, open: named(open), sessional }
  },
  reveals: 'nobody',
})

const withNames = (
  lines: readonly Omit<PayrollLine, 'name'>[],
  names: ReadonlyMap<PersonId, string>,
): readonly PayrollLine[] =>
  lines
    .map((line) => ({ ...line, name: names.get(line.personId) ?? '' }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.personId < b.personId ? -1 : 1))

function closingOf(
  row: ClosingRow,
  all: readonly ClosingRow[],
  named: (lines: ClosingRow['lines']) => readonly PayrollLine[],
): Closing {
  const { id, upTo, closedAt, closedByName, reopenedAt } = row
  const reopened =
    reopenedAt === null ? null : { at: reopenedAt, byName: row.reopenedByName ?? '', why: row.reopenedWhy }
  const later = all.filter((one) => one.reopenedAt === null && one.upTo > upTo)
  const dependsOn = reopened ? [] : dependants(row, later)
  return { id, upTo, closedAt, closedByName, lines: named(row.lines), reopened, dependsOn }
}

/** What opening it again would touch: nobody opens a period without knowing what rests on it. */
function dependants({ entriesSince, packsSince }: ClosingRow, later: readonly ClosingRow[]): readonly string[] {
  const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)
  return [
    ...later.map(({ upTo }) => `Payroll closed to ${formatDate(upTo)} opens too.`),
    ...(entriesSince > 0 ? [`${count(entriesSince, 'entry was', 'entries were')} added since; they stay.`] : []),
    ...(packsSince > 0
      ? [`${count(packsSince, 'report was', 'reports were')} handed out since, and may differ after.`]
      : []),
  ]
}
