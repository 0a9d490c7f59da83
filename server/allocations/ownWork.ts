import type { FieldRefusal } from '#shared/allocations/words.ts'
import { progressOf } from '#shared/allocations/progress.ts'
import { decideStep, type Step, type StepDecision } from '#shared/allocations/steps.ts'
import type { AllocationId, PersonId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { holdAllocation, type Held } from './store.ts'

/** Whose work this is: one's own, and for a trainee that of the AMHP beside whom they work. */
export async function workerOf({ sql, actor }: Context): Promise<PersonId> {
  if (!actor.roles.includes('trainee')) return actor.personId
  const [row] = await sql<{ worker: PersonId }[]>`
    select coalesce(supervised_by, id) as worker from people where service_id = ${actor.serviceId} and id = ${actor.personId}`
  return row?.worker ?? actor.personId
}

/** One's own allocation, locked. Somebody else's is as good as none: it is not said that it exists. */
export async function holdOwn(
  context: Context,
  id: AllocationId,
  also: 'with its referral' | 'alone',
): Promise<Outcome<Held, { readonly code: 'allocation-not-found' }>> {
  const [worker, found] = await Promise.all([workerOf(context), holdAllocation(context, id, also)])
  const held = found ?? (also === 'alone' ? undefined : await holdEnded(context, id))
  return held && held.allocation.personId === worker ? done(held) : refuse({ code: 'allocation-not-found' })
}

/** Work that was taken back goes out of sight with its referral. A phone that has not heard of it is still to be told how it ended. */
async function holdEnded(context: Context, id: AllocationId): Promise<Held | undefined> {
  const held = await holdAllocation(context, id, 'alone')
  return held?.allocation.endedAt === null ? undefined : held
}

interface Asked {
  readonly seenVersion: number
  readonly occurredAt: Instant
}

/** A step as the rules have it, and then only for whoever has seen the latest: another telephone may have been quicker. */
export function decideOwnStep(held: Held, step: Step, asked: Asked, now: Instant): Outcome<StepDecision, FieldRefusal> {
  const decided = decideStep(progressOf(held.allocation), step, asked.occurredAt, now)
  return decided.ok ? (refuseIfChanged(held, asked.seenVersion) ?? decided) : decided
}

export const refuseIfChanged = ({ allocation: { version }, lastChange }: Held, seenVersion: number) =>
  version === seenVersion ? null : refuse({ code: 'changed-since-seen' as const, ...lastChange, version })
