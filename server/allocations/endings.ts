import { takeBack as takeBackCommand, undoAllocation } from '#shared/allocations/contract.ts'
import { decideTakeBack, decideUndo } from '#shared/allocations/ending.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { happened } from './happened.ts'
import { backToAllocate, endAllocation, holdAllocation } from './store.ts'

export const takeBack = handle(takeBackCommand, {
  needs: 'allocate',
  async run({ allocationId, seenVersion, why, knowsInterviewed }, context) {
    const held = await holdAllocation(context, allocationId, 'with its referral')
    if (!held) return refuse({ code: 'allocation-not-found' })
    const { allocation, lastChange } = held
    const decided = decideTakeBack(allocation, { seenVersion, knowsInterviewed }, lastChange)
    if (!decided.ok) return decided
    const [referralVersion] = await Promise.all([
      backToAllocate(context, allocation.referralId),
      endAllocation(context, allocation.id, { at: context.now, how: 'taken-back', why }),
    ])
    const data = { afterArrival: allocation.arrivedAt !== null }
    return effect({ referralVersion }, happened('allocation-taken-back', allocation, data))
  },
})

export const undo = handle(undoAllocation, {
  needs: 'allocate',
  async run({ allocationId }, context) {
    const held = await holdAllocation(context, allocationId, 'with its referral')
    if (!held) return refuse({ code: 'allocation-not-found' })
    const { allocation } = held
    const decided = decideUndo(allocation, context.now)
    if (!decided.ok) return decided
    const [referralVersion] = await Promise.all([
      backToAllocate(context, allocation.referralId),
      endAllocation(context, allocation.id, { at: context.now, how: 'undone', why: '' }),
    ])
    return effect({ referralVersion }, happened('allocation-undone', allocation))
  },
})
