import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rotaWeek } from '#shared/rota/contract.ts'
import {
  askLeave,
  callInsNow,
  decideLeave,
  endLeave,
  leaveToDecide,
  myLeave,
  openCallIn,
  previewLeave,
  putLeave,
  recordAsk,
  shiftOffersNow,
  withdrawLeave,
} from '#shared/rota/coverContract.ts'
import { myToil } from '#shared/toil/contract.ts'
import { bookToil, reverseEntry } from '#shared/toil/ledgerContract.ts'
import { rosters, times } from '#tests/builders/rota.ts'
import { hasOpeningBalance, hasPolicy } from '#tests/builders/toil.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
let dan: Person
let liam: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
  liam = await service.has({ name: 'Liam Farrell', roles: ['amhp'] })
})

const monday = '2026-11-16'
const names = () =>
  new Map([
    [ewa.id, 'ewa'],
    [dan.id, 'dan'],
    [liam.id, 'liam'],
  ])
const week = async () =>
  (await ruth.asks(rotaWeek, { monday })).shifts.map(
    ({ personId, day, startsAt, endsAt, layer }) =>
      `${names().get(personId)} ${day.slice(8)} ${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)} ${layer}`,
  )

describe('leave', () => {
  const asked = { kind: 'annual-leave' as const, firstDay: '2026-11-17', lastDay: '2026-11-19', note: '' }

  it('shows what it breaks, needs that to be seen, offers cover, and shows on the rota', async () => {
    await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    await hub.owner`insert into hub.duty_needs (service_id, id, role, days, starts_at, ends_at, minimum) values (${service.id}, ${randomUUID()}, 'duty', array['2'], '08:30', '16:30', 1)`
    const { leaveId, shifts } = await ewa.sends(askLeave, asked)
    expect(shifts).toBe(1)
    expect((await ruth.asks(leaveToDecide, {})).leave).toMatchObject([
      {
        name: 'Ewa Kowalska',
        state: 'asked',
        breaks: {
          shifts: ['Tue 17 November 08:30–16:30, Duty AMHP'],
          gaps: ['Tue 17 November 08:30–16:30: 1 fewer than the 1 needed as Duty AMHP'],
        },
      },
    ])
    const decision = { leaveId, seenVersion: 1, agree: true, why: '', knowsWhatBreaks: false, offerShifts: true }
    expect((await ruth.tries(decideLeave, decision)).body).toMatchObject({
      code: 'leave-breaks-cover',
      shifts: 1,
      gaps: 1,
    })
    expect(await ruth.sends(decideLeave, { ...decision, knowsWhatBreaks: true })).toEqual({ version: 2, offered: 1 })
    expect((await dan.asks(shiftOffersNow, {})).offers).toMatchObject([{ name: 'Ewa Kowalska', cannot: null }])
    expect((await ruth.asks(rotaWeek, { monday })).daysAway.map(({ day, kind }) => [day, kind])).toEqual([
      ['2026-11-17', 'annual-leave'],
      ['2026-11-18', 'annual-leave'],
      ['2026-11-19', 'annual-leave'],
    ])
    expect((await dan.asks(rotaWeek, { monday })).daysAway[0]?.kind).toBe('away')
    expect((await ewa.tries(askLeave, { ...asked, firstDay: '2026-11-19' })).body['code']).toBe('leave-decided')
    await ewa.sends(withdrawLeave, { leaveId, seenVersion: 2 })
    expect((await ruth.asks(rotaWeek, { monday })).daysAway).toEqual([])
  })

  it('is put down for somebody who rings in ill, never for oneself, and is seen by its person', async () => {
    const ill = { ...asked, kind: 'sickness' as const, personId: ewa.id, knowsWhatBreaks: false, offerShifts: false }
    await ruth.sends(putLeave, ill)
    expect((await ruth.tries(putLeave, { ...ill, personId: ruth.id })).status).toBe(403)
    expect((await ewa.asks(myLeave, {})).leave).toMatchObject([{ kind: 'sickness', state: 'agreed' }])
    expect((await ewa.tries(askLeave, { ...asked, lastDay: '2026-11-16' })).body).toMatchObject({ field: 'lastDay' })
    expect((await ewa.gets('/api/rota.leave')).status).toBe(403)
  })

  it('that is put down shows what it breaks first, offers it at once, and can end sooner', async () => {
    const lead = await service.has({ name: 'Olu Adeyemi', roles: ['amhp-lead'] })
    await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    await rosters(ruth, ewa.id, '2026-11-19', '08:30', '16:30')
    const days = { personId: ewa.id, firstDay: asked.firstDay, lastDay: asked.lastDay }
    expect((await lead.asks(previewLeave, days)).breaks.shifts).toEqual([
      'Tue 17 November 08:30–16:30, Duty AMHP',
      'Thu 19 November 08:30–16:30, Duty AMHP',
    ])
    const ill = { ...days, kind: 'sickness' as const, note: '', knowsWhatBreaks: false, offerShifts: true }
    expect((await lead.tries(putLeave, ill)).body).toMatchObject({ code: 'leave-breaks-cover', shifts: 2 })
    const put = await lead.sends(putLeave, { ...ill, knowsWhatBreaks: true })
    expect(put).toMatchObject({ shifts: 2, offered: 2 })
    const back = { leaveId: put.leaveId, seenVersion: 1, backOn: '2026-11-19' }
    expect((await lead.tries(endLeave, { ...back, backOn: '2026-11-20' })).body).toMatchObject({
      code: 'back-outside-leave',
      field: 'backOn',
    })
    expect((await ewa.tries(endLeave, back)).status).toBe(403)
    expect(await lead.sends(endLeave, back)).toEqual({ version: 2, offersEnded: 1 })
    expect((await ewa.asks(myLeave, {})).leave).toMatchObject([{ state: 'agreed', lastDay: '2026-11-18' }])
    expect((await ruth.asks(rotaWeek, { monday })).daysAway.map(({ day }) => day)).toEqual(['2026-11-17', '2026-11-18'])
    expect((await dan.asks(shiftOffersNow, {})).offers.map(({ day }) => day)).toEqual(['2026-11-17'])
  })

  it('that is taken back takes its own days and offers with it, and no day that was put there besides', async () => {
    await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const { leaveId } = await ewa.sends(askLeave, { ...asked, kind: 'training' })
    await hub.owner`insert into hub.days_away (service_id, person_id, day, kind) values (${service.id}, ${ewa.id}, '2026-11-18', 'training')`
    await ruth.sends(decideLeave, {
      leaveId,
      seenVersion: 1,
      agree: true,
      why: '',
      knowsWhatBreaks: true,
      offerShifts: true,
    })
    expect((await dan.asks(shiftOffersNow, {})).offers).toHaveLength(1)
    await ewa.sends(withdrawLeave, { leaveId, seenVersion: 2 })
    expect((await ruth.asks(rotaWeek, { monday })).daysAway).toMatchObject([{ day: '2026-11-18', kind: 'training' }])
    expect((await dan.asks(shiftOffersNow, {})).offers).toEqual([])
  })

  it('from before its days were marked is found by its migration, as the owner that migrates, and can be taken back', async () => {
    await hasPolicy(hub, service, {})
    await hasOpeningBalance(hub, service, dan, 1400)
    const put = { ...asked, knowsWhatBreaks: false, offerShifts: false }
    const { leaveId } = await ruth.sends(putLeave, { ...put, personId: ewa.id })
    await ruth.sends(bookToil, { personId: dan.id, day: asked.firstDay, minutes: 444, note: '' })
    await ruth.sends(putLeave, { ...put, kind: 'toil', personId: dan.id })
    await hub.owner`update hub.days_away set leave_id = null where service_id = ${service.id}`
    const file = readFileSync('db/migrations/0215_days_of_leave_from_before.sql', 'utf8')
    await hub.owner.begin(async (tx) => {
      await tx`set local role hub_owner`
      for (const statement of file.split('--> statement-breakpoint')) await tx.unsafe(statement)
    })
    const marked = await hub.owner`
      select day::text from hub.days_away where service_id = ${service.id} and person_id = ${dan.id} and leave_id is not null order by day`
    // The day that was booked before the leave stays the ledger’s.
    expect(marked.map(({ day }) => day)).toEqual(['2026-11-18', '2026-11-19'])
    await ewa.sends(withdrawLeave, { leaveId, seenVersion: 1 })
    const { daysAway } = await ruth.asks(rotaWeek, { monday })
    expect(daysAway.filter(({ personId }) => personId === ewa.id)).toEqual([])
  })
})

describe('leave as a TOIL day', () => {
  const days = { kind: 'toil' as const, firstDay: '2026-11-19', lastDay: '2026-11-23', note: '' }
  const decision = { seenVersion: 1, agree: true, why: '', knowsWhatBreaks: true, offerShifts: false }
  const ledger = async () => {
    const { balance, entries, booked } = await ewa.asks(myToil, {})
    return { balance, entries: entries.map((one) => `${one.kind} ${one.day} ${one.minutes}`), booked }
  }
  beforeEach(() => hasPolicy(hub, service, {}))

  it('comes off the balance for each day of work as it is agreed, and is not booked twice', async () => {
    await hasOpeningBalance(hub, service, ewa, 1400)
    const { leaveId } = await ewa.sends(askLeave, days)
    expect((await ledger()).balance).toBe(1400)
    await ruth.sends(decideLeave, { ...decision, leaveId })
    // Thursday, Friday and Monday: nobody asked for the weekend.
    expect(await ledger()).toMatchObject({
      balance: 1400 - 3 * 444,
      entries: [
        'OPENING_BALANCE 2026-01-01 1400',
        'TAKE 2026-11-19 -444',
        'TAKE 2026-11-20 -444',
        'TAKE 2026-11-23 -444',
      ],
      booked: [{ onRota: true }, { onRota: true }, { onRota: true }],
    })
    const [, entry] = (await ewa.asks(myToil, {})).entries
    expect((await ruth.tries(reverseEntry, { entryId: entry?.id ?? '', why: 'A slip' })).body['code']).toBe(
      'entry-of-leave',
    )
    await ruth.sends(endLeave, { leaveId, seenVersion: 2, backOn: '2026-11-23' })
    expect((await ledger()).balance).toBe(1400 - 2 * 444)
    await ewa.sends(withdrawLeave, { leaveId, seenVersion: 3 })
    expect(await ledger()).toMatchObject({ balance: 1400, booked: [] })
    expect((await ledger()).entries.filter((one) => one.startsWith('REVERSE'))).toHaveLength(3)
  })

  it('is refused as a whole when more is asked for than is owed, and changes nothing', async () => {
    await hasOpeningBalance(hub, service, ewa, 1331)
    const { leaveId } = await ewa.sends(askLeave, days)
    expect(await ruth.tries(decideLeave, { ...decision, leaveId })).toMatchObject({
      status: 409,
      body: {
        code: 'leave-more-toil-than-owed',
        message: expect.stringContaining('These days take 22h 12m of TOIL. They are owed 22h 11m.'),
      },
    })
    expect((await ruth.asks(leaveToDecide, {})).leave).toMatchObject([{ state: 'asked', version: 1 }])
    expect((await ruth.asks(rotaWeek, { monday })).daysAway).toEqual([])
    expect(await ledger()).toMatchObject({ balance: 1331, booked: [] })
    await ruth.sends(decideLeave, { ...decision, leaveId, agree: false })
    expect((await ledger()).balance).toBe(1331)
  })

  it('is put down for somebody, leaves a day booked before as it was, and takes no less for its own days', async () => {
    await hasOpeningBalance(hub, service, ewa, 1400)
    const { entryId } = await ruth.sends(bookToil, { personId: ewa.id, day: '2026-11-20', minutes: 444, note: '' })
    await ruth.sends(putLeave, { ...days, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    expect((await ledger()).balance).toBe(1400 - 3 * 444)
    // The booking is taken back; the leave of that day stands, and so does the day on the rota.
    await ruth.sends(reverseEntry, { entryId, why: 'Booked twice' })
    expect((await ruth.asks(rotaWeek, { monday })).daysAway.map(({ day }) => day)).toContain('2026-11-20')
    const [leave] = (await ewa.asks(myLeave, {})).leave
    await ewa.sends(withdrawLeave, { leaveId: leave?.id ?? '', seenVersion: 1 })
    expect((await ruth.asks(rotaWeek, { monday })).daysAway).toEqual([])
  })
})

describe('a call-in', () => {
  it('asks in a fair order, records who said what, and puts whoever comes on the rota, once', async () => {
    await rosters(ruth, liam.id, '2026-11-17', '08:30', '16:30')
    const { callInId } = await ruth.sends(openCallIn, {
      day: '2026-11-17',
      ...times('12:30', '20:30'),
      why: 'Two are ill',
    })
    const first = (await ruth.asks(callInsNow, {})).callIns[0]
    expect(first?.toAsk.map(({ name }) => name).toSorted()).toEqual(['Dan Okoro', 'Ewa Kowalska'])
    expect(first?.cannot).toMatchObject([
      { name: 'Liam Farrell', why: expect.stringContaining('already have a shift') },
    ])
    const ask = { callInId, seenVersion: 1, personId: ewa.id, answer: 'no' as const, pay: null, note: 'At a wedding' }
    expect((await ruth.tries(recordAsk, { ...ask, answer: 'yes' })).body['code']).toBe('call-in-needs-pay')
    await ruth.sends(recordAsk, ask)
    const came = await ruth.sends(recordAsk, {
      ...ask,
      seenVersion: 2,
      personId: dan.id,
      answer: 'yes',
      pay: 'toil',
      note: '',
    })
    expect(came.shiftId).not.toBeNull()
    expect(await week()).toContain('dan 17 12:30-20:30 cover')
    expect((await ruth.tries(recordAsk, { ...ask, seenVersion: 3 })).body['code']).toBe('call-in-closed')
    const shown = (await ruth.asks(callInsNow, {})).callIns[0]
    expect(shown?.asks.map(({ name, answer, pay }) => [name, answer, pay])).toEqual([
      ['Ewa Kowalska', 'no', null],
      ['Dan Okoro', 'yes', 'toil'],
    ])
    const next = await ruth.sends(openCallIn, { day: '2026-11-20', ...times('12:30', '20:30'), why: 'Short' })
    expect((await ruth.asks(callInsNow, {})).callIns.find(({ id }) => id === next.callInId)?.toAsk.at(-1)?.name).toBe(
      'Dan Okoro',
    )
  })
})
