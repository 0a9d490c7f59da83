import type { PersonId, ServiceId, WatchId } from '#shared/kernel/ids.ts'
import { deskClosesAt, isClosing } from '#shared/safety/deskHours.ts'
import { toldAt } from '#shared/safety/ladder.ts'
import type { Instant } from '#shared/time/instant.ts'
import { byItself, type ByItselfDeps, type HappenedByItself } from '#server/kernel/byItself.ts'
import type { Scope } from '#server/kernel/handle.ts'
import { inEachService } from '#server/kernel/inEachService.ts'
import { asked } from '#server/kernel/transaction.ts'
import { deskShifts, onDuty } from './store.ts'

/** How often a desk with somebody out is looked at. */
const EVERY = '5 minutes'

interface ToHandOver {
  readonly id: WatchId
  readonly personId: PersonId
  readonly turn: number
}

/**
 * Asks each desk that is about to close to hand over whoever is still out: once for each of them and each close, by the clock and whoever
 * is at a screen.
 *
 * @returns whether there may be more at once: never
 */
export async function askToHandOver(deps: ByItselfDeps, now: Instant): Promise<boolean> {
  const services = await asked(
    deps.database,
    (sql) => sql<{ serviceId: ServiceId }[]>`select * from hub.claim_desk_looks(${now}, ${EVERY}::interval)`,
  )
  const desks = services.map(({ serviceId }) => ({ serviceId, id: serviceId }))
  await inEachService(desks, (serviceId) =>
    byItself(deps, { serviceId, now }, async ({ sql }) => {
      const scope = { sql, service: serviceId, now }
      const closesAt = deskClosesAt(await deskShifts(scope), now)
      if (closesAt === null || !isClosing(closesAt, now)) return []
      const [due, people] = [await askFor(scope, closesAt), await onDuty(scope)]
      return due.map(({ id, personId, turn }): HappenedByItself => {
        const to = toldAt('desk', people, personId, false)
        const data = { watchId: id, closesAt, ...(to.who === 'person' && { toldId: to.personId }) }
        return { type: 'watch-to-hand-over', key: id, turn, personId, data }
      })
    }),
  )
  return false
}

/** Those who are out and were not handed over, marked as asked for at this close. The turn is one of a climb's: each is used once. */
const askFor = ({ sql, service }: Scope, closesAt: Instant): Promise<readonly ToHandOver[]> =>
  sql<ToHandOver[]>`
    update watches set desk_asked_for = ${closesAt}, climbs = climbs + 1
    where service_id = ${service} and ended_at is null and handed_at is null and desk_asked_for is distinct from ${closesAt}
    returning id, person_id as "personId", climbs - 1 as turn`
