import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  holdRecord,
  liftHold,
  markRecord,
  proposeRelease,
  releaseRecord,
  reviewList,
  setRetentionRule,
  withdrawRelease,
} from '#shared/privacy/contract.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { openDatabase } from '#db/client.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { aCrew, type Crew } from '#tests/builders/wholeRecord.ts'
import { TestHub, TEST_PASSWORD } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

describe('what keeps a record', () => {
  let crew: Crew
  beforeAll(async () => {
    crew = await aCrew(hub)
  })

  const closedLongAgo = async (yearsAgo: number, nhsNumber = '') => {
    const made = await aReferral(hub, crew.service, crew.jo, { state: 'closed', nhsNumber })
    await hub.owner`
      update hub.referrals set closed_at = closed_at - make_interval(years => ${yearsAgo}), received_at = received_at - make_interval(years => ${yearsAgo}),
        version = version + 1 where id = ${made.id}`
    return made
  }
  const numbersDue = async () => (await crew.ada.asks(reviewList, {})).due.map(({ number }) => number)

  it('a later contact of the same person, and an open referral, by the NHS number', async () => {
    const old = await closedLongAgo(30, '9990000026')
    expect(await numbersDue()).toContain(old.number)
    const newer = await closedLongAgo(3, '9990000026')
    expect(await numbersDue()).not.toContain(old.number)
    await hub.owner`update hub.referrals set state = 'to-triage', closed_at = null, closed_as = null, version = version + 1 where id = ${newer.id}`
    expect(await crew.ada.tries(proposeRelease, { referralId: old.id, why: 'Over' })).toMatchObject({
      body: { code: 'referral-open' },
    })
  })

  it('a legal hold on any record of the person, until it is lifted or its last day is over', async () => {
    const held = await closedLongAgo(40, '9990000034')
    const other = await closedLongAgo(35, '9990000034')
    const { releaseId } = await crew.ada.sends(proposeRelease, { referralId: held.id, why: 'Over' })
    const until = addDays(londonDayOf(hub.now()), 10)
    const { markId } = await crew.ruth.sends(holdRecord, {
      number: other.number,
      note: 'Inquest',
      askedBy: 'HM Coroner',
      onDay: until,
    })
    const line = (await crew.ada.asks(reviewList, {})).due.find(({ number }) => number === held.number)
    expect(line?.onHold).toBe(true)
    expect(await crew.ruth.tries(releaseRecord, { releaseId })).toMatchObject({
      status: 409,
      body: { code: 'on-hold' },
    })
    await crew.ruth.sends(liftHold, { markId, why: 'Inquest is over' })
    expect(await crew.ruth.tries(liftHold, { markId, why: 'Again' })).toMatchObject({
      body: { code: 'mark-ended', byName: 'Ruth Banerjee' },
    })
    expect((await crew.ruth.sends(releaseRecord, { releaseId })).number).toBe(held.number)
    await crew.ada.sends(holdRecord, { number: other.number, note: 'Complaint', askedBy: 'Ombudsman', onDay: until })
    expect(await crew.ada.tries(proposeRelease, { referralId: other.id, why: 'Over' })).toMatchObject({
      body: { code: 'on-hold' },
    })
    hub.clockIs(`${addDays(until, 2)}T10:00:00.000Z` as ReturnType<TestHub['now']>)
    await Promise.all([crew.ada, crew.ruth, crew.jo].map((one) => one.signsIn(TEST_PASSWORD)))
    expect(await numbersDue()).toContain(other.number)
  })

  it('a death is counted from when that is sooner, and a rule from its own day', async () => {
    const made = await closedLongAgo(12)
    expect(await numbersDue()).not.toContain(made.number)
    const died = addDays(londonDayOf(hub.now()), -11 * 366)
    await crew.ada.sends(markRecord, {
      referralId: made.id,
      kind: 'death',
      note: 'Told by the GP',
      askedBy: '',
      onDay: died,
    })
    expect(await numbersDue()).toContain(made.number)

    const eight = await closedLongAgo(9)
    const today = londonDayOf(hub.now())
    const rule = {
      recordClass: 'referral',
      keepFor: 8,
      unit: 'years',
      yearsAfterDeath: null,
      untilAge: null,
      authority: 'Council policy R7',
      verified: true,
    } as const
    await crew.ruth.sends(setRetentionRule, { ...rule, effectiveFrom: addDays(today, 1) })
    expect(await numbersDue()).not.toContain(eight.number)
    hub.clockMovesOn({ hours: 30 })
    await crew.ada.signsIn(TEST_PASSWORD)
    expect(await numbersDue()).toContain(eight.number)
  })

  it('a proposal that was taken back, and one person’s word alone', async () => {
    await Promise.all([crew.ada, crew.ruth, crew.jo].map((one) => one.signsIn(TEST_PASSWORD)))
    const made = await closedLongAgo(50)
    const { releaseId } = await crew.ada.sends(proposeRelease, { referralId: made.id, why: 'Over' })
    expect(await crew.ruth.tries(proposeRelease, { referralId: made.id, why: 'Over' })).toMatchObject({
      status: 409,
      body: { code: 'already-proposed', byName: 'Ada Obi' },
    })
    await crew.ada.sends(withdrawRelease, { releaseId, why: 'A sister has written' })
    expect(await crew.ruth.tries(releaseRecord, { releaseId })).toMatchObject({ body: { code: 'release-withdrawn' } })
    expect(await numbersDue()).toContain(made.number)
  })

  it('the database itself, against a server that has lost its mind', async () => {
    const made = await closedLongAgo(50)
    const { releaseId } = await crew.ada.sends(proposeRelease, { referralId: made.id, why: 'Over' })
    const app = openDatabase(hub.appUrl, { connections: 1, name: 'mad' })
    const asActor = (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
      app.begin(async (tx) => {
        await tx`select set_config('app.service_id', ${crew.service.id}, true), set_config('app.actor_id', ${crew.ruth.id}, true), set_config('app.releasing', 'x', true)`
        return work(tx as unknown as postgres.TransactionSql)
      })
    try {
      await expect(asActor((tx) => tx`select hub.release_record(${releaseId}, now())`)).rejects.toMatchObject({
        constraint_name: 'released_by_the_command_only',
      })
      await expect(
        asActor(
          (tx) =>
            tx`update releases set state = 'released', decided_by = ${crew.ruth.id}, decided_at = now() where id = ${releaseId}`,
        ),
      ).rejects.toMatchObject({ constraint_name: 'release_is_decided_once' })
      await expect(asActor((tx) => tx`delete from referrals where id = ${made.id}`)).rejects.toMatchObject({
        code: '42501',
      })
      await expect(
        asActor((tx) => tx`select hub.empty_columns_of(${crew.service.id}, ${made.id})`),
      ).rejects.toMatchObject({
        code: '42501',
      })
      await expect(
        asActor((tx) => tx`update triage_decisions set why_now = '' where service_id = ${crew.service.id}`),
      ).rejects.toMatchObject({ code: '42501' })
    } finally {
      await app.end({ timeout: 1 })
    }
  })

  it('its own service and its own people', async () => {
    const made = await closedLongAgo(50)
    const elsewhere = await aCrew(hub)
    for (const somebody of [crew.jo, crew.ewa]) await somebody.signsIn(TEST_PASSWORD)
    const asked = { referralId: made.id, why: 'Over' }
    expect(await crew.jo.tries(proposeRelease, asked)).toMatchObject({ status: 403 })
    expect(await elsewhere.ada.tries(proposeRelease, asked)).toMatchObject({
      status: 404,
      body: { code: 'referral-not-found' },
    })
    const { releaseId } = await crew.ada.sends(proposeRelease, asked)
    expect(await elsewhere.ruth.tries(releaseRecord, { releaseId })).toMatchObject({ status: 404 })
    expect((await elsewhere.ada.asks(reviewList, {})).due).toEqual([])
  })

  it('two who press at the same moment: one releases, one is told', async () => {
    const made = await closedLongAgo(50)
    const second = await crew.service.has({ name: 'Ola Berg', roles: ['manager'] })
    const { releaseId } = await crew.ada.sends(proposeRelease, { referralId: made.id, why: 'Over' })
    const answers = await Promise.all([crew.ruth, second].map((one) => one.tries(releaseRecord, { releaseId })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })
})
