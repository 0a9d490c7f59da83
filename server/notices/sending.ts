import type { OutgoingId, PersonId, PushDeviceId, ServiceId } from '#shared/kernel/ids.ts'
import { factsOf, noticeKinds, type Channel, type Failure, type NoticeKind } from '#shared/notices/kinds.ts'
import { mobileOf } from '#shared/notices/reach.ts'
import { nextCheckAt, nextTryAt } from '#shared/notices/route.ts'
import { textOf } from '#shared/notices/text.ts'
import type { Instant } from '#shared/time/instant.ts'
import { byItself, type ByItselfDeps, type HappenedByItself } from '#server/kernel/byItself.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Scope } from '#server/kernel/handle.ts'
import { notDelivered } from './routing.ts'
import { alarmIsOver, sendsOf, settle } from './store.ts'
import type { Delivery, Message, PushTarget, Sent, Way, Ways } from './ways.ts'

/** How many are taken at once, and how many may be on their way by one channel before it gets no more. */
const AT_ONCE = 10
/** A provider that takes longer goes on by itself: what leaves by another way does not wait for it. Milliseconds. */
const PATIENCE_MS = 500
/** Longer than a send may take: what a server that died was sending is sent again after that, under the same id. */
const LEASE = '40 seconds'
const urgentKinds = (Object.keys(noticeKinds) as NoticeKind[]).filter((kind) => factsOf(kind).urgent)

export interface SendingDeps extends ByItselfDeps {
  readonly clock: Clock
  readonly ways: Ways
  /** The hub's own address, which stands in each message. */
  readonly origin: () => string
  /** Hears of a fault of ours while something was sent. */
  readonly onFault: (error: unknown) => void
}

interface ToSend extends Partial<PushTarget> {
  readonly id: string
  readonly noticeId: OutgoingId
  readonly personId: PersonId
  readonly kind: NoticeKind
  readonly says: readonly NoticeKind[]
  readonly channel: Channel
  readonly deviceId: PushDeviceId | null
  readonly tries: number
  readonly checks: number
  readonly takenAt: Instant | null
  readonly reference: string | null
  readonly phone: string
  readonly email: string | null
  /** Whom it was for has left, or has answered already. */
  readonly isOver: boolean
  /** The device has been taken off since: this way has failed, and the others may not have. */
  readonly isGone: boolean
}

/**
 * Says beforehand that a try is being made, and looks up where it goes. A server that dies after this and before it has written how it
 * went leaves a try that the next one knows of.
 */
async function begin({ sql, service }: Scope, id: string): Promise<ToSend | undefined> {
  const [row] = await sql<ToSend[]>`
    with mine as (
      update notice_sends s set tries = tries + case when taken_at is null then 1 else 0 end, checks = checks + case when taken_at is null then 0 else 1 end
      where s.service_id = ${service} and s.id = ${id} and s.next_at is not null and s.failed_at is null
      returning s.*)
    select s.id, s.notice_id as "noticeId", n.person_id as "personId", n.kind, n.says, s.channel, s.device_id as "deviceId", s.tries, s.checks,
      s.taken_at as "takenAt", s.reference, p.phone, hub.address_of(p.id) as email, d.endpoint, d.p256dh, d.auth,
      p.left_at is not null or p.access_stopped_at is not null
        or (n.kind in ('job-given', 'offer-unanswered') and s.taken_at is null and exists (select from allocations a where a.service_id = n.service_id and a.id = n.about_id
          and (a.ended_at is not null or a.accepted_at is not null or (n.kind = 'job-given' and a.opened_at is not null))))
        or (n.kind in ('clock-alarm', 'alarm-for-you') and s.taken_at is null and ${alarmIsOver(sql)}) as "isOver",
      d.ended_at is not null as "isGone"
    from mine s join outgoing_notices n on n.service_id = s.service_id and n.id = s.notice_id
    join people p on p.service_id = n.service_id and p.id = n.person_id
    left join push_devices d on d.service_id = s.service_id and d.id = s.device_id`
  return row
}

/**
 * Sends what is to leave, several at once and none by two servers at a time. A server that dies between sending and writing so sends it
 * once more, under the same id: a phone shows the second in the place of the first, a mailbox can tell them, and a provider of text
 * messages is asked beforehand whether it has it. What is urgent leaves first, and a way that has come to a halt holds up no other: a job
 * reaches a telephone while the mail server thinks.
 *
 * @example
 * const sender = new Sender(deps)
 * while ((await sender.due()) > 0);
 * await sender.rest()
 */
export class Sender {
  readonly #deps: SendingDeps
  readonly #patienceMs: number
  readonly #underWay = new Map<Promise<void>, Channel>()

  /** @param patienceMs how long what leaves by another way waits for a provider that takes its time */
  constructor(deps: SendingDeps, patienceMs = PATIENCE_MS) {
    this.#deps = deps
    this.#patienceMs = patienceMs
  }

  /** Starts what is due, and waits for it as long as its providers are quick. @returns how many were started */
  async due(): Promise<number> {
    const claimed = await this.#deps.database<Claimed[]>`
      select * from hub.claim_notice_sends(${this.#deps.clock()}, ${AT_ONCE}, ${LEASE}::interval, ${urgentKinds}, ${this.#full()})`
    const all = Promise.all(claimed.map((one) => this.#starts(one)))
    if (claimed.length > 0) await atMost(all, this.#patienceMs)
    return claimed.length
  }

  /** Waits for all that is still on its way. */
  async rest(): Promise<void> {
    await Promise.all(this.#underWay.keys())
  }

  /** The channels with as many on their way as they may have. */
  #full(): readonly Channel[] {
    const counts = new Map<Channel, number>()
    for (const channel of this.#underWay.values()) counts.set(channel, (counts.get(channel) ?? 0) + 1)
    return [...counts].filter(([, count]) => count >= AT_ONCE).map(([channel]) => channel)
  }

  /** A send that fails here is not lost: what was lent comes back, and the next turn has it. */
  #starts(one: Claimed): Promise<void> {
    const going = sendOne(this.#deps, one)
      .catch((error: unknown) => this.#deps.onFault(error))
      .finally(() => this.#underWay.delete(going))
    this.#underWay.set(going, one.channel)
    return going
  }
}

interface Claimed {
  readonly serviceId: ServiceId
  readonly id: string
  readonly channel: Channel
}

async function atMost(all: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([all, new Promise((done) => (timer = setTimeout(done, ms)))])
  clearTimeout(timer)
}

async function sendOne(deps: SendingDeps, { serviceId, id }: Claimed): Promise<void> {
  const now = deps.clock()
  let begun: ToSend | undefined
  await byItself(deps, { serviceId, now }, async ({ sql }) => {
    begun = await begin({ sql, service: serviceId, now }, id)
    return []
  })
  const one = begun
  if (!one) return
  // Nothing is held while somebody else's server makes up its mind.
  const went = await goes(deps, one, deps.clock())
  await byItself(deps, { serviceId, now: deps.clock() }, ({ sql, now: at }) =>
    save({ sql, service: serviceId, now: at }, one, went),
  )
}

type Went =
  | { readonly what: 'sent'; readonly sent: Sent }
  | { readonly what: 'asked'; readonly delivery: Delivery }
  | { readonly what: 'over' }

async function goes({ ways, origin }: SendingDeps, one: ToSend, now: Instant): Promise<Went> {
  if (one.isOver) return { what: 'over' }
  if (one.takenAt !== null) {
    const ask = ways[one.channel]?.ask
    return { what: 'asked', delivery: ask && one.reference !== null ? await ask(one.reference, now) : 'unknown' }
  }
  if (one.isGone) return { what: 'sent', sent: never('gone') }
  const text = textOf(one.says)
  const message: Message = {
    id: one.id,
    urgent: factsOf(one.kind).urgent,
    text,
    link: `${origin()}${text.path}`,
    triedBefore: one.tries > 1,
  }
  return { what: 'sent', sent: await by(ways, one, message, now) }
}

const never = (why: Failure): Sent => ({ how: 'never', why })

function by(ways: Ways, one: ToSend, message: Message, now: Instant): Promise<Sent> {
  const { endpoint, p256dh, auth } = one
  if (one.channel === 'push')
    return to(ways.push, endpoint && p256dh && auth ? { endpoint, p256dh, auth } : null, message, now)
  return one.channel === 'sms'
    ? to(ways.sms, mobileOf(one.phone), message, now)
    : to(ways.email, one.email, message, now)
}

async function to<Target>(
  way: Way<Target> | undefined,
  target: Target | null,
  message: Message,
  now: Instant,
): Promise<Sent> {
  if (way === undefined) return never('not-set-up')
  return target === null ? never('bad-address') : way.send(target, message, now)
}

async function save(scope: Scope, one: ToSend, went: Went): Promise<readonly HappenedByItself[]> {
  if (went.what === 'over') await end(scope, one, { takenAt: one.takenAt })
  else if (went.what === 'asked') await saveAsked(scope, one, went.delivery)
  else if (went.sent.how === 'taken') await saveTaken(scope, one, went.sent)
  else {
    const next = went.sent.how === 'again' ? nextTryAt(one.kind, one.tries, scope.now) : null
    await (next === null ? fail(scope, one, went.sent.why) : tryAgain(scope, one, next, went.sent.why))
  }
  return went.what === 'over' && one.takenAt === null ? settledAsOvertaken(scope, one) : settled(scope, one)
}

const end = ({ sql, service }: Scope, { id }: ToSend, { takenAt }: { readonly takenAt: Instant | null }) =>
  sql`update notice_sends set next_at = null, lease_until = null, taken_at = ${takenAt} where service_id = ${service} and id = ${id}`

const tryAgain = ({ sql, service }: Scope, { id }: ToSend, next: Instant, why: Failure) =>
  sql`update notice_sends set next_at = ${next}, lease_until = null, why = ${why} where service_id = ${service} and id = ${id}`

async function fail(
  { sql, service, now }: Scope,
  { id, deviceId, tries, takenAt }: ToSend,
  why: Failure,
): Promise<void> {
  await sql`
    update notice_sends set failed_at = ${now}, next_at = null, lease_until = null, why = ${why}, tries = ${tries}, taken_at = ${takenAt}
    where service_id = ${service} and id = ${id}`
  if (why === 'gone' && deviceId !== null)
    await sql`
      update push_devices set ended_at = ${now}, ended_how = 'gone' where service_id = ${service} and id = ${deviceId} and ended_at is null`
}

async function saveTaken(
  { sql, service, now }: Scope,
  { id, deviceId }: ToSend,
  sent: Extract<Sent, { how: 'taken' }>,
): Promise<void> {
  await sql`
    update notice_sends set taken_at = ${now}, reference = ${sent.reference}, lease_until = null, why = null,
      next_at = ${sent.asksLater ? nextCheckAt(0, now) : null}
    where service_id = ${service} and id = ${id}`
  if (deviceId !== null)
    await sql`update push_devices set last_taken_at = ${now} where service_id = ${service} and id = ${deviceId}`
}

async function saveAsked(scope: Scope, one: ToSend, delivery: Delivery): Promise<void> {
  const { sql, service, now } = scope
  if (delivery === 'failed') return fail(scope, one, 'not-delivered')
  await sql`
    update notice_sends set delivered_at = ${delivery === 'delivered' ? now : null}, lease_until = null,
      next_at = ${delivery === 'delivered' ? null : nextCheckAt(one.checks, now)}
    where service_id = ${service} and id = ${one.id}`
}

/** What the notice has come to, now that one of its sends has moved. A provider that failed it later takes back what was called sent. */
async function settled(scope: Scope, { noticeId }: ToSend): Promise<readonly HappenedByItself[]> {
  const all = await sendsOf(scope, noticeId)
  if (!all || all.outcome === 'undelivered' || all.outcome === 'overtaken') return []
  const { sql, service } = scope
  if (all.taken > 0) {
    await settle(scope, [noticeId], 'sent')
    return []
  }
  if (all.open > 0) return []
  await sql`
    update outgoing_notices set outcome = 'undelivered', settled_at = ${scope.now} where service_id = ${service} and id = ${noticeId}`
  return factsOf(all.kind).urgent ? [notDelivered({ id: noticeId, personId: all.personId, kind: all.kind })] : []
}

async function settledAsOvertaken(scope: Scope, { noticeId }: ToSend): Promise<readonly HappenedByItself[]> {
  const all = await sendsOf(scope, noticeId)
  if (all && all.taken === 0) await settle(scope, [noticeId], 'overtaken')
  return []
}
