import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rotaWeek } from '#shared/rota/contract.ts'
import {
  askLeave,
  decideLeave,
  leaveToDecide,
  myLeave,
  previewLeave,
  putLeave,
  withdrawLeave,
} from '#shared/rota/coverContract.ts'
import { keepNeed } from '#shared/rota/needContract.ts'
import { addShift } from '#shared/rota/contract.ts'
import { aShift, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
let tam: Person
let noor: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  tam = await service.has({ name: 'Tam Birch', roles: ['trainee'], supervisedBy: ewa })
  noor = await service.has({ name: 'Noor Hassan', roles: ['edt'] })
})

const days = { kind: 'annual-leave', firstDay: '2026-11-19', lastDay: '2026-11-20', note: '' } as const
const week = () => ruth.asks(rotaWeek, { monday: '2026-11-16' })
const agrees = { seenVersion: 1, agree: true, why: '', knowsWhatBreaks: false, offerShifts: false } as const

describe('leave of those who are on no register', () => {
  it('is asked for by a trainee, agreed, shown on the rota with their name, and taken back', async () => {
    const { leaveId, shifts } = await tam.sends(askLeave, days)
    expect(shifts).toBe(0)
    expect((await tam.asks(myLeave, {})).leave).toMatchObject([{ id: leaveId, state: 'asked' }])
    expect((await noor.tries(withdrawLeave, { leaveId, seenVersion: 1 })).status).toBe(404)
    expect((await tam.tries(decideLeave, { leaveId, ...agrees })).status).toBe(403)
    await ruth.sends(decideLeave, { leaveId, ...agrees })
    const { people, daysAway } = await week()
    expect(daysAway.map(({ personId, day }) => [personId, day])).toEqual([
      [tam.id, '2026-11-19'],
      [tam.id, '2026-11-20'],
    ])
    expect(people).toContainEqual(expect.objectContaining({ personId: tam.id, name: 'Tam Birch', onRegister: false }))
    await tam.sends(withdrawLeave, { leaveId, seenVersion: 2 })
    expect((await week()).daysAway).toEqual([])
    expect((await week()).people.map(({ personId }) => personId)).not.toContain(tam.id)
  })

  it('is put down for somebody of the Emergency Duty Team, with the shifts and the cover that it breaks', async () => {
    expect((await ruth.asks(leaveToDecide, {})).people.map(({ name }) => name)).toEqual([
      'Ewa Kowalska',
      'Noor Hassan',
      'Tam Birch',
    ])
    const out = await service.has({ name: 'Pat Quinn', roles: ['amhp', 'edt'] })
    await hub.owner`update hub.people set roles = '{edt}', version = version + 1 where service_id = ${service.id} and id = ${out.id}`
    const night = times('22:00', '08:00', 'out-of-hours')
    await ruth.sends(addShift, aShift(out.id, { day: '2026-11-19', times: night }))
    await ruth.sends(keepNeed, {
      needId: null,
      seenVersion: 0,
      role: 'out-of-hours',
      days: ['4'],
      startsAt: '22:00',
      endsAt: '08:00',
      minimum: 1,
      firm: false,
      councilId: null,
      retired: false,
    })
    const { firstDay, lastDay } = days
    const { breaks } = await ruth.asks(previewLeave, { personId: out.id, firstDay, lastDay })
    expect(breaks).toEqual({
      shifts: ['Thu 19 November 22:00–08:00, Out of hours'],
      gaps: ['Thu 19 November 22:00–08:00: 1 fewer than the 1 needed as Out of hours'],
    })
    const put = { ...days, personId: out.id, knowsWhatBreaks: false, offerShifts: false }
    expect((await ruth.tries(putLeave, put)).body['code']).toBe('leave-breaks-cover')
    expect(await ruth.sends(putLeave, { ...put, knowsWhatBreaks: true, offerShifts: true })).toMatchObject({
      shifts: 1,
      offered: 1,
    })
  })

  it('is no TOIL: there is no ledger to take it from', async () => {
    const asked = await tam.tries(askLeave, { ...days, kind: 'toil' })
    expect([asked.status, asked.body['code'], asked.body['field']]).toEqual([422, 'no-toil-kept', 'kind'])
    const put = { ...days, kind: 'toil', personId: noor.id, knowsWhatBreaks: true, offerShifts: false } as const
    expect((await ruth.tries(putLeave, put)).body['code']).toBe('no-toil-kept')
    expect((await ruth.asks(leaveToDecide, {})).leave).toEqual([])
  })
})
