import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { rotaWeek } from '#shared/rota/contract.ts'
import { myRotaNotices, previewPublish, putInDraft } from '#shared/rota/planContract.ts'
import {
  decideNextStart,
  endOptOut,
  keepOtherJob,
  keepOtherJobOf,
  myWorkingTime,
  nextStartsToDecide,
  recordOptOut,
  settleRest,
  workingTimeOfAll,
} from '#shared/rota/workingTimeContract.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-12T16:43:00Z'))
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

/** A job of Ewa’s, on a shift or on none: finished then or, with `null`, still running. */
const worked = async (shiftId: string | null, finishedAt: Instant | null, startedAt: Instant, how = 'finished') => {
  const { id } = await aReferral(hub, service, ewa, { receivedAt: addMinutes(startedAt, -60) })
  await hub.owner`
    insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, accepted_at, set_off_at, finished_at, ended_at, ended_how, choice)
    values (${service.id}, ${randomUUID()}, ${id}, ${ewa.id}, ${shiftId}, ${ewa.id}, ${startedAt}, ${startedAt},
      ${how === 'declined' ? null : startedAt}, ${how === 'finished' ? finishedAt : null}, ${finishedAt}, ${finishedAt === null ? null : how}, '{}')`
}
const monday = '2026-11-09'
const startOf = async (shiftId: string) =>
  (await ruth.asks(rotaWeek, { monday })).shifts.find(({ id }) => id === shiftId)?.startsAt ?? null
const starts = async () => (await ruth.asks(nextStartsToDecide, {})).nextStarts
/** A Thursday late that ran to half past midnight, and a Friday at 08:30. */
const lateNight = async () => {
  const late = await rosters(ruth, ewa.id, '2026-11-12', '12:30', '20:30')
  const early = await rosters(ruth, ewa.id, '2026-11-13', '08:30', '16:30')
  hub.clockIs(instant('2026-11-13T00:35:00Z'))
  await worked(late, instant('2026-11-13T00:30:00Z'), instant('2026-11-12T19:00:00Z'))
  return { late, early }
}

describe('a start after a late finish', () => {
  it('is proposed to those who plan, is moved, and its person is told', async () => {
    const { early } = await lateNight()
    expect(await starts()).toMatchObject([
      {
        shiftId: early,
        name: 'Ewa Kowalska',
        finishedAt: '2026-11-13T00:30:00.000Z',
        restedAt: '2026-11-13T11:30:00.000Z',
        proposedStart: '2026-11-13T11:30:00.000Z',
      },
    ])
    expect((await ewa.gets('/api/rota.nextStarts')).status).toBe(403)
    // Nothing moves by itself.
    expect(await startOf(early)).toBe('2026-11-13T08:30:00.000Z')
    const decided = { shiftId: early, seenVersion: 1, decision: 'moved' as const, why: '' }
    const screen = await ewa.opensScreen()
    expect(await ruth.sends(decideNextStart, decided)).toEqual({ startsAt: '2026-11-13T11:30:00.000Z', version: 2 })
    expect((await screen.hearsOf('rota')).touches).toContain('rota')
    screen.close()
    expect(await startOf(early)).toBe('2026-11-13T11:30:00.000Z')
    expect(await starts()).toEqual([])
    const told = (await ewa.asks(myRotaNotices, {})).notices.flatMap(({ changes }) => changes.map(({ after }) => after))
    expect(told.map((after) => after?.startsAt)).toContain('2026-11-13T11:30:00.000Z')
    expect((await ruth.tries(decideNextStart, decided)).body['code']).toBe('changed-since-seen')
    expect((await ruth.tries(decideNextStart, { ...decided, seenVersion: 2 })).body['code']).toBe('next-start-not-due')
  })

  it('is kept with a reason only, is asked again after a later finish, and the rest is owed', async () => {
    const { late, early } = await lateNight()
    const kept = { shiftId: early, seenVersion: 1, decision: 'kept' as const, why: '' }
    expect(await starts()).toHaveLength(1)
    expect((await ruth.tries(decideNextStart, kept)).body).toMatchObject({ code: 'why-is-missing', field: 'why' })
    await ruth.sends(decideNextStart, { ...kept, why: 'She asked to: short day' })
    expect(await starts()).toEqual([])
    await worked(late, instant('2026-11-13T01:10:00Z'), instant('2026-11-13T00:31:00Z'))
    expect(await starts()).toMatchObject([{ restedAt: '2026-11-13T12:10:00.000Z' }])
    expect((await ruth.asks(workingTimeOfAll, {})).debts).toEqual([])
    hub.clockIs(instant('2026-11-13T17:00:00Z'))
    expect(await starts()).toEqual([])
    expect((await ruth.asks(workingTimeOfAll, {})).debts).toMatchObject([
      { shiftId: early, name: 'Ewa Kowalska', owed: 220, dueOn: '2026-11-20', paidBy: null, isLate: false },
    ])
    expect((await ewa.asks(myWorkingTime, {})).debts).toMatchObject([{ shiftId: early, owed: 220 }])
  })

  it('is proposed of somebody who is still out, and can be taken off instead', async () => {
    const late = await rosters(ruth, ewa.id, '2026-11-12', '12:30', '20:30')
    const early = await rosters(ruth, ewa.id, '2026-11-13', '08:30', '16:30')
    await worked(late, null, instant('2026-11-12T19:00:00Z'))
    hub.clockIs(instant('2026-11-12T20:00:00Z'))
    expect(await starts()).toEqual([])
    hub.clockIs(instant('2026-11-12T23:20:00Z'))
    expect(await starts()).toMatchObject([{ stillOut: true, proposedStart: '2026-11-13T10:30:00.000Z' }])
    const off = { shiftId: early, seenVersion: 1, decision: 'taken-off' as const, why: '' }
    expect(await ruth.sends(decideNextStart, off)).toEqual({ startsAt: null, version: 2 })
    expect(await startOf(early)).toBeNull()
  })

  it('is proposed after work that ended by being relieved, and to nobody who declined', async () => {
    const late = await rosters(ruth, ewa.id, '2026-11-12', '08:30', '16:30')
    const early = await rosters(ruth, ewa.id, '2026-11-13', '08:30', '16:30')
    await worked(late, instant('2026-11-12T23:30:00Z'), instant('2026-11-12T12:00:00Z'), 'declined')
    await worked(late, instant('2026-11-12T22:00:00Z'), instant('2026-11-12T12:00:00Z'), 'taken-back')
    hub.clockIs(instant('2026-11-12T22:05:00Z'))
    expect(await starts()).toMatchObject([{ shiftId: early, proposedStart: '2026-11-13T09:00:00.000Z' }])
  })

  it('is proposed after a night call on the later shift of the same day, and after a job off the rota; both are owed', async () => {
    await rosters(ruth, ewa.id, '2026-11-12', '08:30', '16:30')
    const late = await rosters(ruth, ewa.id, '2026-11-13', '12:30', '20:30')
    await worked(null, instant('2026-11-13T00:30:00Z'), instant('2026-11-12T20:00:00Z'))
    hub.clockIs(instant('2026-11-13T00:35:00Z'))
    expect(await starts()).toEqual([])
    await worked(late, instant('2026-11-13T05:00:00Z'), instant('2026-11-13T02:05:00Z'))
    hub.clockIs(instant('2026-11-13T05:05:00Z'))
    expect(await starts()).toMatchObject([
      { shiftId: late, stillOut: false, proposedStart: '2026-11-13T16:00:00.000Z' },
    ])
    hub.clockIs(instant('2026-11-13T20:35:00Z'))
    const all = await ruth.asks(workingTimeOfAll, {})
    expect(all.debts).toMatchObject([{ shiftId: late, owed: 210 }])
    // Two shifts, four and a half hours off the rota and 175 minutes of the night, over seventeen weeks.
    const average = Math.round((2 * 480 + 270 + 175) / 17)
    expect(all.hours.find(({ personId }) => personId === ewa.id)?.average).toBe(average)
  })

  it('is proposed after a job off the rota, whose person may still be out', async () => {
    await rosters(ruth, ewa.id, '2026-11-12', '08:30', '16:30')
    const early = await rosters(ruth, ewa.id, '2026-11-13', '08:30', '16:30')
    await worked(null, null, instant('2026-11-12T20:00:00Z'))
    hub.clockIs(instant('2026-11-12T23:30:00Z'))
    expect(await starts()).toMatchObject([
      { shiftId: early, stillOut: true, proposedStart: '2026-11-13T10:30:00.000Z' },
    ])
  })

  it('is decided once when two press at the same time, and by nobody for themselves', async () => {
    const { early } = await lateNight()
    expect(await starts()).toHaveLength(1)
    const gareth = await service.has({ name: 'Gareth Pugh', roles: ['manager'] })
    const kept = { shiftId: early, seenVersion: 1, decision: 'kept' as const, why: 'Agreed' }
    const both = await Promise.all([ruth, gareth].map((one) => one.tries(decideNextStart, kept)))
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const ola = await service.has({ name: 'Ola Grant', roles: ['amhp', 'practice-consultant'] })
    const own = await rosters(ruth, ola.id, '2026-11-13', '08:30', '16:30')
    expect((await ola.tries(decideNextStart, { ...kept, shiftId: own })).status).toBe(403)
  })
})

describe('rest that is owed', () => {
  it('is settled by rest and never by TOIL, once, with a reason where it cannot be given', async () => {
    const { early } = await lateNight()
    const given = { shiftId: early, how: 'given' as const, why: '' }
    expect((await ruth.asks(workingTimeOfAll, {})).debts).toEqual([])
    expect((await ruth.tries(settleRest, given)).body['code']).toBe('rest-not-owed')
    hub.clockIs(instant('2026-11-13T17:00:00Z'))
    expect((await ruth.asks(workingTimeOfAll, {})).debts).toHaveLength(1)
    await hub.owner`insert into hub.days_away (service_id, person_id, day, kind) values (${service.id}, ${ewa.id}, '2026-11-16', 'toil')`
    expect((await ruth.tries(settleRest, given)).body['code']).toBe('no-rest-yet')
    expect((await ruth.tries(settleRest, { ...given, how: 'not-given' })).body['code']).toBe('why-is-missing')
    hub.clockIs(instant('2026-11-14T12:00:00Z'))
    const [debt] = (await ruth.asks(workingTimeOfAll, {})).debts
    expect(debt?.paidBy).toEqual({ start: '2026-11-13T16:30:00.000Z', end: '2026-11-14T12:00:00.000Z' })
    expect((await ruth.sends(settleRest, given)).given).toEqual(debt?.paidBy)
    expect((await ruth.tries(settleRest, given)).body['code']).toBe('rest-not-owed')
    const after = await ruth.asks(workingTimeOfAll, {})
    expect([after.debts, after.settled.map(({ name, owed, how }) => [name, owed, how])]).toEqual([
      [],
      [['Ewa Kowalska', 180, 'given']],
    ])
  })
})

/** Nine hours on each weekday of seventeen weeks up to Sunday 29 November. */
const fullWeeks = async (personId: PersonId, minutes: number) => {
  const first = londonDay('2026-08-03')
  const days = Array.from({ length: 17 * 7 }, (_, at) => addDays(first, at)).filter((_, at) => at % 7 < 5)
  await hub.owner`
    insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role)
    select ${service.id}, gen_random_uuid(), ${personId}, day, (day + time '08:00') at time zone 'Europe/London',
      (day + time '08:00') at time zone 'Europe/London' + make_interval(mins => ${minutes}), 'duty'
    from unnest(${days}::date[]) day`
}
const week = { firstDay: '2026-11-23', lastDay: '2026-11-29' }
const drafted = (day: string, from: string, to: string) =>
  ruth.sends(putInDraft, { shiftId: null, seenVersion: 0, personId: ewa.id, day, times: times(from, to) })
const found = async (prefix: string) =>
  (await ruth.asks(previewPublish, week)).findings.filter(({ key }) => key.startsWith(prefix))
const job: SentTo<typeof keepOtherJob> = {
  jobId: null,
  seenVersion: 0,
  employer: 'Agency',
  days: ['6'],
  startsAt: '09:00',
  endsAt: '17:00',
  breakMinutes: 0,
  firstDay: '2026-06-01',
  lastDay: null,
}

describe('the 48 hours', () => {
  it('count other employers’ hours, and a stored opt-out lifts that limit and nothing else', async () => {
    await fullWeeks(ewa.id, 9 * 60)
    await drafted('2026-11-29', '16:00', '20:00')
    expect(await found('average')).toEqual([])
    const { jobId } = await ewa.sends(keepOtherJob, job)
    expect(await found('average')).toMatchObject([{ grade: 'accept', title: 'Ewa Kowalska: over 48 hours a week' }])
    const { optOutId } = await ruth.sends(recordOptOut, {
      personId: ewa.id,
      signedOn: '2026-11-12',
      firstDay: '2026-11-12',
    })
    expect(await found('average')).toEqual([])
    // Sunday evening for somebody else runs into our shift, and the Sunday before leaves nine hours before our Monday.
    await ewa.sends(keepOtherJob, {
      ...job,
      jobId,
      seenVersion: 1,
      days: ['6', '7'],
      startsAt: '18:00',
      endsAt: '23:00',
    })
    expect((await found('rest-other')).map(({ grade, title }) => [grade, title])).toEqual([
      ['accept', 'Ewa Kowalska: 0m of rest'],
      ['look', 'Ewa Kowalska: 9h of rest'],
    ])
    const ended = await ruth.sends(endOptOut, { optOutId, seenVersion: 1, noticeOn: '2026-11-12', noticeDays: 7 })
    expect(ended.lastDay).toBe('2026-11-19')
    expect(await found('average')).toHaveLength(1)
    const twice = { optOutId, seenVersion: 2, noticeOn: '2026-11-13', noticeDays: 7 }
    expect((await ruth.tries(endOptOut, twice)).body['code']).toBe('opt-out-ended')
  })

  it('are shown for everybody and to oneself, and another’s job is nobody else’s to change', async () => {
    await fullWeeks(ewa.id, 9 * 60)
    const { jobId } = await ruth.sends(keepOtherJobOf, { ...job, personId: ewa.id })
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    expect((await dan.tries(keepOtherJob, { ...job, jobId, seenVersion: 1 })).status).toBe(404)
    expect((await ewa.tries(keepOtherJob, { ...job, jobId, seenVersion: 7 })).body['code']).toBe('changed-since-seen')
    const backwards = { ...job, jobId, seenVersion: 1, lastDay: '2026-05-01' }
    expect((await ewa.tries(keepOtherJob, backwards)).body).toMatchObject({ field: 'lastDay' })
    const all = await ruth.asks(workingTimeOfAll, {})
    const row = all.hours.find(({ personId }) => personId === ewa.id)
    expect([row?.elsewhere, row?.over, row?.optedOut]).toEqual([480, false, false])
    expect(await ewa.asks(myWorkingTime, {})).toMatchObject({
      hours: { average: row?.average, elsewhere: 480 },
      optOut: null,
      otherJobs: [{ employer: 'Agency' }],
    })
    const twice = { personId: ewa.id, signedOn: '2026-11-12', firstDay: '2026-11-12' }
    await ruth.sends(recordOptOut, twice)
    expect((await ruth.tries(recordOptOut, { ...twice, firstDay: '2027-01-01' })).body['code']).toBe('opt-out-taken')
    expect((await ruth.tries(recordOptOut, { ...twice, personId: ruth.id })).status).toBe(403)
  })
})
