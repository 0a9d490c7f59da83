import { decideUndoStep, undoStep as undoStepCommand, type UndoableStep } from '#shared/allocations/undoStep.ts'
import type { AllocationEvent } from '#shared/allocations/events.ts'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { happened } from './happened.ts'
import { holdOwn, refuseIfChanged } from './ownWork.ts'

const eventOf: Record<UndoableStep, AllocationEvent> = {
  accepted: 'allocation-accepted',
  travelling: 'amhp-set-off',
  arrived: 'amhp-arrived',
}

export const undoStep = handle(undoStepCommand, {
  needs: 'work allocations',
  async run({ allocationId, seenVersion, step }, context) {
    const held = await holdOwn(context, allocationId, 'alone')
    if (!held.ok) return held
    const { allocation } = held.value
    const recordedAt = await recorded(context, allocation, eventOf[step])
    const decided = decideUndoStep(allocation, step, recordedAt, context.now)
    if (!decided.ok) return decided
    const changed = refuseIfChanged(held.value, seenVersion)
    if (changed) return changed
    await takeBackStep(context, allocation, step)
    return effect({ version: allocation.version + 1 }, happened('amhp-step-undone', allocation, { step }))
  },
})

/** When the hub last recorded a step of an allocation. */
async function recorded(
  { sql, actor }: Context,
  { id, referralId }: AllocationRow,
  event: AllocationEvent,
): Promise<Instant | null> {
  const [row] = await sql<{ at: Instant }[]>`
    select e.at from events e where e.service_id = ${actor.serviceId} and e.referral_id = ${referralId} and e.type = ${event}
      and e.data->>'allocationId' = ${id}
    order by e.seq desc limit 1`
  return row?.at ?? null
}

async function takeBackStep({ sql, actor }: Context, { id }: AllocationRow, step: UndoableStep): Promise<void> {
  await sql`
    update allocations set accepted_at = case when ${step} = 'accepted' then null else accepted_at end,
      set_off_at = case when ${step} = 'travelling' then null else set_off_at end,
      arrived_at = case when ${step} = 'arrived' then null else arrived_at end,
      version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
}
