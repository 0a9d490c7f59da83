import { tellingAt } from '#shared/deadlines/escalation.ts'
import { latest, msOf, type Instant } from '#shared/time/instant.ts'
import { byItself, type ByItselfDeps, type HappenedByItself } from '#server/kernel/byItself.ts'
import { inEachService, type DueIn } from '#server/kernel/inEachService.ts'
import { asked } from '#server/kernel/transaction.ts'
import { chainsFor, saveRaised, saveTelling, stillToFire, stillUnanswered, type DueNow, type Raised } from './store.ts'

/** How many are taken at once: little enough that a server that dies keeps few of them from the others. */
const AT_ONCE = 50
/** For so long nobody else takes them; what a dead server had is free after that. */
const LEASE = '5 seconds'

/** Late from the moment it was due, or from when anybody knew of it. */
const lateness = ({ dueAt, madeAt }: DueNow, now: Instant): number =>
  Math.max(0, Math.floor((msOf(now) - msOf(latest(dueAt, madeAt))) / 1000))

/**
 * Raises the alarms that are due, in whichever service, the oldest first. Each is claimed before, fires in one transaction with its
 * event, and has exactly one effect however many servers are at it or die meanwhile.
 *
 * @param relays whether alarms of the law also leave the hub
 * @returns how many were taken: as many as could be when there may be more
 */
export async function fireDue(
  deps: ByItselfDeps,
  now: Instant,
  relays = false,
): Promise<{ readonly taken: number; readonly more: boolean }> {
  const claimed = await asked(
    deps.database,
    (sql) => sql<DueIn[]>`select * from hub.claim_deadlines(${now}, ${AT_ONCE}, ${LEASE}::interval)`,
  )
  await inEachService(claimed, (serviceId, ids) =>
    byItself(deps, { serviceId, now }, async (at) => {
      const due = await stillToFire(at, ids)
      const told = due.filter(({ overtaken }) => !overtaken)
      const chainFor = await chainsFor(
        at,
        told.map(({ referralId }) => referralId),
      )
      const raised = told.map((one): Raised => ({
        id: one.id,
        point: one.point,
        lateSeconds: lateness(one, now),
        telling: tellingAt(one.point, 0, [], chainFor(one.referralId), now),
      }))
      if (due.length > 0) await saveRaised(at, due, raised, relays)
      return told.map((one, place) => raisedEvent(one, raised[place]))
    }),
  )
  return { taken: claimed.length, more: claimed.length === AT_ONCE }
}

function raisedEvent(due: DueNow, raised: Raised | undefined): HappenedByItself {
  const { id, referralId, source, sourceId, kind, ruleId, point, minutesBefore, dueAt, limitAt } = due
  const told = raised?.telling.to?.personId
  return {
    type: 'alarm-raised',
    key: id,
    turn: 0,
    referralId,
    ...(told !== undefined && { personId: told }),
    data: {
      deadlineId: id,
      source,
      sourceId,
      kind,
      ruleId,
      point,
      minutesBefore,
      dueAt,
      limitAt,
      lateSeconds: raised?.lateSeconds ?? 0,
    },
  }
}

/** Passes on what nobody has answered in time, to the next in the chain of those on duty now. @returns how many were taken */
export async function passOn(deps: ByItselfDeps, now: Instant): Promise<number> {
  const claimed = await asked(
    deps.database,
    (sql) => sql<DueIn[]>`select * from hub.claim_alarms(${now}, ${AT_ONCE}, ${LEASE}::interval)`,
  )
  await inEachService(claimed, (serviceId, ids) =>
    byItself(deps, { serviceId, now }, async (at) => {
      const unanswered = await stillUnanswered(at, ids)
      const chainFor = await chainsFor(
        at,
        unanswered.map(({ referralId }) => referralId),
      )
      const told: HappenedByItself[] = []
      for (const { id, referralId, kind, point, step, told: before } of unanswered) {
        const telling = tellingAt(point, step + 1, before, chainFor(referralId), now)
        await saveTelling(at, id, telling)
        const personId = telling.to?.personId
        told.push({
          type: 'alarm-passed-on',
          key: id,
          turn: telling.step,
          referralId,
          ...(personId !== undefined && { personId }),
          data: { deadlineId: id, kind, point, step: telling.step },
        })
      }
      return told
    }),
  )
  return claimed.length
}
