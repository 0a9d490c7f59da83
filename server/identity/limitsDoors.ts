import { sessionLimits, setSessionLimits } from '#shared/identity/limitsContract.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import { limitsOf } from './limits.ts'

async function versionOf({ sql, actor }: Context): Promise<number> {
  const [row] = await sql<
    { version: number }[]
  >`select version from session_limits where service_id = ${actor.serviceId} for update`
  return row?.version ?? 0
}

export const showLimits = answer(sessionLimits, {
  needs: 'manage accounts',
  reveals: 'nobody',
  async run(_asked, { sql, actor, now }) {
    const [row] = await sql<
      { version: number }[]
    >`select version from session_limits where service_id = ${actor.serviceId}`
    return { limits: await limitsOf(sql, actor.serviceId, now), version: row?.version ?? 0 }
  },
})

/** Sessions that open from now on go by the new limits; those that are open keep the terms with which they opened. */
export const setLimits = handle(setSessionLimits, {
  needs: 'manage accounts',
  async run({ seenVersion, desk, field, atOnce }, context) {
    const { sql, actor } = context
    const version = await versionOf(context)
    if (version !== seenVersion) return refuse({ code: 'limits-changed-since-seen', version })
    const kept = await sql`
      insert into session_limits (service_id, desk_idle_minutes, desk_absolute_minutes, field_idle_minutes, field_absolute_minutes, at_once)
      values (${actor.serviceId}, ${desk.idleMinutes}, ${desk.absoluteMinutes}, ${field.idleMinutes}, ${field.absoluteMinutes}, ${atOnce})
      on conflict (service_id) do update set desk_idle_minutes = excluded.desk_idle_minutes, desk_absolute_minutes = excluded.desk_absolute_minutes,
        field_idle_minutes = excluded.field_idle_minutes, field_absolute_minutes = excluded.field_absolute_minutes, at_once = excluded.at_once,
        version = session_limits.version + 1
      where session_limits.version = ${seenVersion} returning version`
    if (kept.length === 0) return refuse({ code: 'limits-changed-since-seen', version: await versionOf(context) })
    return effect({ version: seenVersion + 1 }, { type: 'session-limits-changed', data: { desk, field, atOnce } })
  },
})
