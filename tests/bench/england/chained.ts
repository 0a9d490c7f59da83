import { createHash } from 'node:crypto'
import type { Row } from '../bulkInsert.ts'

const text = (value: unknown): string => (value === null || value === undefined ? 'null' : JSON.stringify(value))

/**
 * Events in their chain, as `hub.event_joins_the_chain` makes it: the hash of each goes over the one before it and its own content, as
 * PostgreSQL writes that in JSON. The database would take three times as long over it.
 *
 * @param events of one service, in the order of their numbers, each with data that is empty
 */
export function* chained(serviceId: string, events: readonly Row[]): Generator<Row> {
  let before = createHash('sha256').update(`duty-hub:${serviceId}`).digest()
  for (const event of events) {
    if (Object.keys(Object(event['data'])).length > 0) throw new Error('only events without data are chained here')
    const microseconds = `${Date.parse(String(event['at']))}000`
    const parts = ['actor_id', 'command_id', 'ordinal', 'type', 'referral_id', 'person_id'].map((name) =>
      text(event[name]),
    )
    const content = `[1, "${serviceId}", ${String(event['seq'])}, ${microseconds}, ${parts.join(', ')}, {}, null, "", ""]`
    before = createHash('sha256').update(before).update(content).digest()
    yield { ...event, hash: `\\x${before.toString('hex')}`, session_id: null, address: '', request_id: '' }
  }
}
