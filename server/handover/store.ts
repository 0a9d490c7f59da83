import type { HandoverFacts, HandoverLine, HandoverNow, HandoverSheet, SheetItem } from '#shared/handover/contract.ts'
import type { Standing } from '#shared/handover/answer.ts'
import type { HandoverKind } from '#shared/handover/codes.ts'
import type { DeskShift } from '#shared/handover/whoFollows.ts'
import type { HandoverId, PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { loadLiveAllocations, loadOpenReferrals } from '#server/allocations/boardStore.ts'
import { learnedToday } from '#server/allocations/learnedStore.ts'
import type { Context } from '#server/kernel/handle.ts'
import { courseOfReferral, forecastOf } from '#shared/allocations/forecast.ts'
import type { Connection } from '#db/client.ts'
import { isAway } from '#server/rota/reading.ts'

/** Handovers of so long are listed. */
const LISTED_MINUTES = 14 * 24 * 60
const DAY_MINUTES = 24 * 60

/** Everything that is open and in sight, as a handover tells it. */
export async function factsNow(context: Context): Promise<readonly HandoverFacts[]> {
  const { now } = context
  const [open, live, decisions, seen, asked, told, { learned }] = await Promise.all([
    loadOpenReferrals(context),
    loadLiveAllocations(context),
    decisionsOfOpen(context),
    seenOfOpen(context),
    asksOfOpen(context),
    toldOfOpen(context),
    learnedToday(context),
  ])
  const allocations = new Map(live.map((one) => [one.referralId, one]))
  return open.map((referral) => {
    const allocation = allocations.get(referral.id) ?? null
    const course = courseOfReferral({ ...referral, allocation }, learned)
    const row = { ...referral, allocation, course, likelyFinish: forecastOf({ allocation, course }, now) }
    const { referralId: _, ...said } = told.find(({ referralId }) => referralId === referral.id) ?? nothingTold
    const decision = decisions.find(({ referralId }) => referralId === referral.id)
    return {
      row,
      decision: decision
        ? {
            outcome: decision.outcome,
            whyNow: decision.whyNow,
            risk: decision.risk,
            byName: decision.byName,
            at: decision.at,
          }
        : null,
      told: said,
      seenBy: seen.flatMap(({ referralId, name, at }) => (referralId === referral.id ? [{ name, at }] : [])),
      asks: asked.flatMap(({ referralId, ...ask }) => (referralId === referral.id ? [ask] : [])),
    }
  })
}

type Told = NonNullable<HandoverFacts['told']> & { readonly referralId: ReferralId | null }

const nothingTold: Told = {
  referralId: null,
  riskDetail: '',
  callerPhone: '',
  happening: '',
  homeAddress: '',
  nearestRelative: '',
}

/** What was told on the call, for whoever has only the paper. */
const toldOfOpen = ({ sql, actor }: Context) =>
  sql<Told[]>`
    select id as "referralId", risk_detail as "riskDetail", caller_phone as "callerPhone", happening, home_address as "homeAddress",
      nearest_relative as "nearestRelative"
    from referrals where service_id = ${actor.serviceId} and state <> 'closed'`

const decisionsOfOpen = ({ sql, actor }: Context) =>
  sql<(NonNullable<HandoverFacts['decision']> & { referralId: ReferralId })[]>`
    select distinct on (d.referral_id) d.referral_id as "referralId", d.outcome, d.why_now as "whyNow", d.risk, p.name as "byName",
      d.decided_at as at
    from standing_decisions d join referrals r on r.service_id = d.service_id and r.id = d.referral_id
    join people p on p.service_id = d.service_id and p.id = d.decided_by
    where d.service_id = ${actor.serviceId} and r.state <> 'closed' order by d.referral_id, d.version_number desc`

const seenOfOpen = ({ sql, actor }: Context) =>
  sql<{ referralId: ReferralId; name: string; at: Instant }[]>`
    select a.referral_id as "referralId", p.name, a.arrived_at as at
    from allocations a join referrals r on r.service_id = a.service_id and r.id = a.referral_id
    join people p on p.service_id = a.service_id and p.id = a.person_id
    where a.service_id = ${actor.serviceId} and r.state <> 'closed' and a.arrived_at is not null order by a.arrived_at, a.id`

/** What agencies still owe on open referrals: what is due first, first. */
const asksOfOpen = ({ sql, actor }: Context) =>
  sql<(HandoverFacts['asks'][number] & { referralId: ReferralId })[]>`
    select hub.merged_onto(k.referral_id) as "referralId", k.agency, k.of_whom as "ofWhom", k.what, k.due_at as "dueAt"
    from referral_asks k join referrals r on r.service_id = k.service_id and r.id = hub.merged_onto(k.referral_id)
    where k.service_id = ${actor.serviceId} and k.state = 'open' and r.state <> 'closed' order by k.due_at, k.id`

/**
 * Which open referrals are being handed over already, and who took each over last. Both are found once for all, not once a referral:
 * sight is asked of each row that is read.
 */
export const standingOfOpen = ({ sql, actor }: Context) =>
  sql<
    {
      referralId: ReferralId
      number: number
      offeredBy: string | null
      offeredById: PersonId | null
      offeredAt: Instant | null
      heldBy: string | null
      heldById: PersonId | null
      since: Instant | null
    }[]
  >`
    with offer as materialized (
      select i.referral_id, p.name, h.given_by, h.offered_at from handover_items i
      join handovers h on h.service_id = i.service_id and h.id = i.handover_id
      join people p on p.service_id = h.service_id and p.id = h.given_by
      where i.service_id = ${actor.serviceId} and i.answer = 'offered'
    ), held as materialized (
      select distinct on (i.referral_id) i.referral_id, p.name, h.answered_by, h.answered_at from handover_items i
      join handovers h on h.service_id = i.service_id and h.id = i.handover_id
      join people p on p.service_id = h.service_id and p.id = h.answered_by
      where i.service_id = ${actor.serviceId} and i.answer = 'taken' order by i.referral_id, h.answered_at desc
    )
    select r.id as "referralId", r.number, offer.name as "offeredBy", offer.given_by as "offeredById", offer.offered_at as "offeredAt", held.name as "heldBy",
      held.answered_by as "heldById",
      held.answered_at as since
    from referrals r left join offer on offer.referral_id = r.id left join held on held.referral_id = r.id
    where r.service_id = ${actor.serviceId} and r.state <> 'closed'`

/** Who of those still there took over which open referral last: somebody who has gone home is left out. */
export const stillHeld = ({ sql, actor, now }: Context) =>
  sql<{ referralId: ReferralId; personId: PersonId }[]>`
    select "referralId", "personId" from hub.held_by_handover(
      array(select id from referrals where service_id = ${actor.serviceId} and state <> 'closed'), ${now})`

const lineColumns = (sql: Connection) => sql`
  h.id, h.kind, h.state, h.given_by as "givenBy", g.name as "givenByName", h.offered_at as "offeredAt", a.name as "answeredByName",
  h.answered_at as "answeredAt", h.withdrawn_at as "withdrawnAt", h.items,
  (select count(*)::int from handover_items i where i.service_id = h.service_id and i.handover_id = h.id and i.answer = 'taken') as taken`

const lineTables = (sql: Connection) => sql`
  handovers h join people g on g.service_id = h.service_id and g.id = h.given_by
  left join people a on a.service_id = h.service_id and a.id = h.answered_by`

/** What waits for an answer, and what was answered in the last fortnight, the latest first. */
export const linesOf = ({ sql, actor, now }: Context): Promise<readonly HandoverLine[]> =>
  sql<HandoverLine[]>`
    select ${lineColumns(sql)} from ${lineTables(sql)}
    where h.service_id = ${actor.serviceId} and (h.state = 'offered' or h.offered_at > ${addMinutes(now, -LISTED_MINUTES)})
    order by h.state = 'offered' desc, h.offered_at desc, h.id`

export async function deskOf({
  sql,
  actor,
}: Context): Promise<Pick<HandoverNow, 'outOfHoursName' | 'outOfHoursPhone' | 'triageTargetMinutes'>> {
  const [service] = await sql<{ outOfHoursName: string; outOfHoursPhone: string; triageTargetMinutes: number }[]>`
    select out_of_hours_name as "outOfHoursName", out_of_hours_phone as "outOfHoursPhone",
      triage_target_minutes as "triageTargetMinutes"
    from services where id = ${actor.serviceId}`
  if (!service) throw new Error(`service ${actor.serviceId} has no row`)
  return service
}

export interface NewItem {
  readonly referralId: ReferralId
  readonly facts: HandoverFacts
  readonly note: string
  readonly nextBy: Instant | null
}

export async function saveOffer(
  { sql, actor, now }: Context,
  made: { readonly id: HandoverId; readonly kind: HandoverKind; readonly words: string },
  items: readonly NewItem[],
): Promise<void> {
  const rows = JSON.stringify(items.map((item, place) => ({ ...item, place })))
  await Promise.all([
    sql`
      insert into handovers (service_id, id, kind, state, given_by, offered_at, words, items)
      values (${actor.serviceId}, ${made.id}, ${made.kind}, 'offered', ${actor.personId}, ${now}, ${made.words}, ${items.length})`.execute(),
    sql`
      insert into handover_items (service_id, handover_id, referral_id, place, facts, note, next_by, answer)
      select ${actor.serviceId}, ${made.id}, i."referralId", i.place, i.facts, i.note, i."nextBy", 'offered'
      from jsonb_to_recordset(${rows}::text::jsonb) as i("referralId" uuid, place int, facts jsonb, note text, "nextBy" timestamptz)`.execute(),
  ])
}

/** A handover with its row locked until the transaction ends; `undefined` when this service has none of this id. */
export async function holdHandover({ sql, actor }: Context, id: HandoverId): Promise<Standing | undefined> {
  const [held, items] = await Promise.all([
    sql<Omit<Standing, 'items'>[]>`
      select h.kind, h.state, h.given_by as "givenBy", h.answered_at as "answeredAt", h.withdrawn_at as "withdrawnAt",
        (select p.name from people p where p.service_id = h.service_id and p.id = h.answered_by) as "answeredByName",
        (select p.name from people p where p.service_id = h.service_id and p.id = h.given_by) as "givenByName"
      from handovers h where h.service_id = ${actor.serviceId} and h.id = ${id} for no key update`,
    sql<{ referralId: ReferralId }[]>`
      select referral_id as "referralId" from handover_items
      where service_id = ${actor.serviceId} and handover_id = ${id} order by place`,
  ])
  return held[0] && { ...held[0], items: items.map(({ referralId }) => referralId) }
}

export async function saveAnswer(
  { sql, actor, now }: Context,
  id: HandoverId,
  said: {
    readonly taken: readonly ReferralId[]
    readonly left: readonly { readonly referralId: ReferralId; readonly why: string }[]
    readonly words: string
  },
): Promise<void> {
  await Promise.all([
    sql`
      update handovers set state = 'answered', answered_by = ${actor.personId}, answered_at = ${now}, answer_words = ${said.words}
      where service_id = ${actor.serviceId} and id = ${id}`.execute(),
    sql`
      update handover_items i set answer = case when i.referral_id = any (${[...said.taken]}::uuid[]) then 'taken' else 'left' end,
        left_why = coalesce((select l.why from jsonb_to_recordset(${JSON.stringify(said.left)}::text::jsonb) as l("referralId" uuid, why text)
          where l."referralId" = i.referral_id), '')
      where i.service_id = ${actor.serviceId} and i.handover_id = ${id}`.execute(),
    // What is closed to whoever answers stays with the giver too.
    sql`select hub.leave_what_is_hidden(${id})`.execute(),
  ])
}

export async function saveWithdrawal({ sql, actor, now }: Context, id: HandoverId, why: string): Promise<void> {
  await Promise.all([
    sql`
      update handovers set state = 'withdrawn', withdrawn_at = ${now}, withdrawn_why = ${why}
      where service_id = ${actor.serviceId} and id = ${id}`.execute(),
    sql`
      update handover_items set answer = 'withdrawn' where service_id = ${actor.serviceId} and handover_id = ${id}`.execute(),
    sql`select hub.leave_what_is_hidden(${id})`.execute(),
  ])
}

/** Sheets are kept as they were offered: one of an earlier release does not hold what later ones do. */
const factsWhole = (sql: Connection) => sql`
  '{"asks": []}'::jsonb || jsonb_set(i.facts, '{row}', '{"limits": [], "hold": null}'::jsonb || coalesce(i.facts -> 'row', '{}'))`

/** One handover whole, as far as whoever asks may see it. */
export async function sheetOf({ sql, actor }: Context, id: HandoverId): Promise<HandoverSheet | null> {
  const service = actor.serviceId
  const [lines, items] = await Promise.all([
    sql<Omit<HandoverSheet, 'sheet' | 'hidden'>[]>`
      select ${lineColumns(sql)}, h.words, h.answer_words as "answerWords", h.withdrawn_why as "withdrawnWhy",
        s.out_of_hours_name as "outOfHoursName", s.out_of_hours_phone as "outOfHoursPhone", s.hub_phone as "hubPhone", s.name as "serviceName"
      from ${lineTables(sql)} join services s on s.id = h.service_id where h.service_id = ${service} and h.id = ${id}`,
    sql<SheetItem[]>`
      select i.referral_id as "referralId", ${factsWhole(sql)} as facts, i.note, i.next_by as "nextBy", i.answer, i.left_why as "leftWhy", r.state as "stateNow"
      from handover_items i join referrals r on r.service_id = i.service_id and r.id = i.referral_id
      where i.service_id = ${service} and i.handover_id = ${id} and i.facts <> '{}' order by i.place`,
  ])
  const [line] = lines
  return line ? { ...line, sheet: items, hidden: line.items - items.length } : null
}

/** What was said of one referral at each handover, the oldest first: for whoever asks what is held about them. */
export const handoversOf = ({ sql, actor }: Context, id: ReferralId) =>
  sql<{ at: Instant; givenByName: string; takenByName: string | null; note: string; leftWhy: string }[]>`
    select h.offered_at as at, g.name as "givenByName", case when i.answer = 'taken' then a.name end as "takenByName", i.note,
      i.left_why as "leftWhy"
    from ${lineTables(sql)} join handover_items i on i.service_id = h.service_id and i.handover_id = h.id
    where i.service_id = ${actor.serviceId} and i.referral_id = ${id} order by h.offered_at, h.id`

/** Shifts at the desk that somebody works around now, those of people who are away or gone left out. */
export const deskShiftsAround = ({ sql, actor, now }: Context): Promise<readonly DeskShift[]> =>
  sql<DeskShift[]>`
    select s.person_id as "personId", s.starts_at as "startsAt", s.ends_at as "endsAt" from shifts s
    join people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null and p.access_stopped_at is null
    where s.service_id = ${actor.serviceId} and s.cancelled_at is null and s.role = 'practice-consultant' and not ${isAway(sql)}
      and s.starts_at > ${addMinutes(now, -DAY_MINUTES)} and s.starts_at < ${addMinutes(now, DAY_MINUTES)} and s.ends_at > ${now}`
