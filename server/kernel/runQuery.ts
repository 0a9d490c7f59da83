import { msOf } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import { actorMay, actorMightAgain, hasSteppedUp } from './actor.ts'
import type { QueryDoor, Read } from './handle.ts'
import { keepRead, keepRefusal } from './keepRead.ts'
import { invalid, notAllowed, notSignedIn, stepUpNeeded, type Problem } from './problems.ts'
import { SharedAnswers, type OnTheWire } from './sharedAnswers.ts'
import { contextOn, markCommitted, markOpen, onConnection, openedFor, type Asking } from './transaction.ts'

export type QueryAnswer =
  | {
      readonly ok: true
      readonly answer: unknown
      readonly sessionId: string
      /** Of an answer that serves many: written once for all of them. */
      readonly wire: OnTheWire | null
    }
  | { readonly ok: false; readonly problem: Problem }

const shared = new SharedAnswers()

/**
 * Answers one query from one snapshot. If the answer shows a person, the read is recorded in the same transaction:
 * no record, no answer.
 */
export async function runQuery(
  database: Database,
  door: QueryDoor,
  asking: Asking & { readonly sent: unknown; readonly byItself?: boolean },
): Promise<QueryAnswer> {
  const work = door.accept(asking.sent)
  return onConnection(
    database,
    async (sql) => {
      markOpen(sql)
      let at = { seq: 0, sight: '' }
      const opened = await openedFor(sql, asking, 'repeatable read', null, async () => {
        if (!door.shared) return
        const [row] = await sql<(typeof at)[]>`
        select last_seq as seq, hub.sight_key() as sight from service_counters where service_id = hub.current_service()`
        at = row ?? at
      })
      if (!opened) return { ok: false, problem: notSignedIn }
      const { actor } = opened
      if (!actorMay(actor, door.needs)) {
        if (actorMightAgain(actor, door.needs)) return { ok: false, problem: stepUpNeeded }
        await keepRefusal(sql, asking, door.name)
        return { ok: false, problem: notAllowed }
      }
      if (door.stepUp && !hasSteppedUp(actor, asking.now)) return { ok: false, problem: stepUpNeeded }
      if (!work.ok) return { ok: false, problem: invalid(work.refusal) }
      const context = contextOn(sql, actor, asking.now)
      const make = () => work.value(context)
      const { answer, read } =
        door.shared === null
          ? await make()
          : await shared.give(
              [
                actor.serviceId,
                door.name,
                door.shared.among === 'everybody' ? '' : at.sight,
                JSON.stringify(asking.sent),
              ].join(' '),
              { seq: at.seq, ms: msOf(asking.now) },
              door.shared.ms,
              make,
            )
      await Promise.all([
        read && keepRead(sql, door.name, asking.byItself ? byItself(read) : read, context.trace),
        sql`commit`,
      ])
      markCommitted(sql)
      const wire = door.shared !== null && isObject(answer) ? shared.onTheWire(answer) : null
      return { ok: true, answer, sessionId: actor.sessionId, wire }
    },
    undefined,
    asking.usage,
  )
}

/** Kept as what it was: the screen asked again, or for something beside, and not its person. */
const byItself = (read: Read): Read => ({ ...read, filter: { ...read.filter, asked: 'by-itself' } })

const isObject = (answer: unknown): answer is object => typeof answer === 'object' && answer !== null
