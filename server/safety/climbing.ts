import { chainOf } from '#shared/deadlines/escalation.ts'
import { orWhoeverLeads, rungAt, toldAt } from '#shared/safety/ladder.ts'
import type { Instant } from '#shared/time/instant.ts'
import { byItself, type ByItselfDeps, type HappenedByItself } from '#server/kernel/byItself.ts'
import { inEachService, type DueIn } from '#server/kernel/inEachService.ts'
import { asked } from '#server/kernel/transaction.ts'
import { reachable } from '#server/deadlines/store.ts'
import { onDuty, saveRung, stillToClimb, type Watch } from './store.ts'

const AT_ONCE = 50
/** For so long nobody else takes them; what a dead server had is free after that. */
const LEASE = '5 seconds'

/**
 * Takes each missed check-in up to the rung that it has reached, in whichever service, by the clock and whoever is at a screen. A server
 * that was down for an hour goes at once to where the ladder stands by then. Each rung is reached once, however many servers climb or die.
 *
 * @returns whether there may be more
 */
export async function climb(deps: ByItselfDeps, now: Instant): Promise<boolean> {
  const claimed = await asked(
    deps.database,
    (sql) => sql<DueIn[]>`select * from hub.claim_watches(${now}, ${AT_ONCE}, ${LEASE}::interval)`,
  )
  await inEachService(claimed, (serviceId, ids) =>
    byItself(deps, { serviceId, now }, async ({ sql }) => {
      const scope = { sql, service: serviceId, now }
      const [due, people] = [await stillToClimb(scope, ids), await onDuty(scope)]
      const chain = chainOf(await reachable({ sql, serviceId, now }))
      const told: HappenedByItself[] = []
      for (const watch of due) {
        const rung = rungAt(watch, now)
        const first = toldAt(rung, people, watch.personId, watch.handedAt !== null)
        const to = orWhoeverLeads(first, rung, chain, watch.personId)
        await saveRung(scope, watch, rung, to)
        told.push(climbed(watch, rung, to))
      }
      return told
    }),
  )
  return claimed.length === AT_ONCE
}

/** A climb's event, under the watch's id and the number of the climb: no other event can have both. */
function climbed(watch: Watch, rung: ReturnType<typeof rungAt>, to: ReturnType<typeof toldAt>): HappenedByItself {
  return {
    type: 'watch-climbed',
    key: watch.id,
    turn: watch.climbs,
    personId: watch.personId,
    data: {
      watchId: watch.id,
      rung,
      toldWho: to.who,
      ...(to.who === 'person' && { toldId: to.personId }),
      ...(to.who === 'out-of-hours' && to.lead && { toldId: to.lead.personId }),
      backBy: watch.backBy,
    },
  }
}
