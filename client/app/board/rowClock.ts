import { shortMoment } from '#client/allocations/moments.ts'
import { legalReading } from '#shared/referrals/law/legalReading.ts'
import type { ClockReading } from '#client/ui/clockFace.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { limitOver, type LegalClock } from '#shared/referrals/law/boardLimit.ts'
import { holdNow } from '#shared/referrals/triaging/holds.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'

/** A local time is near when less than this is left. */
const NEAR_MINUTES = 60

/** What a row's clock is told: the limit of the law that presses most when one runs, else the service's own target. */
export const readingOf = (row: BoardRow, clock: LegalClock | null, targetMinutes: number, now: Instant): ClockReading =>
  clock === null
    ? localReading(row, targetMinutes, now)
    : legalReading(clock, row.powers, (at) => shortMoment(at, now), now)

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
  // Held with a reason: the service's own target waits until then. No limit of the law does.
  const heldTo = row.hold && holdNow({ ...row.hold, endedAt: null }, limitOver(row, now), now)
  if (heldTo) {
    const label = `Held until ${shortMoment(heldTo, now)}`
    return { kind: 'local', state: 'calm', limitAt: null, startedAt: receivedAt, label }
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
