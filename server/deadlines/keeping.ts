import type { DeadlineId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { changesTo, dueOf, type Changes, type DueFacts, type LiveDue } from '#shared/deadlines/due.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { Connection } from '#db/client.ts'
import type { Happened } from '#server/kernel/handle.ts'

/** One service at one moment, in a transaction of its own or of a command. */
export interface Keeping {
  readonly sql: Connection
  readonly serviceId: ServiceId
  readonly now: Instant
}

type Jsonb = Readonly<Record<string, unknown>>
interface FactsAsKept extends Omit<DueFacts, 'powers' | 'limits' | 'offer' | 'asks' | 'tasks'> {
  readonly powers: readonly Jsonb[]
  readonly limits: readonly Jsonb[]
  readonly live: readonly Jsonb[]
  readonly asks: readonly Jsonb[]
  readonly tasks: readonly Jsonb[]
  readonly offer: Jsonb | null
}

interface Facts {
  readonly facts: DueFacts
  readonly live: readonly LiveDue[]
}

/** Times inside `jsonb` are PostgreSQL's text, whatever depth they stand at. */
function revive(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key.endsWith('At') ? instant(value) : value
  if (Array.isArray(value)) return value.map((one) => revive(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revive(inner, name)]))
}

/** What says what is due, of the referrals named, or of every one on which something can be. */
async function factsOf(
  { sql, now }: Keeping,
  wanted: readonly ReferralId[] | null,
  hold: boolean,
): Promise<readonly Facts[]> {
  const rows = await sql<FactsAsKept[]>`
    select * from hub.deadline_facts(${wanted === null ? null : [...wanted]}::uuid[], ${hold}, ${now})`
  return rows.map(({ live, ...row }) => ({
    // What the function builds is what the type says; only its times are still text.
    facts: revive(row) as DueFacts,
    live: revive(live) as readonly LiveDue[],
  }))
}

type OfReferral = Changes & { readonly id: ReferralId }

/** An alarm that sounded until now, and that nobody need answer any more. */
export interface OverAlarm {
  readonly deadlineId: DeadlineId
  readonly referralId: ReferralId
  readonly kind: string
}

/** As it is recorded: screens hear of it, and it stands on the record. @example overEvent(one) // { type: 'alarm-over', … } */
export const overEvent = ({ deadlineId, referralId, kind }: OverAlarm): Happened => ({
  type: 'alarm-over',
  referralId,
  data: { deadlineId, kind },
})

/** Ends the alarms of deadlines that are no more. */
export const settleAlarms = (
  { sql, serviceId, now }: Keeping,
  gone: readonly string[],
): Promise<readonly OverAlarm[]> => sql<OverAlarm[]>`
  update alarms a set settled_at = ${now} from deadlines d
  where a.service_id = ${serviceId} and a.deadline_id = any (${gone}::uuid[]) and a.settled_at is null
    and d.service_id = a.service_id and d.id = a.deadline_id
  returning a.deadline_id as "deadlineId", d.referral_id as "referralId", d.kind`

/** Writes what changes on several referrals in three statements, however many they are. @returns the alarms that are over */
async function save(at: Keeping, changes: readonly OfReferral[]): Promise<readonly OverAlarm[]> {
  const { sql, serviceId, now } = at
  const gone = changes.flatMap(({ supersede }) => supersede)
  const rows = changes.flatMap(({ id, add }) =>
    add.map((due) => ({
      referral_id: id,
      source: due.source,
      source_id: due.sourceId,
      kind: due.kind,
      rule_id: due.ruleId,
      point: due.point,
      minutes_before: due.minutesBefore,
      due_at: due.dueAt,
      limit_at: due.limitAt,
      fired_at: due.overtaken ? now : null,
      overtaken: due.overtaken,
    })),
  )
  // Sent together and carried out in this order: the earlier row makes room before the new one takes its place.
  const [, over] = await Promise.all([
    gone.length > 0 &&
      sql`update deadlines set superseded_at = ${now} where service_id = ${serviceId} and id = any (${gone}::uuid[]) and superseded_at is null`,
    gone.length > 0 ? settleAlarms(at, gone) : [],
    rows.length > 0 &&
      sql`
        insert into deadlines (id, referral_id, source, source_id, kind, rule_id, point, minutes_before, due_at, limit_at, made_at, fired_at, overtaken)
        select gen_random_uuid(), d.referral_id, d.source, d.source_id, d.kind, d.rule_id, d.point, d.minutes_before, d.due_at, d.limit_at, ${now}, d.fired_at, d.overtaken
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as d(referral_id uuid, source text, source_id uuid, kind text, rule_id text, point text,
          minutes_before int, due_at timestamptz, limit_at timestamptz, fired_at timestamptz, overtaken boolean)
        on conflict (service_id, source_id, kind, point, minutes_before) where superseded_at is null do nothing`,
  ])
  return over
}

const isInStep = ({ supersede, add }: Changes): boolean => supersede.length === 0 && add.length === 0

/**
 * Brings what is kept of some referrals into step with what is due on them.
 *
 * @param hold whether to hold the referrals' rows first; a command that changes one holds it already
 * @returns how many were out of step, and which alarms are over by that
 */
export async function keepInStep(
  at: Keeping,
  ids: readonly ReferralId[],
  { hold }: { readonly hold: boolean },
): Promise<{ readonly mended: number; readonly over: readonly OverAlarm[] }> {
  const found = await factsOf(at, ids, hold)
  const changes = found
    .map(({ facts, live }): OfReferral => ({ id: facts.id, ...changesTo(live, dueOf(facts, at.now), at.now) }))
    .filter((one) => !isInStep(one))
  return { mended: changes.length, over: changes.length > 0 ? await save(at, changes) : [] }
}

/** The referrals of a service of which what is kept is not what is due. Holds nothing: look again under lock before changing. */
export async function outOfStep(at: Keeping): Promise<readonly ReferralId[]> {
  const found = await factsOf(at, null, false)
  return found
    .filter(({ facts, live }) => !isInStep(changesTo(live, dueOf(facts, at.now), at.now)))
    .map(({ facts }) => facts.id)
}
