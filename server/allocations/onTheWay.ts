import {
  acceptAllocation,
  arrive as arriveCommand,
  declineAllocation,
  homeSafe as homeSafeCommand,
  openAllocation,
  setOff as setOffCommand,
} from '#shared/allocations/contract.ts'
import type { AllocationEvent } from '#shared/allocations/events.ts'
import type { FieldRefusal } from '#shared/allocations/words.ts'
import { endOf } from '#shared/allocations/steps.ts'
import { progressOf } from '#shared/allocations/progress.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { effect, handle, quietly, type Context, type Effect } from '#server/kernel/handle.ts'
import { happened } from './happened.ts'
import { decideOwnStep, holdOwn } from './ownWork.ts'
import { backToAllocate, endAllocation, saveStep } from './store.ts'

/** Opening twice is no news, so it is not remembered as a command: it does the same however often it is sent. */
export const open = handle(openAllocation, {
  needs: 'work allocations',
  keepsDraft: true,
  async run({ allocationId }, context) {
    const held = await holdOwn(context, allocationId, 'alone')
    if (!held.ok) return held
    const { allocation } = held.value
    const ended = endOf(progressOf(allocation))
    if (ended) return refuse(ended)
    if (allocation.openedAt !== null) return quietly({ version: allocation.version })
    await saveStep(context, allocation.id, 'opened', context.now)
    return effect({ version: allocation.version + 1 }, happened('allocation-opened', allocation))
  },
})

interface Asked {
  readonly allocationId: AllocationId
  readonly seenVersion: number
  readonly occurredAt: Instant
}
type Simple = 'accepted' | 'travelling' | 'arrived' | 'home-safe'

const eventOf = {
  accepted: 'allocation-accepted',
  travelling: 'amhp-set-off',
  arrived: 'amhp-arrived',
  'home-safe': 'amhp-home-safe',
} as const satisfies Record<Simple, AllocationEvent>

const take =
  (step: Simple) =>
  async (asked: Asked, context: Context): Promise<Outcome<Effect<{ version: number }>, FieldRefusal>> => {
    const held = await holdOwn(context, asked.allocationId, 'alone')
    if (!held.ok) return held
    const decided = decideOwnStep(held.value, step, asked, context.now)
    if (!decided.ok) return decided
    const { allocation } = held.value
    const { occurredAt } = decided.value
    await saveStep(context, allocation.id, step, occurredAt)
    return effect({ version: allocation.version + 1 }, happened(eventOf[step], allocation, { occurredAt }))
  }

export const accept = handle(acceptAllocation, { needs: 'work allocations', run: take('accepted') })
export const setOff = handle(setOffCommand, { needs: 'work allocations', run: take('travelling') })
export const arrive = handle(arriveCommand, { needs: 'work allocations', run: take('arrived') })
export const homeSafe = handle(homeSafeCommand, { needs: 'work allocations', run: take('home-safe') })

export const decline = handle(declineAllocation, {
  needs: 'work allocations',
  async run(asked, context) {
    const held = await holdOwn(context, asked.allocationId, 'with its referral')
    if (!held.ok) return held
    const decided = decideOwnStep(held.value, 'declined', asked, context.now)
    if (!decided.ok) return decided
    const { allocation } = held.value
    const { occurredAt } = decided.value
    await Promise.all([
      backToAllocate(context, allocation.referralId),
      endAllocation(context, allocation.id, { at: occurredAt, how: 'declined', why: asked.why }),
    ])
    return effect({ version: allocation.version + 1 }, happened('allocation-declined', allocation, { occurredAt }))
  },
})
