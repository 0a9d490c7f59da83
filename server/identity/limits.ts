import { usualLimits, type SessionLimits } from '#shared/identity/sessionLimits.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Connection, Database } from '#db/client.ts'

interface LimitsRow {
  readonly deskIdleMinutes: number
  readonly deskAbsoluteMinutes: number
  readonly fieldIdleMinutes: number
  readonly fieldAbsoluteMinutes: number
  readonly atOnce: number
}

/** What a service goes by: its own choice, or what is usual. */
export async function limitsOf(sql: Database | Connection, serviceId: string, now: Instant): Promise<SessionLimits> {
  const [row] = await sql<LimitsRow[]>`select * from hub.session_limits_of(${serviceId})`
  if (!row) return usualLimits(londonDayOf(now))
  return {
    desk: { idleMinutes: row.deskIdleMinutes, absoluteMinutes: row.deskAbsoluteMinutes },
    field: { idleMinutes: row.fieldIdleMinutes, absoluteMinutes: row.fieldAbsoluteMinutes },
    atOnce: row.atOnce,
  }
}
