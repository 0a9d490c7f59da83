import type { ReferralId } from '#shared/kernel/ids.ts'
import type { DeskFile, RatingRow, RedirectRow } from '#shared/referrals/triaging/contract.ts'
import type { AnswerRow } from '#shared/referrals/triaging/answers.ts'
import type { AskRow } from '#shared/referrals/triaging/asks.ts'
import type { TickRow } from '#shared/referrals/triaging/checklists.ts'
import type { HoldRow } from '#shared/referrals/triaging/holds.ts'
import type { LetterRow } from '#shared/referrals/triaging/letters.ts'
import type { TaskRow } from '#shared/referrals/triaging/tasks.ts'
import type { UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import { bandsAt } from '#shared/referrals/urgencyTargets.ts'
import type { Context } from '#server/kernel/handle.ts'
import { urgencyRows } from '../urgencyStore.ts'

/** Everything of the desk's that lies beside a record, in one round trip. */
export async function deskFileOf(context: Context, id: ReferralId): Promise<DeskFile> {
  const { sql, actor } = context
  const service = actor.serviceId
  const [answers, asks, ratings, ticks, tasks, letters, redirects, holds, bands] = await Promise.all([
    sql<AnswerRow[]>`
      select a.field, a.how, a.text, p.name as "byName", a.answered_at as at
      from referral_answers a join people p on p.service_id = a.service_id and p.id = a.answered_by
      where a.service_id = ${service} and a.referral_id = ${id} order by a.field`,
    sql<AskRow[]>`
      select a.id, hub.number_of(a.referral_id) as number, a.agency, a.of_whom as "ofWhom", a.what, p.name as "askedByName", a.asked_at as "askedAt", a.due_at as "dueAt", a.state,
        a.chases, a.chased_at as "chasedAt", s.name as "settledByName", a.settled_at as "settledAt", a.answer
      from referral_asks a join people p on p.service_id = a.service_id and p.id = a.asked_by
      left join people s on s.service_id = a.service_id and s.id = a.settled_by
      where a.service_id = ${service} and a.referral_id = any (hub.merged_in_sight(${id})) order by a.asked_at, a.id`,
    sql<RatingRow[]>`
      select u.urgency, u.before, u.why, p.name as "byName", u.rated_at as at, u.target_at as "targetAt", u.target_because as "targetBecause",
        u.assess_by as "assessBy"
      from urgency_ratings u join people p on p.service_id = u.service_id and p.id = u.rated_by
      where u.service_id = ${service} and u.referral_id = ${id} order by u.place desc`,
    sql<TickRow[]>`
      select t.list_id as "listId", t.item, t.state, p.name as "byName", t.ticked_at as at
      from checklist_ticks t join people p on p.service_id = t.service_id and p.id = t.ticked_by
      where t.service_id = ${service} and t.referral_id = ${id} order by t.item`,
    sql<TaskRow[]>`
      select t.id, t.kind, t.due_at as "dueAt", t.made_at as "madeAt", t.done_at as "doneAt", p.name as "doneByName", t.done_note as "doneNote"
      from duty_tasks t left join people p on p.service_id = t.service_id and p.id = t.done_by
      where t.service_id = ${service} and t.referral_id = ${id} order by t.done_at nulls first, t.due_at, t.id`,
    sql<LetterRow[]>`
      select l.id, l.kind, l.addressee, l.text, k.name as "keptByName", l.kept_at as "keptAt", l.sent_at as "sentAt", l.sent_how as "sentHow",
        s.name as "sentByName"
      from referral_letters l join people k on k.service_id = l.service_id and k.id = l.kept_by
      left join people s on s.service_id = l.service_id and s.id = l.sent_by
      where l.service_id = ${service} and l.referral_id = ${id} order by l.kept_at desc, l.id`,
    sql<RedirectRow[]>`
      select d.council, d.spoken_to as "spokenTo", d.phone, d.why, o.name as "offeredByName", d.offered_at as "offeredAt", d.state,
        d.answered_by as "answeredBy", d.answered_at as "answeredAt", d.answer_why as "answerWhy"
      from referral_redirects d join people o on o.service_id = d.service_id and o.id = d.offered_by
      where d.service_id = ${service} and d.referral_id = ${id} order by d.offered_at desc, d.id`,
    sql<HoldRow[]>`
      select h.until, h.why, p.name as "heldByName", h.held_at as "heldAt", h.ended_at as "endedAt"
      from referral_holds h join people p on p.service_id = h.service_id and p.id = h.held_by
      where h.service_id = ${service} and h.referral_id = ${id} order by h.ended_at is null desc, h.held_at desc, h.id`,
    urgencyRows(context),
  ])
  return { answers, asks, ratings: named(ratings, bands), ticks, tasks, letters, redirects, holds }
}

/** Each rating with what its classes were called then. */
const named = (ratings: readonly RatingRow[], bands: readonly UrgencyRow[]): readonly RatingRow[] =>
  ratings.map((one) => {
    const { words } = bandsAt(bands, one.at)
    return { ...one, words: words[one.urgency], beforeWords: one.before && words[one.before] }
  })
