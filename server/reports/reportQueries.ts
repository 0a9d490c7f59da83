import { publish } from '#shared/reports/publish.ts'
import { withoutSums } from '#shared/reports/table.ts'
import { behindNumber, reportOf } from '#shared/reports/reportContract.ts'
import { londonDay, londonDayOf } from '#shared/time/london.ts'
import { answer } from '#server/kernel/handle.ts'
import { referencesOf } from './facts.ts'
import { countedReport } from './makeReport.ts'

export const report = answer(reportOf, {
  needs: 'see reports',
  async run({ view, ...asked }, context) {
    if (view === 'work') return withoutSums((await countedReport(context, asked)).report)
    // From a month to the next: the two sides of any other day could be subtracted from those of the day before it.
    const change = asked.change && londonDay(`${asked.change.slice(0, 7)}-01`)
    const { report: made } = await countedReport(context, { ...asked, ...(change ? { change } : {}) })
    // Days that are not over grow: what grew since yesterday could be one person.
    return asked.to < londonDayOf(context.now)
      ? withoutSums(publish(made))
      : { ...made, view, sentences: ['Published once its last day is over.'], provisional: null, tables: [] }
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
