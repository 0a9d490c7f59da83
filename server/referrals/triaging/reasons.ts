import type { ReferralId } from '#shared/kernel/ids.ts'
import { expectedLimits, type SaysWhatCounts } from '#shared/referrals/law/expected.ts'
import { decideLimitStart, runningLimitOf } from '#shared/referrals/law/limitDecisions.ts'
import { latest, type Instant } from '#shared/time/instant.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'
import { askedLaterOf } from '../contactStore.ts'
import { limitsOf, saveLimit, saveLimitEnd, startOfLimit, startOfLimitTold } from '../limitStore.ts'
import type { Kept } from '../store.ts'

// The reasons for a nearest relative (MHA 1983 s.13(4)) are one duty, kept as a task of the desk and as a limit of the law: whichever is
// ended first ends the other.
const KIND = 's13-4'

interface Given {
  readonly at: Instant
  readonly how: 'reasons-sent' | 'application-made'
  readonly why: string
}

/** Ends the task of the reasons: they were given, or are owed to nobody any more. */
export async function endReasonsTask(
  { sql, actor, now }: Context,
  referralId: ReferralId,
  note: string,
): Promise<readonly Happened[]> {
  const rows = await sql`
    update duty_tasks set done_by = ${actor.personId}, done_at = ${now}, done_note = ${note}
    where service_id = ${actor.serviceId} and referral_id = ${referralId} and kind = 's13-4-reasons' and done_at is null
    returning kind`
  return rows.map(() => ({ type: 'duty-task-done', referralId, data: { kind: 's13-4-reasons' } }))
}

/** Ends the limit of the reasons where it runs. */
export async function endReasonsLimit(
  context: Context,
  referralId: ReferralId,
  given: Given,
): Promise<readonly Happened[]> {
  const running = runningLimitOf(await limitsOf(context, { id: referralId }), KIND, null)
  return running === null ? [] : end(context, referralId, running, given)
}

/**
 * The reasons were given: the limit ends, also one that nobody had recorded and that the law counted all the same. It stands on the record
 * then, from the day on which they asked to the day on which they had their reasons. The referral's row is held by then.
 */
export async function reasonsGiven(context: Context, referral: Kept, given: Given): Promise<readonly Happened[]> {
  const limits = await limitsOf(context, { id: referral.id })
  const running = runningLimitOf(limits, KIND, null)
  if (running !== null) return end(context, referral.id, running, given)
  if (limits.some(({ kind, supersededAt }) => kind === KIND && supersededAt === null)) return []
  const startedAt = await requiredOn(context, referral)
  if (startedAt === null) return []
  const told = {
    kind: KIND,
    startedAt,
    secondAt: null,
    personId: null,
    startSource: 'The request',
    correctionReason: '',
  } as const
  const decided = decideLimitStart(limits, told, context.now)
  if (!decided.ok) return []
  const limit = startOfLimit(referral.id, told, decided.value)
  await saveLimit(context, limit)
  return [startOfLimitTold(limit, null), ...(await end(context, referral.id, limit, given))]
}

async function end(
  context: Context,
  referralId: ReferralId,
  limit: { readonly id: Parameters<typeof saveLimitEnd>[1]; readonly startedAt: Instant | null },
  { at, how, why }: Given,
): Promise<readonly Happened[]> {
  const endedAt = limit.startedAt === null ? at : latest(at, limit.startedAt)
  await saveLimitEnd(context, limit.id, { endedAt, how, why })
  return [{ type: 'limit-ended', referralId, data: { limitId: limit.id, kind: KIND, endedAt, how } }]
}

/** From when the law counts it on this referral, whoever rang; null where nobody required it. */
async function requiredOn(context: Context, referral: Kept): Promise<Instant | null> {
  const { sql, actor } = context
  const decisions = await sql<SaysWhatCounts['decisions'][number][]>`
    select outcome, duty from standing_decisions
    where service_id = ${actor.serviceId} and referral_id = ${referral.id} order by version_number`
  const says = { ...referral, decisions, calls: await askedLaterOf(context, referral.id) }
  return expectedLimits(says).find(({ kind }) => kind === KIND)?.startedAt ?? null
}
