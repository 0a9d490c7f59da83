import { refuse } from '#shared/kernel/outcome.ts'
import { setUrgencyBands, urgencyScheme } from '#shared/referrals/urgencyContract.ts'
import { bandsAt } from '#shared/referrals/urgencyTargets.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'
import { urgencyRows } from './urgencyStore.ts'

export const scheme = answer(urgencyScheme, {
  needs: 'weigh choices',
  reveals: 'nobody',
  async run(_asked, context) {
    const rows = await urgencyRows(context)
    return { now: bandsAt(rows, context.now), rows, today: londonDayOf(context.now) }
  },
})

/** Bands are never edited: a later day takes over, and each decision keeps the target that it was made by. */
export const setBands = handle(setUrgencyBands, {
  needs: 'weigh choices',
  constraints: { one_urgency_scheme_per_day: { code: 'bands-day-taken', field: 'effectiveFrom' } },
  async run({ effectiveFrom, words, startWithin, targets, why }, { sql, actor, now }) {
    if (effectiveFrom < londonDayOf(now)) return refuse({ code: 'bands-not-ahead', field: 'effectiveFrom' })
    await sql`
      insert into urgency_bands (service_id, effective_from, words, start_minutes, targets, why, set_by, set_at)
      values (${actor.serviceId}, ${effectiveFrom}, ${JSON.stringify(words)}::text::jsonb, ${startWithin}, ${JSON.stringify(targets)}::text::jsonb,
        ${why}, ${actor.personId}, ${now})`
    return effect({ effectiveFrom }, { type: 'urgency-bands-set', data: { effectiveFrom, startWithin, targets } })
  },
})
