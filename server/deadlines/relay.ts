import type { Due } from '#shared/deadlines/due.ts'
import { nextRelayAt, relayedAlarm, saysUndelivered, isUndelivered } from '#shared/deadlines/relay.ts'
import type { DeadlineId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { signedText } from '#shared/partners/signing.ts'
import type { Instant } from '#shared/time/instant.ts'
import { byItself, type ByItself, type ByItselfDeps, type HappenedByItself } from '#server/kernel/byItself.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Log } from '#server/kernel/log.ts'
import { postSigned, type Webhook } from '#server/kernel/signedPost.ts'
import { asked } from '#server/kernel/transaction.ts'

const TURN_MS = 1000
/** How many are on their way at once. */
const AT_ONCE = 10
/** Longer than a send may take: what a server that died was sending is sent again after that, under the same delivery. */
const LEASE = '15 seconds'

export interface RelayDeps extends ByItselfDeps {
  readonly clock: Clock
  readonly log: Log
  readonly webhook: Webhook
}

interface ToSend extends Pick<Due, 'kind' | 'point' | 'dueAt' | 'limitAt'> {
  readonly id: DeadlineId
  readonly referralId: ReferralId
  readonly number: number
}

async function stillToSend({ sql, serviceId }: ByItself, id: string): Promise<ToSend | undefined> {
  const [row] = await sql<ToSend[]>`
    select a.deadline_id as id, d.referral_id as "referralId", hub.number_of(d.referral_id) as number, d.kind, d.point,
      d.due_at as "dueAt", d.limit_at as "limitAt"
    from alarms a join deadlines d on d.service_id = a.service_id and d.id = a.deadline_id
    where a.service_id = ${serviceId} and a.deadline_id = ${id} and a.relay_at is not null and a.answered_at is null and a.settled_at is null`
  return row
}

/** Writes how a try ended. @returns what is to be told: that people have to ring, or that they need not any more */
async function saveTry(
  { sql, serviceId, now }: ByItself,
  { id, referralId, kind, point }: ToSend,
  taken: boolean,
): Promise<readonly HappenedByItself[]> {
  const [held] = await sql<{ relayTries: number; relayedAt: Instant | null }[]>`
    select relay_tries as "relayTries", relayed_at as "relayedAt" from alarms
    where service_id = ${serviceId} and deadline_id = ${id} and relayed_at is null for no key update`
  if (!held) return []
  const tries = held.relayTries + 1
  await sql`
    update alarms set relay_tries = ${tries}, relayed_at = ${taken ? now : null}, relay_at = ${taken ? null : nextRelayAt(tries, now)},
      relay_lease_until = null
    where service_id = ${serviceId} and deadline_id = ${id}`
  const told = taken ? isUndelivered(held) : saysUndelivered(tries)
  if (!told) return []
  const type = taken ? 'alarm-delivered' : 'alarm-not-delivered'
  return [{ type, key: crypto.randomUUID(), turn: 0, referralId, data: { deadlineId: id, kind, point, tries } }]
}

/**
 * Sends what is to leave the hub, several at once and none twice by two servers. A server that dies between sending and writing so sends
 * it once more, under the same delivery.
 *
 * @returns how many were tried
 */
export async function relayDue(deps: RelayDeps, now: Instant): Promise<number> {
  const claimed = await asked(
    deps.database,
    (sql) => sql<{ serviceId: ServiceId; id: string }[]>`
      select * from hub.claim_relays(${now}, ${AT_ONCE}, ${LEASE}::interval)`,
  )
  await Promise.all(claimed.map((one) => relayOne(deps, one, now)))
  return claimed.length
}

async function relayOne(
  deps: RelayDeps,
  { serviceId, id }: { readonly serviceId: ServiceId; readonly id: string },
  now: Instant,
): Promise<void> {
  let sending: ToSend | undefined
  await byItself(deps, { serviceId, now }, async (at) => {
    sending = await stillToSend(at, id)
    return []
  })
  const alarm = sending
  if (!alarm) return
  // Nothing is held while somebody else's server makes up its mind.
  const taken = await postSigned(deps.webhook, { delivery: alarm.id, body: relayedAlarm(alarm), now, text: signedText })
  await byItself(deps, { serviceId, now: deps.clock() }, (at) => saveTry(at, alarm, taken))
}

/** Sends alarms out of the hub for as long as the server runs. Apart from the loop that raises them: a slow receiver delays none. */
export function startRelay(deps: RelayDeps): { readonly stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const wake = (): void => {
    if (busy) return
    busy = true
    running = relayDue(deps, deps.clock())
      .then(() => undefined)
      .catch((error: unknown) => deps.log.error({ error }, 'sending alarms out failed; the next second tries again'))
      .finally(() => (busy = false))
  }
  const timer = setInterval(wake, TURN_MS)
  wake()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
