import { touchedIfKnown } from '#shared/catalogue.ts'
import { missedNews } from '#shared/kernel/missed.ts'
import { answer } from '#server/kernel/handle.ts'

/** Further back everything is asked for: after a night most of what a screen shows has changed. */
const MOST_EVENTS = 2000

/**
 * Kinds of what happened become topics, as on the live line; nothing of it is told. From the database and not from what this node has
 * heard: a node may have missed it as well.
 */
export const missed = answer(missedNews, {
  needs: 'keep own account',
  reveals: 'nobody',
  async run({ epoch, since }, { sql, service }) {
    const [at] = await sql<{ epoch: string; seq: number }[]>`
      select e.id as epoch, c.last_seq as seq from epochs e, service_counters c where c.service_id = ${service}`
    if (!at) throw new Error('a service has no counter')
    if (at.epoch !== epoch || since > at.seq || at.seq - since > MOST_EVENTS) return { ...at, touches: 'all' }
    const kinds = await sql<{ type: string }[]>`
      select distinct type from events where service_id = ${service} and seq > ${since} and seq <= ${at.seq}`
    const touched = kinds.map(({ type }) => touchedIfKnown(type))
    // While nodes of two releases run, the other may record what this one has no word for.
    if (touched.includes(undefined)) return { ...at, touches: 'all' }
    return { ...at, touches: [...new Set(touched.flatMap((one) => one ?? []))] }
  },
})
