import type { ServiceId } from '#shared/kernel/ids.ts'
import { isConnectionLost } from './transaction.ts'

/** Something that fell due in a service. */
export interface DueIn {
  readonly serviceId: ServiceId
  readonly id: string
}

/**
 * Does what fell due, service by service, and lets no one stand in the way of another: where a service's batch fails, each of it is tried
 * by itself, so that what cannot be done holds up nothing but itself.
 *
 * @throws AggregateError once all have been tried, with what failed; whatever the database says when it has gone away, at once
 * @example await inEachService(claimed, (serviceId, ids) => byItself(deps, { serviceId, now }, …))
 */
export async function inEachService(
  due: readonly DueIn[],
  act: (serviceId: ServiceId, ids: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const failed: unknown[] = []
  const attempt = async (serviceId: ServiceId, ids: readonly string[]): Promise<void> => {
    try {
      await act(serviceId, ids)
    } catch (error) {
      if (isConnectionLost(error)) throw error
      if (ids.length <= 1) failed.push(error)
      else for (const id of ids) await attempt(serviceId, [id])
    }
  }
  for (const [serviceId, ids] of byService(due)) await attempt(serviceId, ids)
  sayWhatFailed(failed)
}

/**
 * Does one thing after the other, the later ones also when an earlier one failed.
 *
 * @throws AggregateError once all have been tried, with what failed; whatever the database says when it has gone away, at once
 */
export async function eachInTurn(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failed: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      if (isConnectionLost(error)) throw error
      failed.push(error)
    }
  }
  sayWhatFailed(failed)
}

function sayWhatFailed(failed: readonly unknown[]): void {
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of what fell due could not be done`)
}

function byService(due: readonly DueIn[]): ReadonlyMap<ServiceId, readonly string[]> {
  const found = new Map<ServiceId, string[]>()
  for (const { serviceId, id } of due) found.set(serviceId, [...(found.get(serviceId) ?? []), id])
  return found
}
