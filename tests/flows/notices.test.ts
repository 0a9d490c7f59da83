import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAllocation, undoAllocation } from '#shared/allocations/contract.ts'
import type { AllocationId, ShiftId } from '#shared/kernel/ids.ts'
import {
  addPushDevice,
  keepChoices,
  noticeHealth,
  notReached,
  ownNotices,
  removePushDevice,
  sayRung,
  sendTestNotice,
  snoozeNotices,
} from '#shared/notices/contract.ts'
import { takeOver, undoTakeOver } from '#shared/rota/coverContract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aNoticeDesk, NOTIFY_TEMPLATE, type NoticeDesk } from '#tests/harness/noticeDesk.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

const NO_CASE_DATA = /Lindqvist|Marta|Mill Lane|Ashmere|Marsh|Kowalska|R-\d|Hale/

let hub: TestHub
let desk: NoticeDesk
let week = 1
let { service, jo, ewa, owen, mail, push, notify, ways, loop } = {} as NoticeDesk
let allocationId: AllocationId

beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  desk = await aNoticeDesk(hub, (week += 1))
  ;({ service, jo, ewa, owen, mail, push, notify, ways, loop } = desk)
  return async () => void (await desk.close())
})

describe('a job that is given', () => {
  it('reaches phone and text message at once and once, sealed, signed and without a word of anybody', async () => {
    await desk.hasPhone()
    await desk.hasMobile()
    allocationId = await desk.isGivenAJob()
    await desk.both()
    await desk.later(1)
    expect([push.heard.length, notify.taken.length, mail.letters.length]).toEqual([1, 1, 0])
    const [heard] = push.heard
    const said: unknown = JSON.parse(heard?.text ?? '')
    expect(said).toMatchObject({ title: 'Duty Hub', body: 'You have a new job. Open Duty Hub.', path: '/me' })
    expect(heard).toMatchObject({
      isSigned: true,
      claims: { aud: `http://${push.host}`, sub: 'mailto:hub@westmarch.example' },
    })
    expect(heard?.headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm' })
    expect(notify.taken[0]).toMatchObject({
      kind: 'sms',
      to: '+447700900123',
      template: NOTIFY_TEMPLATE,
      message: 'You have a new job. Open Duty Hub. https://hub.westmarch.example/me',
    })
    expect(`${heard?.text} ${notify.taken[0]?.message}`).not.toMatch(NO_CASE_DATA)
    expect(await desk.lately()).toEqual([['job-given', 'sent', ['push', 'sms']]])
    expect(await jo.asks(notReached, {})).toEqual([])
  })

  it('is not told of when they have opened it, or when it was taken back before they heard', async () => {
    await desk.hasPhone()
    allocationId = await desk.isGivenAJob()
    await ewa.sends(openAllocation, { allocationId })
    await desk.both()
    allocationId = await desk.isGivenAJob()
    await jo.sends(undoAllocation, { allocationId })
    await desk.both()
    expect(push.heard).toEqual([])
    expect((await desk.lately()).map(([kind, outcome]) => [kind, outcome])).toEqual(
      expect.arrayContaining([
        ['job-given', 'overtaken'],
        ['job-taken-back', 'overtaken'],
      ]),
    )
  })

  it('that goes along with a shift is told to whoever has it now and to whoever had it, and so on the way back', async () => {
    const tom = await service.has({ name: 'Tom Reilly', roles: ['amhp'] })
    allocationId = await desk.isGivenAJob()
    await desk.both()
    const [shift] = await hub.owner<{ id: ShiftId; version: number }[]>`
      select id, version from hub.shifts where service_id = ${service.id} and person_id = ${ewa.id}`
    if (!shift) throw new Error('no shift')
    const taken = { shiftId: shift.id, seenVersion: shift.version, toPersonId: tom.id, reason: 'illness' as const }
    const { shiftId, version } = await jo.sends(takeOver, taken)
    await desk.both()
    const said = (person: Person) =>
      mail.letters
        .filter(({ to }) => to === person.email)
        .flatMap(({ text }) => /\r\n\r\n(.*job.*?) Open/.exec(text)?.[1] ?? [])
    const [given, back] = ['You have a new job.', 'A job is no longer yours. Look before you go in.']
    expect([said(ewa), said(tom)]).toEqual([[given, back], [given]])
    await jo.sends(undoTakeOver, { shiftId, seenVersion: version })
    await desk.both()
    expect([said(ewa), said(tom)]).toEqual([
      [given, back, given],
      [given, back],
    ])
    const kinds = (await ewa.asks(ownNotices, {})).lately.map(({ kind }) => kind)
    expect(kinds, 'a shift that runs now does not wait for the office').toContain('rota-changed-soon')
    expect(kinds).not.toContain('rota-changed')
  })

  it('that fails by all its ways at the same moment becomes "ring them" too', async () => {
    for (let phone = 0; phone < 6; phone += 1) await desk.hasPhone()
    const pushOnly = { urgentBy: ['push' as const], otherBy: [], quietFrom: null, quietUntil: null, offDutyToo: false }
    await ewa.sends(keepChoices, pushOnly)
    push.status = 410
    allocationId = await desk.isGivenAJob()
    await desk.both()
    expect((await jo.asks(notReached, {})).map(({ personName }) => personName)).toEqual(['Ewa Kowalska'])
  })

  it('that reaches nobody becomes "ring them" on the consultant’s screen, and a phone that is gone is taken off', async () => {
    await desk.hasPhone()
    await ewa.sends(keepChoices, {
      urgentBy: ['push'],
      otherBy: [],
      quietFrom: null,
      quietUntil: null,
      offDutyToo: false,
    })
    push.status = 410
    allocationId = await desk.isGivenAJob()
    const screen = await jo.opensScreen()
    await desk.both()
    await screen.hearsOf('notices')
    screen.close()
    const [row] = await jo.asks(notReached, {})
    expect(row).toMatchObject({ personName: 'Ewa Kowalska', kind: 'job-given', phone: '01632 960 100' })
    expect((await ewa.asks(ownNotices, {})).devices).toEqual([])
    expect(await owen.asks(noticeHealth, {})).toMatchObject({
      counts: [{ channel: 'push', taken: 0, failed: 1 }],
      failures: [{ channel: 'push', why: 'gone', tries: 1 }],
    })
    if (!row) throw new Error('nobody to ring')
    await jo.sends(sayRung, { noticeId: row.id })
    expect(await jo.asks(notReached, {})).toEqual([])
    expect((await jo.tries(sayRung, { noticeId: row.id })).body).toMatchObject({
      code: 'rung-already',
      byName: 'Jo Marsh',
    })
  })

  it('is tried fast and given up within five minutes; opened meanwhile, nobody need ring', async () => {
    await desk.hasPhone()
    push.status = 503
    await ewa.sends(keepChoices, {
      urgentBy: ['push'],
      otherBy: [],
      quietFrom: null,
      quietUntil: null,
      offDutyToo: false,
    })
    allocationId = await desk.isGivenAJob()
    const began = hub.now()
    for (let second = 0; second <= 300; second += 10) {
      hub.clockIs(addMinutes(began, second / 60))
      await loop.turns()
    }
    expect(push.heard).toHaveLength(7)
    expect(
      new Set(push.heard.map(({ headers }) => headers['topic'])).size,
      'each try takes the place of the last',
    ).toBe(1)
    expect(await jo.asks(notReached, {})).toHaveLength(1)
    await ewa.sends(openAllocation, { allocationId })
    expect(await jo.asks(notReached, {})).toEqual([])
  })
})

describe('a person’s own page', () => {
  it('keeps ways, quiet hours and a snooze, tests what there is, and takes devices on and off', async () => {
    await desk.hasPhone()
    const before = await ewa.asks(ownNotices, {})
    expect(before).toMatchObject({
      setUp: ['email', 'push', 'sms'],
      pushKey: ways.push.publicKey,
      email: ewa.email,
      mobile: null,
    })
    const choices = {
      urgentBy: ['push' as const],
      otherBy: ['email' as const],
      quietFrom: '22:00',
      quietUntil: '07:00',
      offDutyToo: true,
    }
    await ewa.sends(keepChoices, choices)
    const until = addHours(hub.now(), 5)
    await ewa.sends(snoozeNotices, { until })
    expect((await ewa.asks(ownNotices, {})).choices).toEqual({
      urgentBy: ['push'],
      otherBy: ['email'],
      quiet: { from: '22:00', until: '07:00' },
      offDutyToo: true,
      snoozeUntil: until,
    })
    expect((await ewa.tries(keepChoices, { ...choices, urgentBy: [] })).body).toMatchObject({
      code: 'urgent-needs-a-way',
      field: 'urgentBy',
    })
    expect((await ewa.tries(keepChoices, { ...choices, quietUntil: null })).body).toMatchObject({
      code: 'quiet-hours-are-none',
    })
    expect((await ewa.tries(snoozeNotices, { until: addHours(hub.now(), -1) })).body).toMatchObject({
      code: 'snooze-in-past',
    })
    await ewa.sends(sendTestNotice, {})
    expect((await ewa.tries(sendTestNotice, {})).body).toMatchObject({ code: 'tested-just-now' })
    await desk.both()
    expect([push.heard.length, mail.letters.length], 'a test is not snoozed and comes by every way').toEqual([1, 1])
    const [device] = (await ewa.asks(ownNotices, {})).devices
    if (!device) throw new Error('no device')
    expect((await jo.tries(removePushDevice, { deviceId: device.id })).status).toBe(404)
    await ewa.sends(removePushDevice, { deviceId: device.id })
    expect((await ewa.asks(ownNotices, {})).devices).toEqual([])
  })

  it.each([
    'http://web.push.apple.com/a',
    'https://10.0.0.8/a',
    'https://localhost/a',
    'https://hub.internal/a',
    'https://a.example:8443/a',
    'https://me:pw@a.example/a',
  ])('takes no address like %s', async (endpoint) => {
    const { p256dh, auth } = push.subscription('')
    expect((await ewa.tries(addPushDevice, { endpoint, p256dh, auth, label: 'Phone' })).body).toMatchObject({
      field: 'endpoint',
    })
  })

  it('posts to no host that the settings do not name', async () => {
    const { p256dh, auth } = push.subscription('')
    await ewa.sends(addPushDevice, { endpoint: 'https://push.example.org/a', p256dh, auth, label: 'Phone' })
    allocationId = await desk.isGivenAJob()
    await desk.both()
    expect((await owen.asks(noticeHealth, {})).failures).toMatchObject([{ channel: 'push', why: 'not-allowed' }])
  })
})
