import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import type { Urgency } from '#shared/referrals/referral.ts'
import type { TaskKind } from '#shared/referrals/triaging/tasks.ts'
import {
  builtOnDecision,
  decideUndoTriage,
  undoTriage,
  type BuiltSince,
  type RecordedDecision,
} from '#shared/referrals/triaging/undoTriage.ts'
import type { Instant } from '#shared/time/instant.ts'
import { handle, type Context } from '#server/kernel/handle.ts'
import { beforeTriage } from '../deskStore.ts'
import { holdReferral, lastChangeOf, saveChanges } from '../store.ts'

export const undoDecision = handle(undoTriage, {
  needs: 'triage',
  async run({ referralId, decision: number }, context) {
    const referral = await holdReferral(context, referralId)
    if (!referral) return refuse({ code: 'referral-not-found' })
    const [decision, builtSince, { liveAllocation }, lastChange] = await Promise.all([
      decisionNumbered(context, referralId, number),
      builtSinceDecision(context, referralId, number),
      beforeTriage(context, referralId),
      lastChangeOf(context, referralId),
    ])
    const subject = {
      version: referral.version,
      decision,
      liveAllocation,
      builtSince,
      lastChange: lastChange ?? { byName: '', at: referral.recordedAt },
    }
    const decided = decideUndoTriage(subject, context.now)
    if (!decided.ok) return decided
    if (decision === null) return refuse({ code: 'nothing-decided' })
    const { state } = decided.value
    const { urgencyBefore: urgency, assessByBefore: assessBy, acceptedAtBefore: acceptedAt } = decision
    await markUndone(context, referralId, number)
    const tasks = await taskNotNeeded(context, referralId, decision.at)
    const before = { state, urgency, assessBy, acceptedAt, closedAt: null, closedAs: null }
    const version = await saveChanges(context, referral, before)
    const events = [
      { type: 'triage-undone', referralId, data: { decision: number, state } },
      ...tasks.map((kind) => ({ type: 'duty-task-done', referralId, data: { kind, undone: true } })),
    ]
    return done({ answer: { version, state }, events })
  },
})

type KeptDecision = RecordedDecision & {
  readonly urgencyBefore: Urgency | null
  readonly assessByBefore: Instant | null
  readonly acceptedAtBefore: Instant | null
}

async function decisionNumbered(
  { sql, actor }: Context,
  referralId: ReferralId,
  number: number,
): Promise<KeptDecision | null> {
  const [row] = await sql<(Omit<KeptDecision, 'undone'> & { undoneAt: Instant | null; undoneByName: string | null })[]>`
    select d.decided_at as at, d.made_version as "madeVersion", d.state_before as "stateBefore", d.urgency_before as "urgencyBefore",
      d.assess_by_before as "assessByBefore", d.accepted_at_before as "acceptedAtBefore",
      u.undone_at as "undoneAt", p.name as "undoneByName"
    from triage_decisions d
    left join undone_decisions u
      on u.service_id = d.service_id and u.referral_id = d.referral_id and u.version_number = d.version_number
    left join people p on p.service_id = u.service_id and p.id = u.undone_by
    where d.service_id = ${actor.serviceId} and d.referral_id = ${referralId} and d.version_number = ${number}`
  if (!row) return null
  const { undoneAt, undoneByName, ...kept } = row
  return { ...kept, undone: undoneAt && { byName: undoneByName ?? '', at: undoneAt } }
}

/** The first thing that was built on a decision since it was recorded. */
async function builtSinceDecision(
  { sql, actor }: Context,
  referralId: ReferralId,
  number: number,
): Promise<BuiltSince | null> {
  const [row] = await sql<BuiltSince[]>`
    select e.type as what, coalesce(p.name, '') as "byName", e.at
    from events e left join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.referral_id = ${referralId} and e.type = any (${Object.keys(builtOnDecision)}::text[])
      and e.seq > (select max(d.seq) from events d where d.service_id = ${actor.serviceId} and d.referral_id = ${referralId}
        and d.type in ('referral-triaged', 'triage-changed') and (d.data->>'decision')::int = ${number})
    order by e.seq limit 1`
  return row ?? null
}

async function markUndone({ sql, actor, now }: Context, referralId: ReferralId, number: number): Promise<void> {
  await sql`
    insert into undone_decisions (service_id, referral_id, version_number, undone_by, undone_at)
    values (${actor.serviceId}, ${referralId}, ${number}, ${actor.personId satisfies PersonId}, ${now})`
}

/** What the decision left to be done is not to be done any more. */
async function taskNotNeeded(
  { sql, actor, now }: Context,
  referralId: ReferralId,
  madeAt: Instant,
): Promise<readonly TaskKind[]> {
  const rows = await sql<{ kind: TaskKind }[]>`
    update duty_tasks set done_by = ${actor.personId}, done_at = ${now}, done_note = 'The decision that asked for it was undone'
    where service_id = ${actor.serviceId} and referral_id = ${referralId} and made_at = ${madeAt} and done_at is null
    returning kind`
  return rows.map(({ kind }) => kind)
}
