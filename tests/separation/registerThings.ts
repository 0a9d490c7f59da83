import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

/** What stands beside an approval: training that somebody has done, and a conflict of interest that they have declared. */
export interface OfTheRegister {
  readonly training: string
  readonly conflict: string
  readonly team: string
}

export const noneOfTheRegister = (): OfTheRegister => ({
  training: randomUUID(),
  conflict: randomUUID(),
  team: randomUUID(),
})

export const registerRows = (
  sql: postgres.TransactionSql,
  service: TestService,
  person: Person,
  made: OfTheRegister,
  now: Instant,
) => [
  sql`insert into hub.training_done (service_id, id, person_id, day, minutes, what, kept_by, kept_at)
    values (${service.id}, ${made.training}, ${person.id}, ${addDays(londonDayOf(now), -30)}, 180, 'Case law', ${person.id}, ${now})`,
  sql`insert into hub.declared_conflicts (service_id, id, person_id, about, declared_at, kept_by, kept_at)
    values (${service.id}, ${made.conflict}, ${person.id}, 'Works there', ${now}, ${person.id}, ${now})`,
  sql`insert into hub.home_teams (service_id, id, name) values (${service.id}, ${made.team}, ${`Team ${made.team}`})`,
]
