import { randomUUID } from 'node:crypto'
import {
  directory,
  endLeavers,
  makeScimToken,
  previewLeavers,
  revokeScimToken,
  unlinkPerson,
  type DirectoryView,
} from '#shared/identity/directoryContract.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { hashOf, newToken } from '#server/kernel/cookies.ts'
import { answer, effect, handle, type CommandDoor, type Context, type QueryDoor } from '#server/kernel/handle.ts'
import { endThem, lookAtLeavers, type LeaversAsked } from './leavers.ts'

const DAY_MINUTES = 24 * 60

const asked = ({ sql, actor, now }: Context): LeaversAsked => ({
  sql,
  serviceId: actor.serviceId,
  now,
  self: actor.personId,
})

const showDirectory = answer(directory, {
  needs: 'manage accounts',
  reveals: 'nobody',
  async run(_asked, { sql, actor }) {
    const [providers, tokens, links] = await Promise.all([
      sql<DirectoryView['providers'][number][]>`
        select id, label, issuer, enabled, rules->'roles'->>'claim' as "roleClaim", rules->'ownsDomains' as "ownsDomains"
        from identity_providers where service_id = ${actor.serviceId} order by enabled desc, place, id`,
      // A key that still opens something is never left out for one that has ended.
      sql<DirectoryView['tokens'][number][]>`
        select t.id, t.label, t.scopes, p.name as "madeByName", t.made_at as "madeAt", t.expires_at as "expiresAt",
          t.revoked_at as "revokedAt", t.last_used_at as "lastUsedAt"
        from scim_tokens t join people p on p.service_id = t.service_id and p.id = t.made_by
        where t.service_id = ${actor.serviceId}
        order by t.revoked_at is null desc, t.made_at desc, t.id limit 500`,
      sql<DirectoryView['links'][number][]>`
        select l.person_id as "personId", p.name, l.provider_id as "providerId", l.linked_at as "linkedAt"
        from identity_links l join people p on p.service_id = l.service_id and p.id = l.person_id
        where l.service_id = ${actor.serviceId} order by p.name, p.id, l.provider_id limit 1000`,
    ])
    return { providers, tokens, links }
  },
})

const makeToken = handle(makeScimToken, {
  needs: 'manage accounts',
  stepUp: true,
  async run({ label, scopes, days }, { sql, actor, now }) {
    const [tokenId, token] = [randomUUID(), `scim-${newToken()}`]
    await sql`
      insert into scim_tokens (service_id, id, token_hash, label, scopes, made_by, made_at, expires_at)
      values (${actor.serviceId}, ${tokenId}, ${hashOf(token)}, ${label}, ${[...new Set(scopes)]}, ${actor.personId}, ${now},
        ${addMinutes(now, days * DAY_MINUTES)})`
    const events = [{ type: 'scim-token-made', data: { tokenId, scopes, days } }]
    // The key itself is told to whoever asked and kept nowhere, also not with the answers for commands that are sent twice.
    return done({ answer: { tokenId, token }, kept: { tokenId, token: null }, events })
  },
})

const revokeToken = handle(revokeScimToken, {
  needs: 'manage accounts',
  stepUp: true,
  async run({ tokenId }, { sql, actor, now }) {
    const [found] = await sql<{ ended: boolean }[]>`
      select revoked_at is not null as ended from scim_tokens where service_id = ${actor.serviceId} and id = ${tokenId} for update`
    if (!found) return refuse({ code: 'token-not-found', field: 'tokenId' })
    if (found.ended) return refuse({ code: 'already-revoked' })
    await sql`update scim_tokens set revoked_at = ${now} where service_id = ${actor.serviceId} and id = ${tokenId}`
    return effect({ tokenId }, { type: 'scim-token-revoked', data: { tokenId } })
  },
})

const unlink = handle(unlinkPerson, {
  needs: 'manage accounts',
  stepUp: true,
  async run({ personId, providerId }, { sql, actor }) {
    const gone = await sql`
      delete from identity_links where service_id = ${actor.serviceId} and person_id = ${personId} and provider_id = ${providerId}
      returning subject`
    if (gone.length === 0) return refuse({ code: 'link-not-found', field: 'personId' })
    return effect({ personId }, { type: 'identity-unlinked', personId, data: { providerId } })
  },
})

const showLeavers = answer(previewLeavers, {
  needs: 'manage accounts',
  reveals: 'nobody',
  run: ({ list }, context) => lookAtLeavers(asked(context), list),
})

const finishLeavers = handle(endLeavers, {
  needs: 'manage accounts',
  stepUp: true,
  constraints: { somebody_keeps_the_keys: { code: 'last-administrator' } },
  async run({ list, expected }, context) {
    const view = await lookAtLeavers(asked(context), list)
    if (view.leaving !== expected) return refuse({ code: 'leavers-changed', leaving: view.leaving, expected })
    const events = await endThem(asked(context), view, { by: 'leavers-list' })
    return done({ answer: view, events })
  },
})

export const directoryCommands: readonly CommandDoor[] = [makeToken, revokeToken, unlink, finishLeavers]
export const directoryQueries: readonly QueryDoor[] = [showDirectory, showLeavers]
