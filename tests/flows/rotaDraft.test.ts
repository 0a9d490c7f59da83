import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { suspendAmhp } from '#shared/register/contract.ts'
import { cancelShift, changeShift, myCalendar, myRota, rotaWeek, type ShiftRow } from '#shared/rota/contract.ts'
import {
  acknowledgeNotice,
  copyWeek,
  dropFromDraft,
  myRotaNotices,
  previewPublish,
  publications,
  publishRota,
  putInDraft,
  rotaAsAt,
  rotaDraft,
  takeOffInDraft,
} from '#shared/rota/planContract.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
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

const week = { firstDay: '2026-11-16', lastDay: '2026-11-22' }
const monday = week.firstDay
const draft = async (
  person: Person,
  day: string,
  from = '08:30',
  to = '16:30',
  shiftId: ShiftId | null = null,
  seenVersion = 0,
  seenOnRota = shiftId && seenVersion === 0 ? 1 : 0,
) => ruth.sends(putInDraft, { shiftId, seenVersion, seenOnRota, personId: person.id, day, times: times(from, to) })
const preview = () => ruth.asks(previewPublish, week)
const publish = async (accepted: { key: string; why: string }[] = []) =>
  ruth.sends(publishRota, { ...week, seen: [...(await preview()).seen], accepted })
const lineOf = ({ personId, day, startsAt }: ShiftRow) => [personId, day, startsAt.slice(11, 16)]
const onTheRota = async (person = ewa) => (await person.asks(rotaWeek, { monday })).shifts.map(lineOf)

describe('a draft', () => {
  it('is nobody else’s until it is published; then it is everybody’s, and a version', async () => {
    const { shiftId, version } = await draft(ewa, '2026-11-17')
    expect((await ruth.asks(rotaDraft, { monday })).drafts).toMatchObject([
      { shiftId, personId: ewa.id, isNew: true, version },
    ])
    expect(await onTheRota()).toEqual([])
    expect((await ewa.asks(myRota, { from: monday })).shifts).toEqual([])
    expect((await ewa.gets(`/api/rota.draft?monday=${monday}`)).status).toBe(403)
    const screen = await ewa.opensScreen()
    expect(await publish()).toEqual({ number: 1, changes: 1, told: 1 })
    expect((await screen.hearsOf('rota')).touches).toEqual(['rota'])
    screen.close()
    expect(await onTheRota()).toEqual([[ewa.id, '2026-11-17', '08:30']])
    expect((await ruth.asks(rotaDraft, { monday })).inAll).toBe(0)
    const kept = await ruth.asks(publications, {})
    expect(kept.publications).toMatchObject([
      { number: 1, byName: 'Ruth Banerjee', changes: ['Ewa Kowalska is put on Tue 17 November 08:30–16:30.'] },
    ])
  })

  it('says in words what it changes: moved, given to somebody else, taken off', async () => {
    const [a, b, c] = [
      await rosters(ruth, ewa.id, '2026-11-16', '08:30', '16:30'),
      await rosters(ruth, ewa.id, '2026-11-18', '08:30', '16:30'),
      await rosters(ruth, dan.id, '2026-11-20', '12:30', '20:30'),
    ]
    await draft(ewa, '2026-11-17', '12:30', '20:30', a)
    await draft(dan, '2026-11-18', '08:30', '16:30', b)
    await ruth.sends(takeOffInDraft, { shiftId: c, seenVersion: 0, seenOnRota: 1, why: 'Enough without him' })
    const shown = await preview()
    expect(shown.differences.map(({ words }) => words)).toEqual([
      'Ewa Kowalska moves from Mon 16 November 08:30–16:30 to Tue 17 November 12:30–20:30.',
      'Wed 18 November 08:30–16:30 goes from Ewa Kowalska to Dan Okoro.',
      'Dan Okoro is taken off Fri 20 November 12:30–20:30.',
    ])
    expect(shown.told.map(({ name }) => name).toSorted()).toEqual(['Dan Okoro', 'Ewa Kowalska'])
    await publish()
    expect(await onTheRota()).toEqual([
      [ewa.id, '2026-11-17', '12:30'],
      [dan.id, '2026-11-18', '08:30'],
    ])
  })

  it('lets two change shifts with each other in one publication', async () => {
    const [a, b] = [
      await rosters(ruth, ewa.id, '2026-11-16', '08:30', '16:30'),
      await rosters(ruth, dan.id, '2026-11-16', '12:30', '20:30'),
    ]
    await draft(dan, '2026-11-16', '08:30', '16:30', a)
    await draft(ewa, '2026-11-16', '12:30', '20:30', b)
    await publish()
    expect(await onTheRota()).toEqual([
      [dan.id, '2026-11-16', '08:30'],
      [ewa.id, '2026-11-16', '12:30'],
    ])
  })

  it('is copied from a week before, on the same weekdays, and leaves alone who is on already', async () => {
    await rosters(ruth, ewa.id, '2026-11-09', '08:30', '16:30')
    await rosters(ruth, dan.id, '2026-11-10', '22:00', '08:00')
    await rosters(ruth, dan.id, '2026-11-17', '12:30', '20:30')
    const done = await ruth.sends(copyWeek, { fromMonday: '2026-11-09', toMonday: monday })
    expect(done).toMatchObject({ drafted: 1, left: [expect.any(String)] })
    expect((await ruth.asks(rotaDraft, { monday })).drafts).toMatchObject([{ personId: ewa.id, day: '2026-11-16' }])
  })

  it('is changed by one at a time, and what is dropped leaves the rota as it is', async () => {
    const { shiftId, version: first } = await draft(ewa, '2026-11-17')
    const { version } = await draft(ewa, '2026-11-17', '10:00', '18:00', shiftId, first)
    const stale = { shiftId, seenVersion: first, personId: ewa.id, day: '2026-11-17', times: times('12:30', '20:30') }
    expect((await ruth.tries(putInDraft, stale)).body).toMatchObject({
      code: 'changed-since-seen',
      byName: 'Ruth Banerjee',
      version,
    })
    expect((await ruth.tries(dropFromDraft, { shiftId, seenVersion: first })).status).toBe(409)
    await ruth.sends(dropFromDraft, { shiftId, seenVersion: version })
    expect((await ruth.tries(publishRota, { ...week, seen: [], accepted: [] })).body['code']).toBe('nothing-to-publish')
  })

  it('is for those who plan, of this service, about what there is', async () => {
    const { shiftId } = await draft(ewa, '2026-11-17')
    const sent = { shiftId, seenVersion: 1, personId: ewa.id, day: '2026-11-17', times: times('08:30', '16:30') }
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['manager'] })
    expect((await ewa.tries(putInDraft, sent)).status).toBe(403)
    expect((await elsewhere.tries(putInDraft, sent)).status).toBe(404)
    expect((await ruth.tries(putInDraft, { ...sent, shiftId: randomUUID() as ShiftId })).status).toBe(404)
    expect((await ruth.tries(putInDraft, { ...sent, personId: elsewhere.id })).body['code']).toBe('person-unknown')
    expect((await ruth.tries(putInDraft, { ...sent, times: times('08:30', '08:30') })).body['code']).toBe(
      'shift-too-long',
    )
    expect((await ruth.tries(putInDraft, { ...sent, times: { templateId: randomUUID() } })).body['code']).toBe(
      'template-unknown',
    )
  })
})

describe('before it is published', () => {
  it('what breaks a rule of rest is fixed or accepted with a reason, which is kept', async () => {
    await draft(ewa, '2026-11-16', '16:00', '00:00')
    await draft(ewa, '2026-11-17', '08:00', '16:00')
    const [rest] = (await preview()).findings
    expect(rest).toMatchObject({ grade: 'accept', title: 'Ewa Kowalska: 8h of rest' })
    expect(rest?.text).toBe(
      'Mon 16 November 16:00–00:00, then Tue 17 November 08:00–16:00. Eleven hours run to Tue 17 November 11:00.',
    )
    const refused = await ruth.tries(publishRota, { ...week, seen: [...(await preview()).seen], accepted: [] })
    expect(refused).toMatchObject({ status: 409, body: { code: 'publish-stopped' } })
    expect(await onTheRota()).toEqual([])
    await publish([{ key: rest?.key ?? '', why: 'Agreed with Ewa: she starts at 11' }])
    expect((await ruth.asks(publications, {})).publications[0]?.accepted).toEqual([
      { key: rest?.key, why: 'Agreed with Ewa: she starts at 11' },
    ])
  })

  it('nobody is rostered past the end of an approval, or suspended, whatever reason is given', async () => {
    await draft(ewa, '2026-11-17', '16:01', '00:01')
    await draft(dan, '2026-11-18')
    await hub.owner`update hub.amhps set approval_ends_on = '2026-11-17', version = version + 1 where person_id = ${ewa.id}`
    await ruth.sends(suspendAmhp, { personId: dan.id, seenVersion: 1, suspended: true, why: 'Registration suspended' })
    const { findings, seen } = await preview()
    expect(findings.filter(({ grade }) => grade === 'must-fix').map(({ personId }) => personId)).toEqual([
      ewa.id,
      dan.id,
    ])
    const accepted = findings.map(({ key }) => ({ key, why: 'All the same' }))
    const answer = await ruth.tries(publishRota, { ...week, seen: [...seen], accepted })
    expect(answer.body).toMatchObject({
      code: 'publish-stopped',
      findings: [{ key: expect.stringContaining('may-not') }, { key: expect.stringContaining('may-not') }],
    })
    expect(answer.body['message']).toContain('Their approval ends on 17 November 2026.')
  })

  it('a shift that was changed or worked on since, or drafted since it was looked at, stops it', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-16', '08:30', '16:30')
    const { version } = await draft(ewa, '2026-11-16', '10:00', '18:00', shiftId)
    const { seen } = await preview()
    const { shiftId: late, version: ofLate } = await draft(dan, '2026-11-19')
    expect((await ruth.tries(publishRota, { ...week, seen: [...seen], accepted: [] })).body['code']).toBe(
      'changed-since-seen',
    )
    await ruth.sends(dropFromDraft, { shiftId: late, seenVersion: ofLate })
    await ruth.sends(changeShift, {
      ...aShift(ewa.id, { day: '2026-11-16', times: times('09:00', '17:00') }),
      shiftId,
      seenVersion: 1,
    })
    const stale = await ruth.tries(publishRota, { ...week, seen: [...seen], accepted: [] })
    expect(stale.body['message']).toContain('Ruth Banerjee changed it on the rota since it was drafted.')
    await ruth.sends(dropFromDraft, { shiftId, seenVersion: version })
    await draft(dan, '2026-11-16', '09:00', '17:00', shiftId, 0, 2)
    await workGivenOn(hub, service, ewa, shiftId, 'running')
    const busy = await ruth.tries(publishRota, { ...week, seen: [...(await preview()).seen], accepted: [] })
    expect(busy.body['message']).toContain('Take that work back first')
  })
})

describe('whoever is affected', () => {
  const noticesOf = (person: Person) => person.asks(myRotaNotices, {})

  it('is told once, of what it comes to, in office hours; and acknowledges', async () => {
    hub.clockIs(instant('2026-11-12T18:30:00Z'))
    const { shiftId } = await draft(ewa, '2026-11-17')
    await publish()
    expect(await noticesOf(ewa)).toEqual({ notices: [] })
    await ruth.sends(changeShift, {
      ...aShift(ewa.id, { day: '2026-11-18', times: times('12:30', '20:30') }),
      shiftId,
      seenVersion: 1,
    })
    hub.clockIs(instant('2026-11-13T09:00:00Z'))
    const { notices } = await noticesOf(ewa)
    expect(notices).toMatchObject([
      { tellAt: '2026-11-13T09:00:00.000Z', changes: [{ before: null, after: { day: '2026-11-18' } }] },
    ])
    expect((await ruth.asks(publications, {})).unacknowledged).toMatchObject([
      { name: 'Ewa Kowalska', words: ['New for you: Wed 18 November 12:30–20:30.'] },
    ])
    const noticeId = notices[0]?.id
    if (!noticeId) throw new Error('no notice')
    await dan.asks(myRotaNotices, {})
    expect((await dan.tries(acknowledgeNotice, { noticeId })).status).toBe(404)
    const key = randomUUID()
    const first = await ewa.sends(acknowledgeNotice, { noticeId }, key)
    expect(await ewa.sends(acknowledgeNotice, { noticeId }, key)).toEqual(first)
    expect(await noticesOf(ewa)).toEqual({ notices: [] })
    hub.clockIs(instant('2026-11-12T16:43:00Z'))
  })

  it('is told at once, at any hour, when it begins within a day; of a shift that came and went, never', async () => {
    hub.clockIs(instant('2026-11-15T20:00:00Z'))
    const { shiftId } = await draft(ewa, '2026-11-16', '12:30', '20:30')
    await draft(dan, '2026-11-20')
    await publish()
    expect((await noticesOf(ewa)).notices).toHaveLength(1)
    expect((await noticesOf(dan)).notices).toHaveLength(0)
    const [danShift] = (await ruth.asks(rotaWeek, { monday })).shifts.filter(({ personId }) => personId === dan.id)
    await ruth.sends(takeOffInDraft, {
      shiftId: danShift?.id ?? shiftId,
      seenVersion: 0,
      seenOnRota: 1,
      why: 'Not needed after all',
    })
    await publish()
    hub.clockIs(instant('2026-11-16T10:00:00Z'))
    expect((await noticesOf(dan)).notices).toHaveLength(0)
    hub.clockIs(instant('2026-11-12T16:43:00Z'))
  })
})

it('what was planned at a moment gone by can be asked', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-16', '08:30', '16:30')
  const then = hub.now()
  hub.clockIs(addMinutes(then, 10))
  await ruth.sends(changeShift, {
    ...aShift(dan.id, { day: '2026-11-17', times: times('12:30', '20:30') }),
    shiftId,
    seenVersion: 1,
  })
  expect((await ewa.asks(rotaAsAt, { monday, at: then })).shifts).toMatchObject([
    { name: 'Ewa Kowalska', day: '2026-11-16' },
  ])
  expect((await ewa.asks(rotaAsAt, { monday, at: hub.now() })).shifts).toMatchObject([
    { name: 'Dan Okoro', day: '2026-11-17', layer: 'cover' },
  ])
  hub.clockIs(then)
})

it('one’s own shifts go into a calendar: stable, counted up, struck out, and nobody else’s among them', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-16', '08:30', '16:30')
  await rosters(ruth, dan.id, '2026-11-16', '12:30', '20:30')
  const read = async () => (await ewa.asks(myCalendar, {})).text
  const first = await read()
  expect(first.match(/BEGIN:VEVENT/g)).toHaveLength(1)
  expect(first).toContain(`UID:${shiftId}@duty-hub\r\n`)
  expect(first).not.toMatch(/Dan|Ewa|Okoro/)
  await ruth.sends(cancelShift, { shiftId, seenVersion: 1, why: 'Not needed' })
  expect(await read()).toMatch(/SEQUENCE:1\r\n[\s\S]*STATUS:CANCELLED/)
  const given = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
  await ruth.sends(changeShift, { ...aShift(dan.id, { day: '2026-11-17' }), shiftId: given, seenVersion: 1 })
  expect((await read()).split(`UID:${given}@duty-hub`)[1]).toMatch(/SEQUENCE:1\r\n[\s\S]*STATUS:CANCELLED/)
})
