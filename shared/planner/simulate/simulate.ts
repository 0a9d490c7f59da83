import type { DrawnJob } from './draws.ts'
import {
  dayOf,
  DAY,
  hourOf,
  isUrgent,
  isWeekendDay,
  LATE,
  TOO_LONG,
  URGENT_LATE,
  VERY_LATE,
  weekdayOfDay,
  type PastShift,
  type Week,
} from './history.ts'
import { hasRoom, nextMorningsDay, readyOf, RECKONED, shiftsByDay, startKeys, tailKeys, type Model } from './model.ts'
import { Waiting } from './waiting.ts'

/** How work is given out. `null` means as the log shows. */
export interface Ways {
  /** So many minutes before the doctors come; `null` for as long before as it was. */
  readonly lead: number | null
  /** How often, 0 to 1, somebody whose shift has room for it is looked for. */
  readonly roomShare: number | null
  /** Whether weekends are worked as weekdays are; `null` for as they were. */
  readonly weekendsAsWeekdays: boolean
}

export const waysAsTheyAre: Ways = { lead: null, roomShare: null, weekendsAsWeekdays: false }

const TRIES_EVERY = 25
/** Whoever's shift ended so long before the doctors come is not sent for them while somebody else is free. */
const NOT_SO_LATE = 75
const SOONEST_DOCTORS = 30
const MOST_GIVING = 60
const TEN = 10 * 60

interface Job {
  readonly drawn: DrawnJob
  readonly ready: number
  /** When somebody is looked for. */
  at: number
  began: number
}

/** What one run counts, over all its weeks. */
class Tally {
  toil = 0
  late = 0
  veryLate = 0
  callIns = 0
  urgentLate = 0
  nextDay = 0
  waited = 0
  jobs = 0
  urgentWaited = 0
  urgent = 0

  overrun(minutes: number): void {
    this.toil += minutes
    if (minutes > LATE) this.late += 1
    if (minutes > VERY_LATE) this.veryLate += 1
  }

  calledIn(job: Job): void {
    this.callIns += 1
    this.given(job)
  }

  given({ drawn, at, began }: Job): void {
    this.jobs += 1
    this.waited += began - drawn.received
    if (dayOf(at) > dayOf(drawn.decided)) this.nextDay += 1
    if (!isUrgent(drawn.past.urgency)) return
    this.urgent += 1
    this.urgentWaited += began - drawn.received
    if (began - drawn.received > URGENT_LATE) this.urgentLate += 1
  }

  week(weeks: number): Week {
    return {
      toilMinutes: this.toil / weeks,
      late: this.late / weeks,
      veryLate: this.veryLate / weeks,
      callIns: this.callIns / weeks,
      urgentLate: this.urgentLate / weeks,
      nextDay: this.nextDay / weeks,
      wait: this.jobs === 0 ? 0 : this.waited / this.jobs,
      urgentWait: this.urgent === 0 ? 0 : this.urgentWaited / this.urgent,
    }
  }
}

interface Slot extends PastShift {
  busyUntil: number
  lastFinish: number
}

/**
 * Runs some weeks of drawn work over a set of shifts, event by event, and answers with an average week. The same draws over other
 * shifts differ by the shifts alone.
 *
 * @param shifts of the whole stretch, in minutes since its first midnight, a Monday
 * @example simulate(model, drawWeeks(model, 13, 1), shiftsOfPattern(pattern, 13), waysAsTheyAre).toilMinutes / 60
 */
export function simulate(
  model: Model,
  drawn: readonly DrawnJob[],
  { shifts, weeks }: { readonly shifts: readonly PastShift[]; readonly weeks: number },
  ways: Ways,
): Week {
  const slots = shifts.map((shift): Slot => ({ ...shift, busyUntil: 0, lastFinish: 0 }))
  const near = shiftsByDay(slots) as (at: number) => readonly Slot[]
  const waiting = new Waiting<Job>(({ at }) => at)
  for (const one of drawn) waiting.add(asJob(model, one, near, ways))
  const tally = new Tally()
  for (let job = waiting.next(); job; job = waiting.next()) {
    const slot = pick(near(job.at), job, ways.roomShare ?? model.roomShare)
    if (slot) done(model, job, slot, tally)
    else if (isCalledIn(model, job)) tally.calledIn(job)
    // What is left when the stretch ends is the next stretch's.
    else if (dayOf(job.at) < weeks * 7) {
      job.at += TRIES_EVERY
      job.began = Math.max(job.began, job.at + SOONEST_DOCTORS)
      waiting.add(job)
    }
  }
  for (const { lastFinish, end } of slots) if (lastFinish > end) tally.overrun(lastFinish - end)
  return tally.week(weeks)
}

const isCalledIn = ({ callsIn }: Model, { drawn, at }: Job): boolean =>
  callsIn && isUrgent(drawn.past.urgency) && at - drawn.decided > TOO_LONG

/** Whether it goes out now or is kept, and when the doctors can come. */
function asJob(model: Model, drawn: DrawnJob, near: (at: number) => readonly Slot[], ways: Ways): Job {
  const { past, decided } = drawn
  const weekend = !ways.weekendsAsWeekdays && isWeekendDay(dayOf(decided))
  const room = hasRoom(near(decided), decided, model.roomNeeded)
  const held = drawn.now >= model.goesNow({ weekend, room, urgency: past.urgency })
  const ready = held ? nextMorning(model, drawn) : decided
  const { began, asBefore } = doctorsAt(model, drawn, ready)
  const asWas = past.given - (held === readyHeld(past) ? readyOf(past) : past.given)
  const giving = ready + Math.min(MOST_GIVING, Math.max(0, asWas))
  const lead = ways.lead ?? asBefore
  return { drawn, ready, began, at: Math.max(giving, began - Math.max(SOONEST_DOCTORS, lead)) }
}

const readyHeld = (past: DrawnJob['past']): boolean => readyOf(past) !== past.decided

function nextMorning({ mornings, weekendMornings }: Model, { past, decided, morning, weekend }: DrawnJob): number {
  let day = nextMorningsDay(decided)
  const monday = weekend >= weekendMornings(past.urgency)
  while (monday && weekdayOfDay(day) > 4) day += 1
  const own = readyHeld(past) ? past.given % DAY : mornings[Math.floor(morning * mornings.length)]
  return day * DAY + (own ?? TEN)
}

/** The doctors' time as it was for this job where it is ready at the same time of day, otherwise as it was for others at that hour. */
function doctorsAt(model: Model, { past, doctor }: DrawnJob, ready: number): { began: number; asBefore: number } {
  const own = readyOf(past)
  const sameHour =
    Math.abs((own % DAY) - (ready % DAY)) <= 30 && isWeekendDay(dayOf(own)) === isWeekendDay(dayOf(ready))
  const like = sameHour
    ? { ready: own, given: past.given, began: past.began }
    : model.doctors.draw(startKeys(ready), doctor)
  if (!like) return { began: ready + SOONEST_DOCTORS * 3, asBefore: 0 }
  const waited = like.began - like.ready
  // Who waited long waited for an hour of the day, when clinics were over; who did not, for as long as it takes.
  const clock = dayOf(ready) * DAY + like.began - dayOf(like.ready) * DAY
  const began = Math.max(ready + SOONEST_DOCTORS, waited > 90 ? clock : ready + waited)
  return { began, asBefore: like.began - like.given }
}

function pick(near: readonly Slot[], job: Job, roomShare: number): Slot | undefined {
  const free = near.filter(({ start, end, busyUntil }) => start <= job.at && job.at < end && busyUntil <= job.at)
  if (free.length < 2) return free[0]
  const one = (of: readonly Slot[]) => of[Math.floor(job.drawn.whom * of.length)]
  if (job.drawn.chosen >= roomShare && roomShare === 0) return one(free)
  const room = free.filter(({ end }) => end >= job.began + RECKONED)
  if (room.length > 0 && job.drawn.chosen < roomShare) return one(room)
  const near75 = roomShare > 0 ? free.filter(({ end }) => job.began - end < NOT_SO_LATE) : free
  return one(near75.length > 0 ? near75 : free)
}

function done(model: Model, job: Job, slot: Slot, tally: Tally): void {
  const { drawn, began } = job
  const { past } = drawn
  const sameTime = Math.floor(hourOf(past.began) / 6) === Math.floor(hourOf(began) / 6)
  const own = { finish: past.finished - past.began, free: past.free - past.began }
  const tail = sameTime ? own : (model.tails.draw(tailKeys(began, past), drawn.tail) ?? own)
  slot.busyUntil = began + tail.free
  slot.lastFinish = Math.max(slot.lastFinish, began + tail.finish)
  tally.given(job)
}
