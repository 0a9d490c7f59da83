import type { DisplayId } from '#shared/kernel/ids.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { endDisplay, makeDisplay, MOST_DISPLAYS, wallDisplays, type WallDisplay } from '#shared/wall/contract.ts'
import { hashOf, newToken } from '#server/kernel/cookies.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'

const make = handle(makeDisplay, {
  needs: 'keep wall displays',
  stepUp: true,
  async run({ label, days }, { sql, actor, now }) {
    const open = await sql`
      select id from wall_displays where service_id = ${actor.serviceId} and ended_at is null and expires_at > ${now}`
    if (open.length >= MOST_DISPLAYS) return refuse({ code: 'too-many-displays', most: MOST_DISPLAYS })
    const [displayId, token] = [crypto.randomUUID() as DisplayId, newToken()]
    await sql`
      insert into wall_displays (service_id, id, label, token_hash, made_by, made_at, expires_at)
      values (${actor.serviceId}, ${displayId}, ${label}, ${hashOf(token)}, ${actor.personId}, ${now}, ${addMinutes(now, days * 24 * 60)})`
    // The token is told to whoever asked and kept nowhere, also not with the answers for commands that are sent twice.
    const events = [{ type: 'wall-display-made', data: { displayId, days } }]
    return done({ answer: { displayId, token }, kept: { displayId, token: null }, events })
  },
})

const end = handle(endDisplay, {
  needs: 'keep wall displays',
  async run({ displayId }, { sql, actor, now }) {
    const ended = await sql`
      update wall_displays set ended_at = ${now}, ended_by = ${actor.personId}
      where service_id = ${actor.serviceId} and id = ${displayId} and ended_at is null returning id`
    if (ended.length === 0) return refuse({ code: 'display-not-found' })
    return effect(null, { type: 'wall-display-ended', data: { displayId } })
  },
})

const displays = answer(wallDisplays, {
  needs: 'keep wall displays',
  reveals: 'nobody',
  run: (_input, { sql, actor, now }) =>
    sql<WallDisplay[]>`
      select d.id, d.label, p.name as "madeByName", d.made_at as "madeAt", d.expires_at as "expiresAt", d.last_seen_at as "lastSeenAt"
      from wall_displays d join people p on p.service_id = d.service_id and p.id = d.made_by
      where d.service_id = ${actor.serviceId} and d.ended_at is null and d.expires_at > ${now} order by lower(d.label), d.id`,
})

export const wallCommands: readonly CommandDoor[] = [make, end]
export const wallQueries: readonly QueryDoor[] = [displays]
