import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataColumns } from '#shared/privacy/dataMap.ts'
import {
  holdRecord,
  markRecord,
  proposeRelease,
  recordRights,
  releaseRecord,
  reviewList,
} from '#shared/privacy/contract.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { aCrew, aWholeRecord, canaries, yearsPass, type Crew, type WholeRecord } from '#tests/builders/wholeRecord.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

/** Every table of the database that is not PostgreSQL's own, each row as text, searched for what was typed about the person. */
async function placesWithCanaries(owner: postgres.Sql) {
  const tables = await owner<{ name: string; columns: number }[]>`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select count(*)::int from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`
  const patterns = canaries.map((one) => `%${one}%`)
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await owner.unsafe<{ hits: number }[]>(
      `select count(*)::int as hits from ${name} t where t::text ilike any ($1::text[])`,
      [patterns],
    )
    if (row && row.hits > 0) found.push(name)
  }
  return { found, tables: tables.length, columns: tables.reduce((sum, { columns }) => sum + columns, 0) }
}

/** Text columns that a release empties and in which nothing was typed: the proof would prove nothing of them. */
async function unproven(owner: postgres.Sql): Promise<readonly string[]> {
  const none: string[] = []
  for (const { table, column, emptied } of dataColumns) {
    if (!emptied) continue
    const [row] = await owner.unsafe<{ hits: number }[]>(
      `select count(*)::int as hits from hub.${table} t where t.${column}::text ilike any ($1::text[])`,
      [canaries.map((one) => `%${one}%`)],
    )
    if (row?.hits === 0) none.push(`${table}.${column}`)
  }
  return none
}

async function faultsInSeals(owner: postgres.Sql, serviceId: string): Promise<readonly unknown[]> {
  return owner.begin(async (tx) => {
    await tx`select set_config('app.service_id', ${serviceId}, true)`
    const [seals] = await tx<
      { count: number }[]
    >`select count(*)::int as count from hub.seals where service_id = ${serviceId}`
    expect(seals?.count).toBeGreaterThan(0)
    return tx`select * from hub.check_seals(0, 1000) where what is not null`
  })
}

describe('the end of a record', () => {
  let crew: Crew
  let whole: WholeRecord
  beforeAll(async () => {
    crew = await aCrew(hub)
    whole = await aWholeRecord(hub, crew)
  })

  it('is not listed, and cannot be proposed, before its time', async () => {
    await yearsPass(hub, 19, crew)
    expect((await crew.ada.asks(reviewList, {})).due).toEqual([])
    const early = await crew.ada.tries(proposeRelease, { referralId: whole.referralId, why: 'Twenty years are over' })
    expect(early).toMatchObject({ status: 409, body: { code: 'not-due' } })
    expect(String(early.body['message'])).toMatch(/is kept until 1[123] November 2046/)
  })

  it('takes two people, and leaves no word of what was written about the person anywhere in the database', async () => {
    await yearsPass(hub, 1, crew)
    const { due } = await crew.ada.asks(reviewList, {})
    expect(due).toMatchObject([{ number: whole.number, onHold: false, proposal: null }])
    const { releaseId } = await crew.ada.sends(proposeRelease, {
      referralId: whole.referralId,
      why: `Time is over ${canaries[0]}`,
    })

    const before = await placesWithCanaries(hub.owner)
    expect(before.found).toContain('hub.referrals')
    // What is no text of anybody's, or has nothing of the kind in these cases.
    expect(await unproven(hub.owner)).toEqual([
      'referrals.age_years',
      'referral_index.sounds',
      'referral_index.phones',
      'allocations.outcome_detail',
      'allocations.choice',
      'reads.term_salt',
      'commands.answer',
      'record_marks.on_day',
      'releases.decided_why',
    ])
    await hub.owner`select hub.seal_reads(${hub.now()})`

    expect(await crew.ada.tries(releaseRecord, { releaseId })).toMatchObject({
      status: 403,
      body: { code: 'own-proposal' },
    })
    const screen = await crew.jo.opensScreen()
    const done = await crew.ruth.sends(releaseRecord, { releaseId })
    expect(done.number).toBe(whole.number)
    expect((await screen.hearsOf('privacy')).touches).toContain('referrals')
    screen.close()

    const after = await placesWithCanaries(hub.owner)
    expect(after.found).toEqual([])
    // The words that were searched for are gone, and the chain over the reads still holds.
    expect(await faultsInSeals(hub.owner, crew.service.id)).toEqual([])
    console.info(
      `release: ${done.emptied} values emptied; ${after.columns} columns of ${after.tables} tables searched for ${canaries.length} patterns, before in ${before.found.length} tables, after in ${after.found.length}`,
    )
  })

  it('leaves a tombstone: number, ids, codes and events', async () => {
    const { referral, timeline } = await recordOf(crew.jo, whole)
    expect(referral).toMatchObject({
      number: whole.number,
      lastName: '(released)',
      firstName: '',
      bornOn: null,
      state: 'closed',
    })
    expect(timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['referral-received', 'record-released']))
    const rights = await crew.jo.asks(recordRights, { referralId: whole.referralId })
    expect(rights.releasedAt).toBe(hub.now())
    const list = await crew.ruth.asks(reviewList, {})
    expect(list.due).toEqual([])
    expect(list.released).toMatchObject([
      { number: whole.number, proposedByName: 'Ada Obi', releasedByName: 'Ruth Banerjee' },
    ])
  })

  it('is the end: it cannot be proposed, released, held or noted again', async () => {
    const { referralId } = whole
    const asked = { note: 'Inquest', askedBy: 'Coroner', onDay: null }
    expect(await crew.ada.tries(proposeRelease, { referralId, why: 'Again' })).toMatchObject({
      body: { code: 'record-released' },
    })
    expect(await crew.ada.tries(holdRecord, { ...asked, number: whole.number })).toMatchObject({
      status: 409,
      body: { code: 'record-released' },
    })
    expect(await crew.ada.tries(markRecord, { ...asked, referralId, kind: 'restriction' })).toMatchObject({
      body: { code: 'record-released' },
    })
  })
})
