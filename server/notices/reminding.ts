import type { PersonId, RotaNoticeId, ServiceId } from '#shared/kernel/ids.ts'
import type { NoticeKind } from '#shared/notices/kinds.ts'
import { renewalsOn } from '#shared/notices/renewals.ts'
import type { Approval, OnRegister } from '#shared/register/approval.ts'
import { approvalOn } from '#shared/register/renewal.ts'
import type { TrainingDone } from '#shared/register/training.ts'
import type { NoticeChange } from '#shared/rota/notices.ts'
import { addHours, earliest, latest, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { approvalColumns } from '#server/register/store.ts'
import { byItself, type ByItselfDeps } from '#server/kernel/byItself.ts'
import type { Scope } from '#server/kernel/handle.ts'
import { inEachService, type DueIn } from '#server/kernel/inEachService.ts'
import { writeNotice } from './telling.ts'

const AT_ONCE = 50
const KEPT_DAYS = 90
/** What begins so soon does not wait for the office to open. */
const SOON_HOURS = 24

/**
 * Hands on what the rota has to tell: it has joined the changes of a person and waited for office hours, where there was time. From here
 * on nothing is added to that notice, and a later change is a new one.
 */
export async function handOnRota(deps: ByItselfDeps, now: Instant): Promise<boolean> {
  const due = await deps.database<DueIn[]>`select * from hub.rota_notices_due(${now}, ${AT_ONCE})`
  await inEachService(due, (serviceId, ids) =>
    byItself(deps, { serviceId, now }, async ({ sql }) => {
      const scope: Scope = { sql, service: serviceId, now }
      const told = await sql<{ id: RotaNoticeId; personId: PersonId; changes: readonly NoticeChange[] }[]>`
        update rota_notices set sent_at = ${now}
        where service_id = ${serviceId} and id = any (${[...ids]}::uuid[]) and sent_at is null and acknowledged_at is null
        returning id, person_id as "personId", changes`
      for (const { id, personId, changes } of told) {
        const by = firstStart(changes, now)
        const kind: NoticeKind = by !== null && by <= addHours(now, SOON_HOURS) ? 'rota-changed-soon' : 'rota-changed'
        await writeNotice(
          scope,
          { key: `rota ${id}`, personId, kind, aboutId: null, by: kind === 'rota-changed' ? null : by },
          now,
        )
      }
      return []
    }),
  )
  return due.length === AT_ONCE
}

/** The first moment at which one of the shifts is on, as it was or as it is to be: this one, when it runs now; `null` when all are over. */
function firstStart(changes: readonly NoticeChange[], now: Instant): Instant | null {
  const shifts = changes.flatMap(({ before, after }) => [before, after].flatMap((one) => one ?? []))
  const ahead = shifts.filter(({ endsAt }) => endsAt > now).map(({ startsAt }) => latest(startsAt, now))
  const [first] = ahead
  return first === undefined ? null : ahead.reduce(earliest, first)
}

interface Registered extends Approval {
  readonly personId: PersonId
  readonly training: readonly TrainingDone[]
}

/**
 * Writes the reminders of this day in every service: to the AMHP, and to those who keep the register. Each once, whichever server comes
 * first and however often it looks.
 */
export async function remind(deps: ByItselfDeps, now: Instant): Promise<void> {
  const services = await deps.database<{ serviceId: ServiceId }[]>`select "serviceId" from hub.stream_positions()`
  const today = londonDayOf(now)
  const all = services.map(({ serviceId }) => ({ serviceId, id: serviceId }))
  await inEachService(all, (serviceId) =>
    byItself(deps, { serviceId, now }, async ({ sql }) => {
      const scope: Scope = { sql, service: serviceId, now }
      const people = await onRegister(scope, today)
      const due = people.flatMap(({ personId, training, ...approval }) =>
        renewalsOn(approval, training, today).map((renewal) => ({ personId, ...renewal })),
      )
      const leads = due.length > 0 ? await leadsOf(scope) : []
      for (const { personId, kind, name } of due) {
        await writeNotice(scope, { key: `${name} ${personId}`, personId, kind, aboutId: null, by: null })
        for (const lead of leads)
          if (lead !== personId)
            await writeNotice(scope, {
              key: `${name} ${personId} ${lead}`,
              personId: lead,
              kind: 'colleague-to-renew',
              aboutId: null,
              by: null,
            })
      }
      await forgetOld(scope)
      return []
    }),
  )
}

/** Each with what runs without a break: of a renewal that leaves a gap the end before it is what has to be talked about. */
async function onRegister({ sql, service }: Scope, today: LondonDay): Promise<readonly Registered[]> {
  const rows = await sql<(OnRegister & { personId: PersonId; training: readonly TrainingDone[] })[]>`
    select m.person_id as "personId", ${approvalColumns(sql)},
      coalesce((select jsonb_agg(jsonb_build_object('day', t.day, 'minutes', t.minutes, 'agreed', t.agreed_at is not null, 'struck', t.struck_at is not null))
        from training_done t where t.service_id = m.service_id and t.person_id = m.person_id), '[]') as training
    from amhps m join people p on p.service_id = m.service_id and p.id = m.person_id and p.left_at is null
    where m.service_id = ${service}`
  return rows.map((row) => ({
    personId: row.personId,
    training: row.training,
    ...approvalOn(row, today).unbroken,
  }))
}

async function leadsOf({ sql, service }: Scope): Promise<readonly PersonId[]> {
  const rows = await sql<{ id: PersonId }[]>`
    select id from people where service_id = ${service} and left_at is null and access_stopped_at is null and roles && array['amhp-lead', 'manager'] order by id`
  return rows.map(({ id }) => id)
}

/** That somebody was told of something is nobody's record: it goes after some weeks. */
async function forgetOld({ sql, service, now }: Scope): Promise<void> {
  const before = addHours(now, -24 * KEPT_DAYS)
  await sql`
    delete from notice_sends s using outgoing_notices n
    where s.service_id = ${service} and n.service_id = s.service_id and n.id = s.notice_id and n.settled_at < ${before}`
  await sql`
    delete from outgoing_notices n where n.service_id = ${service} and n.settled_at < ${before}
      and not exists (select from outgoing_notices j where j.service_id = n.service_id and j.joined_to = n.id and j.settled_at >= ${before})`
}
