import { addPushDevice, ownNotices } from '#shared/notices/contract.ts'
import type { NoticeKind } from '#shared/notices/kinds.ts'
import { addHours } from '#shared/time/instant.ts'
import { notifyWay } from '#server/delivery/notify.ts'
import { freshPushKey, pushWay } from '#server/delivery/push.ts'
import { smtpWay } from '#server/delivery/smtpMail.ts'
import { aReferral, aShift, given } from '#tests/builders/allocations.ts'
import { Mailbox } from './mailbox.ts'
import type { Person } from './person.ts'
import { NoticeLoop } from './noticeLoop.ts'
import { NOTIFY_KEY, NotifyServer } from './notifyServer.ts'
import { PushService } from './pushService.ts'
import { THURSDAY_AFTERNOON, type TestHub } from './service.ts'

export const MAIL_FROM = 'duty-hub@westmarch.example'
export const NOTIFY_TEMPLATE = '4a28c7f1-2d3e-4b5a-9c6d-7e8f90a1b2c3'

/**
 * A service whose people can be told by every way, over a real mail server, push service and GOV.UK Notify of the test's own, by two
 * servers of the hub. A consultant, an AMHP on shift, an administrator.
 *
 * @param week how many weeks after the first: each on a Thursday afternoon of its own
 */
export async function aNoticeDesk(hub: TestHub, week: number) {
  hub.clockIs(addHours(THURSDAY_AFTERNOON, 24 * 7 * week))
  const service = await hub.service()
  const [mail, push, notify] = await Promise.all([Mailbox.open(), PushService.open(), NotifyServer.open(hub.now)])
  const key = { url: notify.url, apiKey: `hub-${NOTIFY_KEY.issuer}-${NOTIFY_KEY.secret}` }
  const ways = {
    push: pushWay({ key: freshPushKey(), contact: 'mailto:hub@westmarch.example', hosts: [push.host] }),
    sms: notifyWay(key, { of: 'sms', template: NOTIFY_TEMPLATE }),
    email: smtpWay(mail.settings, MAIL_FROM),
  }
  const [loop, other] = await Promise.all([NoticeLoop.open(hub, ways), NoticeLoop.open(hub, ways)])
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const owen = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
  await aShift(hub, service, ewa)
  const both = () => Promise.all([loop.turns(), other.turns()])
  return {
    service,
    mail,
    push,
    notify,
    ways,
    loop,
    other,
    jo,
    ewa,
    owen,
    both,
    /** A phone of Ewa's that takes notices: as a browser would hand it over, but for its address on this machine. */
    async hasPhone(): Promise<void> {
      const { endpoint, ...keys } = push.subscription(ways.push.publicKey)
      const { deviceId } = await ewa.sends(addPushDevice, {
        endpoint: 'https://web.push.apple.com/Q1',
        ...keys,
        label: 'iPhone',
      })
      await hub.owner`update hub.push_devices set endpoint = ${endpoint} where id = ${deviceId}`
    },
    hasMobile: () =>
      hub.owner`update hub.people set phone = '07700 900 123', version = version + 1 where id = ${ewa.id}`,
    /** A fresh referral, given to Ewa. @returns the allocation's id */
    isGivenAJob: async () => given(jo, await aReferral(hub, service, jo), ewa),
    lately: async () => (await ewa.asks(ownNotices, {})).lately.map(({ kind, outcome, by }) => [kind, outcome, by]),
    /** Something that somebody is to be told of, as if it had happened now. */
    waits: (person: Person, kind: NoticeKind) =>
      hub.owner`
        insert into hub.outgoing_notices (service_id, id, key, person_id, kind, made_at, due_at, says)
        values (${service.id}, gen_random_uuid(), ${`${kind} ${crypto.randomUUID()}`}, ${person.id}, ${kind}, ${hub.now()}, ${hub.now()}, array[${kind}])`,
    /** Some minutes later, with a turn of each server. */
    async later(minutes: number): Promise<void> {
      hub.clockMovesOn({ minutes })
      await both()
    },
    close: () => Promise.all([loop.close(), other.close(), mail.close(), push.close(), notify.close()]),
  }
}
export type NoticeDesk = Awaited<ReturnType<typeof aNoticeDesk>>
