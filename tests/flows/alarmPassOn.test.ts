import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { alarms, answerAlarm, passAlarmOn } from '#shared/deadlines/contract.ts'
import { onNow } from '#shared/rota/contract.ts'
import { putLeave, takeOver } from '#shared/rota/coverContract.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { aShift } from '#tests/builders/allocations.ts'
import { aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
const loop = new AlarmLoop(hub)
afterAll(async () => {
  await loop.close()
  await hub.close()
})

let service: TestService
let jo: Person
let amir: Person
let referral: Saved
let limit: Instant
beforeEach(async () => {
  hub.clockIs(addHours(hub.now(), 24 * 90))
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  await atDesk(jo, -8)
  await atDesk(amir, -2)
  const startedAt = addHours(hub.now(), -3)
  limit = addHours(startedAt, 24)
  referral = await aReferral(hub, jo, { power: { kind: 's136', startedAt, startSource: 'PC Daniels' } })
})

const atDesk = (person: Person, from: number) =>
  aShift(hub, service, person, { from, to: 12, role: 'practice-consultant' })
/** How many wait for a lock. Inside a transaction the answer stays what it was at the first look, unless that is forgotten. */
async function waiting(sql: TransactionSql): Promise<number> {
  await sql`select pg_stat_clear_snapshot()`
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return row?.count ?? 0
}
const clocks = async () => (await jo.asks(alarms, {})).filter(({ kind }) => kind === 's136')

describe('an alarm', () => {
  it('is taken by one of two who press at once, and the other hears who has it', async () => {
    hub.clockIs(addHours(limit, -4))
    await loop.turns()
    const [first] = await clocks()
    if (!first) throw new Error('a warning was raised')
    for (const person of [jo, amir]) await person.asks(alarms, {})
    let taking: ReturnType<Person['tries']>[] = []
    await hub.owner.begin(async (sql) => {
      await sql`select from hub.alarms where deadline_id = ${first.id} for update`
      taking = [jo, amir].map((person) => person.tries(answerAlarm, { alarmId: first.id }))
      await vi.waitUntil(async () => (await waiting(sql)) === 2, { timeout: 30_000, interval: 5 })
    })
    const answers = (await Promise.all(taking)).toSorted((a, b) => a.status - b.status)
    expect(answers).toMatchObject([{ status: 200 }, { status: 409, body: { code: 'already-answered' } }])
    expect(String(answers[1]?.body['message'])).toMatch(/Jo Marsh|Amir Shah/)
  })

  it('is passed on by hand to the next at once, once, and is told to them; with nobody further it is refused in words', async () => {
    hub.clockIs(addHours(limit, -4))
    await loop.turns()
    const [first] = await clocks()
    if (!first) throw new Error('a warning was raised')
    const [holder, next] = first.toldId === jo.id ? [jo, amir] : [amir, jo]
    const screen = await next.opensScreen()
    hub.clockMovesOn({ minutes: 2 })
    const [key, pass] = [randomUUID(), { alarmId: first.id, seenStep: 0 }]
    // Whoever is next does not pass it on to themselves, and nobody is further.
    expect(await next.tries(passAlarmOn, pass)).toMatchObject({ status: 409, body: { code: 'nobody-further' } })
    expect(await clocks()).toMatchObject([{ step: 0, toldId: holder.id, passedByName: null }])
    expect(await holder.sends(passAlarmOn, pass, key)).toEqual({ toName: next.name })
    expect(await holder.sends(passAlarmOn, pass, key)).toEqual({ toName: next.name })
    await screen.hearsOf('alarms')
    screen.close()
    expect(await clocks()).toMatchObject([
      { id: first.id, step: 1, toldId: next.id, toldAt: hub.now(), passedByName: holder.name, answeredByName: null },
    ])
    expect(await holder.tries(passAlarmOn, pass)).toMatchObject({
      status: 409,
      body: { code: 'already-passed-on', toName: next.name },
    })
    const last = await next.tries(passAlarmOn, { ...pass, seenStep: 1 })
    expect(last).toMatchObject({ status: 409, body: { code: 'nobody-further' } })
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.filter(({ type }) => type === 'alarm-passed-on')).toMatchObject([
      { actorName: holder.name, personName: next.name, data: { deadlineId: first.id, point: 'warning', step: 1 } },
    ])
    await next.sends(answerAlarm, { alarmId: first.id })
    expect(await holder.tries(passAlarmOn, { ...pass, seenStep: 1 })).toMatchObject({
      status: 409,
      body: { code: 'already-answered', byName: next.name },
    })
  })

  it('is told first to a consultant who is on leave and has come in', async () => {
    hub.clockIs(addHours(limit, -5))
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    const noor = await service.has({ name: 'Noor Hassan', roles: ['practice-consultant'] })
    const role = 'practice-consultant'
    const [shift] = await Promise.all([jo, amir].map((one) => aShift(hub, service, one, { from: -1, to: 8, role })))
    if (!shift) throw new Error('a shift was put on')
    const today = londonDayOf(hub.now())
    const away = { kind: 'annual-leave' as const, firstDay: londonDayOf(shift.startsAt), lastDay: today, note: '' }
    for (const { id: personId } of [amir, noor])
      await ruth.sends(putLeave, { ...away, personId, knowsWhatBreaks: true, offerShifts: false })
    const given = { shiftId: shift.id, seenVersion: 1, toPersonId: noor.id, reason: 'illness' as const }
    expect((await ruth.sends(takeOver, given)).warnings).toContainEqual(expect.stringContaining('Noor Hassan is away'))
    hub.clockIs(addHours(limit, -4))
    await loop.turns()
    expect(await clocks()).toMatchObject([{ step: 0, toldId: noor.id }])
    // Amir was on before his leave was agreed: he is at home.
    const { onNow: on } = await jo.asks(onNow, {})
    expect(on.map(({ name }) => name)).toEqual(['Noor Hassan'])
  })

  it('that two pass on at the same moment goes on by one', async () => {
    await atDesk(await service.has({ name: 'Cy Hart', roles: ['practice-consultant'] }), -1)
    hub.clockIs(limit)
    await loop.turns()
    const [passed] = await clocks()
    if (!passed) throw new Error('a limit has passed')
    const pass = { alarmId: passed.id, seenStep: passed.step }
    await amir.signsIn(TEST_PASSWORD)
    const both = await Promise.all([jo.tries(passAlarmOn, pass), amir.tries(passAlarmOn, pass)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    hub.clockMovesOn({ minutes: 5 })
    await loop.turns()
    // What nobody takes goes on by itself after that, and no longer by whoever passed it on.
    expect((await clocks())[0]).toMatchObject({ passedByName: null })
    expect((await clocks())[0]?.step).toBeGreaterThan(passed.step + 1)
  })
})
