import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { suspendAmhp } from '#shared/register/contract.ts'
import { addShift, cancelShift, changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
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
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const week = (monday = '2026-11-09') => ruth.asks(rotaWeek, { monday })
const shiftsOfWeek = async (monday?: string) =>
  (await week(monday)).shifts.map(({ day, startsAt, endsAt }) => [day, startsAt.slice(0, 16), endsAt.slice(0, 16)])
/** All that a refusal must leave as it was. */
const everything = async (): Promise<unknown> => ({
  shifts: await hub.owner`select * from hub.shifts where service_id = ${service.id} order by id`,
  events: await hub.owner`select seq from hub.events where service_id = ${service.id}`,
})
const cancelled = (shiftId: ShiftId, changes = {}) => ({ shiftId, seenVersion: 1, why: 'Covered by Dan', ...changes })

describe('putting a shift on', () => {
  it('shows it in its week and tells other screens', async () => {
    const screen = await ewa.opensScreen()
    const done = await ruth.sends(addShift, aShift(ewa.id, { times: times('15:00', '23:00') }))
    expect(done.warnings).toEqual([])
    expect((await screen.hearsOf('rota')).touches).toEqual(['rota'])
    screen.close()
    expect(await shiftsOfWeek()).toEqual([['2026-11-13', '2026-11-13T15:00', '2026-11-13T23:00']])
    const shown = (await week()).people.find(({ personId }) => personId === ewa.id)
    expect(shown).toMatchObject({ name: 'Ewa Kowalska', contractedMinutesPerWeek: 2220, rosteredMinutes: 480 })
  })

  it('belongs to the day on which it starts', async () => {
    await rosters(ruth, ewa.id, '2026-11-15', '22:00', '08:00')
    expect(await shiftsOfWeek()).toEqual([['2026-11-15', '2026-11-15T22:00', '2026-11-16T08:00']])
    const next = await week('2026-11-16')
    expect(next.shifts).toEqual([])
    expect(next.around.map(({ day }) => day)).toEqual(['2026-11-15'])
  })

  it('has one effect when it is sent twice', async () => {
    const key = randomUUID()
    const [first, second] = [
      await ruth.tries(addShift, aShift(ewa.id), key),
      await ruth.tries(addShift, aShift(ewa.id), key),
    ]
    expect(second.body['value']).toEqual(first.body['value'])
    expect(await shiftsOfWeek()).toHaveLength(1)
  })

  it('cannot run over another of the same person, and names that one', async () => {
    await rosters(ruth, ewa.id, '2026-11-12', '16:00', '00:00')
    const before = await everything()
    const answer = await ruth.tries(addShift, aShift(ewa.id, { day: '2026-11-12', times: times('23:59', '08:00') }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'shifts-overlap', field: 'times' } })
    expect(answer.body['message']).toBe(
      'They already have a shift from Thu 12 November 16:00 to Fri 13 November 00:00. Move or cancel that one first.',
    )
    expect(await everything()).toEqual(before)
  })

  it('may follow at once, and may be at the time of somebody else’s', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    await rosters(ruth, ewa.id, '2026-11-12', '08:00', '12:00')
    await rosters(ruth, ewa.id, '2026-11-12', '12:00', '16:00')
    await rosters(ruth, dan.id, '2026-11-12', '08:00', '16:00')
    expect(await shiftsOfWeek()).toHaveLength(3)
  })

  it('warns of too little rest on either side, and is put on', async () => {
    await rosters(ruth, ewa.id, '2026-11-11', '16:00', '00:00')
    await rosters(ruth, ewa.id, '2026-11-13', '06:00', '12:00')
    const { warnings } = await ruth.sends(
      addShift,
      aShift(ewa.id, { day: '2026-11-12', times: times('08:00', '20:00') }),
    )
    expect(warnings).toEqual([
      'Ewa Kowalska would have 8h of rest: one shift ends Thu 12 November 00:00, the next starts Thu 12 November 08:00. Eleven hours run to Thu 12 November 11:00.',
      'Ewa Kowalska would have 10h of rest: one shift ends Thu 12 November 20:00, the next starts Fri 13 November 06:00. Eleven hours run to Fri 13 November 07:00.',
    ])
    expect((await week()).shifts.map(({ restShortMinutes }) => restShortMinutes)).toEqual([0, 180, 60])
  })

  it('says how far ahead a rota is planned, when a shift is moved to the year 2999', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-13', '08:00', '16:00')
    const answer = await ruth.tries(changeShift, { ...aShift(ewa.id, { day: '2999-11-13' }), shiftId, seenVersion: 1 })
    expect(answer.body).toMatchObject({
      code: 'day-too-far',
      field: 'day',
      message:
        'That is too far ahead: a rota is planned up to 12 November 2031, five years from today. Check the year.',
    })
  })

  const strange = '4f2f8f0e-1111-4222-8333-444455556666'
  it.each([
    ['somebody nobody knows', 422, 'personId', { personId: strange }],
    ['a template nobody knows', 422, 'times', { times: { templateId: strange } }],
    ['a day that does not exist', 400, 'day', { day: '2026-11-31' }],
    ['a day with a time', 400, 'day', { day: '2026-11-13T08:00' }],
    ['a year of five digits', 400, 'day', { day: '12026-11-13' }],
    ['no times', 400, 'times', { times: null }],
    ['times of two kinds', 400, 'times.startsAt', { times: { ...times('08:00', '16:00'), templateId: strange } }],
    ['a time that is none', 400, 'times.startsAt', { times: times('25:00', '16:00') }],
    ['a shift without length', 422, 'endsAt', { times: times('08:00', '08:00') }],
    ['a shift of seventeen hours', 422, 'endsAt', { times: times('22:00', '15:00') }],
    ['a person’s name for an id', 400, 'personId', { personId: 'Ewa' }],
    ['a field that is not known', 400, 'notes', { notes: '' }],
    ['a practice consultant who is none', 422, 'personId', { times: times('08:00', '16:00', 'practice-consultant') }],
    ['a shift in the last year that has days', 422, 'day', { day: '2200-12-31' }],
    ['a shift in the year 2999', 422, 'day', { day: '2999-11-13' }],
    ['a shift in the first', 422, 'personId', { day: '1900-01-01' }],
  ])('refuses %s', async (_what, status, field, changes) => {
    const before = await everything()
    const answer = await ruth.tries(addShift, { ...aShift(ewa.id), ...changes } as SentTo<typeof addShift>)
    expect(answer).toMatchObject({ status, body: { field } })
    expect(await everything()).toEqual(before)
  })

  it('is not for AMHPs, and does not reach into another service', async () => {
    expect((await ewa.tries(addShift, aShift(ewa.id))).status).toBe(403)
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['manager'] })
    expect((await elsewhere.tries(addShift, aShift(ewa.id))).body['code']).toBe('person-unknown')
  })
})

describe('who may be put on', () => {
  it('an AMHP whose approval lasts to the end of the shift', async () => {
    await hub.owner`update hub.amhps set approval_ends_on = '2026-11-13', version = version + 1 where person_id = ${ewa.id}`
    await rosters(ruth, ewa.id, '2026-11-13', '16:00', '00:00')
    const night = await ruth.tries(addShift, aShift(ewa.id, { day: '2026-11-14', times: times('01:00', '08:00') }))
    expect(night).toMatchObject({ status: 422, body: { code: 'approval-ended', field: 'day', lastDay: '2026-11-13' } })
    await ruth.sends(cancelShift, cancelled((await week()).shifts[0]?.id ?? ('' as ShiftId)))
    const across = await ruth.tries(addShift, aShift(ewa.id, { times: times('16:01', '00:01') }))
    expect(across.body).toMatchObject({ code: 'approval-ended', lastDay: '2026-11-13' })
  })

  it.each(['duty', 'second', 'backup', 'out-of-hours'] as const)('nobody off the register as %s', async (role) => {
    const answer = await ruth.tries(addShift, aShift(ruth.id, { times: times('08:00', '16:00', role) }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'not-approved', field: 'personId' } })
  })

  it('a practice consultant at the desk, approved as an AMHP or not', async () => {
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    await ruth.sends(addShift, aShift(jo.id, { times: times('08:00', '16:00', 'practice-consultant') }))
    expect((await week()).shifts).toMatchObject([{ role: 'practice-consultant', mayNotAct: null }])
  })

  it('nobody who is suspended; shifts they had already say so', async () => {
    await rosters(ruth, ewa.id, '2026-11-13', '08:00', '16:00')
    await ruth.sends(suspendAmhp, { personId: ewa.id, seenVersion: 1, suspended: true, why: 'Registration suspended' })
    const answer = await ruth.tries(addShift, aShift(ewa.id, { day: '2026-11-14' }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'suspended', since: hub.now() } })
    expect((await week()).shifts).toMatchObject([{ mayNotAct: 'suspended' }])
  })

  it('nobody who acts for none of our councils', async () => {
    await hub.owner`delete from hub.acting_for where person_id = ${ewa.id}`
    expect((await ruth.tries(addShift, aShift(ewa.id))).body['code']).toBe('not-acting-for')
  })

  it('nobody who has left', async () => {
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id = ${ewa.id}`
    expect((await ruth.tries(addShift, aShift(ewa.id))).body['code']).toBe('person-unknown')
  })
})

describe('changing a shift', () => {
  it('moves it to another day, time and person, and warns of rest', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '08:00', '16:00')
    await rosters(ruth, dan.id, '2026-11-13', '16:00', '00:00')
    const screen = await ewa.opensScreen()
    const sent = { ...aShift(dan.id, { day: '2026-11-14' }), shiftId, seenVersion: 1 }
    const done = await ruth.sends(changeShift, sent)
    expect(done).toMatchObject({ version: 2, warnings: [expect.stringContaining('8h of rest')] })
    await screen.hearsOf('rota')
    screen.close()
    expect((await week()).shifts[1]).toMatchObject({ id: shiftId, personId: dan.id, day: '2026-11-14', version: 2 })
  })

  it('of a day gone by is a correction, and says so, however it is changed', async () => {
    const past = (date: string) => `This day is past: the rota of ${date} is changed as a correction.`
    const added = await ruth.sends(addShift, aShift(ewa.id, { day: '2026-11-11' }))
    expect(added.warnings).toEqual([past('11 November 2026')])
    const sent = { ...aShift(ewa.id, { day: '2026-11-10' }), shiftId: added.shiftId, seenVersion: 1 }
    const changed = await ruth.sends(changeShift, sent)
    expect(changed.warnings).toEqual([past('11 November 2026'), past('10 November 2026')])
    const taken = await ruth.sends(cancelShift, cancelled(added.shiftId, { seenVersion: 2 }))
    expect(taken.warnings).toEqual([past('10 November 2026')])
  })

  it('says what becomes of its times when the clocks change', async () => {
    const night = aShift(ewa.id, { day: '2027-03-27', times: times('18:00', '01:30') })
    expect((await ruth.sends(addShift, night)).warnings).toEqual([
      '01:30 does not exist on Sun 28 March: the clocks go forward, so the shift ends at 02:00.',
    ])
  })

  it('does not collide with itself', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '08:00', '16:00')
    const sent = { ...aShift(ewa.id, { day: '2026-11-12', times: times('09:00', '17:00') }), shiftId, seenVersion: 1 }
    expect(await ruth.sends(changeShift, sent)).toEqual({ version: 2, warnings: [] })
  })

  it('refuses what cannot be, and leaves the shift as it was', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '08:00', '16:00')
    await rosters(ruth, ewa.id, '2026-11-13', '08:00', '16:00')
    const sent = { ...aShift(ewa.id, { day: '2026-11-13' }), shiftId, seenVersion: 1 }
    const before = await everything()
    expect((await ruth.tries(changeShift, sent)).body['code']).toBe('shifts-overlap')
    expect((await ruth.tries(changeShift, { ...sent, personId: ruth.id })).body['code']).toBe('not-approved')
    expect((await ruth.tries(changeShift, { ...sent, seenVersion: 5 })).body['code']).toBe('changed-since-seen')
    expect((await ruth.tries(changeShift, { ...sent, seenVersion: 0 })).status).toBe(400)
    expect((await ewa.tries(changeShift, sent)).status).toBe(403)
    expect((await ruth.tries(changeShift, { ...sent, shiftId: randomUUID() })).status).toBe(404)
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['manager'] })
    expect((await elsewhere.tries(changeShift, sent)).status).toBe(404)
    expect(await everything()).toEqual(before)
  })

  it('waits until work on it has ended; once worked it stays theirs', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const day = '2026-11-12'
    const shiftId = await rosters(ruth, ewa.id, day, '15:00', '23:00')
    const { number } = await workGivenOn(hub, service, ewa, shiftId, 'running')
    const longer = { ...aShift(ewa.id, { day, times: times('15:00', '23:30') }), shiftId, seenVersion: 1 }
    const refused = await ruth.tries(changeShift, longer)
    expect(refused).toMatchObject({ status: 409, body: { code: 'shift-has-open-work', numbers: [number] } })
    await hub.owner`update hub.allocations set ended_at = ${hub.now()}, finished_at = ${hub.now()}, ended_how = 'finished', version = 2 where shift_id = ${shiftId}`
    await ruth.sends(changeShift, longer)
    const given = await ruth.tries(changeShift, { ...longer, seenVersion: 2, personId: dan.id })
    expect(given).toMatchObject({ status: 409, body: { code: 'shift-was-worked', numbers: [number] } })
  })
})

describe('cancelling a shift', () => {
  it('takes it off, keeps why, and frees its time', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-13', '08:00', '16:00')
    const screen = await ewa.opensScreen()
    expect(await ruth.sends(cancelShift, cancelled(shiftId))).toEqual({ version: 2, warnings: [] })
    await screen.hearsOf('rota')
    screen.close()
    expect(await shiftsOfWeek()).toEqual([])
    const [row] = await hub.owner`select cancelled_why from hub.shifts where id = ${shiftId}`
    expect(row?.['cancelled_why']).toBe('Covered by Dan')
    await rosters(ruth, ewa.id, '2026-11-13', '08:00', '16:00')
    const again = await ruth.tries(cancelShift, cancelled(shiftId, { seenVersion: 2 }))
    expect(again).toMatchObject({ status: 409, body: { code: 'shift-cancelled', at: hub.now() } })
    const moved = await ruth.tries(changeShift, { ...aShift(ewa.id), shiftId, seenVersion: 2 })
    expect(moved.body['code']).toBe('shift-cancelled')
  })

  it.each([
    ['running', 'shift-has-open-work'],
    ['finished', 'shift-was-worked'],
  ] as const)('does not happen with work %s on it', async (how, code) => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    const { number } = await workGivenOn(hub, service, ewa, shiftId, how)
    const before = await everything()
    const answer = await ruth.tries(cancelShift, cancelled(shiftId))
    expect(answer).toMatchObject({ status: 409, body: { code, numbers: [number] } })
    expect(answer.body['message']).toContain(`R-${number}`)
    expect(await everything()).toEqual(before)
  })

  it('happens when the work on it was declined', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    await workGivenOn(hub, service, ewa, shiftId, 'declined')
    expect((await ruth.tries(cancelShift, cancelled(shiftId))).status).toBe(200)
  })

  it('needs a reason, a permission, and the version that was seen', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-13', '08:00', '16:00')
    const before = await everything()
    expect((await ruth.tries(cancelShift, cancelled(shiftId, { why: '  ' }))).status).toBe(400)
    expect((await ewa.tries(cancelShift, cancelled(shiftId))).status).toBe(403)
    expect((await ruth.tries(cancelShift, cancelled(shiftId, { seenVersion: 2 }))).status).toBe(409)
    expect((await ruth.tries(cancelShift, cancelled(randomUUID() as ShiftId))).status).toBe(404)
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['manager'] })
    expect((await elsewhere.tries(cancelShift, cancelled(shiftId))).status).toBe(404)
    expect(await everything()).toEqual(before)
  })
})
