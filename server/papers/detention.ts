import { refuse } from '#shared/kernel/outcome.ts'
import type { ReferralId, TaskId } from '#shared/kernel/ids.ts'
import {
  detentionRecorded,
  incompleteRecords,
  recordHospital,
  type DetentionRecorded,
  type IncompleteRow,
} from '#shared/papers/contract.ts'
import { RECORD_COMPLETE, recordGaps, recordGapsDue, type Recorded } from '#shared/papers/recordGaps.ts'
import type { TaskKind } from '#shared/referrals/triaging/tasks.ts'
import type { Instant } from '#shared/time/instant.ts'
import { answer, effectOnTheWire, handle, react, type Context, type Happened } from '#server/kernel/handle.ts'
import { holdArrangement, lastArrangedBy, saveArrangement } from '#server/referrals/deskStore.ts'
import { makeTasks, notOwed } from '#server/referrals/triaging/tasks.ts'

const FOLLOW_UP: TaskKind = 'detention-record'

/** The bed is agreed once its hospital is known. Also after the work is over: the ward is often told late. */
export const hospital = handle(recordHospital, {
  needs: 'keep papers',
  // Nothing was there when it was held, and now something is: somebody was quicker by a moment, with the first of all.
  beginsAgainOn: ['arrangements_pkey'],
  hold: ({ referralId }, scope) => holdArrangement(scope, referralId, 'bed'),
  async run({ referralId, seenVersion, hospital: note }, context, held) {
    if (!held) return refuse({ code: 'referral-not-found' })
    const before = held.arrangement
    const version = before?.version ?? 0
    if (version !== seenVersion) {
      const last = await lastArrangedBy(context, referralId, 'bed')
      return refuse({ code: 'changed-since-seen', ...(last ?? { byName: '', at: context.now }), version })
    }
    const since = before?.state === 'agreed' ? before.since : context.now
    const data = { kind: 'bed', state: 'agreed', before: before?.state ?? null }
    return effectOnTheWire(
      saveArrangement(context, { referralId, kind: 'bed', state: 'agreed', note, since, version: version + 1 }),
      { version: version + 1 },
      { type: 'arrangement-set', referralId, data },
    )
  },
})

interface Standing extends Recorded {
  readonly outcome: string | null
  readonly finishedAt: Instant | null
}

/** What of a referral's latest assessment is on the record. `undefined` when the referral is not in sight. */
async function standingOf({ sql, service }: Context, id: ReferralId): Promise<Standing | undefined> {
  const [row] = await sql<Standing[]>`
    select said.outcome, a.finished_at as "finishedAt",
      coalesce((select jsonb_agg(jsonb_build_object('recommendation', e.recommendation, 'isTimed', e.examined_at is not null))
        from examinations e where e.service_id = r.service_id and e.referral_id = r.id and not e.struck_out), '[]') as examinations,
      (select jsonb_build_object('state', b.state, 'isNamed', btrim(b.note) <> '')
        from arrangements b where b.service_id = r.service_id and b.referral_id = r.id and b.kind = 'bed') as bed
    from referrals r left join lateral (
      select id, finished_at from allocations
      where service_id = r.service_id and referral_id = r.id and outcome_at is not null
      order by outcome_at desc, id limit 1) a on true
    left join lateral hub.allocation_words(r.id, a.id) said on true
    where r.service_id = ${service} and r.id = ${id}`
  return row
}

/** With the finish: what is missing is the desk's to follow up. Nothing of it keeps anybody from finishing. */
export const gapsAtFinish = react('assessment-finished', async ({ referralId, data }, context) => {
  const standing = referralId && (await standingOf(context, referralId))
  if (!standing) return []
  const outcome = typeof data?.['outcome'] === 'string' ? data['outcome'] : null
  const isWhole = recordGaps(outcome, standing).length === 0
  return isWhole ? [] : makeTasks(context, referralId, [{ kind: FOLLOW_UP, dueAt: recordGapsDue(context.now) }])
})

/**
 * What is filled in is over by itself, and what is struck out again is asked after anew. What somebody said to stay as it is stays so.
 */
async function followGaps({ referralId }: Happened, context: Context): Promise<readonly Happened[]> {
  const standing = referralId && (await standingOf(context, referralId))
  if (!standing || standing.finishedAt === null) return []
  const isWhole = recordGaps(standing.outcome, standing).length === 0
  if (isWhole) return notOwed(context, referralId, [FOLLOW_UP], RECORD_COMPLETE)
  const { sql, service } = context
  const [said] = await sql`
    select from duty_tasks where service_id = ${service} and referral_id = ${referralId} and kind = ${FOLLOW_UP}
      and done_at is not null and done_note <> ${RECORD_COMPLETE} limit 1`
  const [once] = await sql`
    select from duty_tasks where service_id = ${service} and referral_id = ${referralId} and kind = ${FOLLOW_UP} limit 1`
  // A detention of before there was such a follow-up is left as it was.
  return said || !once ? [] : makeTasks(context, referralId, [{ kind: FOLLOW_UP, dueAt: recordGapsDue(context.now) }])
}

export const gapsFollowExaminations = react('examination-recorded', followGaps)
export const gapsFollowTheBed = react('arrangement-set', async (happened, context) =>
  happened.data?.['kind'] === 'bed' ? followGaps(happened, context) : [],
)

interface Followed {
  readonly id: TaskId
  readonly doneAt: Instant | null
  readonly why: string
  readonly byName: string | null
}

/** What is asked for whoever decides or decided, and for the record. */
export const recorded = answer(detentionRecorded, {
  needs: 'read a record',
  reveals: (given) => (given === null ? [] : [given.referralId]),
  shows: { as: 'row', fields: ['legal', 'work'] },
  async run({ referralId }, context): Promise<DetentionRecorded | null> {
    const { sql, service } = context
    const [standing, tasks] = await Promise.all([
      standingOf(context, referralId),
      sql<Followed[]>`
        select t.id, t.done_at as "doneAt", t.done_note as why, p.name as "byName"
        from duty_tasks t left join people p on p.service_id = t.service_id and p.id = t.done_by
        where t.service_id = ${service} and t.referral_id = ${referralId} and t.kind = ${FOLLOW_UP}
        order by t.done_at nulls first, t.id`,
    ])
    if (!standing) return null
    const { outcome, examinations, bed } = standing
    const left = tasks.findLast(({ doneAt, why }) => doneAt !== null && why !== RECORD_COMPLETE)
    return {
      referralId,
      outcome,
      examinations,
      bed,
      openTask: tasks.find(({ doneAt }) => doneAt === null)?.id ?? null,
      leftAsItIs: left?.doneAt ? { why: left.why, byName: left.byName ?? '', at: left.doneAt } : null,
    }
  },
})

/** What the desk follows up, the earliest finish first. */
export const incomplete = answer(incompleteRecords, {
  needs: 'see the board',
  reveals: (rows) => rows.map(({ id }) => id),
  shows: { as: 'row', fields: ['identity', 'legal', 'work'] },
  run: (_input, { sql, service }) => sql<IncompleteRow[]>`
    select r.id, r.number, r.last_name as "lastName", r.first_name as "firstName", said.outcome, p.name as "finishedByName",
      a.finished_at as "finishedAt",
      coalesce((select jsonb_agg(jsonb_build_object('recommendation', e.recommendation, 'isTimed', e.examined_at is not null))
        from examinations e where e.service_id = r.service_id and e.referral_id = r.id and not e.struck_out), '[]') as examinations,
      (select jsonb_build_object('state', b.state, 'isNamed', btrim(b.note) <> '')
        from arrangements b where b.service_id = r.service_id and b.referral_id = r.id and b.kind = 'bed') as bed
    from duty_tasks t join referrals r on r.service_id = t.service_id and r.id = t.referral_id
    join lateral (
      select id, person_id, finished_at from allocations
      where service_id = r.service_id and referral_id = r.id and finished_at is not null
      order by finished_at desc, id limit 1) a on true
    join people p on p.service_id = r.service_id and p.id = a.person_id
    join lateral hub.allocation_words(r.id, a.id) said on true
    where t.service_id = ${service} and t.kind = ${FOLLOW_UP} and t.done_at is null and hub.in_sight(r.id)
    order by a.finished_at, r.id limit 100`,
})
