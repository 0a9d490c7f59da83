import { endWait as endWaitCommand, startWait as startWaitCommand } from '#shared/allocations/contract.ts'
import { progressOf } from '#shared/allocations/progress.ts'
import { decideEndWait, decideStartWait } from '#shared/allocations/waits.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { happened } from './happened.ts'
import { holdOwn } from './ownWork.ts'
import { saveWait, saveWaitEnd } from './store.ts'

export const startWait = handle(startWaitCommand, {
  needs: 'help with allocations',
  constraints: { waits_pkey: { code: 'wait-id-taken' } },
  async run({ allocationId, kind, startedAt, note, waitId: own }, context) {
    const held = await holdOwn(context, allocationId, 'alone')
    if (!held.ok) return held
    const { allocation } = held.value
    const waiting = { progress: progressOf(allocation), waits: allocation.waits }
    const decided = decideStartWait(waiting, { kind, startedAt }, context.now)
    if (!decided.ok) return decided
    const began = { kind, startedAt: decided.value.startedAt }
    const waitId = await saveWait(context, allocation, { ...began, note, id: own })
    return effect({ waitId }, happened('wait-started', allocation, { waitId, ...began }))
  },
})

export const endWait = handle(endWaitCommand, {
  needs: 'help with allocations',
  async run({ allocationId, waitId, endedAt }, context) {
    const held = await holdOwn(context, allocationId, 'alone')
    if (!held.ok) return held
    const { allocation } = held.value
    const wait = allocation.waits.find(({ id }) => id === waitId)
    if (!wait) return refuse({ code: 'wait-not-found' })
    const decided = decideEndWait(wait, endedAt, context.now)
    if (!decided.ok) return decided
    await saveWaitEnd(context, waitId, decided.value.endedAt)
    const { kind, startedAt } = wait
    return effect(null, happened('wait-ended', allocation, { waitId, kind, startedAt, endedAt: decided.value.endedAt }))
  },
})
