import { londonDayOf } from '../time/london.ts'
import { correctionOf, isCall, noteName, type NoteRow } from './notes.ts'
import type { ReferralRecord, TimelineRow } from './record.ts'
import type { LineWords } from './timeline.ts'

/**
 * A note on the timeline: its kind and time as a sentence, with its words below. Whom it was with stands beside whoever wrote it, so that
 * the sentence itself names nobody. What was corrected stays readable and says so.
 */
export function noteAdded(row: TimelineRow, { notes }: ReferralRecord): LineWords {
  const note = notes.find(({ id }) => id === row.data['noteId'])
  if (!note) return { head: 'Note written', about: 'record' }
  const name = noteName(note, londonDayOf(row.at))
  return {
    head: note.correctsId === null ? name : `Correction: ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    about: isCall(note.kind) ? 'contact' : 'record',
    by: besideName(note, notes),
    quote: [{ text: note.words, mark: 'same' }],
    noteId: note.id,
  }
}

function besideName(note: NoteRow, notes: readonly NoteRow[]): string {
  const today = londonDayOf(note.recordedAt)
  const corrected = notes.find(({ id }) => id === note.correctsId)
  const correction = correctionOf(notes, note.id)
  return [
    note.withWhom && `with ${note.withWhom}`,
    note.afterClosing && 'written after the referral was closed',
    corrected && `in place of “${noteName(corrected, today)}”`,
    correction && `corrected by ${correction.byName}, see above`,
  ]
    .filter(Boolean)
    .join(' · ')
}
