import type { NoteRow } from '#shared/referrals/notes.ts'
import { referralNotes } from '#db/schema/notes.ts'
import type { Context } from '#server/kernel/handle.ts'

type NewNote = Omit<typeof referralNotes.$inferInsert, 'serviceId' | 'recordedBy' | 'recordedAt'>

export async function saveNote({ db, actor, now }: Context, note: NewNote): Promise<void> {
  await db
    .insert(referralNotes)
    .values({ ...note, serviceId: actor.serviceId, recordedBy: actor.personId, recordedAt: now })
}

/** The notes on a referral, in the order in which they were written. */
export const notesOf = ({ sql, actor }: Context, number: number): Promise<readonly NoteRow[]> =>
  sql<NoteRow[]>`
    select n.id, n.kind, n.happened_at as "happenedAt", n.with_whom as "withWhom", n.words, n.corrects_id as "correctsId",
      n.after_closing as "afterClosing", p.name as "byName", n.recorded_at as "recordedAt"
    from referral_notes n join people p on p.service_id = n.service_id and p.id = n.recorded_by
    where n.service_id = ${actor.serviceId}
      and n.referral_id = (select id from referrals where service_id = ${actor.serviceId} and number = ${number})
    order by n.recorded_at, n.id`
