import type { PushDeviceId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { LONGEST_SNOOZE_DAYS, usualChoices } from '#shared/notices/choices.ts'
import {
  addPushDevice,
  keepChoices,
  MOST_DEVICES,
  removePushDevice,
  sayRung,
  sendTestNotice,
  snoozeNotices,
} from '#shared/notices/contract.ts'
import { addHours, addMinutes, startOfMinute, type Instant } from '#shared/time/instant.ts'
import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { health, mine, unreached } from './queries.ts'
import { writeNotice } from './telling.ts'

const keep = handle(keepChoices, {
  needs: 'keep own account',
  async run({ urgentBy, otherBy, quietFrom, quietUntil, offDutyToo }, { sql, actor, now }) {
    if (urgentBy.length === 0) return refuse({ code: 'urgent-needs-a-way', field: 'urgentBy' })
    if ((quietFrom === null) !== (quietUntil === null) || (quietFrom !== null && quietFrom === quietUntil))
      return refuse({ code: 'quiet-hours-are-none', field: 'quietUntil' })
    await sql`
      insert into notice_choices (service_id, person_id, urgent_by, other_by, quiet_from, quiet_until, off_duty_too, kept_at)
      values (${actor.serviceId}, ${actor.personId}, ${[...new Set(urgentBy)]}, ${[...new Set(otherBy)]}, ${quietFrom}, ${quietUntil}, ${offDutyToo}, ${now})
      on conflict (service_id, person_id) do update set urgent_by = excluded.urgent_by, other_by = excluded.other_by,
        quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, off_duty_too = excluded.off_duty_too, kept_at = excluded.kept_at`
    return effect(null, { type: 'notice-choices-kept', personId: actor.personId })
  },
})

const snooze = handle(snoozeNotices, {
  needs: 'keep own account',
  async run({ until }, { sql, actor, now }) {
    if (until !== null && until <= now) return refuse({ code: 'snooze-in-past', field: 'until' })
    if (until !== null && until > addHours(now, LONGEST_SNOOZE_DAYS * 24))
      return refuse({ code: 'snooze-too-long', field: 'until', days: LONGEST_SNOOZE_DAYS })
    const { urgentBy, otherBy, offDutyToo } = usualChoices
    await sql`
      insert into notice_choices (service_id, person_id, urgent_by, other_by, off_duty_too, snooze_until, kept_at)
      values (${actor.serviceId}, ${actor.personId}, ${[...urgentBy]}, ${[...otherBy]}, ${offDutyToo}, ${until}, ${now})
      on conflict (service_id, person_id) do update set snooze_until = excluded.snooze_until, kept_at = excluded.kept_at`
    return effect(null, { type: 'notices-snoozed', personId: actor.personId, data: { until } })
  },
})

/** A browser has one address: whoever adds it last on a phone that two people use is whom it tells. */
const addDevice = handle(addPushDevice, {
  needs: 'keep own account',
  beginsAgainOn: ['one_device_per_address'],
  async run({ endpoint, p256dh, auth, label }, { sql, actor, now }) {
    const [setUp] = await sql`select channel from hub.ways_to_tell() where channel = 'push'`
    if (!setUp) return refuse({ code: 'push-not-set-up' })
    await sql`
      update push_devices set ended_at = ${now}, ended_how = case when person_id = ${actor.personId} then 'removed' else 'another-person' end
      where service_id = ${actor.serviceId} and endpoint = ${endpoint} and ended_at is null`
    const [count] = await sql<{ count: number }[]>`
      select count(*)::int as count from push_devices
      where service_id = ${actor.serviceId} and person_id = ${actor.personId} and ended_at is null`
    if ((count?.count ?? 0) >= MOST_DEVICES) return refuse({ code: 'too-many-devices', most: MOST_DEVICES })
    // A fresh id is branded where it is made.
    const deviceId = crypto.randomUUID() as PushDeviceId
    await sql`
      insert into push_devices (service_id, id, person_id, endpoint, p256dh, auth, label, made_at)
      values (${actor.serviceId}, ${deviceId}, ${actor.personId}, ${endpoint}, ${p256dh}, ${auth}, ${label}, ${now})`
    return effect({ deviceId }, { type: 'notice-device-added', personId: actor.personId, data: { deviceId } })
  },
})

const removeDevice = handle(removePushDevice, {
  needs: 'keep own account',
  async run({ deviceId }, { sql, actor, now }) {
    const gone = await sql`
      update push_devices set ended_at = ${now}, ended_how = 'removed'
      where service_id = ${actor.serviceId} and id = ${deviceId} and person_id = ${actor.personId} and ended_at is null returning id`
    if (gone.length === 0) return refuse({ code: 'device-not-found' })
    return effect(null, { type: 'notice-device-removed', personId: actor.personId, data: { deviceId } })
  },
})

/** One a minute: nobody fills their own phone, nor a provider's bill. */
const test = handle(sendTestNotice, {
  needs: 'keep own account',
  async run(_input, context) {
    const { sql, actor, now } = context
    const [way] = await sql`select channel from hub.ways_to_tell() limit 1`
    if (!way) return refuse({ code: 'no-way-to-reach-you' })
    const minute = startOfMinute(now)
    const made = await writeNotice(context, {
      key: `test ${actor.personId} ${minute}`,
      personId: actor.personId,
      kind: 'test',
      aboutId: null,
      by: null,
    })
    if (made.count === 0) return refuse({ code: 'tested-just-now', again: addMinutes(minute, 1) })
    return effect(null, { type: 'notice-test-asked', personId: actor.personId })
  },
})

interface Undelivered {
  readonly rungAt: Instant | null
  readonly byName: string | null
}

const rung = handle(sayRung, {
  needs: 'answer alarms',
  async run({ noticeId }, { sql, actor, now }) {
    const [found] = await sql<Undelivered[]>`
      select n.rung_at as "rungAt", (select p.name from people p where p.service_id = n.service_id and p.id = n.rung_by) as "byName"
      from outgoing_notices n where n.service_id = ${actor.serviceId} and n.id = ${noticeId} and n.outcome = 'undelivered' for no key update of n`
    if (!found) return refuse({ code: 'notice-not-found' })
    if (found.rungAt !== null)
      return refuse({ code: 'rung-already', byName: found.byName ?? 'A colleague', at: found.rungAt })
    await sql`
      update outgoing_notices set rung_by = ${actor.personId}, rung_at = ${now} where service_id = ${actor.serviceId} and id = ${noticeId}`
    return effect(null, { type: 'notice-rung-about', data: { noticeId } })
  },
})

export const noticeCommands: readonly CommandDoor[] = [keep, snooze, addDevice, removeDevice, test, rung]
export const noticeQueries: readonly QueryDoor[] = [mine, unreached, health]
