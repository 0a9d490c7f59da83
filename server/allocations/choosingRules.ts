import {
  choosing as choosingQuery,
  previewChoosing as previewQuery,
  setChoosing as setCommand,
} from '#shared/allocations/choosingContract.ts'
import { previewWeights } from '#shared/allocations/previewWeights.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { addDays, londonDayOf, startOfDay } from '#shared/time/london.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'
import { choosingNow, choosingRows, pastChoices, staffNames } from './choosingStore.ts'

/** So many of the latest are put in order again: a screen waits for the answer. */
const MOST_CHOICES = 60

export const choosing = answer(choosingQuery, {
  needs: 'weigh choices',
  reveals: 'nobody',
  async run(_asked, context) {
    const [now, rows] = await Promise.all([choosingNow(context), choosingRows(context)])
    return { now, rows, today: londonDayOf(context.now) }
  },
})

export const previewChoosing = answer(previewQuery, {
  needs: 'weigh choices',
  reveals: 'nobody',
  async run({ days, ...weights }, context) {
    const from = addDays(londonDayOf(context.now), 1 - days)
    const past = await pastChoices(context, {
      from: startOfDay(from),
      until: startOfDay(addDays(londonDayOf(context.now), 1)),
      most: MOST_CHOICES,
    })
    const changed = previewWeights(past, weights)
    const names = await staffNames(context, [
      ...new Set(changed.flatMap(({ before, after, chosen }) => [before, after, chosen].filter((id) => id !== null))),
    ])
    const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? ''))
    return {
      from,
      choices: past.length,
      changed: changed.map(({ at, number, before, after, chosen }) => ({
        at,
        number,
        before: nameOf(before),
        after: nameOf(after),
        chosen: nameOf(chosen) ?? '',
      })),
    }
  },
})

/** Weights are never edited: a later day takes over, and each choice keeps those that it was made by. */
export const setChoosing = handle(setCommand, {
  needs: 'weigh choices',
  constraints: { one_choosing_rule_per_day: { code: 'weights-day-taken', field: 'effectiveFrom' } },
  async run({ effectiveFrom, weights, accept, why }, { sql, actor, now }) {
    if (effectiveFrom < londonDayOf(now)) return refuse({ code: 'weights-not-ahead', field: 'effectiveFrom' })
    await sql`
      insert into choosing_rules (service_id, effective_from, weights, accept_minutes, why, set_by, set_at)
      values (${actor.serviceId}, ${effectiveFrom}, ${JSON.stringify(weights)}::text::jsonb, ${JSON.stringify(accept)}::text::jsonb, ${why},
        ${actor.personId}, ${now})`
    return effect({ effectiveFrom }, { type: 'choosing-rules-set', data: { effectiveFrom, ...weights, accept } })
  },
})
