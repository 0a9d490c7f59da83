import { boolean, foreignKey, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { NoteId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { NoteKind } from '#shared/referrals/notes.ts'
import { codeColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people } from './service.ts'

/**
 * What somebody wrote down on a referral: a call that they made or took, or a note. Only ever added to: a mistake is put right by a
 * further note that names the one it corrects.
 */
export const referralNotes = hub.table(
  'referral_notes',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    id: idColumn<NoteId>()('id').notNull(),
    kind: codeColumn<NoteKind>()('kind').notNull(),
    happenedAt: instantColumn('happened_at').notNull(),
    withWhom: text('with_whom').notNull(),
    words: text('words').notNull(),
    correctsId: idColumn<NoteId>()('corrects_id'),
    /** The referral was closed when it was written. */
    afterClosing: boolean('after_closing').notNull(),
    recordedBy: idColumn<PersonId>()('recorded_by').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'referral_notes_pkey', columns: [t.serviceId, t.id] }),
    // Leads with the referral, so notes of one are found by it too.
    unique('one_note_of_an_id_on_a_referral').on(t.serviceId, t.referralId, t.id),
    foreignKey({
      name: 'note_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'note_written_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'note_corrects_one_of_the_same_referral',
      columns: [t.serviceId, t.referralId, t.correctsId],
      foreignColumns: [t.serviceId, t.referralId, t.id],
    }),
  ],
)
