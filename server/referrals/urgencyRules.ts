import { refuse } from '#shared/kernel/outcome.ts'
import { checkBands, checkWithdrawal } from '#shared/referrals/urgencyChecks.ts'
import { setUrgencyBands, urgencyScheme, withdrawUrgencyBands } from '#shared/referrals/urgencyContract.ts'
import { bandsAt } from '#shared/referrals/urgencyTargets.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'
import { insertBands, lockBands, urgencyRows, withdrawBands } from './urgencyStore.ts'

export const scheme = answer(urgencyScheme, {
  needs: 'weigh choices',
  reveals: 'nobody',
  async run(_asked, context) {
    const rows = await urgencyRows(context)
    return { now: bandsAt(rows, context.now), rows, today: londonDayOf(context.now) }
  },
})

/** Bands are never edited: another set takes over, and each decision keeps the target that it was made by. */
export const setBands = handle(setUrgencyBands, {
  needs: 'weigh choices',
  constraints: { one_urgency_scheme_per_day: { code: 'bands-day-taken', field: 'effectiveFrom' } },
  async run({ why, ...bands }, context) {
    await lockBands(context)
    const rows = await urgencyRows(context)
    const checked = checkBands(bands, rows, context.now)
    if (!checked.ok) return checked
    const { effectiveFrom, startWithin, targets, replaces } = bands
    if (replaces !== null) await withdrawBands(context, { effectiveFrom, version: replaces, why })
    const version = Math.max(0, ...rows.filter((one) => one.effectiveFrom === effectiveFrom).map((one) => one.version))
    await insertBands(context, { ...bands, version: version + 1, why })
    return effect(
      { effectiveFrom },
      { type: 'urgency-bands-set', data: { effectiveFrom, startWithin, targets, replaces } },
    )
  },
})

export const withdraw = handle(withdrawUrgencyBands, {
  needs: 'weigh choices',
  async run({ effectiveFrom, version, why }, context) {
    await lockBands(context)
    const rows = await urgencyRows(context)
    const found = rows.find((one) => one.effectiveFrom === effectiveFrom && one.version === version)
    const checked = checkWithdrawal(found, context.now)
    if (!checked.ok) return refuse(checked.refusal)
    await withdrawBands(context, { effectiveFrom, version, why })
    return effect(null, { type: 'urgency-bands-withdrawn', data: { effectiveFrom } })
  },
})
