import type postgres from 'postgres'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import type { TestService } from '#tests/harness/service.ts'
import type { Things } from './things.ts'

/** What a colleague brought forward for somebody and agreed with them, payroll closed to a day long past, and a report that was frozen. */
export const ledgerRows = (
  sql: postgres.TransactionSql,
  service: TestService,
  made: Things,
  now: Instant,
  apart: number,
) => [
  sql`insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by)
    values (${service.id}, ${made.entry}, ${made.person}, 'OPENING_BALANCE', 600, ${londonDayOf(now)}, ${now}, ${made.bystander})`,
  sql`insert into hub.toil_agreements (service_id, id, person_id, day, up_to_minutes, why, agreed_by, agreed_at)
    values (${service.id}, ${made.agreement}, ${made.person}, ${addDays(londonDayOf(now), 40 + apart)}, 60, 'Court', ${made.bystander}, ${now})`,
  sql`insert into hub.payroll_closings (service_id, id, up_to, last_position, lines, closed_by, closed_at)
    values (${service.id}, ${made.closing}, ${addDays(londonDayOf(now), -20_000 + apart)}, 0, '[]', ${made.bystander}, ${now})`,
  sql`insert into hub.report_packs (service_id, id, first_day, last_day, made_by, made_at, asked, content, digest)
    values (${service.id}, ${made.pack}, ${addDays(londonDayOf(now), -84)}, ${londonDayOf(now)}, ${made.bystander}, ${now}, '{}', '{}', '')`,
]
