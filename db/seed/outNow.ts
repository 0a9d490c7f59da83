import type { PersonId, ServiceId, WatchId } from '#shared/kernel/ids.ts'
import { LONGEST_MINUTES, VISIT_MINUTES } from '#shared/safety/ladder.ts'
import { addMinutes, earliest, latest, type Instant } from '#shared/time/instant.ts'
import type { Happenings } from './happenings.ts'
import type { Draw } from './random.ts'
import type { DemoRows, Row } from './rows.ts'

/** Whoever would be back by then would be asked as soon as the demo is opened. */
const LEAST_MINUTES = 60

interface Making {
  readonly serviceId: ServiceId
  readonly now: Instant
  readonly draw: Draw
}

/**
 * The watch over everybody who is out as the demo begins, as setting off began it. Each has said that they are back by the end of their
 * shift: a demo that is left open for an hour or two is not full of missed check-ins.
 */
export function addWatches(rows: DemoRows, happenings: Happenings, { serviceId, now, draw }: Making): void {
  const shiftEnds = new Map(rows.shifts.map(({ id, endsAt }) => [id, endsAt]))
  for (const [personId, out] of outNow(rows)) {
    const { setOffAt, arrivedAt, outcomeAt, shiftId, id: allocationId } = out
    if (setOffAt === null) continue
    const waits = rows.waits.filter((wait) => wait.allocationId === allocationId)
    const taps = [arrivedAt, outcomeAt, ...waits.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt])]
    const seenAt = taps.reduce<Instant>((last, at) => (at === null ? last : latest(last, at)), setOffAt)
    const shiftEnd = (shiftId && shiftEnds.get(shiftId)) ?? now
    const backBy = earliest(latest(shiftEnd, addMinutes(now, LEAST_MINUTES)), addMinutes(seenAt, LONGEST_MINUTES))
    const begun = { serviceId, id: draw.id<WatchId>(), personId, allocationId, begunAt: setOffAt }
    rows.watches.push({ ...begun, ...untouched, backBy, seenAt, seenRecordedAt: seenAt, nextAt: backBy })
    happenings.tell(setOffAt, personId, {
      type: 'watch-begun',
      personId,
      data: { backBy: addMinutes(setOffAt, VISIT_MINUTES) },
    })
    happenings.tell(seenAt, personId, {
      type: 'checked-in',
      personId,
      data: { allocationId, occurredAt: seenAt, backBy },
    })
  }
}

/** The work that each has set off for and not finished: the latest. */
function outNow({ allocations }: DemoRows): ReadonlyMap<PersonId, Row<'allocations'>> {
  const out = allocations.filter(({ setOffAt, endedAt }) => setOffAt !== null && endedAt === null)
  return new Map(out.toSorted(bySetOff).map((row) => [row.personId, row]))
}

const bySetOff = (a: Row<'allocations'>, b: Row<'allocations'>): number =>
  (a.setOffAt ?? '') < (b.setOffAt ?? '') ? -1 : 1

/** In time, with nobody told and nothing called. */
const untouched = {
  ownTime: true,
  rung: 'in-time',
  climbs: 0,
  toldTo: null,
  toldOutOfHours: false,
  toldAt: null,
  leaseUntil: null,
  helpAt: null,
  helpHow: null,
  policeRungBy: null,
  policeRungAt: null,
  spokenBy: null,
  spokenAt: null,
  deskAskedFor: null,
  deskLookedAt: null,
  handedToName: null,
  handedBy: null,
  handedAt: null,
  endedAt: null,
} as const
