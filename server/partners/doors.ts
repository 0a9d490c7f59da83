import type { PartnerId, PartnerKeyId } from '#shared/kernel/ids.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import {
  addPartner,
  makePartnerKey,
  partnerLately,
  partnerList,
  revokePartnerKey,
  type PartnerKeyRow,
  type PartnerLatelyRow,
  type PartnerRow,
} from '#shared/partners/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { addHours, instant, type Instant } from '#shared/time/instant.ts'
import { hashOf, newToken } from '#server/kernel/cookies.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'

const DAY_HOURS = 24

const add = handle(addPartner, {
  needs: 'manage accounts',
  stepUp: true,
  async run({ name, source, phone }, { sql, actor, now }) {
    const id = crypto.randomUUID() as PartnerId
    await sql`
      insert into partners (service_id, id, name, source, phone, made_by, made_at)
      values (${actor.serviceId}, ${id}, ${name}, ${source}, ${phone}, ${actor.personId}, ${now})`
    return effect({ partnerId: id }, { type: 'partner-added', data: { partnerId: id, source } })
  },
})

const makeKey = handle(makePartnerKey, {
  needs: 'manage accounts',
  stepUp: true,
  async run({ partnerId, label, scopes, days }, { sql, actor, now }) {
    const known = await sql`select from partners where service_id = ${actor.serviceId} and id = ${partnerId}`
    if (known.length === 0) return refuse({ code: 'partner-not-found', field: 'partnerId' })
    const keyId = crypto.randomUUID() as PartnerKeyId
    const secret = `dhp_${newToken()}`
    await sql`
      insert into partner_keys (service_id, id, partner_id, signing_hash, label, scopes, made_by, made_at, expires_at)
      values (${actor.serviceId}, ${keyId}, ${partnerId}, ${hashOf(secret)}, ${label}, ${[...new Set(scopes)]}, ${actor.personId}, ${now},
        ${addHours(now, days * DAY_HOURS)})`
    const events = [{ type: 'partner-key-made', data: { keyId, partnerId, scopes, days } }]
    // The secret is told to whoever asked and kept nowhere, also not with the answers for commands that are sent twice.
    return done({ answer: { keyId, secret }, kept: { keyId, secret: null }, events })
  },
})

const revokeKey = handle(revokePartnerKey, {
  needs: 'manage accounts',
  stepUp: true,
  async run({ keyId, why }, { sql, actor, now }) {
    const [held] = await sql<{ revokedAt: Instant | null }[]>`
      select revoked_at as "revokedAt" from partner_keys where service_id = ${actor.serviceId} and id = ${keyId} for no key update`
    if (!held) return refuse({ code: 'key-not-found', field: 'keyId' })
    if (held.revokedAt !== null) return refuse({ code: 'already-revoked', at: held.revokedAt })
    await sql`update partner_keys set revoked_at = ${now}, revoked_why = ${why} where service_id = ${actor.serviceId} and id = ${keyId}`
    return effect(null, { type: 'partner-key-revoked', data: { keyId } })
  },
})

type KeyAsKept = {
  readonly [Key in keyof PartnerKeyRow]: PartnerKeyRow[Key] extends Instant
    ? string
    : PartnerKeyRow[Key] extends Instant | null
      ? string | null
      : PartnerKeyRow[Key]
}
const moment = (text: string | null): Instant | null => (text === null ? null : instant(text))

const list = answer(partnerList, {
  needs: 'manage accounts',
  reveals: 'nobody',
  async run(_asked, { sql, actor }) {
    const rows = await sql<(Omit<PartnerRow, 'keys'> & { keys: readonly KeyAsKept[] })[]>`
      select p.id, p.name, p.source, p.phone,
        (select count(*)::int from partner_referrals s where s.service_id = p.service_id and s.partner_id = p.id) as sent,
        coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'label', k.label, 'scopes', k.scopes, 'madeByName', m.name, 'madeAt', k.made_at,
            'expiresAt', k.expires_at, 'revokedAt', k.revoked_at,
            'revokedWhy', k.revoked_why, 'lastUsedAt', k.last_used_at) order by k.made_at desc, k.id)
          from partner_keys k join people m on m.service_id = k.service_id and m.id = k.made_by
          where k.service_id = p.service_id and k.partner_id = p.id), '[]') as keys
      from partners p where p.service_id = ${actor.serviceId} order by p.name, p.id`
    const partners = rows.map((partner) => ({
      ...partner,
      keys: partner.keys.map((key) => ({
        ...key,
        madeAt: instant(key.madeAt),
        expiresAt: instant(key.expiresAt),
        revokedAt: moment(key.revokedAt),
        lastUsedAt: moment(key.lastUsedAt),
      })),
    }))
    return { serviceId: actor.serviceId, partners }
  },
})

const MOST_SHOWN = 50

const lately = answer(partnerLately, {
  needs: 'manage accounts',
  reveals: 'nobody',
  async run({ partnerId }, { sql, actor }) {
    const known = await sql`select from partners where service_id = ${actor.serviceId} and id = ${partnerId}`
    if (known.length === 0) return null
    const rows = await sql<(Omit<PartnerLatelyRow, 'reference'> & { readonly number: number })[]>`
      select s.number, s."acceptedAt", s.stage
      from hub.partner_sent(${partnerId}, coalesce((
        select accepted_at from partner_referrals where service_id = ${actor.serviceId} and partner_id = ${partnerId}
        order by accepted_at desc offset ${MOST_SHOWN} limit 1), '-infinity'::timestamptz), ${MOST_SHOWN}) s
      order by s."acceptedAt" desc, s.number desc`
    return { sent: rows.map(({ number, ...row }) => ({ reference: referralNumber(number), ...row })) }
  },
})

export const partnerCommands: readonly CommandDoor[] = [add, makeKey, revokeKey]
export const partnerQueries: readonly QueryDoor[] = [list, lately]
