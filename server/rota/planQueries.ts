import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { changeWords } from '#shared/rota/changes.ts'
import { noticesOf, noticeWords, tellAt, type NoticeChange } from '#shared/rota/notices.ts'
import {
  myRotaNotices,
  previewPublish,
  publications,
  rotaAsAt,
  rotaDraft,
  type MyNotices,
  type Publications,
  type RotaAsAt,
} from '#shared/rota/planContract.ts'
import type { PublishedChange } from '#shared/rota/publish.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, daysBetween, mondayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { draftsBetween, draftsInAll } from './draftStore.ts'
import { changesOf, findingsOf, MOST_DAYS } from './publishing.ts'
import { goneOf } from './reading.ts'
import type { StoredShift } from './store.ts'
import { settingsOf } from './telling.ts'
import { whyNotOnIt } from './whyNotOnIt.ts'

export const showDraft = answer(rotaDraft, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(asked, context) {
    const monday = mondayOf(asked.monday)
    const [drafts, inAll, names] = await Promise.all([
      draftsBetween(context, monday, addDays(monday, 6)),
      draftsInAll(context),
      namesOf(context),
    ])
    const people = [...new Set(drafts.map(({ personId }) => personId))]
    const [standings, gone] = await Promise.all([standingsOf(context, people), goneOf(context, people)])
    return {
      inAll,
      drafts: drafts.map(
        ({ basedOn, why: _why, wasOn: _wasOn, plannedFor: _plannedFor, turnStartsAt: _turn, ...draft }) => ({
          ...draft,
          madeByName: names.get(draft.madeBy) ?? 'Somebody',
          isNew: basedOn === 0,
          mayNotAct: whyNotOnIt(draft, gone.get(draft.personId), standings.get(draft.personId) ?? null),
        }),
      ),
    }
  },
})

export const showPreview = answer(previewPublish, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run({ firstDay, lastDay: asked }, context) {
    const lastDay = daysBetween(firstDay, asked) >= MOST_DAYS ? addDays(firstDay, MOST_DAYS - 1) : asked
    const drafts = await draftsBetween(context, firstDay, lastDay)
    const [live, settings] = await Promise.all([
      liveShifts(
        context,
        drafts.map(({ shiftId }) => shiftId),
      ),
      settingsOf(context),
    ])
    const changes = changesOf(drafts, live)
    const names = await namesOf(context)
    const nameOf = (personId: PersonId): string => names.get(personId) ?? 'Somebody'
    return {
      differences: changes.map((change) => ({ shiftId: change.shiftId, words: changeWords(change, nameOf) })),
      findings: await findingsOf(context, firstDay, lastDay, drafts, live),
      seen: drafts.map(({ shiftId, version }) => ({ shiftId, version })),
      told: [...noticesOf(changes)]
        .filter(([personId]) => personId !== context.actor.personId)
        .map(([personId, own]) => ({ personId, name: nameOf(personId), at: tellAt(own, context.now, settings) })),
    }
  },
})

async function liveShifts(
  { sql, actor }: Context,
  ids: readonly ShiftId[],
): Promise<ReadonlyMap<ShiftId, StoredShift>> {
  const rows = await sql<StoredShift[]>`
    select id, person_id as "personId", template_id as "templateId", day, starts_at as "startsAt", ends_at as "endsAt", role,
      layer, planned_for as "plannedFor", cancelled_at as "cancelledAt", version
    from shifts where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) and cancelled_at is null`
  return new Map(rows.map((row) => [row.id, row]))
}

/** Everybody who is or was of the service, by id. */
export async function namesOf({ sql, actor }: Pick<Context, 'sql' | 'actor'>): Promise<ReadonlyMap<PersonId, string>> {
  const rows = await sql<{ id: PersonId; name: string }[]>`
    select id, name from people where service_id = ${actor.serviceId}`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const LAST_PUBLICATIONS = 20

export const showPublications = answer(publications, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const { sql, actor } = context
    type Row = Omit<Publications['publications'][number], 'changes'> & { readonly changes: readonly PublishedChange[] }
    const [rows, waiting, names] = await Promise.all([
      sql<Row[]>`
        select r.number, r.first_day as "firstDay", r.last_day as "lastDay", r.changes, r.accepted, p.name as "byName", r.published_at as at
        from rota_publications r join people p on p.service_id = r.service_id and p.id = r.published_by
        where r.service_id = ${actor.serviceId} order by r.number desc limit ${LAST_PUBLICATIONS}`,
      sql<{ personId: PersonId; name: string; tellAt: Instant; changes: readonly NoticeChange[] }[]>`
        select n.person_id as "personId", p.name, n.tell_at as "tellAt", n.changes
        from rota_notices n join people p on p.service_id = n.service_id and p.id = n.person_id
        where n.service_id = ${actor.serviceId} and n.acknowledged_at is null order by n.tell_at, p.name`,
      namesOf(context),
    ])
    const nameOf = (personId: PersonId): string => names.get(personId) ?? 'Somebody'
    return {
      publications: rows.map((row) => ({ ...row, changes: row.changes.map((change) => changeWords(change, nameOf)) })),
      unacknowledged: waiting.map(({ changes, ...one }) => ({ ...one, words: changes.map(noticeWords) })),
    }
  },
})

export const showAsAt = answer(rotaAsAt, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run({ monday: asked, at }, { sql, actor }) {
    const monday: LondonDay = mondayOf(asked)
    const shifts = await sql<RotaAsAt['shifts'][number][]>`
      select h.shift_id as "shiftId", h.person_id as "personId", p.name, h.day, h.starts_at as "startsAt", h.ends_at as "endsAt", h.role, h.layer
      from (
        select distinct on (shift_id) * from shift_history
        where service_id = ${actor.serviceId} and at <= ${at}
          and shift_id in (select shift_id from shift_history where service_id = ${actor.serviceId} and day between ${monday} and ${addDays(monday, 6)})
        order by shift_id, version desc
      ) h join people p on p.service_id = h.service_id and p.id = h.person_id
      where not h.cancelled and h.day between ${monday} and ${addDays(monday, 6)} order by h.starts_at, p.name`
    return { shifts }
  },
})

export const showMyNotices = answer(myRotaNotices, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run(_asked, { sql, actor, now }) {
    const notices = await sql<MyNotices['notices'][number][]>`
      select id, changes, tell_at as "tellAt" from rota_notices
      where service_id = ${actor.serviceId} and person_id = ${actor.personId} and acknowledged_at is null and tell_at <= ${now}
      order by tell_at, id`
    return { notices }
  },
})
