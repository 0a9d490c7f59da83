import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant, msOf } from '#shared/time/instant.ts'
import { drawFrom } from '#db/seed/random.ts'
import { brokenRules } from '#tests/harness/catalogue.ts'
import { TestHub } from '#tests/harness/service.ts'
import { setStage, type Stage } from '#tests/separation/stage.ts'
import { asTwoLetIn, heardOrLogged, showsSomething, walkTheMatrix } from '#tests/separation/walk.ts'
import { takenOut, withoutFilters, type WithoutFilters } from '#tests/separation/withoutFilters.ts'

/** Thousands of requests: a few seconds on a quiet machine, minutes on one that does much else. */
const PATIENCE_MS = 300_000

/**
 * A table whose rows a query shows to everybody, and one more by chance: opening each of them takes a walk of its own.
 * `SEPARATION=whole` opens all.
 */
const OPENED = ['councils']
const MORE = 1
const SEED = Number(process.env['SEED'] ?? 20261127)

let hub: TestHub
let stage: Stage
let way: WithoutFilters
let owner: postgres.Sql
beforeAll(async () => {
  hub = await TestHub.open({
    async through(url) {
      way = await withoutFilters(url)
      return way.url
    },
  })
  stage = await setStage(hub)
  owner = postgres(hub.ownerUrl, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  for (const { screen } of stage.askers) screen.close()
  await owner.end()
  await hub.close()
  way.close()
})

describe('with the application’s own filters taken out', () => {
  it.each([
    ['where service_id = $1 and id = $2', 1],
    ['where "hub"."referrals"."service_id" = $1', 1],
    ['join people p on p.service_id = d.service_id and p.id = d.person_id where d.service_id = $12', 2],
    ['where service_id = hub.current_service()', 1],
    ['insert into waits (service_id, id) values ($1, $2)', 0],
  ])('the harness takes them out of: %s', (text, count) => {
    expect(takenOut(text).count).toBe(count)
  })

  it(
    'the database alone still keeps the services apart',
    async () => {
      const before = way.taken()
      const walked = await walkTheMatrix(stage, asTwoLetIn)
      expect(walked.leaks).toEqual([])
      expect(heardOrLogged(stage)).toEqual([])
      expect(walked.wrong).toEqual([])
      expect(way.taken() - before).toBeGreaterThan(500)
      console.info(
        `separation by the database alone: ${way.taken()} filters taken out of statements, ${walked.pairs} pairs ` +
          `(${walked.done} done, ${walked.swapped} with another service's id), 0 leaks`,
      )
    },
    PATIENCE_MS,
  )

  it(
    'each policy that goes is noticed, by the catalogue and, where anybody asks for its rows, by the walk',
    async () => {
      const policies = await owner<{ table: string; asked: boolean }[]>`
        select tablename as "table", has_any_column_privilege('hub_app', format('hub.%I', tablename)::regclass, 'select, insert, update') as asked
        from pg_policies where schemaname = 'hub' and policyname = 'own_service_only' order by 1`
      // Where requests cannot come at all, and only the owner's own functions look, there is nothing to let in.
      const asked = policies.filter((one) => one.asked).map(({ table }) => table)
      const byCatalogue = (await brokenWithoutAny(policies.map(({ table }) => table)))
        .filter((rule) => rule.includes(': no policy'))
        .map((rule) => rule.split(':')[0])
        .filter((table, place, all) => all.indexOf(table) === place)
      const others = policies.map(({ table }) => table).filter((table) => !OPENED.includes(table))
      const byWalk: string[] = []
      const draw = drawFrom(SEED, 'policies')
      const more = Array.from({ length: MORE }, () => draw.pick(others))
      const opened =
        process.env['SEPARATION'] === 'whole' ? policies.map(({ table }) => table) : [...OPENED, ...new Set(more)]
      for (const table of opened) {
        await owner`alter policy own_service_only on ${owner(`hub.${table}`)} using (true) with check (true)`
        // What was answered to several at once is not answered again from memory.
        hub.clockIs(instant(msOf(hub.now()) + 2000))
        if (await showsSomething(stage)) byWalk.push(table)
        const key = table === 'services' ? owner`id` : owner`service_id`
        await owner`alter policy own_service_only on ${owner(`hub.${table}`)}
        using (${key} = (select hub.current_service())) with check (${key} = (select hub.current_service()))`
      }
      expect(await owner.begin((sql) => brokenRules(sql))).toEqual([])
      expect(byCatalogue).toEqual(expect.arrayContaining(asked))
      expect(asked.length).toBeGreaterThan(policies.length - 5)
      expect(byWalk).toEqual(expect.arrayContaining(['councils']))
      console.info(
        `separation, control: of ${policies.length} policies dropped the catalogue noticed ${byCatalogue.length}, all ${asked.length} of tables that requests come to; of ${opened.length} opened in turn (seed ${SEED}), ` +
          `the walk of the queries alone saw ${byWalk.length} (${byWalk.join(', ')})`,
      )
    },
    PATIENCE_MS,
  )
})

/** Drops these tables' policies inside a transaction, asks the catalogue, and takes it back. */
async function brokenWithoutAny(tables: readonly string[]): Promise<readonly string[]> {
  let found: readonly string[] = []
  await owner
    .begin(async (sql) => {
      for (const table of tables) await sql`drop policy own_service_only on ${sql(`hub.${table}`)}`
      found = await brokenRules(sql)
      throw new Error('take it back')
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'take it back') throw error
    })
  return [...new Set(found)]
}
