import type { PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, latest, minutesBetween, type Instant } from '#shared/time/instant.ts'
import { clockTime, clockTimeOf, londonDayOf, londonInstant, weekdayOf } from '#shared/time/london.ts'
import { nextWorkingDay, type Call } from './calls.ts'
import type { CaseAllocation } from './case.ts'
import { declinedWhy, outcomeReasons } from './decisionWords.ts'
import type { Diary } from './diary.ts'
import { jobLengths, jobTimes, type JobLengths, type JobTimes } from './jobTimes.ts'
import type { Period } from './period.ts'
import type { Draw } from './random.ts'
import type { Row } from './rows.ts'

type Shift = Row<'shifts'>

export interface JobAsked {
  readonly call: Call
  readonly triagedAt: Instant
  /** A second visit, which sees it through. */
  readonly again: boolean
  readonly period: Period
  readonly diary: Diary
  /** AMHPs who are not sent to a section 136 alone. */
  readonly needBuddy: ReadonlySet<PersonId>
  /** AMHPs of the early shift who went out last thing in these past days, again and again. */
  readonly leanedOn: ReadonlySet<PersonId>
  readonly draw: Draw
}

/** How often the doctors of a job that is ready in the day can only come after their clinics. */
const AFTER_CLINIC = 0.86
/** The last of them come so many minutes after clinics end; nobody sends for them later when the shift is nearly over. */
const LATEST_BEFORE = 75
const LATEST_SINCE = 120
/** How often, with staggered shifts, the desk waits for somebody whose shift has room. */
const CHOSEN_FOR_ROOM = 0.45
/** What the desk reckons with, from the doctors' arrival to the end, in minutes. */
const RECKONED = 120
const DECLINED = 0.04
const LEANED_ON = 11 * 24 * 60

/**
 * Who took a job of history and how it went. Before staggered shifts the AMHP on duty took it as it came and waited for the
 * doctors; since, it is given out nearer the time, mostly to somebody whose shift has room for it. `null` when it could not
 * have been finished by now.
 */
export function planJob(asked: JobAsked): readonly CaseAllocation[] | null {
  const { call, triagedAt, period, diary, draw } = asked
  const lengths = jobLengths(call, asked.again, draw)
  const staggered = londonDayOf(triagedAt) >= period.staggeredFrom
  const wish = staggered ? wishSince(call, triagedAt, draw) : wishBefore(call, triagedAt, draw)
  for (let tries = 0; tries < 60; tries++) {
    const at = addMinutes(wish.at, tries * 25)
    const doctorsAt = latest(wish.doctorsAt, addMinutes(at, 30))
    const times = jobTimes(lengths, at, doctorsAt)
    if (times.steps.homeSafeAt > addMinutes(period.now, -20)) return null
    const free = diary.free(at, addMinutes(times.steps.homeSafeAt, 10))
    const shift = staggered ? withRoom(free, doctorsAt, asked) : anyOf(free, asked)
    if (shift) return given(asked, { shift, free, at, times, lengths })
  }
  return null
}

interface Wish {
  /** When the desk would give it out. */
  readonly at: Instant
  readonly doctorsAt: Instant
}

const clockAt = (at: Instant, time: string): Instant => londonInstant(londonDayOf(at), clockTime(time))

function doctorsFrom(ready: Instant, latestMinutes: number, draw: Draw): Instant {
  const clinicsEnd = clockAt(ready, '16:30')
  const daytime = ready > clockAt(ready, '07:30') && ready < addMinutes(clinicsEnd, -40)
  if (daytime && draw.chance(AFTER_CLINIC)) return addMinutes(clinicsEnd, draw.whole(-10, latestMinutes))
  return addMinutes(ready, draw.whole(30, 120))
}

const mustGoToday = ({ urgency }: Call, draw: Draw): boolean =>
  urgency === 'U0' || urgency === 'U1' || draw.chance(urgency === 'U2' ? 0.9 : 0.45)

function wishSince(call: Call, triagedAt: Instant, draw: Draw): Wish {
  const tooLate = clockTimeOf(triagedAt) >= '21:30' || clockTimeOf(triagedAt) < '07:15'
  const waits = call.urgency !== 'U0' && call.urgency !== 'U1' && (tooLate || !mustGoToday(call, draw))
  const ready = waits ? nextMorning(triagedAt, draw) : triagedAt
  const doctorsAt = doctorsFrom(addMinutes(ready, 20), LATEST_SINCE, draw)
  return { at: latest(addMinutes(ready, draw.whole(6, 20)), addMinutes(doctorsAt, -draw.whole(45, 85))), doctorsAt }
}

/** Whoever was on duty took it at once; what came in the evening and could wait was there in the morning. */
function wishBefore(call: Call, triagedAt: Instant, draw: Draw): Wish {
  const clock = clockTimeOf(triagedAt)
  const outOfHours = clock >= '15:50' || clock < '08:30' || weekdayOf(londonDayOf(triagedAt)) > 5
  const waits = outOfHours && !(call.urgency === 'U0' && draw.chance(0.55)) && call.urgency !== 'U1'
  const ready = waits ? nextMorning(triagedAt, draw) : triagedAt
  const at = addMinutes(ready, draw.whole(6, 25))
  const atNight = outOfHours && !waits
  return {
    at,
    doctorsAt: atNight ? addMinutes(at, draw.whole(40, 130)) : doctorsFrom(addMinutes(at, 15), LATEST_BEFORE, draw),
  }
}

function nextMorning(at: Instant, draw: Draw): Instant {
  const day = londonDayOf(at)
  const thisMorning = clockTimeOf(at) < '07:15' && weekdayOf(day) < 6
  return addMinutes(londonInstant(thisMorning ? day : nextWorkingDay(day), clockTime('09:05')), draw.whole(0, 190))
}

function withRoom(free: readonly Shift[], doctorsAt: Instant, asked: JobAsked): Shift | undefined {
  const { draw, leanedOn, period } = asked
  const done = addMinutes(doctorsAt, RECKONED)
  const lastThing = free.filter(({ personId, endsAt }) => leanedOn.has(personId) && endsAt < addMinutes(doctorsAt, 45))
  if (lastThing.length > 0 && doctorsAt > addMinutes(period.now, -LEANED_ON) && draw.chance(0.6))
    return anyOf(lastThing, asked)
  const room = free.filter(({ endsAt }) => endsAt >= done)
  if (room.length > 0 && draw.chance(CHOSEN_FOR_ROOM)) return anyOf(room, asked)
  return (
    anyOf(
      free.filter(({ endsAt }) => minutesBetween(doctorsAt, endsAt) > -75),
      asked,
    ) ?? anyOf(free, asked)
  )
}

function anyOf(free: readonly Shift[], { call, needBuddy, draw }: JobAsked): Shift | undefined {
  const fit = call.request === 's136' ? free.filter(({ personId }) => !needBuddy.has(personId)) : free
  return fit.length > 0 ? draw.pick(fit) : undefined
}

interface Given {
  readonly shift: Shift
  readonly free: readonly Shift[]
  readonly at: Instant
  readonly times: JobTimes
  readonly lengths: JobLengths
}

function given(asked: JobAsked, { shift, free, at, times, lengths }: Given): readonly CaseAllocation[] {
  const { diary, draw, triagedAt } = asked
  const { outcome: code, subReason } = lengths
  const by = diary.atDesk(at)
  diary.book(shift.personId, { start: at, end: addMinutes(times.steps.homeSafeAt, 10) })
  const reasons = draw.pick(outcomeReasons[code] ?? [''])
  const rank = draw.weighted([
    [1, 8],
    [2, 2],
    [3, 1],
  ] as const)
  const reason = rank === 1 ? '' : draw.pick(['Nearest', 'Knows the person', 'Asked for by the person', 'Learning'])
  const own = { personId: shift.personId, shiftId: shift.id, by, at, reason, rank }
  const taken: CaseAllocation = { ...own, ...times, outcome: { code, subReason, reasons } }
  const other = free.find(({ personId }) => personId !== shift.personId)
  const room = minutesBetween(triagedAt, at) >= 14
  return other && room && draw.chance(DECLINED) ? [declinedFirst(other, by, at, draw), taken] : [taken]
}

function declinedFirst({ personId, id }: Shift, by: PersonId, at: Instant, draw: Draw): CaseAllocation {
  const [offered, openedAt, declinedAt] = [addMinutes(at, -12), addMinutes(at, -9), addMinutes(at, -5)]
  const ended = { how: 'declined', at: declinedAt, by: personId, why: draw.pick(declinedWhy) } as const
  return { personId, shiftId: id, by, at: offered, reason: '', rank: 1, steps: { openedAt }, waits: [], ended }
}
