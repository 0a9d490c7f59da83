import { actorMay } from '#server/kernel/actor.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import {
  myCalendar,
  myRota,
  onNow,
  rotaWeek,
  type AwayKind,
  type OnNow,
  type RotaWeek,
  type ShiftRow,
} from '#shared/rota/contract.ts'
import { calendarOf, type CalendarShift } from '#shared/rota/calendarFile.ts'
import { isOfDayAway } from '#shared/rota/leave.ts'
import { shortRests, type WorkPiece } from '#shared/rota/restOfWork.ts'
import { spanOf } from '#shared/rota/roster.ts'
import { addDays, londonDayOf, mondayOf } from '#shared/time/london.ts'
import { minutesIn } from '#shared/time/span.ts'
import {
  demandRows,
  hoursAwayBetween,
  isAwayAt,
  daysAwayBetween,
  goneOf,
  peopleOfRota,
  shiftsBetween,
  withHoursAway,
  templateRows,
  usualWorkRow,
  type ShownShift,
} from './reading.ts'
import { needsOf } from './publishStore.ts'
import { whyNotOnIt } from './whyNotOnIt.ts'
import { workPieces } from './workPieces.ts'
import { demandByHour, weeksLookedAt } from './usual.ts'

const WEEKS_OF_MINE = 4
/** Days looked at beside a stretch, so that rest and cover are right at its edges: a night and eleven hours reach no further. */
const DAYS_BEFORE = 2
const DAYS_AFTER = 1

export const showWeek = answer(rotaWeek, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run(asked, context) {
    const monday = mondayOf(asked.monday)
    const sunday = addDays(monday, 6)
    const today = londonDayOf(context.now)
    const [all, away, hours, people, templates, demand, work, minimums] = await Promise.all([
      shiftsBetween(context, addDays(monday, -DAYS_BEFORE), addDays(sunday, DAYS_AFTER), null),
      daysAwayBetween(context, addDays(monday, -DAYS_BEFORE), addDays(sunday, DAYS_AFTER), null),
      hoursAwayBetween(context, addDays(monday, -DAYS_BEFORE), addDays(sunday, DAYS_AFTER + 1), null),
      peopleOfRota(context, monday, sunday),
      templateRows(context),
      demandRows(context, today),
      usualWorkRow(context, today),
      needsOf(context),
    ])
    const { rows, told } = await judged(context, withHoursAway(all, hours), away)
    const daysAway = away
      .filter(({ day }) => monday <= day && day <= sunday)
      .map(({ personId, day, kind }) => ({ personId, day, kind }))
    const shifts = rows.filter(({ day }) => monday <= day && day <= sunday)
    const weeks = weeksLookedAt(work.firstReceivedAt, today)
    return {
      monday,
      people: people.map((person) => ({ ...person, rosteredMinutes: minutesOf(shifts, person.personId) })),
      shifts,
      around: rows.filter(({ day }) => day < monday || sunday < day),
      work: besidesThePlan(rows, told, actorMay(context.actor, 'plan the rota')),
      daysAway: actorMay(context.actor, 'plan the rota')
        ? daysAway
        : daysAway.map((one) => toldTo(context.actor.personId, one)),
      hoursAway: hours.filter(({ day }) => monday <= day && day <= sunday),
      templates,
      minimums: minimums.filter(({ councilId }) => councilId === null),
      usualDemand: demandByHour(demand, weeks),
      usualWork: { weeks, referrals: work.referrals, jobs: work.jobs, minutesPerJob: work.minutesPerJob },
    } satisfies RotaWeek
  },
})

export const showMine = answer(myRota, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run({ from }, context) {
    const until = addDays(from, WEEKS_OF_MINE * 7 - 1)
    const [all, away, hours] = await Promise.all([
      shiftsBetween(context, addDays(from, -DAYS_BEFORE), until, context.actor.personId),
      daysAwayBetween(context, addDays(from, -DAYS_BEFORE), until, context.actor.personId),
      hoursAwayBetween(context, from, until, context.actor.personId),
    ])
    const { rows } = await judged(context, withHoursAway(all, hours), away)
    const daysAway = away.filter(({ day }) => from <= day)
    return {
      shifts: rows.filter(({ day }) => from <= day),
      daysAway: daysAway.map(({ day, kind }) => ({ day, kind })),
      hoursAway: hours,
    }
  },
})

const [DAYS_BACK, DAYS_AHEAD] = [31, 183]

export const showMyCalendar = answer(myCalendar, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run(_asked, { sql, actor, now }) {
    const today = londonDayOf(now)
    const shifts = await sql<CalendarShift[]>`
      select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.role, s.version, s.cancelled_at is not null as cancelled,
        l.name as "placeName"
      from shifts s left join places l on l.service_id = s.service_id and l.id = s.place_id
      where s.service_id = ${actor.serviceId} and s.person_id = ${actor.personId}
        and s.day between ${addDays(today, -DAYS_BACK)} and ${addDays(today, DAYS_AHEAD)}
      union all
      (select distinct on (h.shift_id) h.shift_id, h.starts_at, h.ends_at, h.role, s.version, true, null from shift_history h
        join shifts s on s.service_id = h.service_id and s.id = h.shift_id and s.person_id <> h.person_id
        where h.service_id = ${actor.serviceId} and h.person_id = ${actor.personId}
          and h.day between ${addDays(today, -DAYS_BACK)} and ${addDays(today, DAYS_AHEAD)}
        order by h.shift_id, h.version desc)
      order by "startsAt", id`
    // A calendar that has a shift keeps it until it is told that it is struck out: also one that went to a colleague.
    return { text: calendarOf(shifts, now) }
  },
})

export const showOnNow = answer(onNow, {
  needs: 'see who is on',
  reveals: 'nobody',
  async run(_asked, { sql, actor, now }) {
    const rows = await sql<OnNow['onNow'][number][]>`
      select s.person_id as "personId", p.name, p.phone, s.role, s.starts_at as "startsAt", s.ends_at as "endsAt"
      from shifts s join people p on p.service_id = s.service_id and p.id = s.person_id
      where s.service_id = ${actor.serviceId} and s.cancelled_at is null
        and s.starts_at > ${now}::timestamptz - interval '24 hours' and s.starts_at <= ${now} and s.ends_at > ${now}
        and not ${isAwayAt(sql, now)} and p.left_at is null and p.access_stopped_at is null
      order by s.ends_at, p.name`
    return { onNow: rows }
  },
})

/** That a colleague is away is everybody's business, why is not. */
const toldTo = <Away extends { readonly personId: PersonId; readonly kind: AwayKind }>(reader: PersonId, away: Away) =>
  away.personId === reader ? away : { ...away, kind: 'away' as const }

interface Judged {
  readonly rows: readonly ShiftRow[]
  /** All that their people work around them, as far as the reader may know of it. */
  readonly told: readonly WorkPiece[]
}

/** Shifts with what is wrong about them as things stand now: somebody’s approval may have ended, or they may have left, since. */
async function judged(
  context: Context,
  shifts: readonly ShownShift[],
  away: Parameters<typeof isOfDayAway>[1],
): Promise<Judged> {
  const days = shifts.map(({ day }) => day).toSorted()
  const today = londonDayOf(context.now)
  const [people, first, last] = [
    new Set(shifts.map(({ personId }) => personId)),
    days[0] ?? today,
    days.at(-1) ?? today,
  ]
  const [standings, gone, work] = await Promise.all([
    standingsOf(context, [...people]),
    goneOf(context, [...people]),
    workPieces(context, first, last, people.size === 1 ? (shifts[0]?.personId ?? null) : null),
  ])
  const plans = actorMay(context.actor, 'plan the rota')
  // What somebody has declared of other work is theirs and who plans may know.
  const told = work.filter((one) => plans || one.whose !== 'another' || one.personId === context.actor.personId)
  const short = new Map<string, number>(shortRests(told).map(({ later, short: missing }) => [later.id, missing]))
  const rows = shifts.map((shift) => {
    const why = whyNotOnIt(shift, gone.get(shift.personId), standings.get(shift.personId) ?? null)
    // That an account was stopped is no colleague's business; that its person does not come is.
    const isStopped = why === 'access-stopped' && !plans
    return {
      ...shift,
      restShortMinutes: short.get(shift.id) ?? 0,
      mayNotAct: isStopped ? null : why,
      away: isStopped || isOfDayAway(shift, away),
    }
  })
  return { rows, told }
}

/** What the shifts themselves do not say of it: one worked as planned says all. */
function besidesThePlan(rows: readonly ShiftRow[], told: readonly WorkPiece[], plans: boolean): readonly WorkPiece[] {
  const planned = new Map<string, ShiftRow>(rows.map((row) => [row.id, row]))
  const differs = told.filter((piece) => {
    if (piece.whose) return true
    const row = planned.get(piece.id)
    return row !== undefined && (row.startsAt !== piece.startsAt || row.endsAt !== piece.endsAt)
  })
  if (plans) return differs
  const short = new Set(shortRests(told).flatMap(({ earlier, later }) => [earlier.id, later.id]))
  return differs.filter(({ id }) => short.has(id))
}

const minutesOf = (shifts: readonly ShiftRow[], personId: PersonId): number =>
  shifts.filter((one) => one.personId === personId).reduce((sum, one) => sum + minutesIn(spanOf(one)), 0)
