import type { ReferralId } from '#shared/kernel/ids.ts'
import { startOfMinute, type Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { lastSeq, loadChoice, type ChoiceFacts } from './candidateStore.ts'
import { placeEverybody, type Places } from './choosing.ts'
import { KeptChoices } from './keptChoices.ts'

const kept = new KeptChoices()

/** Everybody's place for a referral, worked out now and kept for whoever allocates by it. `null` when there is no such referral. */
export async function showPlaces(
  context: Context,
  id: ReferralId,
): Promise<{ readonly facts: ChoiceFacts; readonly places: Places } | null> {
  const [seq, facts] = await Promise.all([lastSeq(context), loadChoice(context, id)])
  if (!facts) return null
  const asOf = startOfMinute(context.now)
  const places = placeEverybody(facts, asOf)
  kept.keep(context.actor.serviceId, id, { seq, asOf, places })
  return { facts, places }
}

/** The places as they were shown, while nothing has happened in the service since and it is the same minute; else worked out anew. */
export async function placesShown(
  context: Context,
  id: ReferralId,
  at: { readonly seq: number; readonly asOf: Instant },
): Promise<Places | null> {
  const shown = kept.find(context.actor.serviceId, id, at.seq, at.asOf)
  if (shown) return shown.places
  const facts = await loadChoice(context, id)
  return facts ? placeEverybody(facts, at.asOf) : null
}
