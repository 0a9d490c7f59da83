import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addShift, changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { askLeave, decideLeave, putLeave } from '#shared/rota/coverContract.ts'
import { shiftHistory } from '#shared/rota/historyContract.ts'
import { noticeWords } from '#shared/rota/notices.ts'
import { myRotaNotices, publishRota, putInDraft } from '#shared/rota/planContract.ts'
import { awayKey } from '#shared/rota/publish.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
let dan: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
})

const day = '2026-11-19'
const isAway = (person: Person) =>
  ruth.sends(putLeave, {
    personId: person.id,
    kind: 'annual-leave',
    firstDay: day,
    lastDay: day,
    note: '',
    knowsWhatBreaks: true,
    offerShifts: false,
  })
const confirms = (person: Person) => ({ leaveSeen: [{ personId: person.id, day }], overLeaveWhy: 'She offered to' })
const told = async (person: Person) => {
  hub.clockMovesOn({ hours: 24 })
  const { notices } = await person.asks(myRotaNotices, {})
  hub.clockMovesOn({ hours: -24 })
  return notices.flatMap(({ changes }) => changes.map(noticeWords)).join(' ')
}

it('nobody is put on over their own leave but with a reason, which they are told', async () => {
  await isAway(ewa)
  const shift = aShift(ewa.id, { day, times: times('08:30', '16:30') })
  const blind = await ruth.tries(addShift, shift)
  expect(blind).toMatchObject({ status: 422, body: { code: 'over-leave', field: 'overLeaveWhy' } })
  expect(blind.body['message']).toContain('Ewa Kowalska is away on Thu 19 November (annual leave).')
  expect((await ruth.tries(addShift, { ...shift, ...confirms(ewa), overLeaveWhy: ' ' })).status).toBe(422)
  expect((await ruth.asks(rotaWeek, { monday: '2026-11-16' })).shifts).toEqual([])
  const { shiftId } = await ruth.sends(addShift, { ...shift, ...confirms(ewa) })
  const why = async (person: Person) =>
    (await person.asks(shiftHistory, { shiftId })).states.map(({ overLeaveWhy, byName }) => [byName, overLeaveWhy])
  expect(await why(ruth)).toEqual([['Ruth Banerjee', 'She offered to']])
  expect(await why(ewa)).toEqual([['Ruth Banerjee', 'She offered to']])
  expect(await why(dan), 'why is nothing to colleagues').toEqual([['Ruth Banerjee', '']])
  expect(await told(ewa)).toContain('Ruth Banerjee agreed that you work it all the same: “She offered to”')
  const [event] = await hub.owner<{ data: object }[]>`
    select data from hub.events where service_id = ${service.id} and type = 'shift-added'`
  expect(event?.data).toMatchObject({ overLeave: confirms(ewa).leaveSeen })
})

it('nor is a shift given to them, or moved to a day of their leave; other times of their own day ask nothing', async () => {
  const shiftId = await rosters(ruth, dan.id, day, '08:30', '16:30')
  await isAway(ewa)
  const gives = { ...aShift(ewa.id, { day, times: times('08:30', '16:30') }), shiftId, seenVersion: 1 }
  expect((await ruth.tries(changeShift, gives)).body['code']).toBe('over-leave')
  await ruth.sends(changeShift, { ...gives, ...confirms(ewa) })
  expect(await told(ewa)).toContain('“She offered to”')
  await ruth.sends(changeShift, { ...gives, seenVersion: 2, times: times('09:30', '17:30') })
  const { states } = await ruth.asks(shiftHistory, { shiftId })
  expect(states.map(({ overLeaveWhy }) => overLeaveWhy)).toEqual(['', 'She offered to', ''])
  const wednesday = await rosters(ruth, ewa.id, '2026-11-18', '08:30', '12:30')
  const moves = { ...aShift(ewa.id, { day, times: times('18:00', '20:00') }), shiftId: wednesday, seenVersion: 1 }
  expect((await ruth.tries(changeShift, moves)).body['code']).toBe('over-leave')
})

it('a shift that is published over leave keeps the reason as well', async () => {
  await isAway(ewa)
  const put = { shiftId: null, seenVersion: 0, personId: ewa.id, day, times: times('08:30', '16:30') }
  const { shiftId, version } = await ruth.sends(putInDraft, put)
  const days = { firstDay: day, lastDay: day, seen: [{ shiftId, version }] }
  expect((await ruth.tries(publishRota, { ...days, accepted: [] })).body['code']).toBe('publish-stopped')
  await ruth.sends(publishRota, { ...days, accepted: [{ key: awayKey(shiftId), why: 'She offered to' }] })
  const { states } = await ruth.asks(shiftHistory, { shiftId })
  expect(states.map(({ overLeaveWhy }) => overLeaveWhy)).toEqual(['She offered to'])
})

it('and none slips onto a day while leave of it is agreed: one of the two is told of the other', async () => {
  const days = Array.from({ length: 10 }, (_, index) => `2026-12-${String(index + 1).padStart(2, '0')}`)
  for (const one of days) {
    const asked = { kind: 'annual-leave', firstDay: one, lastDay: one, note: '' } as const
    const { leaveId } = await ewa.sends(askLeave, asked)
    const decides = { leaveId, seenVersion: 1, agree: true, why: '', knowsWhatBreaks: false, offerShifts: false }
    const answers = await Promise.all([
      ruth.tries(decideLeave, decides),
      ruth.tries(addShift, aShift(ewa.id, { day: one, times: times('08:30', '16:30') })),
    ])
    const codes = answers.flatMap(({ status, body }) => (status === 200 ? [] : [body['code']]))
    expect(codes).toHaveLength(1)
    expect(['leave-breaks-cover', 'over-leave']).toContain(codes[0])
  }
})
