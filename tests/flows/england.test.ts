import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { verifyEverything } from '#server/verifyAudit.ts'
import { loadEngland, type England } from '#tests/bench/england/loadEngland.ts'
import { ENGLAND, sizesOf } from '#tests/bench/england/sizes.ts'
import { cloneOf, TEMPLATE, type TestDatabase } from '#tests/harness/database.ts'

const plan = { seed: 20_261_128, scale: 0.012, services: 3 }

interface Loaded {
  readonly database: TestDatabase
  readonly owner: postgres.Sql
  readonly england: England
}

async function load(seed = plan.seed): Promise<Loaded> {
  const database = await cloneOf(TEMPLATE)
  const owner = postgres(database.url, { max: 2, onnotice: () => undefined })
  return { database, owner, england: await loadEngland(owner, { ...plan, seed }) }
}

const all: Loaded[] = []
beforeAll(async () => {
  all.push(await load(), await load(), await load(plan.seed + 1))
})
afterAll(async () => {
  for (const { owner, database } of all) {
    await owner.end()
    await database.drop()
  }
})

function at(place: number): Loaded {
  const found = all[place]
  if (!found) throw new Error('it was not loaded')
  return found
}

/** One hash over all that a table holds, but for numbers that the table gives itself. */
async function hashOf({ owner }: Loaded, table: string): Promise<string> {
  const [row] = await owner<{ hash: string }[]>`
    select md5(string_agg(line, '' order by line)) as hash
    from (select (to_jsonb(t) - 'position' - 'made_at')::text as line from ${owner(`hub.${table}`)} t) lines`
  return row?.hash ?? ''
}

/** The rows of a key that point at nothing: nobody looked at them while they were loaded. */
async function loose({ owner }: Loaded): Promise<readonly string[]> {
  const keys = await owner<{ name: string; table: string; target: string; columns: string[]; targets: string[] }[]>`
    select c.conname as name, c.conrelid::regclass::text as table, c.confrelid::regclass::text as target,
      (select array_agg(a.attname::text order by k.place) from unnest(c.conkey) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns,
      (select array_agg(a.attname::text order by k.place) from unnest(c.confkey) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) as targets
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'hub'::regnamespace`
  expect(keys.length).toBeGreaterThan(50)
  const found: string[] = []
  for (const { name, table, target, columns, targets } of keys) {
    const same = columns.map((column, place) => `t.${targets[place] ?? ''} = f.${column}`).join(' and ')
    const set = columns.map((column) => `f.${column} is not null`).join(' and ')
    const [row] = await owner.unsafe<{ loose: number }[]>(
      `select count(*)::int as loose from ${table} f where ${set} and not exists (select from ${target} t where ${same})`,
    )
    if (row?.loose !== 0) found.push(`${name}: ${row?.loose ?? '?'}`)
  }
  return found
}

describe('the sizes of the services', () => {
  const sizes = sizesOf(drawFrom(plan.seed, 'sizes'), ENGLAND.services, ENGLAND.historyDays)
  const sum = (of: (one: (typeof sizes)[number]) => number): number => sizes.reduce((all, one) => all + of(one), 0)

  it('make England together: its AMHPs, its referrals and its ledger, to within two in a hundred', () => {
    const whole = { services: sizes.length, amhps: sum(({ amhps }) => amhps) / ENGLAND.amhps }
    const referrals = sum(({ referralsADay: [least, most] }) => ((least + most) / 2) * ENGLAND.historyDays)
    const ledger = sum(({ amhps, ledgerRowsPerAmhp }) => amhps * ledgerRowsPerAmhp)
    expect(whole.services).toBe(153)
    for (const share of [whole.amhps, referrals / ENGLAND.referrals, ledger / ENGLAND.ledgerRows]) {
      expect(share).toBeGreaterThan(0.98)
      expect(share).toBeLessThan(1.02)
    }
  })

  it('are many small ones and a few large ones', () => {
    const amhps = sizes.map((one) => one.amhps).toSorted((a, b) => a - b)
    expect((amhps.at(-1) ?? 0) / (amhps[0] ?? 1)).toBeGreaterThan(4)
    expect(amhps[Math.floor(amhps.length / 2)]).toBeLessThan(26)
  })
})

describe('England, a hundredth of it', () => {
  it('has what it says it has: five events to a finished referral, a chain of shifts, a ledger for everybody', async () => {
    const { owner, england } = at(0)
    expect(england.services).toBe(plan.services)
    for (const table of ['referrals', 'events', 'shifts', 'allocations', 'toil_entries']) {
      const [row] = await owner<{ count: number }[]>`select count(*)::int as count from ${owner(`hub.${table}`)}`
      expect([table, row?.count]).toEqual([table, england.rows.get(table)])
      expect(row?.count).toBeGreaterThan(0)
    }
    const [few] = await owner<{ fewest: number }[]>`
      select min(n)::int as fewest from (
        select count(e.id) as n from hub.amhps a left join hub.toil_entries e on e.service_id = a.service_id and e.person_id = a.person_id
        group by a.service_id, a.person_id) each_one`
    expect(few?.fewest).toBeGreaterThanOrEqual(Math.floor((500 * england.historyDays) / ENGLAND.historyDays))
  })

  it('breaks no key, though nobody looked at them while it was loaded', async () => {
    expect(await loose(at(0))).toEqual([])
  })

  it('has events whose chain holds, by the product’s own verifying', async () => {
    const said: string[] = []
    const isWell = await verifyEverything(at(0).database.url, { auditAnchors: '/nowhere' }, (line) => said.push(line))
    expect([isWell, said.filter((line) => line.startsWith('WRONG'))]).toEqual([true, []])
  })

  it('is the same from the same seed, and another from another', async () => {
    for (const table of ['referrals', 'events', 'toil_entries', 'shifts']) {
      const [first, again, other] = await Promise.all([0, 1, 2].map((place) => hashOf(at(place), table)))
      expect([table, again]).toEqual([table, first])
      expect(other).not.toBe(first)
    }
  })
})
