import type { PersonId } from '#shared/kernel/ids.ts'
import { COMPLEX_FROM, fairness, wholeDuties, type DutyPiece, type Sharer } from '#shared/rota/fairness.ts'
import { fairnessOfAll, MOST_DAYS_COUNTED, myFairness, type FairnessAnswer } from '#shared/rota/fairnessContract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, daysBetween, startOfDay, ZONE, type LondonDay } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { isAway } from './reading.ts'

export const showFairness = answer(fairnessOfAll, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run({ from, to }, context) {
    return linesOf(context, from, to)
  },
})

/** Everybody’s is worked out, for a share is a part of all; only one’s own is told. */
export const showMyFairness = answer(myFairness, {
  needs: 'manage own shifts',
  reveals: 'nobody',
  async run({ from, to }, context) {
    const all = await linesOf(context, from, to)
    const line = all.lines.find(({ personId }) => personId === context.actor.personId) ?? null
    return { from: all.from, to: all.to, line }
  },
})

type SharerRow = Omit<Sharer, 'daysAway'> & { readonly name: string }

async function linesOf(context: Context, from: LondonDay, asked: LondonDay): Promise<FairnessAnswer> {
  const to = daysBetween(from, asked) >= MOST_DAYS_COUNTED ? addDays(from, MOST_DAYS_COUNTED - 1) : asked
  const [people, duties, jobs, away, moves] = await Promise.all([
    sharersOf(context, from),
    dutiesOf(context, from, to),
    complexJobsOf(context, from, to),
    awayOf(context, from, to),
    movesOf(context, from, to),
  ])
  const sharers = people.map((one) => ({
    ...one,
    daysAway: away.filter(({ personId }) => personId === one.personId).map(({ day }) => day),
  }))
  const names = new Map(people.map(({ personId, name }) => [personId, name]))
  const movedTo = (id: PersonId): number => moves.filter(({ toId }) => toId === id).length
  const movedFrom = (id: PersonId): number => moves.filter(({ fromId }) => fromId === id).length
  return {
    from,
    to,
    lines: fairness(wholeDuties(duties), jobs, sharers, from, to).map((row) => ({
      ...row,
      name: names.get(row.personId) ?? '',
      movedToThem: movedTo(row.personId),
      movedFromThem: movedFrom(row.personId),
    })),
  }
}

/**
 * Everybody on the register who was there in the period: from the day on which they were put on it here (but no later than their first
 * shift, which a rota that was brought in may have before it), until they left. The service's events are read through once for all of them.
 */
const sharersOf = ({ sql, actor }: Context, from: LondonDay) => sql<SharerRow[]>`
  select p.id as "personId", p.name, a.contracted_minutes_per_week as "contractedMinutesPerWeek",
    case when added.at is not null then least((added.at at time zone ${ZONE})::date,
      (select min(s.day) from shifts s where s.service_id = a.service_id and s.person_id = a.person_id and s.cancelled_at is null)) end as "from",
    (p.left_at at time zone ${ZONE})::date as "until"
  from amhps a join people p on p.service_id = a.service_id and p.id = a.person_id
  left join (
    select person_id, min(at) as at from events where service_id = ${actor.serviceId} and type = 'amhp-added' group by person_id
  ) added on added.person_id = a.person_id
  where a.service_id = ${actor.serviceId} and (p.left_at is null or p.left_at >= ${startOfDay(from)})
  order by p.name, p.id`

/**
 * Duties that were theirs to work: one of a day on which they were away counts for nobody, until somebody else has it. A piece after midnight
 * is of the shift of the day before.
 */
const dutiesOf = ({ sql, actor }: Context, from: LondonDay, to: LondonDay) => sql<DutyPiece[]>`
  select coalesce(s.part_of, s.id) as "shiftId", ${isAway(sql)} as "isAway", s.person_id as "personId", s.starts_at as "start", s.ends_at as "end",
    exists (select from call_ins c where c.service_id = s.service_id and c.shift_id = s.id) as "calledIn"
  from shifts s
  where s.service_id = ${actor.serviceId} and s.cancelled_at is null and s.role <> 'practice-consultant' and s.day between ${from} and ${addDays(to, 1)}`

const complexJobsOf = ({ sql, actor }: Context, from: LondonDay, to: LondonDay) => sql<
  { personId: PersonId; at: Instant }[]
>`
  select person_id as "personId", accepted_at as at from allocations
  where service_id = ${actor.serviceId} and ended_how = 'finished' and accepted_at >= ${startOfDay(from)}
    and accepted_at < ${startOfDay(addDays(to, 1))} and finished_at - accepted_at >= ${`${COMPLEX_FROM} minutes`}::interval`

const awayOf = ({ sql, actor }: Context, from: LondonDay, to: LondonDay) => sql<
  { personId: PersonId; day: LondonDay }[]
>`
  select person_id as "personId", day from days_away where service_id = ${actor.serviceId} and day between ${from} and ${to}`

/** Shifts that whoever plans moved from one person to another. A swap between two is theirs, and not counted. */
const movesOf = ({ sql, actor }: Context, from: LondonDay, to: LondonDay) => sql<
  { fromId: PersonId; toId: PersonId }[]
>`
  select data ->> 'fromPersonId' as "fromId", person_id as "toId" from events
  where service_id = ${actor.serviceId} and type = 'shift-changed' and person_id is not null
    and data ->> 'fromPersonId' <> person_id::text and data ->> 'day' between ${from}::text and ${to}::text
    and data ->> 'offerId' is null`
