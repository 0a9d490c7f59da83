import type { LetterId, ReferralId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { keepLetter, letterSent } from '#shared/referrals/triaging/contract.ts'
import { gapIn, sentWays, type LetterKind } from '#shared/referrals/triaging/letters.ts'
import type { Instant } from '#shared/time/instant.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { holdReferral, type Kept } from '../store.ts'
import { endReasonsTask, reasonsGiven } from './reasons.ts'
import { standingFor } from './standing.ts'

interface HeldLetter {
  readonly referralId: ReferralId
  readonly kind: LetterKind
  readonly text: string
  readonly sentAt: Instant | null
}

async function holdLetter({ sql, actor }: Context, id: LetterId): Promise<HeldLetter | undefined> {
  const [row] = await sql<HeldLetter[]>`
    select referral_id as "referralId", kind, text, sent_at as "sentAt"
    from referral_letters where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return row
}

export const keepWritten = handle(keepLetter, {
  needs: 'take referrals',
  async run({ referralId, letterId, kind, addressee, text }, context) {
    const { sql, actor, now } = context
    const held = await standingFor(context, 'referrals.keepLetter', referralId)
    if (!held.ok) return held
    const id = letterId ?? (crypto.randomUUID() as LetterId)
    if (letterId === null) {
      await sql`
        insert into referral_letters (service_id, id, referral_id, kind, addressee, text, kept_by, kept_at)
        values (${actor.serviceId}, ${id}, ${referralId}, ${kind}, ${addressee}, ${text}, ${actor.personId}, ${now})`
    } else {
      const before = await holdLetter(context, letterId)
      if (!before || before.referralId !== referralId) return refuse({ code: 'letter-not-found' })
      if (before.sentAt !== null) return refuse({ code: 'already-sent', at: before.sentAt })
      await sql`
        update referral_letters set kind = ${kind}, addressee = ${addressee}, text = ${text}, kept_by = ${actor.personId}, kept_at = ${now}
        where service_id = ${actor.serviceId} and id = ${id}`
    }
    return effect({ letterId: id }, { type: 'letter-kept', referralId, data: { letterId: id, kind } })
  },
})

export const sent = handle(letterSent, {
  needs: 'take referrals',
  async run({ letterId, how, sentAt }, context) {
    const { sql, actor, now } = context
    const referral = await referralOfLetter(context, letterId)
    const held = referral && (await holdLetter(context, letterId))
    if (!held) return refuse({ code: 'letter-not-found' })
    if (held.sentAt !== null) return refuse({ code: 'already-sent', at: held.sentAt })
    if (sentAt > now) return refuse({ code: 'sent-in-future', field: 'sentAt', now })
    const gap = gapIn(held.text)
    if (gap !== null) return refuse({ code: 'letter-unfinished', field: 'text', gap })
    await sql`
      update referral_letters set sent_by = ${actor.personId}, sent_at = ${sentAt}, sent_how = ${how}
      where service_id = ${actor.serviceId} and id = ${letterId}`
    const { referralId, kind } = held
    const why = `The letter was sent: ${sentWays[how].toLowerCase()}`
    const ended =
      kind === 'nr-reasons'
        ? [
            ...(await endReasonsTask(context, referralId, why)),
            ...(await reasonsGiven(context, referral, { at: sentAt, how: 'reasons-sent', why })),
          ]
        : []
    return effect(null, { type: 'letter-sent', referralId, data: { letterId, kind, how } }, ...ended)
  },
})

/** The referral of a letter, with its row held before the letter's. */
async function referralOfLetter(context: Context, id: LetterId): Promise<Kept | undefined> {
  const { sql, actor } = context
  const [letter] = await sql<{ referralId: ReferralId }[]>`
    select referral_id as "referralId" from referral_letters where service_id = ${actor.serviceId} and id = ${id}`
  return letter && holdReferral(context, letter.referralId)
}
