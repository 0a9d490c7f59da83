import type { AskId, ReferralId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { runningLimit } from '#shared/referrals/powers.ts'
import { decideUntil, type Agency } from '#shared/referrals/triaging/asks.ts'
import { askFor, chase, settleAsk } from '#shared/referrals/triaging/contract.ts'
import { isOwnLimit, nearestLimit } from '#shared/referrals/law/boardLimit.ts'
import { earliest, type Instant } from '#shared/time/instant.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { mergedOnto } from '../contactStore.ts'
import { limitsOf } from '../limitStore.ts'
import { powersOf } from '../powerStore.ts'
import { standingFor } from './standing.ts'

/** The nearest legal limit that runs on a referral, of a power or any other, as far as it is known. */
export async function limitOf(context: Context, id: ReferralId): Promise<Instant | null> {
  const [powers, limits] = [await powersOf(context, { id }), await limitsOf(context, { id })]
  const ofPower = runningLimit(powers, context.now)?.limitAt ?? null
  const other = nearestLimit(
    limits.filter(({ supersededAt }) => supersededAt === null),
    context.now,
  )
  return ofPower === null || other === null ? (ofPower ?? other) : earliest(ofPower, other)
}

/** Whether a limit of the law runs whose start nobody knows: it may be an hour away. */
export async function startUnknown(context: Context, id: ReferralId): Promise<boolean> {
  const limits = await limitsOf(context, { id })
  return limits.some(
    ({ startedAt, endedAt, supersededAt, kind }) =>
      startedAt === null && endedAt === null && supersededAt === null && isOwnLimit(kind, context.now),
  )
}

export const ask = handle(askFor, {
  needs: 'take referrals',
  async run({ referralId, agency, ofWhom, what, dueAt }, context) {
    const { sql, actor, now } = context
    const held = await standingFor(context, 'referrals.askFor', referralId)
    if (!held.ok) return held
    const decided = decideUntil('dueAt', dueAt, await limitOf(context, referralId), now)
    if (!decided.ok) return decided
    const id = crypto.randomUUID() as AskId
    await sql`
      insert into referral_asks (service_id, id, referral_id, agency, of_whom, what, asked_by, asked_at, due_at, state)
      values (${actor.serviceId}, ${id}, ${referralId}, ${agency}, ${ofWhom}, ${what}, ${actor.personId}, ${now}, ${dueAt}, 'open')`
    return effect({ askId: id }, { type: 'information-asked', referralId, data: { askId: id, agency, dueAt } })
  },
})

interface HeldAsk {
  readonly referralId: ReferralId
  readonly agency: Agency
  readonly chases: number
  readonly settledAt: Instant | null
}

async function holdAsk({ sql, actor }: Context, id: AskId): Promise<HeldAsk | undefined> {
  const [row] = await sql<HeldAsk[]>`
    select referral_id as "referralId", agency, chases, settled_at as "settledAt"
    from referral_asks where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return row
}

export const chased = handle(chase, {
  needs: 'take referrals',
  async run({ askId, dueAt }, context) {
    const { sql, actor, now } = context
    const held = await holdAsk(context, askId)
    if (!held) return refuse({ code: 'ask-not-found' })
    if (held.settledAt !== null) return refuse({ code: 'already-settled', at: held.settledAt })
    const decided = decideUntil('dueAt', dueAt, await limitOf(context, await mergedOnto(context, held.referralId)), now)
    if (!decided.ok) return decided
    const chases = held.chases + 1
    await sql`
      update referral_asks set chases = ${chases}, chased_at = ${now}, due_at = ${dueAt}
      where service_id = ${actor.serviceId} and id = ${askId}`
    const data = { askId, agency: held.agency, chases }
    return effect({ chases }, { type: 'information-chased', referralId: held.referralId, data })
  },
})

export const settle = handle(settleAsk, {
  needs: 'take referrals',
  async run({ askId, came, answer }, context) {
    const { sql, actor, now } = context
    const held = await holdAsk(context, askId)
    if (!held) return refuse({ code: 'ask-not-found' })
    if (held.settledAt !== null) return refuse({ code: 'already-settled', at: held.settledAt })
    await sql`
      update referral_asks set state = ${came ? 'received' : 'not-coming'}, settled_by = ${actor.personId}, settled_at = ${now}, answer = ${answer}
      where service_id = ${actor.serviceId} and id = ${askId}`
    const data = { askId, agency: held.agency, came }
    return effect(null, { type: 'information-settled', referralId: held.referralId, data })
  },
})
