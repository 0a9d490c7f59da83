import { beforeAfter, type BeforeAfter, type DayOfJobs } from '#shared/reports/beforeAfter.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import type { Days } from './facts.ts'
import { earned, shiftsWorked } from './store.ts'

/** TOIL and lateness before and after a day, month by month, on the days asked for. @param jobs of those days */
export async function comparison(
  context: Context,
  changeOn: LondonDay,
  { from, to }: Days,
  jobs: readonly DayOfJobs[],
): Promise<BeforeAfter> {
  const [minutesEarned, shifts] = await Promise.all([earned(context, from, to), shiftsWorked(context, from, to)])
  const days = { changeOn, period: 'month', firstDay: from, lastDay: to } as const
  return beforeAfter({ ...days, earned: minutesEarned, shifts, jobs })
}
