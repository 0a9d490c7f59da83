import { pointsIn } from '#shared/kernel/trace.ts'
import type { Connection } from '#db/client.ts'
import type { Read, Trace } from './handle.ts'
import { codeOf, isPassing, markCommitted, openedFor, type Asking } from './transaction.ts'

/** What was done or seen could not be recorded, so it was not done and is not shown. */
export class NotRecorded extends Error {}

/**
 * Keeps one read in the transaction that made it. Who, when, where and in which session come from the transaction's settings,
 * which the database itself fills in: this login may not even name those columns.
 *
 * @throws NotRecorded when the record of reads cannot be written to
 */
export function keepRead(sql: Connection, door: string, read: Read, trace: Trace): Promise<unknown> {
  const { kind, shown, people, stubs, fields, filter, term } = read
  return recorded(sql`
    insert into reads (query, kind, shown, referral_ids, stub_ids, fields, filter, term, purpose, grant_id)
    values (${door}, ${kind}, ${shown}, ${people}::uuid[], ${stubs}::uuid[], ${fields}::text[], ${JSON.stringify(filter)}::text::jsonb,
      ${term}, ${trace.purpose}, ${trace.grantId})`)
}

/**
 * Keeps an attempt that was refused because of who asked: the door, the ids that were sent, and whose record it was about, so that it
 * is found by whoever asks who looked at that person. Whatever the attempt had begun is rolled back first.
 *
 * @example await keepRefusal(sql, asking, 'referrals.record')
 */
export async function keepRefusal(
  sql: Connection,
  asking: Asking & { readonly sent: unknown },
  door: string,
): Promise<void> {
  const points = pointsIn(asking.sent)
  const about = points['referralId'] === undefined ? [] : [points['referralId']]
  const number = points['number'] ?? null
  const rolledBack = sql`rollback`.execute()
  const opened = openedFor(sql, asking, 'read committed', null, () =>
    recorded(sql`
      insert into reads (query, kind, shown, referral_ids, stub_ids, fields, filter)
      values (${door}, 'refused', 'row', array_remove(${about}::uuid[] || hub.referral_numbered(${number}::int), null), '{}', '{}', ${JSON.stringify(points)}::text::jsonb)`),
  )
  const committed = opened.then(() => sql`commit`)
  await Promise.all([rolledBack, opened, committed])
  markCommitted(sql)
}

/** A record that cannot be written must stop everything; what passes by itself is left to be tried again. */
export const recorded = <Result>(writing: Promise<Result>): Promise<Result> =>
  writing.catch((error: unknown) => {
    throw isPassing(error) || codeOf(error) === '' ? error : new NotRecorded('not recorded', { cause: error })
  })
