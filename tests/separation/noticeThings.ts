import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import type { Instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'

/** A notice that did not get through, and a phone that takes notices. */
export interface OfTheNotices {
  readonly outgoing: string
  readonly pushDevice: string
}

export const noneOfTheNotices = (): OfTheNotices => ({ outgoing: randomUUID(), pushDevice: randomUUID() })

export const noticeRows = (
  sql: postgres.TransactionSql,
  service: TestService,
  person: Person,
  made: OfTheNotices,
  now: Instant,
) => [
  sql`insert into hub.outgoing_notices (service_id, id, key, person_id, kind, made_at, says, outcome, settled_at)
    values (${service.id}, ${made.outgoing}, ${made.outgoing}, ${person.id}, 'job-given', ${now}, array['job-given'], 'undelivered', ${now})`,
  sql`insert into hub.push_devices (service_id, id, person_id, endpoint, p256dh, auth, label, made_at)
    values (${service.id}, ${made.pushDevice}, ${person.id}, ${`https://web.push.apple.com/${made.pushDevice}`}, 'p', 'a', 'Phone', ${now})`,
  sql`insert into hub.notice_sends (service_id, id, notice_id, channel, device_id, tries, failed_at, why)
    values (${service.id}, ${randomUUID()}, ${made.outgoing}, 'push', ${made.pushDevice}, 1, ${now}, 'gone')`,
]
