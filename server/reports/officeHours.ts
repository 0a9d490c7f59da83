import { usualHours, type OfficeHours } from '#shared/reports/officeHours.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

/** The office hours of the service as they are set for a day: a report counts by those of its last one. */
export async function officeOn({ sql, service }: Context, day: LondonDay): Promise<OfficeHours> {
  const [found] = await sql<OfficeHours[]>`
    select office_from as "officeFrom", office_until as "officeUntil" from rota_settings
    where service_id = ${service} and effective_from <= ${day} order by effective_from desc limit 1`
  return found ?? usualHours
}
