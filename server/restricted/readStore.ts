import type { ReferralId } from '#shared/kernel/ids.ts'
import type { ClosedRecord, ClosedRow, RestrictionOf, RestrictionRow } from '#shared/restricted/contract.ts'
import { clocksWithoutNames, type ClocksWithoutNames } from './clocks.ts'
import type { Context } from '#server/kernel/handle.ts'

type Stub = Omit<ClosedRow, 'powers' | 'limits'> & ClocksWithoutNames

const closedRow = ({ powers, limits, ...stub }: Stub): ClosedRow => ({
  ...stub,
  ...clocksWithoutNames({ powers, limits }),
})

/** Open referrals that are closed to whoever asks. */
export async function closedRows({ sql }: Context): Promise<readonly ClosedRow[]> {
  const rows = await sql<Stub[]>`select * from hub.stubs(true, null)`
  return rows.map(closedRow)
}

/** As many as the list of referrals shows. */
const MOST_LISTED = 50

/** The latest referrals that are closed to whoever asks, or the one of a number. */
export async function latestClosed(
  { sql }: Context,
  { number, show }: { readonly number: number | null; readonly show: 'open' | 'closed' | 'all' },
): Promise<readonly ClosedRow[]> {
  const rows = await sql<Stub[]>`
    select * from hub.stubs(${show === 'open'}, ${number}::int) s where ${show} <> 'closed' or s.state = 'closed'
    order by s."receivedAt" desc, s.number desc limit ${MOST_LISTED}`
  return rows.map(closedRow)
}

/** What is left of a record for whoever may not open it; `null` when it is open to them, or when there is none of this number. */
export async function closedRecordOf({ sql, actor }: Context, number: number): Promise<ClosedRecord | null> {
  const [stubs, others, [service]] = await Promise.all([
    sql<Stub[]>`select * from hub.stubs(false, ${number})`,
    sql<{ referralId: ReferralId }[]>`select "referralId" from hub.to_be_opened(${number})`,
    sql<{ hubPhone: string }[]>`select hub_phone as "hubPhone" from services where id = ${actor.serviceId}`,
  ])
  const hubPhone = service?.hubPhone ?? ''
  const [stub] = stubs
  const [shut] = others
  if (!shut) return null
  const door = { referralId: shut.referralId, number, hubPhone }
  return stub ? { ...closedRow(stub), ...door, restricted: true } : { ...nothingKnown, ...door }
}

/** A colleague's work that is not restricted: its row is on the board without names, so nothing is said here. */
const nothingKnown = {
  restricted: false,
  state: null,
  receivedAt: null,
  urgency: null,
  assessBy: null,
  withName: null,
  powers: [],
  limits: [],
  guardianName: null,
  guardianPhone: '',
} as const

/** The restriction on a referral in sight; `null` when no such referral is. */
export async function restrictionRow({ sql, actor }: Context, referralId: ReferralId): Promise<RestrictionOf | null> {
  const rows = await sql<
    (Omit<RestrictionRow, 'people' | 'id'> & { id: RestrictionRow['id'] | null; people: RestrictionRow['people'] })[]
  >`
    select x.id, x.version, x.kind, x.reason, x.why, x.guardian_id as "guardianId", g.name as "guardianName", m.name as "madeByName",
      x.made_at as "madeAt", coalesce((
        select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name) order by p.name, p.id)
        from restriction_people l join people p on p.service_id = l.service_id and p.id = l.person_id
        where l.service_id = x.service_id and l.restriction_id = x.id and l.removed_at is null), '[]') as people
    from referrals r
    left join restrictions x on x.service_id = r.service_id and x.id = r.restriction_id
    left join people g on g.service_id = x.service_id and g.id = x.guardian_id
    left join people m on m.service_id = x.service_id and m.id = x.made_by
    where r.service_id = ${actor.serviceId} and r.id = ${referralId}`
  const [row] = rows
  if (!row) return null
  const { id, ...rest } = row
  return { referralId, restriction: id === null ? null : { id, ...rest } }
}
