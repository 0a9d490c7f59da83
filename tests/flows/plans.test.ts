import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { noteOnReferral } from '#shared/referrals/noteContract.ts'
import { londonDayOf, mondayOf } from '#shared/time/london.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'
import { thingsOf, type Things } from '#tests/separation/things.ts'

/**
 * With years of work in the tables no hot path goes through a table that grows from end to end. What PostgreSQL itself counted is asked,
 * so it is the plans that were used, of the statements that were sent.
 */
const ROWS = 20_000
let hub: TestHub
let service: TestService
let jo: Person
let own: Things
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant', 'amhp', 'manager'] })
  await jo.stepsUp(TEST_PASSWORD)
  own = await thingsOf(hub, service, jo)
  // What leaves an event, and what falls due: of a table that is empty nothing is copied.
  await jo.sends(noteOnReferral, { ...aNote, referralId: own.referral as ReferralId })
  await turn()
  await growOld()
  await turn()
})
afterAll(() => hub.close())

/** What differs from one copy of a row to the next, as SQL of `n`; whatever is long over says so. */
const copies: Readonly<Record<string, string>> = {
  referrals: `jsonb_build_object('id', gen_random_uuid(), 'number', 100000 + n, 'state', 'closed', 'closed_as', 'not-an-assessment', 'closed_at', x.received_at - n * interval '2 hours',
    'received_at', x.received_at - n * interval '2 hours', 'last_name', 'Name' || n, 'first_name', 'First' || n, 'born_on', date '1930-01-01' + n, 'age_years', null, 'age_is_estimate', false, 'nhs_number', '')`,
  powers: `jsonb_build_object('id', gen_random_uuid(), 'referral_id', gen_random_uuid(), 'ended_at', x.recorded_at)`,
  allocations: `jsonb_build_object('id', gen_random_uuid(), 'referral_id', gen_random_uuid(), 'person_id', gen_random_uuid(), 'ended_at', x.allocated_at, 'ended_how', 'taken-back')`,
  events: `jsonb_build_object('seq', 100000 + n, 'command_id', gen_random_uuid(), 'referral_id', gen_random_uuid(), 'person_id', gen_random_uuid(), 'actor_id', gen_random_uuid(), 'at', x.at - n * interval '1 hour')`,
  shifts: `jsonb_build_object('id', gen_random_uuid(), 'person_id', gen_random_uuid(), 'day', x.day - 7 - n % 1800, 'starts_at', x.starts_at - (7 + n % 1800) * interval '1 day',
    'ends_at', x.ends_at - (7 + n % 1800) * interval '1 day')`,
  deadlines: `jsonb_build_object('id', gen_random_uuid(), 'referral_id', gen_random_uuid(), 'source_id', gen_random_uuid(), 'fired_at', x.due_at, 'superseded_at', x.due_at)`,
  sessions: `jsonb_build_object('id', gen_random_uuid(), 'token_hash', '\\x' || encode(sha256(n::text::bytea), 'hex'), 'person_id', gen_random_uuid(), 'account_id', gen_random_uuid(), 'revoked_at', x.created_at, 'ended_because', 'signed-out')`,
  commands: `jsonb_build_object('id', gen_random_uuid())`,
}
const tables = Object.keys(copies)

/** Years of work: each row that there is of a table many times over, past its rules, which are not what is tried here. */
async function growOld(): Promise<void> {
  for (const [table, differs] of Object.entries(copies)) {
    await hub.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql.unsafe(`insert into hub.${table} select copy.* from hub.${table} x cross join generate_series(1, ${ROWS}) n
        cross join lateral jsonb_populate_record(x, ${differs} || jsonb_build_object('copy of', n)) copy where x.ctid = (select min(ctid) from hub.${table})`)
      // What this connection counted itself is told at once, and not in the midst of what is tried.
      await sql`select pg_stat_force_next_flush()`
    })
    await hub.owner.unsafe(`analyze hub.${table}`)
    const [many] = await hub.owner<{ rows: number }[]>`
      select reltuples::int as rows from pg_class where oid = ${`hub.${table}`}::regclass`
    if (!many || many.rows <= ROWS) throw new Error(`${table} has ${many?.rows ?? 0} rows: its plans say nothing`)
  }
}

const aNote = { kind: 'note', happenedAt: null, withWhom: '', words: 'Rang the ward', correctsId: null } as const

interface Scans {
  readonly table: string
  readonly times: number
}

/**
 * How often each of these tables was gone through from end to end so far. What a connection counted is known once it has ended: those of the
 * hub, and those over which the test itself has looked into the tables, which would else tell of it in the midst of what is tried.
 */
async function scans(): Promise<readonly Scans[]> {
  await hub.owner`select pg_stat_force_next_flush()`
  await hub.owner`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where usename in ('hub_app', current_user) and datname = current_database() and pid <> pg_backend_pid()`
  return hub.owner<Scans[]>`
    select relname as "table", seq_scan::int as times from pg_stat_user_tables
    where schemaname = 'hub' and relname = any (${tables}) order by relname`
}

async function turn(): Promise<void> {
  const loop = new AlarmLoop(hub)
  await loop.turns()
  await loop.close()
}

const gets = async (door: string, input: Readonly<Record<string, string>> = {}): Promise<number> =>
  (await jo.gets(`/api/${door}?${new URLSearchParams(input).toString()}`)).status

/** The paths that somebody waits for, and those that go round by themselves each second. */
const paths: Readonly<Record<string, () => Promise<number>>> = {
  'the session': () => gets('session'),
  'the board': () => gets('allocations.board'),
  'one’s own duty': () => gets('allocations.myDuty'),
  'the record': () => gets('referrals.record', { number: own.workedNumber }),
  'the rota’s week': () => gets('rota.week', { monday: mondayOf(londonDayOf(hub.now())) }),
  'who can be given it': () => gets('allocations.candidates', { referralId: own.referral }),
  'a search by name': async () => (await jo.posts('/api/referrals.find', { text: 'Name1234' })).status,
  'what falls due': async () => {
    await turn()
    return 200
  },
}

describe(`with ${ROWS} rows in each of ${tables.length} tables`, () => {
  it.each(Object.entries(paths))('%s goes through none of them from end to end', async (name, path) => {
    // Once before: what is learned once a day is known, and connections are there.
    await path()
    const before = await scans()
    // Its connections are gone with what they counted: it comes back by itself.
    let status = 503
    while (status === 503) status = await path()
    const after = await scans()
    expect([name, status]).toEqual([name, 200])
    const through = after.filter(({ times }, place) => times > (before[place]?.times ?? 0)).map(({ table }) => table)
    expect(through).toEqual([])
  })
})
