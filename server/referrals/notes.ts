import type { NoteId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { noteOnReferral } from '#shared/referrals/noteContract.ts'
import { happenedWhen } from '#shared/referrals/notes.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { saveNote } from './noteStore.ts'
import { holdReferral } from './store.ts'

/** In every state of a referral, for a call that comes after it was closed is part of its story too. */
export const addNote = handle(noteOnReferral, {
  needs: 'write notes',
  constraints: {
    no_note_after_release: { code: 'record-released' },
    note_corrects_one_of_the_same_referral: { code: 'note-not-found' },
  },
  async run({ referralId, kind, happenedAt: told, withWhom, words, correctsId }, context) {
    const held = await holdReferral(context, referralId)
    if (!held) return refuse({ code: 'referral-not-found' })
    const when = happenedWhen(told, context.now)
    if (!when.ok) return when
    const id = crypto.randomUUID() as NoteId
    const [happenedAt, afterClosing] = [when.value, held.closedAt !== null]
    await saveNote(context, { id, referralId, kind, happenedAt, withWhom, words, correctsId, afterClosing })
    const data = { noteId: id, kind, happenedAt, afterClosing, correctsId }
    return effect({ noteId: id }, { type: 'note-added', referralId, data })
  },
})
