import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepChoices, noticeHealth, notReached, ownNotices, removePushDevice } from '#shared/notices/contract.ts'
import { askLeave, decideLeave } from '#shared/rota/coverContract.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { submit } from '#server/delivery/smtp.ts'
import { smtpMail } from '#server/delivery/smtpMail.ts'
import { rosters } from '#tests/builders/rota.ts'
import { AlarmNode } from '#tests/harness/alarmNode.ts'
import { Mailbox } from '#tests/harness/mailbox.ts'
import { NoticeLoop } from '#tests/harness/noticeLoop.ts'
import { aNoticeDesk, MAIL_FROM, type NoticeDesk } from '#tests/harness/noticeDesk.ts'
import { TestHub } from '#tests/harness/service.ts'

const NO_CASE_DATA = /Lindqvist|Marta|Mill Lane|Ashmere|Marsh|Kowalska|R-\d|Hale/

let hub: TestHub
let desk: NoticeDesk
let week = 9
let { service, jo, ewa, owen, mail, push, notify } = {} as NoticeDesk

beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  desk = await aNoticeDesk(hub, (week += 1))
  ;({ service, jo, ewa, owen, mail, push, notify } = desk)
  return async () => void (await desk.close())
})

describe('by GOV.UK Notify', () => {
  beforeEach(async () => {
    await desk.hasMobile()
    await ewa.sends(keepChoices, {
      urgentBy: ['sms'],
      otherBy: [],
      quietFrom: null,
      quietUntil: null,
      offDutyToo: false,
    })
  })

  it('waits when asked to, tries again after a fault, and tells what was delivered', async () => {
    notify.answers.push(429, 500)
    await desk.isGivenAJob()
    await desk.both()
    await desk.later(1)
    await desk.later(1)
    expect(notify.taken).toHaveLength(1)
    const [one] = notify.taken
    if (one) one.status = 'delivered'
    await desk.later(2)
    await desk.later(300)
    expect(
      notify.asked.filter((id) => id === one?.id),
      'once delivered nobody asks any more',
    ).toHaveLength(1)
    expect(await desk.lately()).toEqual([['job-given', 'sent', ['sms']]])
  })

  it('does not send again what went just before the answer was lost', async () => {
    notify.hangsUp = true
    await desk.isGivenAJob()
    await desk.both()
    await desk.later(1)
    expect(notify.taken).toHaveLength(1)
    expect(await desk.lately()).toEqual([['job-given', 'sent', ['sms']]])
  })

  it.each([
    ['a wrong key', 403, '', 'wrong-key'],
    ['a number that does not exist', null, 'permanent-failure', 'not-delivered'],
  ])('%s ends with somebody ringing', async (_what, answer, status, why) => {
    if (answer !== null) notify.answers.push(answer)
    await desk.isGivenAJob()
    await desk.both()
    const [one] = notify.taken
    if (one) one.status = status
    await desk.later(2)
    expect(await jo.asks(notReached, {})).toHaveLength(1)
    expect((await owen.asks(noticeHealth, {})).failures).toMatchObject([{ channel: 'sms', why }])
  })
})

/** So many text messages that can wait, due now, and nothing else that is due. */
async function textMessagesWait(count: number): Promise<void> {
  // What the services of the tests before are still asked about would be among the first.
  await hub.owner`update hub.notice_sends set next_at = null where service_id <> ${service.id}`
  await hub.owner`update hub.outgoing_notices set due_at = null where service_id <> ${service.id}`
  await hub.owner`
    with made as (insert into hub.outgoing_notices (service_id, id, key, person_id, kind, made_at, says)
      select ${service.id}, gen_random_uuid(), 'slow ' || n, ${ewa.id}, 'swap-offered', ${hub.now()}, array['swap-offered']
      from generate_series(1, ${count}::int) n returning service_id, id)
    insert into hub.notice_sends (service_id, id, notice_id, channel, next_at)
    select service_id, gen_random_uuid(), id, 'sms', ${hub.now()} from made`
}

describe('by several ways', () => {
  beforeEach(() => desk.hasMobile())

  it('a phone that was taken off meanwhile has failed: when the text message fails too, somebody rings', async () => {
    await desk.hasPhone()
    push.status = 503
    notify.answers.push(...Array.from({ length: 7 }, () => 500))
    await desk.isGivenAJob()
    await desk.both()
    const [device] = (await ewa.asks(ownNotices, {})).devices
    if (!device) throw new Error('no device')
    await ewa.sends(removePushDevice, { deviceId: device.id })
    await desk.later(1)
    expect(await jo.asks(notReached, {}), 'the text message is still tried').toEqual([])
    for (let tries = 2; tries < 8; tries += 1) await desk.later(1)
    expect(notify.taken).toEqual([])
    expect(await jo.asks(notReached, {})).toMatchObject([{ personName: 'Ewa Kowalska', kind: 'job-given' }])
    expect((await owen.asks(noticeHealth, {})).failures.map(({ channel, why }) => `${channel} ${why}`)).toEqual([
      'sms their-fault',
      'push gone',
    ])
  })

  it('a job overtakes what can wait, also when it is given in the middle of it, and every try tells the time of now', async () => {
    await textMessagesWait(25)
    notify.whenTaken = async () => {
      if (notify.taken.length !== 10) return
      hub.clockMovesOn({ minutes: 2 })
      await desk.isGivenAJob()
    }
    await desk.loop.turns()
    expect((await owen.asks(noticeHealth, {})).failures).toEqual([])
    expect(notify.taken).toHaveLength(26)
    const place = notify.taken.findIndex(({ message }) => message.startsWith('You have a new job.'))
    expect([place >= 10, place < 20], 'among the next ten').toEqual([true, true])
  })

  it('a provider that takes its time holds up no other way, and gets no more than it can be given', async () => {
    await desk.hasPhone()
    await textMessagesWait(25)
    let goOn = (): void => undefined
    const held = new Promise<void>((resolve) => (goOn = resolve))
    notify.whenTaken = () => held
    const loop = await NoticeLoop.open(hub, desk.ways, 200)
    await loop.starts()
    await desk.isGivenAJob()
    await loop.starts()
    await expect
      .poll(() => push.heard.length, { message: 'the telephone has the job while ten text messages hang' })
      .toBe(1)
    expect(notify.taken.length).toBe(10)
    goOn()
    await loop.turns()
    await loop.close()
    expect(notify.taken).toHaveLength(26)
    expect((await owen.asks(noticeHealth, {})).failures).toEqual([])
  })
})

describe('by e-mail', () => {
  it('goes encrypted or not at all; a server that is busy is tried again under the same id', async () => {
    mail.answers.push('451 4.7.1 try later')
    await desk.isGivenAJob()
    await desk.both()
    await desk.later(1)
    expect(mail.letters).toHaveLength(1)
    const [letter] = mail.letters
    expect(letter).toMatchObject({ from: MAIL_FROM, to: ewa.email, encrypted: true, user: 'duty-hub' })
    expect(letter?.text).toContain('You have a new job. Open Duty Hub.\r\n\r\nhttps://hub.westmarch.example/me')
    expect(letter?.text.replaceAll(ewa.email, '')).not.toMatch(NO_CASE_DATA)
    mail.offersTls = false
    const envelope = { from: MAIL_FROM, to: ewa.email, message: 'x' }
    expect(await submit(mail.settings, envelope)).toEqual({ how: 'never', why: 'no-tls' })
    expect(await submit({ ...mail.settings, port: 1 }, envelope)).toEqual({ how: 'again', why: 'no-answer' })
    expect(await submit(mail.settings, { ...envelope, to: 'a@b.example>\r\nRCPT TO:<c@d.example' })).toMatchObject({
      why: 'bad-address',
    })
    mail.offersTls = true
    const { authority: _, ...strangers } = mail.settings
    expect(await submit(strangers, envelope), 'a certificate that nobody vouches for').toMatchObject({
      why: 'no-answer',
    })
    expect(await submit({ ...mail.settings, password: 'wrong' }, envelope)).toEqual({ how: 'never', why: 'wrong-key' })
    await smtpMail(mail.settings, MAIL_FROM).send({ to: ewa.email, subject: 'Your account', text: 'A link\n.\nend' })
    expect(mail.letters.at(-1)?.text).toMatch(/A link\r\n\.\r\nend$/)
  })

  it('joins what can wait, for office hours, and leaves whoever is off duty in peace', async () => {
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    await desk.hasPhone()
    hub.clockIs(instant(`${hub.now().slice(0, 10)}T21:00:00.000Z`))
    const day = addHours(hub.now(), 24 * 20).slice(0, 10)
    await rosters(ruth, ewa.id, day, '08:30', '16:30')
    const leave = { kind: 'annual-leave' as const, firstDay: addHours(hub.now(), 24 * 30).slice(0, 10), note: '' }
    const { leaveId } = await ewa.sends(askLeave, { ...leave, lastDay: leave.firstDay })
    await ruth.sends(decideLeave, {
      leaveId,
      seenVersion: 1,
      agree: false,
      why: 'Two are away',
      knowsWhatBreaks: false,
      offerShifts: false,
    })
    await desk.later(10)
    await desk.later(60)
    expect([mail.letters.length, push.heard.length]).toEqual([0, 0])
    await desk.later(60 * 11)
    expect([mail.letters.length, push.heard.length], 'a phone is silent off duty').toEqual([1, 0])
    expect(mail.letters[0]?.text).toContain('Leave that you asked for has been decided.')
    const rota = await hub.owner<
      { sent: boolean }[]
    >`select sent_at is not null as sent from hub.rota_notices where person_id = ${ewa.id}`
    expect(rota).toEqual(rota.map(() => ({ sent: true })))
    const outcomes = (await desk.lately()).map(([kind, outcome]) => `${String(kind)} ${String(outcome)}`).toSorted()
    expect(outcomes).toEqual(['leave-decided sent', 'rota-changed joined'])
  })

  it('takes the mail server at its word: a 5xx is for ever, a 4xx passes', async () => {
    mail.answers.push('550 5.1.1 nobody of that name', '452 4.2.2 full', '421 4.3.2 shutting down')
    const envelope = { from: MAIL_FROM, to: ewa.email, message: 'x' }
    expect(await submit(mail.settings, envelope)).toEqual({ how: 'never', why: 'refused' })
    expect(await submit(mail.settings, envelope)).toEqual({ how: 'again', why: 'busy' })
    expect(await submit(mail.settings, envelope)).toEqual({ how: 'again', why: 'busy' })
    expect(mail.letters).toEqual([])
  })

  it('goes to a server that encrypts from the first byte, and to one that asks for name and password apart', async () => {
    const first = await Mailbox.open('smtps')
    const envelope = { from: MAIL_FROM, to: ewa.email, message: 'Subject: s\r\n\r\nGrüße' }
    const { authority: _, ...strangers } = first.settings
    expect(await submit(strangers, envelope)).toEqual({ how: 'again', why: 'no-answer' })
    expect(await submit(first.settings, envelope)).toEqual({ how: 'taken' })
    expect(first.letters).toMatchObject([{ to: ewa.email, encrypted: true, user: 'duty-hub', text: envelope.message }])
    await first.close()
    mail.offersAuth = 'LOGIN'
    expect(await submit(mail.settings, envelope)).toEqual({ how: 'taken' })
    expect(mail.letters).toMatchObject([{ to: ewa.email, encrypted: true, user: 'duty-hub' }])
    expect(await submit({ ...mail.settings, password: 'wrong' }, envelope)).toEqual({ how: 'never', why: 'wrong-key' })
    mail.offersAuth = 'CRAM-MD5'
    expect(await submit(mail.settings, envelope)).toEqual({ how: 'never', why: 'wrong-key' })
    expect(mail.letters).toHaveLength(1)
  })
})

/** Servers are killed (kill -9) while they tell people; NOTICES=400 KILLS=12 is the long form. */
const NOTICES = Number(process.env['NOTICES'] ?? 40)
const KILLS = Number(process.env['KILLS'] ?? 1)

it(`${NOTICES} notices and ${KILLS} kills of the server: none lost, and nothing is told twice under two names`, async () => {
  mail.slowMs = 40
  await hub.owner`
    insert into hub.outgoing_notices (service_id, id, key, person_id, kind, made_at, due_at, says)
    select ${service.id}, gen_random_uuid(), 'kill ' || n, ${ewa.id}, 'test', now(), now(), array['test'] from generate_series(1, ${NOTICES}) n`
  const told = (): number => new Set(mail.letters.map(({ messageId }) => messageId)).size
  const left = async (): Promise<number> => {
    const [row] = await hub.owner<{ left: number }[]>`
      select count(*)::int as left from hub.outgoing_notices where service_id = ${service.id} and outcome is distinct from 'sent'`
    return row?.left ?? -1
  }
  const node = () => new AlarmNode(hub.appUrl, String(mail.port), 'notice')
  let [one, two] = [node(), node()]
  const all = [one, two]
  for (let killed = 0; killed < KILLS; killed += 1) {
    await one.ready
    const before = told()
    for (const until = Date.now() + 4000; told() < before + 5 && told() < NOTICES && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 5))
    await one.kill()
    ;[one, two] = [two, node()]
    all.push(two)
  }
  // A lease that a dead server held runs out by the database's clock; the test does not wait for it.
  for (const until = Date.now() + 60_000; (await left()) > 0 && Date.now() < until;) {
    await hub.owner`update hub.notice_sends set lease_until = null where lease_until < clock_timestamp() + interval '37 seconds'`
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await Promise.all(all.map((each) => each.kill()))
  const twice = mail.letters.length - told()
  console.info(
    `notices: ${NOTICES}, ${KILLS} kills: ${NOTICES - told()} lost, ${await left()} open, ${twice} sent again under the same id`,
  )
  expect([told(), await left()]).toEqual([NOTICES, 0])
  // What a server had on its way when it died, ten at most, may come once more: a mail server cannot be asked.
  expect(twice).toBeLessThanOrEqual(KILLS * 10)
}, 120_000)
