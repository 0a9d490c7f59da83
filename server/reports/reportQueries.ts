import { publish } from '#shared/reports/publish.ts'
import { withoutSums } from '#shared/reports/table.ts'
import { behindNumber, reportOf } from '#shared/reports/reportContract.ts'
import { answer } from '#server/kernel/handle.ts'
import { referencesOf } from './facts.ts'
import { countedReport } from './makeReport.ts'

export const report = answer(reportOf, {
  needs: 'see reports',
  async run({ view, ...asked }, context) {
    const { report: made } = await countedReport(context, asked)
    return withoutSums(view === 'publication' ? publish(made) : made)
  },
  reveals: 'nobody',
  filter: ({ report: key, from, to, view }) => ({ report: key, from, to, view }),
})

export const behind = answer(behindNumber, {
  needs: 'see reports',
  async run({ table, row, column, ...asked }, context) {
    const { tables } = await countedReport(context, asked)
    const found = tables.find(({ key }) => key === table)
    const rows = found ? [...found.rows, ...(found.total ? [found.total] : [])] : []
    const ids = rows[row]?.behind[column] ?? []
    return ids.length === 0 ? [] : referencesOf(context, ids)
  },
  reveals: (rows) => rows.map(({ id }) => id),
  shows: { as: 'row', fields: ['work'] },
  filter: ({ report: key, from, to, table }) => ({ report: key, from, to, table }),
})
