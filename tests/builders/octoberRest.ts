import { addDays, clockTime, londonDay, londonInstant } from '#shared/time/london.ts'
import type { Golden } from './golden.ts'
import { hasShift } from './toil.ts'

/**
 * What rest and working time are counted from besides shifts and jobs: breaks that were planned and had, leave that is made up for after
 * October, two who work more than 48 hours a week, one of them opted out, and rest that was settled.
 */
export async function hasRestPast({ hub, service, ruth, ewa }: Golden): Promise<void> {
  for (const [name, optedOut] of [
    ['Long Hours', false],
    ['Opted Out', true],
  ] as const) {
    const person = await service.has({ name, roles: ['amhp'] })
    for (let index = 0; index < 119; index += 1) {
      const day = addDays(londonDay('2026-07-05'), index)
      const at = (text: string) => londonInstant(day, clockTime(text))
      await hasShift(hub, service, person, { startsAt: at('09:00'), endsAt: at('17:10') })
    }
    if (optedOut)
      await hub.owner`
        insert into hub.opt_outs (service_id, id, person_id, signed_on, first_day, recorded_by, recorded_at)
        values (${service.id}, gen_random_uuid(), ${person.id}, '2026-05-01', '2026-05-01', ${ruth.id}, ${hub.now()})`
  }
  for (const day of ['2026-11-03', '2026-11-04', '2026-11-06'].map(londonDay))
    await hasShift(hub, service, ewa, {
      startsAt: londonInstant(day, clockTime('08:00')),
      endsAt: londonInstant(day, clockTime('15:00')),
    })
  await hub.owner`
    insert into hub.days_away (service_id, person_id, day, kind)
    select ${service.id}, ${ewa.id}, d::date, 'annual-leave' from generate_series(date '2026-10-12', date '2026-10-13', interval '1 day') d`
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      with n as (select id, row_number() over (order by starts_at, id) as n from hub.shifts where service_id = ${service.id})
      update hub.shifts s set break_minutes = case n.n % 4 when 0 then 30 when 1 then 0 when 2 then 20 end from n where n.id = s.id`
    await sql`update hub.toil_claims set break_taken = minutes % 3 = 0 where service_id = ${service.id} and minutes % 2 = 0`
    await sql`
      insert into hub.rest_settlements (service_id, shift_id, part, person_id, owed, later_starts_at, how, given_from, given_to, why, settled_by, settled_at)
      select service_id, id, v.part, person_id, v.owed, starts_at, v.how, case when v.how = 'given' then ends_at end, case when v.how = 'given' then ends_at + interval '12 hours' end,
        'As agreed', ${ruth.id}, ${hub.now()}
      from (select s.*, row_number() over (order by s.starts_at, s.id) as n from hub.shifts s where s.service_id = ${service.id} and s.cancelled_at is null) s
      join (values (0, 1, 'given', 40), (0, 2, 'not-given', 15), (1, 1, 'given', 600), (3, 1, 'not-given', 30)) v (at, part, how, owed) on s.n % 5 = v.at`
  })
}
