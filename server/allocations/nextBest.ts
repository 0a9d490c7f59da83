import { nextBest as nextBestQuery } from '#shared/allocations/nextBestContract.ts'
import { MOST_PAIRED, pairUp, type WaitingFor } from '#shared/allocations/pairing.ts'
import { arriveBy } from '#shared/allocations/candidates.ts'
import { replan, type Going, type WaitingToReplan } from '#shared/allocations/replan.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { waitingOrder } from '#shared/referrals/waitingOrder.ts'
import { pressingOf } from '#shared/referrals/law/boardLimit.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { loadOpenReferrals, type OpenReferral } from './boardStore.ts'
import { showPlacesOf } from './placesShown.ts'

/** Somebody who finished longer ago than this is simply free. */
const FREED_MINUTES = 60

/** Worked out anew whenever something happens: somebody is free again, a limit draws nearer, a job takes longer than it was said to. */
export const nextBest = answer(nextBestQuery, {
  needs: 'allocate',
  shared: { ms: 5000, among: 'same sight' },
  reveals: 'nobody',
  async run(_asked, context) {
    const [open, freed] = await Promise.all([loadOpenReferrals(context), loadFreed(context)])
    const waiting = inOrder(open, context.now)
    const looked = await placesFor(context, waiting.slice(0, MOST_PAIRED))
    const names = new Map<PersonId, string>()
    for (const { people } of looked) for (const { personId, name } of people) names.set(personId, name)
    const pairs = pairUp(looked.map(({ waits }) => waits))
    return {
      asOf: context.now,
      waiting: waiting.length,
      slips: replan(looked.map(({ toReplan }) => toReplan)).map(({ before, after, ...slip }) => ({
        ...slip,
        before: named(before, names),
        after: named(after, names),
      })),
      pairs: pairs.map(({ firstAlone, ...pair }) => ({
        ...pair,
        personName: names.get(pair.personId) ?? '',
        freedAt: freed.get(pair.personId) ?? null,
        firstAloneName: firstAlone && (names.get(firstAlone) ?? null),
      })),
    }
  },
})

const named = (one: Going | null, names: ReadonlyMap<PersonId, string>) =>
  one && { name: names.get(one.personId) ?? '', thereAt: one.thereAt }

/** Those that wait for an AMHP and are not held, in the order of the board. */
function inOrder(open: readonly OpenReferral[], now: Instant): readonly OpenReferral[] {
  const place = (row: OpenReferral) => ({ ...row, clock: pressingOf(row, now), heldUntil: null })
  return open
    .filter(({ state, hold }) => state === 'to-allocate' && (hold === null || hold.until <= now))
    .map(place)
    .toSorted(waitingOrder)
}

async function placesFor(context: Context, referrals: readonly OpenReferral[]) {
  const shown = await showPlacesOf(
    context,
    referrals.map(({ id }) => id),
  )
  return referrals.flatMap(({ id, number, assessBy }, at) => {
    const places = shown[at]?.places
    if (!places) return []
    const { placed, inputs } = places
    const { limitAt } = inputs.job
    const waits: WaitingFor = { referralId: id, number, limitAt, ranked: placed }
    const toReplan: WaitingToReplan = {
      referralId: id,
      number,
      arriveBy: limitAt !== null && limitAt > context.now ? arriveBy(inputs.job.kind, limitAt) : null,
      assessBy: assessBy !== null && assessBy > context.now ? assessBy : null,
      ranked: placed,
    }
    return [{ waits, toReplan, people: placed }]
  })
}

/** Who has finished a job within the hour, and when the last of them ended. */
async function loadFreed({ sql, service, now }: Context): Promise<ReadonlyMap<PersonId, Instant>> {
  const rows = await sql<{ personId: PersonId; at: Instant }[]>`
    select person_id as "personId", max(finished_at) as at from allocations
    where service_id = ${service} and ended_how = 'finished' and finished_at > ${addMinutes(now, -FREED_MINUTES)} and finished_at <= ${now}
    group by person_id`
  return new Map(rows.map(({ personId, at }) => [personId, at]))
}
