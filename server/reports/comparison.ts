import { beforeAfter, type BeforeAfter } from '#shared/reports/beforeAfter.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import type { Days } from './facts.ts'
import { earned, lateness, shiftsWorked } from './store.ts'

/** TOIL and lateness before and after a day, month by month, on the days asked for. */
export async function comparison(context: Context, changeOn: LondonDay, { from, to }: Days): Promise<BeforeAfter> {
  const [minutesEarned, shifts, jobs] = await Promise.all([
    earned(context, from, to),
    shiftsWorked(context, from, to),
    lateness(context, from, to),
  ])
  const days = { changeOn, period: 'month', firstDay: from, lastDay: to } as const
  return beforeAfter({ ...days, earned: minutesEarned, shifts, jobs })
}
