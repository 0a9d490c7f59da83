import type { ReferralId } from '#shared/kernel/ids.ts'
import { startOfMinute, type Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { lastSeq, loadChoice, loadChoices } from './candidateStore.ts'
import { inputsInWriting, placeEverybody } from './choosing.ts'
import { KeptChoices, type ShownPlaces } from './keptChoices.ts'

const kept = new KeptChoices()

/** Everybody's place for a referral, worked out now and kept for whoever allocates by it. `null` when there is no such referral. */
export async function showPlaces(context: Context, id: ReferralId): Promise<ShownPlaces | null> {
  const [shown] = await showPlacesOf(context, [id])
  if (!shown) return null
  // While the database keeps that it was looked at: whoever presses next does not wait for it.
  setImmediate(() => inputsInWriting(shown.places.inputs))
  return shown
}

/** The same for several referrals at once, in their order. */
export async function showPlacesOf(
  context: Context,
  ids: readonly ReferralId[],
): Promise<readonly (ShownPlaces | null)[]> {
  const [seq, all] = await Promise.all([lastSeq(context), loadChoices(context, ids)])
  const asOf = startOfMinute(context.now)
  return all.map((facts) => {
    if (!facts) return null
    const places = placeEverybody(facts, asOf)
    kept.keep(context.actor, facts.referral.id, { seq, asOf, facts, places })
    return { facts, places }
  })
}

/**
 * The places as they were shown, and the register they were worked out from, while nothing has happened in the service since and it
 * is the same minute; else worked out anew. Whoever allocates holds the chosen person's entry before the number is read, so that a
 * suspension is either part of it or waits for them. `null` when there is no such referral.
 */
export async function placesShown(
  context: Context,
  id: ReferralId,
  at: { readonly seq: number; readonly asOf: Instant },
): Promise<ShownPlaces | null> {
  const shown = kept.find(context.actor, id, at.seq, at.asOf)
  if (shown) return shown
  const facts = await loadChoice(context, id)
  return facts ? { facts, places: placeEverybody(facts, at.asOf) } : null
}
