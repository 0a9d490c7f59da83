import type { RotaWeek } from '#shared/rota/contract.ts'
import { isAmhpRole } from '#shared/rota/planning.ts'
import { clockTimeOf, type ClockTime } from '#shared/time/london.ts'

interface Times {
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
}

/**
 * Tells whether a clock time is one at which this service itself puts AMHPs on: its shift templates run then or, without
 * templates, some shift of the week does. Outside them somebody else answers, an Emergency Duty Team as a rule, and an empty
 * rota is not a shortage.
 */
export function serviceHours({
  templates,
  shifts,
}: Pick<RotaWeek, 'templates' | 'shifts'>): (clock: ClockTime) => boolean {
  const planned = templates.filter(({ retired, role }) => !retired && isAmhpRole(role))
  const worked = shifts
    .filter(({ role }) => isAmhpRole(role))
    .map(({ startsAt, endsAt }) => ({ startsAt: clockTimeOf(startsAt), endsAt: clockTimeOf(endsAt) }))
  const times: readonly Times[] = planned.length > 0 ? planned : worked
  return (clock) => times.some((each) => runsAt(each, clock))
}

/** An end at or before the start is on the next day. */
const runsAt = ({ startsAt, endsAt }: Times, clock: ClockTime): boolean =>
  startsAt < endsAt ? startsAt <= clock && clock < endsAt : clock >= startsAt || clock < endsAt
