import { randomBytes, randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestService } from '#tests/harness/service.ts'
import { registerRows } from './registerThings.ts'
import type { Things } from './things.ts'

/** Things of the rota and the register that are somebody’s: a drafted shift, a notice, an offer of a shift, leave, a call-in, a place in a pattern. */
export const rotaRows = (
  sql: postgres.TransactionSql,
  service: TestService,
  person: Person,
  made: Things,
  startsAt: Instant,
  now: Instant,
) => {
  const day = londonDayOf(startsAt)
  const offered = randomUUID()
  return [
    sql`insert into hub.draft_shifts (service_id, shift_id, person_id, day, starts_at, ends_at, role, layer, based_on, made_by, made_at)
      values (${service.id}, ${made.draftShift}, ${person.id}, ${addDays(day, 400)}, ${addHours(startsAt, 24 * 400)}, ${addHours(startsAt, 24 * 400 + 6)},
        'duty', 'exception', 0, ${person.id}, ${now})`,
    sql`insert into hub.rota_imports (service_id, id, first_day, last_day, drafted, overwritten, made_by, made_at)
      values (${service.id}, ${made.import}, ${addDays(day, 400)}, ${addDays(day, 400)}, 1, '[]', ${person.id}, ${now})`,
    sql`insert into hub.draft_shifts (service_id, shift_id, person_id, day, starts_at, ends_at, role, layer, based_on, import_id, made_by, made_at)
      values (${service.id}, ${randomUUID()}, ${person.id}, ${addDays(day, 410)}, ${addHours(startsAt, 24 * 410)}, ${addHours(startsAt, 24 * 410 + 6)},
        'duty', 'exception', 0, ${made.import}, ${person.id}, ${now})`,
    sql`insert into hub.calendar_feeds (service_id, id, person_id, kind, label, token_hash, made_at)
      values (${service.id}, ${made.feed}, ${person.id}, 'own', 'Phone', ${randomBytes(32)}, ${now})`,
    sql`insert into hub.rota_notices (service_id, id, person_id, changes, made_at, tell_at)
      values (${service.id}, ${made.rotaNotice}, ${person.id}, '[]', ${now}, ${now})`,
    sql`insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role)
      values (${service.id}, ${offered}, ${person.id}, ${addDays(day, 700)}, ${addHours(startsAt, 24 * 700)}, ${addHours(startsAt, 24 * 700 + 6)}, 'duty')`,
    // Written past the triggers that would have kept it.
    sql`insert into hub.shift_history (service_id, shift_id, version, person_id, day, starts_at, ends_at, role, layer, cancelled, at)
      values (${service.id}, ${made.shift}, 1, ${person.id}, ${day}, ${startsAt}, ${addHours(startsAt, 6)}, 'duty', 'exception', false, ${now})`,
    sql`insert into hub.shift_offers (service_id, id, kind, shift_id, person_id, note, state, offered_by, offered_at)
      values (${service.id}, ${made.offer}, 'give-away', ${offered}, ${person.id}, '', 'open', ${person.id}, ${now})`,
    sql`insert into hub.leave_requests (service_id, id, person_id, kind, first_day, last_day, state, note, asked_by, asked_at)
      values (${service.id}, ${made.leave}, ${person.id}, 'annual-leave', ${addDays(day, 400)}, ${addDays(day, 400)}, 'asked', '', ${person.id}, ${now})`,
    sql`insert into hub.call_ins (service_id, id, starts_at, ends_at, role, why, opened_by, opened_at)
      values (${service.id}, ${made.callIn}, ${addHours(now, 24 * 20)}, ${addHours(now, 24 * 20 + 6)}, 'duty', 'Short', ${person.id}, ${now})`,
    // Of one far day each, so that they do not meet.
    sql`insert into hub.opt_outs (service_id, id, person_id, signed_on, first_day, last_day, recorded_by, recorded_at, ended_by, ended_at)
      values (${service.id}, ${made.optOut}, ${person.id}, ${addDays(day, 3000)}, ${addDays(day, 3000)}, ${addDays(day, 3000)},
        ${made.bystander}, ${now}, ${made.bystander}, ${now})`,
    sql`insert into hub.other_jobs (service_id, id, person_id, employer, days, starts_at, ends_at, break_minutes, first_day, kept_by, kept_at)
      values (${service.id}, ${made.otherJob}, ${person.id}, 'The trust', array['6'], '09:00', '13:00', 0, ${addDays(day, 3000)}, ${person.id}, ${now})`,
    sql`insert into hub.rota_patterns (service_id, id, name, weeks) values (${service.id}, ${made.pattern}, ${`Pattern ${made.pattern}`}, '[[]]')`,
    // Long ago: whoever is put on a pattern meanwhile stays on it for good.
    sql`insert into hub.pattern_places (service_id, id, pattern_id, person_id, first_day, last_day, offset_weeks)
      values (${service.id}, ${made.patternPlace}, ${made.pattern}, ${person.id}, ${addDays(day, -9000)}, ${addDays(day, -9000)}, 0)`,
    sql`insert into hub.shared_duties (service_id, id, name, how, days, starts_at, ends_at, role, first_day)
      values (${service.id}, ${made.sharedDuty}, ${`Duty ${made.sharedDuty}`}, 'in-turn', array['6'], '09:00', '17:00', 'duty', ${addDays(day, 400)})`,
    sql`insert into hub.shared_duty_people (service_id, duty_id, person_id, position, excluded_days, owed_a_week, every_weeks)
      values (${service.id}, ${made.sharedDuty}, ${person.id}, 0, '{}', 1, 1)`,
    sql`insert into hub.rota_exceptions (service_id, id, person_id, day, turns, why, made_by, made_at)
      values (${service.id}, ${made.exception}, ${person.id}, ${addDays(day, 5000)}, '[]', 'Childcare', ${person.id}, ${now})`,
    sql`insert into hub.plan_jobs (service_id, id, kind, state, asked, result, asked_by, asked_at, ended_at)
      values (${service.id}, ${made.planJob}, 'fill', 'stopped', ${sql.json({ firstDay: '2027-01-04', weeks: 1 })}, null, ${person.id}, ${now}, ${now})`,
    sql`insert into hub.duty_needs (service_id, id, role, days, starts_at, ends_at, minimum)
      values (${service.id}, ${made.need}, 'duty', array['1'], '08:30', '20:30', 2)`,
    ...registerRows(sql, service, person, made, now),
  ]
}
