import type {
  ArrangementRow,
  DecisionRow,
  ReferralDetail,
  ReferralLine,
  ReferralRecord,
  UndoneDecision,
  TimelineRow,
} from '#shared/referrals/record.ts'
import { bandsAt } from '#shared/referrals/urgencyTargets.ts'
import type { UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import type { AskedLater } from '#shared/referrals/relatives.ts'
import type { Sought } from '#shared/referrals/finding.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import type { Connection } from '#db/client.ts'
import type { Context } from '#server/kernel/handle.ts'
import { limitsOf } from './limitStore.ts'
import { notesOf } from './noteStore.ts'
import { powersOf } from './powerStore.ts'
import { urgencyRows } from './urgencyStore.ts'

/** One referral whole, in one round trip; `null` when this service has no such number. */
export async function recordOf(context: Context, number: number): Promise<ReferralRecord | null> {
  const [details, powers, limits, calls, decisions, arrangements, notes, timeline, bands] = await Promise.all([
    detail(context, number),
    powersOf(context, { number }),
    limitsOf(context, { number }),
    laterOf(context, number),
    decisionsOf(context, number),
    arrangementsOf(context, number),
    notesOf(context, number),
    timelineOf(context, number),
    urgencyRows(context),
  ])
  const [referral] = details
  if (!referral) return null
  const urgencyBands = bandsAt(bands, context.now)
  return {
    referral,
    powers,
    limits,
    calls,
    ...parted(named(decisions, bands)),
    urgencyBands,
    arrangements,
    notes,
    timeline,
  }
}

/** What later callers asked for, on it or on one that was merged into it. */
const laterOf = ({ sql, actor }: Context, number: number) =>
  sql<AskedLater[]>`
    select c.request, c.source, c."receivedAt" from referrals r, hub.calls_of(r.id) c
    where r.service_id = ${actor.serviceId} and r.number = ${number}`

/** The columns of `ReferralDetail`, of a referral `r` and whoever took it, `t`. */
export const detailColumns = (sql: Connection) => sql`
  r.id, r.number, r.version, r.state, r.received_at as "receivedAt", r.recorded_at as "recordedAt", coalesce(t.name, s.name) as "takenByName",
  r.source, r.caller_name as "callerName", r.caller_phone as "callerPhone", r.last_name as "lastName", r.first_name as "firstName",
  r.born_on as "bornOn", r.age_years as "ageYears", r.age_is_estimate as "ageIsEstimate", r.age_said_on as "ageSaidOn", r.gender,
  r.nhs_number as "nhsNumber", r.request, r.place, r.place_id as "placeId", r.happening, r.risk_to_staff as "riskToStaff",
  r.risk_detail as "riskDetail", r.home_address as "homeAddress", r.person_phone as "personPhone", r.nearest_relative as "nearestRelative", r.interpreter,
  r.asks_for as "asksFor", r.way_in as "wayIn", r.council_id as "councilId", r.urgency, r.assess_by as "assessBy",
  r.accepted_at as "acceptedAt", r.closed_at as "closedAt", r.closed_as as "closedAs"`

const detail = ({ sql, actor }: Context, number: number) =>
  sql<ReferralDetail[]>`
    select ${detailColumns(sql)} from referrals r
    left join people t on t.service_id = r.service_id and t.id = r.taken_by
    left join partners s on s.service_id = r.service_id and s.id = r.partner_id
    where r.service_id = ${actor.serviceId} and r.number = ${number}`

type AnyDecision = DecisionRow & { readonly undoneAt: Instant | null; readonly undoneByName: string | null }

/** Each with what its class was called when it was decided. */
const named = (all: readonly AnyDecision[], bands: readonly UrgencyRow[]): readonly AnyDecision[] =>
  all.map((one) => ({
    ...one,
    urgencyWords: one.urgency === null ? null : bandsAt(bands, one.decidedAt).words[one.urgency],
  }))

/** Those that stand, and those that were undone. */
function parted(all: readonly AnyDecision[]): Pick<ReferralRecord, 'decisions' | 'undoneDecisions'> {
  const decisions: DecisionRow[] = []
  const undoneDecisions: UndoneDecision[] = []
  for (const { undoneAt, undoneByName, ...decision } of all) {
    if (undoneAt === null) decisions.push(decision)
    else undoneDecisions.push({ ...decision, undoneAt, undoneByName: undoneByName ?? '' })
  }
  return { decisions, undoneDecisions }
}

const decisionsOf = ({ sql, actor }: Context, number: number) =>
  sql<AnyDecision[]>`
    select d.version_number as "versionNumber", d.outcome, d.urgency, d.assess_by as "assessBy", d.review_at as "reviewAt",
      d.why_now as "whyNow", d.less_restrictive as "lessRestrictive", d.duty, d.risk, p.name as "decidedByName", y.name as "recordedByName",
      d.decided_at as "decidedAt", d.change_reason as "changeReason", d.target_at as "targetAt", d.target_because as "targetBecause",
      u.undone_at as "undoneAt", z.name as "undoneByName"
    from triage_decisions d join people p on p.service_id = d.service_id and p.id = d.decided_by
    left join people y on y.service_id = d.service_id and y.id = d.recorded_by
    left join undone_decisions u
      on u.service_id = d.service_id and u.referral_id = d.referral_id and u.version_number = d.version_number
    left join people z on z.service_id = u.service_id and z.id = u.undone_by
    where d.service_id = ${actor.serviceId}
      and d.referral_id = (select id from referrals where service_id = ${actor.serviceId} and number = ${number})
    order by d.version_number`

const arrangementsOf = ({ sql, actor }: Context, number: number) =>
  sql<ArrangementRow[]>`
    select g.kind, g.state, g.note, g.since, p.name as "setByName", g.version
    from arrangements g join people p on p.service_id = g.service_id and p.id = g.set_by
    where g.service_id = ${actor.serviceId}
      and g.referral_id = (select id from referrals where service_id = ${actor.serviceId} and number = ${number})
    order by g.kind`

/** Everything that happened to it, whichever feature recorded it, the oldest first. */
const timelineOf = ({ sql, actor }: Context, number: number) =>
  sql<TimelineRow[]>`
    select e.seq, e.at, e.type, a.name as "actorName", p.name as "personName", e.data
    from events e
    left join people a on a.service_id = e.service_id and a.id = e.actor_id
    left join people p on p.service_id = e.service_id and p.id = e.person_id
    where e.service_id = ${actor.serviceId}
      and e.referral_id = (select id from referrals where service_id = ${actor.serviceId} and number = ${number})
    order by e.seq`

const MOST_FOUND = 50

export type Show = 'open' | 'closed' | 'closed-today' | 'all'

const lineColumns = (sql: Connection) => sql`
  r.id, r.number, r.last_name as "lastName", r.first_name as "firstName", r.state, r.request,
  r.received_at as "receivedAt", r.closed_at as "closedAt", r.closed_as as "closedAs"`

const shown = (sql: Connection, show: Show, now: Instant) =>
  show === 'all'
    ? sql`true`
    : show === 'open'
      ? sql`r.state <> 'closed'`
      : show === 'closed'
        ? sql`r.state = 'closed'`
        : sql`(r.state = 'closed' and r.closed_at >= ${startOfDay(londonDayOf(now))})`

/** The latest referrals: those that came in last, or were closed last today. */
export const latestReferrals = ({ sql, actor, now }: Context, show: Show): Promise<readonly ReferralLine[]> =>
  sql<ReferralLine[]>`
    select ${lineColumns(sql)} from referrals r
    where r.service_id = ${actor.serviceId} and ${shown(sql, show, now)}
    order by ${show === 'closed-today' ? sql`r.closed_at` : sql`r.received_at`} desc, r.number desc limit ${MOST_FOUND}`

/** Referrals that what was typed may mean and that whoever asks may see, the latest first. */
export const findBy = (
  { sql, actor, now }: Context,
  { number, digits, phone, words }: Sought,
  show: Show,
): Promise<readonly ReferralLine[]> =>
  sql<ReferralLine[]>`
    select ${lineColumns(sql)}
    from hub.find_referrals(${number}, ${digits}, ${phone}, ${patternsOf(words)}::text[], ${show === 'closed-today' ? 'closed' : show}, ${MOST_FOUND}) f
    join referrals r on r.service_id = ${actor.serviceId} and r.id = f.id
    where ${shown(sql, show, now)}
    order by r.received_at desc, r.number desc`

/** The longest first: it narrows the search most. */
const patternsOf = (words: Sought['words']): readonly string[] =>
  words.toSorted((a, b) => b.length - a.length).map(anywhere)

/** True for a referral `r` whose name has every part that was typed; never when nothing was. */
export const nameHas = (sql: Connection, words: Sought['words']) =>
  sql`(cardinality(${words.map(anywhere)}::text[]) > 0 and hub.fold_name(r.last_name || ' ' || r.first_name) like all (${words.map(anywhere)}::text[]))`

/** A part of a name anywhere in it; what the pattern language means something by is meant as a letter here. */
const anywhere = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`
