import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyPromises } from '#server/promises/verify.ts'
import { promiseWords, type BrokenPromise } from '#server/promises/words.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * The rows of the demo's 26 weeks keep every promise; then each is broken by a hand in the database that goes past the rules, in a
 * transaction that is taken back, and that promise is named.
 */
let hub: TestHub
let service: string
beforeAll(async () => {
  hub = await TestHub.open({ demo: true })
  const [row] = await hub.owner<{ id: string }[]>`select id from hub.services where is_demo`
  service = row?.id ?? ''
})
afterAll(() => hub.close())

type Sql = postgres.TransactionSql

/** Names of rules as `rule on table`, taken away so that a hand can do what they forbid. */
const without = async (sql: Sql, ...rules: readonly (readonly [table: string, constraint: string])[]) => {
  for (const [table, constraint] of rules)
    await sql`alter table ${sql(`hub.${table}`)} drop constraint ${sql(constraint)}`
}

const breaks: Readonly<Record<BrokenPromise, (sql: Sql) => Promise<unknown>>> = {
  'services-are-apart': (sql) => sql`alter table hub.shifts no force row level security`,
  'the-gravest-rules-are-there': (sql) => sql`drop index hub.one_live_allocation_per_referral`,
  'what-happened-stays': (sql) => sql`grant update (data) on hub.events to hub_app`,
  'the-login-is-small': (sql) => sql`grant hub_owner to hub_app`,
  'moments-have-a-zone': (sql) => sql`alter table hub.places add column seen_at timestamp`,
  'there-is-one-epoch': (sql) => sql`insert into hub.epochs (id, since) values ('a second one', ${hub.now()})`,
  'rules-are-on': (sql) => sql`alter table hub.events disable trigger never_changed`,
  'one-allocation-at-a-time': async (sql) => {
    await sql`drop index hub.one_live_allocation_per_referral`
    await sql`
      update hub.allocations set ended_at = null, ended_how = null where service_id = ${service} and referral_id in
        (select referral_id from hub.allocations where ended_at is null limit 1)`
    await sql`
      insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice)
      select service_id, gen_random_uuid(), referral_id, person_id, allocated_by, allocated_at, choice from hub.allocations
      where ended_at is null limit 1`
  },
  'allocated-to-an-amhp': (sql) => sql`
    update hub.allocations set person_id = (select p.id from hub.people p where 'manager' = any (p.roles) limit 1)
    where id = (select id from hub.allocations where ended_at is null limit 1)`,
  'state-fits-the-allocations': (sql) => sql`
    update hub.referrals set state = 'allocated' where id = (select id from hub.referrals where state = 'to-triage' limit 1)`,
  'closed-says-when-and-how': async (sql) => {
    await without(sql, ['referrals', 'closed_referral_says_when_and_how'])
    await sql`update hub.referrals set closed_as = null where id = (select id from hub.referrals where state = 'closed' limit 1)`
  },
  'nobody-is-in-two-places': async (sql) => {
    await without(sql, ['shifts', 'one_shift_at_a_time'])
    await sql`
      insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role)
      select service_id, gen_random_uuid(), person_id, day, starts_at, ends_at, role from hub.shifts where cancelled_at is null limit 1`
  },
  'shifts-are-sane': async (sql) => {
    await without(sql, ['shifts', 'shift_belongs_to_the_day_it_starts'])
    await sql`update hub.shifts set day = day + 1 where id = (select id from hub.shifts where cancelled_at is null limit 1)`
  },
  'events-are-counted-without-gaps': (sql) => sql`delete from hub.events where seq = 40`,
  'numbers-are-given-once': (sql) => sql`update hub.service_counters set last_referral_number = 7`,
  'commands-leave-an-event': (sql) => sql`
    insert into hub.commands (service_id, actor_id, id, name, fingerprint, at)
    select service_id, id, gen_random_uuid(), 'rota.addShift', '', ${hub.now()} from hub.people limit 1`,
  'the-ledger-agrees-with-the-claims': (sql) => sql`
    update hub.toil_entries set minutes = minutes + 1 where id = (select id from hub.toil_entries where kind = 'ACCRUE' limit 1)`,
  'a-reversal-undoes-exactly': (sql) => sql`
    insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by, reverses_id)
    select service_id, gen_random_uuid(), person_id, 'REVERSE', 1 - minutes, day, recorded_at, recorded_by, id from hub.toil_entries
    where kind = 'TAKE' limit 1`,
  'nobody-approves-their-own': async (sql) => {
    await without(sql, ['toil_claims', 'nobody_decides_their_own_claim'])
    await sql`update hub.toil_claims set decided_by = person_id where id = (select id from hub.toil_claims where state = 'approved' limit 1)`
  },
  'one-deadline-per-point': async (sql) => {
    await sql`drop index hub.one_live_deadline_per_point`
    await aDeadline(sql, '2026-11-13T12:00:00Z')
    await aDeadline(sql, '2026-11-13T12:00:00Z')
  },
  'what-is-due-fires': (sql) => aDeadline(sql, '2026-11-12T16:45:00Z'),
  'what-fired-raised-an-alarm': async (sql) => {
    await aDeadline(sql, '2026-11-12T16:45:00Z')
    await sql`update hub.deadlines set fired_at = due_at`
  },
  'alarms-are-answered-or-climb': async (sql) => {
    await aDeadline(sql, '2026-11-12T16:40:00Z')
    await sql`update hub.deadlines set fired_at = due_at`
    await sql`
      insert into hub.alarms (service_id, deadline_id, raised_at, late_seconds, told_at, next_at)
      select service_id, id, due_at, 0, due_at, due_at + interval '5 minutes' from hub.deadlines`
  },
  'whoever-left-is-signed-out': async (sql) => {
    await sql`
      insert into hub.sessions (id, token_hash, account_id, service_id, person_id, created_at, last_used_at, expires_at)
      select gen_random_uuid(), 'x', account_id, service_id, id, ${hub.now()}, ${hub.now()}, ${hub.now()}::timestamptz + interval '1 hour'
      from hub.people where account_id is not null and 'manager' = any (roles) limit 1`
    await sql`update hub.people set left_at = ${hub.now()} where id in (select person_id from hub.sessions where revoked_at is null)`
  },
  'somebody-keeps-the-keys': (sql) =>
    sql`update hub.people set roles = array_remove(roles, 'admin') || '{manager}' where 'admin' = any (roles)`,
  'approved-when-given': (sql) => sql`update hub.amhps set approved_on = approved_on + 1500`,
  'a-shift-keeps-its-history': (sql) =>
    sql`update hub.shifts set version = version + 1 where id = (select id from hub.shifts limit 1)`,
  'the-record-agrees-with-its-events': (sql) => sql`
    insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice, ended_at, ended_how)
    select service_id, gen_random_uuid(), referral_id, person_id, allocated_by, allocated_at, choice, allocated_at, 'taken-back'
    from hub.allocations limit 1`,
  'commands-act-once': (sql) =>
    sql`update hub.events set command_id = (select command_id from hub.events where seq = 7), ordinal = 5 where seq = 90`,
  'nothing-is-from-the-future': (sql) => sql`update hub.events set at = at + interval '10 years' where seq = 50`,
  'a-balance-is-a-plain-sum': async (sql) => {
    await without(sql, ['toil_entries', 'entry_is_not_nothing'], ['toil_entries', 'entry_sign_fits_its_kind'])
    await sql`update hub.toil_entries set minutes = -minutes where id = (select id from hub.toil_entries where kind = 'TAKE' limit 1)`
  },
  'running-clocks-have-alarms': (sql) => aDeadline(sql, '2026-11-13T12:00:00Z'),
  'alarms-are-passed-on': async (sql) => {
    await aDeadline(sql, '2026-11-12T16:30:00Z')
    await sql`
      insert into hub.alarms (service_id, deadline_id, raised_at, late_seconds, told_at, relay_at)
      select service_id, id, due_at, 0, due_at, due_at from hub.deadlines`
  },
  'reads-are-sealed': (sql) => sql`
    insert into hub.reads (service_id, at, actor_id, query, referral_ids, request_id, kind, tx)
    select service_id, ${hub.now()}, id, 'referrals.record', '{}', 'by hand', 'view', '9000000000' from hub.people limit 1`,
  'the-chain-holds': (sql) => sql`update hub.events set data = '{"changed": true}' where seq = 60`,
  'whoever-left-holds-nothing': async (sql) => {
    await sql`
      insert into hub.calendar_feeds (service_id, id, person_id, kind, label, token_hash, made_at)
      select service_id, gen_random_uuid(), id, 'own', 'Phone', '\\x00', ${hub.now()} from hub.people where 'amhp' = any (roles) limit 1`
    await sql`update hub.people set left_at = ${hub.now()} where id in (select person_id from hub.calendar_feeds)`
  },
  'rows-belong-together': (sql) =>
    sql`update hub.waits set allocation_id = gen_random_uuid() where id = (select id from hub.waits limit 1)`,
  'texts-are-clean': (sql) =>
    sql`update hub.allocations set reason = 'Nearest' || chr(7) where id = (select id from hub.allocations limit 1)`,
}

const aDeadline = (sql: Sql, dueAt: string) => sql`
  insert into hub.deadlines (service_id, id, referral_id, source, source_id, kind, rule_id, point, minutes_before, due_at, made_at)
  select service_id, gen_random_uuid(), id, 'target', id, 'triage', 'triage', 'target', 0, ${dueAt}, received_at
  from hub.referrals where state <> 'closed' order by number limit 1`

/** What is only found by going through everything; the rest is asked of the last two hours, as each hour in service. */
const OF_EVERYTHING: ReadonlySet<BrokenPromise> = new Set([
  'events-are-counted-without-gaps',
  'the-record-agrees-with-its-events',
  'commands-act-once',
  'the-chain-holds',
  'rows-belong-together',
  'texts-are-clean',
])

async function broken(sql: Sql, all = true): Promise<readonly string[]> {
  const rows = await sql<{ promise: string }[]>`
    select promise from hub.missing_rules() union
    select promise from hub.broken_promises(case when ${all} then '-infinity' else ${hub.now()}::timestamptz - interval '2 hours' end, ${hub.now()})`
  return rows.map(({ promise }) => promise).toSorted()
}

describe('what must always be true', () => {
  it('is true of the demo, and the command says so', async () => {
    const said: string[] = []
    expect(await verifyPromises(hub.ownerUrl, (line) => said.push(line))).toBe(true)
    expect(said).toEqual([`${service}: every promise is kept`, 'Nothing is broken.'])
  })

  it('is asked by the login that serves requests too, of its own service only', async () => {
    const undone = new Error('taken back')
    const asked = hub.owner.begin(async (sql) => {
      await sql`set local role hub_app`
      await sql`select set_config('app.service_id', ${service}, true)`
      expect(await broken(sql)).toEqual([])
      throw undone
    })
    await expect(asked).rejects.toBe(undone)
  })

  it.each(Object.keys(promiseWords) as BrokenPromise[])('says so when it is not: %s', async (promise) => {
    const undone = new Error('taken back')
    const tampered = hub.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`select set_config('app.service_id', ${service}, true)`
      await breaks[promise](sql)
      expect(await broken(sql, OF_EVERYTHING.has(promise))).toContain(promise)
      throw undone
    })
    await expect(tampered).rejects.toBe(undone)
  })

  it('says so of every table that is only ever added to', async () => {
    const undone = new Error('taken back')
    const loosened = hub.owner.begin(async (sql) => {
      const tables = await sql<{ name: string }[]>`
        select distinct c.relname as name from pg_trigger g join pg_class c on c.oid = g.tgrelid
        where c.relnamespace = 'hub'::regnamespace and g.tgname in ('never_changed', 'changed_only_by_release') order by 1`
      const names = tables.map(({ name }) => name)
      expect(names).toContain('undone_decisions')
      for (const name of names) await sql`grant delete on ${sql(`hub.${name}`)} to hub_app`
      const rows = await sql<{ about: string }[]>`
        select about from hub.missing_rules() where promise = 'what-happened-stays' order by 1`
      expect(rows.map(({ about }) => about)).toEqual(names.map((name) => `${name} by hub_app`))
      throw undone
    })
    await expect(loosened).rejects.toBe(undone)
  })

  it('ends the command with what is broken, by a sentence and an id', async () => {
    await hub.owner`alter table hub.events disable trigger never_changed`
    const said: string[] = []
    expect(await verifyPromises(hub.ownerUrl, (line) => said.push(line))).toBe(false)
    await hub.owner`alter table hub.events enable trigger never_changed`
    expect(said.slice(1)).toEqual([
      'BROKEN  A trigger or an index of the schema is switched off: events.never_changed',
      '1 broken.',
    ])
  })
})
