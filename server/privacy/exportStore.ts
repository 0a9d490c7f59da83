import type { ExportId, ReferralId } from '#shared/kernel/ids.ts'
import type { Candidate } from '#shared/privacy/contract.ts'
import type { ExportDocument, Withheld } from '#shared/privacy/exportDocument.ts'
import { subjectSections, type Look, type SubjectRecord } from '#shared/privacy/subjectExport.ts'
import type { Sought } from '#shared/referrals/finding.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { addMinutes } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { subjectExports } from '#db/schema/privacy.ts'
import { allocationsOfReferral } from '#server/allocations/store.ts'
import { papersOfReferral } from '#server/papers/store.ts'
import { handoversOf } from '#server/handover/store.ts'
import type { Context } from '#server/kernel/handle.ts'
import { callsOf, linksOf } from '#server/referrals/contactStore.ts'
import { nameHas, recordOf } from '#server/referrals/recordStore.ts'
import { deskFileOf } from '#server/referrals/triaging/fileStore.ts'
import { correctionsOf, marksOf } from './rightsStore.ts'

export type Found = Omit<Candidate, 'fits'>

/** Referrals of the same person that whoever asks may not open. */
export async function countHidden({ sql, actor }: Context, ids: readonly ReferralId[]): Promise<number> {
  const [row] = await sql<{ hidden: number }[]>`
    select count(distinct s.id)::int as hidden from unnest(${[...ids]}::uuid[]) as m (id)
    cross join lateral hub.referrals_of_same_person(m.id) s (id)
    where not exists (select from referrals r where r.service_id = ${actor.serviceId} and r.id = s.id)`
  return row?.hidden ?? 0
}

/** Referrals that were meant, and every other of the same person as far as their data says, the latest first. */
export const findCandidates = (
  { sql, actor }: Context,
  { number, nhsNumber, words }: Sought,
  bornOn: LondonDay | null,
): Promise<readonly Found[]> =>
  sql<Found[]>`
    with meant as (
      select r.id from referrals r
      where r.service_id = ${actor.serviceId} and (
        r.number = ${number}::int or r.nhs_number = ${nhsNumber}::text
        or (${bornOn}::date is not null and (r.born_on = ${bornOn}::date or r.born_on is null) and ${nameHas(sql, words)}))
      order by r.received_at desc limit 50
    )
    select r.id, r.number, r.last_name as "lastName", r.first_name as "firstName", r.born_on as "bornOn", r.nhs_number as "nhsNumber",
      r.received_at as "receivedAt", r.closed_at as "closedAt"
    from referrals r where r.service_id = ${actor.serviceId}
      and r.id in (select s.id from meant m cross join lateral hub.referrals_of_same_person(m.id) s (id))
    order by r.received_at desc, r.number desc limit 50`

const looksAt = ({ sql, actor }: Context, id: ReferralId): Promise<readonly Look[]> =>
  sql<Look[]>`
    select v.at, p.name as "byName", v.query from reads v
    join people p on p.service_id = v.service_id and p.id = v.actor_id
    where v.service_id = ${actor.serviceId} and v.referral_ids @> array[${id}::uuid] order by v.at, v.id`

export interface Prepared {
  readonly document: ExportDocument
  readonly seq: number
}

/** Everything about the referrals named; `null` when one of them is not of this service. */
export async function prepare(context: Context, ids: readonly ReferralId[]): Promise<Prepared | null> {
  const { sql, actor, now } = context
  const [numbers, [service], [last]] = await Promise.all([
    sql<{ id: ReferralId; number: number }[]>`
      select id, number from referrals where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) order by received_at, number`,
    sql<{ name: string; councilName: string }[]>`
      select name, council_name as "councilName" from services where id = ${actor.serviceId}`,
    // An export leaves an event on each record: that is not news of the record.
    sql<{ seq: number | null }[]>`
      select max(seq) as seq from events where service_id = ${actor.serviceId} and referral_id = any (${[...ids]}::uuid[]) and type <> 'person-exported'`,
  ])
  if (numbers.length !== new Set(ids).size || !service) return null
  const records: SubjectRecord[] = []
  for (const { id, number } of numbers) {
    const record = await recordOf(context, number)
    if (!record) return null
    const [desk, calls, links, allocations, corrections, marks, looks, handovers, papers] = await Promise.all([
      deskFileOf(context, id),
      callsOf(context, id),
      linksOf(context, id),
      allocationsOfReferral(context, id),
      correctionsOf(context, id),
      marksOf(context, id),
      looksAt(context, id),
      handoversOf(context, id),
      papersOfReferral(context, id),
    ])
    if (!papers) return null
    records.push({ ...record, desk, calls, links, allocations, corrections, marks, looks, handovers, papers })
  }
  const names = [...new Set(records.map(({ referral }) => fullName(referral)))]
  const document = {
    madeAt: now,
    madeByName: actor.name,
    serviceName: service.name,
    councilName: service.councilName,
    about: names.join(', '),
    sections: subjectSections(records),
  }
  return { document, seq: last?.seq ?? 0 }
}

export async function saveExport(
  { db, actor, now }: Context,
  made: Pick<typeof subjectExports.$inferInsert, 'id' | 'referralIds' | 'withheld' | 'seq'>,
): Promise<void> {
  await db.insert(subjectExports).values({ ...made, serviceId: actor.serviceId, madeBy: actor.personId, madeAt: now })
}

const FETCHED_WITHIN_MINUTES = 60

export interface ExportKept {
  readonly referralIds: ReferralId[]
  readonly withheld: Withheld
  readonly seq: number
}

/** One's own export of the last hour. */
export async function exportMade({ sql, actor, now }: Context, id: ExportId): Promise<ExportKept | undefined> {
  const [row] = await sql<ExportKept[]>`
    select referral_ids as "referralIds", withheld, seq from subject_exports
    where service_id = ${actor.serviceId} and id = ${id} and made_by = ${actor.personId}
      and made_at > ${addMinutes(now, -FETCHED_WITHIN_MINUTES)}`
  return row
}
