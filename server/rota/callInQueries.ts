import { groupBy } from '#shared/kernel/groupBy.ts'
import type { CallInId, PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { Standing } from '#shared/register/approval.ts'
import { callInsNow, type CallInRow } from '#shared/rota/coverContract.ts'
import { callInOrder } from '#shared/rota/fairness.ts'
import { checkTaking, type Taker } from '#shared/rota/offers.ts'
import type { WorkPiece } from '#shared/rota/restOfWork.ts'
import { restWords, rotaWords } from '#shared/rota/words.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { daysAwayBetween, shiftsBetween, type ShownShift } from './reading.ts'
import { workPieces } from './workPieces.ts'

/** How far back call-ins count for whose turn it is: about half a year. */
const DAYS_COUNTED = 182
const FULL_WEEK = 2220
/** A shift that is not there yet has no id that another could have. */
const NEW = '' as ShiftId

interface Candidate {
  readonly personId: PersonId
  readonly name: string
  readonly phone: string
  readonly roles: readonly Role[]
  readonly contracted: number
  readonly taken: number
  readonly lastTakenOn: LondonDay | null
  readonly lastAskedAt: Instant | null
}

type Open = Omit<CallInRow, 'asks' | 'toAsk' | 'cannot' | 'day'>

export const showCallIns = answer(callInsNow, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const { sql, actor, now } = context
    const [rows, asks, candidates] = await Promise.all([
      sql<Open[]>`
        select id, starts_at as "startsAt", ends_at as "endsAt", role, why, version, closed_at is not null as closed from call_ins
        where service_id = ${actor.serviceId} and ends_at > ${now}::timestamptz - interval '2 days' order by closed_at is not null, starts_at limit 30`,
      sql<(CallInRow['asks'][number] & { readonly callInId: CallInId })[]>`
        select a.call_in_id as "callInId", a.person_id as "personId", p.name, a.answer, a.pay, a.note, a.asked_at as "askedAt"
        from call_in_asks a join people p on p.service_id = a.service_id and p.id = a.person_id
        join call_ins c on c.service_id = a.service_id and c.id = a.call_in_id
        where a.service_id = ${actor.serviceId} and c.ends_at > ${now}::timestamptz - interval '2 days' order by a.asked_at, a.answer = 'yes', p.name`,
      candidatesOf(context),
    ])
    const known = await knownOf(context, rows, candidates)
    const callIns = rows.map((row) => ({
      ...row,
      day: londonDayOf(row.startsAt),
      asks: asks.filter(({ callInId }) => callInId === row.id),
      ...(row.closed ? { toAsk: [], cannot: [] } : whomToAsk(row, candidates, known)),
    }))
    return { callIns }
  },
})

/** What decides whether candidates can come, for all that is looked for at once. */
interface Known {
  readonly standings: ReadonlyMap<PersonId, Standing>
  readonly shiftsOf: ReadonlyMap<PersonId, readonly ShownShift[]>
  readonly workOf: ReadonlyMap<PersonId, readonly WorkPiece[]>
  readonly away: ReadonlySet<string>
}

async function knownOf(context: Context, rows: readonly Open[], candidates: readonly Candidate[]): Promise<Known> {
  const days = rows.map(({ startsAt }) => londonDayOf(startsAt)).toSorted()
  const [first, last] = [days[0] ?? londonDayOf(context.now), days.at(-1) ?? londonDayOf(context.now)]
  const [standings, shifts, work, away] = await Promise.all([
    standingsOf(
      context,
      candidates.map(({ personId }) => personId),
    ),
    shiftsBetween(context, addDays(first, -3), addDays(last, 3), null),
    workPieces(context, first, last, null),
    daysAwayBetween(context, first, last, null),
  ])
  const [shiftsOf, workOf] = [groupBy(shifts, ({ personId }) => personId), groupBy(work, ({ personId }) => personId)]
  return { standings, shiftsOf, workOf, away: new Set(away.map(({ personId, day }) => `${personId} ${day}`)) }
}

const candidatesOf = ({ sql, actor, now }: Context) => sql<Candidate[]>`
  select p.id as "personId", p.name, p.phone, p.roles, coalesce(a.contracted_minutes_per_week, 0) as contracted,
    (select count(*)::int from call_in_asks k where k.service_id = p.service_id and k.person_id = p.id and k.answer = 'yes'
      and k.asked_at > ${now}::timestamptz - ${`${DAYS_COUNTED} days`}::interval) as taken,
    (select max((c.starts_at)::date) from call_in_asks k join call_ins c on c.service_id = k.service_id and c.id = k.call_in_id
      where k.service_id = p.service_id and k.person_id = p.id and k.answer = 'yes') as "lastTakenOn",
    (select max(k.asked_at) from call_in_asks k where k.service_id = p.service_id and k.person_id = p.id) as "lastAskedAt"
  from people p join amhps a on a.service_id = p.service_id and a.person_id = p.id
  where p.service_id = ${actor.serviceId} and p.left_at is null`

function whomToAsk(
  { startsAt, endsAt, role }: Open,
  candidates: readonly Candidate[],
  { standings, shiftsOf, workOf, away }: Known,
): Pick<CallInRow, 'toAsk' | 'cannot'> {
  const day = londonDayOf(startsAt)
  const able: (CallInRow['toAsk'][number] & Candidate & { readonly weight: number })[] = []
  const cannot: { name: string; why: string }[] = []
  for (const one of candidates) {
    const others = shiftsOf.get(one.personId) ?? []
    const work = workOf.get(one.personId) ?? []
    const taker: Taker = { ...one, standing: standings.get(one.personId) ?? null, others, work, daysAway: [] }
    const checked = checkTaking(taker, { id: NEW, personId: one.personId, startsAt, endsAt, role })
    if (away.has(`${one.personId} ${day}`)) cannot.push({ name: one.name, why: 'They are away on that day.' })
    else if (!checked.ok) cannot.push({ name: one.name, why: rotaWords(checked.refusal) })
    else
      able.push({
        ...one,
        weight: one.contracted / FULL_WEEK,
        warnings: checked.value.conflicts.map((conflict) => restWords(one.name, conflict)),
      })
  }
  const toAsk = callInOrder(able).map(({ personId, name, phone, taken, lastTakenOn, warnings }) => ({
    personId,
    name,
    phone,
    taken,
    lastTakenOn,
    warnings,
  }))
  return { toAsk, cannot }
}
