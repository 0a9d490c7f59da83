import type { PersonId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { asWorked, type Work } from '#shared/rota/work.ts'
import { afterSettling, restDebts, restsThatPay } from '#shared/rota/workingTime.ts'
import { settleRest, type RestDebtRow, type SettledRest } from '#shared/rota/workingTimeContract.ts'
import type { Span } from '#shared/time/span.ts'
import type { Instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { lockPeople, shiftOf } from './store.ts'
import { workBesideShifts } from './workOfJobs.ts'
import {
  allWork,
  DAYS_OF_DEBTS,
  otherJobsFrom,
  settledRests,
  shiftsAsWorked,
  type Settled,
  type WorkedShift,
} from './workingTimeStore.ts'

type Debt = Omit<RestDebtRow, 'name'>

/**
 * The rest that is owed and not settled: of each shift of ours that somebody began too early, as it was worked. Rest that another
 * employer cut short is that employer’s to give; rest before a shift of ours is ours, whoever the work before it was for. Where the
 * record was corrected since it was settled and more was missing, the difference is owed.
 */
export async function restOwed(context: Context, personId: PersonId | null): Promise<readonly Debt[]> {
  const today = londonDayOf(context.now)
  const [from, to] = [addDays(today, -DAYS_OF_DEBTS), addDays(today, 1)]
  const [shifts, beside, jobs, settled] = await Promise.all([
    shiftsAsWorked(context, from, to, personId),
    workBesideShifts(context, from, to, personId),
    otherJobsFrom(context, from, personId),
    settledRests(context),
  ])
  const work = allWork(shifts, beside, jobs, from, to)
  return owedIn(shifts, work, settled, context.now)
}

function owedIn(
  shifts: readonly WorkedShift[],
  work: readonly Work[],
  settled: readonly Settled[],
  now: Instant,
): readonly Debt[] {
  const ours = new Map(shifts.map((shift) => [`${shift.personId} ${asWorked(shift).start}`, shift]))
  const today = londonDayOf(now)
  const settledFor = new Map<string, number>()
  for (const { shiftId, owed } of settled) settledFor.set(shiftId, (settledFor.get(shiftId) ?? 0) + owed)
  const open = restDebts(work).flatMap((whole) => {
    const shift = ours.get(`${whole.personId} ${whole.laterStartsAt}`)
    if (!shift || shift.startsAt > now) return []
    const before = minutes(settledFor.get(shift.id) ?? 0)
    const debt = afterSettling(whole, before)
    return debt ? [{ debt, shiftId: shift.id, settled: before }] : []
  })
  const given = settled.flatMap(({ personId, owed, givenFrom, givenTo }) =>
    givenFrom === null || givenTo === null ? [] : [{ personId, owed, span: { start: givenFrom, end: givenTo } }],
  )
  const debts = open.map(({ debt }) => debt)
  const paid = restsThatPay(debts, work, now, given)
  return open.map(({ debt, ...of }): Debt => {
    const paidBy = paid.get(debt) ?? null
    return { ...debt, ...of, isLate: paidBy === null && debt.dueOn < today, paidBy }
  })
}

export const restSettled = handle(settleRest, {
  needs: 'plan the rota',
  constraints: { one_settlement_per_rest: { code: 'rest-settled' } },
  async run({ shiftId, how, why }, context) {
    const shift = await shiftOf(context, shiftId)
    if (!shift) return refuse({ code: 'shift-not-found' })
    if (shift.personId === context.actor.personId) return refuse({ code: 'own-working-time' })
    if (how === 'not-given' && why.trim() === '') return refuse({ code: 'why-is-missing', field: 'why' })
    await lockPeople(context, [shift.personId])
    const debt = (await restOwed(context, shift.personId)).find((one) => one.shiftId === shiftId)
    if (!debt) return refuse({ code: 'rest-not-owed' })
    if (how === 'given' && debt.paidBy === null) return refuse({ code: 'no-rest-yet' })
    const given = how === 'given' ? debt.paidBy : null
    await keepSettlement(context, debt, how, given, why)
    const data = { shiftId, how, owed: debt.owed }
    return effect({ given }, { type: 'rest-debt-settled', personId: shift.personId, data })
  },
})

const keepSettlement = (
  { sql, actor, now }: Context,
  { shiftId, personId, owed, laterStartsAt }: Debt,
  how: string,
  given: Span | null,
  why: string,
) => sql`
  insert into rest_settlements (service_id, shift_id, part, person_id, owed, later_starts_at, how, given_from, given_to, why, settled_by, settled_at)
  values (${actor.serviceId}, ${shiftId}, (select count(*) + 1 from rest_settlements s where s.service_id = ${actor.serviceId} and s.shift_id = ${shiftId}),
    ${personId}, ${owed}, ${laterStartsAt}, ${how}, ${given?.start ?? null}, ${given?.end ?? null},
    ${why}, ${actor.personId}, ${now})`

const MOST_SETTLED = 20

/** The rests that were settled last. */
export async function lastSettled({ sql, actor }: Context): Promise<readonly SettledRest[]> {
  type Row = Omit<SettledRest, 'given'> & { readonly givenFrom: Instant | null; readonly givenTo: Instant | null }
  const rows = await sql<Row[]>`
    select r.shift_id as "shiftId", p.name, r.owed, r.later_starts_at as "laterStartsAt", r.how, r.given_from as "givenFrom",
      r.given_to as "givenTo", r.why, b.name as "byName", r.settled_at as at
    from rest_settlements r
    join people p on p.service_id = r.service_id and p.id = r.person_id
    join people b on b.service_id = r.service_id and b.id = r.settled_by
    where r.service_id = ${actor.serviceId} order by r.settled_at desc, r.shift_id, r.part desc limit ${MOST_SETTLED}`
  return rows.map(({ givenFrom, givenTo, ...row }) => ({
    ...row,
    given: givenFrom !== null && givenTo !== null ? { start: givenFrom, end: givenTo } : null,
  }))
}
