import { randomUUID } from 'node:crypto'
import { boardWithoutNames } from '#shared/allocations/boardWithoutNames.ts'
import { board } from '#shared/allocations/contract.ts'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { LimitId } from '#shared/kernel/ids.ts'
import { endLimit, holdLimit, recordLimit, renewLimit } from '#shared/referrals/law/contract.ts'
import { limitFor } from '#shared/referrals/law/boardLimit.ts'
import { limitClockOf } from '#shared/referrals/law/limits.ts'
import { triageReferral } from '#shared/referrals/contract.ts'
import { restrictRecord } from '#shared/restricted/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { formatInstant, londonDay, startOfDay } from '#shared/time/london.ts'
import { aLimit } from '#tests/builders/limits.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { makeDisplay } from '#shared/wall/contract.ts'
import type { WallView } from '#shared/wall/view.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let referral: Saved
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
})

const day = (text: string) => startOfDay(londonDay(text))
const limitsOf = async () => (await recordOf(jo, referral)).limits
const lastDay = async (): Promise<string> => {
  const limit = (await limitsOf()).findLast(({ supersededAt, endedAt }) => supersededAt === null && endedAt === null)
  const { limitAt } = limit ? limitClockOf(limit, hub.now()) : { limitAt: null }
  return limitAt === null ? 'none' : formatInstant(addMinutes(limitAt, -1))
}

describe('a limit of the law', () => {
  it('is recorded, counted and corrected; the earlier date is kept, and a second screen hears of it', async () => {
    const screen = await jo.opensScreen()
    const first = await jo.sends(recordLimit, aLimit(referral.referralId, day('2026-11-02')))
    await screen.hearsOf('referrals')
    screen.close()
    expect(await lastDay()).toBe('Sun 29 November 23:59')
    const moved = aLimit(referral.referralId, addMinutes(day('2026-11-03'), 500), { seenVersion: first.version })
    expect(await jo.tries(recordLimit, moved)).toMatchObject({
      status: 422,
      body: { code: 'correction-reason-missing' },
    })
    await jo.sends(recordLimit, { ...moved, correctionReason: 'Form H3' })
    const limits = await limitsOf()
    expect(limits).toMatchObject([
      { startedAt: day('2026-11-02'), supersededAt: hub.now() },
      { startedAt: day('2026-11-03'), supersededAt: null, correctionReason: 'Form H3' },
    ])
    expect(await lastDay()).toBe('Mon 30 November 23:59')
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.slice(-2).map(({ type }) => type)).toEqual(['limit-recorded', 'limit-corrected'])
    expect(JSON.stringify(timeline)).not.toContain('H3')
  })

  it('whose start nobody knows is kept as that, and goes on after the referral is closed', async () => {
    const { version } = await jo.sends(recordLimit, aLimit(referral.referralId, null))
    expect((await limitsOf())[0]).toMatchObject({ startedAt: null, kind: 's2' })
    const closing = aDecision({ ...referral, version }, hub.now(), {
      outcome: 'WITHDRAWN_BY_REFERRER',
      urgency: null,
      assessBy: null,
    })
    const closed = await jo.sends(triageReferral, closing)
    const found = aLimit(referral.referralId, day('2026-11-10'), { seenVersion: closed.version })
    await jo.sends(recordLimit, found)
    expect((await limitsOf()).map(({ supersededAt }) => supersededAt !== null)).toEqual([true, false])
  })

  it('of an applicant is theirs: two AMHPs who saw the person count for themselves', async () => {
    const [ewa, sam] = [
      await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] }),
      await service.has({ name: 'Sam Osei', roles: ['amhp'] }),
    ]
    const seen = (personId: Person['id'] | null, on: string, seenVersion: number) =>
      aLimit(referral.referralId, day(on), { kind: 's11-5', personId, seenVersion })
    expect(await jo.tries(recordLimit, seen(null, '2026-11-01', 1))).toMatchObject({
      body: { code: 'applicant-missing' },
    })
    expect(await jo.tries(recordLimit, seen(jo.id, '2026-11-01', 1))).toMatchObject({ status: 404 })
    await jo.sends(recordLimit, seen(ewa.id, '2026-11-01', 1))
    hub.clockMovesOn({ minutes: 1 })
    await jo.sends(recordLimit, seen(sam.id, '2026-11-12', 2))
    expect((await limitsOf()).map(({ personName, supersededAt }) => [personName, supersededAt])).toEqual([
      ['Ewa Kowalska', null],
      ['Sam Osei', null],
    ])
  })

  it('of an absence from section 2 ends with section 2, and is put right when it is named', async () => {
    const { referralId } = referral
    const absent = aLimit(referralId, day('2026-11-10'), { kind: 's18', startSource: 'Ward 4' })
    const missing = await jo.tries(recordLimit, { ...absent, detention: 's2' })
    expect(missing).toMatchObject({ status: 422, body: { code: 'detention-end-missing', field: 'secondAt' } })
    const { version } = await jo.sends(recordLimit, { ...absent, detention: 'longer' })
    const ofTwo = { detention: 's2', secondAt: day('2026-11-20'), correctionReason: 'It is section 2' } as const
    await jo.sends(recordLimit, { ...absent, ...ofTwo, seenVersion: version })
    const [before, row] = (await recordOf(jo, referral)).limits
    expect([before?.detention, row?.detention]).toEqual(['longer', 's2'])
    if (!row) throw new Error('no limit')
    expect(limitClockOf(row, hub.now()).limitAt).toBe(day('2026-11-21'))
    const [due] = await hub.owner<{ at: Date }[]>`
      select limit_at as at from hub.deadlines
      where service_id = ${service.id} and kind = 's18' and superseded_at is null limit 1`
    expect(due?.at.toISOString()).toBe(day('2026-11-21'))
    await expect(
      hub.owner`update hub.time_limits set detention = 's4' where service_id = ${service.id} and id = ${row.id}`,
    ).rejects.toThrow(/corrected by a new row/)
  })

  it('of section 3 is renewed by the law’s rules and keeps the rule of the admission', async () => {
    const { referralId } = referral
    const started = await jo.sends(recordLimit, aLimit(referralId, day('2026-06-01'), { kind: 's3' }))
    const renewal = {
      referralId,
      limitId: started.limitId,
      seenVersion: 2,
      by: 'responsible-clinician',
      source: 'H5',
    } as const
    const early = await jo.tries(renewLimit, { ...renewal, reportedOn: londonDay('2026-09-30') })
    expect(early).toMatchObject({ status: 422, body: { code: 'renewal-too-early', field: 'reportedOn' } })
    const amhp = await jo.tries(renewLimit, { ...renewal, by: 'amhp', reportedOn: londonDay('2026-11-05') })
    expect(amhp).toMatchObject({ status: 422, body: { code: 'renewal-by' } })
    const next = await jo.sends(renewLimit, { ...renewal, reportedOn: londonDay('2026-11-05') })
    expect(next.limitAt).toBe(day('2027-06-01'))
    expect(await limitsOf()).toMatchObject([
      { period: 1, endedHow: 'renewed' },
      { period: 2, startedAt: day('2026-12-01'), originAt: day('2026-06-01'), endedAt: null },
    ])
    const again = await jo.tries(renewLimit, {
      ...renewal,
      seenVersion: next.version,
      reportedOn: londonDay('2026-11-05'),
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'limit-already-ended' } })
  })

  it('of section 2 is held open by the county court, and ends when it has decided', async () => {
    const { referralId } = referral
    const { limitId } = await jo.sends(recordLimit, aLimit(referralId, day('2026-10-20')))
    const hold = {
      referralId,
      limitId,
      seenVersion: 2,
      madeAt: day('2026-11-10'),
      disposedAt: null,
      orderMade: false,
      source: 'Court',
    }
    expect(await jo.sends(holdLimit, hold)).toMatchObject({ limitAt: null })
    hub.clockMovesOn({ hours: 24 * 12 })
    const decided = { ...hold, seenVersion: 3, disposedAt: day('2026-11-23'), orderMade: true }
    expect((await jo.sends(holdLimit, decided)).limitAt).toBe(day('2026-11-30'))
    expect(await jo.tries(holdLimit, { ...decided, seenVersion: 4 })).toMatchObject({ body: { code: 'already-held' } })
  })

  it('is ended with one of its own endings, once', async () => {
    const { referralId } = referral
    const { limitId } = await jo.sends(recordLimit, aLimit(referralId, day('2026-11-01'), { kind: 's11-4' }))
    const end = {
      referralId,
      limitId,
      seenVersion: 2,
      endedAt: hub.now(),
      how: 'objected',
      why: 'Told the AMHP at 14:10',
    }
    expect(await jo.tries(endLimit, { ...end, how: 'discharged' })).toMatchObject({
      body: { code: 'ending-does-not-fit' },
    })
    await jo.sends(endLimit, end)
    expect(await limitsOf()).toMatchObject([{ endedHow: 'objected', endedAt: hub.now() }])
    expect(await jo.tries(endLimit, { ...end, seenVersion: 3 })).toMatchObject({
      status: 409,
      body: { code: 'limit-already-ended' },
    })
  })
})

describe('the board', () => {
  it('has the limits that run, and nothing that anybody typed of them', async () => {
    const told = aLimit(referral.referralId, day('2026-11-05'), { kind: 's6-1-a', startSource: 'Dr Hale rang' })
    await jo.sends(recordLimit, told)
    const { rows } = await jo.asks(board, {})
    const row = rows.find(({ id }) => id === referral.referralId)
    expect(row?.limits).toMatchObject([{ kind: 's6-1-a', startedAt: day('2026-11-05'), period: 1, hold: null }])
    expect(JSON.stringify(row?.limits)).not.toContain('Hale')
    expect(row && limitFor(row, hub.now())?.limitAt).toBe(day('2026-11-19'))
  })

  it('without names has them too, as the wall has; so has the door of a closed record, with whom to ring', async () => {
    const { referralId } = referral
    const told = aLimit(referralId, day('2026-11-05'), { kind: 's6-1-a', startSource: 'Dr Hale rang' })
    await jo.sends(recordLimit, told)
    const kept = {
      kind: 's6-1-a',
      startedAt: day('2026-11-05'),
      originAt: day('2026-11-05'),
      secondAt: null,
      period: 1,
      hold: null,
    }
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const { rows } = await ewa.asks(boardWithoutNames, {})
    expect(rows.map(({ limits }) => limits)).toEqual([[kept]])
    expect(await asOnTheWall()).toEqual([[kept]])
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    await jo.sends(restrictRecord, {
      referralId,
      kind: 'deny',
      reason: 'relative',
      why: 'They are cousins',
      guardianId: jo.id,
      personIds: [amir.id],
    })
    const { closed } = await amir.asks(board, {})
    expect(closed).toMatchObject([{ guardianName: 'Jo Marsh', limits: [kept] }])
    expect(await asOnTheWall()).toEqual([[kept]])
  })

  /** What a screen on the wall is told of limits. */
  async function asOnTheWall(): Promise<readonly unknown[]> {
    const owen = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
    await owen.stepsUp(TEST_PASSWORD)
    const { token } = await owen.sends(makeDisplay, { label: 'Hub office', days: 1 })
    const body = JSON.stringify({ token })
    const headers = { origin: hub.address, 'content-type': 'application/json' }
    const opened = await fetch(`${hub.address}/api/wall`, { method: 'POST', headers, body })
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const answer = await fetch(`${hub.address}/api/wall`, { headers: { ...headers, cookie } })
    const { rows } = (await answer.json()) as WallView
    return rows.map(({ limits }) => limits)
  }
})

describe('what two people at once, or a slip, could break', () => {
  it('one of two at once records it; the other is told who was first; the same command twice happens once', async () => {
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const told = aLimit(referral.referralId, day('2026-11-02'))
    const both = await Promise.all([jo.tries(recordLimit, told), amir.tries(recordLimit, told)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const key = randomUUID()
    const more = aLimit(referral.referralId, day('2026-11-02'), { kind: 's15', seenVersion: 2 })
    expect(await jo.sends(recordLimit, more, key)).toEqual(await jo.sends(recordLimit, more, key))
    expect(await limitsOf()).toHaveLength(2)
  })

  it('is refused by the database itself: an edited start, a start in the middle of a day, a hold on another section', async () => {
    const { limitId } = await jo.sends(recordLimit, aLimit(referral.referralId, day('2026-11-02'), { kind: 's15' }))
    const change = (set: string) => hub.owner.unsafe(`update hub.time_limits set ${set} where id = '${limitId}'`)
    await expect(change(`started_at = '2026-11-03T00:00:00Z'`)).rejects.toThrow(/corrected by a new row/)
    await expect(change(`hold_made_at = now()`)).rejects.toThrow(/hold_is_lawful/)
    await expect(
      hub.owner`insert into hub.time_limits (service_id, id, referral_id, kind, started_at, rule_id, recorded_at, recorded_by)
        values (${service.id}, ${randomUUID()}, ${referral.referralId}, 's2', '2026-11-03T10:00:00Z', 's2-1983', now(), ${jo.id})`,
    ).rejects.toThrow(/limit_of_days_starts_at_midnight/)
  })

  it('belongs to its own service, and is the desk’s to record', async () => {
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const told = aLimit(referral.referralId, day('2026-11-02'))
    expect((await elsewhere.tries(recordLimit, told)).status).toBe(404)
    expect((await ewa.tries(recordLimit, told)).status).toBe(403)
    const end = {
      referralId: referral.referralId,
      limitId: randomUUID() as LimitId,
      seenVersion: 1,
      endedAt: addHours(hub.now(), -1),
    }
    expect((await jo.tries(endLimit, { ...end, how: 'lapsed', why: '' })).status).toBe(404)
    expect(await limitsOf()).toEqual([])
  })
})
