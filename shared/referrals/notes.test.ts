import { describe, expect, it } from 'vitest'
import { noteId } from '#shared/kernel/ids.ts'
import { lastContact } from '#shared/referrals/lastContact.ts'
import { happenedWhen, noteName, type NoteRow } from '#shared/referrals/notes.ts'
import { noteWords } from '#shared/referrals/noteWords.ts'
import type { ReferralDetail, ReferralRecord, TimelineRow } from '#shared/referrals/record.ts'
import { lineOf, referralWordsFor } from '#shared/referrals/timeline.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'

const now = instant('2026-11-12T16:47:00Z')
const ago = (minutes: number) => addMinutes(now, -minutes)
const first = noteId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10')
const second = noteId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f11')
const note: NoteRow = {
  id: first,
  kind: 'call-made',
  happenedAt: ago(42),
  withWhom: 'Dr Hale',
  words: 'No answer.\nLeft no message.',
  correctsId: null,
  afterClosing: false,
  byName: 'Jo Marsh',
  recordedAt: ago(40),
}
const correction: NoteRow = {
  ...note,
  id: second,
  happenedAt: ago(52),
  words: 'She answered.',
  correctsId: first,
  afterClosing: true,
  byName: 'Amir Shah',
  recordedAt: ago(5),
}

describe('when what is noted happened', () => {
  it.each([
    ['now, when nobody typed a time', null, now],
    ['the time that was typed', ago(90), ago(90)],
    ['now, by a clock that is a minute fast', addMinutes(now, 1), now],
  ])('is %s', (_, told, expected) => {
    expect(happenedWhen(told, now)).toEqual({ ok: true, value: expected })
  })

  it('is never to come', () => {
    const refused = happenedWhen(addMinutes(now, 3), now)
    expect(refused).toEqual({ ok: false, refusal: { code: 'note-in-future', field: 'happenedAt', now } })
    expect(!refused.ok && noteWords(refused.refusal)).toMatch(
      /^It cannot have happened later than now, Thu 12 November 16:47\. Enter an earlier time/,
    )
  })

  it('is said in London’s time', () => {
    const summer = { kind: 'call-taken', happenedAt: instant('2026-07-01T13:05:00Z') } as const
    expect(noteName(summer, londonDayOf(summer.happenedAt))).toBe('Call taken at 14:05')
  })
})

describe('a note on the timeline', () => {
  const row = (of: NoteRow): TimelineRow => ({
    seq: 9,
    at: of.recordedAt,
    type: 'note-added',
    actorName: of.byName,
    personName: null,
    data: { noteId: of.id, kind: of.kind },
  })
  const lineFor = (of: NoteRow, notes: readonly NoteRow[]) => {
    const { head, by, about, quote } = lineOf(
      row(of),
      referralWordsFor(row(of), { notes } as unknown as ReferralRecord),
    )
    return [head, by, about, quote.map(({ text }) => text).join('')]
  }

  it('is a sentence with the words as they were typed below it', () => {
    expect(lineFor(note, [note])).toEqual([
      'Call made at 16:05',
      'Jo Marsh · with Dr Hale',
      'contact',
      'No answer.\nLeft no message.',
    ])
  })

  it('that was corrected stays as it was, and each of the two says so', () => {
    const both = [note, correction]
    expect(lineFor(note, both)).toEqual([
      'Call made at 16:05',
      'Jo Marsh · with Dr Hale · corrected by Amir Shah, see above',
      'contact',
      'No answer.\nLeft no message.',
    ])
    expect(lineFor(correction, both)).toEqual([
      'Correction: call made at 15:55',
      'Amir Shah · with Dr Hale · written after the referral was closed · in place of “Call made at 16:05”',
      'contact',
      'She answered.',
    ])
  })
})

describe('the last contact', () => {
  const referral = { receivedAt: ago(120), callerName: 'PC Daniels' } as ReferralDetail
  const call: TimelineRow = {
    seq: 3,
    at: ago(60),
    type: 'call-added',
    actorName: 'Jo Marsh',
    personName: null,
    data: { receivedAt: ago(61) },
  }
  const lastOf = (notes: readonly NoteRow[], timeline: readonly TimelineRow[] = [call]) => {
    const { how, at } = lastContact({ referral, timeline, notes })
    return [how, at]
  }

  it('is the call it began with, a further one, or one that was noted: whichever was last', () => {
    expect(lastOf([], [])).toEqual(['Referral received', ago(120)])
    expect(lastOf([])).toEqual(['Further call', ago(61)])
    expect(lastOf([note])).toEqual(['Call made', ago(42)])
    expect(lastOf([{ ...note, happenedAt: ago(90) }])).toEqual(['Further call', ago(61)])
  })

  it('is not what was corrected, and no note that is no call', () => {
    expect(lastOf([note, correction])).toEqual(['Call made', ago(52)])
    expect(lastOf([{ ...note, kind: 'note' }])).toEqual(['Further call', ago(61)])
    expect(lastOf([note, { ...correction, kind: 'note' }])).toEqual(['Further call', ago(61)])
  })
})
