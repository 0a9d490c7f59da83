import { randomBytes, randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { aPower, aReferral } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'
import { noneOfTheRegister, type OfTheRegister } from './registerThings.ts'
import { ledgerRows } from './ledgerThings.ts'
import { noneOfTheNotices, noticeRows, type OfTheNotices } from './noticeThings.ts'
import { rotaRows } from './rotaThings.ts'

/** One thing of each kind that an input can name, by id, or by number where that is how it is named. */
export interface Things extends OfTheRegister, OfTheNotices {
  readonly referral: string
  /** A referral that is somebody's work: its number, as what its record is asked for by. */
  readonly workedNumber: string
  readonly person: string
  /** Somebody else of the same service. */
  readonly bystander: string
  readonly notice: string
  readonly draft: string
  /** A draft whose id a door takes as new if its service has none: another service's is then simply the same id twice. */
  readonly newDraft: string
  readonly allocatedReferral: string
  readonly allocation: string
  readonly wait: string
  readonly power: string
  /** An alarm that nobody has answered. */
  readonly alarm: string
  /** That they are out. */
  readonly watch: string
  /** A limit of the law that can be renewed. */
  readonly limit: string
  readonly shift: string
  readonly template: string
  readonly claim: string
  readonly council: string
  readonly employer: string
  readonly place: string
  readonly restriction: string
  readonly opening: string
  /** A session on another device. */
  readonly session: string
  readonly email: string
  /** A line of the review sheet, about that person's looking. */
  readonly line: string
  readonly mark: string
  readonly hold: string
  readonly release: string
  readonly export: string
  /** A link between the referral and the one that is somebody’s work. */
  readonly link: string
  readonly partner: string
  readonly partnerKey: string
  /** An entry of the TOIL ledger. */
  readonly entry: string
  /** Extra time that was agreed beforehand. */
  readonly agreement: string
  /** A closing of payroll. */
  readonly closing: string
  /** A report that was frozen for a committee. */
  readonly pack: string
  readonly ask: string
  readonly task: string
  readonly letter: string
  /** A key of a directory. */
  readonly token: string
  /** A view of the board that somebody saved. */
  readonly view: string
  readonly draftShift: string
  readonly rotaNotice: string
  /** A spreadsheet that was put into the draft. */
  readonly import: string
  readonly feed: string
  readonly offer: string
  readonly leave: string
  readonly callIn: string
  readonly optOut: string
  readonly otherJob: string
  readonly pattern: string
  readonly patternPlace: string
  readonly exception: string
  readonly sharedDuty: string
  readonly need: string
  /** A plan of theirs that was worked out. */
  readonly planJob: string
  /** A handover that somebody has offered. */
  readonly handover: string
  /** A screen on a wall. */
  readonly display: string
}
export type Kind = keyof Things
type Sql = postgres.TransactionSql

/** How many each service has had made: files of tests share this module, and what one makes must not depend on what ran before it. */
const madeIn = new WeakMap<TestService, number>()
let names = 0

/** Ids that nothing ever had. */
export const thingsThatNeverWere = (): Things => ({
  referral: randomUUID(),
  workedNumber: String(7_000_000 + (names += 1)),
  person: randomUUID(),
  bystander: randomUUID(),
  notice: randomUUID(),
  draft: randomUUID(),
  newDraft: randomUUID(),
  allocatedReferral: randomUUID(),
  allocation: randomUUID(),
  wait: randomUUID(),
  power: randomUUID(),
  limit: randomUUID(),
  alarm: randomUUID(),
  watch: randomUUID(),
  shift: randomUUID(),
  template: randomUUID(),
  claim: randomUUID(),
  council: randomUUID(),
  employer: randomUUID(),
  place: randomUUID(),
  restriction: randomUUID(),
  opening: randomUUID(),
  session: randomUUID(),
  email: `${randomUUID()}@westmarch.example`,
  line: randomUUID(),
  mark: randomUUID(),
  hold: randomUUID(),
  release: randomUUID(),
  export: randomUUID(),
  link: randomUUID(),
  partner: randomUUID(),
  partnerKey: randomUUID(),
  entry: randomUUID(),
  agreement: randomUUID(),
  closing: randomUUID(),
  pack: randomUUID(),
  ask: randomUUID(),
  task: randomUUID(),
  letter: randomUUID(),
  token: randomUUID(),
  view: randomUUID(),
  draftShift: randomUUID(),
  rotaNotice: randomUUID(),
  import: randomUUID(),
  feed: randomUUID(),
  offer: randomUUID(),
  leave: randomUUID(),
  callIn: randomUUID(),
  optOut: randomUUID(),
  otherJob: randomUUID(),
  pattern: randomUUID(),
  patternPlace: randomUUID(),
  exception: randomUUID(),
  sharedDuty: randomUUID(),
  need: randomUUID(),
  planJob: randomUUID(),
  handover: randomUUID(),
  display: randomUUID(),
  ...noneOfTheRegister(),
  ...noneOfTheNotices(),
})

/**
 * Makes one of each for somebody: a draft of theirs, an allocation to them with a wait running, a shift, a claim. As the owner, with
 * triggers at rest, so that also a manager has an allocation that is "theirs" and the walk can ask whether they may touch it.
 *
 * @param worker who holds the allocation; for a trainee the AMHP beside whom they work
 */
export async function thingsOf(
  hub: TestHub,
  service: TestService,
  person: Person,
  worker: Person = person,
): Promise<Things> {
  const { owner } = hub
  const waiting = await aReferral(hub, service, person)
  const power = await aPower(hub, service, person, waiting.id, { kind: 's136', startedAt: addMinutes(hub.now(), -60) })
  const allocated = await aReferral(hub, service, person, { state: 'allocated' })
  const now = hub.now()
  const made: Things = {
    ...thingsThatNeverWere(),
    referral: waiting.id,
    workedNumber: String(allocated.number),
    person: person.id,
    email: person.email,
    allocatedReferral: allocated.id,
    power,
    council: service.councilId,
    employer: service.employerId,
    place: service.baseId,
  }
  const apart = (madeIn.get(service) ?? 0) + 1
  madeIn.set(service, apart)
  const startsAt = addHours(now, 24 * (30 + apart))
  await owner.begin(async (sql) => {
    const policy = randomUUID()
    // All on the wire at once, in this order.
    await Promise.all([
      sql`set local session_replication_role = replica`,
      ...[made.draft, made.newDraft].map(
        (id) => sql`insert into hub.referral_drafts (service_id, id, number, person_id, started_at, kept_at, content)
          values (${service.id}, ${id}, ${2_000_000 + (names += 1)}, ${person.id}, ${now}, ${now}, '{}')`,
      ),
      sql`insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice)
        values (${service.id}, ${made.allocation}, ${allocated.id}, ${worker.id}, ${person.id}, ${now}, '{}')`,
      sql`insert into hub.waits (service_id, id, allocation_id, referral_id, kind, started_at)
        values (${service.id}, ${made.wait}, ${made.allocation}, ${allocated.id}, 'bed', ${now})`,
      sql`insert into hub.shift_templates (service_id, id, name, starts_at, ends_at, role, break_minutes)
        values (${service.id}, ${made.template}, ${`Late ${(names += 1)}`}, '15:00', '23:00', 'duty', 30)`,
      sql`insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role)
        values (${service.id}, ${made.shift}, ${person.id}, ${londonDayOf(startsAt)}, ${startsAt}, ${addHours(startsAt, 6)}, 'duty')`,
      sql`insert into hub.toil_policies (service_id, id, employer_id, effective_from, policy)
        values (${service.id}, ${policy}, ${service.employerId}, ${addDays(londonDayOf(now), -9000 + apart)}, '{}')`,
      sql`insert into hub.toil_claims (service_id, id, person_id, allocation_id, referral_id, shift_id, day, shift_ended_at, finished_at,
          raw_minutes, minutes, policy_id, worked_out, causes, primary_cause, state, made_at)
        values (${service.id}, ${made.claim}, ${person.id}, ${made.allocation}, ${allocated.id}, ${made.shift}, ${londonDayOf(now)},
          ${addHours(now, -2)}, ${addHours(now, -1)}, 60, 60, ${policy}, '[]', '[]', 'BED', 'submitted', ${now})`,
      sql`insert into hub.people (service_id, id, name, phone, roles) values (${service.id}, ${made.bystander}, 'Ann Hale', '', array['amhp'])`,
      sql`insert into hub.sessions (id, token_hash, account_id, service_id, person_id, created_at, last_used_at, expires_at)
        select ${made.session}, ${randomBytes(32)}, account_id, service_id, id, ${now}, ${now}, ${addHours(now, 12)}
        from hub.people where service_id = ${service.id} and id = ${person.id}`,
      sql`insert into hub.scim_tokens (service_id, id, token_hash, label, scopes, made_by, made_at, expires_at)
        values (${service.id}, ${made.token}, ${randomBytes(32)}, 'Directory', array['read'], ${person.id}, ${now}, ${addHours(now, 24)})`,
      sql`insert into hub.identity_links (service_id, provider_id, subject, person_id, linked_at)
        values (${service.id}, 'council', ${randomUUID()}, ${person.id}, ${now}) on conflict do nothing`,
      sql`insert into hub.restrictions (service_id, id, kind, reason, why, guardian_id, made_by, made_at)
        values (${service.id}, ${made.restriction}, 'deny', 'colleague', 'Works here', ${person.id}, ${person.id}, ${now})`,
      sql`insert into hub.openings (service_id, id, actor_id, referral_id, restriction_id, reason, why, was_denied, opened_at, ends_at)
        values (${service.id}, ${made.opening}, ${person.id}, ${made.referral}, ${made.restriction}, 'risk-now',
          'Needed to know at the door', false, ${now}, ${addMinutes(now, 60)})`,
      sql`insert into hub.notices (service_id, id, person_id, kind, opening_id, at)
        values (${service.id}, ${made.notice}, ${person.id}, 'record-opened', ${made.opening}, ${now})`,
      sql`insert into hub.deadlines (service_id, id, referral_id, source, source_id, kind, rule_id, point, minutes_before, due_at, limit_at, made_at, fired_at)
        values (${service.id}, ${made.alarm}, ${made.referral}, 'power', ${made.power}, 's136', 's136-2017', 'limit', 0, ${now}, ${now}, ${now}, ${now})`,
      sql`insert into hub.alarms (service_id, deadline_id, raised_at, late_seconds, told_at) values (${service.id}, ${made.alarm}, ${now}, 0, ${now})`,
      sql`insert into hub.watches (service_id, id, person_id, begun_at, back_by, seen_at, seen_recorded_at, next_at, ended_at)
        values (${service.id}, ${made.watch}, ${person.id}, ${now}, ${addHours(now, 2)}, ${now}, ${now}, ${addHours(now, 2)},
          case when exists (select from hub.watches w where w.service_id = ${service.id} and w.person_id = ${person.id} and w.ended_at is null) then ${now}::timestamptz end)`,
      sql`insert into hub.time_limits (service_id, id, referral_id, kind, started_at, origin_at, rule_id, recorded_at, recorded_by)
        values (${service.id}, ${made.limit}, ${made.referral}, 's3', '2026-06-01T23:00:00Z', '2026-06-01T23:00:00Z', 's3-1983', ${now}, ${person.id})`,
      sql`insert into hub.review_sheets (service_id, day, made_at, looks) values (${service.id}, ${londonDayOf(now)}, ${now}, 1) on conflict do nothing`,
      sql`insert into hub.review_lines (service_id, id, day, suspicion, reader_id, referral_id, first_at, last_at, times)
        values (${service.id}, ${made.line}, ${londonDayOf(now)}, 'long-closed', ${person.id}, ${waiting.id}, ${now}, ${now}, 1)`,
      sql`insert into hub.saved_views (service_id, id, person_id, name, area, opens_first, saved_at)
        values (${service.id}, ${made.view}, ${person.id}, ${`View ${(names += 1)}`}, '', false, ${now})`,
      sql`insert into hub.own_keys (service_id, person_id, is_on, changed, set_at) values (${service.id}, ${person.id}, true, '{"n": "x"}', ${now})
        on conflict do nothing`,
      sql`insert into hub.handovers (service_id, id, kind, state, given_by, offered_at, words, items)
        values (${service.id}, ${made.handover}, 'next-shift', 'offered', ${person.id}, ${now}, 'Quiet so far', 1)`,
      sql`insert into hub.handover_items (service_id, handover_id, referral_id, place, facts, note, answer)
        values (${service.id}, ${made.handover}, ${made.allocatedReferral}, 0, '{"row": {}}', 'Ring Dr Hale', 'offered')`,
      sql`insert into hub.referral_links (service_id, id, kind, referral_id, other_id, why, made_by, made_at)
        values (${service.id}, ${made.link}, 'same-person', ${made.referral}, ${made.allocatedReferral}, 'Rang twice', ${person.id}, ${now})`,
      ...noticeRows(sql, service, person, made, now),
      ...ledgerRows(sql, service, made, now, apart),
      sql`insert into hub.wall_displays (service_id, id, label, token_hash, made_by, made_at, expires_at)
        values (${service.id}, ${made.display}, 'Office', ${randomBytes(32)}, ${person.id}, ${now}, ${addHours(now, 24)})`,
      ...deskRows(sql, service, person, made, now),
      ...rightsRows(sql, service, person, made, now),
      ...rotaRows(sql, service, person, made, startsAt, now),
    ])
  })
  return made
}

/** Something asked of an agency, a duty to do, a letter that is being written, and a partner with a key. */
const deskRows = (sql: Sql, service: TestService, person: Person, made: Things, now: Instant) => [
  sql`insert into hub.partners (service_id, id, name, source, phone, made_by, made_at)
    values (${service.id}, ${made.partner}, 'Police', 'POLICE_136', '01632 960 700', ${person.id}, ${now})`,
  sql`insert into hub.partner_keys (service_id, id, partner_id, signing_hash, label, scopes, made_by, made_at, expires_at)
    values (${service.id}, ${made.partnerKey}, ${made.partner}, ${randomBytes(32)}, 'Key', array['refer'], ${person.id}, ${now}, ${addHours(now, 24)})`,
  sql`insert into hub.referral_asks (service_id, id, referral_id, agency, of_whom, what, asked_by, asked_at, due_at, state)
    values (${service.id}, ${made.ask}, ${made.referral}, 'police', 'Custody', 'Custody record', ${person.id}, ${now}, ${addHours(now, 1)}, 'open')`,
  sql`insert into hub.duty_tasks (service_id, id, referral_id, kind, due_at, made_at)
    values (${service.id}, ${made.task}, ${made.referral}, 's13-4-reasons', ${addHours(now, 24)}, ${now})`,
  sql`insert into hub.referral_letters (service_id, id, referral_id, kind, addressee, text, kept_by, kept_at)
    values (${service.id}, ${made.letter}, ${made.referral}, 'message', 'Dr Hale', 'Received', ${person.id}, ${now})`,
]

/** A note on the record, a hold, a proposal to release it and an export that somebody made. */
const rightsRows = (sql: Sql, service: TestService, person: Person, made: Things, now: Instant) => [
  ...(
    [
      [made.mark, 'objection'],
      [made.hold, 'legal-hold'],
    ] as const
  ).map(
    ([id, kind]) => sql`insert into hub.record_marks (service_id, id, referral_id, kind, note, placed_by, placed_at)
      values (${service.id}, ${id}, ${made.referral}, ${kind}, 'Asked on the telephone', ${person.id}, ${now})`,
  ),
  sql`insert into hub.releases (service_id, id, referral_id, state, why, keep_until, authority, proposed_by, proposed_at)
    values (${service.id}, ${made.release}, ${made.allocatedReferral}, 'proposed', 'Time is over', ${londonDayOf(now)}, 'Policy', ${person.id}, ${now})`,
  sql`insert into hub.subject_exports (service_id, id, referral_ids, withheld, seq, made_by, made_at)
    values (${service.id}, ${made.export}, array[${made.referral}], '[]', 0, ${person.id}, ${now})`,
]
