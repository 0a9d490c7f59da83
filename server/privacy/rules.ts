import { and, eq } from 'drizzle-orm'
import { refuse } from '#shared/kernel/outcome.ts'
import {
  nameOfficer as nameOfficerCommand,
  offices,
  privacyRules,
  setRetentionRule,
  type Officer,
  type RuleLine,
} from '#shared/privacy/contract.ts'
import { recordClasses, type RecordClass } from '#shared/privacy/dataKinds.ts'
import { ruleInForce, type RetentionRule } from '#shared/privacy/retention.ts'
import { shippedRules } from '#shared/privacy/shippedRules.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { officers, retentionRules } from '#db/schema/privacy.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'

type SetRule = RetentionRule & Pick<RuleLine, 'setByName' | 'setAt'>

const rulesSet = ({ sql, actor }: Context): Promise<readonly SetRule[]> =>
  sql<SetRule[]>`
    select r.record_class as "recordClass", r.effective_from as "effectiveFrom", r.keep_for as "keepFor", r.unit,
      r.years_after_death as "yearsAfterDeath", r.until_age as "untilAge", r.authority, r.verified, p.name as "setByName", r.set_at as "setAt"
    from retention_rules r join people p on p.service_id = r.service_id and p.id = r.set_by
    where r.service_id = ${actor.serviceId} order by r.record_class, r.effective_from`

/** The rule that this service keeps a class of records by today: its own, or the one that was shipped. */
export async function ruleFor(context: Context, recordClass: RecordClass): Promise<RetentionRule> {
  return ruleInForce([...shippedRules, ...(await rulesSet(context))], recordClass, londonDayOf(context.now))
}

const officersSet = ({ sql, actor }: Context): Promise<readonly Officer[]> =>
  sql<Officer[]>`select office, name, contact, version from officers where service_id = ${actor.serviceId}`

export const rules = answer(privacyRules, {
  needs: 'keep own account',
  reveals: 'nobody',
  async run(_asked, context) {
    const today = londonDayOf(context.now)
    const [set, named] = await Promise.all([rulesSet(context), officersSet(context)])
    const all: readonly SetRule[] = [...shippedRules.map((rule) => ({ ...rule, setByName: null, setAt: null })), ...set]
    const classes = Object.keys(recordClasses) as RecordClass[]
    const inForce = classes.map((recordClass) => ruleInForce(all, recordClass, today))
    return {
      rules: all.map((rule) => ({ ...rule, inForce: inForce.includes(rule) })),
      officers: offices.map(
        (office) => named.find((one) => one.office === office) ?? { office, name: '', contact: '', version: 0 },
      ),
    }
  },
})

export const setRule = handle(setRetentionRule, {
  needs: 'keep retention rules',
  constraints: { one_rule_per_class_and_day: { code: 'rule-on-that-day', field: 'effectiveFrom' } },
  async run(rule, { db, actor, now }) {
    const today = londonDayOf(now)
    if (rule.effectiveFrom < today) return refuse({ code: 'rule-starts-in-past', field: 'effectiveFrom', today })
    await db.insert(retentionRules).values({ ...rule, serviceId: actor.serviceId, setBy: actor.personId, setAt: now })
    const { recordClass, effectiveFrom, keepFor, unit, yearsAfterDeath, untilAge, verified } = rule
    const data = { recordClass, effectiveFrom, keepFor, unit, yearsAfterDeath, untilAge, verified }
    return effect(null, { type: 'retention-rule-set', data })
  },
})

interface LastNamed {
  readonly version: number
  readonly byName: string
  readonly at: Instant
}

export const nameOfficer = handle(nameOfficerCommand, {
  needs: 'keep retention rules',
  async run({ office, name, contact, seenVersion }, { db, sql, actor, now }) {
    const row = { name, contact, setBy: actor.personId, setAt: now }
    const event = { type: 'officer-named', data: { office } }
    if (seenVersion === 0) {
      const made = await db
        .insert(officers)
        .values({ ...row, serviceId: actor.serviceId, office })
        .onConflictDoNothing()
        .returning({ version: officers.version })
      if (made[0]) return effect({ version: 1 }, event)
    }
    const [last] = await sql<LastNamed[]>`
      select o.version, (select p.name from people p where p.service_id = o.service_id and p.id = o.set_by) as "byName", o.set_at as at
      from officers o where o.service_id = ${actor.serviceId} and o.office = ${office} for no key update of o`
    if (last?.version !== seenVersion)
      return refuse({
        code: 'changed-since-seen',
        byName: last?.byName ?? '',
        at: last?.at ?? now,
        version: last?.version ?? 0,
      })
    const own = and(eq(officers.serviceId, actor.serviceId), eq(officers.office, office))
    await db
      .update(officers)
      .set({ ...row, version: seenVersion + 1 })
      .where(own)
    return effect({ version: seenVersion + 1 }, event)
  },
})
