import type { ReferralId, TaskId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { finishTask } from '#shared/referrals/triaging/contract.ts'
import {
  APPLICATION_MADE,
  isApplication,
  taskOfSection4,
  tasksAfterOutcome,
  type TaskKind,
  type TaskToMake,
} from '#shared/referrals/triaging/tasks.ts'
import type { RequestCode, SourceCode } from '#shared/referrals/referral.ts'
import type { TriageDuty } from '#shared/referrals/triage.ts'
import { instantInput, type Instant } from '#shared/time/instant.ts'
import { effect, handle, react, type Context, type Happened } from '#server/kernel/handle.ts'
import { askedLaterOf } from '../contactStore.ts'
import { holdReferral, type Kept } from '../store.ts'
import { endReasonsLimit, reasonsGiven } from './reasons.ts'

/** Makes what a decision leaves to be done; one of a kind that is open already is not made twice. */
export async function makeTasks(
  { sql, actor, now }: Context,
  referralId: ReferralId,
  tasks: readonly TaskToMake[],
): Promise<readonly Happened[]> {
  const made: Happened[] = []
  for (const { kind, dueAt } of tasks) {
    const rows = await sql`
      insert into duty_tasks (service_id, id, referral_id, kind, due_at, made_at)
      values (${actor.serviceId}, ${crypto.randomUUID()}, ${referralId}, ${kind}, ${dueAt}, ${now})
      on conflict (service_id, referral_id, kind) where done_at is null do nothing returning kind`
    if (rows.length > 0) made.push({ type: 'duty-task-made', referralId, data: { kind, dueAt } })
  }
  return made
}

/** What the outcome of an assessment leaves to the desk: recorded with it, in the same transaction. */
export const dutiesOnOutcome = react('outcome-recorded', async ({ referralId, data }, context) => {
  if (!referralId) return []
  const { sql, actor, now } = context
  const [asked] = await sql<{ request: RequestCode; source: SourceCode; duty: TriageDuty | null }[]>`
    select r.request, r.source, (
      select d.duty from standing_decisions d where d.service_id = r.service_id and d.referral_id = r.id
      order by d.version_number desc limit 1) as duty
    from referrals r where r.service_id = ${actor.serviceId} and r.id = ${referralId}`
  if (!asked) return []
  const outcome = String(data?.['outcome'])
  // Reasons against an application are owed to nobody once there is one.
  const over = isApplication(outcome) ? await applied(context, referralId) : []
  const calls = await askedLaterOf(context, referralId)
  const owedAfter = (code: string) => tasksAfterOutcome({ ...asked, calls }, asked.duty, code, now)
  const tasks = owedAfter(outcome)
  const before = data?.['insteadOf']
  const noMore = (typeof before === 'string' ? owedAfter(before) : []).filter(
    ({ kind }) => !tasks.some((one) => one.kind === kind),
  )
  if (noMore.length > 0)
    over.push(
      ...(await notOwed(
        context,
        referralId,
        noMore.map(({ kind }) => kind),
        'The outcome was put right',
      )),
    )
  return [...over, ...(await makeTasks(context, referralId, tasks))]
})

/** An application was made: the task and the limit of the reasons against one are over together. */
async function applied(context: Context, referralId: ReferralId): Promise<Happened[]> {
  const tasks = await notOwed(context, referralId, ['s13-4-reasons'], APPLICATION_MADE)
  const made = { at: context.now, how: 'application-made', why: APPLICATION_MADE } as const
  return [...tasks, ...(await endReasonsLimit(context, referralId, made))]
}

/** Ends what is owed to nobody any more, and says why. */
export async function notOwed(
  { sql, actor, now }: Context,
  referralId: ReferralId,
  kinds: readonly TaskKind[],
  why: string,
): Promise<Happened[]> {
  const rows = await sql<{ kind: TaskKind }[]>`
    update duty_tasks set done_by = ${actor.personId}, done_at = ${now}, done_note = ${why}
    where service_id = ${actor.serviceId} and referral_id = ${referralId} and kind = any (${[...kinds]}) and done_at is null
    returning kind`
  return rows.map(({ kind }) => ({ type: 'duty-task-done', referralId, data: { kind, undone: true } }))
}

/** A section 4 that somebody records leaves the same; nothing is asked again that was done already. */
export const dutyOnSection4 = react('power-recorded', async ({ referralId, data }, context) => {
  if (!referralId || data?.['kind'] !== 's4') return []
  const { sql, actor, now } = context
  const task = taskOfSection4(instantInput.safeParse(data['startedAt']).data ?? null, now)
  const [made] = await sql`
    select from duty_tasks where service_id = ${actor.serviceId} and referral_id = ${referralId} and kind = ${task.kind} limit 1`
  return made ? [] : makeTasks(context, referralId, [task])
})

export const finish = handle(finishTask, {
  needs: 'take referrals',
  async run({ taskId, note }, context) {
    const { sql, actor, now } = context
    const referral = await referralOfTask(context, taskId)
    if (!referral) return refuse({ code: 'task-not-found' })
    const [held] = await sql<{ referralId: ReferralId; kind: TaskKind; doneAt: Instant | null }[]>`
      select referral_id as "referralId", kind, done_at as "doneAt"
      from duty_tasks where service_id = ${actor.serviceId} and id = ${taskId satisfies TaskId} for no key update`
    if (!held) return refuse({ code: 'task-not-found' })
    if (held.doneAt !== null) return refuse({ code: 'already-done', at: held.doneAt })
    await sql`
      update duty_tasks set done_by = ${actor.personId}, done_at = ${now}, done_note = ${note}
      where service_id = ${actor.serviceId} and id = ${taskId}`
    const given = { at: now, how: 'reasons-sent', why: note } as const
    const ended = held.kind === 's13-4-reasons' ? await reasonsGiven(context, referral, given) : []
    return effect(null, { type: 'duty-task-done', referralId: held.referralId, data: { kind: held.kind } }, ...ended)
  },
})

/** The referral of a task, with its row held before the task's: in the order in which everything else holds them. */
async function referralOfTask(context: Context, id: TaskId): Promise<Kept | undefined> {
  const { sql, actor } = context
  const [task] = await sql<{ referralId: ReferralId }[]>`
    select referral_id as "referralId" from duty_tasks where service_id = ${actor.serviceId} and id = ${id}`
  return task && holdReferral(context, task.referralId)
}
