import type { PackFacts } from '#shared/downtime/pack.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import { factsNow } from '#server/handover/store.ts'
import type { Context } from '#server/kernel/handle.ts'
import { closedRows } from '#server/restricted/readStore.ts'
import { isAway } from '#server/rota/reading.ts'

/** From ten hours ago to a day ahead: whoever may still be out, and whoever comes on next. */
const BACK_HOURS = -10
const AHEAD_HOURS = 24

const roleWords: Record<ShiftRole, string> = {
  duty: 'Duty AMHP',
  second: 'Second AMHP',
  backup: 'Backup AMHP',
  'practice-consultant': 'Practice consultant',
  'out-of-hours': 'Out of hours',
}

/** Everything for a copy, as far as whoever asks sees it. */
export async function packFacts(context: Context, madeByName: string | null): Promise<PackFacts> {
  const { sql, service, now } = context
  const [open, closed, watches, [desk], shifts, places] = await Promise.all([
    factsNow(context),
    closedRows(context),
    sql<PackFacts['watches'][number][]>`
      select p.name, p.phone, hub.number_of(a.referral_id) as number, w.back_by as "backBy", w.seen_at as "seenAt", w.help_at as "helpAt",
        w.help_how as "helpHow", w.handed_to_name as "handedToName"
      from watches w join people p on p.service_id = w.service_id and p.id = w.person_id
      left join allocations a on a.service_id = w.service_id and a.id = w.allocation_id
      where w.service_id = ${service} and w.ended_at is null order by w.help_at nulls last, w.back_by, w.id`,
    sql<Pick<PackFacts, 'serviceName' | 'hubPhone' | 'outOfHoursName' | 'outOfHoursPhone'>[]>`
      select name as "serviceName", hub_phone as "hubPhone", out_of_hours_name as "outOfHoursName", out_of_hours_phone as "outOfHoursPhone"
      from services where id = ${service}`,
    sql<{ name: string; phone: string; role: ShiftRole; startsAt: Instant; endsAt: Instant }[]>`
      select p.name, p.phone, s.role, s.starts_at as "startsAt", s.ends_at as "endsAt"
      from shifts s join people p on p.service_id = s.service_id and p.id = s.person_id
      where s.service_id = ${service} and s.cancelled_at is null and s.ends_at > ${addHours(now, BACK_HOURS)}
        and not ${isAway(sql)}
        and s.starts_at < ${addHours(now, AHEAD_HOURS)}
      order by s.starts_at, s.ends_at, p.name`,
    sql<PackFacts['places'][number][]>`
      select name, phone, address from places where service_id = ${service} and phone <> '' and ended_at is null order by name`,
  ])
  if (!desk) throw new Error(`service ${service} has no row`)
  const on = shifts.map(({ role, ...shift }) => ({ ...shift, role: roleWords[role] }))
  return { madeAt: now, madeByName, ...desk, open, closed, watches, shifts: on, places }
}
