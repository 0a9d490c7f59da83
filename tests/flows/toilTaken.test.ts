import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { finish, takeBack } from '#shared/allocations/contract.ts'
import { openCallIn, recordAsk } from '#shared/rota/coverContract.ts'
import { myToil, recordTaken } from '#shared/toil/contract.ts'
import { closePayroll, payroll } from '#shared/toil/ledgerContract.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { times } from '#tests/builders/rota.ts'
import { finishes, hasJob, hasOpeningBalance, hasPolicy, hasShift } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  await hasPolicy(hub, service, { debitAllowedMinutes: 60 })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})

const minutesIn = async (personId: string): Promise<number> => {
  const [row] = await hub.owner<{ sum: string }[]>`
    select coalesce(sum(minutes), 0)::text as sum from hub.toil_entries where person_id = ${personId}`
  return Number(row?.sum)
}

describe('TOIL taken', () => {
  const taken = (personId: string, minutes: number, day = '2026-11-12') =>
    ({ personId, day, minutes, note: '' }) as const

  it('comes off the balance, down to what the policy lets somebody take in advance', async () => {
    await hasOpeningBalance(hub, service, ewa, 200)
    const screen = await ewa.opensScreen()
    const key = randomUUID()
    expect(await ruth.sends(recordTaken, taken(ewa.id, 240), key)).toMatchObject({ balance: -40 })
    await screen.hearsOf('toil')
    screen.close()
    expect(await ruth.sends(recordTaken, taken(ewa.id, 240), key)).toMatchObject({ balance: -40 })
    expect(await ruth.tries(recordTaken, taken(ewa.id, 21))).toMatchObject({
      status: 422,
      body: { code: 'more-than-owed', balance: -40, debitAllowed: 60 },
    })
    expect(await ruth.sends(recordTaken, taken(ewa.id, 20))).toMatchObject({ balance: -60 })
    expect(await minutesIn(ewa.id)).toBe(-60)
  })

  it('is not recorded before its day has come, and the balance stays', async () => {
    await hasOpeningBalance(hub, service, ewa, 200)
    for (const day of ['2026-11-13', '2030-01-01']) {
      expect(await ruth.tries(recordTaken, taken(ewa.id, 60, day))).toMatchObject({
        status: 422,
        body: { code: 'taken-in-future', field: 'day' },
      })
    }
    expect(await minutesIn(ewa.id)).toBe(200)
  })

  it('is not for oneself, nor for somebody of another service, and takes a manager', async () => {
    const sam = await service.has({ name: 'Sam Reid', roles: ['amhp', 'manager'] })
    const away = await (await hub.service('Norbeck')).has({ name: 'Ida Holm', roles: ['amhp'] })
    expect(await sam.tries(recordTaken, taken(sam.id, 10))).toMatchObject({
      status: 403,
      body: { code: 'own-account' },
    })
    expect((await ruth.tries(recordTaken, taken(away.id, 10))).status).toBe(404)
    expect((await ruth.gets(`/api/toil.of?personId=${away.id}`)).status).toBe(404)
    expect((await ewa.tries(recordTaken, taken(ewa.id, 10))).status).toBe(403)
  })

  it('is never more than is owed, however many record it at once', async () => {
    await hasOpeningBalance(hub, service, ewa, 300)
    const presses = Array.from({ length: 40 }, () => ruth.tries(recordTaken, taken(ewa.id, 60)))
    const statuses = (await Promise.all(presses)).map(({ status }) => status)
    expect(statuses.filter((status) => ![200, 422, 503].includes(status))).toEqual([])
    const got = statuses.filter((status) => status === 200).length
    expect(got).toBeLessThanOrEqual(6)
    expect(await minutesIn(ewa.id)).toBe(300 - 60 * got)
    expect(await minutesIn(ewa.id)).toBeGreaterThanOrEqual(-60)
  })

  it.each([
    ['nobody', { personId: undefined }],
    ['somebody who is not an id', { personId: 'Ewa' }],
    ['no day', { day: undefined }],
    ['a day that does not exist', { day: '2026-02-30' }],
    ['a day with a time', { day: '2026-11-13T00:00:00Z' }],
    ['no minutes', { minutes: undefined }],
    ['nought minutes', { minutes: 0 }],
    ['minutes to add', { minutes: -30 }],
    ['half a minute', { minutes: 7.5 }],
    ['more than a day', { minutes: 1441 }],
    ['minutes as text', { minutes: '60' }],
    ['a note that is not text', { note: 4 }],
  ])('is refused with %s', async (_what, wrong) => {
    const answer = await ruth.posts(
      '/api/toil.recordTaken',
      { ...taken(ewa.id, 30), ...wrong },
      { 'idempotency-key': randomUUID() },
    )
    expect(answer.status).toBe(400)
  })
})

describe('hours to pay', () => {
  it('a sessional AMHP is paid: no claim, each late minute once, and each closing keeps what it paid', async () => {
    await hub.owner`update hub.amhps set contract = 'sessional', version = version + 1 where person_id = ${ewa.id}`
    const shift = { startsAt: instant('2026-11-10T08:00:00Z'), endsAt: instant('2026-11-10T16:00:00Z') }
    // Two days before, without a job: until the next shift nothing was worked, and nothing is paid.
    const quiet = { startsAt: instant('2026-11-08T08:00:00Z'), endsAt: instant('2026-11-08T16:00:00Z') }
    await hasShift(hub, service, ewa, quiet)
    const shiftId = await hasShift(hub, service, ewa, shift)
    const [first, second, third] = await Promise.all(
      [0, 1, 2].map(() => hasJob(hub, service, ewa, { shiftId, acceptedAt: shift.startsAt })),
    )
    if (!first || !second || !third) throw new Error('three jobs')
    await finishes(ewa, first, addMinutes(shift.endsAt, 75))
    await finishes(ewa, second, addMinutes(shift.endsAt, 90))
    expect((await ewa.asks(myToil, {})).claims).toEqual([])
    const late = { name: 'Ewa Kowalska', day: '2026-11-10', why: 'sessional' }
    expect((await ruth.asks(payroll, {})).hoursToPay).toMatchObject([{ ...late, minutes: 90 }])
    await ruth.sends(closePayroll, { upTo: '2026-11-10' })
    const closed = await ruth.asks(payroll, {})
    expect(closed.closings).toMatchObject([
      { hoursToPay: [{ ...late, minutes: 90, numbers: [first.number, second.number] }] },
    ])
    expect(closed.hoursToPay).toEqual([])
    // Entered after payroll closed: what is more than it paid is in the next one.
    await finishes(ewa, third, addMinutes(shift.endsAt, 100))
    expect((await ruth.asks(payroll, {})).hoursToPay).toMatchObject([{ ...late, minutes: 10 }])
  })

  it('a sessional AMHP is paid to when they were relieved and from when they set off, or to when they put it off by telephone', async () => {
    await hub.owner`update hub.amhps set contract = 'sessional', version = version + 1 where person_id = ${ewa.id}`
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    hub.clockIs(instant('2026-11-09T22:00:00Z'))
    const shift = { startsAt: instant('2026-11-10T12:00:00Z'), endsAt: instant('2026-11-10T20:00:00Z') }
    const shiftId = await hasShift(hub, service, ewa, shift)
    const night = await hasJob(hub, service, ewa, { shiftId, acceptedAt: instant('2026-11-10T02:00:00Z') })
    const late = await hasJob(hub, service, ewa, { shiftId, acceptedAt: instant('2026-11-10T18:00:00Z') })
    const never = await hasJob(hub, service, ewa, { shiftId, acceptedAt: instant('2026-11-10T19:00:00Z') })
    await hub.owner`update hub.allocations set version = 2, set_off_at = null, arrived_at = null, outcome = 'CANCELLED_BEFORE_ATTENDANCE',
      outcome_at = ${instant('2026-11-10T21:20:00Z')}
      where service_id = ${service.id} and id = ${never.allocationId}`
    hub.clockIs(instant('2026-11-10T21:00:00Z'))
    await finishes(ewa, night, instant('2026-11-10T05:00:00Z'))
    await jo.sends(takeBack, {
      allocationId: late.allocationId,
      seenVersion: 1,
      why: 'Night team',
      knowsInterviewed: true,
    })
    hub.clockIs(instant('2026-11-11T09:00:00Z'))
    await ewa.sends(finish, {
      allocationId: never.allocationId,
      seenVersion: 2,
      occurredAt: instant('2026-11-11T09:00:00Z'),
    })
    // Three hours in the night, the hour to which somebody relieved them, and twenty minutes more on the telephone for what was put off.
    expect((await ruth.asks(payroll, {})).hoursToPay).toMatchObject([
      { why: 'sessional', minutes: 260, numbers: [night.number, late.number, never.number] },
    ])
    hub.clockIs(instant('2026-11-16T09:00:00Z'))
  })

  it('a call-in for which pay was agreed stands in payroll as a whole', async () => {
    const consultant = await service.has({ name: 'Joan Reed', roles: ['manager', 'practice-consultant'] })
    const { callInId } = await consultant.sends(openCallIn, {
      day: '2026-11-10',
      ...times('12:30', '20:30'),
      why: 'Short',
    })
    await consultant.sends(recordAsk, {
      callInId,
      seenVersion: 1,
      personId: ewa.id,
      answer: 'yes',
      pay: 'paid',
      note: '',
    })
    expect((await ruth.asks(payroll, {})).hoursToPay).toMatchObject([{ why: 'call-in', minutes: 480, numbers: [] }])
  })
})
