import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptAllocation, setOff } from '#shared/allocations/contract.ts'
import { alarms, answerAlarm, passAlarmOn } from '#shared/deadlines/contract.ts'
import { ownNotices } from '#shared/notices/contract.ts'
import { putLeave } from '#shared/rota/coverContract.ts'
import { addHours } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { aReferral, aShift } from '#tests/builders/allocations.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { aNoticeDesk, type NoticeDesk } from '#tests/harness/noticeDesk.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let desk: NoticeDesk
let week = 1
let { service, jo, ewa, mail, loop, other } = {} as NoticeDesk

beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  desk = await aNoticeDesk(hub, (week += 1))
  ;({ service, jo, ewa, mail, loop, other } = desk)
  return async () => void (await desk.close())
})

describe('what happens by itself', () => {
  it('tells the buddy of a missed check-in, and nobody off duty; an offer without an answer tells its AMHP', async () => {
    const [tom, ann] = [
      await service.has({ name: 'Tom Reilly', roles: ['amhp'] }),
      await service.has({ name: 'Ann Hale', roles: ['amhp'] }),
    ]
    await aShift(hub, service, tom, { role: 'second' })
    const clock = new AlarmLoop(hub)
    const allocationId = await desk.isGivenAJob()
    await clock.sweeps()
    hub.clockMovesOn({ minutes: 61 })
    await clock.turns()
    await desk.both()
    const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
    await ewa.sends(acceptAllocation, step(1))
    await ewa.sends(setOff, step(2))
    hub.clockMovesOn({ minutes: 121 })
    await clock.turns()
    await desk.both()
    hub.clockMovesOn({ minutes: 15 })
    await clock.turns()
    await desk.both()
    await clock.close()
    // The loops look after the services of the tests before as well.
    const ours = [jo, ewa, tom, ann].map(({ email }) => email)
    const letters = mail.letters.filter(({ to }) => ours.includes(to))
    expect(letters.map(({ to, text }) => [to, /\r\n\r\n(.*?) Open/.exec(text)?.[1]])).toEqual([
      [ewa.email, 'You have a new job.'],
      [ewa.email, 'A job waits for your answer.'],
      [ewa.email, 'Your check-in is due.'],
      [tom.email, 'A colleague has missed a check-in.'],
    ])
    expect((await ann.asks(ownNotices, {})).lately).toEqual([])
  })

  it('tells those who lead of a limit that has passed, with nobody at the desk, and whomever they pass it on to', async () => {
    const ann = await service.has({ name: 'Ann Hale', roles: ['amhp-lead'] })
    await aReferral(hub, service, jo, { power: { kind: 's136', startedAt: hub.now() } })
    const clock = new AlarmLoop(hub)
    await clock.sweeps()
    hub.clockMovesOn({ hours: 24, minutes: 1 })
    await clock.turns()
    await clock.close()
    await desk.both()
    const to = (person: Person) => mail.letters.filter((one) => one.to === person.email).map(({ text }) => text)
    expect([to(ann).length, to(jo).length]).toEqual([1, 0])
    expect(to(ann)[0]).toContain('An alarm waits for your answer.')
    const limit = (await ann.asks(alarms, {})).find(({ kind, point }) => kind === 's136' && point === 'limit')
    if (!limit) throw new Error('no limit has passed')
    await ann.sends(passAlarmOn, { alarmId: limit.id, seenStep: limit.step })
    await desk.both()
    expect([to(ann).length, to(jo).length]).toEqual([1, 1])
  })

  it('tells nobody of an alarm that was answered before its notice left', async () => {
    const ann = await service.has({ name: 'Ann Hale', roles: ['amhp-lead'] })
    await aReferral(hub, service, jo, { power: { kind: 's136', startedAt: hub.now() } })
    const clock = new AlarmLoop(hub)
    await clock.sweeps()
    hub.clockMovesOn({ hours: 24, minutes: 1 })
    await clock.turns()
    await clock.close()
    for (const { id } of await jo.asks(alarms, {})) await jo.tries(answerAlarm, { alarmId: id })
    await desk.both()
    expect(mail.letters.filter(({ to }) => [ann.email, jo.email].includes(to))).toEqual([])
    expect((await ann.asks(ownNotices, {})).lately.map(({ outcome }) => outcome)).toEqual(['overtaken'])
  })

  it('tells a shift of tonight aloud, apart from what goes by a letter', async () => {
    const ann = await service.has({ name: 'Ann Hale', roles: ['amhp'] })
    await desk.waits(ann, 'rota-changed')
    await desk.waits(ann, 'rota-changed-soon')
    await loop.turns()
    expect((await ann.asks(ownNotices, {})).lately.map(({ kind, outcome }) => `${kind} ${outcome}`).toSorted()).toEqual(
      ['rota-changed sent', 'rota-changed-soon sent'],
    )
  })

  it('takes nobody on leave for somebody on duty, though their shift still stands', async () => {
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    const today = londonDayOf(hub.now())
    await ruth.sends(putLeave, {
      personId: ewa.id,
      kind: 'sickness',
      firstDay: today,
      lastDay: today,
      note: '',
      knowsWhatBreaks: true,
      offerShifts: false,
    })
    await desk.waits(ewa, 'clock-alarm')
    await loop.turns()
    expect(await desk.lately()).toContainEqual(['clock-alarm', 'off-duty', []])
  })

  it('reminds an AMHP and their lead three months before an approval ends, once', async () => {
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['amhp-lead'] })
    const ends = addHours(hub.now(), 24 * 89).slice(0, 10)
    await hub.owner`update hub.amhps set approval_ends_on = ${ends}, version = version + 1 where person_id = ${ewa.id}`
    await loop.reminds()
    await Promise.all([loop.reminds(), other.reminds()])
    await desk.later(6)
    const to = (person: Person) => mail.letters.filter((one) => one.to === person.email).map(({ text }) => text)
    expect([to(ewa).length, to(ruth).length]).toEqual([1, 1])
    expect(to(ewa)[0]).toContain('It is time to renew your approval.')
    expect(to(ruth)[0]).toContain('An approval or a year of training in your team is ending. Open Duty Hub.')
  })
})
