import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { canTakeBack, nextRungAt, type Before } from '#shared/safety/ladder.ts'
import type { WatchRefusal } from '#shared/safety/words.ts'
import { effect, type Context, type Effect } from '#server/kernel/handle.ts'
import { holdWatchOver, type Watch } from './store.ts'

/**
 * An answer that was given for the wrong person is taken back at once: they are looked for as before. What was climbed to is climbed to
 * again by itself, so that whoever has to know is told anew.
 *
 * @param before by when they were looked for and when they were last heard, before somebody said that they had spoken to them
 */
export async function takeAnswerBack(
  context: Context,
  watch: Watch,
  before: Before | null,
): Promise<Outcome<Effect<null>, WatchRefusal>> {
  const { id, personId, endedAt } = watch
  if (!canTakeBack(watch, before, context.now)) return refuse({ code: 'not-taken-back' })
  if (endedAt === null && before !== null) await unsaySpoken(context, watch, before)
  else if (await holdWatchOver(context, personId)) return refuse({ code: 'not-taken-back' })
  else await reopen(context, watch)
  return effect(null, { type: 'answer-taken-back', personId, data: { watchId: id } })
}

async function unsaySpoken({ sql, service }: Context, { id }: Watch, { backBy, seenAt }: Before): Promise<void> {
  await sql`
    update watches set back_by = ${backBy}, seen_at = ${seenAt}, seen_recorded_at = ${seenAt}, rung = 'in-time',
      next_at = ${nextRungAt({ backBy, rung: 'in-time', helpAt: null })}, lease_until = null, spoken_by = null, spoken_at = null
    where service_id = ${service} and id = ${id}`
}

async function reopen({ sql, service }: Context, watch: Watch): Promise<void> {
  await sql`
    update watches set ended_at = null, next_at = ${nextRungAt(watch)}, lease_until = null
    where service_id = ${service} and id = ${watch.id}`
}
