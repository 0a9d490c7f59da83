import type { PackKey, PackRow } from '#shared/audit/contract.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { personId } from '#shared/kernel/ids.ts'
import type { Context } from '#server/kernel/handle.ts'
import { numbersOf, ofSamePerson, personOf, referralNumbered, type Stretch } from './store.ts'

/** What a pack is gathered by: the records of one person, or what a row of the audit says of whoever asked. */
export type PackedBy =
  | { readonly ids: readonly ReferralId[] }
  | { readonly by: Exclude<PackKey, 'record'>; readonly value: string }

/** What a pack is about and how that is said, or `null` when there is no such record or colleague in this service. */
export async function packedBy(
  context: Context,
  by: PackKey,
  value: string,
): Promise<{ readonly of: PackedBy; readonly words: string } | null> {
  if (by === 'record') {
    const id = await referralNumbered(context, Number(value))
    if (id === null) return null
    const ids = await ofSamePerson(context, id)
    const numbers = [...(await numbersOf(context, ids)).values()].toSorted((a, b) => a - b)
    return { of: { ids }, words: numbers.map((number) => `R-${number}`).join(', ') }
  }
  if (by !== 'person') return { of: { by, value }, words: value }
  const person = await personOf(context, personId.parse(value))
  return person ? { of: { by, value }, words: person.name } : null
}

interface RawRow extends Omit<PackRow, 'numbers'> {
  readonly ids: readonly ReferralId[]
}

interface Wanted extends Stretch {
  readonly most: number
}

/** Rows of reads and of events, the oldest first. */
export async function rowsOf(context: Context, of: PackedBy, wanted: Wanted): Promise<readonly RawRow[]> {
  const [seen, done] = await Promise.all(
    'ids' in of
      ? [seenOf(context, of.ids, wanted), doneTo(context, of.ids, wanted)]
      : [seenBy(context, of, wanted), doneBy(context, of, wanted)],
  )
  return [...seen, ...done].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(0, wanted.most)
}

/** Of a list of forty that showed this person, only this person is named: the others are no part of this breach. */
const seenOf = ({ sql, service }: Context, ids: readonly ReferralId[], { from, to, most }: Wanted) =>
  sql<RawRow[]>`
    select r.at, p.name as "actorName", r.query as what, r.kind, r.shown, r.stub, r.fields, r."grantId", r.ids, r."sessionId", r.address,
      r."requestId"
    from hub.reads_about(${ids}::uuid[], ${from}, ${to}, ${most}) r
    join people p on p.service_id = ${service} and p.id = r."actorId"`

const doneTo = ({ sql, service }: Context, ids: readonly ReferralId[], { from, to, most }: Wanted) =>
  sql<RawRow[]>`
    select e.at, coalesce(p.name, '') as "actorName", e.type as what, 'did' as kind, '' as shown, false as stub, '{}'::text[] as fields,
      null::uuid as "grantId", array[e.referral_id] as ids, e.session_id as "sessionId", e.address, e.request_id as "requestId"
    from events e left join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${service} and e.referral_id = any (${ids}::uuid[]) and e.at >= ${from} and e.at < ${to}
    order by e.at limit ${most}`

type ByWhom = Exclude<PackedBy, { readonly ids: unknown }>

const given = ({ sql }: Context, { by, value }: ByWhom) => ({
  column: { person: sql`actor_id`, session: sql`session_id`, address: sql`address` }[by],
  value: by === 'address' ? sql`${value}` : sql`${value}::uuid`,
})

function seenBy(context: Context, of: ByWhom, { from, to, most }: Wanted) {
  const { sql, service } = context
  const { column, value } = given(context, of)
  return sql<RawRow[]>`
    select r.at, p.name as "actorName", r.query as what, r.kind, r.shown, r.referral_ids = '{}' and r.stub_ids <> '{}' as stub, r.fields,
      r.grant_id as "grantId", r.referral_ids || r.stub_ids as ids, r.session_id as "sessionId", r.address, r.request_id as "requestId"
    from reads r join people p on p.service_id = r.service_id and p.id = r.actor_id
    where r.service_id = ${service} and r.at >= ${from} and r.at < ${to} and r.${column} = ${value}
    order by r.at limit ${most}`
}

function doneBy(context: Context, of: ByWhom, { from, to, most }: Wanted) {
  const { sql, service } = context
  const { column, value } = given(context, of)
  return sql<RawRow[]>`
    select e.at, coalesce(p.name, '') as "actorName", e.type as what, 'did' as kind, '' as shown, false as stub, '{}'::text[] as fields,
      null::uuid as "grantId", case when e.referral_id is null then '{}'::uuid[] else array[e.referral_id] end as ids,
      e.session_id as "sessionId", e.address, e.request_id as "requestId"
    from events e left join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${service} and e.at >= ${from} and e.at < ${to} and e.${column} = ${value}
    order by e.at limit ${most}`
}
