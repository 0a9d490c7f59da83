import type { LimitId, ReferralId } from '#shared/kernel/ids.ts'
import { outcomeCode, type OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { ExaminedBy } from '#shared/papers/checks.ts'
import {
  endAtFinish,
  EXAMINATIONS_CHANGED,
  FROM_EXAMINATIONS,
  limitsFollowing,
  limitsOfExaminations,
  stepsToFollow,
  WITH_THE_WORK,
  type LimitStep,
} from '#shared/papers/limitsFollow.ts'
import { decideLimitEnd, decideLimitStart } from '#shared/referrals/law/limitDecisions.ts'
import type { LimitRow } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import { react, type Context, type Happened } from '#server/kernel/handle.ts'
import {
  limitsOf,
  saveLimit,
  saveLimitEnd,
  startOfLimit,
  startOfLimitTold,
  supersedeLimit,
} from '#server/referrals/limitStore.ts'

const NO_BED: OutcomeCode = 'APPLICATION_NOT_MADE_NO_BED'

const examinationsOf = ({ sql, service }: Context, id: ReferralId): Promise<readonly ExaminedBy[]> =>
  sql<ExaminedBy[]>`
    select doctor_name as "doctorName", is_section_12 as "isSection12", knows_person as "knowsPerson", examined_at as "examinedAt",
      recommendation, signed_on as "signedOn", rests_on as "restsOn"
    from examinations where service_id = ${service} and referral_id = ${id} and not struck_out`

/**
 * The law counts from what the doctors did, whether or not anybody records the limit as well: the second examination, the admission.
 * So the limit is recorded with the examination, is corrected with it, and stands on the board with its alarms. The referral's row is
 * held by then.
 */
async function followExaminations({ referralId }: Happened, context: Context): Promise<readonly Happened[]> {
  if (!referralId) return []
  const [examinations, limits] = [
    await examinationsOf(context, referralId),
    await limitsOf(context, { id: referralId }),
  ]
  const happened: Happened[] = []
  const isClosed = await closed(context, referralId)
  for (const step of stepsToFollow(limits, limitsFollowing(examinations)))
    // Papers often come after the work is over: nothing begins to run then.
    if (!(isClosed && step.does === 'start')) happened.push(...(await take(step, referralId, limits, context)))
  return happened
}

export const limitsFollowExaminations = react('examination-recorded', followExaminations)
/** It moves what counts as well: from the later examination of those that the application rests on. */
export const limitsFollowWhatItRestsOn = react('application-rests-on', followExaminations)

const closed = async ({ sql, service }: Context, id: ReferralId): Promise<boolean> =>
  (await sql`select id from referrals where service_id = ${service} and id = ${id} and closed_at is not null`).length >
  0

async function take(
  step: LimitStep<LimitId>,
  referralId: ReferralId,
  limits: readonly LimitRow[],
  context: Context,
): Promise<readonly Happened[]> {
  const { now } = context
  if (step.does === 'end') {
    const [limit, end] = [limits.find(({ id }) => id === step.limit), { endedAt: step.at ?? now, how: step.how }]
    if (!limit || !decideLimitEnd(limit, end, now).ok) return []
    await saveLimitEnd(context, limit.id, { ...end, why: step.at === null ? EXAMINATIONS_CHANGED : FROM_EXAMINATIONS })
    return [{ type: 'limit-ended', referralId, data: { limitId: limit.id, kind: limit.kind, ...end } }]
  }
  const told = {
    kind: step.kind,
    startedAt: step.startedAt,
    secondAt: null,
    personId: null,
    startSource: FROM_EXAMINATIONS,
    correctionReason: step.does === 'correct' ? EXAMINATIONS_CHANGED : '',
  }
  return started(told, referralId, limits, context)
}

type Told = Parameters<typeof decideLimitStart>[1]

async function started(
  told: Told,
  referralId: ReferralId,
  limits: readonly LimitRow[],
  context: Context,
): Promise<readonly Happened[]> {
  const decided = decideLimitStart(limits, told, context.now)
  // What does not fit is left to whoever reads the record: the law's counting never stops an examination from being written down.
  if (!decided.ok) return []
  const { corrects } = decided.value
  const limit = startOfLimit(referralId, told, decided.value)
  if (corrects) await supersedeLimit(context, corrects.id)
  await saveLimit(context, limit)
  return [startOfLimitTold(limit, corrects?.startedAt ?? null)]
}

/** With the assessment those end that counted towards it: who was admitted needs no reminder to be, nor does who was not detained. */
export const limitsEndWithTheWork = react('assessment-finished', async ({ referralId, data }, context) => {
  const outcome = outcomeCode.safeParse(data?.['outcome'])
  if (!referralId || !outcome.success) return []
  const { now } = context
  const goesOn = !(await closed(context, referralId))
  const happened: Happened[] = []
  for (const { id: limitId, kind, startSource, endedAt, supersededAt, startedAt } of await limitsOf(context, {
    id: referralId,
  })) {
    const own = limitsOfExaminations.find((one) => one === kind)
    if (own === undefined || startSource !== FROM_EXAMINATIONS || endedAt !== null || supersededAt !== null) continue
    const how = endAtFinish(own, outcome.data, goesOn)
    if (how === null || (startedAt !== null && startedAt > now)) continue
    await saveLimitEnd(context, limitId, { endedAt: now, how, why: WITH_THE_WORK })
    happened.push({ type: 'limit-ended', referralId, data: { limitId, kind, endedAt: now, how } })
  }
  return happened
})

/** How it reads on the record where an applicant's own limit comes from. */
const FROM_ARRIVAL = 'When they were with the person, by their own steps'
/** Why it counts anew while it runs. */
const SEEN_AGAIN = 'They saw the person again'

/**
 * An application that could not be made for want of a bed waits for one: from the day on which this AMHP was with the person they have 14
 * days to make it, whoever else sees the person meanwhile (MHA 1983 s.11(5)). Each sighting of their own counts anew.
 */
export const applicantsOwnLimit = react('assessment-finished', async ({ referralId, personId, data }, context) => {
  if (!referralId || !personId || data?.['outcome'] !== NO_BED) return []
  const { sql, service } = context
  const [seen] = await sql<{ arrivedAt: Instant | null }[]>`
    select max(arrived_at) as "arrivedAt" from allocations
    where service_id = ${service} and referral_id = ${referralId} and person_id = ${personId}`
  if (!seen || seen.arrivedAt === null) return []
  const limits = await limitsOf(context, { id: referralId })
  const seenOn = startOfDay(londonDayOf(seen.arrivedAt))
  const theirs = limits.filter((one) => one.kind === 's11-5' && one.personId === personId && one.supersededAt === null)
  // The same sighting counts once, whatever became of it; one that somebody knows to be later stays.
  if (theirs.some(({ startedAt }) => startedAt !== null && startedAt >= seenOn)) return []
  const told = {
    kind: 's11-5',
    startedAt: seenOn,
    secondAt: null,
    personId,
    startSource: FROM_ARRIVAL,
    correctionReason: theirs.some(({ endedAt }) => endedAt === null) ? SEEN_AGAIN : '',
  } as const
  return started(told, referralId, limits, context)
})
