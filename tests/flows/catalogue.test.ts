import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneOf, TEMPLATE, type TestDatabase } from '#tests/harness/database.ts'
import { brokenRules } from '#tests/harness/catalogue.ts'

let database: TestDatabase
let sql: postgres.Sql
beforeAll(async () => {
  database = await cloneOf(TEMPLATE)
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** Breaks a rule inside a transaction, looks, and takes the break back. */
async function broken(breakIt: string): Promise<readonly string[]> {
  let found: readonly string[] = []
  await sql
    .begin(async (tx) => {
      await tx.unsafe(breakIt)
      found = await brokenRules(tx)
      throw new Error('take it back')
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'take it back') throw error
    })
  return found
}

describe('the catalogue', () => {
  it('keeps every rule of separation', async () => {
    expect(await sql.begin((tx) => brokenRules(tx))).toEqual([])
  })

  it.each([
    [
      'a table without row-level security',
      'create table hub.leak (service_id uuid not null, id uuid, primary key (service_id, id))',
      /leak: row-level security/,
    ],
    [
      'row-level security that is not forced',
      'alter table hub.referrals no force row level security',
      /referrals: row-level security/,
    ],
    ['a table without a policy', 'drop policy own_service_only on hub.waits', /waits: no policy/],
    ['a person whom all see', 'drop policy only_in_sight on hub.powers', /powers: everybody of the service/],
    [
      'the words of an allocation open to all',
      'grant select (outcome_reasons) on hub.allocations to hub_app',
      /hub_app may read allocations.outcome_reasons/,
    ],
    [
      'a table whose own policy has gone, though another is left',
      'drop policy own_service_only on hub.people',
      /people: no policy for its own service/,
    ],
    [
      'a policy that lets everybody in',
      'create policy open on hub.waits for select using (true)',
      /waits: policy open/,
    ],
    [
      'a table without a service',
      'create table hub.loose (id uuid primary key); alter table hub.loose enable row level security; alter table hub.loose force row level security; create policy p on hub.loose using (id is null)',
      /loose: no service_id/,
    ],
    [
      'a foreign key without the service',
      'alter table hub.waits add constraint loose_key foreign key (service_id) references hub.services (id); alter table hub.referrals add column other uuid; create unique index by_id on hub.referrals (id); alter table hub.referrals add constraint only_id foreign key (other) references hub.referrals (id)',
      /only_id/,
    ],
    [
      'a unique key across services',
      'create unique index one_nhs_number on hub.referrals (nhs_number)',
      /one_nhs_number/,
    ],
    ['a view that runs as its owner', 'create view hub.everybody as select * from hub.referrals', /everybody: view/],
    ['a materialised copy', 'create materialized view hub.copied as select * from hub.referrals', /copied/],
    ['a table that a crash would empty', 'create unlogged table hub.fast (service_id uuid)', /fast/],
    [
      'a definer function without a fixed path',
      "create function hub.sly() returns int language sql security definer as 'select 1'",
      /sly/,
    ],
    [
      'a definer function that nobody listed',
      "create function hub.sly() returns int language sql security definer set search_path = hub as 'select 1'",
      /sly/,
    ],
    [
      'the application owning something',
      'create table public.mine (id int); alter table public.mine owner to hub_app',
      /hub_app owns/,
    ],
    ['the application deleting records', 'grant delete on hub.referrals to hub_app', /hub_app may DELETE referrals/],
    ['the application emptying tables', 'grant truncate on hub.waits to hub_app', /hub_app may TRUNCATE waits/],
    [
      'the application changing the ledger',
      'grant update on hub.toil_entries to hub_app',
      /hub_app may UPDATE toil_entries/,
    ],
    ['the application reading passwords', 'grant select on hub.accounts to hub_app', /hub_app may SELECT accounts/],
    ['a time without a zone', 'alter table hub.waits add column at timestamp', /waits.at/],
  ])('notices %s', async (_what, breakIt, complaint) => {
    expect((await broken(breakIt)).join('\n')).toMatch(complaint)
  })
})
