import type { PersonId } from '#shared/kernel/ids.ts'
import { formatDate } from '#shared/time/london.ts'
import { payroll, type Closing } from '#shared/toil/ledgerContract.ts'
import { answer } from '#server/kernel/handle.ts'
import { hoursToPay, unsentClaims } from './keepingStore.ts'
import { closedTo, closingRows, openLines, type ClosingRow } from './ledgerStore.ts'
import { peopleNames } from './readStore.ts'

export const payrollOf = answer(payroll, {
  needs: 'decide TOIL',
  async run(_input, context) {
    const [closed, names, rows, open, hours, unsent] = await Promise.all([
      closedTo(context),
      peopleNames(context),
      closingRows(context),
      openLines(context),
      hoursToPay(context),
      unsentClaims(context),
    ])
    const named: Naming = (lines) => withNames(lines, names)
    const closings = rows.map((row) => closingOf(row, rows, named))
    return {
      closedTo: closed,
      closings,
      open: named(open),
      hoursToPay: named(hours),
      unsent: unsent.map((one) => ({ ...one, name: names.get(one.personId) ?? '' })),
    }
  },
  reveals: 'nobody',
})

type Naming = <Line extends { readonly personId: PersonId }>(
  lines: readonly Line[],
) => readonly (Line & { readonly name: string })[]

const withNames = <Line extends { readonly personId: PersonId }>(
  lines: readonly Line[],
  names: ReadonlyMap<PersonId, string>,
): readonly (Line & { readonly name: string })[] =>
  lines
    .map((line) => ({ ...line, name: names.get(line.personId) ?? '' }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.personId < b.personId ? -1 : 1))

function closingOf(row: ClosingRow, all: readonly ClosingRow[], named: Naming): Closing {
  const { id, upTo, closedAt, closedByName, reopenedAt } = row
  const hours = row.hoursToPay && named(row.hoursToPay)
  const reopened =
    reopenedAt === null ? null : { at: reopenedAt, byName: row.reopenedByName ?? '', why: row.reopenedWhy }
  const later = all.filter((one) => one.reopenedAt === null && one.upTo > upTo)
  const dependsOn = reopened ? [] : dependants(row, later)
  return { id, upTo, closedAt, closedByName, lines: named(row.lines), hoursToPay: hours, reopened, dependsOn }
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
