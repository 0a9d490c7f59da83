import type { BedRow, ExaminationRow, PaperRow, Papers, RelativeRow } from '#shared/papers/contract.ts'
import type { Resting } from '#shared/papers/restsOn.ts'
import type { ExaminationId, ReferralId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

/** The papers of a referral, as far as whoever asks sees it; `null` when they do not, or there is none. */
export async function papersOfReferral(context: Context, id: ReferralId): Promise<Papers | null> {
  const { sql, actor } = context
  const service = actor.serviceId
  const [known, examinations, papers, relatives, seenBy, [bed]] = await Promise.all([
    sql`select id from referrals where service_id = ${service} and id = ${id}`.execute(),
    sql<ExaminationRow[]>`
      select e.id, e.version, e.doctor_name as "doctorName", e.phone, e.is_section_12 as "isSection12", e.knows_person as "knowsPerson",
        e.asked_at as "askedAt", e.expected_at as "expectedAt", e.examined_at as "examinedAt", e.recommendation, e.signed_on as "signedOn",
        e.note, e.struck_out as "struckOut", e.rests_on as "restsOn", p.name as "setByName", e.set_at as "setAt"
      from examinations e join people p on p.service_id = e.service_id and p.id = e.set_by
      where e.service_id = ${service} and e.referral_id = ${id} order by coalesce(e.examined_at, e.expected_at, e.asked_at, e.set_at), e.id`,
    sql<PaperRow[]>`
      select a.id, a.version, a.form, a.held_by as "heldBy", a.received_at as "receivedAt", a.note, a.struck_out as "struckOut",
        p.name as "setByName", a.set_at as "setAt"
      from papers a join people p on p.service_id = a.service_id and p.id = a.set_by
      where a.service_id = ${service} and a.referral_id = ${id} order by a.form, a.set_at, a.id`,
    sql<RelativeRow[]>`
      select r.kind, r.version, r.name, r.relation, r.phone, r.basis, r.informed_at as "informedAt", r.consulted_at as "consultedAt",
        r.not_consulted_why as "notConsultedWhy", r.objects, r.displacement, p.name as "setByName", r.set_at as "setAt"
      from statutory_relatives r join people p on p.service_id = r.service_id and p.id = r.set_by
      where r.service_id = ${service} and r.referral_id = ${id} order by r.kind`,
    sql<{ name: string; at: Instant }[]>`
      select p.name, a.arrived_at as at from allocations a join people p on p.service_id = a.service_id and p.id = a.person_id
      where a.service_id = ${service} and a.referral_id = ${id} and a.arrived_at is not null and hub.in_sight(a.referral_id)
      order by a.arrived_at, a.id`,
    sql<BedRow[]>`
      select b.state, b.note, b.version, b.since, p.name as "setByName"
      from arrangements b join people p on p.service_id = b.service_id and p.id = b.set_by
      where b.service_id = ${service} and b.referral_id = ${id} and b.kind = 'bed'`,
  ])
  return known.length === 0 ? null : { referralId: id, bed: bed ?? null, examinations, papers, relatives, seenBy }
}

/** Whether a referral is in sight: its papers may be written, also after it is closed, as they often come later. */
export async function isInSight({ sql, actor }: Context, id: ReferralId): Promise<boolean> {
  return (await sql`select id from referrals where service_id = ${actor.serviceId} and id = ${id} for share`).length > 0
}

/** The same with the referral's row held: what an examination says moves limits of the law, one examination after the other. */
export async function holdInSight({ sql, actor }: Context, id: ReferralId): Promise<boolean> {
  const rows =
    await sql`select id from referrals where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return rows.length > 0
}

export interface Standing {
  readonly version: number
  readonly byName: string
  readonly at: Instant
}

/** The doctors of a referral, their rows locked. */
export const holdExaminations = (
  { sql, actor }: Context,
  referralId: ReferralId,
): Promise<readonly (Standing & Resting<ExaminationId>)[]> =>
  sql<(Standing & Resting<ExaminationId>)[]>`
    select e.id, e.version, e.recommendation, e.struck_out as "struckOut", e.rests_on as "restsOn", e.set_at as at,
      (select p.name from people p where p.service_id = e.service_id and p.id = e.set_by) as "byName"
    from examinations e where e.service_id = ${actor.serviceId} and e.referral_id = ${referralId} order by e.id for no key update`

/** A line of one of the three tables with its row locked. */
export async function holdLine(
  { sql, actor }: Context,
  table: 'examinations' | 'papers',
  id: string,
  referralId: ReferralId,
): Promise<Standing | undefined> {
  const rows =
    table === 'examinations'
      ? await sql<Standing[]>`
          select e.version, e.set_at as at, (select p.name from people p where p.service_id = e.service_id and p.id = e.set_by) as "byName"
          from examinations e where e.service_id = ${actor.serviceId} and e.id = ${id} and e.referral_id = ${referralId} for no key update`
      : await sql<Standing[]>`
          select a.version, a.set_at as at, (select p.name from people p where p.service_id = a.service_id and p.id = a.set_by) as "byName"
          from papers a where a.service_id = ${actor.serviceId} and a.id = ${id} and a.referral_id = ${referralId} for no key update`
  return rows[0]
}
