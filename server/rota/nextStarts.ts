import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { nextStarts, type NextStart } from '#shared/rota/nextStart.ts'
import { checkNoWork } from '#shared/rota/planning.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { decideNextStart, nextStartsToDecide, type NextStartDecision } from '#shared/rota/workingTimeContract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { answer, effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { followChanges } from './offerStore.ts'
import { namesOf } from './planQueries.ts'
import { stillStands, whenOf } from './shifts.ts'
import { lockPeople, lockShift, markCancelled, shiftOf, updateShift, workOn, type StoredShift } from './store.ts'
import { workBesideShifts } from './workOfJobs.ts'
import { shiftsAsWorked, type WorkedShift } from './workingTimeStore.ts'

/** A night and eleven hours reach no further. */
const [DAYS_BACK, DAYS_AHEAD] = [2, 2]

/** Starts that a late finish makes too early and that nobody has decided about since; of everybody, or of one person. */
export async function nextStartsNow(
  context: Context,
  personId: PersonId | null,
): Promise<readonly NextStart<WorkedShift>[]> {
  const { sql, actor, now } = context
  const today = londonDayOf(now)
  const [shifts, beside, decided] = await Promise.all([
    shiftsAsWorked(context, addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD), personId),
    workBesideShifts(context, addDays(today, -DAYS_BACK), today, personId),
    sql<{ shiftId: ShiftId; restedAt: Instant }[]>`
      select shift_id as "shiftId", max(rested_at) as "restedAt" from next_start_decisions
      where service_id = ${actor.serviceId} and planned_start > ${now} group by shift_id`,
  ])
  const known = new Map(decided.map(({ shiftId, restedAt }) => [shiftId, restedAt]))
  return nextStarts(shifts, now, beside).filter(({ shift, restedAt }) => restedAt > (known.get(shift.id) ?? ''))
}

export const showNextStarts = answer(nextStartsToDecide, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const starts = await nextStartsNow(context, null)
    const names = starts.length === 0 ? new Map<PersonId, string>() : await namesOf(context)
    return {
      nextStarts: starts.map(({ shift, late, finishedAt, restedAt, proposedStart }) => ({
        shiftId: shift.id,
        version: shift.version,
        personId: shift.personId,
        name: names.get(shift.personId) ?? 'Somebody',
        day: shift.day,
        startsAt: shift.startsAt,
        endsAt: shift.endsAt,
        finishedAt,
        stillOut: late.stillOut,
        restedAt,
        proposedStart,
      })),
    }
  },
})

/**
 * A manager decides about a start that a late finish has made too early. The shift begins later, comes off, or begins as planned for a
 * reason that is kept; whoever works it is told at once, as of every change.
 */
export const nextStartDecided = handle(decideNextStart, {
  needs: 'plan the rota',
  constraints: {
    one_decision_per_next_start: { code: 'next-start-decided' },
    one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' },
  },
  async run({ shiftId, seenVersion, decision, why }, context) {
    const before = await shiftOf(context, shiftId)
    if (!before) return refuse({ code: 'shift-not-found' })
    if (before.personId === context.actor.personId) return refuse({ code: 'own-working-time' })
    if (decision === 'kept' && why.trim() === '') return refuse({ code: 'why-is-missing', field: 'why' })
    await lockPeople(context, [before.personId])
    const stands = await stillStands(context, await lockShift(context, shiftId), seenVersion)
    if (!stands.ok) return stands
    const due = (await nextStartsNow(context, before.personId)).find(({ shift }) => shift.id === shiftId)
    if (!due) return refuse({ code: 'next-start-not-due' })
    const applied = await applyDecision(context, stands.value, due, decision, why)
    if (!applied.ok) return applied
    await keepDecision(context, stands.value, due, decision, why)
    const data = { shiftId, decision, restedAt: due.restedAt, plannedStart: before.startsAt }
    const decided: Happened = { type: 'next-start-decided', personId: before.personId, data }
    const version = decision === 'kept' ? seenVersion : seenVersion + 1
    return effect({ startsAt: applied.value.startsAt, version }, decided, ...applied.value.events)
  },
})

interface Applied {
  /** When the shift begins now; `null` when it was taken off. */
  readonly startsAt: Instant | null
  readonly events: readonly Happened[]
}

async function applyDecision(
  context: Context,
  shift: StoredShift,
  { proposedStart }: NextStart<WorkedShift>,
  decision: NextStartDecision,
  why: string,
): Promise<Outcome<Applied, RotaRefusal>> {
  const { id: shiftId, personId } = shift
  if (decision === 'kept') return { ok: true, value: { startsAt: shift.startsAt, events: [] } }
  if (decision === 'taken-off') {
    const free = checkNoWork(await workOn(context, shiftId))
    if (!free.ok) return free
    await markCancelled(context, shiftId, why.trim() === '' ? 'Rest after a late finish' : why)
    const { happened } = await followChanges(context, [{ shiftId, before: shift, after: null }])
    const cancelled = { type: 'shift-cancelled', personId, data: { shiftId, ...whenOf(shift) } }
    return { ok: true, value: { startsAt: null, events: [cancelled, ...happened] } }
  }
  if (proposedStart === null) return refuse({ code: 'too-little-left' })
  const moved = {
    ...shift,
    startsAt: proposedStart,
    day: londonDayOf(proposedStart),
    layer: shift.layer === 'pattern' ? ('exception' as const) : shift.layer,
  }
  await updateShift(context, shiftId, moved)
  const { happened } = await followChanges(context, [{ shiftId, before: shift, after: moved }])
  const data = { shiftId, ...whenOf(moved), before: whenOf(shift), fromPersonId: personId }
  return {
    ok: true,
    value: { startsAt: proposedStart, events: [{ type: 'shift-changed', personId, data }, ...happened] },
  }
}

const keepDecision = (
  { sql, actor, now }: Context,
  shift: StoredShift,
  { restedAt }: NextStart<WorkedShift>,
  decision: NextStartDecision,
  why: string,
) => sql`
  insert into next_start_decisions (service_id, shift_id, person_id, rested_at, planned_start, decision, why, decided_by, decided_at)
  values (${actor.serviceId}, ${shift.id}, ${shift.personId}, ${restedAt}, ${shift.startsAt}, ${decision}, ${why}, ${actor.personId}, ${now})`
