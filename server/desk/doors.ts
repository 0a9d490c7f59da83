import {
  MOST_VIEWS,
  ownKeys as ownKeysQuery,
  removeView,
  savedViews as savedViewsQuery,
  saveView,
  setOwnKeys,
  type SavedView,
} from '#shared/desk/contract.ts'
import { checkKeys, usualKeys, type OwnKeys } from '#shared/kernel/singleKeys.ts'
import type { ViewId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'

/** A name that is known already takes the new view: nobody wants two of the same name. */
const save = handle(saveView, {
  needs: 'see the board',
  async run({ name, show, area, team, waiting, look, opensFirst }, { sql, actor, now }) {
    const known = await sql<{ name: string }[]>`
      select name from saved_views where service_id = ${actor.serviceId} and person_id = ${actor.personId} for update`
    if (known.length >= MOST_VIEWS && !known.some((one) => one.name === name))
      return refuse({ code: 'too-many-views', most: MOST_VIEWS })
    const [, rows] = await Promise.all([
      opensFirst &&
        sql`
          update saved_views set opens_first = false
          where service_id = ${actor.serviceId} and person_id = ${actor.personId} and opens_first`.execute(),
      sql<{ id: ViewId }[]>`
        insert into saved_views (service_id, id, person_id, name, show, area, team, waiting, look, opens_first, saved_at)
        values (${actor.serviceId}, ${crypto.randomUUID()}, ${actor.personId}, ${name}, ${show}, ${area}, ${team}, ${waiting}, ${look}, ${opensFirst}, ${now})
        on conflict (service_id, person_id, name) do update set show = excluded.show, area = excluded.area, team = excluded.team,
          waiting = excluded.waiting, look = excluded.look, opens_first = excluded.opens_first, saved_at = excluded.saved_at
        returning id`,
    ])
    const [saved] = rows
    if (!saved) throw new Error('a saved view has no row')
    return effect({ viewId: saved.id }, { type: 'view-saved', data: { viewId: saved.id } })
  },
})

const remove = handle(removeView, {
  needs: 'see the board',
  async run({ viewId }, { sql, actor }) {
    const gone = await sql`
      delete from saved_views
      where service_id = ${actor.serviceId} and person_id = ${actor.personId} and id = ${viewId} returning id`
    if (gone.length === 0) return refuse({ code: 'view-not-found' })
    return effect(null, { type: 'view-removed', data: { viewId } })
  },
})

const views = answer(savedViewsQuery, {
  needs: 'see the board',
  reveals: 'nobody',
  run: (_input, { sql, actor }) =>
    sql<SavedView[]>`
      select id, name, show, area, team, waiting, look, opens_first as "opensFirst" from saved_views
      where service_id = ${actor.serviceId} and person_id = ${actor.personId} order by lower(name), id`,
})

const setKeys = handle(setOwnKeys, {
  needs: 'keep own account',
  async run({ on, changed }, { sql, actor, now }) {
    const wrong = checkKeys(changed)
    if (wrong) return refuse(wrong)
    await sql`
      insert into own_keys (service_id, person_id, is_on, changed, set_at)
      values (${actor.serviceId}, ${actor.personId}, ${on}, ${JSON.stringify(changed)}::text::jsonb, ${now})
      on conflict (service_id, person_id) do update set is_on = excluded.is_on, changed = excluded.changed, set_at = excluded.set_at`
    return effect(null, { type: 'own-keys-set', data: { on } })
  },
})

const keys = answer(ownKeysQuery, {
  needs: 'keep own account',
  reveals: 'nobody',
  async run(_input, { sql, actor }) {
    const [found] = await sql<OwnKeys[]>`
      select is_on as "on", changed from own_keys where service_id = ${actor.serviceId} and person_id = ${actor.personId}`
    return found ?? usualKeys
  },
})

export const deskCommands: readonly CommandDoor[] = [save, remove, setKeys]
export const deskQueries: readonly QueryDoor[] = [views, keys]
