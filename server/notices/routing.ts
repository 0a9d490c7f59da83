import type { OutgoingId, PersonId } from '#shared/kernel/ids.ts'
import { factsOf, noticeKinds, type Channel, type NoticeKind } from '#shared/notices/kinds.ts'
import { isStale, route } from '#shared/notices/route.ts'
import type { Instant } from '#shared/time/instant.ts'
import { byItself, type ByItselfDeps, type HappenedByItself } from '#server/kernel/byItself.ts'
import type { Scope } from '#server/kernel/handle.ts'
import { inEachService, type DueIn } from '#server/kernel/inEachService.ts'
import {
  joinable,
  officeOf,
  reachableOf,
  saveRouted,
  settle,
  stillToRoute,
  waitUntil,
  type NewSend,
  type Reachable,
  type Waiting,
} from './store.ts'

const AT_ONCE = 50
/** For so long nobody else takes them; what a dead server had is free after that. */
const LEASE = '5 seconds'

/**
 * Decides of each notice that is due by which ways it goes, or that it waits, or that it need not be told any more. Nothing leaves here:
 * what is to leave is written down, and each way of it once.
 *
 * @returns whether there may be more
 */
export async function routeDue(deps: ByItselfDeps, setUp: readonly Channel[], now: Instant): Promise<boolean> {
  const claimed = await deps.database<DueIn[]>`select * from hub.claim_notices(${now}, ${AT_ONCE}, ${LEASE}::interval)`
  await inEachService(claimed, (serviceId, ids) =>
    byItself(deps, { serviceId, now }, async ({ sql }) => {
      const scope: Scope = { sql, service: serviceId, now }
      const office = await officeOf(scope)
      const happened: HappenedByItself[] = []
      const told = new Set<string>()
      for (const one of await stillToRoute(scope, ids)) {
        if (!told.has(one.id)) happened.push(...(await routeOne(scope, one, { setUp, office, told })))
      }
      return happened
    }),
  )
  return claimed.length === AT_ONCE
}

interface Standing {
  readonly setUp: readonly Channel[]
  readonly office: Awaited<ReturnType<typeof officeOf>>
  /** Those that were joined to an earlier one of this turn. */
  readonly told: Set<string>
}

async function routeOne(
  scope: Scope,
  one: Waiting,
  { setUp, office, told }: Standing,
): Promise<readonly HappenedByItself[]> {
  const person = await reachableOf(scope, one.personId)
  if (one.overtaken || person === null || person.isGone || isStale(one.kind, one.madeAt, scope.now)) {
    await settle(scope, [one.id], 'overtaken')
    return []
  }
  if (setUp.length === 0) {
    await settle(scope, [one.id], 'no-way')
    return []
  }
  const reach = waysTo(person, setUp)
  const { now } = scope
  const { choices, onDutySince, nextShiftAt } = person
  const onDuty = onDutySince !== null
  const waitedForShift = onDuty && one.madeAt < onDutySince
  const decided = route({
    kind: one.kind,
    by: one.by,
    now,
    choices,
    onDuty,
    waitedForShift,
    nextShiftAt,
    office,
    reach,
  })
  if (decided.do === 'wait') await waitUntil(scope, one.id, decided.until)
  if (decided.do === 'drop') await settle(scope, [one.id], decided.because)
  if (decided.do === 'fail') {
    await settle(scope, [one.id], factsOf(one.kind).urgent ? 'undelivered' : 'no-way')
    return factsOf(one.kind).urgent ? [notDelivered(one)] : []
  }
  if (decided.do === 'send') await send(scope, one, sendsTo(person, decided.by), told)
  return []
}

const waysTo = ({ devices, mobile, email }: Reachable, setUp: readonly Channel[]): readonly Channel[] => {
  const has: Record<Channel, boolean> = { push: devices.length > 0, sms: mobile !== null, email: email !== null }
  return setUp.filter((one) => has[one])
}

const sendsTo = ({ devices }: Reachable, by: readonly Channel[]): readonly NewSend[] =>
  by.flatMap((channel): readonly NewSend[] =>
    channel === 'push' ? devices.map((deviceId) => ({ channel, deviceId })) : [{ channel, deviceId: null }],
  )

/** What may be told with a kind: what can wait too and goes by the same ways. A shift of tonight is not put into a letter that makes no sound. */
const joinsTo = (first: NoticeKind): readonly NoticeKind[] =>
  (Object.keys(noticeKinds) as NoticeKind[]).filter(
    (kind) => !factsOf(kind).urgent && factsOf(kind).offDuty === factsOf(first).offDuty,
  )

/** Whatever else waits for the same person and may be told with it is told in the same message. */
async function send(scope: Scope, one: Waiting, sends: readonly NewSend[], told: Set<string>): Promise<void> {
  const others = factsOf(one.kind).urgent ? [] : await joinable(scope, one, joinsTo(one.kind))
  const says = [...new Set([...one.says, ...others.flatMap((other) => other.says)])]
  await saveRouted(scope, one.id, says, sends)
  if (others.length === 0) return
  for (const { id } of others) told.add(id)
  await settle(
    scope,
    others.map(({ id }) => id),
    'joined',
    one.id,
  )
}

/** That an urgent notice has reached nobody: under the notice's own id, so that it is said once. */
export const notDelivered = ({
  id,
  personId,
  kind,
}: {
  id: OutgoingId
  personId: PersonId
  kind: NoticeKind
}): HappenedByItself => ({
  type: 'notice-not-delivered',
  key: id,
  turn: 0,
  personId,
  data: { noticeId: id, kind },
})
