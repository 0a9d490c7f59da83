import {
  noticeHealth,
  notReached,
  ownNotices,
  type FailedSend,
  type NoticeHealth,
  type NotReached,
  type OwnNotice,
  type PushDeviceRow,
} from '#shared/notices/contract.ts'
import { factsOf, noticeKinds, type Channel, type NoticeKind } from '#shared/notices/kinds.ts'
import { addHours } from '#shared/time/instant.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { alarmIsOver, reachableOf } from './store.ts'

const channelsOf = ({ sql }: Context) =>
  sql<{ channel: Channel; publicKey: string }[]>`select * from hub.ways_to_tell()`

export const mine = answer(ownNotices, {
  needs: 'keep own account',
  reveals: 'nobody',
  async run(_input, context) {
    const { sql, actor, now, service } = context
    const [channels, person, devices, lately] = await Promise.all([
      channelsOf(context),
      reachableOf({ sql, service, now }, actor.personId),
      sql<PushDeviceRow[]>`
        select id, label, made_at as "madeAt", last_taken_at as "lastTakenAt" from push_devices
        where service_id = ${service} and person_id = ${actor.personId} and ended_at is null order by made_at, id`.execute(),
      sql<OwnNotice[]>`
        select n.id, n.kind, n.made_at as "madeAt", n.outcome,
          coalesce((select array_agg(distinct s.channel) from notice_sends s where s.service_id = n.service_id and s.notice_id = n.id and s.taken_at is not null and s.failed_at is null), '{}') as by
        from outgoing_notices n where n.service_id = ${service} and n.person_id = ${actor.personId} order by n.made_at desc, n.id limit 10`.execute(),
    ])
    if (person === null) throw new Error('whoever asks is not of the service')
    return {
      choices: person.choices,
      setUp: channels.map(({ channel }) => channel),
      pushKey: channels.find(({ channel }) => channel === 'push')?.publicKey ?? '',
      email: person.email ?? '',
      mobile: person.mobile,
      devices,
      lately,
    }
  },
})

const urgent = (Object.keys(noticeKinds) as NoticeKind[]).filter((kind) => factsOf(kind).urgent && kind !== 'test')
/** Longer ago somebody has rung, or it has shown itself. */
const SHOWN_HOURS = 12

export const unreached = answer(notReached, {
  needs: 'answer alarms',
  reveals: 'nobody',
  run: (_input, { sql, service, now }) =>
    sql<NotReached[]>`
      select n.id, p.name as "personName", p.phone, n.kind, n.made_at as "madeAt"
      from outgoing_notices n join people p on p.service_id = n.service_id and p.id = n.person_id
      where n.service_id = ${service} and n.outcome = 'undelivered' and n.rung_at is null and n.kind = any (${urgent})
        and n.settled_at > ${addHours(now, -SHOWN_HOURS)}
        and not exists (select from allocations a where a.service_id = n.service_id and a.id = n.about_id
          and (a.opened_at is not null and n.kind = 'job-given' or a.accepted_at is not null and n.kind <> 'job-taken-back' or a.ended_at is not null and n.kind <> 'job-taken-back'))
        and not exists (select from watches w where w.service_id = n.service_id and w.id = n.about_id and (w.ended_at is not null or w.rung = 'in-time' and n.kind <> 'watch-to-hand-over'))
        and not ${alarmIsOver(sql)}
      order by n.made_at, n.id limit 20`,
})

export const health = answer(noticeHealth, {
  needs: 'manage accounts',
  reveals: 'nobody',
  async run(_input, context): Promise<NoticeHealth> {
    const { sql, service, now } = context
    const since = addHours(now, -24 * 7)
    const [channels, counts, failures] = await Promise.all([
      channelsOf(context),
      sql<NoticeHealth['counts'][number][]>`
        select channel, count(*) filter (where failed_at is null)::int as taken, count(*) filter (where failed_at is not null)::int as failed
        from notice_sends where service_id = ${service} and coalesce(failed_at, taken_at) > ${since} group by channel order by channel`.execute(),
      sql<FailedSend[]>`
        select s.id, s.channel, s.why, s.tries, s.failed_at as at, p.name as "personName"
        from notice_sends s join outgoing_notices n on n.service_id = s.service_id and n.id = s.notice_id
        join people p on p.service_id = n.service_id and p.id = n.person_id
        where s.service_id = ${service} and s.failed_at > ${since} order by s.failed_at desc, s.id limit 20`.execute(),
    ])
    return { setUp: channels.map(({ channel }) => channel), counts, failures }
  },
})
