import { shortMoment } from '#client/allocations/moments.ts'
import type { ClockReading } from '#client/ui/clockFace.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import type { Clock } from '#shared/referrals/clocks.ts'
import { limitFor } from '#shared/referrals/law/boardLimit.ts'
import { limitFamilies } from '#shared/referrals/law/limitKinds.ts'
import type { LimitClock } from '#shared/referrals/law/limits.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatDayShort, londonDayOf } from '#shared/time/london.ts'

/** A local time is near when less than this is left. */
const NEAR_MINUTES = 60

/** What a row's clock is told: the law's clock when one runs, else the service's own target. */
export function readingOf(row: BoardRow, clock: Clock | null, targetMinutes: number, now: Instant): ClockReading {
  if (clock !== null) return legalReading(clock, row, now)
  const limit = limitFor(row, now)
  return limit === null ? localReading(row, targetMinutes, now) : limitReading(limit, now)
}

/** A limit beside the powers: a day for what is counted in days. @example 'Admit by Wed 25 November' */
function limitReading({ kind, state, limitAt, soonAt, fractionLeft }: LimitClock, now: Instant): ClockReading {
  const { verb, short, takes } = limitFamilies[kind]
  const when =
    limitAt === null
      ? ''
      : takes === 'day'
        ? formatDayShort(londonDayOf(addMinutes(limitAt, -1)))
        : shortMoment(limitAt, now)
  const label = state === 'not-recorded' ? `${short}, start missing` : `${verb} ${when}`.trim()
  return {
    kind: 'legal',
    state: state === 'held' || state === 'open' ? 'calm' : state,
    limitAt,
    soonAt,
    startedAt: null,
    fractionLeft,
    label,
  }
}

function legalReading(clock: Clock, row: BoardRow, now: Instant): ClockReading {
  const { short } = powerNames[clock.kind]
  const power = row.powers.find(({ kind }) => kind === clock.kind)
  const label =
    clock.limitAt === null
      ? `${short}, start missing`
      : `${short} ${clock.limitAt <= now ? 'ended' : 'ends'} ${shortMoment(clock.limitAt, now)}`
  return {
    kind: 'legal',
    state: clock.state,
    limitAt: clock.limitAt,
    startedAt: power?.startedAt ?? null,
    fractionLeft: clock.fractionLeft,
    label,
  }
}

function localReading(row: BoardRow, targetMinutes: number, now: Instant): ClockReading {
  const { receivedAt, acceptedAt, assessBy, reviewAt, allocation } = row
  if (allocation !== null) {
    const startedAt = allocation.acceptedAt ?? allocation.allocatedAt
    return { kind: 'local', state: 'calm', limitAt: null, startedAt, label: 'No legal limit', word: 'out' }
  }
  if (row.state === 'to-triage' && reviewAt !== null) return dueReading(reviewAt, receivedAt, 'Look again', now)
  if (row.state !== 'to-triage' && assessBy !== null) {
    return dueReading(assessBy, acceptedAt ?? receivedAt, 'Assess by', now)
  }
  if (row.state !== 'to-triage') {
    const startedAt = acceptedAt ?? receivedAt
    return { kind: 'local', state: 'calm', limitAt: null, startedAt, label: 'No legal limit' }
  }
  const targetAt = addMinutes(receivedAt, targetMinutes)
  const state = now >= targetAt ? 'soon' : 'calm'
  return { kind: 'local', state, limitAt: null, startedAt: receivedAt, label: `Local target ${targetMinutes}m` }
}

function dueReading(dueAt: Instant, startedAt: Instant, word: string, now: Instant): ClockReading {
  const soonAt = addMinutes(dueAt, -NEAR_MINUTES)
  const state = now >= dueAt ? 'over' : now >= soonAt ? 'soon' : 'calm'
  return {
    kind: 'local',
    state,
    limitAt: dueAt,
    soonAt,
    startedAt,
    label: `${word} ${shortMoment(dueAt, now)}`,
    word: 'to go',
  }
}
