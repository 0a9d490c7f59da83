import { isInHours } from '#shared/reports/officeHours.ts'
import { changeTables, type SideMeasures } from '#shared/reports/staffReports.ts'
import { formatDate, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { comparison } from './comparison.ts'
import type { Asked, Made } from './makeReport.ts'
import { officeOn } from './officeHours.ts'
import { referralFacts } from './referralFacts.ts'
import { lateness, staggeredFrom } from './store.ts'

const sideFields = ['id', 'receivedAt', 'allocatedAt', 'arrivedAt', 'offRota'] as const

/** The same measures before and since a day: by default the first of staggered shifts. In hours is by the service’s own office hours. */
export async function changeReport(context: Context, asked: Asked): Promise<Made> {
  const change = asked.change ?? (await staggeredFrom(context)) ?? asked.to
  const [office, jobs, cases] = await Promise.all([
    officeOn(context, asked.to),
    lateness(context, asked.from, asked.to),
    referralFacts(context, asked, sideFields),
  ])
  const toil = await comparison(context, change, asked, jobs)
  const dated = cases.map((one) => ({ ...one, day: londonDayOf(one.receivedAt) }))
  const side = (isOn: (day: LondonDay) => boolean): SideMeasures => {
    const own = dated.filter(({ day }) => isOn(day))
    const finished = jobs.filter(({ day }) => isOn(day))
    const attended = own.filter(({ arrivedAt }) => arrivedAt !== null)
    const given = own.filter(({ allocatedAt }) => allocatedAt !== null)
    return {
      jobs: finished.reduce((sum, day) => sum + day.finished, 0),
      late: finished.reduce((sum, day) => sum + day.late, 0),
      attended: attended.length,
      inHours: attended.filter(({ arrivedAt }) => arrivedAt !== null && isInHours(arrivedAt, office)).length,
      given: given.length,
      calledIn: given.filter(({ offRota }) => offRota).length,
    }
  }
  const tables = changeTables(
    toil,
    side((day) => day < change),
    side((day) => day >= change),
    office,
  )
  return {
    tables,
    sentences: [`Before and since ${formatDate(change)}. Read it as a guide: other things changed too.`],
  }
}
