import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { noteId, referralId, type NoteId } from '../kernel/ids.ts'
import { noteText, optionalLine } from '../kernel/text.ts'
import { instantInput } from '../time/instant.ts'
import { noteKindCodes } from './notes.ts'
import { noteWords, type NoteRefusal } from './noteWords.ts'

/** It only adds, so no version is asked for: two people who write at once have written two notes. */
export const noteOnReferral = defineCommand(
  'referrals.note',
  'Write down a call or a note on a referral, also after it was closed; a correction names the note that it puts right',
  z.strictObject({
    referralId,
    kind: z.enum(noteKindCodes),
    /** Null: now. */
    happenedAt: instantInput.nullable(),
    withWhom: optionalLine,
    words: noteText,
    correctsId: noteId.nullable(),
  }),
).answering<{ noteId: NoteId }, NoteRefusal>(noteWords)
