import type { AllocationId, PersonId, ReferralId, ShiftId } from '#shared/kernel/ids.ts'
import { react, type Context, type Happened } from '#server/kernel/handle.ts'
import { endAllocation, saveAllocation } from './store.ts'

interface Moved {
  readonly fromShiftId: ShiftId
  readonly toShiftId: ShiftId
  readonly fromPersonId: PersonId
  readonly toPersonId: PersonId
}

/**
 * Moves what somebody is out on to whoever has their shift now: the one allocation ends as taken back, a new one begins, and both stay
 * on the record. Whoever takes over begins at the start: only an AMHP who has seen the person can apply (MHA 1983 s.11(5)).
 */
async function moveWork(
  context: Context,
  from: { shift: ShiftId; person: PersonId },
  to: { shift: ShiftId; person: PersonId },
): Promise<readonly Happened[]> {
  const { sql, actor, now } = context
  const open = await sql<{ id: AllocationId; referralId: ReferralId; arrived: boolean }[]>`
    select id, referral_id as "referralId", arrived_at is not null as arrived from allocations
    where service_id = ${actor.serviceId} and shift_id = ${from.shift} and person_id = ${from.person} and ended_at is null order by id`
  const happened: Happened[] = []
  for (const { id, referralId, arrived } of open) {
    await endAllocation(context, id, { at: now, how: 'taken-back', why: 'Went with the shift' })
    const made = {
      referralId,
      personId: to.person,
      shiftId: to.shift,
      reason: 'Came with the shift',
      choice: JSON.stringify({ takenOverFrom: id }),
    }
    const allocationId = crypto.randomUUID() as AllocationId
    await saveAllocation(context, allocationId, made)
    happened.push(
      {
        type: 'allocation-taken-back',
        referralId,
        personId: from.person,
        data: { allocationId: id, afterArrival: arrived },
      },
      { type: 'referral-allocated', referralId, personId: to.person, data: { allocationId, takenOverFrom: id } },
    )
  }
  return happened
}

// The rota says what moved in the event’s data.
const movedIn = ({ data }: Happened): Moved => data as unknown as Moved

export const workGoesWithTheShift = react('shift-taken-over', (happened, context) => {
  const { fromShiftId, fromPersonId, toShiftId, toPersonId } = movedIn(happened)
  return moveWork(context, { shift: fromShiftId, person: fromPersonId }, { shift: toShiftId, person: toPersonId })
})

export const workGoesBack = react('shift-given-back', (happened, context) => {
  const { fromShiftId, fromPersonId, toShiftId, toPersonId } = movedIn(happened)
  return moveWork(context, { shift: toShiftId, person: toPersonId }, { shift: fromShiftId, person: fromPersonId })
})
